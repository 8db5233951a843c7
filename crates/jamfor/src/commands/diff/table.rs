//! What moved between two results, for people.

use ::results::aggregates::Place;
use ::results::diff::{
    Cause, Comparable, Exact, IndicatorDiff, NoSplit, OutcomeDiff, ResultsDiff, Who, decimals,
};
use domain::Level;

use super::found::Known;
use super::moved;
use super::names::{Names, is_off, rounding, signed};
use super::results::{Shown, is_of};
use crate::arguments::Lang;
use crate::output;

/// Most that is listed of a kind; the rest is counted.
pub(super) const LISTED: usize = 20;

/// The whole text.
pub(super) fn text(
    diff: &ResultsDiff,
    titles: &[String; 2],
    shown: &Shown,
    warnings: &[String],
    names: &Names<'_>,
    lang: Lang,
) -> String {
    let mut text = format!("\nA  {}\nB  {}\n", titles[0], titles[1]);
    for line in warnings {
        text.push_str(&format!("!  {line}\n"));
    }
    if diff.is_empty() {
        text.push_str(lang.say("\nIngenting skiljer.\n", "\nNothing differs.\n"));
        return text;
    }
    match shown {
        Shown::All => {
            let nation = diff.indicators.iter().flat_map(|indicator| &indicator.figures);
            let nation =
                nation.map(|figure| &figure.place).find(|p| matches!(p, Place::Level(Level::Nation, _)));
            if let Some(place) = nation {
                text.push_str(&figures(diff, place, names, lang));
            }
        }
        Shown::Place(place) => text.push_str(&figures(diff, place, names, lang)),
        Shown::Unit(_) => {}
    }
    text.push_str(&one_sided(diff, names, lang));
    text.push_str(&definitions(diff, lang));
    text.push_str(&outcomes(diff, shown, names, lang));
    text.push_str(&moved::text(diff, shown, names, lang));
    text
}

/// The figures of a place on both sides, and what their change is made of.
fn figures(diff: &ResultsDiff, place: &Place, names: &Names<'_>, lang: Lang) -> String {
    let mut header =
        vec!["Nr", lang.say("Indikator", "Indicator"), "A", "B", lang.say("Föränd-\nring", "Change")];
    if diff.is_split {
        header.extend([
            lang.say("Verklig-\nhet", "Reality"),
            "Defini-\ntion",
            lang.say("Sam-\nverkan", "Inter-\naction"),
        ]);
    }
    header.push(lang.say("Objekt\nsom flyttat", "Units\nthat moved"));
    let mut table = output::plain_table(header.into_iter().map(str::to_owned));
    let (mut told, mut same) = (0, 0);
    let (mut is_partial, mut any_off) = (false, false);
    for indicator in &diff.indicators {
        let Some(figure) = indicator.figure(place) else { continue };
        let (moved, of) = units_of(diff, indicator, place, names);
        if !figure.is_told() && moved == 0 {
            same += 1;
            continue;
        }
        told += 1;
        let decimals = decimals(indicator);
        let exact =
            |exact: Option<Exact>| exact.map(|e| signed(e.rounded(decimals), lang)).unwrap_or_default();
        any_off |= is_off(figure, decimals);
        let mut row = vec![
            names.place_in_order(indicator),
            names.indicator(indicator.id().as_str()),
            names.figure(&figure.before),
            names.figure(&figure.after),
            exact(figure.change),
        ];
        if diff.is_split {
            row.extend(match &figure.parts {
                Ok(parts) => {
                    is_partial |= parts.interaction.is_none();
                    let together = parts.interaction.map_or_else(|| "*".to_owned(), |part| exact(Some(part)));
                    [exact(Some(parts.reality)), exact(Some(parts.definition)), together]
                }
                Err(NoSplit::NotCarried) => ["?", "?", "?"].map(str::to_owned),
                Err(NoSplit::NotKnown | NoSplit::NoFigure | NoSplit::NoCorner | NoSplit::TooLarge) => {
                    Default::default()
                }
            });
        }
        row.push(format!("{moved} {} {of}", lang.say("av", "of")));
        table.add_row(row);
    }
    if told + same == 0 {
        return String::new();
    }
    let mut text = format!("\n{}\n", names.place(place));
    if told > 0 {
        text.push_str(&format!("{}\n", output::narrow(table, &[1])));
    }
    if same > 0 {
        let indicators = match same {
            1 => lang.say("indikator", "indicator"),
            _ => lang.say("indikatorer", "indicators"),
        };
        text.push_str(&format!("{same} {indicators} {}\n", lang.say("utan förändring", "without change")));
    }
    if told == 0 {
        return text;
    }
    if any_off {
        text.push_str(rounding(lang));
    }
    if diff.is_split {
        text.push_str(lang.say(
            "Förändring = verklighet (andra svar) + definition (andra regler) + samverkan. Delarna räknas exakt och\navrundas var för sig: de utskrivna kan avvika från summan i sista decimalen.\n",
            "Change = reality (other answers) + definition (other rules) + interaction. The parts are exact and each is\nrounded by itself: as printed they may differ from the sum in the last decimal.\n",
        ));
    }
    if is_partial {
        text.push_str(lang.say(
            "* bara det ena hållet kan räknas: samverkan ingår i den andra delen.\n",
            "* only one direction can be computed: the interaction stands within the other part.\n",
        ));
    }
    text
}

/// How many of a place's units moved on an indicator, and how many it has.
fn units_of(
    diff: &ResultsDiff,
    indicator: &IndicatorDiff,
    place: &Place,
    names: &Names<'_>,
) -> (usize, usize) {
    let belongs = |unit: &domain::UnitCode| {
        matches!(place, Place::Level(Level::Nation, _)) || names.belongs(unit.as_str(), place)
    };
    let moved = indicator.outcomes.iter().filter(|outcome| outcome.moved() && belongs(&outcome.unit));
    (moved.count(), diff.units.iter().filter(|unit| belongs(unit)).count())
}

/// Indicators that only one side has, or that may not be compared.
fn one_sided(diff: &ResultsDiff, names: &Names<'_>, lang: Lang) -> String {
    let mut text = String::new();
    let mut add = |heading: &str, found: Vec<&IndicatorDiff>| {
        if !found.is_empty() {
            let why = |of: &IndicatorDiff| match of.comparable.why() {
                "" => String::new(),
                _ if of.before.is_none() || of.after.is_none() => String::new(),
                why => format!(" – {why}"),
            };
            let line = |of: &&IndicatorDiff| format!("{}{}", names.indicator(of.id().as_str()), why(of));
            let all: Vec<String> = found.iter().map(line).collect();
            text.push_str(&format!("\n{heading} ({}):\n  {}\n", all.len(), all.join("\n  ")));
        }
    };
    let all = || diff.indicators.iter();
    add(
        lang.say("Indikatorer som bara B har", "Indicators that only B has"),
        all().filter(|of| of.before.is_none()).collect(),
    );
    add(
        lang.say("Indikatorer som bara A har", "Indicators that only A has"),
        all().filter(|of| of.after.is_none()).collect(),
    );
    add(
        lang.say(
            "Indikatorer som inte får jämföras: inga siffror visas",
            "Indicators that may not be compared: no figures are shown",
        ),
        all()
            .filter(|of| of.before.is_some() && of.after.is_some() && !of.comparable.is_compared())
            .collect(),
    );
    text
}

/// What became another in the definitions, each change once however many indicators it touches.
fn definitions(diff: &ResultsDiff, lang: Lang) -> String {
    let mut lines: Vec<String> = Vec::new();
    for change in
        diff.indicators.iter().filter(|of| of.comparable.is_compared()).flat_map(|of| &of.definition)
    {
        let line = change.line(lang.language());
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    let frame: Vec<String> = diff.frame.iter().map(|change| change.line(lang.language())).collect();
    let mut text = String::new();
    for (heading, lines) in [
        (lang.say("Vad som ändrats i definitionerna", "What changed in the definitions"), lines),
        (
            lang.say(
                "Ändrade kommuner och stadsdelar, grupper och bakgrundsmått",
                "What changed in the frame: units, groups and background measures",
            ),
            frame,
        ),
    ] {
        if !lines.is_empty() {
            text.push_str(&format!("\n{heading}\n{}", listed(lines, lang)));
        }
    }
    text
}

/// Lines, the first of many.
pub(super) fn listed(lines: Vec<String>, lang: Lang) -> String {
    let n = lines.len();
    let mut text: String = lines.iter().take(LISTED).map(|line| format!("  {line}\n")).collect();
    if n > LISTED {
        let more = lang.say("till: se --format csv", "more: see --format csv");
        text.push_str(&format!("  … {} {more}\n", n - LISTED));
    }
    text
}

/// Units whose outcome moved: how many and why, then the first of them by name.
fn outcomes(diff: &ResultsDiff, shown: &Shown, names: &Names<'_>, lang: Lang) -> String {
    let of_shown = |outcome: &OutcomeDiff| is_of(&Who::Unit(outcome.unit.clone()), shown, names);
    let all: Vec<(&IndicatorDiff, &OutcomeDiff)> = diff
        .indicators
        .iter()
        .flat_map(|indicator| indicator.outcomes.iter().map(move |outcome| (indicator, outcome)))
        .filter(|(_, outcome)| of_shown(outcome))
        .collect();
    if all.is_empty() {
        return String::new();
    }
    let mut moved: Vec<_> = all.iter().filter(|(_, outcome)| outcome.moved()).collect();
    // What the rules did comes first: it is what nobody sees in the answers.
    moved.sort_by_key(|(_, outcome)| match outcome.cause {
        Some(Cause::Definition) => 0,
        Some(Cause::Both | Cause::Unchanged) => 1,
        None => 2,
        Some(Cause::Reality) => 3,
    });
    let undone = all.len() - moved.len();
    let units: std::collections::BTreeSet<&str> =
        moved.iter().map(|(_, outcome)| outcome.unit.as_str()).collect();
    let count = |cause| moved.iter().filter(|(_, outcome)| outcome.cause == cause).count();
    let mut told = vec![
        (count(Some(Cause::Reality)), lang.say("verklighet", "reality")),
        (count(Some(Cause::Definition)), lang.say("definition", "definition")),
        (count(Some(Cause::Both)), lang.say("båda (samverkan)", "both (interaction)")),
    ];
    if diff.is_split {
        told.push((count(None), lang.say("kan inte delas upp", "cannot be split")));
    } else {
        told = Vec::new();
    }
    let told: Vec<String> =
        told.into_iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n} {word}")).collect();
    let why = if told.is_empty() { String::new() } else { format!(": {}", told.join(", ")) };
    let mut text = format!(
        "\n{} {} {} {}{why}\n",
        moved.len(),
        lang.say("utfall har flyttat, för", "outcomes moved, of"),
        units.len(),
        lang.say("objekt", "units"),
    );
    if undone > 0 {
        text.push_str(&format!(
            "{undone} {}\n",
            lang.say(
                "utfall är desamma fast både svar och regel ändrats: de tar ut varandra",
                "outcomes are the same although answers and rule changed: they undo each other",
            )
        ));
    }
    let line = |(indicator, outcome): &&(&IndicatorDiff, &OutcomeDiff)| {
        let why = match outcome.cause {
            Some(Cause::Reality) => lang.say(" · verklighet", " · reality"),
            Some(Cause::Definition) => " · definition",
            Some(Cause::Both | Cause::Unchanged) => lang.say(" · båda", " · both"),
            None => "",
        };
        format!(
            "{} · {}: {} → {}{why}",
            names.code(outcome.unit.as_str()),
            names.indicator(indicator.id().as_str()),
            names.got(&outcome.before),
            names.got(&outcome.after),
        )
    };
    text.push_str(&listed(moved.iter().map(line).collect(), lang));
    text
}

/// What a reader must know before the figures.
pub(super) fn warnings(
    diff: &ResultsDiff,
    (a, b): (&Known, &Known),
    names: &Names<'_>,
    lang: Lang,
) -> Vec<String> {
    let mut all = Vec::new();
    let is_made_up = |origin: &str| origin.starts_with("simulated");
    match (is_made_up(&diff.origins.0), is_made_up(&diff.origins.1)) {
        (true, true) => all.push(
            lang.say("SIMULERADE DATA – påhittade svar", "SIMULATED DATA – made-up answers").to_owned(),
        ),
        (true, false) | (false, true) => all.push(
            lang.say(
                "Den ena sidan är SIMULERAD och den andra inte: skillnaden säger ingenting om verkligheten",
                "One side is SIMULATED and the other is not: the difference tells nothing of reality",
            )
            .to_owned(),
        ),
        (false, false) => {}
    }
    if !diff.is_split {
        let why = match (a, b) {
            (Known::Publication(_), Known::Publication(_)) => lang.say(
                "Bara utfallen är kända på minst en sida, inte svaren",
                "Only the outcomes of at least one side are known, not the answers",
            ),
            (Known::Files(_), _) | (_, Known::Files(_)) => lang.say(
                "Bara resultatfiler är kända på minst en sida",
                "Only result files of at least one side are known",
            ),
        };
        let not = lang.say(
            "uppdelningen i verklighet och definition kräver publiceringar med svar och regler på båda sidor, och är inte gjord",
            "splitting changes into reality and definition takes publications with answers and rules on both sides, and was not done",
        );
        all.push(format!("{why}: {not}"));
    }
    let refused: Vec<&IndicatorDiff> = diff
        .indicators
        .iter()
        .filter(|of| of.before.is_some() && of.after.is_some() && !of.comparable.is_compared())
        .collect();
    if !refused.is_empty() {
        let why = match (&diff.comparable, diff.comparable.why()) {
            (Comparable::NotStated, _) => lang.say(
                "ingen katalog säger att årgångarna får jämföras",
                "no catalogue says that the editions may be compared",
            ),
            (Comparable::Yes | Comparable::Partly(_) | Comparable::No(_), "") => {
                lang.say("så säger katalogen", "so the catalogue says")
            }
            (Comparable::Yes | Comparable::Partly(_) | Comparable::No(_), why) => why,
        };
        all.push(format!(
            "{} {} {}: {} {}: {why}",
            diff.years.0,
            lang.say("och", "and"),
            diff.years.1,
            refused.len(),
            lang.say("indikatorer jämförs inte", "indicators are not compared"),
        ));
    }
    for indicator in &diff.indicators {
        if let Comparable::Partly(why) = &indicator.comparable {
            all.push(format!("{}: {why}", names.indicator(indicator.id().as_str())));
        }
        all.extend(obstacles(diff, indicator, names, lang));
    }
    for (units, what) in [
        (&diff.units_added, lang.say("Objekt som bara B har", "Units that only B has")),
        (&diff.units_removed, lang.say("Objekt som bara A har", "Units that only A has")),
    ] {
        if !units.is_empty() {
            let codes: Vec<String> = units.iter().take(8).map(|unit| names.code(unit.as_str())).collect();
            let more = if units.len() > 8 { " …" } else { "" };
            all.push(format!("{what} ({}): {}{more}", units.len(), codes.join(", ")));
        }
    }
    for (places, what) in [
        (&diff.places_added, lang.say("Platser som bara B har", "Places that only B has")),
        (&diff.places_removed, lang.say("Platser som bara A har", "Places that only A has")),
    ] {
        if !places.is_empty() {
            all.push(format!("{what}: {}", places.len()));
        }
    }
    all
}

/// Why an indicator's answers cannot be carried over, in either direction.
fn obstacles(diff: &ResultsDiff, indicator: &IndicatorDiff, names: &Names<'_>, lang: Lang) -> Vec<String> {
    let label = |year: domain::EditionYear, side: &str| {
        if diff.years.0 != diff.years.1 { year.to_string() } else { lang.say("i ", "").to_owned() + side }
    };
    let sides = [
        (&indicator.last_obstacles, label(diff.years.0, "A"), "A → B"),
        (&indicator.this_obstacles, label(diff.years.1, "B"), "B → A"),
    ];
    sides
        .into_iter()
        .filter(|(obstacles, ..)| !obstacles.is_empty())
        .map(|(obstacles, from, direction)| {
            let told: Vec<String> = obstacles.iter().map(|o| o.text(&from, lang.language())).collect();
            format!(
                "{}: {} {direction}: {}",
                names.indicator(indicator.id().as_str()),
                lang.say("svaren kan inte föras över", "the answers cannot be carried over"),
                told.join("; ")
            )
        })
        .collect()
}
