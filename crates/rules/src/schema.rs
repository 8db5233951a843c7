//! What rules may speak of: the questions of an edition, its parameters, and what is known of a unit.
//!
//! Every cell of the questionnaire – a question, or a row of a grid – is a column of the edition's dense
//! table, in the order it is asked. Facts that are not asked (`unit.kind`, `unit.size`, `measure.x`,
//! `previous.E5`) are columns before the first question: always there, never filtered.

use std::collections::HashMap;
use std::sync::Arc;

use domain::{AlternativeId, CellName, Date, Number, PartCode, QuestionCode, RowId};

/// A column of an edition's table of answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Col(pub u32);

impl Col {
    /// As an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Most lines a table question may have.
pub const MAX_TABLE_LINES: usize = 1_000;

/// The alternatives of a question, in order; at most 64.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueSet {
    /// Its id in the catalogue.
    pub id: String,
    /// The alternatives' ids (for `unit.…`, the groups' codes).
    pub alternatives: Vec<String>,
    /// Whether they may be compared by `<` and `BETWEEN`.
    pub ordered: bool,
    /// Alternatives that stand with no other in a multiple choice.
    pub alone: Vec<AlternativeId>,
}

impl ValueSet {
    /// Where an alternative stands.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.alternatives.iter().position(|known| known == id)
    }
}

/// What a question is answered with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuestionKind {
    /// One alternative.
    One(Arc<ValueSet>),
    /// Several alternatives.
    Many(Arc<ValueSet>),
    /// A number with declared decimals and range; a value equal to the missing code is *cannot say*.
    Number(NumberForm),
    /// A date.
    Date,
    /// Free text.
    Text,
    /// One number a line, lines 1, 2, 3 …; rules read the sum.
    Table(NumberForm),
}

/// The form of a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberForm {
    /// Most decimals.
    pub digits: u8,
    /// Smallest.
    pub low: Number,
    /// Largest.
    pub high: Number,
    /// The code that means *cannot say*.
    pub missing_code: Option<Number>,
}

/// A question as rules know it.
#[derive(Clone, Debug)]
pub struct Question {
    /// As printed.
    pub code: QuestionCode,
    /// The part it is asked in.
    pub part: PartCode,
    /// What it is answered with.
    pub kind: QuestionKind,
    /// The rows of a grid, in order; none if it is no grid.
    pub rows: Option<Vec<RowId>>,
    /// Named subsets of the rows.
    pub row_sets: Vec<(String, Vec<RowId>)>,
    /// The filter's text; `$row` is bound to each row.
    pub asked_when: Option<String>,
    /// Rows or alternatives that a reviewer accepts.
    pub reviewed: Vec<String>,
}

/// What an edition fixes for all its rules: `param.x`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parameter {
    /// A number.
    Number(Number),
    /// A date.
    Date(Date),
}

/// What a column holds.
#[derive(Clone, Debug)]
pub struct Column {
    /// How rules and files write it.
    pub name: String,
    /// The question's place in [`Schema::questions`]; none for facts that are not asked.
    pub question: Option<usize>,
    /// The row of a grid.
    pub row: Option<RowId>,
    /// What it holds.
    pub kind: QuestionKind,
    /// Whether `accepted` may ask for it.
    pub reviewed: bool,
}

/// Everything rules of an edition may speak of.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    questions: Vec<Question>,
    columns: Vec<Column>,
    by_name: HashMap<String, Col>,
    by_code: HashMap<String, usize>,
    parameters: Vec<(String, Parameter)>,
}

impl Schema {
    /// Builds the columns: facts first, then the questions' cells in order.
    ///
    /// `facts`: their full names (`unit.kind`, `measure.population`) and kinds. With `previous`, every
    /// cell also has a fact `previous.…`, for checks against the last round.
    pub fn new(
        facts: Vec<(String, QuestionKind)>,
        questions: Vec<Question>,
        parameters: Vec<(String, Parameter)>,
        previous: bool,
    ) -> Self {
        let mut schema = Self { parameters, ..Self::default() };
        for (name, kind) in facts {
            schema.push(Column { name, question: None, row: None, kind, reviewed: false });
        }
        if previous {
            for question in &questions {
                for name in cell_names(question) {
                    let kind = question.kind.clone();
                    let name = format!("previous.{name}");
                    schema.push(Column { name, question: None, row: None, kind, reviewed: false });
                }
            }
        }
        for (i, question) in questions.iter().enumerate() {
            for cell in cell_names(question) {
                let reviewed = match &cell.row {
                    Some(row) => question.reviewed.iter().any(|name| name == row.as_str()),
                    None => !question.reviewed.is_empty(),
                };
                schema.push(Column {
                    name: cell.to_string(),
                    question: Some(i),
                    row: cell.row,
                    kind: question.kind.clone(),
                    reviewed,
                });
            }
            schema.by_code.insert(question.code.to_string(), i);
        }
        schema.questions = questions;
        schema
    }

    fn push(&mut self, column: Column) {
        let col = Col(u32::try_from(self.columns.len()).expect("fewer than four thousand million cells"));
        self.by_name.insert(column.name.clone(), col);
        self.columns.push(column);
    }

    /// The questions, in the order they are asked.
    pub fn questions(&self) -> &[Question] {
        &self.questions
    }

    /// The columns: facts, then cells.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// A column.
    pub fn column(&self, col: Col) -> &Column {
        &self.columns[col.index()]
    }

    /// The question of a code, and its place.
    pub fn question(&self, code: &str) -> Option<(usize, &Question)> {
        self.by_code.get(code).map(|&i| (i, &self.questions[i]))
    }

    /// The column of a name, such as `G2.missbruk` or `unit.kind`.
    pub fn find(&self, name: &str) -> Option<Col> {
        self.by_name.get(name).copied()
    }

    /// The columns of a question, in row order.
    pub fn cells_of(&self, question: usize) -> Vec<Col> {
        let first = self.columns.iter().position(|column| column.question == Some(question));
        let Some(first) = first else { return Vec::new() };
        let count = self.questions[question].rows.as_ref().map_or(1, Vec::len);
        (first..first + count).map(|i| Col(u32::try_from(i).unwrap_or(u32::MAX))).collect()
    }

    /// The parameter of a name.
    pub fn parameter(&self, name: &str) -> Option<Parameter> {
        self.parameters.iter().find(|(known, _)| known == name).map(|(_, value)| *value)
    }

    /// The parameters' names.
    pub fn parameter_names(&self) -> impl Iterator<Item = &str> + Clone {
        self.parameters.iter().map(|(name, _)| name.as_str())
    }

    /// Question codes, in order.
    pub fn codes(&self) -> impl Iterator<Item = &str> + Clone {
        self.questions.iter().map(|question| question.code.as_str())
    }

    /// The number of columns.
    pub fn len(&self) -> usize {
        self.columns.len()
    }

    /// Whether there is no column.
    pub fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }
}

fn cell_names(question: &Question) -> Vec<CellName> {
    let cell = |row| CellName { question: question.code.clone(), row };
    match &question.rows {
        Some(rows) => rows.iter().map(|row| cell(Some(row.clone()))).collect(),
        None => vec![cell(None)],
    }
}
