//! A tile grid (*rutkarta*): places of the same size, roughly where they lie.

use maud::{Markup, html};

use super::{Beside, Size, Told, Tone, figure, hover};
use crate::language::Language;

/// A place.
#[derive(Clone, Debug)]
pub struct Tile {
    /// Its row and column, from 1.
    pub at: (u32, u32),
    /// Its name, short enough for the tile.
    pub name: String,
    /// Its value with the sign, as short.
    pub value: String,
    /// Name and value in full, as it is pointed at.
    pub words: String,
    /// How it is filled.
    pub tone: Tone,
}

/// The grid.
#[derive(Clone, Debug)]
pub struct Tiles<'a> {
    /// What it says.
    pub told: Told<'a>,
    /// The tiles.
    pub tiles: Vec<Tile>,
    /// What its colours mean, below it.
    pub legend: Markup,
    /// The table.
    pub beside: Beside<'a>,
}

const WIDE: u32 = 112;
const HIGH: u32 = 52;

impl Tiles<'_> {
    /// The grid as HTML.
    pub fn html(&self, language: Language) -> Markup {
        let id = self.told.id;
        let across = self.tiles.iter().map(|tile| tile.at.1).max().unwrap_or_default() * WIDE;
        let down = self.tiles.iter().map(|tile| tile.at.0).max().unwrap_or_default() * HIGH;
        let inside = html! {
            (Tone::patterns(id, self.tiles.iter().map(|tile| tile.tone)))
            @for tile in &self.tiles {
                @let (x, y) = (tile.at.1.saturating_sub(1) * WIDE, tile.at.0.saturating_sub(1) * HIGH);
                g class=(tile.tone.class()) {
                    (hover(&tile.words))
                    rect x=(x + 1) y=(y + 1) width=(WIDE - 2) height=(HIGH - 2) fill=[tile.tone.fill(id)] {}
                    text.on x=(x + WIDE / 2) y=(y + 21) text-anchor="middle" { (tile.name) }
                    text.on x=(x + WIDE / 2) y=(y + 41) text-anchor="middle" { (tile.value) }
                }
            }
        };
        figure(&self.told, &Size::Scaled(across, down), &inside, &self.legend, &self.beside, language)
    }
}
