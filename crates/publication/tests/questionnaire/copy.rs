//! A workbook copied cell by cell, so that it can be changed as people change theirs.
//!
//! Values are copied, formulas become what they show, and looks, lists and names get lost: as in a program that
//! knows less than Excel.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Text(String),
    Number(f64),
    Date(u16, u8, u8),
    Truth(bool),
    /// A formula and what it shows.
    Formula(&'static str, &'static str),
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Sheet {
    pub(crate) name: String,
    pub(crate) cells: BTreeMap<(u32, u16), Value>,
    pub(crate) merged: Vec<(u32, u16, u32, u16)>,
    pub(crate) hidden: Vec<u32>,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Copy {
    pub(crate) sheets: Vec<Sheet>,
}

impl Copy {
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
        let mut sheets = Vec::new();
        for name in workbook.sheet_names() {
            let range = workbook.worksheet_range(&name).unwrap();
            let (top, left) = range.start().unwrap_or_default();
            let mut sheet = Sheet { name, ..Sheet::default() };
            for (row, column, value) in range.used_cells() {
                let at = (
                    top + u32::try_from(row).unwrap(),
                    u16::try_from(left).unwrap() + u16::try_from(column).unwrap(),
                );
                let value = match value {
                    Data::String(text) if text.is_empty() => continue,
                    Data::String(text) => Value::Text(text.clone()),
                    Data::Float(number) => Value::Number(*number),
                    Data::Int(number) => Value::Number(f64::from(i32::try_from(*number).unwrap())),
                    Data::Bool(truth) => Value::Truth(*truth),
                    Data::DateTime(date) => {
                        let (year, month, day, ..) = date.to_ymd_hms_milli();
                        Value::Date(year, month, day)
                    }
                    other => panic!("{other:?} in {}", sheet.name),
                };
                sheet.cells.insert(at, value);
            }
            sheets.push(sheet);
        }
        Self { sheets }
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut workbook = Workbook::new();
        let date = Format::new().set_num_format("yyyy-mm-dd");
        for sheet in &self.sheets {
            let to = workbook.add_worksheet();
            to.set_name(&sheet.name).unwrap();
            for (first_row, first_column, last_row, last_column) in &sheet.merged {
                to.merge_range(*first_row, *first_column, *last_row, *last_column, "", &Format::new())
                    .unwrap();
            }
            for row in &sheet.hidden {
                to.set_row_hidden(*row).unwrap();
            }
            for (&(row, column), value) in &sheet.cells {
                let is_covered =
                    sheet.merged.iter().any(|&(first_row, first_column, last_row, last_column)| {
                        (first_row..=last_row).contains(&row)
                            && (first_column..=last_column).contains(&column)
                            && (row, column) != (first_row, first_column)
                    });
                if is_covered {
                    continue;
                }
                match value {
                    Value::Text(text) => to.write_string(row, column, text),
                    Value::Number(number) => to.write_number(row, column, *number),
                    Value::Truth(truth) => to.write_boolean(row, column, *truth),
                    Value::Formula(formula, shown) => {
                        to.write_formula(row, column, Formula::new(*formula).set_result(*shown))
                    }
                    Value::Date(year, month, day) => to.write_with_format(
                        row,
                        column,
                        ExcelDateTime::from_ymd(*year, *month, *day).unwrap(),
                        &date,
                    ),
                }
                .unwrap();
            }
        }
        workbook.save_to_buffer().unwrap()
    }

    pub(crate) fn sheet(&mut self, name: &str) -> &mut Sheet {
        self.sheets.iter_mut().find(|sheet| sheet.name == name).unwrap_or_else(|| panic!("no sheet {name}"))
    }

    /// Writes an answer in the row of a key, on whichever sheet it stands.
    pub(crate) fn answer(&mut self, key: &str, value: Value) -> &mut Self {
        self.put(key, "Svar", value)
    }

    /// Writes in a column of the row of a key.
    pub(crate) fn put(&mut self, key: &str, column: &str, value: Value) -> &mut Self {
        for sheet in &mut self.sheets {
            if let Some(row) = sheet.row_of(key) {
                let column = sheet.column(column);
                sheet.cells.insert((row, column), value);
                return self;
            }
        }
        panic!("no row {key}");
    }

    /// Writes to the right of a label.
    pub(crate) fn beside(&mut self, label: &str, value: Value) -> &mut Self {
        for sheet in &mut self.sheets {
            let at = sheet
                .cells
                .iter()
                .find(|(_, held)| **held == Value::Text(label.to_owned()))
                .map(|(at, _)| *at);
            if let Some((row, column)) = at {
                sheet.cells.insert((row, column + 1), value);
                return self;
            }
        }
        panic!("no label {label}");
    }
}

impl Sheet {
    /// The row of the header.
    pub(crate) fn header(&self) -> Option<u32> {
        let is =
            |name: &str, row: u32| self.cells.iter().any(|((r, _), held)| *r == row && *held == text(name));
        (0..50).find(|row| is("Nyckel", *row) && is("Svar", *row))
    }

    pub(crate) fn column(&self, name: &str) -> u16 {
        let header = self.header().unwrap_or_else(|| panic!("no header on {}", self.name));
        let found = self.cells.iter().find(|((row, _), held)| *row == header && **held == text(name));
        found.unwrap_or_else(|| panic!("no column {name}")).0.1
    }

    pub(crate) fn row_of(&self, key: &str) -> Option<u32> {
        self.header()?;
        let column = self.column("Nyckel");
        self.cells.iter().find(|((_, c), held)| *c == column && **held == text(key)).map(|((row, _), _)| *row)
    }

    /// Two rows change places.
    pub(crate) fn swap_rows(&mut self, a: u32, b: u32) {
        self.renumber(|(row, column)| {
            (
                if row == a {
                    b
                } else if row == b {
                    a
                } else {
                    row
                },
                column,
            )
        });
    }

    /// Two columns change places.
    pub(crate) fn swap_columns(&mut self, a: u16, b: u16) {
        self.renumber(|(row, column)| {
            (
                row,
                if column == a {
                    b
                } else if column == b {
                    a
                } else {
                    column
                },
            )
        });
    }

    pub(crate) fn renumber(&mut self, to: impl Fn((u32, u16)) -> (u32, u16)) {
        self.cells = std::mem::take(&mut self.cells).into_iter().map(|(at, value)| (to(at), value)).collect();
    }
}

pub(crate) fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}
