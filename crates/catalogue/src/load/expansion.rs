//! The rows and areas that an entry of an indicator stands for, and what each says otherwise.

use std::collections::BTreeMap;

use super::entry::Entry;
use super::indicators::Known;
use super::log::Unique;
use super::template::Bound;
use crate::model::Text;

/// The rows and areas that the entry stands for; one that stands for itself is bound to nothing.
pub(super) fn bounds(entry: &Entry<'_>, template: &str, known: &Known<'_>) -> Vec<Bound> {
    let mut rows = Vec::new();
    let set = entry.field("row_set").and_then(|field| {
        let id = field.text()?;
        let set = known.sets.row_set(id);
        if set.is_none() {
            field.spot.unknown("row set", id, known.sets.rows.iter().map(|set| set.id.as_str()));
        }
        set
    });
    let mut ids = Unique::default();
    for field in entry.list("rows") {
        let Some(id) = field.text() else { continue };
        ids.claim("row", id, &field.spot);
        match set.map(|set| (set, set.rows.iter().find(|row| row.id == id))) {
            Some((_, Some(row))) => rows.push(Some((id.to_owned(), row.text.clone()))),
            Some((set, None)) => field.spot.unknown("row", id, set.rows.iter().map(|row| row.id.as_str())),
            None => rows.push(Some((id.to_owned(), Text { sv: id.to_owned(), en: None }))),
        }
    }
    if !rows.is_empty() && !entry.has("row_set") {
        entry.spot_of("rows").problem(
            "CAT-04",
            "`row_set` is missing",
            "say which row set the rows belong to",
        );
    }
    let mut areas = Vec::new();
    for field in entry.list("areas") {
        let Some(id) = field.text() else { continue };
        ids.claim("area", id, &field.spot);
        match known.words.areas.iter().find(|area| area.id == id) {
            Some(area) => areas.push(Some((id.to_owned(), area.name.clone()))),
            None => field.spot.unknown("area", id, known.words.areas.iter().map(|area| area.id.as_str())),
        }
    }
    for (placeholder, key, count) in [("{row}", "rows", rows.len()), ("{area}", "areas", areas.len())] {
        let templated = template.contains(placeholder);
        if (count > 1 && !templated) || (templated && !entry.has(key)) {
            entry.spot_of("id").problem(
                "CAT-11",
                format!("`{template}` and `{key}` do not fit together"),
                format!("several {key} need {placeholder} in the id, and {placeholder} needs `{key}`"),
            );
            entry.log().mark_broken(template);
        }
    }
    if entry.log().is_broken(template) {
        // One of them is enough to look at the rest of the entry.
        rows.truncate(1);
        areas.truncate(1);
    }
    let none = vec![None];
    let rows = if rows.is_empty() { none.clone() } else { rows };
    let areas = if areas.is_empty() { none } else { areas };
    let pairs = rows.iter().flat_map(|row| areas.iter().map(move |area| (row, area)));
    pairs.map(|(row, area)| Bound { row: row.clone(), area: area.clone() }).collect()
}

/// A cell with `$row` and `$area` bound.
pub(super) fn bound_cell(cell: &str, bound: &Bound) -> String {
    let mut cell = cell.to_owned();
    for (variable, id) in [("$row", bound.row_id()), ("$area", bound.area_id())] {
        if let Some(id) = id {
            cell = cell.replace(variable, id);
        }
    }
    cell
}

/// Texts of an entry that have placeholders; a row may have its own.
#[derive(Clone, Default)]
pub(super) struct Texts {
    pub(super) name: Text,
    pub(super) short_name: Text,
    pub(super) measure: String,
    pub(super) target_text: String,
    pub(super) note: String,
}

/// `[indicator.row.lss]`: what one row says otherwise.
pub(super) fn own_texts(
    entry: &Entry<'_>,
    bounds: &[Bound],
) -> BTreeMap<String, BTreeMap<&'static str, String>> {
    let mut own = BTreeMap::new();
    let Some(table) = entry.table("row") else { return own };
    for field in table.fields() {
        field.spot.known("row", &field.key, bounds.iter().filter_map(Bound::row_id));
        let Some(mut row) = field.table() else { continue };
        row.spot = row.spot.named(format!("{}, row `{}`", entry.spot.entry, field.key));
        let mut texts = BTreeMap::new();
        for key in ["name", "short_name", "measure", "target_text", "note"] {
            if row.has(key) {
                texts.insert(key, row.words(key));
            }
        }
        row.finish();
        own.insert(field.key, texts);
    }
    own
}

impl Texts {
    /// With what a row says otherwise.
    pub(super) fn with(mut self, own: Option<&BTreeMap<&'static str, String>>) -> Self {
        for (key, text) in own.into_iter().flatten() {
            let text = text.clone();
            match *key {
                "name" => self.name.sv = text,
                "short_name" => self.short_name.sv = text,
                "measure" => self.measure = text,
                "target_text" => self.target_text = text,
                other => {
                    debug_assert_eq!(other, "note");
                    self.note = text;
                }
            }
        }
        self
    }
}
