//! Answers and outcomes from files, and values that others published.
//!
//! `answers.csv`, `outcomes.csv` and `published.csv` as `files-and-commands` describes them, or workbooks with the same columns.
//! Whatever cannot be an answer is refused here, all mistakes at once, each told in Swedish and in English:
//!
//! | code | mistake |
//! |---|---|
//! | `ANS-01` | the file cannot be read |
//! | `ANS-02` | another kind of file, or another than its name says |
//! | `ANS-03` | too large: bytes, unpacked bytes, lines |
//! | `ANS-04` | empty |
//! | `ANS-05` | not UTF-8 |
//! | `ANS-06` | another delimiter than `;` |
//! | `ANS-07` | a column that is unknown, missing, or there twice |
//! | `ANS-08` | a damaged workbook |
//! | `ANS-09` | a line or cell that cannot be read |
//! | `ANS-10` | an unknown unit, or a place that is none |
//! | `ANS-11` | an unknown question |
//! | `ANS-12` | an unknown row, a row too many, a row missing |
//! | `ANS-13` | the same thing answered twice |
//! | `ANS-14` | an unknown alternative |
//! | `ANS-15` | two alternatives where one may be chosen |
//! | `ANS-16` | no number |
//! | `ANS-17` | too many decimals |
//! | `ANS-18` | a number outside the question's range |
//! | `ANS-19` | no date |
//! | `ANS-20` | `accepted` |
//! | `ANS-21` | `origin` |
//! | `ANS-22` | a personal identity number in a text |
//! | `ANS-23` | a character that no text may hold |
//! | `ANS-24` | an answer to a question that was not asked |
//! | `ANS-29` | `round` |
//! | `ANS-30` | an unknown indicator |
//! | `ANS-31` | a value that the indicator cannot have |
//! | `ANS-32` | a figure that the indicator cannot have |
//! | `ANS-33` | numerator and denominator that cannot be |
//! | `ANS-34` | a level that there is not |
//! | `ANS-35` | a published value without its source |
//! | `ANS-60` | computed results: a field that is not of its form |
//! | `ANS-61` | computed results: not exactly one of value, figure and empty |
//! | `ANS-62` | computed results: the same line twice |
//! | `ANS-63` | computed results: lines are missing |
//! | `ANS-64` | computed results: lines or files that contradict each other |
//! | `ANS-40`–`ANS-44` | a fill-in workbook: see [`fill_in`] |
//! | `ANS-45` | no answer at all, where something is to be computed |
//! | `ANS-46` | a file of another edition: stands before all others |
//! | `ANS-99` | more mistakes than are listed |

mod accepted;
mod asked;
mod both;
mod columns;
mod computed;
mod csv;
mod elsewhere;
mod file;
pub mod fill_in;
mod merge;
mod mistakes;
mod origin;
mod outcomes;
mod package;
mod place;
mod published;
mod read;
mod round;
mod text;
mod unit;
mod value;
mod write;
mod xlsx;

use std::collections::{BTreeMap, BTreeSet};

use domain::{Date, EditionYear, Number};
use rules::schema::{Col, QuestionKind};
use rules::table::{Raw, Table};

use crate::model::Edition;
pub use computed::{
    COMPUTED_FILES, ComputedFolder, PrintedOutcome, PrintedPlace, read_computed, read_computed_bytes,
};
pub(crate) use elsewhere::others;
pub use file::{
    MAX_CSV_BYTES, MAX_FIELD, MAX_LINES, MAX_XLSX_BYTES, MAX_XLSX_UNPACKED, check_workbook, read_file,
};
pub use merge::{Merged, Replaced, merge_answers, refuse_silent};
pub use mistakes::MAX_LISTED;
pub use origin::Origin;
pub use outcomes::{GivenOutcomes, read_outcomes, read_outcomes_bytes};
pub use published::{PublishedValue, read_published, read_published_bytes};
pub use read::{read_answers, read_answers_bytes};
pub use round::MAX_ROUND;
pub use write::write_answers;

/// The answers of an edition (*svar*), checked: one cell a unit and question row.
///
/// A unit is its place in `edition.frame.units`.
#[derive(Clone, Debug)]
pub struct Answers {
    /// The edition they answer.
    pub edition: EditionYear,
    /// What was given in each cell, and what is known of each unit without asking.
    pub table: Table,
    /// Free texts.
    pub texts: BTreeMap<(usize, Col), String>,
    /// Comments; several lines of a cell have theirs with a line break between.
    pub comments: BTreeMap<(usize, Col), String>,
    /// The lines of table questions: line number and number, by line number.
    pub lines: BTreeMap<(usize, Col), Vec<(u32, Number)>>,
    /// What a reviewer decided; a cell without a decision is not there.
    pub accepted: BTreeMap<(usize, Col), bool>,
    /// Given by somebody, or simulated.
    pub origin: Origin,
    /// Which of several simulated rounds (*simulerad omgång*) they are; none if they are no such round.
    pub round: Option<u8>,
    /// The line of the file where a cell was first given; empty if they came from no file.
    pub at: BTreeMap<(usize, Col), usize>,
    /// Cells that somebody has answered and not submitted (*inte inskickad*): they are empty here.
    pub unsent: BTreeSet<(usize, Col)>,
    kinds: Vec<QuestionKind>,
    /// Whether a cell is asked of people.
    is_asked: Vec<bool>,
}

/// No answers at all; only what is known of the units without asking.
pub fn blank(edition: &Edition) -> Answers {
    let schema = &edition.questionnaire.schema;
    let mut table = Table::new(edition.frame.units.len(), schema);
    for (i, unit) in edition.frame.units.iter().enumerate() {
        for (col, raw) in edition.facts(unit) {
            *table.cell_mut(i, col) = raw;
        }
    }
    Answers {
        edition: edition.year,
        table,
        texts: BTreeMap::new(),
        comments: BTreeMap::new(),
        lines: BTreeMap::new(),
        accepted: BTreeMap::new(),
        origin: Origin::Given,
        round: None,
        at: BTreeMap::new(),
        unsent: BTreeSet::new(),
        kinds: schema.columns().iter().map(|column| column.kind.clone()).collect(),
        is_asked: schema.columns().iter().map(|column| column.question.is_some()).collect(),
    }
}

impl Answers {
    /// What results of these answers carry as their origin: empty, `simulated`, `simulated round 2`.
    pub fn origin_id(&self) -> String {
        match self.round {
            Some(round) => format!("{} round {round}", self.origin.id()),
            None => self.origin.id().to_owned(),
        }
    }

    /// What was given in a cell.
    pub fn raw(&self, unit: usize, col: Col) -> Raw {
        self.table.row(unit)[col.index()]
    }

    /// The ids of the chosen alternatives; one at most unless several may be chosen.
    pub fn chosen(&self, unit: usize, col: Col) -> Vec<&str> {
        let raw = self.raw(unit, col);
        let (set, is_chosen): (_, fn(i64, usize) -> bool) = match &self.kinds[col.index()] {
            QuestionKind::One(set) => (set, |value, place| usize::try_from(value) == Ok(place)),
            QuestionKind::Many(set) => (set, |value, place| place < 64 && value >> place & 1 == 1),
            QuestionKind::Number(_) | QuestionKind::Date | QuestionKind::Text | QuestionKind::Table(_) => {
                return Vec::new();
            }
        };
        if !raw.given {
            return Vec::new();
        }
        let places = set.alternatives.iter().enumerate().filter(|(place, _)| is_chosen(raw.value, *place));
        places.map(|(_, id)| id.as_str()).collect()
    }

    /// What was given in a cell, as files write it; several alternatives or lines with `, ` between.
    ///
    /// `None` if nothing was given.
    pub fn cell_text(&self, unit: usize, col: Col) -> Option<String> {
        let raw = self.raw(unit, col);
        if !raw.given {
            return None;
        }
        match &self.kinds[col.index()] {
            QuestionKind::One(_) | QuestionKind::Many(_) => Some(self.chosen(unit, col).join(", ")),
            QuestionKind::Number(_) => Number::from_micros(raw.value.into()).map(|number| number.to_string()),
            QuestionKind::Date => date_of(raw.value).map(|date| date.to_string()),
            QuestionKind::Text => self.texts.get(&(unit, col)).cloned(),
            QuestionKind::Table(_) => {
                let numbers = self.lines.get(&(unit, col)).into_iter().flatten();
                Some(numbers.map(|(_, number)| number.to_string()).collect::<Vec<_>>().join(", "))
            }
        }
    }

    /// Gives a free text; one of blanks only is no answer.
    pub fn give_text(&mut self, unit: usize, col: Col, text: &str) {
        if !text.trim().is_empty() {
            self.texts.insert((unit, col), text.to_owned());
            *self.table.cell_mut(unit, col) = Raw { given: true, ..self.raw(unit, col) };
        }
    }

    /// Gives a line of a table question; false, and nothing is given, if the sum would leave ±9·10¹².
    pub fn give_line(&mut self, unit: usize, col: Col, line: u32, number: Number) -> bool {
        let raw = self.raw(unit, col);
        let Some(sum) = Number::from_micros(i128::from(raw.value) + i128::from(number.micros())) else {
            return false;
        };
        let lines = self.lines.entry((unit, col)).or_default();
        lines.push((line, number));
        lines.sort_by_key(|(line, _)| *line);
        *self.table.cell_mut(unit, col) = Raw { value: sum.micros(), given: true, ..raw };
        true
    }

    /// Adds a reviewer's decision on a cell.
    pub fn decide(&mut self, unit: usize, col: Col, accepted: bool) {
        self.accepted.insert((unit, col), accepted);
        self.table.cell_mut(unit, col).accepted = accepted;
    }
}

/// A date from the whole number yyyymmdd.
fn date_of(raw: i64) -> Option<Date> {
    let (year, month, day) = (raw / 10_000, raw / 100 % 100, raw % 100);
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}
