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
//! | CAT-27 | ink that cannot be read on its fill |
//! | CAT-40 | a catalogue laid over the built-in one, without files of its own |
//! | CAT-41 | a trial after which something named is as before |
//! | CAT-42 | a trial of what is not computed: another edition, an indicator without rows |

mod analysis;
mod calendar;
mod cases;
mod checks;
mod cited;
mod colours;
mod comparability;
mod comparison;
mod coverage;
mod csv_table;
mod edition;
mod entry;
mod expansion;
mod families;
mod field;
mod files;
mod fixed;
mod frame;
mod groupings;
mod help;
mod indicator_checks;
mod indicators;
mod log;
mod measures;
mod outcomes;
mod overlay;
mod peers;
mod places;
mod proof;
mod questions;
mod schema;
mod sets;
mod template;
mod translations;
mod trial;
mod vocabulary;

use std::cell::Cell;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use include_dir::{Dir, include_dir};

pub use files::{MAX_FILE, MAX_FILES};

use crate::model::{Catalogue, Coverage};
use crate::{Problem, Problems};
use files::Files;
use log::Log;
use overlay::Resolved;
use trial::TrialFile;

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
    /// Changes that somebody tries out; none when a catalogue is loaded as it is.
    trial: Option<&'a TrialFile<'a>>,
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
        Self::load_files(&overlay::bundled(), options)
    }

    /// The catalogue of a folder, with every check. A folder with a `base.toml` is laid over the built-in catalogue.
    ///
    /// # Errors
    /// All mistakes, their files named from `dir` on, those of the built-in catalogue as `(inbyggd) path`.
    pub fn load(dir: &Path) -> Result<Self, Problems> {
        Self::load_with(dir, LoadOptions::default())
    }

    /// The catalogue of a folder, checked as thoroughly as wanted.
    ///
    /// # Errors
    /// As [`Self::load`].
    pub fn load_with(dir: &Path, options: LoadOptions) -> Result<Self, Problems> {
        let loaded = match files::read_folder(dir) {
            Ok(files) => Self::load_files(&files, options),
            Err(problem) => Err(Problems::from_iter([*problem])),
        };
        loaded.map_err(|problems| named_from(dir, &problems))
    }

    /// All files of the catalogue of a folder, or of the one that lies in the program: an overlay's laid over those
    /// of the built-in catalogue, so that they are complete without it. Nothing in them is understood yet.
    ///
    /// # Errors
    /// If the folder cannot be read, or its `base.toml` has mistakes.
    pub fn files_of(dir: Option<&Path>) -> Result<BTreeMap<String, Vec<u8>>, Problems> {
        let Some(dir) = dir else {
            return Ok(overlay::bundled().into_iter().map(|(path, bytes)| (path, bytes.to_vec())).collect());
        };
        let named = |problems| named_from(dir, &problems);
        let given = files::read_folder(dir).map_err(|problem| named(Problems::from_iter([*problem])))?;
        let log = Log::default();
        let resolved = Resolved::of(&given, &log);
        log.into_problems().or(resolved.into_files()).map_err(named)
    }

    /// A catalogue from files in memory: paths as below the catalogue's folder, and what is in them.
    ///
    /// With a `base.toml` among them they are laid over the built-in catalogue. No bytes make it panic. A file may
    /// have [`MAX_FILE`] bytes.
    ///
    /// # Errors
    /// All mistakes.
    pub fn load_files<T: AsRef<[u8]>>(
        files: &BTreeMap<String, T>,
        options: LoadOptions,
    ) -> Result<Self, Problems> {
        let log = Log::default();
        let resolved = Resolved::of(files, &log);
        let catalogue = {
            let mut files = Files::read(&resolved.files, &log);
            for path in [analysis::PATH, colours::PATH, coverage::PATH] {
                lend_words(&mut files, path);
            }
            let loader = Loader {
                files: &files,
                log: &log,
                options,
                translated: Cell::default(),
                places_sound: Cell::default(),
                trial: None,
            };
            let catalogue = load_all(&loader);
            files.finish();
            catalogue
        };
        match log.into_problems().or(catalogue) {
            Ok(catalogue) => {
                let overlay = resolved.overlay.clone();
                Ok(Self { overlay, files: Arc::new(resolved.into_files()), ..catalogue })
            }
            Err(problems) => Err(problems.iter().map(|problem| resolved.named(problem)).collect()),
        }
    }
}

/// As the user finds the files: from the folder on.
fn named_from(dir: &Path, problems: &Problems) -> Problems {
    let named = |problem: &Problem| {
        let file = match problem.file.as_str() {
            "" => dir.display().to_string(),
            built_in if built_in.starts_with(overlay::BUILT_IN) => built_in.to_owned(),
            own => dir.join(own).display().to_string(),
        };
        Problem { file, ..problem.clone() }
    };
    problems.iter().map(named).collect()
}

/// What colours, and what the material lacks, are called and look like is the program's where a catalogue does not
/// say it.
fn lend_words(files: &mut Files<'_>, path: &str) {
    let english = path.replace(".toml", ".en.toml");
    if !files.lacks(path) {
        return;
    }
    for path in [path, &english] {
        if let Some(file) = BUNDLED.get_file(path)
            && let (Some(path), Some(text)) = (file.path().to_str(), file.contents_utf8())
        {
            files.lend(path, text);
        }
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
    Catalogue { places, vocabulary, groupings, families, editions, translated, ..Catalogue::default() }
}

#[cfg(test)]
mod tests;
