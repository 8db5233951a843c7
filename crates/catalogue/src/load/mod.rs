//! From files to a checked catalogue.
//!
//! Every file is read to its end whatever is wrong in it, and all mistakes of all files are told at once,
//! sorted, each with file, line, entry, value, what is allowed and the next step. Codes are stable; a
//! retired one is never given out again. Mistakes in rules have the codes of [`rules`] (`RULE-…`).
//!
//! | code | what is wrong |
//! |---|---|
//! | CAT-01 | a file cannot be read, is not UTF-8 or is larger than 4 MiB |
//! | CAT-02 | a file is not TOML |
//! | CAT-03 | an unknown key |
//! | CAT-04 | something is missing: a key, an entry, a list that may not be empty |
//! | CAT-05 | a value of the wrong type; a TOML float |
//! | CAT-06 | a value that is not of its form or not among those allowed |
//! | CAT-07 | the same id, name or line twice |
//! | CAT-08 | a reference to something that there is not |
//! | CAT-09 | a file is missing, or nothing reads it |
//! | CAT-10 | columns or fields of a CSV file |
//! | CAT-11 | a placeholder that stands for nothing, a template without rows |
//! | CAT-12 | more alternatives, groups or rows than are allowed |
//! | CAT-13 | a unit without its parent, or below the wrong kind |
//! | CAT-14 | the stated number of units is not that of the frame |
//! | CAT-15 | municipalities without a group in a complete grouping |
//! | CAT-16 | a group of another size than stated |
//! | CAT-17 | an outcome or case that gives none or several things |
//! | CAT-18 | what an indicator shows, counts or lists does not fit its rule |
//! | CAT-19 | too few cases, or a result that no case shows |
//! | CAT-20 | a case whose answers nobody could give |
//! | CAT-21 | an example of a help calculator that does not come out |
//! | CAT-23 | an English text that belongs to nothing |
//! | CAT-24 | keys that contradict each other |
//! | CAT-25 | an end before its beginning, a part larger than its whole |
//! | CAT-26 | a file or folder with another name than its content |

mod calendar;
mod cases;
mod checks;
mod cited;
mod comparability;
mod csv_table;
mod edition;
mod entry;
mod expansion;
mod families;
mod field;
mod files;
mod frame;
mod groupings;
mod help;
mod indicator_checks;
mod indicators;
mod log;
mod measures;
mod outcomes;
mod places;
mod proof;
mod questions;
mod schema;
mod sets;
mod template;
mod translations;
mod vocabulary;

use std::cell::Cell;
use std::collections::BTreeMap;
use std::path::Path;

use include_dir::{Dir, include_dir};

pub use files::{MAX_FILE, MAX_FILES};

use crate::model::{Catalogue, Coverage};
use crate::{Problem, Problems};
use files::Files;
use log::Log;

static BUNDLED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../catalogue");

/// How thoroughly a catalogue is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LoadOptions {
    /// Whether every rule is proved over all states of its answers, which takes longest.
    pub prove: bool,
}

/// Everything is checked.
impl Default for LoadOptions {
    fn default() -> Self {
        Self { prove: true }
    }
}

/// What every part of the loader needs.
struct Loader<'a> {
    files: &'a Files<'a>,
    log: &'a Log,
    options: LoadOptions,
    translated: Cell<Coverage>,
    /// Whether every unit could be read: if not, what is missing among them is not told again.
    places_sound: Cell<bool>,
}

impl Catalogue {
    /// The catalogue that lies in the program. Its rules are proved when the program is made, not again here.
    ///
    /// # Errors
    /// Its mistakes: there are none in a program whose tests pass.
    pub fn bundled() -> Result<Self, Problems> {
        Self::bundled_with(LoadOptions { prove: false })
    }

    /// The catalogue that lies in the program, checked as thoroughly as wanted.
    ///
    /// # Errors
    /// Its mistakes.
    pub fn bundled_with(options: LoadOptions) -> Result<Self, Problems> {
        let mut files = BTreeMap::new();
        collect(&BUNDLED, &mut files);
        Self::load_files(&files, options)
    }

    /// The catalogue of a folder, with every check.
    ///
    /// # Errors
    /// All mistakes, their files named from `dir` on.
    pub fn load(dir: &Path) -> Result<Self, Problems> {
        Self::load_with(dir, LoadOptions::default())
    }

    /// The catalogue of a folder, checked as thoroughly as wanted.
    ///
    /// # Errors
    /// All mistakes, their files named from `dir` on.
    pub fn load_with(dir: &Path, options: LoadOptions) -> Result<Self, Problems> {
        let loaded = match files::read_folder(dir) {
            Ok(files) => Self::load_files(&files, options),
            Err(problem) => Err(Problems::from_iter([*problem])),
        };
        loaded.map_err(|problems| {
            let named = |problem: &Problem| {
                let file = if problem.file.is_empty() { dir.to_owned() } else { dir.join(&problem.file) };
                Problem { file: file.display().to_string(), ..problem.clone() }
            };
            problems.iter().map(named).collect()
        })
    }

    /// A catalogue from files in memory: paths as below the catalogue's folder, and what is in them.
    ///
    /// No bytes make it panic. A file may have [`MAX_FILE`] bytes.
    ///
    /// # Errors
    /// All mistakes.
    pub fn load_files<T: AsRef<[u8]>>(
        files: &BTreeMap<String, T>,
        options: LoadOptions,
    ) -> Result<Self, Problems> {
        let log = Log::default();
        let catalogue = {
            let files = Files::read(files, &log);
            let loader = Loader {
                files: &files,
                log: &log,
                options,
                translated: Cell::default(),
                places_sound: Cell::default(),
            };
            let catalogue = load_all(&loader);
            files.finish();
            catalogue
        };
        log.into_problems().or(catalogue)
    }
}

fn collect(dir: &Dir<'static>, files: &mut BTreeMap<String, &'static [u8]>) {
    for file in dir.files() {
        if let Some(path) = file.path().to_str() {
            files.insert(path.replace('\\', "/"), file.contents());
        }
    }
    for dir in dir.dirs() {
        collect(dir, files);
    }
}

fn load_all(loader: &Loader<'_>) -> Catalogue {
    let vocabulary = vocabulary::load(loader);
    let places = places::load(loader);
    let (groupings, memberships) = groupings::load(loader, &places);
    let families = families::load(loader, &vocabulary);
    let known = edition::Shared {
        vocabulary: &vocabulary,
        places: &places,
        groupings: &groupings,
        memberships: &memberships,
        families: &families,
    };
    let editions = edition::load_all(loader, &known);
    let documents: Vec<&str> = vocabulary.documents.iter().map(|document| document.id.as_str()).collect();
    loader.log.check_citations(&documents);
    let translated = loader.translated.get();
    Catalogue { places, vocabulary, groupings, families, editions, translated }
}

#[cfg(test)]
mod tests;
