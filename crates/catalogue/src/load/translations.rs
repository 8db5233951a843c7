//! English texts beside the Swedish ones: `<file>.en.toml`.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::Loader;
use super::entry::Entry;
use crate::model::Text;

/// The English texts of one file; asked for while the file is read.
pub(super) struct Translations<'a> {
    loader: &'a Loader<'a>,
    texts: BTreeMap<String, Entry<'a>>,
    asked: RefCell<BTreeSet<String>>,
}

impl<'a> Translations<'a> {
    /// The sibling of a file; no texts if there is none.
    pub(super) fn of(loader: &'a Loader<'a>, path: &str) -> Self {
        let sibling = format!("{}.en.toml", path.trim_end_matches(".toml"));
        let mut texts = BTreeMap::new();
        if let Some(document) = loader.files.toml(&sibling) {
            let root = Entry::root(document);
            if let Some(table) = root.need_table("text") {
                for field in table.fields() {
                    let label = format!("text `{}`", field.key);
                    if let Some(mut entry) = field.table() {
                        entry.spot = entry.spot.named(label);
                        texts.insert(field.key, entry);
                    }
                }
            }
            root.finish();
        }
        Self { loader, texts, asked: RefCell::default() }
    }

    /// The text of an entry in both languages; `key` as in the Swedish file.
    pub(super) fn text(&self, id: &str, key: &str, sv: String) -> Text {
        self.asked.borrow_mut().insert(id.to_owned());
        let en = self.texts.get(id).map(|entry| entry.optional(key)).filter(|en| !en.trim().is_empty());
        if !sv.is_empty() {
            let mut count = self.loader.translated.get();
            count.texts += 1;
            count.english += usize::from(en.is_some());
            self.loader.translated.set(count);
        }
        Text { sv, en }
    }

    /// An English text of one row that differs, if there is one; not counted.
    pub(super) fn special(&self, id: &str, key: &str) -> Option<String> {
        self.asked.borrow_mut().insert(id.to_owned());
        self.texts.get(id).map(|entry| entry.optional(key)).filter(|en| !en.trim().is_empty())
    }

    /// Tells of English texts that belong to nothing.
    pub(super) fn finish(self) {
        let asked = self.asked.into_inner();
        for (id, entry) in self.texts {
            if asked.contains(&id) {
                entry.finish();
            } else {
                let help = entry.spot.suggestion(&id, asked.iter().map(String::as_str));
                entry.problem("CAT-23", format!("`{id}` is no entry of the Swedish file"), help);
            }
        }
    }
}
