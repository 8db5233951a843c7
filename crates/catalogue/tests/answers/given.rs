//! What a good file gives.

use catalogue::answers::{Origin, blank, read_answers_bytes};

use super::edition::{HEADER, cell, checklist, good, read, unit};

#[test]
fn each_kind_of_answer_is_read_back_as_it_was_given() {
    for (case, lines, name, text) in [
        ("yes or no", "0001;P1;;ja;", "P1", Some("ja")),
        ("one of several", "0001;P20;;inom_8_14;", "P20", Some("inom_8_14")),
        ("a row of a grid", "0001;P15;barn;finns_inte;", "P15.barn", Some("finns_inte")),
        ("a row of a grid with two axes", "0001;P17;metod_a__barn;nej;", "P17.metod_a__barn", Some("nej")),
        (
            "several alternatives, in the question's order",
            "0001;P8;;fortbildning;\n0001;P8;;handledning;",
            "P8",
            Some("handledning, fortbildning"),
        ),
        (
            "an alternative that should stand alone: a check's matter",
            "0001;P8;;inget;\n0001;P8;;handledning;",
            "P8",
            Some("handledning, inget"),
        ),
        ("a number", "0001;P25;;7.50;", "P25", Some("7.5")),
        ("the missing code", "0001;P25;;999.00;", "P25", Some("999")),
        ("nought", "0001;P24;;0;", "P24", Some("0")),
        ("a date", "0001;P1;;ja;\n0001;P1b;;ja;\n0001;P1c;;2023-06-30;", "P1c", Some("2023-06-30")),
        ("a follow-up without its main question", "0001;P1c;;2023-06-30;", "P1c", Some("2023-06-30")),
        ("a table", "0001;P27;2;4;\n0001;P27;1;2.5;", "P27", Some("2.5, 4")),
        ("a free text", "0001;P30;annan;ja;\n0001;P30_text;; SIMBA ;", "P30_text", Some(" SIMBA ")),
        (
            "emoji, right-to-left and line breaks",
            "0001;P30_text;;\"👍 شكر\r\nrad två\";",
            "P30_text",
            Some("👍 شكر\r\nrad två"),
        ),
        (
            "a text with delimiter and quotation marks",
            "0001;P30_text;;\"a; \"\"b\"\"\";",
            "P30_text",
            Some("a; \"b\""),
        ),
        ("blanks around an id", " 0001 ; P1 ; ; ja ;", "P1", Some("ja")),
        ("an empty value", "0001;P1;;;", "P1", None),
        ("a text of blanks", "0001;P30_text;;   ;", "P30_text", None),
        ("a question that only districts are asked, to a district", "0003-01;P28a;;ja;", "P28", None),
        ("an empty value under a false filter", "0001;P1;;nej;\n0001;P1b;;;", "P1b", None),
        ("lines without anything", "0001;P1;;ja;\n;;;;\n\n  \n", "P1", Some("ja")),
    ] {
        let answers = read(lines).unwrap_or_else(|problems| panic!("{case}: {problems}"));
        assert_eq!(answers.cell_text(unit("0001"), cell(name)).as_deref(), text, "{case}");
    }
}

#[test]
fn columns_may_stand_in_any_order_after_a_byte_order_mark() {
    let file = "\u{feff}comment;value;row;question;unit\r\nmed tvekan;ja;;P1;0002\r\n";
    let answers = read_answers_bytes(checklist(), "A.CSV", file.as_bytes()).unwrap();
    assert_eq!(answers.cell_text(unit("0002"), cell("P1")).as_deref(), Some("ja"));
    assert_eq!(answers.comments[&(unit("0002"), cell("P1"))], "med tvekan");
    assert_eq!(answers.at[&(unit("0002"), cell("P1"))], 2);
    assert_eq!(answers.origin, Origin::Given);
}

#[test]
fn a_header_alone_gives_no_answers_but_what_is_known_of_the_units() {
    let answers = good("");
    for (code, kind) in [("0001", "kommun"), ("0003-01", "stadsdel")] {
        assert_eq!(answers.cell_text(unit(code), cell("unit.kind")).as_deref(), Some(kind));
    }
    assert_eq!(answers.cell_text(unit("0001"), cell("P1")), None);
    assert_eq!(answers.table.row(0), blank(checklist()).table.row(0));
}

#[test]
fn a_comment_is_kept_without_an_answer_and_from_each_line() {
    let answers =
        good("0001;P1;;;vet inte\n0001;P8;;handledning;ibland\n0001;P8;;fortbildning;\n0001;P8;;inget;nej");
    assert_eq!(answers.comments[&(unit("0001"), cell("P1"))], "vet inte");
    assert_eq!(answers.comments[&(unit("0001"), cell("P8"))], "ibland\nnej");
    assert!(!answers.raw(unit("0001"), cell("P1")).given);
}

#[test]
fn a_reviewers_decision_stands_beside_the_answer() {
    let file =
        format!("{HEADER};accepted\n0001;P30;annan;ja;;yes\n0002;P30;annan;ja;;no\n0004;P30;annan;ja;;\n");
    let answers = read_answers_bytes(checklist(), "a.csv", file.as_bytes()).unwrap();
    for (code, accepted, decision) in
        [("0001", true, Some(true)), ("0002", false, Some(false)), ("0004", false, None)]
    {
        let place = (unit(code), cell("P30.annan"));
        assert_eq!(answers.raw(place.0, place.1).accepted, accepted, "{code}");
        assert_eq!(answers.accepted.get(&place).copied(), decision, "{code}");
    }
}

#[test]
fn the_sum_of_a_table_is_what_rules_read() {
    let answers = good("0001;P27;1;2.5;\n0001;P27;3;4;\n0001;P27;1000;0.5;");
    assert_eq!(answers.raw(unit("0001"), cell("P27")).value, 7_000_000);
    let lines: Vec<u32> = answers.lines[&(unit("0001"), cell("P27"))].iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, [1, 3, 1000]);
}

#[test]
fn a_simulated_file_says_so() {
    let file = format!("{HEADER};origin\n0001;P1;;ja;;simulated\n0002;P1;;ja;;simulated\n");
    assert_eq!(read_answers_bytes(checklist(), "a.csv", file.as_bytes()).unwrap().origin, Origin::Simulated);
}
