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
        return Mistake::new(
            ("raden anger ingen fråga", "the line names no question"),
            ("skriv dess kod, till exempel G2", "write its code, such as G2"),
        );
    }
    let shown = quoted(code);
    let message = (
        format!("okänd fråga {}: den ställs inte i årgången", shown.sv),
        format!("the edition asks no question {}", shown.en),
    );
    if let Some((question, row)) = code.split_once('.')
        && schema.question(question).is_some()
    {
        let (question, row) = (quoted(question), quoted(row));
        let help = (
            format!("skriv {} i `question` och {} i `row`", question.sv, row.sv),
            format!("write {} in `question` and {} in `row`", question.en, row.en),
        );
        return Mistake::new(message, help);
    }
    Mistake::new(message, meant_or_allowed(code, ("frågor", "questions"), schema.codes()))
}

fn wrong_row(edition: &Edition, place: usize, row: &str) -> Mistake {
    let question = &edition.questionnaire.schema.questions()[place];
    let code = &question.code;
    let shown = quoted(row);
    if let QuestionKind::Table(_) = question.kind {
        let message = match row {
            "" => (
                format!("{code} är en tabell, och det framgår inte vilken tabellrad det gäller"),
                format!("{code} is a table, and the line does not say which of its lines it is"),
            ),
            _ => (
                format!("{} är ingen rad i tabellen {code}", shown.sv),
                format!("{} is no line of the table {code}", shown.en),
            ),
        };
        return Mistake::new(
            message,
            (
                format!("numrera tabellraderna i `row`: 1, 2, 3 … (högst {MAX_TABLE_LINES})"),
                format!("number the lines in `row`: 1, 2, 3 … (at most {MAX_TABLE_LINES})"),
            ),
        );
    }
    let Some(rows) = &question.rows else {
        return Mistake::new(
            (
                format!("{code} har inga delfrågor, alltså inte heller {}", shown.sv),
                format!("{code} has no rows, so not {}", shown.en),
            ),
            ("lämna `row` tom", "leave `row` empty"),
        );
    };
    let names = rows.iter().map(|known| known.as_str());
    let all = listing(names.clone());
    if row.is_empty() {
        return Mistake::new(
            (
                format!("{code} har delfrågor, och raden anger ingen"),
                format!("{code} has rows, and the line names none"),
            ),
            (format!("skriv en av dem i `row`: {}", all.sv), format!("rows: {}", all.en)),
        );
    }
    let message =
        (format!("okänd delfråga {} i {code}", shown.sv), format!("{code} has no row {}", shown.en));
    let by_text = value::wording(edition, place).and_then(|question| {
        let same = |text: &str| text.trim().to_lowercase() == row.to_lowercase();
        question.rows.iter().flatten().find(|known| same(&known.text.sv))
    });
    match by_text {
        Some(known) => Mistake::new(
            message,
            (
                format!("skriv id:t `{}`, inte lydelsen. Delfrågor: {}", known.id, all.sv),
                format!("write its id `{}`, not its wording; rows: {}", known.id, all.en),
            ),
        ),
        None => Mistake::new(message, meant_or_allowed(row, ("delfrågor", "rows"), names)),
    }
}
