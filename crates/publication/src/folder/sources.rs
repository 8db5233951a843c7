//! What a publication is computed from: from the user, or from a publication folder itself.

use catalogue::Problem;
use domain::EditionYear;

use super::fault::fault;
use super::{Files, names};
use crate::manifest::{ChainPlace, Correction, Hashed, Holds, MANIFEST, Manifest};

/// Answers or outcomes, as bytes of a file whose name says of which kind they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// Answers.
    Answers(String, Vec<u8>),
    /// Outcomes, for editions where answers are not known.
    Outcomes(String, Vec<u8>),
}

impl Given {
    /// Its file in the folder.
    pub fn path(&self) -> &'static str {
        match self {
            Self::Answers(..) => names::ANSWERS,
            Self::Outcomes(..) => names::GIVEN_OUTCOMES,
        }
    }
}

/// What a publication is computed from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sources {
    /// The edition.
    pub edition: EditionYear,
    /// Its number in its series, from 1.
    pub number: u32,
    /// What it corrects, where it is no first publication.
    pub correction: Option<Correction>,
    /// When it is published: RFC 3339 with its offset.
    pub published_at: String,
    /// The catalogue's files, complete.
    pub catalogue: Files,
    /// Answers or outcomes.
    pub given: Given,
    /// The files that the answers were merged from, if they were several.
    pub merged_from: Vec<Hashed>,
    /// Where the answers stood in a store's audit chain, if they were taken from a store.
    pub chain: Option<ChainPlace>,
    /// Values that others published, and the file's name.
    pub published: Option<(String, Vec<u8>)>,
    /// The last comparable publication: its folder.
    pub before: Option<Files>,
    /// The counties with a sheet of their own.
    pub counties: Vec<String>,
}

impl Sources {
    /// What a folder was made from, as its manifest tells.
    ///
    /// # Errors
    /// What is missing.
    pub fn of_folder(manifest: &Manifest, files: &Files) -> Result<Self, Box<Problem>> {
        let bytes = |path: &str| manifest.file(path).and_then(|_| files.get(path)).cloned();
        let given = match manifest.given.path.as_str() {
            names::ANSWERS => bytes(names::ANSWERS).map(|b| Given::Answers(names::ANSWERS.to_owned(), b)),
            names::GIVEN_OUTCOMES => {
                bytes(names::GIVEN_OUTCOMES).map(|b| Given::Outcomes(names::GIVEN_OUTCOMES.to_owned(), b))
            }
            _ => None,
        };
        let Some(given) = given else {
            let path = super::fault::shown(&manifest.given.path);
            return Err(Box::new(fault(
                &path,
                "PUB-32",
                "",
                (
                    "det som mappen är räknad ur finns inte, så den kan inte räknas om",
                    "what the folder was computed from is missing, so it cannot be computed again",
                ),
                (
                    "hämta mappen på nytt från den som publicerade den",
                    "fetch the folder anew from whoever published it",
                ),
            )));
        };
        let below = |folder: &str| -> Files {
            let prefix = format!("{folder}/");
            let own = files.iter().filter_map(|(path, bytes)| Some((path.strip_prefix(&prefix)?, bytes)));
            own.map(|(path, bytes)| (path.to_owned(), bytes.clone())).collect()
        };
        Ok(Self {
            edition: EditionYear(manifest.edition),
            number: manifest.number,
            correction: manifest.correction.clone(),
            published_at: manifest.published_at.clone(),
            catalogue: below(names::CATALOGUE),
            given,
            merged_from: manifest.merged_from.clone(),
            chain: manifest.chain.clone(),
            published: bytes(names::PUBLISHED).map(|bytes| (names::PUBLISHED.to_owned(), bytes)),
            before: manifest.before.as_ref().map(|_| below(names::BEFORE)),
            counties: manifest.counties.clone(),
        })
    }

    /// The command that makes the publication again, run in its folder.
    pub(super) fn command(&self) -> String {
        let given = match &self.given {
            Given::Answers(..) => "--answers",
            Given::Outcomes(..) => "--outcomes",
        };
        let mut words = format!(
            "jamfor publish --edition {} --catalogue {} {given} {}",
            self.edition,
            names::CATALOGUE,
            self.given.path()
        );
        if self.published.is_some() {
            words.push_str(&format!(" --published {}", names::PUBLISHED));
        }
        if self.before.is_some() {
            words.push_str(&format!(" --before {}", names::BEFORE));
        }
        if self.number != 1 {
            words.push_str(&format!(" --number {}", self.number));
        }
        if self.correction.is_some() {
            words.push_str(&format!(" --corrects {}", names::CORRECTION));
        }
        for county in &self.counties {
            words.push_str(&format!(" --county {county}"));
        }
        words.push_str(&format!(" --published-at {} --out ../igen", self.published_at));
        words
    }
}

/// What a later publication keeps of this one: what it was computed from, and a manifest of that.
pub(super) fn only_sources(manifest: &Manifest, files: &Files) -> Files {
    let whole = match manifest.holds {
        Holds::Whole => files.get(MANIFEST).map(|bytes| super::sha256(bytes)),
        Holds::Sources => manifest.whole.clone(),
    };
    let catalogue = format!("{}/", names::CATALOGUE);
    let is_source = |path: &str| path == manifest.given.path || path.starts_with(&catalogue);
    let listed = manifest.files.iter().filter(|file| is_source(&file.path)).cloned().collect();
    let reduced = Manifest { holds: Holds::Sources, whole, before: None, files: listed, ..manifest.clone() };
    let mut kept: Files = files
        .iter()
        .filter(|(path, _)| reduced.file(path).is_some())
        .map(|(path, bytes)| (path.clone(), bytes.clone()))
        .collect();
    kept.insert(MANIFEST.to_owned(), reduced.to_json());
    kept
}
