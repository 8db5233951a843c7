//! What people may do to a workbook, and what becomes of their answers.

use crate::copy::{Copy, Sheet, Value, text};
use crate::{assert_same, bundled, cells, forget, good, place, read, written};

/// A unit's workbook, and what it holds.
fn filled() -> (Copy, catalogue::answers::Answers) {
    let edition = bundled(2018);
    let answers = results::simulate::simulate(edition, 7);
    (Copy::of(&written(edition, "0643", Some(&answers))), answers)
}

/// The same after a change that is allowed.
fn assert_still_read(case: &str, change: impl FnOnce(&mut Copy)) {
    let (mut copy, answers) = filled();
    change(&mut copy);
    let edition = bundled(2018);
    assert_same(edition, place(edition, "0643"), &good(edition, &copy.bytes()), &answers, case);
}

fn cell(name: &str) -> rules::schema::Col {
    bundled(2018).questionnaire.schema.find(name).unwrap()
}

#[test]
fn sheets_rows_and_columns_may_be_moved_renamed_hidden_and_removed() {
    assert_still_read("renamed sheets", |copy| {
        for (i, sheet) in copy.sheets.iter_mut().enumerate() {
            sheet.name = format!("Blad {}", 9 - i);
        }
    });
    assert_still_read("sheets in another order", |copy| copy.sheets.reverse());
    assert_still_read("rows in another order", |copy| {
        for name in ["Del G", "Del E"] {
            let sheet = copy.sheet(name);
            let (first, last) =
                (sheet.header().unwrap() + 1, sheet.cells.keys().map(|(row, _)| *row).max().unwrap());
            for i in 0..(last - first) / 2 {
                sheet.swap_rows(first + i, last - (i * 7) % (last - first));
            }
        }
    });
    assert_still_read("columns in another order", |copy| {
        let sheet = copy.sheet("Del G");
        sheet.swap_columns(sheet.column("Svar"), sheet.column("Nyckel"));
        sheet.swap_columns(sheet.column("Kommentar"), sheet.column("Lydelse"));
    });
    assert_still_read("hidden rows count", |copy| copy.sheet("Del G").hidden = (4..30).collect());
    assert_still_read("rows moved down", |copy| {
        copy.sheet("Del E").renumber(|(row, column)| (row + 12, column + 3))
    });
    assert_still_read("lists and terms removed", |copy| {
        copy.sheets.retain(|sheet| sheet.name.starts_with("Del") || sheet.name == "Läs mig");
    });
    assert_still_read("columns that are not read are renamed or gone", |copy| {
        let sheet = copy.sheet("Del G");
        let (header, status, help) =
            (sheet.header().unwrap(), sheet.column("Status"), sheet.column("Att veta"));
        sheet.cells.insert((header, status), text("Läge"));
        sheet.cells.retain(|(_, column), _| *column != help);
    });
    assert_still_read("cells of wordings merged", |copy| {
        let sheet = copy.sheet("Del G");
        let (row, column) = (sheet.row_of("G2.missbruk").unwrap(), sheet.column("Lydelse"));
        sheet.merged.push((row, column, row + 1, column));
    });
    assert_still_read("notes of one's own", |copy| {
        let mut notes = Sheet { name: "Att fråga om".to_owned(), ..Sheet::default() };
        notes.cells.insert((0, 0), text("G2.missbruk: fråga Karin"));
        notes.cells.insert((1, 0), text("G1"));
        copy.sheets.push(notes);
        let sheet = copy.sheet("Del G");
        let at = (sheet.row_of("G1").unwrap(), sheet.column("Nyckel") + 2);
        sheet.cells.insert(at, text("klart enligt mejl"));
    });
}

#[test]
fn what_is_removed_is_not_answered() {
    let (mut copy, mut answers) = filled();
    let edition = bundled(2018);
    let unit = place(edition, "0643");
    let sheet = copy.sheet("Del G");
    let row = sheet.row_of("G21").unwrap();
    sheet.cells.retain(|(r, _), _| *r != row);
    let sheet = copy.sheet("Del E");
    let (header, key) = (sheet.header().unwrap(), sheet.column("Nyckel"));
    sheet.cells.retain(|(r, column), _| *r <= header || *column == key);
    for (col, name, _) in cells(edition) {
        if name == "G21" || name.starts_with('E') {
            forget(&mut answers, unit, col);
        }
    }
    assert_same(
        edition,
        unit,
        &good(edition, &copy.bytes()),
        &answers,
        "a row removed and the rows of a sheet emptied",
    );
}

/// Whether a part was left out or lost cannot be told from a workbook without its sheet.
#[test]
fn a_missing_sheet_is_told_and_not_taken_for_unanswered() {
    let (mut copy, _) = filled();
    copy.sheets.retain(|sheet| sheet.name != "Del E");
    let problems = read(bundled(2018), &copy.bytes()).unwrap_err().to_string();
    assert_eq!(problems.lines().filter(|line| line.contains("ANS-47")).count(), 1, "{problems}");
    assert!(problems.contains("bladet Del E (Ekonomiskt bistånd) saknas"), "{problems}");
}

#[test]
fn answers_are_taken_in_every_form_that_can_be_understood() {
    let edition = bundled(2018);
    let unit = place(edition, "0643");
    let mut copy = Copy::of(&written(edition, "0643", None));
    for (key, value) in [
        ("G1", text("nej")),
        ("G1a", text(" JA ")),
        ("G1b", Value::Number(24.5)),
        ("G1c#socialchef", text("x")),
        ("G1c#annan", text("Annan, om annan, ange vem/vilka")),
        ("G2.missbruk", text("behovs_inte")),
        ("G2.lss", text("Ej  aktuellt, området/ena finns\u{a0}inte i vår socialtjänst/kommun")),
        ("E5", text("12,75")),
        ("E6", Value::Formula("=IF(TRUE,\"Nej\",\"\")", "Nej")),
    ] {
        copy.answer(key, value);
    }
    copy.put("E5", "Kommentar", Value::Number(2018.0));
    let answers = good(edition, &copy.bytes());
    for (name, expected) in [
        ("G1", "nej"),
        ("G1a", "ja"),
        ("G1b", "24.5"),
        ("G1c", "socialchef, annan"),
        ("G2.missbruk", "behovs_inte"),
        ("G2.lss", "finns_inte"),
        ("E5", "12.75"),
        ("E6", "nej"),
    ] {
        assert_eq!(answers.cell_text(unit, cell(name)).as_deref(), Some(expected), "{name}");
    }
    assert_eq!(answers.comments[&(unit, cell("E5"))], "2018");
    copy.answer("E5", Value::Formula("=10+0.75", "10.75"));
    assert_eq!(
        good(edition, &copy.bytes()).cell_text(unit, cell("E5")).as_deref(),
        Some("10.75"),
        "calculated"
    );
}
