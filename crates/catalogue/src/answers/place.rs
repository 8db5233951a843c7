//! The cell that `question` and `row` name.

use rules::schema::{Col, MAX_TABLE_LINES, QuestionKind, Schema};

use super::mistakes::{Mistake, listing, meant_or_allowed, quoted};
use super::value;
use crate::model::Edition;

/// A cell, and the line of the table in it.
#[derive(Clone, Copy)]
pub(super) struct Place {
    /// The question's place in the schema.
    pub(super) question: usize,
    /// The cell.
    pub(super) col: Col,
    /// The line of a table, from 1; 0 if it is no table.
    pub(super) table_line: u32,
}

/// Why there is no cell.
#[derive(Clone, Copy)]
pub(super) enum Unknown {
    /// The edition does not ask the question.
    Question,
    /// The question, by its place, has no such row.
    Row(usize),
}

/// The columns of each question, looked up once.
pub(super) struct Places {
    of_question: Vec<Vec<Col>>,
}

impl Places {
    /// Those of an edition.
    pub(super) fn of(schema: &Schema) -> Self {
        Self { of_question: (0..schema.questions().len()).map(|place| schema.cells_of(place)).collect() }
    }

    /// The cell of a question's code and a row.
    pub(super) fn find(&self, schema: &Schema, code: &str, row: &str) -> Result<Place, Unknown> {
        let (place, question) = schema.question(code).ok_or(Unknown::Question)?;
        let (at, table_line) = match (&question.rows, &question.kind) {
            (Some(rows), _) => (rows.iter().position(|known| known.as_str() == row), 0),
            (None, QuestionKind::Table(_)) => match table_line(row) {
                Some(line) => (Some(0), line),
                None => (None, 0),
            },
            (
                None,
                QuestionKind::One(_)
                | QuestionKind::Many(_)
                | QuestionKind::Number(_)
                | QuestionKind::Date
                | QuestionKind::Text,
            ) => (row.is_empty().then_some(0), 0),
        };
        let col = at.and_then(|at| self.of_question[place].get(at)).ok_or(Unknown::Row(place))?;
        Ok(Place { question: place, col: *col, table_line })
    }
}

/// The number of a table's line.
fn table_line(row: &str) -> Option<u32> {
    let is_form = row.bytes().all(|b| b.is_ascii_digit()) && !row.starts_with('0');
    let line: u32 = if is_form { row.parse().ok()? } else { return None };
    (line as usize <= MAX_TABLE_LINES).then_some(line)
}

impl Unknown {
    /// The code of the mistake.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Question => "ANS-11",
            Self::Row(_) => "ANS-12",
        }
    }

    /// The question's code, if it is one.
    pub(super) fn known(self, code: &str) -> &str {
        match self {
            Self::Question => "",
            Self::Row(_) => code,
        }
    }

    /// What is wrong, in words.
    pub(super) fn tell(self, edition: &Edition, code: &str, row: &str) -> Mistake {
        match self {
            Self::Question => unknown_question(&edition.questionnaire.schema, code),
            Self::Row(place) => wrong_row(edition, place, row),
        }
    }
}

fn unknown_question(schema: &Schema, code: &str) -> Mistake {
    if code.is_empty() {
        return Mistake::new("the line names no question", "write its code, such as G2");
    }
    let message = format!("the edition asks no question {}", quoted(code));
    if let Some((question, row)) = code.split_once('.')
        && schema.question(question).is_some()
    {
        let help = format!("write {} in `question` and {} in `row`", quoted(question), quoted(row));
        return Mistake::new(message, help);
    }
    Mistake::new(message, meant_or_allowed(code, "questions", schema.codes()))
}

fn wrong_row(edition: &Edition, place: usize, row: &str) -> Mistake {
    let question = &edition.questionnaire.schema.questions()[place];
    let code = &question.code;
    if let QuestionKind::Table(_) = question.kind {
        let message = match row {
            "" => format!("{code} is a table, and the line does not say which of its lines it is"),
            row => format!("{} is no line of the table {code}", quoted(row)),
        };
        return Mistake::new(
            message,
            format!("number the lines in `row`: 1, 2, 3 … (at most {MAX_TABLE_LINES})"),
        );
    }
    let Some(rows) = &question.rows else {
        return Mistake::new(format!("{code} has no rows, so not {}", quoted(row)), "leave `row` empty");
    };
    let names = rows.iter().map(|known| known.as_str());
    if row.is_empty() {
        return Mistake::new(
            format!("{code} has rows, and the line names none"),
            format!("rows: {}", listing(names)),
        );
    }
    let message = format!("{code} has no row {}", quoted(row));
    let by_text = value::wording(edition, place).and_then(|question| {
        let same = |text: &str| text.trim().to_lowercase() == row.to_lowercase();
        question.rows.iter().flatten().find(|known| same(&known.text.sv))
    });
    match by_text {
        Some(known) => Mistake::new(
            message,
            format!("write its id `{}`, not its wording; rows: {}", known.id, listing(names)),
        ),
        None => Mistake::new(message, meant_or_allowed(row, "rows", names)),
    }
}
