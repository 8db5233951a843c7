//! Figures of places, a bar each (*staplar*): name and value above the bar, so that long names fit on a phone.

use maud::{Markup, html};

use super::{Beside, Size, Told, Tone, across, figure, hover};
use crate::language::{Language, Phrase};

/// A bar.
#[derive(Clone, Debug)]
pub struct Bar<'a> {
    /// Whose it is.
    pub name: Phrase<'a>,
    /// The value as it is read, with its sign; why there is none where there is none.
    pub words: String,
    /// How long it is, of the scale; none where there is no figure.
    pub share: Option<f64>,
    /// How it is filled.
    pub tone: Tone,
}

/// The chart.
#[derive(Clone, Debug)]
pub struct Bars<'a> {
    /// What it says.
    pub told: Told<'a>,
    /// The bars, from above.
    pub bars: Vec<Bar<'a>>,
    /// A value that all are held against, such as the nation's: its place on the scale, and its name with the value.
    pub reference: Option<(f64, String)>,
    /// The table.
    pub beside: Beside<'a>,
}

const ROW: usize = 36;

impl Bars<'_> {
    /// The chart as HTML.
    pub fn html(&self, language: Language) -> Markup {
        let id = self.told.id;
        let top = if self.reference.is_some() { 26 } else { 4 };
        let height = top + self.bars.len() * ROW;
        let inside = html! {
            (Tone::patterns(id, self.bars.iter().map(|bar| bar.tone)))
            @for (place, bar) in self.bars.iter().enumerate() {
                @let y = top + place * ROW;
                g class=(bar.tone.class()) {
                    (hover(&format!("{}: {}", bar.name.text(), bar.words)))
                    text y=(y + 15) lang=[bar.name.lang()] { (bar.name.text()) }
                    text.value x="100%" y=(y + 15) text-anchor="end" { (bar.words) }
                    line.track x2="100%" y1=(y + 26) y2=(y + 26) {}
                    @if let Some(share) = bar.share {
                        rect y=(y + 21) width=(across(share.clamp(0.0, 1.0))) height="10" fill=[bar.tone.fill(id)] {}
                    }
                }
            }
            @if let Some((share, name)) = &self.reference {
                @let x = across(share.clamp(0.0, 1.0));
                @for place in 0..self.bars.len() {
                    line.reference x1=(x) x2=(x) y1=(top + place * ROW + 18) y2=(top + place * ROW + 34) {}
                }
                text.value x=(x) y="16" text-anchor=(anchor(*share)) { (name) }
            }
        };
        let size = Size::Wide(u32::try_from(height).unwrap_or(u32::MAX));
        figure(&self.told, &size, &inside, &html! {}, &self.beside, language)
    }
}

/// On which side of a place a text stands, so that it does not leave the drawing.
pub(super) fn anchor(share: f64) -> &'static str {
    if share < 0.25 {
        "start"
    } else if share > 0.75 {
        "end"
    } else {
        "middle"
    }
}
