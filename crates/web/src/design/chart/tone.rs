//! How a mark is filled: a colour, and a pattern that says the same without it.

use maud::{Markup, html};

use crate::design::outcome::Colour;

/// What a mark is filled with (*ton*).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// What a colour mode says.
    Judged(Colour),
    /// A value that is not judged.
    Plain,
    /// No value.
    Missing,
}

impl Tone {
    /// All of them, in the order they are drawn and explained.
    pub const ALL: [Self; 6] = [
        Self::Judged(Colour::Green),
        Self::Judged(Colour::Yellow),
        Self::Judged(Colour::Grey),
        Self::Judged(Colour::Red),
        Self::Plain,
        Self::Missing,
    ];

    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Judged(colour) => colour.class(),
            Self::Plain => "plain",
            Self::Missing => "missing",
        }
    }

    /// What is drawn over the colour, on a tile of eight by eight; green and what is not judged are clean.
    fn pattern(self) -> Option<&'static str> {
        match self {
            Self::Judged(Colour::Green) | Self::Plain => None,
            Self::Judged(Colour::Yellow) => Some("M2 1.2v1.6M6 5.2v1.6"),
            Self::Judged(Colour::Red) => Some("M-1 1l2-2M0 8L8 0M7 9l2-2"),
            Self::Judged(Colour::Grey) => Some("M0 2h8M0 6h8"),
            Self::Missing => Some("M-1 7l2 2M0 0l8 8M7-1l2 2"),
        }
    }

    /// The value of `fill` that draws the pattern of a chart; none where the class says it all.
    pub(super) fn fill(self, chart: &str) -> Option<String> {
        self.pattern().map(|_| format!("url(#{chart}-{})", self.class()))
    }

    /// The patterns of some tones, for a chart that uses them.
    pub(super) fn patterns(chart: &str, used: impl Iterator<Item = Self>) -> Markup {
        let mut needed: Vec<(Self, &str)> = Vec::new();
        for tone in used {
            if let Some(d) = tone.pattern().filter(|_| !needed.iter().any(|(known, _)| *known == tone)) {
                needed.push((tone, d));
            }
        }
        html! {
            @if !needed.is_empty() {
                defs {
                    @for (tone, d) in &needed {
                        pattern id={ (chart) "-" (tone.class()) } class=(tone.class()) width="8" height="8" patternUnits="userSpaceOnUse" {
                            rect width="8" height="8" {}
                            path.lines d=(d) {}
                        }
                    }
                }
            }
        }
    }

    /// A small square of it, beside a word.
    pub(super) fn swatch(self, chart: &str) -> Markup {
        html! {
            svg.swatch .(self.class()) aria-hidden="true" width="18" height="18" focusable="false" {
                rect x="1" y="1" width="16" height="16" fill=[self.fill(chart)] {}
            }
        }
    }
}
