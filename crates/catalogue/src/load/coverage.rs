//! What the material says nothing about is called: `vocabulary/coverage.toml`.

use super::Loader;
use super::entry::Entry;
use super::log::Unique;
use super::translations::Translations;
use crate::model::{CoverageWord, Vocabulary};

/// The file; a catalogue that does not have it speaks as the built-in one.
pub(super) const PATH: &str = "vocabulary/coverage.toml";

/// A unit's outcome; the figure of a place or group.
const NOT_COVERED: [&str; 2] = ["not_covered", "withheld_not_covered"];

/// Reads sign and word of both.
pub(super) fn load(loader: &Loader<'_>, words: &mut Vocabulary) {
    let Some(document) = loader.files.toml(PATH) else { return };
    let english = Translations::of(loader, PATH);
    let root = Entry::root(document);
    let mut ids = Unique::default();
    for entry in root.entries("not_covered") {
        let id = entry.plain_id("id");
        let is_known = entry.spot_of("id").known("state", &id, NOT_COVERED);
        let word = CoverageWord {
            sign: entry.words("sign"),
            name: english.text(&id, "name", entry.words("name")),
            meaning: english.text(&id, "meaning", entry.words("meaning")),
            id,
        };
        if ids.claim("state", &word.id, &entry.spot) && is_known {
            words.not_covered.push(word);
        }
        entry.finish();
    }
    for id in NOT_COVERED {
        if words.not_covered(id).is_none() {
            let message = format!("the entry `{id}` is missing");
            root.problem("CAT-04", message, "add it as [[not_covered]]: everything that is shown has a word");
        }
    }
    english.finish();
    root.finish();
}
