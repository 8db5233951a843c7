//! The sheets of a workbook as cells with values and formulas.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{CellErrorType, DataRef, Dimensions, Reader, SheetType, Xlsx, XlsxError, XlsxFormulaMetadata};

use super::super::file::MAX_CSV_BYTES;
use super::super::xlsx;

/// Most cells of a workbook that are kept; a questionnaire with a thousand rows has ten thousand.
const MAX_CELLS: usize = 500_000;

/// How far down and to the right a workbook is looked at to see what it is.
const LOOK_ROWS: u32 = 60;
const LOOK_COLUMNS: u32 = 32;

/// What a cell shows.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Shown {
    /// A text, never empty.
    Text(String),
    /// A number, with the fifteen digits a spreadsheet keeps.
    Number(String),
    /// A date, with a time of day if it has one.
    Date(String),
    /// *SANT* or *FALSKT*.
    Truth(bool),
    /// An error such as `#DIV/0!`.
    Error(CellErrorType),
    /// Nothing, as nobody has calculated its formula.
    Uncalculated,
}

/// A cell that holds anything.
#[derive(Clone, Debug)]
pub(super) struct Held {
    /// What it shows.
    pub(super) shown: Shown,
    /// Its formula; empty if it has one that is told elsewhere.
    pub(super) formula: Option<String>,
}

impl Held {
    /// The text that people see.
    pub(super) fn text(&self) -> String {
        match &self.shown {
            Shown::Text(text) | Shown::Number(text) | Shown::Date(text) => text.clone(),
            Shown::Truth(true) => "SANT".to_owned(),
            Shown::Truth(false) => "FALSKT".to_owned(),
            Shown::Error(error) => error.to_string(),
            Shown::Uncalculated => String::new(),
        }
    }
}

/// A sheet: its cells by row and column, both from 0.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// Its name.
    pub(super) name: String,
    /// The cells that hold anything.
    pub(super) cells: BTreeMap<(u32, u32), Held>,
    /// Merged cells.
    pub(super) merged: Vec<Dimensions>,
}

impl Sheet {
    /// A cell, if it holds anything.
    pub(super) fn cell(&self, row: u32, column: u32) -> Option<&Held> {
        self.cells.get(&(row, column))
    }

    /// What a cell shows, without blanks around it.
    pub(super) fn text(&self, row: u32, column: u32) -> String {
        self.cell(row, column).map(|held| held.text().trim().to_owned()).unwrap_or_default()
    }

    /// What stands to the right of a label, with its place; every time the label is there.
    pub(super) fn beside(&self, label: &str) -> Vec<((u32, u32), Option<&Held>)> {
        let labels = self.cells.iter().filter(|(_, held)| held.text().trim() == label);
        let beside = labels.map(|(&(row, column), _)| {
            let first = self.cells.range((row, column + 1)..(row, column.saturating_add(5))).next();
            first.map_or(((row, column + 1), None), |(&place, held)| (place, Some(held)))
        });
        beside.collect()
    }
}

/// A workbook that is more than a questionnaire could be.
pub(super) struct TooLarge;

type Workbook<'b> = Xlsx<Cursor<&'b [u8]>>;

/// The worksheets of a workbook, in order.
fn names(workbook: &Workbook<'_>) -> Vec<String> {
    let sheets = workbook.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    sheets.map(|sheet| sheet.name.clone()).collect()
}

/// Whether some sheet's first rows say that this is a fill-in workbook.
pub(super) fn any_sheet_says(bytes: &[u8], says: impl Fn(&Sheet) -> bool) -> Result<bool, XlsxError> {
    let mut workbook: Workbook<'_> = Xlsx::new(Cursor::new(bytes))?;
    for name in names(&workbook) {
        let mut sheet = Sheet::default();
        let mut cells = workbook.worksheet_cells_reader(&name)?;
        while let Some(cell) = cells.next_cell()? {
            let (row, column) = cell.get_position();
            if row >= LOOK_ROWS {
                break;
            }
            if column < LOOK_COLUMNS
                && let Some(shown) = shown(cell.get_value())
            {
                sheet.cells.insert((row, column), Held { shown, formula: None });
            }
        }
        if says(&sheet) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// All sheets with all that they hold.
pub(super) fn read(bytes: &[u8]) -> Result<Result<Vec<Sheet>, TooLarge>, XlsxError> {
    let mut workbook: Workbook<'_> = Xlsx::new(Cursor::new(bytes))?;
    let (mut sheets, mut number, mut size) = (Vec::new(), 0, 0_u64);
    for name in names(&workbook) {
        let mut sheet = Sheet { name: name.clone(), ..Sheet::default() };
        let mut cells = workbook.worksheet_cells_reader(&name)?;
        while let Some(cell) = cells.next_cell_with_formula_metadata()? {
            let formula = cell.formula.map(|formula| match formula {
                XlsxFormulaMetadata::Normal { formula } | XlsxFormulaMetadata::Shared { formula, .. } => {
                    formula
                }
                // One that repeats another's.
                _ => String::new(),
            });
            let shown = match (shown(&cell.value), &formula) {
                (Some(shown), _) => shown,
                // A formula that came to an empty text holds nothing; one without any value was never calculated.
                (None, Some(_)) if matches!(cell.value, DataRef::Empty) => Shown::Uncalculated,
                (None, _) => continue,
            };
            let held = Held { shown, formula };
            number += 1;
            size +=
                held.text().len() as u64 + held.formula.as_ref().map_or(0, |formula| formula.len() as u64);
            if number > MAX_CELLS || size > MAX_CSV_BYTES {
                return Ok(Err(TooLarge));
            }
            sheet.cells.insert(cell.pos, held);
        }
        drop(cells);
        sheet.merged = workbook.merge_cells_by_sheet_name(&name)?;
        sheets.push(sheet);
    }
    Ok(Ok(sheets))
}

/// What a cell shows; none if it is empty.
fn shown(value: &DataRef<'_>) -> Option<Shown> {
    let text = |text: &str| (!text.is_empty()).then(|| Shown::Text(xlsx::shortened(text)));
    match value {
        DataRef::Empty => None,
        DataRef::String(held) => text(held),
        DataRef::SharedString(held) => text(held),
        DataRef::Int(number) => Some(Shown::Number(number.to_string())),
        DataRef::Float(number) => Some(Shown::Number(xlsx::decimal(*number))),
        DataRef::Bool(truth) => Some(Shown::Truth(*truth)),
        DataRef::DateTime(date) => Some(Shown::Date(xlsx::date_text(date))),
        DataRef::DateTimeIso(held) | DataRef::DurationIso(held) => Some(Shown::Date(xlsx::shortened(held))),
        DataRef::Error(error) => Some(Shown::Error(error.clone())),
    }
}
