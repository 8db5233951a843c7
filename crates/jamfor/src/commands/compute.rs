//! `jamfor compute`: outcomes and aggregates, as tables or files.

use std::io::Write;
use std::path::Path;

use anyhow::Result;
use catalogue::model::{Edition, IndicatorRole, Vocabulary};
use domain::{Level, Outcome, Reason};
use publication::manifest::MANIFEST;
use results::aggregates::{Membership, Place};
use results::colours::Verdict;
use results::origin::OriginWords;
use results::{Results, checks, rows};

use super::trial;
use crate::arguments::{ComputeOptions, Format, Lang, Table};
use crate::{WrongUsage, display, files, output, tell};

pub(crate) fn run(options: &ComputeOptions, lang: Lang) -> Result<()> {
    let catalogue = files::catalogue(options.edition.catalogue.as_deref())?;
    let edition = files::edition(&catalogue, options.edition.edition)?;
    let names: &[&str] = if options.with.is_some() { &WITH_TRIAL } else { &WITH_TRIAL[..2] };
    if let Some(dir) = &options.out {
        keep_publication(dir, lang)?;
        files::keep_input(&options.input, dir, names)?;
        if let Some(changes) = &options.with {
            files::keep(changes, dir, names)?;
        }
    }
    let given = files::Given::read(edition, &options.input, lang)?;
    let tried = options.with.as_deref().map(|changes| trial::compute(&catalogue, edition, &given, changes));
    let tried = tried.transpose()?;
    let results = given.compute(edition);
    let decimal = &options.edition.decimal;
    if let Some(dir) = &options.out {
        let mut all = result_files(edition, &results, decimal)?;
        if let Some(tried) = &tried {
            let of_trial = result_files(&tried.edition, &tried.results, decimal)?.into_iter();
            all.extend(WITH_TRIAL[2..].iter().copied().zip(of_trial.map(|(_, bytes)| bytes)));
        }
        files::write_all(dir, &all)?;
        let written: Vec<String> = names.iter().map(|name| dir.join(name).display().to_string()).collect();
        tell(&format!("{} {}", lang.say("skrev", "wrote"), written.join(", ")));
    }
    // Rows that are printed are those of the trial, if there is one: each says so.
    let (of, shown) = tried.as_ref().map_or((edition, &results), |tried| (&tried.edition, &tried.results));
    match (options.edition.format, options.table) {
        (Format::Table, _) if options.out.is_some() => Ok(()),
        (Format::Table, _) => {
            let mut out = std::io::stdout().lock();
            let place = shown_place(edition, &results, options.place.as_deref())?;
            let vocabulary = &catalogue.vocabulary;
            let text = match &tried {
                Some(tried) => trial::summary(vocabulary, (edition, &results), tried, place, lang),
                None => summary(edition, vocabulary, &results, place, lang),
            };
            write!(out, "{}", output::folded(&text))?;
            Ok(())
        }
        (format, Table::Outcomes) => {
            output::print(&rows::OUTCOME_COLUMNS, rows::outcomes(of, shown), format, decimal)
        }
        (format, Table::Aggregates) => {
            output::print(&rows::AGGREGATE_COLUMNS, rows::aggregates(of, shown), format, decimal)
        }
    }
}

/// A publication is never written into.
fn keep_publication(dir: &Path, lang: Lang) -> Result<()> {
    let manifest = dir.join(MANIFEST);
    if !manifest.exists() {
        return Ok(());
    }
    let dir = dir.display();
    let (sv, en) = (
        format!(
            "--out {dir}: mappen har {MANIFEST} och är en publicering, som aldrig ändras: välj en annan mapp"
        ),
        format!(
            "--out {dir}: the folder has {MANIFEST} and is a publication, which never changes: choose another folder"
        ),
    );
    Err(WrongUsage(lang.say(&sv, &en).to_owned()).into())
}

/// The files that are written; those of a trial last.
const WITH_TRIAL: [&str; 4] =
    ["outcomes.csv", "aggregates.csv", "trial-outcomes.csv", "trial-aggregates.csv"];

/// The two files of a computed edition.
pub(crate) fn result_files(
    edition: &Edition,
    results: &Results,
    decimal: &str,
) -> Result<Vec<(&'static str, Vec<u8>)>> {
    Ok(vec![
        ("outcomes.csv", output::csv(&rows::OUTCOME_COLUMNS, rows::outcomes(edition, results), decimal)?),
        (
            "aggregates.csv",
            output::csv(&rows::AGGREGATE_COLUMNS, rows::aggregates(edition, results), decimal)?,
        ),
    ])
}

/// The line that everything made from simulated answers carries.
pub(crate) fn origin_line(results: &Results, lang: Lang) -> String {
    let Some(words) = OriginWords::parse(&results.origin) else {
        return format!("  {} {}\n", lang.say("ursprung:", "origin:"), results.origin);
    };
    match words.data(lang.language()) {
        Some(data) => {
            let data = data.to_uppercase();
            format!("  ***  {data} – {}  ***\n", lang.say("påhittade svar", "made-up answers"))
        }
        None => String::new(),
    }
}

/// The place whose figures are shown: the one asked for, else the nation, else the first that has a figure.
fn shown_place(edition: &Edition, results: &Results, wanted: Option<&str>) -> Result<usize> {
    let code_of = |membership: &Membership| match &membership.place {
        Place::Level(_, code) => Some(code.to_string()),
        Place::Group(..) => None,
    };
    let has_figure = |place: &usize| {
        (0..results.outcomes.indicators()).any(|i| results.aggregates.get(*place, i).figure.is_ok())
    };
    let is_level = |place: &usize| code_of(&results.places[*place]).is_some();
    let nation = results.places.iter().position(|m| matches!(m.place, Place::Level(Level::Nation, _)));
    match wanted {
        Some(code) => {
            results.places.iter().position(|m| code_of(m).as_deref() == Some(code)).ok_or_else(|| {
                let known = results.places.iter().filter_map(code_of).collect::<Vec<_>>().join(", ");
                WrongUsage(format!(
                    "årgång {} har inga värden för platsen `{code}`; finns: {known}",
                    edition.year
                ))
                .into()
            })
        }
        None => Ok(nation
            .filter(has_figure)
            .or_else(|| (0..results.places.len()).filter(is_level).find(has_figure))
            .or(nation)
            .unwrap_or(0)),
    }
}

/// What a place is called.
pub(crate) fn place_name(edition: &Edition, results: &Results, place: usize) -> String {
    match &results.places[place].place {
        Place::Level(_, code) => edition.frame.name(code.as_str()).unwrap_or(code.as_str()).to_owned(),
        Place::Group(_, group) => group.to_string(),
    }
}

/// The figures of a place, an indicator a line, with what they rest on.
pub(crate) fn summary(
    edition: &Edition,
    vocabulary: &Vocabulary,
    results: &Results,
    place: usize,
    lang: Lang,
) -> String {
    let name = &place_name(edition, results, place);
    let header = [
        "Nr",
        lang.say("Indikator", "Indicator"),
        name,
        lang.say("Uppnått", "Reached"),
        lang.say("av", "of"),
        lang.say("Svarat", "Responded"),
        lang.say("Objekt", "Units"),
        lang.say("Utanför", "Left out"),
    ];
    let mut table = output::plain_table(header.map(str::to_owned));
    for (i, indicator) in edition.computed().enumerate() {
        let aggregate = results.aggregates.get(place, i);
        let [numerator, denominator] = rows::quotient_fields(aggregate);
        table.add_row([
            indicator.number.to_string(),
            indicator.short_name.get(lang.language()).to_owned(),
            display::aggregate(edition, vocabulary, aggregate, lang),
            numerator,
            denominator,
            aggregate.responded.to_string(),
            aggregate.units.to_string(),
            aggregate.left_out.to_string(),
        ]);
    }
    let mut text = format!("\n{}\n{}", edition.name.get(lang.language()), origin_line(results, lang));
    text.push_str(&format!("{}\n", output::narrow(table, &[1, 2])));
    text.push_str(&withheld(edition, results, lang));
    text.push_str(&cannot_say(edition, results, lang));
    text
}

/// Which cities, counties and nations are withheld on some indicator.
fn withheld(edition: &Edition, results: &Results, lang: Lang) -> String {
    let names = withheld_names(edition, results);
    let what = lang.say(
        "Undertryckta för någon indikator, mer än 20 procent bortfall",
        "Withheld on some indicator, too much non-response",
    );
    match names.len() {
        0 => String::new(),
        _ => format!("{what}: {}\n", names.join(", ")),
    }
}

/// Cities, counties and nations that are withheld on some indicator.
pub(crate) fn withheld_names<'e>(edition: &'e Edition, results: &Results) -> Vec<&'e str> {
    let hidden = |place: usize| {
        (0..results.outcomes.indicators()).any(|i| {
            results.aggregates.get(place, i).figure
                == Err(domain::NoFigure::Withheld(domain::Withheld::NonResponse))
        })
    };
    results
        .places
        .iter()
        .enumerate()
        .filter_map(|(place, membership)| match &membership.place {
            Place::Level(_, code) if hidden(place) => edition.frame.name(code.as_str()),
            Place::Level(..) | Place::Group(..) => None,
        })
        .collect()
}

/// The table *kan ej lämna uppgift / ologisk uppgift*.
fn cannot_say(edition: &Edition, results: &Results, lang: Lang) -> String {
    let rows = checks::cannot_say(&results.outcomes);
    if rows.is_empty() {
        return String::new();
    }
    let header = [
        lang.say("Indikator", "Indicator"),
        lang.say("Kan inte lämna uppgift", "Could not say"),
        lang.say("Ologisk uppgift", "Illogical"),
    ];
    let mut table = output::plain_table(header.map(str::to_owned));
    for row in rows {
        let name =
            edition.computed().nth(row.indicator).map(|i| i.short_name.get(lang.language()).to_owned());
        table.add_row([name.unwrap_or_default(), row.cannot_say.to_string(), row.illogical.to_string()]);
    }
    format!("\n{}\n", output::narrow(table, &[0]))
}

/// How many units got what on an indicator: reached, partly, not reached, not applicable, other, non-response.
pub(crate) fn spread(edition: &Edition, results: &Results, indicator: usize) -> [u32; 6] {
    let mut counts = [0; 6];
    let Some(which) = edition.computed().nth(indicator) else { return counts };
    for subject in 0..results.outcomes.subjects() {
        let outcome = results.outcomes.get(subject, indicator);
        let place = match outcome {
            Outcome::Category(_) if which.role == IndicatorRole::Indicator => {
                match display::verdict(which, outcome) {
                    Some(Verdict::Reached) => 0,
                    Some(Verdict::Partly) => 1,
                    Some(Verdict::NotReached) => 2,
                    // The other modes' verdicts, which *target* never gives.
                    Some(
                        Verdict::Best
                        | Verdict::Middle
                        | Verdict::Worst
                        | Verdict::Better
                        | Verdict::Alike
                        | Verdict::Worse,
                    )
                    | None => 4,
                }
            }
            Outcome::Category(_) | Outcome::Figure(_) => 4,
            Outcome::Empty(empty) => match empty.reason {
                Reason::NotApplicable => 3,
                Reason::NotAnswered | Reason::CannotSay | Reason::Illogical | Reason::Withheld => 5,
                Reason::NotAsked => continue,
            },
        };
        counts[place] += 1;
    }
    counts
}
