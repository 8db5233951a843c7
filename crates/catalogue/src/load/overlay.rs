//! A catalogue laid over the built-in one (*pålägg*): `base.toml` says so, its files replace or add to those of the
//! same path.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::entry::Entry;
use super::files;
use super::log::Log;
use super::{BUNDLED, collect};
use crate::Problem;
use crate::model::Overlay;

/// The file that makes a folder an overlay.
const BASE: &str = "base.toml";
/// How mistakes name a file of the built-in catalogue.
pub(super) const BUILT_IN: &str = "(inbyggd) ";

/// The files of a catalogue, complete.
pub(super) struct Resolved<'f> {
    pub(super) files: BTreeMap<String, Cow<'f, [u8]>>,
    /// What is laid over the built-in catalogue; none for one that is complete by itself.
    pub(super) overlay: Option<Overlay>,
}

impl<'f> Resolved<'f> {
    /// Fills up an overlay from the built-in catalogue; tells of mistakes in its `base.toml`.
    pub(super) fn of<T: AsRef<[u8]>>(given: &'f BTreeMap<String, T>, log: &Log) -> Self {
        let borrowed = |(path, bytes): (&String, &'f T)| (path.clone(), Cow::Borrowed(bytes.as_ref()));
        let mut files: BTreeMap<String, Cow<'f, [u8]>> = given.iter().map(borrowed).collect();
        let Some(base) = files.remove(BASE) else { return Self { files, overlay: None } };
        let mut overlay = read_base(&base, log);
        overlay.files = files.keys().cloned().collect();
        if overlay.files.is_empty() {
            let help =
                "put the files beside it that differ, under the same paths as in the built-in catalogue";
            log.file(BASE, "CAT-40", "nothing is laid over the built-in catalogue", help);
        }
        for (path, bytes) in bundled() {
            files.entry(path).or_insert(Cow::Borrowed(bytes));
        }
        Self { files, overlay: Some(overlay) }
    }

    /// As mistakes are told to somebody who has only the overlay's files before them.
    pub(super) fn named(&self, problem: &Problem) -> Problem {
        let mut problem = problem.clone();
        if let Some(overlay) = &self.overlay
            && problem.file != BASE
            && !overlay.files.contains(&problem.file)
            && self.files.contains_key(&problem.file)
        {
            problem.file.insert_str(0, BUILT_IN);
        }
        problem
    }

    /// Every file, and what is in it.
    pub(super) fn into_files(self) -> BTreeMap<String, Vec<u8>> {
        self.files.into_iter().map(|(path, bytes)| (path, bytes.into_owned())).collect()
    }
}

/// The files of the catalogue that lies in the program.
pub(super) fn bundled() -> BTreeMap<String, &'static [u8]> {
    let mut all = BTreeMap::new();
    collect(&BUNDLED, &mut all);
    all.retain(|path, _| !files::is_beside(path));
    all
}

fn read_base(bytes: &[u8], log: &Log) -> Overlay {
    let Some(text) = files::as_text(BASE, bytes, log) else { return Overlay::default() };
    let document = files::parse(BASE, text, log);
    let root = Entry::root(&document);
    if let Some(field) = root.need("base") {
        field.choice(&[("bundled", ())]);
    }
    let overlay = Overlay { name: root.words("name"), why: root.words("why"), files: Vec::new() };
    root.finish();
    overlay
}
