//! Workbooks: the first sheet, with the same columns as the text file.
//!
//! Its first line that holds anything is the header. A cell with a formula counts as the value that was last
//! calculated. A number is read with the fifteen digits that a spreadsheet shows, a date as `2018-02-01`.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{CellErrorType, DataRef, ExcelDateTime, Reader, SheetType, Xlsx, XlsxError};
use csv::StringRecord;

use super::columns::{Columns, beside_the_table};
use super::csv::{FILE_IS_EMPTY, too_many_lines};
use super::file::{MAX_CSV_BYTES, MAX_FIELD, MAX_LINES};
use super::mistakes::{Mistake, Mistakes};
use super::package::{self, SAVE_AGAIN};

/// Most columns; those after the named ones must be empty anyway.
const MAX_COLUMNS: usize = 64;

/// A row with its number, and the mistakes of cells that cannot be read.
type Rows = Vec<(usize, StringRecord)>;
type Found = Vec<(usize, &'static str, Mistake)>;

/// Visits the lines of the first sheet that hold anything, each with its number there.
pub(super) fn each_line(
    bytes: &[u8],
    columns: &Columns,
    mistakes: &mut Mistakes,
    visit: &mut dyn FnMut(usize, &StringRecord, &mut Mistakes) -> bool,
) {
    if bytes.is_empty() {
        return mistakes.add(0, "ANS-04", || Mistake::new(FILE_IS_EMPTY, SAVE_AGAIN));
    }
    if let Err((code, mistake)) = package::check(bytes) {
        return mistakes.add(0, code, || mistake);
    }
    // Damaged cell references make the library's own arithmetic panic where overflow is checked.
    let read = catch_unwind(AssertUnwindSafe(|| rows(bytes)));
    let (rows, found) = match read {
        Ok(Ok(read)) => read,
        Ok(Err(error)) => return mistakes.add(0, "ANS-08", || unreadable(&error)),
        Err(_) => {
            return mistakes.add(0, "ANS-08", || {
                let message = ("arbetsboken är skadad", "the workbook is damaged");
                Mistake::new(message, SAVE_AGAIN)
            });
        }
    };
    if rows.is_empty() && found.is_empty() {
        return mistakes.add(0, "ANS-04", || {
            let names = columns.required.join(", ");
            Mistake::new(
                ("första bladet är tomt", "the first sheet is empty"),
                (
                    format!("första raden anger kolumnerna: {names}"),
                    format!("its first line names the columns: {names}"),
                ),
            )
        });
    }
    for (line, code, mistake) in found {
        mistakes.add(line, code, || mistake);
    }
    for (number, record) in rows {
        if !visit(number, &record, mistakes) {
            return;
        }
    }
}

pub(super) fn unreadable(error: &XlsxError) -> Mistake {
    match error {
        XlsxError::Password => Mistake::new(
            ("arbetsboken har lösenord", "the workbook has a password"),
            ("spara den utan", "save it without one"),
        ),
        XlsxError::WorksheetNotFound(_) | XlsxError::NotAWorksheet(_) => Mistake::new(
            ("arbetsboken har inget blad med celler", "the workbook has no sheet with cells"),
            ("lägg svaren i första bladet", "put the answers in its first sheet"),
        ),
        _ => Mistake::new(
            (
                "arbetsboken är skadad: en del av den saknas eller kan inte läsas",
                "the workbook is damaged: a part of it is missing or cannot be read",
            ),
            SAVE_AGAIN,
        ),
    }
}

fn rows(bytes: &[u8]) -> Result<(Rows, Found), XlsxError> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes))?;
    let sheet = workbook.sheets_metadata().iter().find(|sheet| sheet.typ == SheetType::WorkSheet);
    let name = sheet.map(|sheet| sheet.name.clone()).ok_or(XlsxError::WorksheetNotFound(String::new()))?;
    let mut cells = workbook.worksheet_cells_reader(&name)?;
    let mut sheet = Sheet::default();
    let mut valued = std::collections::HashSet::new();
    while let Some(cell) = cells.next_cell()? {
        let (row, column) = cell.get_position();
        let (row, column) = (row as usize + 1, column as usize);
        match field(cell.get_value()) {
            Ok(text) if text.is_empty() => {}
            Ok(text) => {
                valued.insert(cell.get_position());
                if !sheet.put(row, column, text) {
                    break;
                }
            }
            Err(error) => {
                valued.insert(cell.get_position());
                sheet.found.push((row, "ANS-09", cell_error(&error, column)));
            }
        }
        if sheet.found.len() > super::MAX_LISTED {
            break;
        }
    }
    sheet.end_row();
    drop(cells);
    uncalculated(&mut workbook, &name, &valued, &mut sheet.found)?;
    Ok((sheet.rows, sheet.found))
}

/// Formulas without a calculated value: a program wrote them and nobody has opened the workbook since.
fn uncalculated(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    sheet: &str,
    valued: &std::collections::HashSet<(u32, u32)>,
    found: &mut Found,
) -> Result<(), XlsxError> {
    let formulas = workbook.worksheet_formula(sheet)?;
    let (top, left) = formulas.start().unwrap_or_default();
    for (row, column, formula) in formulas.used_cells() {
        let (row, column) = (top + row as u32, left + column as u32);
        if formula.is_empty() || valued.contains(&(row, column)) || found.len() > super::MAX_LISTED {
            continue;
        }
        let mistake = Mistake::new(
            (
                format!("kolumn {} har en formel utan beräknat värde", column + 1),
                format!("column {} has a formula without a calculated value", column + 1),
            ),
            (
                "öppna arbetsboken i ett kalkylprogram, spara den och försök igen – eller skriv värdet",
                "open the workbook in a spreadsheet program, save it and try again – or write the value",
            ),
        );
        found.push((row as usize + 1, "ANS-09", mistake));
    }
    Ok(())
}

/// The rows read so far.
#[derive(Default)]
struct Sheet {
    rows: Rows,
    found: Found,
    row: usize,
    fields: Vec<String>,
    width: usize,
    bytes: u64,
}

impl Sheet {
    /// Takes up a cell; false if no more are to be read.
    fn put(&mut self, row: usize, column: usize, text: String) -> bool {
        if row != self.row {
            self.end_row();
            if row < self.row {
                self.found.push((
                    row,
                    "ANS-08",
                    Mistake::new(
                        ("bladets rader står inte i ordning", "the sheet's rows are not in order"),
                        SAVE_AGAIN,
                    ),
                ));
                return false;
            }
            self.row = row;
        }
        self.bytes += text.len() as u64;
        // One text may be used by many cells, so the sheet can be larger than its package.
        if self.bytes > MAX_CSV_BYTES {
            let message = (
                "bladets texter är mer än 64 MiB tillsammans",
                "the sheet's texts are more than 64 MiB together",
            );
            let help = (
                "dela upp det, eller kontrollera att det är rätt fil",
                "divide it, or check that it is the right one",
            );
            self.found.push((row, "ANS-03", Mistake::new(message, help)));
            return false;
        }
        if self.rows.len() > MAX_LINES {
            self.found.push((row, "ANS-03", too_many_lines()));
            return false;
        }
        if column >= MAX_COLUMNS {
            self.found.push((row, "ANS-09", beside_the_table(column)));
            return true;
        }
        if self.fields.len() <= column {
            self.fields.resize(column + 1, String::new());
        }
        self.fields[column] = text;
        true
    }

    fn end_row(&mut self) {
        if self.fields.is_empty() {
            return;
        }
        if self.rows.is_empty() {
            self.width = self.fields.len();
        }
        // Empty cells at the end of a row are not written in the file.
        self.fields.resize(self.fields.len().max(self.width), String::new());
        self.rows.push((self.row, StringRecord::from(std::mem::take(&mut self.fields))));
    }
}

fn cell_error(error: &CellErrorType, column: usize) -> Mistake {
    let column = column + 1;
    Mistake::new(
        (
            format!("cellen i kolumn {column} visar felet {error}"),
            format!("the cell in column {column} shows the error {error}"),
        ),
        ("rätta formeln eller skriv värdet", "mend its formula or write the value"),
    )
}

/// What a cell holds, as text.
fn field(value: &DataRef<'_>) -> Result<String, CellErrorType> {
    Ok(match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) => shortened(text),
        DataRef::SharedString(text) => shortened(text),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => decimal(*number),
        DataRef::Bool(true) => "TRUE".to_owned(),
        DataRef::Bool(false) => "FALSE".to_owned(),
        DataRef::DateTime(date) => date_text(date),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => shortened(text),
        DataRef::Error(error) => return Err(error.clone()),
    })
}

/// A text that is too long is refused later; it need not be kept for that.
pub(super) fn shortened(text: &str) -> String {
    if text.len() <= MAX_FIELD { text.to_owned() } else { text.chars().take(MAX_FIELD + 1).collect() }
}

/// A number with fifteen significant digits, as a spreadsheet shows it: `0.3` for 0.1 + 0.2.
pub(super) fn decimal(number: f64) -> String {
    // Rust's shortest form of the rounded number has no exponent and no needless digits.
    let rounded = format!("{number:.14e}").parse::<f64>().unwrap_or(number);
    if rounded == 0.0 { "0".to_owned() } else { rounded.to_string() }
}

/// A date; with a time of day if it has one, which no question asks for.
pub(super) fn date_text(date: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    let day = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) == (0, 0, 0) { day } else { format!("{day} {hour:02}:{minute:02}:{second:02}") }
}
