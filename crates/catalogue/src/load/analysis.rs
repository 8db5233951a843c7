//! Help to analyse one's own results, step by step: `vocabulary/analysis.toml`.

use super::Loader;
use super::entry::Entry;
use super::log::Unique;
use super::translations::Translations;
use crate::model::{AnalysisStep, Vocabulary};

/// The file; a catalogue that does not have it speaks as the built-in one.
pub(super) const PATH: &str = "vocabulary/analysis.toml";

/// Reads the steps and what one does in each.
pub(super) fn load(loader: &Loader<'_>, words: &mut Vocabulary) {
    let Some(document) = loader.files.toml(PATH) else { return };
    let english = Translations::of(loader, PATH);
    let root = Entry::root(document);
    let mut ids = Unique::default();
    for entry in root.entries("step") {
        let id = entry.plain_id("id");
        ids.claim("step", &id, &entry.spot);
        let name = english.text(&id, "name", entry.words("name"));
        words.analysis.push(AnalysisStep { id, name, points: Vec::new() });
        entry.finish();
    }
    for entry in root.entries("point") {
        let id = entry.plain_id("id");
        ids.claim("point", &id, &entry.spot);
        let step = entry.words("step");
        let known = words.analysis.iter().map(|step| step.id.as_str());
        entry.spot_of("step").known("step", &step, known);
        let text = english.text(&id, "text", entry.words("text"));
        if let Some(of) = words.analysis.iter_mut().find(|of| of.id == step) {
            of.points.push(text);
        }
        entry.finish();
    }
    english.finish();
    root.finish();
}
