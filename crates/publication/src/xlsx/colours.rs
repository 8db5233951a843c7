//! What a verdict looks like: found by mode and verdict, never invented.

use catalogue::model::{ColourWord, ModeWord};
use results::colours::{Mode, Verdict};

use super::error::RenderError;
use super::look;
use crate::model::{Language, Text};

/// The modes' names and the verdicts' colours.
pub(super) struct Colours<'a> {
    pub(super) modes: &'a [ModeWord],
    pub(super) words: &'a [ColourWord],
}

/// A verdict as it is shown.
pub(super) struct Shown<'a> {
    pub(super) fill: u32,
    pub(super) ink: u32,
    /// Its word alone.
    pub(super) word: &'a str,
    /// Sign and word.
    pub(super) label: String,
}

impl<'a> Colours<'a> {
    /// The name of a mode.
    pub(super) fn mode(&self, id: &str, sheet: &str) -> Result<&'a Text, RenderError> {
        self.modes
            .iter()
            .find(|mode| mode.id == id)
            .map(|mode| &mode.name)
            .ok_or_else(|| RenderError::NoModeName { sheet: sheet.to_owned(), mode: id.to_owned() })
    }

    /// How a verdict of a mode looks.
    pub(super) fn verdict(
        &self,
        mode: Option<Mode>,
        verdict: Verdict,
        language: Language,
        sheet: &str,
    ) -> Result<Shown<'a>, RenderError> {
        let id = mode.map_or("none", Mode::id);
        match self.words.iter().find(|word| word.mode == id && word.id == verdict.id()) {
            Some(word) => self.word(word, language, sheet),
            None => Err(no_colour(sheet, id, verdict.id())),
        }
    }

    /// How a word of the vocabulary looks.
    pub(super) fn word<'b>(
        &self,
        word: &'b ColourWord,
        language: Language,
        sheet: &str,
    ) -> Result<Shown<'b>, RenderError> {
        let (Some(fill), Some(ink)) = (look::colour(&word.fill), look::colour(&word.ink)) else {
            return Err(no_colour(sheet, &word.mode, &word.id));
        };
        let name = word.name.get(language);
        Ok(Shown { fill, ink, word: name, label: labelled(&word.sign, name) })
    }

    /// The verdicts of a mode, in the vocabulary's order.
    pub(super) fn of(&self, mode: Mode) -> impl Iterator<Item = &'a ColourWord> + use<'a> {
        self.words.iter().filter(move |word| word.mode == mode.id())
    }
}

/// A sign and its word; either may be missing.
pub(super) fn labelled(sign: &str, word: &str) -> String {
    match (sign, word) {
        ("", text) | (text, "") => text.to_owned(),
        (sign, word) => format!("{sign} {word}"),
    }
}

fn no_colour(sheet: &str, mode: &str, verdict: &str) -> RenderError {
    RenderError::NoColour { sheet: sheet.to_owned(), mode: mode.to_owned(), verdict: verdict.to_owned() }
}
