//! One entry of a TOML file, read key by key.
//!
//! Every mistake of an entry is told at its own line and reading goes on with a harmless value, so that one
//! run shows them all. What was never asked for is an unknown key ([`Entry::finish`]).

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::str::FromStr;

use domain::{Date, IdError, Number};
use toml::de::DeTable;

use super::field::Field;
use super::files::Document;
use super::log::{Log, Spot};
use crate::model::{Definition, Reading, Source};

/// A table of a file.
pub(super) struct Entry<'a> {
    doc: &'a Document<'a>,
    pub(super) table: &'a DeTable<'a>,
    pub(super) spot: Spot<'a>,
    asked: RefCell<BTreeSet<String>>,
}

impl<'a> Entry<'a> {
    /// The whole file.
    pub(super) fn root(doc: &'a Document<'a>) -> Self {
        Self::new(doc, doc.table.get_ref(), doc.spot())
    }

    pub(super) fn new(doc: &'a Document<'a>, table: &'a DeTable<'a>, spot: Spot<'a>) -> Self {
        Self { doc, table, spot, asked: RefCell::default() }
    }

    /// Where mistakes are collected.
    pub(super) fn log(&self) -> &'a Log {
        self.spot.log
    }

    /// A mistake of the entry.
    pub(super) fn problem(&self, code: &'static str, message: impl Into<String>, help: impl Into<String>) {
        self.spot.problem(code, message, help);
    }

    /// The place of a key if it is there, else of the entry.
    pub(super) fn spot_of(&self, key: &str) -> Spot<'a> {
        match self.table.get_key_value(key) {
            Some((key, _)) => self.spot.at(self.doc.line(key.span().start)),
            None => self.spot.clone(),
        }
    }

    /// A key, if it is there.
    pub(super) fn field(&self, key: &str) -> Option<Field<'a>> {
        let mut asked = self.asked.borrow_mut();
        if !asked.contains(key) {
            asked.insert(key.to_owned());
        }
        let value = self.table.get(key)?;
        let spot = self.spot.at(self.doc.line(value.span().start));
        Some(Field { doc: self.doc, key: key.to_owned(), value: value.get_ref(), spot })
    }

    /// A key that must be there.
    pub(super) fn need(&self, key: &str) -> Option<Field<'a>> {
        let field = self.field(key);
        if field.is_none() {
            let help = match key {
                "source" => "say where it is from: source = { document = \"…\", place = \"…\" }".to_owned(),
                _ => format!("add `{key} = …`, see docs/catalogue-format.md"),
            };
            self.problem("CAT-04", format!("`{key}` is missing"), help);
        }
        field
    }

    /// Whether a key is there.
    pub(super) fn has(&self, key: &str) -> bool {
        self.field(key).is_some()
    }

    /// All keys, in the order they stand in the file: for tables whose keys are names.
    pub(super) fn fields(&self) -> Vec<Field<'a>> {
        let mut keys: Vec<_> = self.table.iter().map(|(key, _)| (key.span().start, key.get_ref())).collect();
        keys.sort_unstable();
        keys.into_iter().filter_map(|(_, key)| self.field(key)).collect()
    }

    /// A text that must be there and may be empty.
    pub(super) fn text(&self, key: &str) -> String {
        self.need(key).and_then(|field| field.text()).unwrap_or_default().to_owned()
    }

    /// A text that must be there and say something.
    pub(super) fn words(&self, key: &str) -> String {
        let Some(field) = self.need(key) else { return String::new() };
        let Some(text) = field.text() else { return String::new() };
        if text.trim().is_empty() {
            field.spot.problem("CAT-06", format!("`{key}` is empty"), "write it, as the source prints it");
        }
        text.to_owned()
    }

    /// A text; empty if it is not there.
    pub(super) fn optional(&self, key: &str) -> String {
        self.field(key).and_then(|field| field.text()).unwrap_or_default().to_owned()
    }

    /// `true` or `false`; `default` if it is not there.
    pub(super) fn flag(&self, key: &str, default: bool) -> bool {
        self.field(key).and_then(|field| field.flag()).unwrap_or(default)
    }

    /// A whole number that must be there.
    pub(super) fn whole<T: TryFrom<i64>>(&self, key: &str) -> Option<T> {
        self.need(key)?.whole()
    }

    /// A whole number, if it is there.
    pub(super) fn optional_whole<T: TryFrom<i64>>(&self, key: &str) -> Option<T> {
        self.field(key)?.whole()
    }

    /// A date, if it is there.
    pub(super) fn date(&self, key: &str) -> Option<Date> {
        self.field(key)?.date()
    }

    /// An exact number, written as text, if it is there.
    pub(super) fn number(&self, key: &str) -> Option<Number> {
        self.field(key)?.number()
    }

    /// An id that must be there.
    pub(super) fn id<T: FromStr<Err = IdError>>(&self, key: &str) -> Option<T> {
        self.need(key)?.id()
    }

    /// An id of the form `[a-z][a-z0-9_]*`; empty if it is missing or has another form.
    pub(super) fn plain_id(&self, key: &str) -> String {
        self.id::<domain::ValueId>(key).map(|id| id.to_string()).unwrap_or_default()
    }

    /// One of a few words.
    pub(super) fn choice<T: Copy>(&self, key: &str, allowed: &[(&str, T)]) -> Option<T> {
        self.need(key)?.choice(allowed)
    }

    /// The members of a list; none if it is not there.
    pub(super) fn list(&self, key: &str) -> Vec<Field<'a>> {
        self.field(key).map(|field| field.items()).unwrap_or_default()
    }

    /// The texts of a list; none if it is not there.
    pub(super) fn texts(&self, key: &str) -> Vec<String> {
        self.list(key).iter().filter_map(Field::text).map(str::to_owned).collect()
    }

    /// The entries `[[key]]`, or the tables of a list.
    pub(super) fn entries(&self, key: &str) -> Vec<Entry<'a>> {
        let word = match key {
            "classes" => "class".to_owned(),
            key => key.trim_end_matches('s').replace('_', " "),
        };
        self.list(key).into_iter().enumerate().filter_map(|(i, item)| item.entry(&word, i)).collect()
    }

    /// A table, if it is there.
    pub(super) fn table(&self, key: &str) -> Option<Entry<'a>> {
        self.field(key)?.table()
    }

    /// A table that must be there.
    pub(super) fn need_table(&self, key: &str) -> Option<Entry<'a>> {
        self.need(key)?.table()
    }

    /// `source`, if it is there.
    pub(super) fn optional_source(&self) -> Option<Source> {
        let table = self.table("source")?;
        let source = Source { document: table.words("document"), place: table.words("place") };
        table.spot_of("document").cite(&source.document);
        table.finish();
        Some(source)
    }

    /// `source`, which must be there.
    pub(super) fn source(&self) -> Source {
        self.need("source");
        self.optional_source().unwrap_or_default()
    }

    /// `readings`.
    pub(super) fn readings(&self) -> Vec<Reading> {
        let read = |entry: Entry<'_>| {
            let reading = Reading { id: entry.words("id"), text: entry.words("text") };
            entry.finish();
            reading
        };
        self.entries("readings").into_iter().map(read).collect()
    }

    /// `definitions`.
    pub(super) fn definitions(&self) -> Vec<Definition> {
        let read = |entry: Entry<'_>| {
            let definition = Definition { term: entry.words("term"), text: entry.words("text") };
            entry.finish();
            definition
        };
        self.entries("definitions").into_iter().map(read).collect()
    }

    /// Tells of the keys that nobody asked for.
    pub(super) fn finish(self) {
        self.tell_unknown_keys();
    }

    /// The same, of an entry that is read on.
    pub(super) fn tell_unknown_keys(&self) {
        let asked = self.asked.borrow();
        for (key, _) in self.table.iter() {
            let name = key.get_ref().as_ref();
            if !asked.contains(name) {
                let help = self.spot.suggestion(name, asked.iter().map(String::as_str));
                let spot = self.spot.at(self.doc.line(key.span().start));
                spot.problem("CAT-03", format!("the key `{name}` is unknown"), help);
            }
        }
    }
}
