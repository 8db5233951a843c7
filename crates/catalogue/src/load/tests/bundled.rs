//! The catalogues of the repository.

use std::path::Path;

use crate::load::LoadOptions;
use crate::{Catalogue, run_cases};
use crate::model::Language;

#[test]
fn the_bundled_catalogue_has_no_mistakes() {
    let problems = Catalogue::bundled_with(LoadOptions::default()).err().map(|p| p.to_string());
    assert_eq!(problems.unwrap_or_default(), "");
}

#[test]
fn the_checklist_has_no_mistakes() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/checklist/catalogue");
    let problems = Catalogue::load(&dir).err().map(|p| p.to_string());
    assert_eq!(problems.unwrap_or_default(), "");
}

#[test]
fn every_case_comes_out() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/checklist/catalogue");
    let options = LoadOptions { prove: false };
    for catalogue in [Catalogue::bundled().unwrap(), Catalogue::load_with(&dir, options).unwrap()] {
        for edition in catalogue.editions.values() {
            let failures: Vec<String> = run_cases(edition)
                .iter()
                .map(|failure| format!("{}: {}", failure.place, failure.sentence(&catalogue.vocabulary, Language::Swedish)))
                .collect();
            assert_eq!(failures.join("\n"), "", "{}", edition.year);
            assert!(!edition.cases.is_empty());
        }
    }
}
