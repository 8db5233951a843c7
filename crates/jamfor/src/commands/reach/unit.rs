//! What it takes for a unit, as text.

use std::collections::BTreeSet;

use results::explain::Coded;
use results::reach::report::{StepReport, UnitIndicator, UnitReport};

use super::origin;
use crate::output;
use catalogue::model::Language;
use results::reach::words::{Words, quoted};

pub(super) fn text(report: &UnitReport, words: &Words<'_>, is_one: bool) -> String {
    let mut text = origin(&report.origin, words);
    match report.indicators.first() {
        Some(indicator) if is_one => text.push_str(&one(report, indicator, words)),
        Some(_) | None => text.push_str(&all(report, words)),
    }
    text.push_str(&unanswered(&report.unanswered_parts, words));
    let told = told(report, is_one);
    let questions = || report.questions.iter().filter(|question| told.contains(question.code.as_str()));
    if questions().next().is_some() {
        text.push_str(&format!("\n{}\n", words.say("Frågornas lydelse", "The questions' wording")));
        for question in questions() {
            text.push_str(&format!("   {}  {}\n", question.code, question.wording));
        }
    }
    text
}

/// The questions that the text speaks of: of all indicators only the plan and the facts are told.
fn told(report: &UnitReport, is_one: bool) -> BTreeSet<&str> {
    let of_indicators = report.indicators.iter().flat_map(|one| &one.sets).filter(|_| is_one);
    let sets = of_indicators.chain(report.plan.iter().map(|step| &step.set));
    let changed = sets.clone().flat_map(|set| &set.changes).map(|change| change.question.as_str());
    let dropped = sets.flat_map(|set| &set.dropped).map(|dropped| dropped.question.as_str());
    let facts = report.indicators.iter().flat_map(|one| &one.facts).map(|fact| fact.question.as_str());
    changed.chain(dropped).chain(facts).collect()
}

fn who(report: &UnitReport, words: &Words<'_>) -> String {
    let edition = words.say("årgång", "edition");
    format!("{} ({}), {edition} {}", report.unit.name, report.unit.id, report.edition)
}

fn one(report: &UnitReport, indicator: &UnitIndicator, words: &Words<'_>) -> String {
    let mut text = format!("{}: {}\n", who(report, words), words.quoted(&indicator.indicator.name));
    let outcome =
        format!("{} {}.", words.say("Utfallet är", "The outcome is"), words.quoted(&indicator.outcome.word));
    let target = match indicator.target.len() {
        0 => String::new(),
        _ => format!(" {} {}.", words.say("Målvärdet är", "The target is"), either(&indicator.target, words)),
    };
    text.push_str(&format!("{outcome}{target}\n"));
    text.push_str(&verdict(indicator, words));
    text
}

/// What it takes, in sentences.
fn verdict(indicator: &UnitIndicator, words: &Words<'_>) -> String {
    match indicator.state {
        "reached" => {
            format!("{}\n", words.say("Målvärdet är redan uppnått.", "The target is reached already."))
        }
        "possible" => possible(indicator, words),
        "impossible" => impossible(indicator, words),
        "too_large" => {
            let gave_up = words.say(
                "Sökningen avbröts: för många kombinationer av svar att pröva.",
                "The search was given up: too many combinations of answers to try.",
            );
            format!("{gave_up}\n")
        }
        "answers_unknown" => {
            let unknown = words.say(
                "Svaren bakom utfallet är inte kända, så det går inte att säga vilka svar som skulle behöva ändras.",
                "The answers behind the outcome are not known, so it cannot be said which would have to change.",
            );
            format!("{unknown}\n")
        }
        _ => match &indicator.figure {
            Some(figure) => {
                let no_target = words.say(
                    "Ett tal har inget målvärde. Jämfört med andra:",
                    "A figure has no target. Compared with others: it",
                );
                format!("{no_target} {}.\n", words.moves(figure))
            }
            None => {
                let background = words.say(
                    "Ett bakgrundsmått visas men bedöms inte, så det finns inget att nå.",
                    "A background measure is shown, never judged: there is nothing to reach.",
                );
                format!("{background}\n")
            }
        },
    }
}

fn possible(indicator: &UnitIndicator, words: &Words<'_>) -> String {
    let changes = words.changes(indicator.changes.unwrap_or(0));
    let mut text = format!(
        "{} {changes}. {}\n",
        words.say("Minst så mycket krävs:", "The least that it takes:"),
        ways(indicator, words)
    );
    for (i, set) in indicator.sets.iter().enumerate() {
        let gives = words.say("ger", "gives");
        text.push_str(&format!("\n{}. {gives} {}\n", i + 1, words.quoted(&set.value.name)));
        text.push_str(&words.set(set, "   "));
    }
    if indicator.further > 0 {
        let least = if indicator.is_cut { words.say("minst ", "at least ") } else { "" };
        let (and, more) = (words.say("och", "and"), words.say("till", "more"));
        text.push_str(&format!("\n{and} {least}{} {more}.\n", indicator.further));
    }
    text
}

fn ways(indicator: &UnitIndicator, words: &Words<'_>) -> String {
    let least = if indicator.is_cut { words.say("minst ", "at least ") } else { "" };
    match indicator.count {
        1 => words.say("Det finns ett sådant sätt:", "There is one way:").to_owned(),
        n => {
            let first = match (indicator.further, indicator.sets.len(), words.language) {
                (0, _, _) => String::new(),
                (_, shown, Language::Swedish) => format!("; de {shown} första"),
                (_, shown, Language::English) => format!("; the first {shown}"),
            };
            let there_are = words.say("Det finns", "There are");
            format!("{there_are} {least}{n} {}{first}:", words.say("sådana sätt", "such ways"))
        }
    }
}

fn impossible(indicator: &UnitIndicator, words: &Words<'_>) -> String {
    let cannot = words
        .say("Inga egna val av svar når målvärdet.", "No answers of the unit's own choice reach the target.");
    if indicator.facts.is_empty() {
        let else_ = words.say(
            "Det avgörs av annat än svaren, till exempel ett beslut av granskaren eller om det är en kommun, en stadsdel eller en enhet.",
            "It is settled by other things than answers, such as a reviewer's decision or the kind of unit.",
        );
        return format!("{cannot} {else_}\n");
    }
    let why = words.say("Det här väljer man inte, men det avgör:", "This is not chosen, but decides:");
    let mut text = format!("{cannot} {why}\n");
    for fact in &indicator.facts {
        text.push_str(&format!("   {}.\n", words.fact(fact)));
    }
    text
}

fn all(report: &UnitReport, words: &Words<'_>) -> String {
    let mut text = format!("{}: ", who(report, words));
    text.push_str(&format!(
        "{} {} {} {}.\n\n",
        report.reached,
        words.say("av", "of"),
        report.judged,
        words.say("målvärden är uppnådda", "targets are reached")
    ));
    if !report.answers_known {
        text.push_str(words.say(
            "Bara utfallen är kända, inte svaren bakom dem: vilka svar som skulle behöva ändras går inte att säga.\n\n",
            "Only the outcomes are known, not the answers: which would have to change cannot be said.\n\n",
        ));
    }
    let header = [
        words.say("Nr", "No"),
        words.say("Indikator", "Indicator"),
        words.say("Utfall", "Outcome"),
        words.say("Minsta ändring", "Least change"),
        words.say("Sätt", "Ways"),
    ];
    let mut table = output::plain_table(header.map(str::to_owned));
    for indicator in &report.indicators {
        let count = match (indicator.count, indicator.is_cut) {
            (0, _) => String::new(),
            (n, false) => n.to_string(),
            (n, true) => format!("≥ {n}"),
        };
        table.add_row([
            indicator.number.to_string(),
            indicator.short_name.clone(),
            indicator.outcome.word.clone(),
            least(indicator, words),
            count,
        ]);
    }
    text.push_str(&format!("{}\n", output::narrow(table, &[1, 2])));
    for indicator in &report.indicators {
        if let Some(figure) = indicator.figure.as_ref().filter(|figure| figure.not_here != "empty") {
            text.push_str(&format!("\n{}: {}.\n", indicator.short_name, words.moves(figure)));
        }
    }
    text.push_str(&facts(report, words));
    text.push_str(&plan(report, words));
    text
}

fn least(indicator: &UnitIndicator, words: &Words<'_>) -> String {
    match indicator.state {
        "reached" => words.say("✔ uppnått", "✔ reached").to_owned(),
        "possible" => words.changes(indicator.changes.unwrap_or(0)),
        "impossible" => words.say("väljs inte", "not chosen").to_owned(),
        "too_large" => words.say("avbröts", "given up").to_owned(),
        "answers_unknown" => words.say("svaren är inte kända", "answers not known").to_owned(),
        _ => "–".to_owned(),
    }
}

/// What the unit does not choose, indicator by indicator.
fn facts(report: &UnitReport, words: &Words<'_>) -> String {
    let mut text = String::new();
    for indicator in report.indicators.iter().filter(|indicator| !indicator.facts.is_empty()) {
        if text.is_empty() {
            text.push_str(&format!("\n{}\n", words.say("Väljs inte", "Not chosen")));
        }
        let facts: Vec<String> = indicator.facts.iter().map(|fact| words.fact(fact)).collect();
        text.push_str(&format!("   {} {}: {}.\n", indicator.number, indicator.short_name, facts.join("; ")));
    }
    text
}

fn plan(report: &UnitReport, words: &Words<'_>) -> String {
    if report.plan.is_empty() {
        return String::new();
    }
    let mut text =
        format!("\n{}\n", words.say("De få ändringar som når mest", "The few changes that reach most"));
    for step in &report.plan {
        text.push_str(&self::step(step, report.judged, words));
    }
    text
}

fn step(step: &StepReport, judged: usize, words: &Words<'_>) -> String {
    let (then, of) = (words.say("därefter", "then"), words.say("av", "of"));
    let mut text = format!(
        "\n{} {} – {}, {then} {} {of} {judged}\n",
        words.say("Steg", "Step"),
        step.step,
        words.changes(step.set.changes.len()),
        step.reached
    );
    text.push_str(&words.set(&step.set, "   "));
    text.push_str(&format!("   {} {}\n", words.say("når:", "reaches:"), quoted(&step.gained, words)));
    if !step.lost.is_empty() {
        text.push_str(&format!("   {} {}\n", words.say("förlorar:", "loses:"), quoted(&step.lost, words)));
    }
    text
}

/// `”Ja, samtliga” eller ”Ja, vissa”`: names may hold commas.
fn either(target: &[Coded], words: &Words<'_>) -> String {
    let all: Vec<String> = target.iter().map(|coded| words.quoted(&coded.name)).collect();
    all.join(words.say(" eller ", " or "))
}

fn unanswered(parts: &[Coded], words: &Words<'_>) -> String {
    let line = |part: &Coded| {
        if words.is_unsent(&part.id) {
            return format!(
                "\n{} {} {}\n",
                words.say("Delen", "Part"),
                words.quoted(&part.name),
                words.say(
                    "är besvarad men inte inskickad, så dess svar räknas inte än; --include-open räknar dem.",
                    "is answered but not submitted, so its answers do not count yet; --include-open counts them.",
                )
            );
        }
        let (about, rest) = (
            words.say("har inga svar alls", "has no answers at all"),
            words.say(
                "ändringarna är bara de svar som indikatorn vilar på; resten av delen ska också besvaras",
                "the changes are only the answers that the indicator rests on; the rest must be answered, too",
            ),
        );
        format!("\n{} {} {about}: {rest}.\n", words.say("Delen", "Part"), words.quoted(&part.name))
    };
    parts.iter().map(line).collect()
}
