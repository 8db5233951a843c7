//! Words that entries of every edition use: `vocabulary/*.toml`.

use domain::{NoFigure, Reason, Withheld};

use super::entry::Entry;
use super::log::Unique;
use super::translations::Translations;
use super::{Loader, analysis, colours, coverage};
use crate::model::{Area, Document, IndicatorArea, Named, QualityArea, Vocabulary};

/// Reads the vocabulary.
pub(super) fn load(loader: &Loader<'_>) -> Vocabulary {
    let mut words = Vocabulary::default();
    sources(loader, &mut words);
    areas(loader, &mut words);
    quality(loader, &mut words);
    outcomes(loader, &mut words);
    colours::load(loader, &mut words);
    coverage::load(loader, &mut words);
    analysis::load(loader, &mut words);
    words
}

fn sources(loader: &Loader<'_>, words: &mut Vocabulary) {
    let Some(document) = loader.files.need_toml("vocabulary/sources.toml", &["document"]) else { return };
    let root = Entry::root(document);
    let mut ids = Unique::default();
    for entry in root.entries("document") {
        let id = entry.words("id");
        ids.claim("document", &id, &entry.spot);
        words.documents.push(Document {
            id,
            title: entry.words("title"),
            publisher: entry.words("publisher"),
            year: entry.whole("year").unwrap_or_default(),
        });
        entry.finish();
    }
    root.finish();
}

fn areas(loader: &Loader<'_>, words: &mut Vocabulary) {
    let path = "vocabulary/areas.toml";
    let english = Translations::of(loader, path);
    let Some(document) = loader.files.need_toml(path, &["area"]) else { return };
    let root = Entry::root(document);
    let mut ids = Unique::default();
    let mut parents = Vec::new();
    for entry in root.entries("area") {
        let id = entry.plain_id("id");
        ids.claim("area", &id, &entry.spot);
        let area = Area {
            name: english.text(&id, "name", entry.words("name")),
            parent: entry.optional("parent"),
            id,
        };
        parents.push((area.parent.clone(), entry.spot_of("parent")));
        words.areas.push(area);
        entry.finish();
    }
    for (parent, spot) in parents.iter().filter(|(parent, _)| !parent.is_empty()) {
        spot.known("area", parent, words.areas.iter().map(|area| area.id.as_str()));
    }
    english.finish();
    root.finish();
}

/// Id, name, sign, meaning.
fn named(entry: &Entry<'_>, english: &Translations<'_>, ids: &mut Unique, what: &str) -> Named {
    let id = entry.plain_id("id");
    ids.claim(what, &id, &entry.spot);
    Named {
        name: english.text(&id, "name", entry.words("name")),
        sign: entry.optional("sign"),
        meaning: english.text(&id, "meaning", entry.optional("meaning")),
        id,
    }
}

fn quality(loader: &Loader<'_>, words: &mut Vocabulary) {
    let path = "vocabulary/quality.toml";
    let kinds = ["dimension", "quality area", "indicator area", "indicator type"];
    let Some(document) = loader.files.need_toml(path, &kinds) else { return };
    let english = Translations::of(loader, path);
    let root = Entry::root(document);
    let mut ids = Unique::default();
    for entry in root.entries("dimension") {
        words.dimensions.push(named(&entry, &english, &mut ids, "dimension"));
        entry.finish();
    }
    for entry in root.entries("quality_area") {
        let named = named(&entry, &english, &mut ids, "quality area");
        for dimension in entry.list("dimensions") {
            if let Some(id) = dimension.text() {
                dimension.spot.known("dimension", id, words.dimensions.iter().map(|d| d.id.as_str()));
            }
        }
        words.quality_areas.push(QualityArea { named, dimensions: entry.texts("dimensions") });
        entry.finish();
    }
    let mut ids = Unique::default();
    for entry in root.entries("indicator_area") {
        let id = entry.plain_id("id");
        ids.claim("indicator area", &id, &entry.spot);
        let quality_area = entry.text("quality_area");
        if !quality_area.is_empty() {
            let known = words.quality_areas.iter().map(|area| area.named.id.as_str());
            entry.spot_of("quality_area").known("quality area", &quality_area, known);
        }
        let name = english.text(&id, "name", entry.words("name"));
        words.indicator_areas.push(IndicatorArea { id, name, quality_area });
        entry.finish();
    }
    let mut ids = Unique::default();
    for entry in root.entries("indicator_type") {
        words.indicator_types.push(named(&entry, &english, &mut ids, "indicator type"));
        entry.finish();
    }
    english.finish();
    root.finish();
}

fn outcomes(loader: &Loader<'_>, words: &mut Vocabulary) {
    let path = "vocabulary/outcomes.toml";
    let Some(document) = loader.files.need_toml(path, &["outcome value"]) else { return };
    let english = Translations::of(loader, path);
    let root = Entry::root(document);
    let mut ids = Unique::default();
    for entry in root.entries("value") {
        words.values.push(named(&entry, &english, &mut ids, "outcome value"));
        entry.finish();
    }
    for entry in root.entries("empty") {
        let empty = named(&entry, &english, &mut ids, "empty");
        entry.spot_of("id").known("empty", &empty.id, Reason::ALL.iter().map(|reason| reason.id()));
        words.empties.push(empty);
        entry.finish();
    }
    for reason in Reason::ALL {
        if words.empty(reason.id()).is_none() {
            root.problem(
                "CAT-04",
                format!("the empty `{reason}` is missing"),
                "add it as [[empty]]: all six have a name",
            );
        }
    }
    let reasons = [
        NoFigure::Withheld(Withheld::NonResponse),
        NoFigure::Withheld(Withheld::SmallNumber),
        NoFigure::NoDenominator,
        NoFigure::CountsUnknown,
        NoFigure::NotReportedAtLevel,
    ];
    // Ids have no colon here; files for programs print `withheld:non_response`.
    let plain: Vec<String> = reasons.iter().map(|reason| reason.id().replace(':', "_")).collect();
    for entry in root.entries("no_figure") {
        let mut reason = named(&entry, &english, &mut ids, "reason");
        if entry.spot_of("id").known("reason", &reason.id, plain.iter().map(String::as_str)) {
            let place = plain.iter().position(|id| *id == reason.id).unwrap_or_default();
            reasons[place].id().clone_into(&mut reason.id);
        }
        words.no_figures.push(reason);
        entry.finish();
    }
    for reason in reasons {
        if words.no_figure(reason.id()).is_none() {
            let message = format!("the reason `{}` is missing", reason.id().replace(':', "_"));
            root.problem("CAT-04", message, "add it as [[no_figure]]: every reason has a name and a sign");
        }
    }
    english.finish();
    root.finish();
}
