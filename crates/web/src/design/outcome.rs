//! The outcome of a unit, coloured (*utfall, färg*): fill, sign and word; never the fill alone.

use maud::{Markup, html};

use super::table::Cell;
use crate::language::Phrase;

/// The colours of `catalogue/vocabulary/colours.toml`. Signs and words come from there, too, and are passed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// *Grön*.
    Green,
    /// *Gul*.
    Yellow,
    /// *Röd*.
    Red,
    /// *Grå*: cannot be told apart.
    Grey,
}

impl Colour {
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Green => "green",
            Self::Yellow => "yellow",
            Self::Red => "red",
            Self::Grey => "grey",
        }
    }
}

/// An outcome with its colour.
pub fn outcome<'a>(
    colour: Colour,
    sign: &str,
    word: impl Into<Phrase<'a>>,
    value: impl Into<Phrase<'a>>,
) -> Cell {
    Cell { class: colour.class(), ..Cell::markup(label(sign, word, value)) }
}

/// The same outside a table: a label with the colour as its ground.
pub fn outcome_label<'a>(
    colour: Colour,
    sign: &str,
    word: impl Into<Phrase<'a>>,
    value: impl Into<Phrase<'a>>,
) -> Markup {
    html! { span class={ "outcome " (colour.class()) } { (label(sign, word, value)) } }
}

fn label<'a>(sign: &str, word: impl Into<Phrase<'a>>, value: impl Into<Phrase<'a>>) -> Markup {
    let (word, value) = (word.into(), value.into());
    html! {
        // U+FE0E: as a letter, not as an emoji.
        span.outcome-sign aria-hidden="true" { (sign) "\u{FE0E}" } " "
        span.outcome-value { (value) }
        // "Delvis" is not said twice.
        @if word != value { " " span.outcome-word { (word) } }
    }
}

/// An outcome that no mode judges: its value alone, or why there is none (*ej aktuellt, bortfall*).
pub fn not_judged<'a>(value: impl Into<Phrase<'a>>) -> Cell {
    let value = value.into();
    Cell { class: "not-judged", ..Cell::markup(html! { (value) }) }
}
