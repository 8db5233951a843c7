//! Every kind of line that cannot be an answer, and what its author is told.

use catalogue::answers::{MAX_LISTED, read_answers_bytes};

use super::edition::{HEADER, Told, checklist, read};

#[test]
fn every_mistake_says_where_what_and_the_next_step() {
    let mut all = Told::default();
    for (case, lines) in [
        ("unknown unit", "9999;P1;;ja;"),
        ("unit without its first nought", "001;P1;;ja;"),
        ("unit misspelt", "0003-03;P1;;ja;"),
        ("unit by name", "provkommun b;P1;;ja;"),
        ("unit by misspelt name", "Provkomun D;P1;;ja;"),
        ("no unit", ";P1;;ja;"),
        ("city that has districts", "0003;P1;;ja;"),
        ("city by name", "Provstad C;P1;;ja;"),
        ("county", "00;P1;;ja;"),
        ("nation", "SE;P1;;ja;"),
        ("unknown question", "0001;Q99;;ja;"),
        ("question in lower case", "0001;p1a;beslutad;ja;"),
        ("question with its row", "0001;P15.barn;;ja;"),
        ("no question", "0001;;;ja;"),
        ("row of no grid", "0001;P1;barn;ja;"),
        ("grid without row", "0001;P15;;ja;"),
        ("unknown row", "0001;P15;aldre;ja;"),
        ("row misspelt", "0001;P15;barm;ja;"),
        ("row by its wording", "0001;P15;Barn och unga;ja;"),
        ("alternative misspelt", "0001;P20;;inom_8_41;"),
        ("alternative by its wording", "0001;P20;;Inom 8–14 dagar;"),
        ("alternative of another question", "0001;P1;;inom_20;"),
        ("alternative nobody has", "0001;P1;;kanske;"),
        ("two alternatives of one", "0001;P1;;ja;\n0001;P1;;nej;"),
        ("the same line twice", "0001;P1;;ja;\n0001;P1;;ja;"),
        ("the same alternative twice", "0001;P8;;handledning;\n0001;P8;;handledning;"),
        (
            "one of several alternatives twice",
            "0001;P8;;handledning;\n0001;P8;;fortbildning;\n0001;P8;;fortbildning;",
        ),
        ("a number twice", "0001;P24;;1;\n0001;P24;;2;"),
        ("a comment line and an answer", "0001;P1;;;obs\n0001;P1;;ja;"),
        ("text for a number", "0001;P24;;många;"),
        ("decimal comma", "0001;P24;;0,5;"),
        ("blank between thousands", "0001;P24;;1 000;"),
        ("too many decimals", "0001;P25;;7.55;"),
        ("out of range", "0001;P25;;366;"),
        ("negative", "0001;P24;;-1;"),
        ("missing code where there is none", "0001;P26;;ja;\n0001;P26a;;99999;"),
        ("far too large", "0001;P24;;99999999999999999999;"),
        ("date in another form", "0001;P1c;;30/6 2023;"),
        ("date without hyphens", "0001;P1c;;20230630;"),
        ("no such day", "0001;P1c;;2023-02-29;"),
        ("table without row", "0001;P27;;4;"),
        ("table row nought", "0001;P27;0;4;"),
        ("table row too large", "0001;P27;1001;4;"),
        ("table row by a word", "0001;P27;barn;4;"),
        ("table row twice", "0001;P27;1;4;\n0001;P27;1;5;"),
        ("table number out of range", "0001;P27;1;169;"),
        ("personal number in a text", "0001;P30_text;;metod för 19121212-1212;"),
        ("personal number in a comment", "0001;P1;;ja;se 121212-1212"),
        ("personal number where it does not belong", "121212-1212;P1;;19121212-1212;"),
        ("control character in a text", "0001;P30_text;;a\u{0}b;"),
        ("control character in a comment", "0001;P1;;ja;\u{1b}[31m"),
        ("not asked", "0001;P1;;nej;\n0001;P1b;;ja;"),
        ("not asked, a row", "0001;P15;barn;nej;\n0001;P15a;barn;ja;"),
        ("not asked, a chain", "0001;P10;;nej;\n0001;P10b;;ja;"),
        ("not asked, several alternatives and lines", "0001;P30;annan;nej;\n0001;P30_text;;SIMBA;"),
        ("not asked of a municipality", "0001;P28a;;ja;"),
        ("not asked of a district", "0003-01;P29;;ja;"),
        ("too few fields", "0001;P1;;ja"),
        ("too many fields", "0001;P1;;ja;vi svarar; kanske"),
        ("quotation mark without its pair", "0001;P1;;ja;\"obs\n0002;P1;;ja;\n0004;P1;;ja;"),
        ("everything wrong at once", "1;P;x;y;121212-1212"),
        ("two mistakes on a line", "9999;P1;;kanske;"),
        ("long value", &format!("0001;P1;;{};", "å".repeat(200))),
        ("field too long", &format!("0001;P30_text;;{};", "å".repeat(10_001))),
    ] {
        all.case(case, read(lines));
    }
    insta::assert_snapshot!(all.sv);
    insta::assert_snapshot!("every_mistake_says_where_what_and_the_next_step_in_english", all.en);
}

#[test]
fn accepted_and_origin_are_checked() {
    let mut all = Told::default();
    for (case, columns, lines) in [
        ("accepted by another word", "accepted", "0001;P30;annan;ja;;ja"),
        ("accepted where nobody reviews", "accepted", "0001;P30;metod_a;ja;;yes"),
        ("accepted without an answer", "accepted", "0001;P30;annan;;;yes"),
        ("another origin", "origin", "0001;P1;;ja;;påhittad"),
        ("mixed origins, told once", "origin", "0001;P1;;ja;;simulated\n0002;P1;;ja;;\n0004;P1;;ja;;"),
    ] {
        let file = format!("{HEADER};{columns}\n{lines}\n");
        all.case(case, read_answers_bytes(checklist(), "a.csv", file.as_bytes()));
    }
    insta::assert_snapshot!(all.sv);
    insta::assert_snapshot!("accepted_and_origin_are_checked_in_english", all.en);
}

#[test]
fn a_personal_number_is_never_repeated() {
    for lines in [
        "121212-1212;121212-1212;121212-1212;121212-1212;121212-1212",
        "0001;P30_text;;ring 191212121212;",
        "0001;P24;;1212121212,0;",
        "0001;121212-1212;;ja;",
        "0001;P15.121212-1212;;ja;",
        "0001;P1;;ja;\n0001;P1;;121212-1212;",
    ] {
        let mut told = Told::default();
        told.case("", read(lines));
        assert!(!told.sv.contains("1212"), "{}", told.sv);
        assert!(!told.en.contains("1212"), "{}", told.en);
    }
}

#[test]
fn the_first_thousand_mistakes_are_listed_and_the_rest_counted() {
    let problems = read(&"9999;P1;;ja;\n".repeat(20_000)).unwrap_err();
    assert_eq!(problems.len(), MAX_LISTED + 1);
    let first = problems.iter().next().expect("there are mistakes");
    insta::assert_snapshot!(first, @"answers.csv: ANS-99 20000 fel hittades: de första 1000 visas, 19000 till visas inte – rätta dem som visas och läs in filen igen");
}

#[test]
fn line_numbers_are_those_of_an_editor() {
    for (case, file, line) in [
        ("LF", format!("{HEADER}\n\n\n0001;P1;;kanske;\n"), 4),
        ("CRLF", format!("{HEADER}\r\n\r\n0001;P1;;kanske;\r\n"), 3),
        ("CR", format!("{HEADER}\r\r0001;P1;;kanske;"), 3),
        (
            "after a text with line breaks",
            format!("{HEADER}\n0001;P30_text;;\"a\nb\nc\";\n0001;P1;;kanske;"),
            5,
        ),
        ("blank lines before the header", format!("\n\n{HEADER}\n0001;P1;;kanske;"), 4),
    ] {
        let problems = read_answers_bytes(checklist(), "a.csv", file.as_bytes()).unwrap_err();
        assert_eq!(problems.iter().map(|problem| problem.line).collect::<Vec<_>>(), [line], "{case}");
    }
}
