//! A small sound catalogue, to be broken in one place at a time.

use std::collections::BTreeMap;
use std::path::Path;

use crate::load::{LoadOptions, files};
use crate::{Catalogue, Problems};

/// The files of `tests/small`.
pub(super) fn files() -> BTreeMap<String, String> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/load/tests/small");
    let read = files::read_folder(&dir).unwrap();
    read.into_iter().map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap())).collect()
}

/// Replaces a text that must stand in the file exactly once.
pub(super) fn replace(files: &mut BTreeMap<String, String>, file: &str, from: &str, to: &str) {
    let text = files.get_mut(file).unwrap_or_else(|| panic!("no file {file}"));
    assert_eq!(text.matches(from).count(), 1, "{file}: {from}");
    *text = text.replace(from, to);
}

/// Loads with every check.
pub(super) fn load(files: &BTreeMap<String, String>) -> Result<Catalogue, Problems> {
    Catalogue::load_files(files, LoadOptions::default())
}

#[test]
fn the_small_catalogue_is_sound() {
    let problems = load(&files()).err().map(|problems| problems.to_string());
    assert_eq!(problems.unwrap_or_default(), "");
}
