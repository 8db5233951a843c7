//! Things as lists of named fields, compared one by one.

use catalogue::model::{Reading, Source, Text};
use domain::EditionYear;

use super::{Change, FieldName, How, Kind};

/// What a field is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    /// Decides outcomes or figures: part of the definition.
    Defines,
    /// Tells people something that is no mere wording: the period, the levels of a card.
    States,
    /// A text.
    Text,
}

/// A field of a thing, as text.
pub(super) struct Field {
    pub(super) name: FieldName,
    pub(super) detail: String,
    pub(super) value: String,
    pub(super) weight: Weight,
}

/// The name of a field.
pub(super) const fn name(id: &'static str, sv: &'static str, en: &'static str) -> FieldName {
    FieldName { id, sv, en }
}

/// The fields of a thing.
#[derive(Default)]
pub(super) struct Fields(pub(super) Vec<Field>);

impl Fields {
    fn add(&mut self, name: FieldName, detail: &str, value: impl ToString, weight: Weight) {
        self.0.push(Field { name, detail: detail.to_owned(), value: value.to_string(), weight });
    }

    /// A field that decides outcomes or figures.
    pub(super) fn defines(
        &mut self,
        id: &'static str,
        sv: &'static str,
        en: &'static str,
        value: impl ToString,
    ) {
        self.add(name(id, sv, en), "", value, Weight::Defines);
    }

    /// The same, of one of several.
    pub(super) fn defines_of(&mut self, name: FieldName, detail: &str, value: impl ToString) {
        self.add(name, detail, value, Weight::Defines);
    }

    /// A field that no outcome rests on, and that is no mere wording.
    pub(super) fn states(
        &mut self,
        id: &'static str,
        sv: &'static str,
        en: &'static str,
        value: impl ToString,
    ) {
        self.add(name(id, sv, en), "", value, Weight::States);
    }

    /// The same, of one of several.
    pub(super) fn states_of(&mut self, name: FieldName, detail: &str, value: impl ToString) {
        self.add(name, detail, value, Weight::States);
    }

    /// A text.
    pub(super) fn text(
        &mut self,
        id: &'static str,
        sv: &'static str,
        en: &'static str,
        value: impl ToString,
    ) {
        self.add(name(id, sv, en), "", value, Weight::Text);
    }

    /// A text, of one of several.
    pub(super) fn text_of(&mut self, name: FieldName, detail: &str, value: impl ToString) {
        self.add(name, detail, value, Weight::Text);
    }

    /// A text in both languages.
    pub(super) fn both(&mut self, name: FieldName, detail: &str, text: &Text) {
        self.add(name, detail, &text.sv, Weight::Text);
        let english = if detail.is_empty() { "(en)".to_owned() } else { format!("{detail} (en)") };
        self.add(name, &english, text.en.as_deref().unwrap_or_default(), Weight::Text);
    }

    /// Where it comes from, and how that is read.
    pub(super) fn source(&mut self, source: &Source, readings: &[Reading]) {
        self.text("source", "källa", "source", format!("{}, {}", source.document, source.place));
        for reading in readings {
            self.text_of(name("reading", "läsning", "reading"), &reading.id, &reading.text);
        }
    }
}

/// Ids or other short texts in a row.
pub(super) fn listed<T: ToString>(items: &[T]) -> String {
    items.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// Compares things by their fields, or one that only one side has.
pub(super) fn compare(
    edition: Option<EditionYear>,
    kind: Kind,
    id: &str,
    before: Option<(&str, Fields)>,
    after: Option<(&str, Fields)>,
    changes: &mut Vec<Change>,
) {
    let whole = |how, before: &str, after: &str| Change {
        edition,
        kind,
        id: id.to_owned(),
        field: None,
        detail: String::new(),
        how,
        before: before.to_owned(),
        after: after.to_owned(),
        is_text: kind == Kind::Word || kind == Kind::Other,
    };
    match (before, after) {
        (None, None) => {}
        (Some((name, _)), None) => changes.push(whole(How::Removed, name, "")),
        (None, Some((name, _))) => changes.push(whole(How::Added, "", name)),
        (Some((_, before)), Some((_, after))) => each(edition, kind, id, before.0, after.0, changes),
    }
}

/// Compares two lists of fields: in the second's order, then what only the first has.
fn each(
    edition: Option<EditionYear>,
    kind: Kind,
    id: &str,
    before: Vec<Field>,
    after: Vec<Field>,
    changes: &mut Vec<Change>,
) {
    let mut left: Vec<Option<Field>> = before.into_iter().map(Some).collect();
    let mut add = |field: &Field, how, before: &str, after: &str| {
        changes.push(Change {
            edition,
            kind,
            id: id.to_owned(),
            field: Some(field.name),
            detail: field.detail.clone(),
            how,
            before: before.to_owned(),
            after: after.to_owned(),
            is_text: field.weight == Weight::Text,
        });
    };
    for field in &after {
        let same = |old: &Option<Field>| {
            old.as_ref().is_some_and(|old| old.name == field.name && old.detail == field.detail)
        };
        // The fields stand in the same order on both sides: what is looked for is nearly always first.
        match left.iter_mut().find(|old| same(old)).and_then(Option::take) {
            Some(old) if old.value == field.value => {}
            Some(old) => add(field, How::Changed, &old.value, &field.value),
            None => add(field, How::Added, "", &field.value),
        }
    }
    for old in left.into_iter().flatten() {
        add(&old, How::Removed, &old.value, "");
    }
}

/// Pairs things of two lists by a key: in the second's order, then what only the first has.
pub(super) fn by_key<'a, T>(
    before: &'a [T],
    after: &'a [T],
    key: impl Fn(&T) -> String,
) -> Vec<(String, Option<&'a T>, Option<&'a T>)> {
    let mut left: std::collections::HashMap<String, &T> =
        before.iter().map(|thing| (key(thing), thing)).collect();
    let mut pairs: Vec<_> = after
        .iter()
        .map(|thing| {
            let id = key(thing);
            let old = left.remove(&id);
            (id, old, Some(thing))
        })
        .collect();
    let gone = before.iter().filter_map(|thing| {
        let id = key(thing);
        left.remove(&id).map(|thing| (id, Some(thing), None))
    });
    pairs.extend(gone);
    pairs
}
