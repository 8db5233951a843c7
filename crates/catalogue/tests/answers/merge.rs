//! Answers of several files as one.

use catalogue::answers::{Answers, merge_answers, read_answers_bytes, refuse_silent, write_answers};

use super::edition::{Told, cell, checklist, unit};

fn read(lines: &str) -> Answers {
    let file = format!("unit;question;row;value;comment;origin;round\n{lines}");
    read_answers_bytes(checklist(), "answers.csv", file.as_bytes()).expect("it is sound")
}

fn merged(files: &[(&str, &str)]) -> (String, Vec<String>) {
    let files = files.iter().map(|(name, lines)| ((*name).to_owned(), read(lines))).collect();
    let merged = merge_answers(checklist(), files).expect("they fit together");
    let mut text = Vec::new();
    write_answers(checklist(), &merged.answers, &mut text).expect("memory does not fail");
    let text = String::from_utf8(text).expect("it is UTF-8");
    let lines = text.lines().skip(1).map(|line| format!("{line}\n")).collect();
    let told = merged.replaced.iter();
    (lines, told.map(|one| format!("{} {} > {}", one.unit, one.by, one.earlier)).collect())
}

#[test]
fn a_later_files_units_replace_the_same_units_as_a_whole() {
    for (case, files, lines, told) in [
        ("nobody's", &[][..], "", &[][..]),
        (
            "of others",
            &[("a", "0001;P1;;ja;;;\n"), ("b", "0002;P1;;nej;;;\n")],
            "0001;P1;;ja;\n0002;P1;;nej;\n",
            &[],
        ),
        (
            "of the same",
            &[("a", "0001;P1;;ja;;;\n0001;P1a;beslutad;ja;;;\n0002;P1;;ja;;;\n"), ("b", "0001;P1;;nej;;;\n")],
            "0001;P1;;nej;\n0002;P1;;ja;\n",
            &["0001 b > a"],
        ),
        (
            "a comment is something said",
            &[("a", "0001;P1;;ja;;;\n"), ("b", "0001;P1;;;vet ej;;\n")],
            "0001;P1;;;vet ej\n",
            &["0001 b > a"],
        ),
        (
            "a line without anything is not",
            &[("a", "0001;P1;;ja;;;\n"), ("b", "0001;P1;;;;;\n")],
            "0001;P1;;ja;\n",
            &[],
        ),
        (
            "three files",
            &[("a", "0001;P1;;ja;;;\n"), ("b", "0001;P1;;nej;;;\n"), ("c", "0001;P1;;ja;;;\n")],
            "0001;P1;;ja;\n",
            &["0001 b > a", "0001 c > b"],
        ),
        (
            "a file that says nothing has no origin",
            &[("a", "0001;P1;;ja;;simulated;\n"), ("b", "")],
            "0001;P1;;ja;;simulated\n",
            &[],
        ),
    ] {
        let (got, replaced) = merged(files);
        assert_eq!(got, lines, "{case}");
        assert_eq!(replaced, told, "{case}");
    }
}

#[test]
fn what_is_known_of_a_unit_without_asking_stays() {
    let files = [("a".to_owned(), read("0001;P1;;ja;;;\n")), ("b".to_owned(), read("0001;P1;;nej;;;\n"))];
    let merged = merge_answers(checklist(), files.into()).expect("they fit together").answers;
    assert_eq!(merged.table.row(unit("0001")), read("0001;P1;;nej;;;\n").table.row(unit("0001")));
    assert_eq!(merged.at.get(&(unit("0001"), cell("P1"))), Some(&2));
}

#[test]
fn origins_do_not_mix_and_silence_is_told() {
    let mut all = Told::default();
    for (case, other) in [
        ("given after simulated", "0002;P1;;ja;;;\n"),
        ("simulated of a round", "0002;P1;;ja;;simulated;2\n"),
    ] {
        let first = ("sim.csv".to_owned(), read("0001;P1;;ja;;simulated;\n"));
        all.case(case, merge_answers(checklist(), vec![first, ("b.csv".to_owned(), read(other))]));
    }
    all.case("no answer", refuse_silent(checklist(), "tom.csv", &read("")));
    insta::assert_snapshot!("not_merged", all.sv);
    insta::assert_snapshot!("not_merged_in_english", all.en);
    assert!(refuse_silent(checklist(), "a.csv", &read("0001;P1;;ja;;;\n")).is_ok());
}
