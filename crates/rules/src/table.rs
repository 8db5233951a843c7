//! Answers as a dense table, and what each cell *is* once the filters have spoken (`semantics` §4).

use domain::{Reason, ReasonSet, Truth};

use crate::eval;
use crate::schema::{Col, QuestionKind, Schema};
use crate::tree::Cond;

/// What was given in a cell, before anything is concluded from it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Raw {
    /// The alternative's place; a bit for each chosen alternative; millionths; yyyymmdd; a table's sum.
    pub value: i64,
    /// Whether anything was given.
    pub given: bool,
    /// Whether a reviewer accepted it.
    pub accepted: bool,
    /// A reviewer's decision: illogical or withheld.
    pub decision: Option<Reason>,
}

impl Raw {
    /// An answer.
    pub fn answer(value: i64) -> Self {
        Self { value, given: true, ..Self::default() }
    }
}

/// What a cell is: a value, or empty for reasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// As in [`Raw`]; meaningless where `empty` has reasons.
    pub value: i64,
    /// Why there is no value.
    pub empty: ReasonSet,
    /// What the filter says.
    pub asked: Truth,
    /// Whether something was given that the filter does not forbid.
    pub answered: bool,
    /// Whether a reviewer accepted it.
    pub accepted: bool,
}

impl Cell {
    /// The value, or why there is none.
    pub fn get(&self) -> Result<i64, ReasonSet> {
        if self.empty.is_empty() { Ok(self.value) } else { Err(self.empty) }
    }
}

/// The answers of an edition: a row of cells for each subject, columns as in the schema.
#[derive(Clone, Debug, Default)]
pub struct Table {
    width: usize,
    cells: Vec<Raw>,
}

impl Table {
    /// An empty table for so many subjects.
    pub fn new(subjects: usize, schema: &Schema) -> Self {
        Self { width: schema.len(), cells: vec![Raw::default(); subjects * schema.len()] }
    }

    /// How many subjects it has.
    pub fn subjects(&self) -> usize {
        self.cells.len().checked_div(self.width).unwrap_or(0)
    }

    /// What a subject gave.
    pub fn row(&self, subject: usize) -> &[Raw] {
        &self.cells[subject * self.width..(subject + 1) * self.width]
    }

    /// What a subject gave, to be filled in.
    pub fn row_mut(&mut self, subject: usize) -> &mut [Raw] {
        &mut self.cells[subject * self.width..(subject + 1) * self.width]
    }

    /// One cell, to be filled in.
    pub fn cell_mut(&mut self, subject: usize, col: Col) -> &mut Raw {
        &mut self.cells[subject * self.width + col.index()]
    }
}

/// A check that makes cells illogical when it fires.
#[derive(Clone, Debug)]
pub struct IllogicalCheck {
    /// When it fires.
    pub when: Cond,
    /// What becomes illogical.
    pub cells: Vec<Col>,
}

/// The questionnaire ready to run: filters, missing codes, checks that make answers illogical.
#[derive(Clone, Debug, Default)]
pub struct Questionnaire {
    /// The columns.
    pub schema: Schema,
    /// The filter of each column; none: always asked.
    pub filters: Vec<Option<Cond>>,
    /// Checks that make answers illogical.
    pub illogical: Vec<IllogicalCheck>,
    missing_codes: Vec<Option<i64>>,
}

impl Questionnaire {
    /// Puts it together; `filters` has an entry for each column.
    pub fn new(schema: Schema, filters: Vec<Option<Cond>>, illogical: Vec<IllogicalCheck>) -> Self {
        let missing = |kind: &QuestionKind| match kind {
            QuestionKind::Number(form) => form.missing_code.map(domain::Number::micros),
            QuestionKind::One(_)
            | QuestionKind::Many(_)
            | QuestionKind::Date
            | QuestionKind::Text
            | QuestionKind::Table(_) => None,
        };
        let missing_codes = schema.columns().iter().map(|column| missing(&column.kind)).collect();
        Self { schema, filters, illogical, missing_codes }
    }

    /// What each cell of a subject is before checks speak, in questionnaire order: what checks themselves read.
    pub fn settle_before_checks(&self, given: &[Raw], cells: &mut Vec<Cell>) {
        self.settle_with(given, cells, &[]);
    }

    /// What each cell of a subject is, in questionnaire order.
    pub fn settle(&self, given: &[Raw], cells: &mut Vec<Cell>) {
        self.settle_with(given, cells, &[]);
        // A check that fires makes cells illogical, which filters and other cells then see.
        let mut decided: Vec<Col> = Vec::new();
        for check in &self.illogical {
            if eval::truth(&check.when, cells) == Truth::True {
                decided.extend(&check.cells);
            }
        }
        if !decided.is_empty() {
            self.settle_with(given, cells, &decided);
        }
    }

    fn settle_with(&self, given: &[Raw], cells: &mut Vec<Cell>, illogical: &[Col]) {
        cells.clear();
        for (i, raw) in given.iter().enumerate() {
            let asked = match &self.filters[i] {
                Some(filter) => eval::truth(filter, cells),
                None => Truth::True,
            };
            let made_illogical = !illogical.is_empty() && illogical.iter().any(|col| col.index() == i);
            // What a reviewer holds back stays held back: the stronger reason.
            let decision = match raw.decision {
                Some(Reason::Withheld) => raw.decision,
                _ if made_illogical => Some(Reason::Illogical),
                other => other,
            };
            cells.push(settled(raw, asked, decision, self.missing_codes[i]));
        }
    }

    /// What one cell is before checks speak; `cells` hold what its filter reads.
    pub fn settle_cell(&self, col: Col, given: &Raw, cells: &[Cell]) -> Cell {
        let filter = self.filters[col.index()].as_ref();
        let asked = filter.map_or(Truth::True, |filter| eval::truth(filter, cells));
        settled(given, asked, given.decision, self.missing_codes[col.index()])
    }

    /// The missing code of a column, in millionths.
    pub fn missing_code(&self, col: Col) -> Option<i64> {
        self.missing_codes[col.index()]
    }
}

/// One cell; the first line of the table in `semantics` §4 that fits.
pub(crate) fn settled(raw: &Raw, asked: Truth, decision: Option<Reason>, missing_code: Option<i64>) -> Cell {
    let empty = match (asked, decision) {
        (Truth::False, _) => ReasonSet::of(Reason::NotAsked),
        (_, Some(reason)) => ReasonSet::of(reason),
        (_, None) if raw.given && missing_code == Some(raw.value) => ReasonSet::of(Reason::CannotSay),
        (_, None) if raw.given => ReasonSet::NONE,
        (Truth::Unknown(reasons), None) => reasons,
        (Truth::True, None) => ReasonSet::of(Reason::NotAnswered),
    };
    let answered = raw.given && asked != Truth::False;
    Cell { value: raw.value, empty, asked, answered, accepted: answered && raw.accepted }
}
