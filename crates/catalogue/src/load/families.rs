//! What lives through the years: `families/<area>/<family>.toml`.

use std::collections::BTreeMap;

use domain::IndicatorId;

use super::Loader;
use super::entry::Entry;
use super::log::Unique;
use super::template::Bound;
use super::translations::Translations;
use crate::model::{Family, Language, Text, Vocabulary};

/// Reads the families, one for each row of a template.
pub(super) fn load(loader: &Loader<'_>, words: &Vocabulary) -> BTreeMap<IndicatorId, Family> {
    let mut families = BTreeMap::new();
    let mut ids = Unique::default();
    for path in loader.files.under("families/", ".toml") {
        if path.ends_with(".en.toml") {
            continue;
        }
        let Some(document) = loader.files.need_toml(path, &["family"]) else { continue };
        let english = Translations::of(loader, path);
        let root = Entry::root(document);
        for entry in root.entries("family") {
            for family in read(&entry, &english, words) {
                if ids.claim("family", family.id.as_str(), &entry.spot) {
                    families.insert(family.id.clone(), family);
                }
            }
            entry.finish();
        }
        english.finish();
        root.finish();
    }
    families
}

fn read(entry: &Entry<'_>, english: &Translations<'_>, words: &Vocabulary) -> Vec<Family> {
    let template = entry.words("id");
    let name = english.text(&template, "name", entry.words("name"));
    let area = entry.text("area");
    entry.spot_of("area").known("area", &area, words.areas.iter().map(|area| area.id.as_str()));
    let directions = ["up", "down", "none"].map(|word| (word, word));
    let base = Family {
        id: "a".parse().expect("a letter is an id"),
        name: Text::default(),
        area,
        purpose: entry.words("purpose"),
        definitions: entry.definitions(),
        laws: entry.texts("laws"),
        direction: entry.choice("direction", &directions).unwrap_or("none").to_owned(),
        external: external(entry),
    };
    let mut rows = Vec::new();
    let mut ids = Unique::default();
    for row in entry.entries("rows") {
        let id = row.plain_id("id");
        ids.claim("row", &id, &row.spot);
        let name = english.text(&format!("{template}.{id}"), "name", row.words("name"));
        rows.push((id, name));
        row.finish();
    }
    let spot = entry.spot_of("id");
    if rows.is_empty() == template.contains("{row}") {
        spot.problem(
            "CAT-11",
            format!("`{template}` and `rows` do not fit together"),
            "a template has {row} in its id and a list of `rows`, a single family neither",
        );
        entry.log().mark_unread(&["family"]);
        return Vec::new();
    }
    let bounds = match rows.is_empty() {
        true => vec![Bound::default()],
        false => rows.into_iter().map(|row| Bound { row: Some(row), area: None }).collect(),
    };
    let mut families = Vec::new();
    for bound in bounds {
        let id = bound.id(&template);
        match id.parse::<IndicatorId>() {
            Ok(id) => families.push(Family {
                id,
                name: bound.fill_both(&name, &entry.spot_of("name")),
                purpose: bound.fill(&base.purpose, Language::Swedish, &entry.spot_of("purpose")),
                ..base.clone()
            }),
            Err(error) => spot.problem(
                "CAT-06",
                format!("`{id}` is not {}", error.kind),
                format!("write {}", error.form),
            ),
        }
    }
    families
}

fn external(entry: &Entry<'_>) -> Vec<(String, String)> {
    let Some(table) = entry.table("external") else { return Vec::new() };
    let mut ids = Vec::new();
    for field in table.fields() {
        if let Some(id) = field.text() {
            ids.push((field.key.clone(), id.to_owned()));
        }
    }
    ids
}
