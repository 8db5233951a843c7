//! Whether a file belongs to another edition (*årgång*): then that is told first, and not only a thousand times over that
//! its questions are unknown.

use std::collections::BTreeMap;

use domain::EditionYear;

use super::both::Both;
use super::mistakes::{Mistake, Mistakes};
use crate::model::{Edition, OtherEdition};

/// Fewer unknown names than this are misspelt, and told one by one only.
const LEAST: usize = 10;

/// What a file names: questions or indicators.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Names {
    Questions,
    Indicators,
}

/// The names of a file's lines, counted.
pub(super) struct Elsewhere<'e> {
    edition: &'e Edition,
    names: Names,
    lines: usize,
    unknown: usize,
    /// Lines whose name another edition knows.
    known: BTreeMap<EditionYear, usize>,
}

impl<'e> Elsewhere<'e> {
    pub(super) fn of(edition: &'e Edition, names: Names) -> Self {
        Self { edition, names, lines: 0, unknown: 0, known: BTreeMap::new() }
    }

    /// Counts a line that names something.
    pub(super) fn line(&mut self, name: &str, is_known: bool) {
        if name.is_empty() {
            return;
        }
        self.lines += 1;
        self.unknown += usize::from(!is_known);
        for other in &self.edition.others {
            let names = match self.names {
                Names::Questions => &other.questions,
                Names::Indicators => &other.indicators,
            };
            *self.known.entry(other.year).or_default() += usize::from(names.contains(name));
        }
    }

    /// Puts it before all mistakes if most of the file is not of this edition, or nearly all of it of another.
    pub(super) fn tell(&self, mistakes: &mut Mistakes) {
        if self.unknown < LEAST {
            return;
        }
        let (lines, unknown, year) = (self.lines, self.unknown, self.edition.year);
        let found = mistakes.found();
        let best = self.known.iter().max_by_key(|(_, lines)| **lines);
        // An edition shares names with the one before it: at least nine lines of ten must be the other's, and a quarter
        // of them must be unknown here.
        let other = best.filter(|(_, known)| **known * 10 >= lines * 9 && unknown * 4 >= lines);
        let (what_sv, what_en) = match self.names {
            Names::Questions => ("frågor", "questions"),
            Names::Indicators => ("indikatorer", "indicators"),
        };
        let (message, help): (Both, Both) = match other {
            Some((other, known)) => (
                (
                    format!(
                        "Filen ser ut att höra till årgång {other} ({known} av {lines} rader har {what_sv} som finns där, \
                         {unknown} har sådana som inte finns i {year}): {found} fel i allt"
                    ),
                    format!(
                        "The file seems to belong to edition {other} ({known} of {lines} lines have {what_en} that it \
                         has, {unknown} have some that {year} has not): {found} mistakes in all"
                    ),
                )
                    .into(),
                (
                    format!("är det rätt fil? Kör om med `--edition {other}`"),
                    format!("is it the right file? Run again with `--edition {other}`"),
                )
                    .into(),
            ),
            None if unknown * 2 > lines => (
                (
                    format!(
                        "Filen ser inte ut att höra till årgång {year} ({unknown} av {lines} rader har {what_sv} som inte \
                         finns i den): {found} fel i allt"
                    ),
                    format!(
                        "The file does not seem to belong to edition {year} ({unknown} of {lines} lines have {what_en} \
                         that it has not): {found} mistakes in all"
                    ),
                )
                    .into(),
                (
                    "är det rätt fil, årgång och katalog? Se `--edition` och `--catalogue`",
                    "is it the right file, edition and catalogue? See `--edition` and `--catalogue`",
                )
                    .into(),
            ),
            None => return,
        };
        mistakes.lead("ANS-46", Mistake::new(message, help));
    }
}

/// What the other editions of a catalogue ask and show, by year.
pub(crate) fn others(editions: &BTreeMap<EditionYear, Edition>, year: EditionYear) -> Vec<OtherEdition> {
    let others = editions.values().filter(|other| other.year != year);
    others
        .map(|other| OtherEdition {
            year: other.year,
            questions: other.questions.iter().map(|question| question.code.to_string()).collect(),
            indicators: other.indicators.iter().map(|indicator| indicator.id.to_string()).collect(),
        })
        .collect()
}
