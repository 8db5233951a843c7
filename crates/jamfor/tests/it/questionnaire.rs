//! The questionnaire as a workbook: made, filled in, checked, computed.

use crate::{printed, refused};

fn simulated(folder: &std::path::Path) {
    printed(folder, &["simulate", "--edition", "2018", "--seed", "7", "--out", "answers.csv"]);
}

const XLSX: [&str; 5] = ["questionnaire", "--edition", "2018", "--format", "xlsx"];

#[test]
fn a_filled_in_workbook_gives_what_the_text_file_gives() {
    let folder = tempfile::tempdir().expect("a folder");
    simulated(folder.path());
    let with_answers = ["--unit", "0643", "--answers", "answers.csv", "--out", "habo.xlsx"];
    printed(folder.path(), &[&XLSX[..], &with_answers].concat());

    let outcomes = |file: &str, out: &str| {
        let compute = ["compute", "--edition", "2018", "--answers", file, "--out", out];
        printed(folder.path(), &compute);
        let csv = std::fs::read_to_string(folder.path().join(out).join("outcomes.csv")).expect("outcomes");
        let lines = csv.lines().filter(|line| line.starts_with("2018;0643;"));
        lines.map(str::to_owned).collect::<Vec<String>>()
    };
    let from_workbook = outcomes("habo.xlsx", "a");
    assert_eq!(from_workbook.len(), 36);
    assert!(from_workbook.iter().all(|line| line.ends_with(";simulated")), "it says that it is simulated");
    assert_eq!(from_workbook, outcomes("answers.csv", "b"));

    let of_unit = |file: &str| {
        let csv =
            printed(folder.path(), &["check", "--edition", "2018", "--answers", file, "--format", "csv"]);
        csv.lines().filter(|line| line.starts_with("0643;")).map(str::to_owned).collect::<Vec<String>>()
    };
    assert_eq!(of_unit("habo.xlsx"), of_unit("answers.csv"), "the same checks fire");
}

#[test]
fn a_blank_workbook_is_refused_with_the_cell_that_is_missing() {
    let folder = tempfile::tempdir().expect("a folder");
    printed(folder.path(), &[&XLSX[..], &["--out", "tom.xlsx"]].concat());
    for (lang, told) in [
        ("sv", "tom.xlsx: ANS-10 blad Läs mig, cell C5: arbetsboken säger inte vilken kommun"),
        ("en", "tom.xlsx: ANS-10 sheet Läs mig, cell C5: the workbook does not say which unit"),
    ] {
        let check = ["check", "--edition", "2018", "--answers", "tom.xlsx", "--lang", lang];
        let error = refused(folder.path(), &check, 1);
        assert!(error.starts_with(told), "{error}");
    }
    let error = refused(folder.path(), &["check", "--edition", "2015", "--answers", "tom.xlsx"], 1);
    assert!(
        error.contains("ANS-40 blad Läs mig") && error.contains("arbetsboken är för årgång `2018`"),
        "{error}"
    );
}

#[test]
fn a_workbook_goes_to_a_file_and_never_over_one() {
    let folder = tempfile::tempdir().expect("a folder");
    simulated(folder.path());
    let call = |more: &[&str]| refused(folder.path(), &[&XLSX[..], more].concat(), 2);
    for (case, more, told) in [
        ("no file", &[][..], "lägg till --out FIL.xlsx"),
        ("another ending", &["--out", "enkat.csv"], "låt namnet sluta på .xlsx"),
        ("an unknown unit", &["--out", "a.xlsx", "--unit", "0699"], "inget objekt har koden 0699"),
        ("answers of nobody", &["--out", "a.xlsx", "--answers", "answers.csv"], "--unit"),
    ] {
        let error = call(more);
        assert!(error.contains(told), "{case}: {error}");
    }
    assert!(!folder.path().join("a.xlsx").exists());
    std::fs::write(folder.path().join("b.xlsx"), "ifylld").expect("a file");
    let error = call(&["--out", "b.xlsx"]);
    assert!(error.contains("b.xlsx finns redan och kan vara ifylld"), "{error}");
    assert_eq!(std::fs::read(folder.path().join("b.xlsx")).expect("it is there"), b"ifylld");
}

#[test]
fn the_questions_for_programs_go_to_a_file_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let printed_json = printed(folder.path(), &["questionnaire", "--edition", "2018"]);
    printed(folder.path(), &["questionnaire", "--edition", "2018", "--out", "fragor.json"]);
    let written = std::fs::read_to_string(folder.path().join("fragor.json")).expect("it is written");
    assert_eq!(written, printed_json);
    std::fs::write(folder.path().join("fragor.json"), "mina anteckningar").expect("a file");
    let call = ["questionnaire", "--edition", "2018", "--format", "json", "--out", "fragor.json"];
    let error = refused(folder.path(), &call, 2);
    assert!(error.contains("fragor.json finns redan: välj ett annat namn"), "{error}");
    let kept = std::fs::read_to_string(folder.path().join("fragor.json")).expect("it is there");
    assert_eq!(kept, "mina anteckningar");
    let unit = ["questionnaire", "--edition", "2018", "--unit", "0643"];
    assert!(refused(folder.path(), &unit, 2).contains("hör till --format xlsx"));
}

#[test]
fn questions_to_read_in_advance_are_written_once_and_by_part() {
    let folder = tempfile::tempdir().expect("a folder");
    let call = |format: &'static str, more: &[&'static str]| {
        [&["questionnaire", "--edition", "2018", "--format", format][..], more].concat()
    };
    printed(folder.path(), &call("pdf", &["--part", "E", "--out", "e.pdf"]));
    printed(
        folder.path(),
        &call("docx", &["--part", "E", "--part", "G", "--out", "alla.docx", "--lang", "en"]),
    );
    let begins = |file: &str| std::fs::read(folder.path().join(file)).expect("it is written")[..4].to_vec();
    assert_eq!((begins("e.pdf"), begins("alla.docx")), (b"%PDF".to_vec(), b"PK\x03\x04".to_vec()));
    for (case, arguments, told) in [
        ("there already", call("pdf", &["--out", "e.pdf"]), "e.pdf finns redan: välj ett annat namn"),
        ("no file", call("docx", &[]), "lägg till --out FIL.docx"),
        (
            "a part not described",
            call("pdf", &["--part", "M", "--out", "m.pdf"]),
            "i del `M` här: delarna är G, E",
        ),
        ("of the workbook", call("pdf", &["--unit", "0643", "--out", "m.pdf"]), "hör till --format xlsx"),
        (
            "in the workbook",
            call("xlsx", &["--part", "E", "--out", "m.xlsx"]),
            "--part hör till --format docx och pdf",
        ),
    ] {
        let error = refused(folder.path(), &arguments, 2);
        assert!(error.contains(told), "{case}: {error}");
    }
}
