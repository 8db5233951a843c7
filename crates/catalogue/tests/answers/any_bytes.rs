//! No bytes make the readers fail otherwise than with mistakes that are told.

use std::fs;
use std::path::PathBuf;

use catalogue::answers::{read_answers, read_answers_bytes, read_outcomes, read_outcomes_bytes};
use proptest::collection::vec;
use proptest::prelude::*;

use super::edition::{assert_told_in_both, checklist, told};

/// Small files, good and bad, that also feed the fuzzer.
fn corpus(which: &str) -> Vec<PathBuf> {
    let dir = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/answers").join(which);
    let mut files: Vec<PathBuf> = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty());
    files
}

#[test]
fn good_files_of_the_corpus_are_read_and_bad_ones_are_not() {
    for path in corpus("good") {
        assert_eq!(told(read_answers(checklist(), &path)), "none\n", "{}", path.display());
    }
    for path in corpus("bad") {
        assert_ne!(told(read_answers(checklist(), &path)), "none\n", "{}", path.display());
    }
}

#[test]
fn every_mistake_of_the_corpus_is_told_in_swedish_and_in_english() {
    for path in corpus("bad") {
        let problems = read_answers(checklist(), &path).expect_err("a bad file");
        problems.iter().for_each(assert_told_in_both);
        let problems = read_outcomes(checklist(), &path).expect_err("no outcomes either");
        problems.iter().for_each(assert_told_in_both);
    }
}

/// Reads bytes as everything that they might be.
fn read_all_ways(bytes: &[u8]) {
    for name in ["a.csv", "a.xlsx"] {
        let _ = told(read_answers_bytes(checklist(), name, bytes));
        let _ = told(read_outcomes_bytes(checklist(), name, bytes));
    }
}

/// A change of a file: where (as a share of its length), what, and how.
type Change = (f64, Vec<u8>, u8);

fn changed(bytes: &[u8], changes: &[Change]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for (place, piece, how) in changes {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
        let at = ((place * bytes.len() as f64) as usize).min(bytes.len());
        let end = (at + piece.len()).min(bytes.len());
        match how % 4 {
            0 => drop(bytes.splice(at..at, piece.iter().copied())),
            1 => drop(bytes.splice(at..end, piece.iter().copied())),
            2 => drop(bytes.drain(at..end)),
            _ => bytes.truncate(at),
        }
    }
    bytes
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let piece = prop_oneof![vec(any::<u8>(), 0..8), "[;\"\n,åP0-9_a-z]{0,12}".prop_map(String::into_bytes),];
    vec((0.0..1.0, piece, any::<u8>()), 1..6)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_are_read_or_refused(bytes in vec(any::<u8>(), 0..2_000)) {
        read_all_ways(&bytes);
    }

    #[test]
    fn random_text_under_a_good_header_is_read_or_refused(text in "([0-9P;\"\r\nåa-z,. -]|\\PC){0,400}") {
        read_all_ways(format!("unit;question;row;value;comment\n{text}").as_bytes());
        read_all_ways(format!("unit;indicator;value;numerator;denominator\n{text}").as_bytes());
    }

    #[test]
    fn good_files_with_changes_are_read_or_refused(which in any::<prop::sample::Index>(), changes in changes()) {
        let files = corpus("good");
        read_all_ways(&changed(&fs::read(which.get(&files)).unwrap(), &changes));
    }
}
