//! Workbooks as spreadsheets save them, and as nobody should.

use std::io::{Cursor, Write as _};

use catalogue::answers::{Origin, read_answers_bytes};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::edition::{Told, cell, checklist, unit};

const COLUMNS: [&str; 5] = ["unit", "question", "row", "value", "comment"];

/// A workbook with texts in its first sheet.
pub(crate) fn of(rows: &[&[&str]]) -> Vec<u8> {
    made(|sheet| {
        for (row, fields) in rows.iter().enumerate() {
            for (column, text) in fields.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
                sheet.write_string(row.try_into().unwrap(), column.try_into().unwrap(), *text).unwrap();
            }
        }
    })
}

fn made(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet());
    workbook.add_worksheet().write_string(0, 0, "a second sheet is not read").unwrap();
    workbook.save_to_buffer().unwrap()
}

/// A sheet with the header and what `fill` writes from its second row on.
fn with_header(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    made(|sheet| {
        sheet.write_row(0, 0, COLUMNS).unwrap();
        fill(sheet);
    })
}

/// A zip file with these parts.
pub(crate) fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A workbook put together by hand: its list of texts and its sheet's rows as XML.
fn by_hand(strings: &str, rows: &str) -> Vec<u8> {
    let office = format!(
        r#"<Relationships><Relationship Id="r1" Type="{RELATIONSHIPS}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
    );
    let sheets = format!(
        r#"<workbook xmlns:r="{RELATIONSHIPS}"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>"#
    );
    let parts = format!(
        r#"<Relationships><Relationship Id="r1" Type="{RELATIONSHIPS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#
    );
    let sheet = format!("<worksheet>{rows}</worksheet>");
    package(&[
        ("_rels/.rels", office.as_bytes()),
        ("xl/workbook.xml", sheets.as_bytes()),
        ("xl/_rels/workbook.xml.rels", parts.as_bytes()),
        ("xl/sharedStrings.xml", strings.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

#[test]
fn cells_hold_what_the_text_file_would() {
    let date = Format::new().set_num_format("yyyy-mm-dd");
    let file = with_header(|sheet| {
        sheet.write_row(1, 0, ["0001", "P1", "", "ja", "på väg 👍"]).unwrap();
        sheet.write_row(2, 0, ["0001", "P25"]).unwrap();
        sheet.write_number(2, 3, 7.5).unwrap();
        sheet.write_row(3, 0, ["0001", "P24"]).unwrap();
        sheet.write_formula(3, 3, Formula::new("=0.1+0.2").set_result("0.30000000000000004")).unwrap();
        sheet.write_row(4, 0, ["0001", "P27"]).unwrap();
        sheet.write_number(4, 2, 1).unwrap().write_number(4, 3, 4).unwrap();
        sheet.write_row(5, 0, ["0001", "P1c"]).unwrap();
        sheet.write_with_format(5, 3, ExcelDateTime::from_ymd(2023, 6, 30).unwrap(), &date).unwrap();
        sheet.write_row(6, 0, ["0001", "P1b", "", "ja"]).unwrap();
        // A row left empty, and a number written as text.
        sheet.write_row(8, 0, ["0002", "P25", "", "999"]).unwrap();
    });
    let answers =
        read_answers_bytes(checklist(), "Svar.XLSX", &file).unwrap_or_else(|problems| panic!("{problems}"));
    for (code, name, text) in [
        ("0001", "P1", "ja"),
        ("0001", "P25", "7.5"),
        ("0001", "P24", "0.3"),
        ("0001", "P27", "4"),
        ("0001", "P1c", "2023-06-30"),
        ("0002", "P25", "999"),
    ] {
        assert_eq!(answers.cell_text(unit(code), cell(name)).as_deref(), Some(text), "{name}");
    }
    assert_eq!(answers.comments[&(unit("0001"), cell("P1"))], "på väg 👍");
    assert_eq!(answers.at[&(unit("0002"), cell("P25"))], 9);
    assert_eq!(answers.origin, Origin::Given);
}

/// As a program writes it that does not calculate: a formula, no value.
const UNCALCULATED: &str = "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>unit</t></is></c>\
    <c r=\"B1\" t=\"inlineStr\"><is><t>question</t></is></c><c r=\"C1\" t=\"inlineStr\"><is><t>row</t></is></c>\
    <c r=\"D1\" t=\"inlineStr\"><is><t>value</t></is></c><c r=\"E1\" t=\"inlineStr\"><is><t>comment</t></is></c></row>\
    <row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>0001</t></is></c><c r=\"B2\" t=\"inlineStr\"><is><t>P1</t></is></c>\
    <c r=\"D2\"><f>IF(1,\"ja\",\"nej\")</f></c></row></sheetData>";

#[test]
fn mistakes_are_told_by_row() {
    let date = Format::new().set_num_format("yyyy-mm-dd hh:mm");
    let mut all = Told::default();
    for (case, file) in [
        (
            "a code taken for a number",
            with_header(|sheet| {
                sheet.write_number(1, 0, 1).unwrap();
                sheet.write_row(1, 1, ["P1", "", "ja"]).unwrap();
            }),
        ),
        (
            "a logical value",
            with_header(|sheet| {
                sheet.write_row(1, 0, ["0001", "P1"]).unwrap();
                sheet.write_boolean(1, 3, true).unwrap();
            }),
        ),
        (
            "a date with a time of day",
            with_header(|sheet| {
                sheet.write_row(1, 0, ["0001", "P1c"]).unwrap();
                let noon = ExcelDateTime::from_ymd(2023, 6, 30).unwrap().and_hms(12, 0, 0).unwrap();
                sheet.write_with_format(1, 3, &noon, &date).unwrap();
            }),
        ),
        (
            "an error in a cell",
            with_header(|sheet| {
                sheet.write_row(1, 0, ["0001", "P24"]).unwrap();
                sheet.write_formula(1, 3, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
            }),
        ),
        (
            "a decimal comma in a text",
            with_header(|sheet| {
                sheet.write_row(1, 0, ["0001", "P24", "", "0,5"]).unwrap();
            }),
        ),
        (
            "a note beside the table",
            with_header(|sheet| {
                sheet.write_row(1, 0, ["0001", "P1", "", "ja", "", "", "obs"]).unwrap();
            }),
        ),
        (
            "a note far away",
            with_header(|sheet| {
                sheet.write_string(1, 16_383, "obs").unwrap();
            }),
        ),
        ("an empty first sheet", made(|_| ())),
        ("no header", of(&[&["0001", "P1", "", "ja", ""]])),
        ("a formula that nobody has calculated", by_hand("<sst></sst>", UNCALCULATED)),
    ] {
        all.case(case, read_answers_bytes(checklist(), "a.xlsx", &file));
    }
    insta::assert_snapshot!(all.sv);
    insta::assert_snapshot!("mistakes_are_told_by_row_in_english", all.en);
}

#[test]
fn a_workbook_made_to_harm_is_refused() {
    let no_strings = "<sst></sst>";
    let sheet = |cells: &str| format!("<sheetData><row r=\"1\">{cells}</row></sheetData>");
    let long = format!("<sst uniqueCount=\"1\"><si><t>{}</t></si></sst>", "a".repeat(100_000));
    let many_cells = "<c t=\"s\"><v>0</v></c>".repeat(60);
    let repeated: String = (1..1_000).map(|row| format!("<row r=\"{row}\">{many_cells}</row>")).collect();
    let mut all = Told::default();
    for (case, file) in [
        (
            "claims more texts than there is memory",
            by_hand("<sst uniqueCount=\"99999999999\"></sst>", &sheet("")),
        ),
        (
            "claims them far from the name",
            by_hand(&format!("<sst uniqueCount={}\"99999999999\"></sst>", " ".repeat(40_000)), &sheet("")),
        ),
        (
            "claims more than fits a number",
            by_hand("<sst uniqueCount=\"99999999999999999999999\"></sst>", &sheet("")),
        ),
        ("texts in UTF-16", by_hand("<\0s\0s\0t\0>\0", &sheet(""))),
        (
            "a cell reference beyond every sheet",
            by_hand(no_strings, &sheet("<c r=\"ZZZZZZZZZZ99999999999\"><v>1</v></c>")),
        ),
        ("a text that is not there", by_hand(no_strings, &sheet("<c r=\"A1\" t=\"s\"><v>7</v></c>"))),
        (
            "a size that runs backwards",
            by_hand(no_strings, "<dimension ref=\"C3:A1\"/><sheetData></sheetData>"),
        ),
        (
            "rows out of order",
            by_hand(
                no_strings,
                "<sheetData><row r=\"5\"><c r=\"A5\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>1</v></c></row></sheetData>",
            ),
        ),
        ("one long text in very many cells", by_hand(&long, &format!("<sheetData>{repeated}</sheetData>"))),
        ("a sheet cut off", by_hand(no_strings, "<sheetData><row r=\"1\"><c r=\"A1\"><v>1")),
        ("says that it unpacks to more than memory holds", claiming_a_size()),
        ("very many parts", very_many_parts()),
    ] {
        assert!(file.len() < 2 << 20, "{case} is small: {} bytes", file.len());
        all.case(case, read_answers_bytes(checklist(), "a.xlsx", &file));
    }
    insta::assert_snapshot!(all.sv);
    insta::assert_snapshot!("a_workbook_made_to_harm_is_refused_in_english", all.en);
}

fn very_many_parts() -> Vec<u8> {
    let names: Vec<String> = (0..1_001).map(|part| part.to_string()).collect();
    let parts: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    package(&parts)
}

/// A few blanks, of which the package says in both places that they are 3.75 GiB.
fn claiming_a_size() -> Vec<u8> {
    let size: u32 = 54_321;
    let mut file = package(&[("xl/sharedStrings.xml", &vec![b' '; size as usize])]);
    while let Some(at) = file.windows(4).position(|window| window == size.to_le_bytes()) {
        file[at..at + 4].copy_from_slice(&0xf000_0000_u32.to_le_bytes());
    }
    file
}
