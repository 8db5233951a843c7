//! `jamfor compute --with CHANGES.toml`: a trial (*prövning*) beside the real result, marked wherever it is shown.

use std::fmt::Write;
use std::path::Path;

use anyhow::{Result, bail};
use catalogue::Catalogue;
use catalogue::model::{Edition, Trial, Vocabulary};
use domain::Aggregate;
use results::colours::Verdict;
use results::trial::{Recoloured, Told, other_peers, recoloured};
use results::{Results, origin};

use super::compute::{origin_line, withheld_names};
use crate::arguments::Lang;
use crate::files::Given;
use crate::refused::{Doing, Refused};
use crate::{display, output};

/// The edition with the changes, what they are, and what comes out.
pub(crate) struct Tried {
    pub(crate) edition: Edition,
    pub(crate) trial: Trial,
    pub(crate) results: Results,
}

/// Reads the changes and computes with them.
pub(crate) fn compute(catalogue: &Catalogue, real: &Edition, given: &Given, file: &Path) -> Result<Tried> {
    let told = |error: std::io::Error| Refused::of(&error, Doing::ReadingChanges, file);
    if file.is_dir() {
        return Err(told(std::io::ErrorKind::IsADirectory.into()).into());
    }
    let size = std::fs::metadata(file).map_err(told)?.len();
    if size > catalogue::MAX_FILE as u64 {
        bail!("{} är för stor: {size} byte, högst {} läses", file.display(), catalogue::MAX_FILE);
    }
    let text = std::fs::read_to_string(file).map_err(told)?;
    let (edition, trial) = catalogue.trial(real.year, &text, &file.display().to_string())?;
    if let (Given::Outcomes(_), Some(_)) = (given, trial.rules.first()) {
        let ids: Vec<String> = trial.rules.iter().map(|id| format!("`{id}`")).collect();
        bail!(
            "{}: regeln ändras för {}, men av --outcomes syns bara färdiga utfall; regler kan prövas på svar (--answers). \
             Ingenting skrevs.",
            file.display(),
            ids.join(", ")
        );
    }
    let mut results = given.compute(&edition);
    results.origin = origin::trial(&results.origin);
    Ok(Tried { edition, trial, results })
}

/// The line at the top and at the bottom of everything that is shown of a trial.
fn mark(trial: &Trial, lang: Lang) -> String {
    format!("  ***  {}: {}  ***\n", lang.say("PRÖVNING", "TRIAL"), trial.name)
}

/// The country recoloured, beside the real result.
pub(crate) fn summary(
    vocabulary: &Vocabulary,
    (edition, real): (&Edition, &Results),
    tried: &Tried,
    place: usize,
    lang: Lang,
) -> String {
    let trial = &tried.trial;
    let mut text = format!("\n{}\n{}", edition.name.get(lang.language()), mark(trial, lang));
    text.push_str(&origin_line(real, lang));
    let _ = writeln!(text, "{}: {}", lang.say("Varför", "Why"), trial.why);
    let _ = writeln!(text, "{}:", lang.say("Det här ändras", "What is changed"));
    for change in &trial.changes {
        let _ = writeln!(text, "  {}", change.get(lang.language()));
    }
    text.push_str(&cases(trial, vocabulary, lang));
    let judged = recoloured((edition, real), (&tried.edition, &tried.results));
    text.push_str(&table(vocabulary, (edition, real), tried, &judged, place, lang));
    text.push_str(&beside((edition, real), tried, &judged, lang));
    text.push_str(&mark(trial, lang));
    text
}

/// The catalogue's own cases that come out otherwise: what the change means, example by example.
fn cases(trial: &Trial, vocabulary: &Vocabulary, lang: Lang) -> String {
    let what =
        lang.say("Katalogens exempel som blir annorlunda", "Cases of the catalogue that come out otherwise");
    if trial.cases.is_empty() {
        return format!("{what}: {}\n", lang.say("inga", "none"));
    }
    let mut text = format!("{what} ({}):\n", trial.cases.len());
    for case in &trial.cases {
        let _ = writeln!(text, "  {}", case.sentence(vocabulary, lang.language()));
    }
    text
}

fn table(
    vocabulary: &Vocabulary,
    (edition, real): (&Edition, &Results),
    tried: &Tried,
    judged: &[Recoloured],
    place: usize,
    lang: Lang,
) -> String {
    // The figures are the place's, the counts the whole country's.
    let whole = |what: &str| format!("{what}\n{}", lang.say("hela\nlandet", "whole\ncountry"));
    let head = |verdict: Verdict| {
        let word = vocabulary.colour(verdict.id());
        let name = word.map_or_else(String::new, |word| word.name.get(lang.language()).replace(' ', "\n"));
        whole(&format!("{} {name}", display::sign(vocabulary, Some(verdict))))
    };
    let header = [
        "Nr",
        lang.say("Indikator", "Indicator"),
        &super::compute::place_name(edition, real, place),
        &head(Verdict::Reached),
        &head(Verdict::Partly),
        &head(Verdict::NotReached),
        &whole(lang.say("Byter färg", "Change colour")),
    ];
    let mut table = output::plain_table(header.map(str::to_owned));
    for (indicator, row) in edition.computed().zip(judged) {
        let figure = |edition: &Edition, results: &Results| {
            let aggregate: &Aggregate = results.aggregates.get(place, row.indicator);
            display::aggregate(edition, vocabulary, aggregate, lang)
        };
        table.add_row([
            indicator.number.to_string(),
            indicator.short_name.get(lang.language()).to_owned(),
            arrow(&figure(edition, real), &figure(&tried.edition, &tried.results)),
            arrow(&row.real.reached.to_string(), &row.tried.reached.to_string()),
            arrow(&row.real.partly.to_string(), &row.tried.partly.to_string()),
            arrow(&row.real.not_reached.to_string(), &row.tried.not_reached.to_string()),
            moves(vocabulary, row),
        ]);
    }
    let rule = lang.say("verkligt → prövning; färgläge: mål", "real → trial; colour mode: target");
    format!("\n{rule}\n{}\n", output::narrow(table, &[1, 2, 6]))
}

/// `120`, or `120 → 170` where the trial differs.
fn arrow(real: &str, tried: &str) -> String {
    if real == tried { real.to_owned() } else { format!("{real} → {tried}") }
}

/// `50 (◐→✔ 47, ✘→✔ 3)`; empty if no unit changes colour.
fn moves(vocabulary: &Vocabulary, row: &Recoloured) -> String {
    let sign = |told| sign(vocabulary, told);
    let each =
        row.moves.iter().map(|moved| format!("{}→{} {}", sign(moved.from), sign(moved.to), moved.units));
    match row.units() {
        0 => String::new(),
        units => format!("{units} ({})", each.collect::<Vec<_>>().join(", ")),
    }
}

/// The sign of what the trial's mode says; a dash where the outcome is not judged.
fn sign(vocabulary: &Vocabulary, told: Told) -> &str {
    if told.is_none() { "–" } else { display::sign(vocabulary, told) }
}

/// What changes besides the colours of the table: places, ranks, peers, what is withheld.
fn beside((edition, real): (&Edition, &Results), tried: &Tried, judged: &[Recoloured], lang: Lang) -> String {
    let mut text = String::new();
    let sum = |of: fn(&Recoloured) -> u32| -> u32 { judged.iter().map(of).sum() };
    let changed = judged.iter().filter(|row| row.is_changed()).count();
    let _ = writeln!(
        text,
        "{}: {changed} {} {}; {}: {}; {}: {}; {}: {}",
        lang.say("Berörda indikatorer", "Indicators that differ"),
        lang.say("av", "of"),
        judged.len(),
        lang.say("objekt som byter färg", "units that change colour"),
        sum(Recoloured::units),
        lang.say("värden för platser och grupper som ändras", "figures of places and groups that differ"),
        sum(|row| row.figures),
        lang.say("byten i färgläget relativ", "changes in the colour mode relative"),
        sum(|row| row.ranked),
    );
    if let Some((other, of)) = other_peers(edition, &tried.edition)
        && other > 0
    {
        let what = lang.say("Objekt som får andra liknande kommuner", "Units that get other peers");
        let _ = writeln!(text, "{what}: {other} {} {of}", lang.say("av", "of"));
    }
    let (before, after) = (withheld_names(edition, real), withheld_names(&tried.edition, &tried.results));
    if before != after {
        let named = |names: &[&str]| match names {
            [] => lang.say("inga", "none").to_owned(),
            names => names.join(", "),
        };
        let what = lang.say("Undertryckta för någon indikator", "Withheld on some indicator");
        let _ = writeln!(text, "{what}: {} → {}", named(&before), named(&after));
    }
    text
}
