//! Contested cells, and what is decided of them (*bestridda uppgifter*).

use catalogue::model::Edition;
use collection::publishing::{Contest, MAX_WORDS, Publishing, Stage, Verdict};
use maud::{Markup, html};

use super::Shown;
use crate::design::button::{Button, ButtonKind, buttons};
use crate::design::choice::{Choice, RadioGroup};
use crate::design::field::Field;
use crate::design::input::TextArea;
use crate::design::text::{Level, heading, paragraph};
use crate::desk::when;
use crate::language::Language;
use crate::respond::hidden;

pub(super) fn contested(shown: &Shown<'_>, ahead: &Publishing) -> Markup {
    let language = shown.desk.language;
    if ahead.contests.is_empty() && !ahead.preview {
        return html! {};
    }
    let (waiting, settled): (Vec<_>, Vec<_>) =
        ahead.contests.iter().partition(|contest| contest.decision.is_none());
    html! {
        (heading(Level::Two, Some("bestridda"), language.say("Bestridda uppgifter", "Contested cells")))
        @if ahead.contests.is_empty() {
            (paragraph(language.say("Ingen har bestridit något än.", "Nobody has contested anything yet.")))
        }
        @for contest in waiting {
            (told(shown, contest))
            @if shown.decides && ahead.stage == Stage::Draft { (form(shown, contest)) }
        }
        @for contest in settled {
            (told(shown, contest))
            @if shown.decides && ahead.stage == Stage::Draft && contest.decision.as_ref().is_some_and(|decided| decided.verdict == Verdict::ToBeCorrected) {
                details.folded {
                    summary { (language.say("Ändra beslutet: uppgiften kvarstår", "Change the decision: the cell stands")) span.hidden { " " (name(shown, contest)) } }
                    (form(shown, contest))
                }
            }
        }
    }
}

/// A cell by the names of its unit and its indicator.
pub fn named(edition: &Edition, unit: &str, indicator: &str) -> String {
    let unit = edition.frame.name(unit).unwrap_or(unit);
    let known = edition.computed().find(|known| known.id.as_str() == indicator);
    let indicator = known.map_or(indicator, |known| known.name.sv.as_str());
    format!("{unit}: {indicator}")
}

fn name(shown: &Shown<'_>, contest: &Contest) -> String {
    named(shown.desk.edition, &contest.unit, &contest.indicator)
}

fn told(shown: &Shown<'_>, contest: &Contest) -> Markup {
    let language = shown.desk.language;
    html! {
        (heading(Level::Three, Some(&format!("bestridan-{}", contest.no)), name(shown, contest)))
        p { (language.say("Skäl", "Reason")) ", " (when(language, contest.at)) ": " (quoted(language, contest.reason.as_deref())) }
        @match &contest.decision {
            None => p { strong { (language.say("Väntar på beslut", "Waits for a decision")) } },
            Some(decision) => p {
                strong { (verdict(language, decision.verdict)) } ", " (when(language, decision.at)) ": " (written(language, decision.words.as_deref()))
            },
        }
    }
}

/// What somebody wrote, or that it is erased (*gallrat*).
pub fn written(language: Language, words: Option<&str>) -> &str {
    words.unwrap_or_else(|| language.say("(gallrat)", "(erased)"))
}

fn quoted(language: Language, words: Option<&str>) -> Markup {
    match words {
        Some(words) => html! { q { (words) } },
        None => html! { (written(language, None)) },
    }
}

/// What was decided, in words.
pub(in crate::desk) fn verdict(language: Language, verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Kept => language.say("Kvarstår", "Stands"),
        Verdict::ToBeCorrected => language.say("Rättas", "To be corrected"),
    }
}

fn form(shown: &Shown<'_>, contest: &Contest) -> Markup {
    let language = shown.desk.language;
    let (no, to) = (contest.no.to_string(), shown.to("/beslut"));
    let of = |name: &str| format!("{name}-{no}");
    let (verdict_name, words_name) = (of("beslut"), of("ord"));
    let mut choices = vec![Choice::new("kvarstar", verdict(language, Verdict::Kept))];
    if contest.decision.is_none() {
        choices.push(Choice::new("rattas", verdict(language, Verdict::ToBeCorrected)));
    }
    // Only the contest whose decision could not be taken shows again what was written.
    let again = shown.written.text("bestridan") == no;
    let text = |name: &str| if again { shown.written.text(name) } else { "" };
    let chosen = Some(text(&verdict_name)).filter(|chosen| !chosen.is_empty());
    html! {
        form method="post" action=(to) {
            (shown.seen())
            (hidden("bestridan", &no))
            (Field::new(&verdict_name, language.say("Beslut", "Decision"), RadioGroup { choices, chosen }).html(language))
            (Field::new(&words_name, language.say("Motivering till kommunen", "Reason, for the municipality"), TextArea { value: text(&words_name), rows: 3, max: MAX_WORDS }).html(language))
            (buttons(&[Button::new(ButtonKind::Secondary, language.say("Besluta", "Decide")).about(name(shown, contest))]))
        }
    }
}
