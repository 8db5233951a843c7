//! A small publication to look at and to change.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use catalogue::answers::{Answers, write_answers};
use catalogue::model::Edition;
use catalogue::{Catalogue, LoadOptions};
use domain::EditionYear;
use publication::folder::{Files, Given, Sources, content_hash, make, sha256};
use publication::manifest::{MANIFEST, Manifest, Program};

pub(crate) const YEAR: EditionYear = EditionYear(2024);

pub(crate) fn program() -> Program {
    Program {
        name: "jamfor".to_owned(),
        version: "1.2.3".to_owned(),
        commit: "unknown".to_owned(),
        lock: "l".to_owned(),
        target: "t".to_owned(),
    }
}

pub(crate) fn catalogue_files() -> Files {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/checklist/catalogue");
    Catalogue::files_of(Some(&dir)).expect("the checklist's catalogue")
}

pub(crate) fn catalogue() -> Catalogue {
    Catalogue::load_files(&catalogue_files(), LoadOptions { prove: false }).expect("it is sound")
}

pub(crate) fn edition(catalogue: &Catalogue) -> &Edition {
    &catalogue.editions[&YEAR]
}

/// Made-up answers, the same for the same seed.
pub(crate) fn answers(edition: &Edition, seed: u64) -> Answers {
    results::simulate::simulate(edition, seed)
}

pub(crate) fn csv(edition: &Edition, answers: &Answers) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_answers(edition, answers, &mut bytes).expect("a vector takes every byte");
    bytes
}

pub(crate) fn sources(answers: Vec<u8>) -> Sources {
    Sources {
        number: 1,
        correction: None,
        edition: YEAR,
        published_at: "2024-06-01T08:00:00+02:00".to_owned(),
        catalogue: catalogue_files(),
        given: Given::Answers("svar.csv".to_owned(), answers),
        merged_from: Vec::new(),
        chain: None,
        published: None,
        before: None,
        counties: vec!["00".to_owned()],
    }
}

/// A publication of simulated answers.
pub(crate) fn folder() -> Files {
    static MADE: LazyLock<Files> = LazyLock::new(made);
    MADE.clone()
}

/// The same, made anew.
pub(crate) fn made() -> Files {
    let catalogue = catalogue();
    let edition = edition(&catalogue);
    make(&sources(csv(edition, &answers(edition, 5))), &program()).expect("it is published")
}

pub(crate) fn manifest(folder: &Files) -> Manifest {
    Manifest::from_json(&folder[MANIFEST]).expect("a manifest")
}

/// Makes the manifest say what is in the folder now, as a forger would.
pub(crate) fn mend(folder: &mut Files) {
    let mut manifest = manifest(folder);
    for entry in &mut manifest.files {
        if let Some(bytes) = folder.get(&entry.path) {
            entry.size = bytes.len() as u64;
            entry.sha256 = sha256(bytes);
            entry.content = content_hash(&entry.path, bytes);
        }
    }
    manifest.given.sha256 = sha256(&folder[&manifest.given.path]);
    let catalogue: BTreeMap<_, _> =
        folder.iter().filter_map(|(path, bytes)| Some((path.strip_prefix("catalogue/")?, bytes))).collect();
    let list: String = catalogue.iter().map(|(path, bytes)| format!("{}  {path}\n", sha256(bytes))).collect();
    manifest.catalogue.sha256 = sha256(list.as_bytes());
    folder.insert(MANIFEST.to_owned(), manifest.to_json());
}

/// Replaces the first place of a text in a file.
pub(crate) fn replace(folder: &mut Files, path: &str, from: &str, to: &str) {
    let text = String::from_utf8(folder[path].clone()).expect("text");
    assert!(text.contains(from), "{path} has «{from}»");
    folder.insert(path.to_owned(), text.replacen(from, to, 1).into_bytes());
}
