//! The column `round`: which of several simulated rounds a file is.

use catalogue::answers::{Origin, read_answers_bytes, write_answers};

use super::edition::{Told, checklist};

fn read(file: &str) -> Result<catalogue::answers::Answers, catalogue::Problems> {
    read_answers_bytes(checklist(), "answers.csv", file.as_bytes())
}

#[test]
fn a_round_is_read_and_written_back() {
    let file =
        "unit;question;row;value;comment;origin;round\n0001;P1;;ja;;simulated;2\n0002;P1;;nej;;simulated;2\n";
    let answers = read(file).expect("it is sound");
    assert_eq!((answers.origin, answers.round), (Origin::Simulated, Some(2)));
    assert_eq!(answers.origin_id(), "simulated round 2");
    let mut written = Vec::new();
    write_answers(checklist(), &answers, &mut written).expect("memory does not fail");
    assert_eq!(String::from_utf8(written).expect("it is UTF-8"), file);
}

#[test]
fn a_file_without_the_column_is_no_round() {
    for file in [
        "unit;question;row;value;comment\n0001;P1;;ja;\n",
        "unit;question;row;value;comment;origin\n0001;P1;;ja;;simulated\n",
        "unit;question;row;value;comment;round\n0001;P1;;ja;;\n",
    ] {
        let answers = read(file).expect("it is sound");
        assert_eq!(answers.round, None, "{file}");
        assert_eq!(answers.origin_id(), answers.origin.id());
    }
}

#[test]
fn what_is_no_round_is_told() {
    let mut all = Told::default();
    for (case, lines) in [
        ("no number", "0001;P1;;ja;;simulated;två"),
        ("nought", "0001;P1;;ja;;simulated;0"),
        ("too many", "0001;P1;;ja;;simulated;100"),
        ("two rounds", "0001;P1;;ja;;simulated;1\n0002;P1;;ja;;simulated;2\n0004;P1;;ja;;simulated;3"),
        ("one line without", "0001;P1;;ja;;simulated;1\n0002;P1;;ja;;simulated;"),
        ("real answers", "0001;P1;;ja;;;1\n0002;P1;;ja;;;1"),
    ] {
        let file = format!("unit;question;row;value;comment;origin;round\n{lines}\n");
        all.case(case, read(&file));
    }
    insta::assert_snapshot!("told", all.sv);
    insta::assert_snapshot!("told_in_english", all.en);
}
