//! The workbook as text that a reviewer can read: each sheet's first rows, with what their cells let through.

use std::io::Cursor;

use calamine::{Reader, Xlsx};

use crate::{bundled, written};

/// Rows of each sheet that are shown.
const ROWS: usize = 15;

fn as_text(bytes: &[u8]) -> String {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    for (i, name) in workbook.sheet_names().into_iter().enumerate() {
        text.push_str(&format!("sheet {name}\n"));
        let range = workbook.worksheet_range(&name).unwrap();
        let formulas = workbook.worksheet_formula(&name).unwrap();
        let formula = |row: usize, column: usize| {
            let at = (u32::try_from(row).unwrap(), u32::try_from(column).unwrap());
            formulas.get_value(at).filter(|formula| !formula.is_empty()).cloned()
        };
        let top = range.start().map_or(0, |(row, _)| row as usize);
        let left = range.start().map_or(0, |(_, column)| column as usize);
        for (row, cells) in range.rows().enumerate().take(ROWS) {
            let shown: Vec<String> = cells
                .iter()
                .enumerate()
                .filter(|(_, cell)| !cell.to_string().is_empty())
                .map(|(column, cell)| {
                    let letter = char::from(b'A' + u8::try_from(left + column).unwrap());
                    let value = cell.to_string().replace('\n', " / ");
                    match formula(top + row, left + column) {
                        Some(formula) => format!("{letter}: {value}\n        = {formula}"),
                        None => format!("{letter}: {value}"),
                    }
                })
                .collect();
            if !shown.is_empty() {
                text.push_str(&format!("  {}\n      {}\n", top + row + 1, shown.join("\n      ")));
            }
        }
        for validation in validations(bytes, i + 1).into_iter().take(ROWS) {
            text.push_str(&format!("  allows {validation}\n"));
        }
        text.push('\n');
    }
    text
}

/// A part of the package.
pub(crate) fn part(bytes: &[u8], name: &str) -> String {
    use std::io::Read;
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut xml = String::new();
    package.by_name(name).unwrap().read_to_string(&mut xml).unwrap();
    xml
}

/// What the cells of a sheet let through, as `C5 list =Lista_ja_nej`.
fn validations(bytes: &[u8], sheet: usize) -> Vec<String> {
    let xml = part(bytes, &format!("xl/worksheets/sheet{sheet}.xml"));
    let between = |text: &str, from: &str, to: &str| {
        text.split_once(from)
            .and_then(|(_, rest)| rest.split_once(to))
            .map_or(String::new(), |(found, _)| found.to_owned())
    };
    let all = xml.split("<dataValidation ").skip(1).map(|one| {
        let cells = between(one, "sqref=\"", "\"");
        let rule = between(one, "<formula1>", "</formula1>").replace("&gt;", ">").replace("&lt;", "<");
        format!("{cells} {} {rule} – {}", between(one, "type=\"", "\""), between(one, " error=\"", "\""))
    });
    all.collect()
}

#[test]
fn the_workbook_reads_as_people_meet_it() {
    let edition = bundled(2018);
    let answers = results::simulate::simulate(edition, 7);
    insta::assert_snapshot!("fill_in_2018", as_text(&written(edition, "0643", Some(&answers))));
    insta::assert_snapshot!("fill_in_2015", as_text(&written(bundled(2015), "0604", None)));
}
