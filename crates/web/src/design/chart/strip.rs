//! Where every unit lies on a scale (*spridning*): a dot each, and the quartiles.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::bars::anchor;
use super::{Beside, Size, Told, Tone, across, figure, hover, short};
use crate::language::Language;

/// A unit.
#[derive(Clone, Debug)]
pub struct Dot {
    /// Its name and value, as it is pointed at.
    pub words: String,
    /// Where it lies on the scale, 0 to 1.
    pub share: f64,
    /// How it is filled.
    pub tone: Tone,
    /// Whether somebody looks for it.
    pub marked: bool,
}

/// The chart.
#[derive(Clone, Debug)]
pub struct Strip<'a> {
    /// What it says.
    pub told: Told<'a>,
    /// The units.
    pub dots: Vec<Dot>,
    /// Lines across the scale, such as quartiles: where, and in words.
    pub lines: Vec<(f64, String)>,
    /// Both ends of the scale.
    pub ends: [String; 2],
    /// The table.
    pub beside: Beside<'a>,
}

/// Columns that dots are gathered in: on a phone each is as wide as a dot.
const COLUMNS: f64 = 48.0;
/// Pixels that the dots may take.
const HIGH: f64 = 160.0;

impl Strip<'_> {
    /// The chart as HTML.
    pub fn html(&self, language: Language) -> Markup {
        let id = self.told.id;
        let column = |dot: &Dot| (dot.share.clamp(0.0, 1.0) * (COLUMNS - 1.0)).round() as u32;
        let mut columns: BTreeMap<u32, Vec<&Dot>> = BTreeMap::new();
        for dot in &self.dots {
            columns.entry(column(dot)).or_default().push(dot);
        }
        let most = columns.values().map(Vec::len).max().unwrap_or_default();
        let step = (HIGH / most.max(1) as f64).min(7.5);
        let top = 22.0 + 20.0 * self.lines.len() as f64;
        let ground = top + step * most as f64 + 6.0;
        let x = |share: f64| across(0.015 + share.clamp(0.0, 1.0) * 0.97);
        let inside = html! {
            (Tone::patterns(id, std::iter::empty()))
            @for (place, (share, _)) in self.lines.iter().enumerate() {
                @let y = 16 + 20 * place;
                line.reference x1=(x(*share)) x2=(x(*share)) y1=(y + 5) y2=(short(ground)) {}
            }
            @for (place, (share, words)) in self.lines.iter().enumerate() {
                @let y = 16 + 20 * place;
                text.value x=(x(*share)) y=(y) text-anchor=(anchor(*share)) { (words) }
            }
            line.axis x2="100%" y1=(short(ground)) y2=(short(ground)) {}
            @for (column, dots) in &columns {
                @let at = x(f64::from(*column) / (COLUMNS - 1.0));
                @for (place, dot) in dots.iter().enumerate() {
                    circle class=(dot.tone.class()) cx=(at) cy=(short(ground - 5.0 - step * place as f64)) r="3.5" { (hover(&dot.words)) }
                }
            }
            @for dot in self.dots.iter().filter(|dot| dot.marked) {
                @let at = x(f64::from(column(dot)) / (COLUMNS - 1.0));
                line.here x1=(at) x2=(at) y1=(short(top - 8.0)) y2=(short(ground + 8.0)) {}
                text.here x=(at) y=(short(ground + 40.0)) text-anchor=(anchor(dot.share)) { (dot.words) }
            }
            text y=(short(ground + 20.0)) { (self.ends[0]) }
            text x="100%" y=(short(ground + 20.0)) text-anchor="end" { (self.ends[1]) }
        };
        let marked = if self.dots.iter().any(|dot| dot.marked) { 22.0 } else { 0.0 };
        let size = Size::Wide((ground + 26.0 + marked).ceil() as u32);
        figure(&self.told, &size, &inside, &html! {}, &self.beside, language)
    }
}
