//! How many got what: one bar in parts (*fördelning av utfall*).

use maud::{Markup, html};

use super::{Beside, Entry, Size, Told, Tone, across, figure, hover, legend_with};
use crate::language::{Language, Phrase};

/// A part of the bar.
#[derive(Clone, Debug)]
pub struct Part<'a> {
    /// What it is.
    pub name: Phrase<'a>,
    /// Its sign; empty for none.
    pub sign: String,
    /// How many.
    pub count: usize,
    /// How it is filled.
    pub tone: Tone,
    /// Whether what somebody looks for is in it.
    pub marked: bool,
}

/// The bar.
#[derive(Clone, Debug)]
pub struct Parts<'a> {
    /// What it says.
    pub told: Told<'a>,
    /// Its parts, from the start; those with none are left out of the drawing, not of the words below it.
    pub parts: Vec<Part<'a>>,
    /// What somebody looks for, and in which part it is: below the bar.
    pub marked: Option<&'a str>,
    /// The table.
    pub beside: Beside<'a>,
}

impl Parts<'_> {
    /// The chart as HTML.
    pub fn html(&self, language: Language) -> Markup {
        let id = self.told.id;
        let all: usize = self.parts.iter().map(|part| part.count).sum();
        let share = |count: usize| count as f64 / all.max(1) as f64;
        let begins = self.parts.iter().scan(0, |sum, part| {
            let begin = *sum;
            *sum += part.count;
            Some(begin)
        });
        let drawn: Vec<_> = self.parts.iter().zip(begins).filter(|(part, _)| part.count > 0).collect();
        let inside = html! {
            (Tone::patterns(id, self.parts.iter().map(|part| part.tone)))
            @for (part, begin) in &drawn {
                g class=(part.tone.class()) {
                    (hover(&format!("{}: {}", part.name.text(), part.count)))
                    rect x=(across(share(*begin))) y="1" width=(across(share(part.count))) height="46" fill=[part.tone.fill(id)] {}
                    // Narrower, the number would not fit on a phone: it stands below anyhow.
                    @if share(part.count) >= 0.07 {
                        text.on x=(across(share(*begin) + share(part.count) / 2.0)) y="31" text-anchor="middle" { (part.count) }
                    }
                }
            }
            // Last, so that no neighbour lies upon its edge.
            @for (part, begin) in drawn.iter().filter(|(part, _)| part.marked) {
                rect.here x=(across(share(*begin))) y="1" width=(across(share(part.count))) height="46" {}
            }
        };
        let entries: Vec<_> = self
            .parts
            .iter()
            .map(|part| Entry {
                tone: part.tone,
                sign: part.sign.clone(),
                words: part.name.clone(),
                count: Some(part.count),
            })
            .collect();
        let legend = legend_with(id, &entries, self.marked);
        figure(&self.told, &Size::Wide(48), &inside, &legend, &self.beside, language)
    }
}
