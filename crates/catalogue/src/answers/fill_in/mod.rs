//! The fill-in workbook (*enkäten att fylla i utan nät*): recognised, and read to the same answers with the same errors.
//!
//! One unit answers in it. Sheets are known by what they hold, not by their names; columns by their headers; rows by
//! the key that each carries. So renamed sheets, moved columns and sorted, hidden or filtered rows change nothing:
//! what stands in a hidden row counts. Rows that were removed are not answered; a part without any row is a mistake. Wordings are written as the
//! lists offer them, or as ids; a formula counts as the value that was last calculated. Besides the mistakes of every
//! file there are:
//!
//! | code | mistake |
//! |---|---|
//! | `ANS-40` | another edition, or another version of the questionnaire |
//! | `ANS-41` | a sheet that is there twice; no sheet of questions |
//! | `ANS-42` | a key that is missing, unknown or there twice |
//! | `ANS-43` | merged cells |
//! | `ANS-44` | two units |
//! | `ANS-47` | a part whose sheet is missing |

mod cell;
mod form;
mod front;
mod rows;
mod sheets;
mod table;
mod told;

use std::panic::{AssertUnwindSafe, catch_unwind};

pub use form::{
    ACCEPTED, ANSWER, ASKED, AnswerRow, CHOSEN, COLUMNS, COMMENT, EDITION_LABEL, HELP, KEY, NOT_ACCEPTED,
    ORIGIN_LABEL, OTHER_SHEETS, QUESTION, REVIEW, STATUS, UNIT_LABEL, UNIT_ON_SHEET, VERSION_LABEL, WORDING,
    answer_rows, labels, origin_words, part_sheet, plain, version,
};

use super::both::Both;
use super::mistakes::{Mistake, Mistakes};
use super::{Answers, asked, blank, package, xlsx};
use crate::Problems;
use crate::model::Edition;
use rules::schema::Col;
use sheets::Sheet;
use table::{Kind, cell_name};

/// Where a mistake stands: a sheet by its place, a cell from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct At {
    sheet: usize,
    row: u32,
    column: u32,
}

/// The mistakes of a workbook, told sheet by sheet from top to bottom.
struct Log<'s> {
    sheets: &'s [Sheet],
    found: Vec<(At, &'static str, Mistake)>,
}

impl Log<'_> {
    /// Adds a mistake at a cell; `what` it answers, empty if that is not known.
    fn add(&mut self, at: At, code: &'static str, what: &str, tell: impl FnOnce() -> Mistake) {
        self.add_range(at, at, code, what, tell);
    }

    /// Adds a mistake at several cells.
    fn add_range(
        &mut self,
        from: At,
        to: At,
        code: &'static str,
        what: &str,
        tell: impl FnOnce() -> Mistake,
    ) {
        let mut cells = cell_name(from.row, from.column);
        if from != to {
            cells = format!("{cells}:{}", cell_name(to.row, to.column));
        }
        let name = self.sheets.get(from.sheet).map_or("", |sheet| sheet.name.as_str());
        let what = if what.is_empty() { String::new() } else { format!(", {what}") };
        let entry = (format!("blad {name}, cell {cells}{what}"), format!("sheet {name}, cell {cells}{what}"));
        self.found.push((from, code, tell().standing_at(entry)));
    }

    /// Adds a mistake of the file as a whole.
    fn add_of_file(&mut self, code: &'static str, mistake: Mistake) {
        self.found.push((At::default(), code, mistake));
    }

    fn found(&self) -> usize {
        self.found.len()
    }
}

/// Whether the bytes of an `.xlsx` file are a fill-in workbook; what cannot be read is none.
pub(super) fn is_one(bytes: &[u8]) -> bool {
    // What is wrong with a package is told by the reader of workbooks.
    if bytes.is_empty() || package::check(bytes).is_err() {
        return false;
    }
    // Damaged cell references make the library's own arithmetic panic where overflow is checked.
    let look = catch_unwind(AssertUnwindSafe(|| sheets::any_sheet_says(bytes, front::says)));
    matches!(look, Ok(Ok(true)))
}

/// A fill-in workbook as far as it can be read.
#[derive(Clone, Debug)]
pub struct Opened {
    /// Who answers in it: a place in the frame; none if it does not say, or if it is not of this edition.
    pub unit: Option<usize>,
    /// The answers that can be read; none that was not asked.
    pub answers: Answers,
    /// Every mistake.
    pub problems: Problems,
    /// What is no mistake, but to be known of its sheets: renamed, not read. Swedish, then English.
    pub notes: Vec<(String, String)>,
}

/// Opens a fill-in workbook for people who mend it: what is good in it, and everything that is not.
///
/// # Errors
/// It cannot be read at all: damaged, too large, or no workbook.
pub fn open(edition: &Edition, name: &str, bytes: &[u8]) -> Result<Opened, Problems> {
    super::check_workbook(name, bytes)?;
    let mut mistakes = Mistakes::of(name);
    let sheets = match all_sheets(bytes) {
        Ok(sheets) => sheets,
        Err((code, mistake)) => {
            mistakes.add(0, code, || mistake);
            mistakes.or(())?;
            return Ok(Opened {
                unit: None,
                answers: blank(edition),
                problems: Problems::default(),
                notes: Vec::new(),
            });
        }
    };
    let mut log = Log { sheets: &sheets, found: Vec::new() };
    let Read { unit, mut answers, not_asked, notes } = read_sheets(edition, &sheets, &mut log);
    for (unit, col) in not_asked {
        *answers.table.cell_mut(unit, col) = rules::table::Raw::default();
    }
    let problems = told(log, mistakes).or_in_order(()).err().unwrap_or_default();
    let notes = notes.into_iter().map(|note| (note.sv.into(), note.en.into())).collect();
    Ok(Opened { unit, answers, problems, notes })
}

/// Reads the answers of one unit from a fill-in workbook.
pub(super) fn read(edition: &Edition, name: &str, bytes: &[u8]) -> Result<Answers, Problems> {
    let mut mistakes = Mistakes::of(name);
    let sheets = match all_sheets(bytes) {
        Ok(sheets) => sheets,
        Err((code, mistake)) => {
            mistakes.add(0, code, || mistake);
            return mistakes.or(blank(edition));
        }
    };
    let mut log = Log { sheets: &sheets, found: Vec::new() };
    let read = read_sheets(edition, &sheets, &mut log);
    told(log, mistakes).or_in_order(read.answers)
}

fn all_sheets(bytes: &[u8]) -> Result<Vec<Sheet>, (&'static str, Mistake)> {
    let damaged = |mistake: Mistake| ("ANS-08", mistake);
    match catch_unwind(AssertUnwindSafe(|| sheets::read(bytes))) {
        Ok(Ok(Ok(sheets))) => Ok(sheets),
        Ok(Ok(Err(sheets::TooLarge))) => Err(("ANS-03", too_large())),
        Ok(Err(error)) => Err(damaged(xlsx::unreadable(&error))),
        Err(_) => Err(damaged(Mistake::new(
            ("arbetsboken är skadad", "the workbook is damaged"),
            package::SAVE_AGAIN,
        ))),
    }
}

fn told(log: Log<'_>, mut mistakes: Mistakes) -> Mistakes {
    let mut found = log.found;
    found.sort_by_key(|(at, code, _)| (*at, *code));
    for (_, code, mistake) in found {
        mistakes.add(0, code, || mistake);
    }
    mistakes
}

/// What the sheets hold.
struct Read {
    unit: Option<usize>,
    answers: Answers,
    /// Answers to questions that were not asked: a mistake each.
    not_asked: Vec<(usize, Col)>,
    /// What is no mistake, but to be known.
    notes: Vec<Both>,
}

fn read_sheets(edition: &Edition, sheets: &[Sheet], log: &mut Log<'_>) -> Read {
    let mut reader = rows::RowReader::new(edition);
    if !front::is_of(sheets, edition.year, &version(edition), log) {
        return Read { unit: None, answers: reader.answers, not_asked: Vec::new(), notes: Vec::new() };
    }
    let kinds: Vec<Kind> =
        sheets.iter().map(|sheet| table::kind(sheet, |text| reader.is_key(text))).collect();
    let tables: Vec<usize> = (0..sheets.len()).filter(|i| matches!(kinds[*i], Kind::Questions(_))).collect();
    let unit = front::unit(sheets, &tables, &edition.frame, log);
    let (origin, round) = front::origin(sheets, log);
    (reader.answers.origin, reader.answers.round) = (origin, round);
    reader.answer_for(unit);
    for (i, (sheet, kind)) in sheets.iter().zip(&kinds).enumerate() {
        match kind {
            Kind::Questions(table) => reader.sheet(i, sheet, table, log),
            Kind::Headless(row, missing, twice) => {
                let at = At { sheet: i, row: *row, column: 0 };
                log.add(at, "ANS-07", "", || told::wrong_header(missing, twice));
            }
            Kind::NoHeader((row, column)) => {
                let at = At { sheet: i, row: *row, column: *column };
                log.add(at, "ANS-07", "", told::no_header);
            }
            Kind::Other => {}
        }
    }
    reader.tell_sheets_twice(log);
    // Of what cannot be read it is not known which part it is.
    let is_read = |kind: &Kind| matches!(kind, Kind::Questions(_) | Kind::Other);
    let has_questions = !tables.is_empty();
    if has_questions && kinds.iter().all(is_read) {
        reader.tell_sheets_missing(log);
    }
    let notes = reader.notes(sheets, &kinds);
    if kinds.iter().all(|kind| *kind == Kind::Other) {
        log.add(At::default(), "ANS-41", "", || front::no_questions(sheets));
    }
    let reader = reader;
    let mut not_asked = Vec::new();
    asked::each_not_asked(edition, &reader.answers, |unit, col, cells| {
        not_asked.push((unit, col));
        let at = reader.place_of(col);
        let name = &edition.questionnaire.schema.column(col).name;
        let empty = ("töm cellen", "empty the cell");
        log.add(at, "ANS-24", name, || asked::not_asked(edition, &reader.answers, cells, unit, col, empty));
    });
    Read { unit, answers: reader.answers, not_asked, notes }
}

fn too_large() -> Mistake {
    Mistake::new(
        ("arbetsboken har fler celler än någon enkät", "the workbook has more cells than any questionnaire"),
        (
            "ta bort blad som inte hör till enkäten, eller hämta en ny och för över svaren",
            "remove sheets that do not belong to the questionnaire, or make a new one and carry the answers over",
        ),
    )
}
