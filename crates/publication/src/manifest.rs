//! The manifest of a publication folder (*förteckning*), `jamfor-manifest/1`: what was published, when, by which
//! program, and for every file the hash of its bytes and of its content read back.
//!
//! Nothing in it comes from the clock or tells of a machine's folders: the same input gives the same bytes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::folder::{content_hash, sha256};
use crate::model::Text;

/// The form, and its version.
pub const FORM: &str = "jamfor-manifest/1";
/// Its file.
pub const MANIFEST: &str = "manifest.json";
/// Most files of a publication.
pub const MAX_FILES: usize = 25_000;

/// The manifest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// [`FORM`].
    pub form: String,
    /// What was published.
    pub title: Words,
    /// The edition.
    pub edition: u16,
    /// Its number among the publications of the same edition (or simulated round), from 1: a correction is the next.
    #[serde(default = "first", skip_serializing_if = "is_first")]
    pub number: u32,
    /// What it corrects, where it is no first publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correction: Option<Correction>,
    /// When, as it was given.
    pub published_at: String,
    /// As in the contract's column `origin`.
    pub origin: String,
    /// What every sheet says of it; empty for real answers.
    pub caution: Words,
    /// The simulated round.
    pub round: Option<u8>,
    /// What the folder holds.
    pub holds: Holds,
    /// Of [`Holds::Sources`]: the hash of the whole publication's manifest.
    pub whole: Option<String>,
    /// What makes the folder again, run in it.
    pub command: String,
    /// The counties with a sheet of their own.
    pub counties: Vec<String>,
    /// What made it.
    pub program: Program,
    /// What it was computed from.
    pub given: Hashed,
    /// The files that it was merged from, by name, if they were several; those that replace others last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub merged_from: Vec<Hashed>,
    /// Where the answers stood in the audit chain of the store that they were taken from, if they were.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chain: Option<ChainPlace>,
    /// The catalogue it was computed by; the hash is of the list of its files and their hashes.
    pub catalogue: Hashed,
    /// The last comparable publication.
    pub before: Option<Earlier>,
    /// Every other file, by path.
    pub files: Vec<FileEntry>,
}

fn first() -> u32 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde hands it")]
fn is_first(number: &u32) -> bool {
    *number == 1
}

/// The note of a correction (*rättelse*): what was wrong, and why. What moved follows from the two publications.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// The hash of the corrected publication's manifest.
    pub corrects: String,
    /// What kind of mistake it was.
    pub kind: Mistake,
    /// What is corrected, for readers.
    pub what: Words,
    /// How it came about, and what is done to prevent it.
    pub why: Words,
}

impl Correction {
    /// As canonical JSON: a file of its own, from which `jamfor publish --corrects` reads it.
    pub fn to_json(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).expect("texts are JSON");
        bytes.push(b'\n');
        bytes
    }

    /// From JSON.
    ///
    /// # Errors
    /// What is wrong, as the JSON reader tells it.
    pub fn from_json(bytes: &[u8]) -> Result<Self, String> {
        serde_json::from_slice(bytes).map_err(|error| error.to_string())
    }
}

/// What was wrong (*felets art*).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mistake {
    /// Answers, or how they were reviewed.
    Answers,
    /// A rule, a limit or a grouping of the catalogue.
    Rule,
    /// The program.
    Program,
    /// Words only: no figure moves.
    Text,
}

/// A place in the audit chain (*revisionskedja*) of a round: what the store knew when the answers were taken from it.
/// Whoever has it can show that the store still holds the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChainPlace {
    /// The round.
    pub round: String,
    /// The number of the last batch that was known; 0 before the first.
    pub no: i64,
    /// The hash of that batch.
    pub hash: String,
    /// Which responses count.
    pub counted: Counted,
}

/// Which responses of a round count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Counted {
    /// Those that were submitted.
    Submitted,
    /// Those that are open as well, as they are.
    Open,
}

/// What a folder holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Holds {
    /// A publication.
    Whole,
    /// Only what a publication was computed from: how a later one keeps it to compare with.
    Sources,
}

/// A text in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Swedish.
    pub sv: String,
    /// English, where there is a translation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

impl From<&Text> for Words {
    fn from(text: &Text) -> Self {
        Self { sv: text.sv.clone(), en: text.en.clone() }
    }
}

/// A program as a manifest names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Program {
    /// `jamfor`.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The commit it was built from; `unknown` if it was built without a repository.
    pub commit: String,
    /// The hash of the lock file: which libraries it was built with.
    pub lock: String,
    /// What it was built for.
    pub target: String,
}

impl Program {
    /// Whether bytes made by the other are expected to be the same: version and libraries are, and the commit
    /// where both know it.
    pub fn is_same(&self, other: &Self) -> bool {
        const UNKNOWN: &str = "unknown";
        let is_known = self.commit != UNKNOWN && other.commit != UNKNOWN;
        (&self.name, &self.version, &self.lock) == (&other.name, &other.version, &other.lock)
            && (!is_known || self.commit == other.commit)
    }

    /// `jamfor 0.1.0`.
    pub fn title(&self) -> String {
        format!("{} {}", self.name, self.version)
    }
}

/// A file or folder and its hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hashed {
    /// Where it is.
    pub path: String,
    /// Its hash.
    pub sha256: String,
}

/// The last comparable publication.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Earlier {
    /// The folder with what it was computed from.
    pub path: String,
    /// What it is.
    pub title: Words,
    /// When it was published.
    pub published_at: String,
    /// The hash of its manifest.
    pub manifest: String,
}

/// A file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileEntry {
    /// Its path in the folder, `/` between names.
    pub path: String,
    /// Its size in bytes.
    pub size: u64,
    /// The hash of its bytes.
    pub sha256: String,
    /// The hash of its content read back: the same where only the bytes differ.
    pub content: String,
}

impl FileEntry {
    /// The entry of a file.
    pub fn of(path: &str, bytes: &[u8]) -> Self {
        Self {
            path: path.to_owned(),
            size: bytes.len() as u64,
            sha256: sha256(bytes),
            content: content_hash(path, bytes),
        }
    }
}

/// Why a manifest cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unusable {
    /// It is no manifest: what is wrong, as the JSON reader tells it.
    Unreadable(String),
    /// It has another form.
    Form(String),
    /// It lists too many files.
    TooMany(usize),
    /// A path that leads out of the folder, or is none.
    Path(String),
    /// The same path twice.
    Twice(String),
}

impl Manifest {
    /// As canonical JSON.
    pub fn to_json(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).expect("texts and numbers are JSON");
        bytes.push(b'\n');
        bytes
    }

    /// From JSON of a known form, every path inside the folder.
    ///
    /// # Errors
    /// Why it cannot be used.
    pub fn from_json(bytes: &[u8]) -> Result<Self, Unusable> {
        #[derive(Deserialize)]
        struct OnlyForm {
            form: String,
        }
        let unreadable = |error: serde_json::Error| Unusable::Unreadable(error.to_string());
        let OnlyForm { form } = serde_json::from_slice(bytes).map_err(unreadable)?;
        if form != FORM {
            return Err(Unusable::Form(form.chars().take(60).collect()));
        }
        let manifest: Self = serde_json::from_slice(bytes).map_err(unreadable)?;
        if manifest.files.len() > MAX_FILES {
            return Err(Unusable::TooMany(manifest.files.len()));
        }
        let mut seen = BTreeMap::new();
        for FileEntry { path, .. } in &manifest.files {
            if !is_inside(path) || path == MANIFEST {
                return Err(Unusable::Path(path.chars().take(200).collect()));
            }
            if seen.insert(path.as_str(), ()).is_some() {
                return Err(Unusable::Twice(path.clone()));
            }
        }
        Ok(manifest)
    }

    /// The entry of a path.
    pub fn file(&self, path: &str) -> Option<&FileEntry> {
        self.files.iter().find(|file| file.path == path)
    }
}

/// Whether a path is one of a file inside the folder: plain names with `/` between.
fn is_inside(path: &str) -> bool {
    let is_name = |name: &str| {
        !name.is_empty()
            && name != "."
            && name != ".."
            && !name.contains(['\\', ':'])
            && !name.contains(char::is_control)
    };
    path.len() <= 400 && path.split('/').all(is_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_inside_the_folder_are_names_of_files() {
        for (path, expected) in [
            ("answers.csv", true),
            ("catalogue/editions/2018/edition.toml", true),
            ("../answers.csv", false),
            ("catalogue/../../answers.csv", false),
            ("/etc/passwd", false),
            ("a//b", false),
            ("a/", false),
            ("", false),
            ("./a", false),
            ("C:\\a", false),
            ("a\\..\\b", false),
            ("a\nb", false),
        ] {
            assert_eq!(is_inside(path), expected, "{path:?}");
        }
    }

    #[test]
    fn a_program_is_the_same_by_version_libraries_and_known_commit() {
        let program = |version: &str, commit: &str, lock: &str| Program {
            name: "jamfor".to_owned(),
            version: version.to_owned(),
            commit: commit.to_owned(),
            lock: lock.to_owned(),
            target: "x".to_owned(),
        };
        let this = program("1", "a", "l");
        for (case, other, expected) in [
            ("itself", program("1", "a", "l"), true),
            ("built from an archive", program("1", "unknown", "l"), true),
            ("another commit", program("1", "b", "l"), false),
            ("another version", program("2", "a", "l"), false),
            ("other libraries", program("1", "a", "m"), false),
        ] {
            assert_eq!(this.is_same(&other), expected, "{case}");
        }
    }
}
