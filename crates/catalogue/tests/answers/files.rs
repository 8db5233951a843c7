//! Files that are not what they should be, before any line is read.

use std::fs::File;
use std::path::Path;

use catalogue::answers::{MAX_CSV_BYTES, MAX_XLSX_BYTES, read_answers, read_answers_bytes};

use super::edition::{HEADER, Told, checklist, told};
use super::workbooks;

fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(order).collect()
}

fn latin1(text: &str) -> Vec<u8> {
    text.chars().map(|c| u8::try_from(u32::from(c)).expect("a Latin-1 letter")).collect()
}

#[test]
fn what_a_file_is_instead_is_recognised() {
    let good = format!("{HEADER}\n0001;P1;;ja;på väg\n");
    let workbook =
        workbooks::of(&[&["unit", "question", "row", "value", "comment"], &["0001", "P1", "", "ja", ""]]);
    let mut encrypted = workbook.clone();
    encrypted[..4].copy_from_slice(b"\xd0\xcf\x11\xe0");
    let mut all = Told::default();
    for (case, name, bytes) in [
        ("empty", "a.csv", Vec::new()),
        ("only a byte-order mark", "a.csv", b"\xef\xbb\xbf".to_vec()),
        ("only line breaks", "a.csv", b"\n\n\r\n".to_vec()),
        ("Latin-1", "a.csv", latin1(&good)),
        ("not UTF-8 in another way", "a.csv", [good.as_bytes(), b"\xff"].concat()),
        ("UTF-16 with a mark", "a.csv", utf16(&format!("\u{feff}{good}"), u16::to_le_bytes)),
        ("UTF-16 without a mark", "a.csv", utf16(&good, u16::to_be_bytes)),
        ("UTF-32", "a.csv", b"\xff\xfe\0\0u\0\0\0".to_vec()),
        ("commas", "a.csv", good.replace(';', ",").into_bytes()),
        ("tabs", "a.csv", good.replace(';', "\t").into_bytes()),
        (
            "commas and quotation marks",
            "a.csv",
            b"\"unit\",\"question\",\"row\",\"value\",\"comment\"\n".to_vec(),
        ),
        ("no header", "a.csv", b"0001;P1;;ja;\n0002;P1;;ja;\n".to_vec()),
        (
            "a column too many, one misspelt, one twice",
            "a.csv",
            b"unit;unit;qestion;row;value;comment;year\n".to_vec(),
        ),
        ("a column without name", "a.csv", format!("{};;accepted\n", HEADER).into_bytes()),
        ("columns missing", "a.csv", b"unit;value\n0001;ja\n".to_vec()),
        ("columns in Swedish", "a.csv", "enhet;fråga;rad;svar;kommentar\n".into()),
        ("a workbook named .csv", "a.csv", workbook.clone()),
        ("an old workbook named .csv", "a.csv", encrypted.clone()),
        ("a PDF", "a.csv", b"%PDF-1.7".to_vec()),
        ("a text named .xlsx", "a.xlsx", good.clone().into_bytes()),
        ("an old workbook, or one with a password", "a.xlsx", encrypted),
        ("an empty workbook file", "a.xlsx", Vec::new()),
        ("a workbook cut off", "a.xlsx", workbook[..workbook.len() / 2].to_vec()),
        ("another zip file", "a.xlsx", workbooks::package(&[("readme.txt", b"hej")])),
        ("another ending", "answers.ods", good.clone().into_bytes()),
        ("an old workbook by name", "answers.xls", good.clone().into_bytes()),
        ("no ending", "answers", good.into_bytes()),
        ("too many bytes", "a.csv", vec![b' '; usize::try_from(MAX_CSV_BYTES).unwrap() + 1]),
    ] {
        all.case(case, read_answers_bytes(checklist(), name, &bytes));
    }
    insta::assert_snapshot!(all.sv);
    insta::assert_snapshot!("what_a_file_is_instead_is_recognised_in_english", all.en);
}

#[test]
fn size_is_looked_at_before_a_file_is_read() {
    let dir = tempfile::tempdir().unwrap();
    for (name, bytes, expected) in [
        // Holes in a file take no room on the disk.
        ("huge.csv", 1 << 40, "ANS-03 filen är för stor: 1048576 MiB – högst 64 MiB"),
        ("large.csv", MAX_CSV_BYTES + 1, "ANS-03 filen är för stor: 65 MiB – högst 64 MiB"),
        ("large.xlsx", MAX_XLSX_BYTES + 1, "ANS-03 filen är för stor: 17 MiB – högst 16 MiB"),
    ] {
        let path = dir.path().join(name);
        File::create(&path).unwrap().set_len(bytes).unwrap();
        let told = told(read_answers(checklist(), &path));
        assert!(told.contains(expected), "{name}: {told}");
    }
}

#[test]
fn a_file_that_cannot_be_read_is_told_by_its_name() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("folder.csv");
    std::fs::create_dir(&folder).unwrap();
    for (path, expected) in [
        (
            Path::new("nowhere/answers.csv"),
            "nowhere/answers.csv: ANS-01 filen kan inte läsas: den finns inte – ",
        ),
        (folder.as_path(), "ANS-01 det här är en mapp"),
        (Path::new("nowhere/answers.txt"), "ANS-02 filer som slutar på `.txt` läses inte"),
    ] {
        let told = told(read_answers(checklist(), path));
        assert!(told.contains(expected), "{told}");
    }
}

#[test]
fn a_file_on_the_disk_is_read() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("answers.csv");
    std::fs::write(&path, format!("{HEADER}\n0001;P1;;ja;\n")).unwrap();
    assert_eq!(told(read_answers(checklist(), &path)), "none\n");
}

#[test]
fn lines_are_counted_up_to_a_limit() {
    let file = format!("{HEADER}\n{}", ";\n".repeat(2_000_001));
    let told = told(read_answers_bytes(checklist(), "a.csv", file.as_bytes()));
    assert!(told.starts_with("a.csv:2000002: ANS-03 filen har fler än 2 000 000 rader"), "{told}");
}
