//! A map (*karta*): each area one path, gathered by how it is filled.

use maud::{Markup, html};

use super::{Beside, Size, Told, Tone, figure, hover, path};
use crate::language::Language;

/// An area.
#[derive(Clone, Debug)]
pub struct Area<'a> {
    /// Its boundary: an SVG path of numbers.
    pub path: &'a str,
    /// Its name and value, as it is pointed at.
    pub words: String,
    /// How it is filled.
    pub tone: Tone,
    /// Whether somebody looks for it.
    pub marked: bool,
}

/// The map.
#[derive(Clone, Debug)]
pub struct Map<'a> {
    /// What it says.
    pub told: Told<'a>,
    /// Steps across and down.
    pub size: (u32, u32),
    /// The areas.
    pub areas: Vec<Area<'a>>,
    /// What its colours mean, below it.
    pub legend: Markup,
    /// The table.
    pub beside: Beside<'a>,
}

impl Map<'_> {
    /// The map as HTML.
    pub fn html(&self, language: Language) -> Markup {
        let id = self.told.id;
        let inside = html! {
            (Tone::patterns(id, self.areas.iter().map(|area| area.tone)))
            @for tone in Tone::ALL {
                @if self.areas.iter().any(|area| area.tone == tone) {
                    // Two, as the class says a fill of its own.
                    g class=(tone.class()) {
                        g fill=[tone.fill(id)] {
                            @for area in self.areas.iter().filter(|area| area.tone == tone) {
                                path d=(path(area.path)) { (hover(&area.words)) }
                            }
                        }
                    }
                }
            }
            @for area in self.areas.iter().filter(|area| area.marked) {
                path.here d=(path(area.path)) { (hover(&area.words)) }
            }
        };
        figure(
            &self.told,
            &Size::Scaled(self.size.0, self.size.1),
            &inside,
            &self.legend,
            &self.beside,
            language,
        )
    }
}
