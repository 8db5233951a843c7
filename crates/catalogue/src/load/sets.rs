//! Value sets and row sets of an edition: `sets.toml`.

use std::sync::Arc;

use domain::{AlternativeId, RowId};

use super::Loader;
use super::entry::Entry;
use super::log::Unique;
use super::translations::Translations;
use crate::model::{Alternative, Row, RowSet, ValueSet};

/// Most alternatives of a value set: a multiple choice is a number of 64 bits.
pub(super) const MAX_ALTERNATIVES: usize = 64;

/// Most rows of a grid.
pub(super) const MAX_ROWS: usize = 1_000;

/// The sets, for people and for rules.
#[derive(Default)]
pub(super) struct Sets {
    pub(super) values: Vec<ValueSet>,
    for_rules: Vec<Arc<rules::schema::ValueSet>>,
    pub(super) rows: Vec<RowSet>,
}

impl Sets {
    /// A value set, for people and for rules.
    pub(super) fn value_set(&self, id: &str) -> Option<(&ValueSet, Arc<rules::schema::ValueSet>)> {
        let place = self.values.iter().position(|set| set.id == id)?;
        Some((&self.values[place], self.for_rules[place].clone()))
    }

    /// A row set.
    pub(super) fn row_set(&self, id: &str) -> Option<&RowSet> {
        self.rows.iter().find(|set| set.id == id)
    }

    /// The named subsets of a row set.
    pub(super) fn subsets<'s>(&'s self, of: &'s str) -> impl Iterator<Item = &'s RowSet> {
        self.rows.iter().filter(move |set| set.of.as_deref() == Some(of))
    }
}

/// Reads the sets of an edition.
pub(super) fn load(loader: &Loader<'_>, folder: &str) -> Sets {
    let path = format!("{folder}/sets.toml");
    let mut sets = Sets::default();
    let Some(document) = loader.files.need_toml(&path, &["value set", "row set"]) else { return sets };
    let english = Translations::of(loader, &path);
    let root = Entry::root(document);
    let mut ids = Unique::default();
    for entry in root.entries("value_set") {
        let set = value_set(&entry, &english);
        ids.claim("value set", &set.id, &entry.spot);
        let alone = set.alternatives.iter().filter(|alternative| alternative.alone);
        sets.for_rules.push(Arc::new(rules::schema::ValueSet {
            id: set.id.clone(),
            alternatives: set.alternatives.iter().map(|alternative| alternative.id.clone()).collect(),
            ordered: set.ordered,
            alone: alone.filter_map(|alternative| alternative.id.parse().ok()).collect(),
        }));
        sets.values.push(set);
        entry.finish();
    }
    let mut ids = Unique::default();
    let entries = root.entries("row_set");
    let (subsets, whole): (Vec<_>, Vec<_>) = entries.into_iter().partition(|entry| entry.has("of"));
    for entry in whole {
        let set = row_set(&entry, &english);
        ids.claim("row set", &set.id, &entry.spot);
        sets.rows.push(set);
        entry.finish();
    }
    for entry in subsets {
        let set = subset(&entry, &sets);
        ids.claim("row set", &set.id, &entry.spot);
        sets.rows.push(set);
        entry.finish();
    }
    english.finish();
    root.finish();
    sets
}

fn value_set(entry: &Entry<'_>, english: &Translations<'_>) -> ValueSet {
    let id = entry.plain_id("id");
    let mut ids = Unique::default();
    let mut alternatives = Vec::new();
    for alternative in entry.entries("alternatives") {
        let own = alternative.id::<AlternativeId>("id").map(|own| own.to_string()).unwrap_or_default();
        let read = Alternative {
            text: english.text(&format!("{id}.{own}"), "text", alternative.words("text")),
            alone: alternative.flag("alone", false),
            ours: alternative.flag("ours", false),
            id: own,
        };
        if !read.id.is_empty() && ids.claim("alternative", &read.id, &alternative.spot) {
            alternatives.push(read);
        } else {
            entry.log().mark_broken(&id);
        }
        alternative.finish();
    }
    match alternatives.len() {
        0 => entry.problem("CAT-04", "there is no alternative", "list `alternatives`"),
        1..=MAX_ALTERNATIVES => {}
        n => {
            entry.problem(
                "CAT-12",
                format!("there are {n} alternatives"),
                format!("at most {MAX_ALTERNATIVES} are allowed: split the question"),
            );
            alternatives.truncate(MAX_ALTERNATIVES);
        }
    }
    ValueSet {
        id,
        ordered: entry.flag("ordered", false),
        alternatives,
        source: entry.source(),
        readings: entry.readings(),
    }
}

fn row_set(entry: &Entry<'_>, english: &Translations<'_>) -> RowSet {
    let id = entry.plain_id("id");
    let mut ids = Unique::default();
    let mut rows = Vec::new();
    for row in entry.entries("rows") {
        let own = row.id::<RowId>("id").map(|own| own.to_string()).unwrap_or_default();
        let text = english.text(&format!("{id}.{own}"), "text", row.words("text"));
        if !own.is_empty() && ids.claim("row", &own, &row.spot) {
            rows.push(Row { id: own, text });
        } else {
            entry.log().mark_broken(&id);
        }
        row.finish();
    }
    if rows.len() > MAX_ROWS {
        let message = format!("there are {} rows", rows.len());
        entry.problem("CAT-12", message, format!("at most {MAX_ROWS} are allowed: split the question"));
        rows.truncate(MAX_ROWS);
    }
    if rows.is_empty() {
        entry.problem("CAT-04", "there is no row", "list `rows`, or `of` and `only` for a subset");
    }
    RowSet { id, of: None, rows, source: entry.optional_source(), readings: entry.readings() }
}

fn subset(entry: &Entry<'_>, sets: &Sets) -> RowSet {
    let of = entry.text("of");
    let mut rows = Vec::new();
    match sets.rows.iter().find(|set| set.id == of && set.of.is_none()) {
        Some(whole) => {
            for field in entry.list("only") {
                let Some(id) = field.text() else { continue };
                match whole.rows.iter().find(|row| row.id == id) {
                    Some(row) => rows.push(row.clone()),
                    None => field.spot.unknown("row", id, whole.rows.iter().map(|row| row.id.as_str())),
                }
            }
            entry.need("only");
        }
        None => {
            let names = sets.rows.iter().filter(|set| set.of.is_none()).map(|set| set.id.as_str());
            entry.spot_of("of").unknown("row set", &of, names);
            entry.need("only");
        }
    }
    RowSet {
        id: entry.plain_id("id"),
        of: Some(of),
        rows,
        source: entry.optional_source(),
        readings: entry.readings(),
    }
}
