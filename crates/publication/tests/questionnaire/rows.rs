//! What stands at a row of a grid holds for that row.

use std::io::Cursor;

use calamine::{Reader, SheetVisible, Xlsx};
use catalogue::answers::read_answers_bytes;

use crate::copy::Copy;
use crate::{bundled, written};

#[test]
fn a_check_of_each_row_asks_only_for_the_comments_of_those_that_it_is_true_of() {
    let edition = bundled(2018);
    let lines = "unit;question;row;value;comment\n0643;G3;af;nej;\n0643;G3;fk;behovs_inte;\n\
        0643;G3;primarvard;ja;\n0643;G3;vuxenpsykiatri;behovs_inte;samma chef\n";
    let answers = read_answers_bytes(edition, "svar.csv", lines.as_bytes()).unwrap();
    let copy = Copy::of(&written(edition, "0643", Some(&answers)));
    let sheet = copy.sheets.iter().find(|sheet| sheet.name == "Del G").unwrap();
    let text = |row: u32, column: u16| match sheet.cells.get(&(row, column)) {
        Some(crate::copy::Value::Text(text)) => text.clone(),
        _ => String::new(),
    };
    for (key, status) in [
        ("G3.af", "✓ Klart"),
        ("G3.fk", "! Kommentera"),
        ("G3.primarvard", "✓ Klart"),
        ("G3.vuxenpsykiatri", "✓ Klart"),
        ("G3.hyresvardar_enskilda", "● Besvara"),
    ] {
        let row = sheet.cells.keys().map(|(row, _)| *row).find(|row| text(*row, 7) == key);
        assert_eq!(text(row.unwrap_or_else(|| panic!("{key}")), 3), status, "{key}");
    }
}

#[test]
fn what_only_programs_need_is_hidden() {
    let bytes = written(bundled(2018), "0643", None);
    let workbook: Xlsx<_> = Xlsx::new(Cursor::new(&bytes)).unwrap();
    let hidden: Vec<&str> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.visible != SheetVisible::Visible)
        .map(|sheet| sheet.name.as_str())
        .collect();
    assert_eq!(hidden, ["Svarsalternativ"]);
    let xml = crate::golden::part(&bytes, "xl/worksheets/sheet2.xml");
    for column in ["<col min=\"7\" max=\"7\"", "<col min=\"8\" max=\"8\""] {
        let rest = xml.split_once(column).unwrap_or_else(|| panic!("{column}")).1;
        assert!(rest.split_once("/>").unwrap().0.contains("hidden=\"1\""), "{column}{rest:.80}");
    }
}
