//! Charts (*diagram*): drawn on the server as SVG, with a title, a description and the same figures in a table beside them.
//!
//! What lies across is in per cent of the width and what is written keeps its size, so that a chart is read on a phone as on
//! paper; only maps and tiles are drawn to scale. Colours are classes, and each that judges has a pattern of its own besides:
//! a chart is read in print without colour and by those who do not tell red from green.

mod bars;
mod legend;
mod map;
mod parts;
mod strip;
mod tiles;
mod tone;
mod trend;

use maud::{Markup, PreEscaped, html};

pub use bars::{Bar, Bars};
pub use legend::{Entry, legend, legend_with};
pub use map::{Area, Map};
pub use parts::{Part, Parts};
pub use strip::{Dot, Strip};
pub use tiles::{Tile, Tiles};
pub use tone::Tone;
pub use trend::{Join, Line, Trend};

use super::table::Table;
use crate::language::{Language, Phrase};

/// What a chart says of itself. `id` is unique on the page.
#[derive(Clone, Debug)]
pub struct Told<'a> {
    /// Of the figure; its parts have ids that begin with it.
    pub id: &'a str,
    /// What it shows.
    pub title: Phrase<'a>,
    /// What one sees in it, for those who do not.
    pub description: Phrase<'a>,
}

/// Where the figures of a chart stand in words.
#[derive(Clone, Debug)]
pub enum Beside<'a> {
    /// In a table of its own, folded below the chart.
    Table(Table<'a>),
    /// In a table that stands elsewhere, of this page or of another: the way to it, and what it is called there.
    Elsewhere(String, Phrase<'a>),
}

impl Beside<'_> {
    fn html(&self, language: Language) -> Markup {
        let summary = language.say("Diagrammet som tabell", "The chart as a table");
        html! {
            @match self {
                Self::Table(table) => details.folded { summary { (summary) } (table.html(language)) },
                Self::Elsewhere(to, name) => p.as-table { a href=(to) { (summary) } ": " (name) },
            }
        }
    }
}

/// How large a chart is drawn.
enum Size {
    /// As wide as there is room, so many pixels high.
    Wide(u32),
    /// To scale: so many steps across and down.
    Scaled(u32, u32),
}

/// The figure around a drawing.
fn figure(
    told: &Told<'_>,
    size: &Size,
    inside: &Markup,
    below: &Markup,
    beside: &Beside<'_>,
    language: Language,
) -> Markup {
    let ids = ["title", "desc"].map(|part| format!("{}-{part}", told.id));
    let (width, height, view) = match size {
        Size::Wide(height) => (Some("100%"), Some(*height), None),
        Size::Scaled(across, down) => (None, None, Some(format!("0 0 {across} {down}"))),
    };
    html! {
        figure.chart .scaled[view.is_some()] id=(told.id) {
            figcaption lang=[told.title.lang()] { (told.title.text()) }
            svg role="img" aria-labelledby={ (ids[0]) " " (ids[1]) } width=[width] height=[height] viewBox=[&view] preserveAspectRatio=[view.as_ref().map(|_| "xMinYMin")] {
                title id=(ids[0]) lang=[told.title.lang()] { (told.title.text()) }
                desc id=(ids[1]) lang=[told.description.lang()] { (told.description.text()) }
                (inside)
            }
            (below)
            (beside.html(language))
        }
    }
}

/// A share of the width, for an attribute: `53.8%`.
fn across(share: f64) -> String {
    format!("{}%", short(share * 100.0))
}

/// A number with two decimals at most.
fn short(number: f64) -> String {
    let text = format!("{number:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// What is shown when somebody points at a mark.
fn hover(text: &str) -> Markup {
    html! { title { (text) } }
}

/// A path that is known to hold nothing but commands and numbers.
fn path(d: &str) -> Markup {
    debug_assert!(d.bytes().all(|c| c.is_ascii_alphanumeric() || b",-. ".contains(&c)), "a path: {d}");
    PreEscaped(d.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{across, short};

    #[test]
    fn numbers_are_written_as_short_as_they_are() {
        for (number, expected) in
            [(0.0, "0"), (-0.001, "0"), (12.5, "12.5"), (100.0, "100"), (1.0 / 3.0, "0.33")]
        {
            assert_eq!(short(number), expected);
        }
        assert_eq!(across(0.538), "53.8%");
    }
}
