//! What it takes for a city, a county, the nation or a group, as text.

use std::collections::BTreeMap;

use results::reach::report::{GoalReport, PlaceIndicator, PlaceReport};

use super::origin;
use crate::output;
use catalogue::model::Language;
use results::reach::words::Words;

/// Units that are listed as closest.
const CLOSEST: usize = 10;

pub(super) fn text(report: &PlaceReport, words: &Words<'_>, is_one: bool) -> String {
    let mut text = origin(&report.origin, words);
    match report.indicators.first() {
        Some(indicator) if is_one => text.push_str(&one(report, indicator, words)),
        Some(_) | None => text.push_str(&all(report, words)),
    }
    text
}

fn who(report: &PlaceReport, words: &Words<'_>) -> String {
    let code = match report.level.as_str() {
        "group" => format!("{}:{}", report.grouping, report.group),
        _ => report.code.clone(),
    };
    format!("{} ({code}), {} {}", report.name, words.say("årgång", "edition"), report.edition)
}

fn one(report: &PlaceReport, indicator: &PlaceIndicator, words: &Words<'_>) -> String {
    let mut text = format!("{}: {}\n", who(report, words), words.quoted(&indicator.indicator.name));
    match (indicator.state, indicator.must_respond) {
        ("share", _) => text.push_str(&share(report, indicator, words)),
        ("withheld", Some(more)) => text.push_str(&format!("{}\n", withheld(more, words))),
        ("no_share", _) => text.push_str(&format!("{}\n", no_share(indicator, words))),
        _ => text.push_str(&format!("{}\n", no_figure(indicator, words))),
    }
    text
}

fn withheld(more: u32, words: &Words<'_>) -> String {
    match words.language {
        Language::Swedish => format!(
            "Andelen visas inte, för bortfallet är för stort: {more} till måste svara. Till dess avgör bara de."
        ),
        Language::English => format!(
            "The share is not shown, for too few have answered: {more} more must. Until then only they decide."
        ),
    }
}

fn no_share(indicator: &PlaceIndicator, words: &Words<'_>) -> String {
    match indicator.moves.as_ref().filter(|_| indicator.empty.is_empty()) {
        Some(moves) => {
            format!(
                "{} {}. {}",
                words.say("Värdet är", "The figure is"),
                words.figure(&indicator.figure),
                capital(&words.moves(moves))
            ) + "."
        }
        None => no_figure(indicator, words),
    }
}

fn no_figure(indicator: &PlaceIndicator, words: &Words<'_>) -> String {
    let known = words.vocabulary.no_figure(&indicator.empty);
    let why = known.map_or(indicator.empty.as_str(), |named| named.name.get(words.language));
    format!("{}: {why}.", words.say("Det finns inget värde", "There is no figure"))
}

fn share(report: &PlaceReport, indicator: &PlaceIndicator, words: &Words<'_>) -> String {
    let (reached, of) = (indicator.reached.unwrap_or(0), indicator.of.unwrap_or(0));
    let figure = words.figure(&indicator.figure);
    let mut text = match words.language {
        Language::Swedish => {
            format!("{reached} av {of} kommuner och stadsdelar har nått målvärdet, {figure} procent.\n\n")
        }
        Language::English => {
            format!("{reached} of {of} municipalities and districts reach the target, {figure} per cent.\n\n")
        }
    };
    for goal in indicator.goals.iter().filter(|goal| goal.why != "no_set") {
        text.push_str(&format!("   {}: {}\n", goal_name(goal, words), needed(goal, words)));
    }
    text.push_str(&closest(report, indicator, words));
    text
}

fn goal_name(goal: &GoalReport, words: &Words<'_>) -> String {
    match goal.goal {
        "all" => words.say("100 procent", "100 per cent").to_owned(),
        "nation" => words
            .say("Minst rikets andel, som följer med", "At least Sweden's share, which moves with it")
            .to_owned(),
        _ => {
            let others = words.say("om andra står still", "others standing still");
            format!("{}, {others}", capital(&words.among(&goal.set)))
        }
    }
}

fn needed(goal: &GoalReport, words: &Words<'_>) -> String {
    match (goal.state, goal.why.as_str()) {
        ("already", _) => words.say("redan nått", "reached already").to_owned(),
        ("units", _) => {
            let units = goal.units.unwrap_or(0);
            let mut text = match words.language {
                Language::Swedish => format!("{units} till"),
                Language::English => format!("{units} more"),
            };
            if let Some(able) = goal.able.filter(|able| *able < units) {
                let only = match words.language {
                    Language::Swedish => format!(", men bara {able} kan det genom egna svar"),
                    Language::English => format!(", but only {able} can by their own answers"),
                };
                text.push_str(&only);
            }
            text
        }
        ("only_others", "all_reached") => words
            .say(
                "bara andras förändring avgör: alla har redan nått målvärdet",
                "only others' movement decides: all have reached the target",
            )
            .to_owned(),
        ("only_others", _) => words
            .say(
                "bara andras förändring avgör: inte ens 100 procent räcker",
                "only others' movement decides: not even 100 per cent would do",
            )
            .to_owned(),
        (_, why) => format!("{}: {}", words.say("gäller inte här", "does not apply"), words.not_here(why)),
    }
}

fn closest(report: &PlaceReport, indicator: &PlaceIndicator, words: &Words<'_>) -> String {
    if indicator.members.is_empty() {
        return String::new();
    }
    if !report.answers_known {
        let unknown = words.say(
            "Svaren är inte kända, så det går inte att säga hur nära vart och ett är. Inte nått:",
            "The answers are not known, so it cannot be said how close each is. Not reached:",
        );
        let names: Vec<&str> = indicator.members.iter().map(|member| member.unit.name.as_str()).collect();
        return format!("\n{unknown} {}.\n", names.join(", "));
    }
    let mut text = format!("\n{}\n", words.say("Närmast", "Closest"));
    for member in indicator.members.iter().take(CLOSEST) {
        let what = match member.changes {
            Some(changes) => words.changes(changes),
            None => words.say("inte genom egna svar", "not by its own answers").to_owned(),
        };
        text.push_str(&format!("   {} ({}): {what}\n", member.unit.name, member.unit.id));
    }
    match indicator.members.len().saturating_sub(CLOSEST) {
        0 => {}
        n => text.push_str(&format!("   {} {n} {}\n", words.say("och", "and"), words.say("till", "more"))),
    }
    text
}

fn all(report: &PlaceReport, words: &Words<'_>) -> String {
    let header = [
        words.say("Nr", "No"),
        words.say("Indikator", "Indicator"),
        words.say("Andel", "Share"),
        words.say("Nått", "Reached"),
        words.say("av", "of"),
        words.say("Till\n100 %", "To\n100 %"),
        words.say("Till\nrikets", "To the\nnation's"),
        words.say("Till de\nbästa", "To the\nbest"),
    ];
    let mut table = output::plain_table(header.map(str::to_owned));
    for indicator in &report.indicators {
        let count = |n: Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
        let goal =
            |id: &str| indicator.goals.iter().find(|goal| goal.goal == id).map_or("–".to_owned(), short);
        let figure = match indicator.figure.as_str() {
            "" => words.no_figure(&indicator.empty),
            figure => words.figure(figure),
        };
        table.add_row([
            indicator.number.to_string(),
            indicator.short_name.clone(),
            figure,
            count(indicator.reached),
            count(indicator.of),
            goal("all"),
            goal("nation"),
            goal("best"),
        ]);
    }
    let legend = words.say(
        "Så många till behöver nå målvärdet. ✔ redan nått, × bara andras förändring avgör, – gäller inte här.",
        "So many more must reach the target. ✔ reached, × only others' movement decides, – does not apply.",
    );
    let table = output::narrow(table, &[1, 2]);
    let mut text = format!("{}\n\n{table}\n{legend}\n", who(report, words));
    text.push_str(&all_withheld(report, words));
    text
}

/// How many more must answer, each number once with its indicators.
fn all_withheld(report: &PlaceReport, words: &Words<'_>) -> String {
    let mut by_number: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for indicator in &report.indicators {
        if let Some(more) = indicator.must_respond {
            by_number.entry(more).or_default().push(indicator.number.to_string());
        }
    }
    let line = |(more, numbers): (u32, Vec<String>)| {
        let on = words.say("indikator", "indicator");
        format!("{on} {}: {}\n", numbers.join(", "), withheld(more, words))
    };
    by_number.into_iter().map(line).map(|line| capital(&line)).collect()
}

fn short(goal: &GoalReport) -> String {
    match goal.state {
        "already" => "✔".to_owned(),
        "units" => goal.units.unwrap_or(0).to_string(),
        "only_others" => "×".to_owned(),
        _ => "–".to_owned(),
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
