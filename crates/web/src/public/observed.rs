//! A cell of a cube, drawn: value, and what a colour mode says of it – fill, sign and word, never the fill alone.

use catalogue::model::Indicator;
use domain::swedish;
use maud::{Markup, html};
use publication::model::{Colouring, Observation, Value};
use results::colours::Mode;

use super::Look;
use crate::design::outcome::{Colour, not_judged, outcome, outcome_label};
use crate::design::table::Cell;
use crate::language::{Language, Phrase};

/// A figure or percentage in the page's language: `53,8`, `53.8`.
pub fn number(language: Language, figure: domain::Rounded, plain_ends: bool) -> String {
    let text = swedish::figure(figure, plain_ends);
    match language {
        Language::Swedish => text,
        Language::English => swedish::in_english(&text),
    }
}

/// What a cell holds, in words: the outcome's name, the figure with its unit, or why it is empty.
pub fn words<'a>(look: &Look<'_>, observation: &'a Observation, unit: &str) -> Phrase<'a> {
    match &observation.value {
        Value::Category(_, name) => look.text(name),
        Value::Figure(figure, plain) => {
            let number = number(look.language, *figure, *plain);
            let space = if unit.is_empty() { "" } else { "\u{a0}" };
            Phrase::from(format!("{number}{space}{unit}"))
        }
        Value::Empty(_, _, word) => look.text(word),
    }
}

/// What a mode says of a cell.
pub fn told(observation: &Observation, mode: Mode) -> Option<&Colouring> {
    observation.colours.iter().find(|told| told.mode == mode)
}

/// Colour, sign and word of what a mode says; none where it says nothing.
pub fn colour_of<'a>(
    look: &Look<'a>,
    observation: &Observation,
    mode: Option<Mode>,
) -> Option<(Colour, &'a str, Phrase<'a>)> {
    let verdict = told(observation, mode?)?.verdict.ok()?;
    let word = look.opened.vocabulary().colour(verdict.id())?;
    let name = look.language.either(word.name.sv.as_str(), word.name.en.as_deref());
    Some((colour(&word.colour), word.sign.as_str(), name))
}

/// The cell in a table, coloured as the mode says.
pub fn cell(look: &Look<'_>, observation: &Observation, unit: &str, mode: Option<Mode>) -> Cell {
    let value = words(look, observation, unit);
    match (colour_of(look, observation, mode), &observation.value) {
        (Some((colour, sign, word)), _) => outcome(colour, sign, word, value),
        (None, Value::Category(..)) => not_judged(value),
        (None, Value::Figure(..)) => Cell::number(value.text()),
        (None, Value::Empty(_, sign, _)) => not_judged(Phrase::from(format!("{sign} {}", value.text()))),
    }
}

/// The same outside a table.
pub fn label(look: &Look<'_>, observation: &Observation, unit: &str, mode: Option<Mode>) -> Markup {
    let value = words(look, observation, unit);
    match colour_of(look, observation, mode) {
        Some((colour, sign, word)) => outcome_label(colour, sign, word, value),
        None => match &observation.value {
            Value::Empty(_, sign, _) => html! { span.outcome { (sign) " " (value) } },
            Value::Category(..) | Value::Figure(..) => html! { span.outcome { (value) } },
        },
    }
}

/// A colour of `catalogue/vocabulary/colours.toml`.
pub fn colour(name: &str) -> Colour {
    match name {
        "green" => Colour::Green,
        "yellow" => Colour::Yellow,
        "red" => Colour::Red,
        _ => Colour::Grey,
    }
}

/// The mode that outcomes of an indicator are shown in unless somebody chooses: as in the workbook.
pub fn mode_of(indicator: &Indicator) -> Option<Mode> {
    publication::build::unit_mode(indicator)
}
