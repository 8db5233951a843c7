//! One subject's answers beside what the catalogue asks.

use std::collections::BTreeMap;

use catalogue::model::{Edition, Question};
use domain::{Reason, Truth, Unit};
use rules::schema::Col;
use rules::table::{Cell, Raw};
use serde_json::Value;

use super::value::Given;
use crate::ids::CellId;

/// The answers of one subject to an edition's questionnaire, settled: what is asked, answered, missing.
#[derive(Clone, Debug)]
pub struct Sheet<'a> {
    edition: &'a Edition,
    given: BTreeMap<Col, Given>,
    comments: BTreeMap<Col, String>,
    raw: Vec<Raw>,
    cells: Vec<Cell>,
}

/// What follows a cell's id where its comment is kept.
pub const COMMENT: &str = "#comment";

impl<'a> Sheet<'a> {
    /// Brings answers and questionnaire together; what cannot be an answer (from another version) is left out.
    pub fn of<'v>(
        edition: &'a Edition,
        unit: &Unit,
        answers: impl IntoIterator<Item = (&'v CellId, &'v Value)>,
    ) -> Self {
        let schema = &edition.questionnaire.schema;
        let mut sheet = Self {
            edition,
            given: BTreeMap::new(),
            comments: BTreeMap::new(),
            raw: vec![Raw::default(); schema.len()],
            cells: Vec::new(),
        };
        for (col, raw) in edition.facts(unit) {
            sheet.raw[col.index()] = raw;
        }
        for (cell, value) in answers {
            let name = cell.as_str();
            if let Some(commented) = name.strip_suffix(COMMENT) {
                if let (Some(col), Some(text)) = (schema.find(commented), value.as_str()) {
                    sheet.comments.insert(col, text.to_owned());
                }
                continue;
            }
            let Some(col) = schema.find(name).filter(|col| schema.column(*col).question.is_some()) else {
                continue;
            };
            let kind = &schema.column(col).kind;
            if let Some(given) = Given::of_json(kind, value) {
                sheet.raw[col.index()] = given.raw(kind);
                sheet.given.insert(col, given);
            }
        }
        edition.questionnaire.settle_before_checks(&sheet.raw, &mut sheet.cells);
        sheet
    }

    /// The edition.
    pub fn edition(&self) -> &'a Edition {
        self.edition
    }

    /// Every cell, settled before checks speak: what checks read.
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// What was given, as rules read it; what is known of the unit without asking among it.
    pub fn raw(&self) -> &[Raw] {
        &self.raw
    }

    /// What a cell holds, whether it is asked or not.
    pub fn given(&self, col: Col) -> Option<&Given> {
        self.given.get(&col)
    }

    /// The comment on a cell.
    pub fn comment(&self, col: Col) -> Option<&str> {
        self.comments.get(&col).map(String::as_str)
    }

    /// The cells of a question, in row order.
    pub fn cells_of(&self, question: &Question) -> Vec<Col> {
        self.edition.questionnaire.schema.cells_of(question.place)
    }

    /// Whether a cell is shown: it is asked, or could be once an earlier question is answered.
    pub fn is_shown(&self, col: Col) -> bool {
        self.cells[col.index()].asked != Truth::False
    }

    /// Whether a cell must be answered and is not.
    pub fn is_missing(&self, question: &Question, col: Col) -> bool {
        let cell = &self.cells[col.index()];
        !question.optional
            && cell.asked == Truth::True
            && !cell.answered
            && cell.empty.contains(Reason::NotAnswered)
    }

    /// Answers to questions that are no longer asked: kept aside, never counted.
    pub fn aside(&self) -> impl Iterator<Item = Col> {
        self.given.keys().copied().filter(|col| !self.is_shown(*col))
    }
}
