//! The cells a derivation rests on: question, answer, filter, and what the cell therefore is.

use catalogue::answers::Answers;
use catalogue::model::Edition;
use domain::Truth;
use rules::explain::{Explainer, Step, reason_ids};
use rules::print::{iso_date, number};
use rules::schema::{Col, QuestionKind};
use rules::table::Cell;
use serde::Serialize;

use super::ground::Ground;

/// A cell, told once; steps refer to it by name.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CellStep {
    /// Its name in rules: `G2.missbruk`, `unit.kind`.
    pub cell: String,
    /// Its question as files name it; empty for a fact of the unit.
    pub question: String,
    /// Its row; empty if none.
    pub row: String,
    /// `one`, `many`, `number`, `date`, `text`, `table`.
    pub kind: &'static str,
    /// The question's wording.
    pub wording: String,
    /// The row's wording.
    pub row_wording: String,
    /// The ids of its alternatives, in order; empty if it has none.
    pub set: Vec<String>,
    /// What was given, as in the answers file: alternatives' ids, a number, a table's lines. Empty if nothing,
    /// or `hidden`.
    pub given: Vec<String>,
    /// Whether something was given that is not for the public (a free text).
    pub hidden: bool,
    /// The same in words.
    pub given_words: Vec<String>,
    /// Whether a reviewer accepted it.
    pub accepted: bool,
    /// The number that means *cannot say*.
    pub missing_code: Option<String>,
    /// `illogical` or `withheld`: decided by a reviewer.
    pub decision: Option<&'static str>,
    /// The checks that make it illogical if they fire.
    pub checks: Vec<String>,
    /// When it is asked, as written; empty: always.
    pub asked_when: String,
    /// The filter, evaluated.
    pub filter: Option<Step>,
    /// `true`, `false`, `unknown`.
    pub asked: &'static str,
    /// Why that is unknown.
    pub asked_reasons: Vec<&'static str>,
    /// What rules read: an id, ids joined by `,`, a number, a date; none if empty.
    pub value: Option<String>,
    /// Why there is none.
    pub reasons: Vec<&'static str>,
    /// Whether somebody has answered it, and not submitted the answer.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unsent: bool,
}

/// The cells of a derivation, in questionnaire order.
pub(super) fn of_ground(
    edition: &Edition,
    answers: &Answers,
    unit: usize,
    ground: &Ground<'_>,
    settled: &[Cell],
    explainer: &Explainer<'_>,
) -> Vec<CellStep> {
    let step = |col: &Col| {
        let checks = ground.checks.iter().filter(|check| check.makes_illogical.contains(col));
        let checks = checks.map(|check| check.id.clone()).collect();
        cell_step(edition, answers, unit, *col, settled, explainer, checks)
    };
    ground.columns.iter().map(step).collect()
}

fn cell_step(
    edition: &Edition,
    answers: &Answers,
    unit: usize,
    col: Col,
    settled: &[Cell],
    explainer: &Explainer<'_>,
    checks: Vec<String>,
) -> CellStep {
    let column = edition.questionnaire.schema.column(col);
    let cell = &settled[col.index()];
    let raw = &answers.table.row(unit)[col.index()];
    let question = column.question.map(|place| &edition.questions[place]);
    let row = column.row.as_ref().map_or("", |row| row.as_str());
    let row_text = question.and_then(|q| q.rows.as_ref()).and_then(|rows| rows.iter().find(|r| r.id == row));
    let is_public = question.is_none_or(|q| q.public);
    let given =
        if raw.given && is_public { given(answers, unit, col, &column.kind, raw.value) } else { Vec::new() };
    let words = |id: &String| {
        let alternative = question.and_then(|q| q.alternatives.iter().find(|a| a.id == *id));
        alternative.map_or_else(|| id.clone(), |a| a.text.sv.clone())
    };
    let given_words = given.iter().map(words).collect();
    CellStep {
        cell: column.name.clone(),
        question: question.map(|q| q.code.to_string()).unwrap_or_default(),
        row: row.to_owned(),
        kind: kind_id(&column.kind),
        wording: question.map(|q| q.text.sv.clone()).unwrap_or_default(),
        row_wording: row_text.map(|r| r.text.sv.clone()).unwrap_or_default(),
        set: set(&column.kind),
        given,
        hidden: raw.given && !is_public,
        given_words,
        accepted: raw.accepted,
        missing_code: edition.questionnaire.missing_code(col).map(number),
        decision: raw.decision.map(domain::Reason::id),
        checks,
        asked_when: question.map(|q| q.asked_when.clone()).unwrap_or_default(),
        filter: edition.questionnaire.filters[col.index()].as_ref().map(|filter| explainer.cond(filter)),
        asked: cell.asked.id(),
        asked_reasons: match cell.asked {
            Truth::Unknown(reasons) => reason_ids(reasons),
            Truth::True | Truth::False => Vec::new(),
        },
        value: cell.get().ok().map(|value| value_text(&column.kind, value)),
        reasons: reason_ids(cell.empty),
        unsent: answers.unsent.contains(&(unit, col)),
    }
}

fn set(kind: &QuestionKind) -> Vec<String> {
    match kind {
        QuestionKind::One(set) | QuestionKind::Many(set) => set.alternatives.clone(),
        QuestionKind::Number(_) | QuestionKind::Date | QuestionKind::Text | QuestionKind::Table(_) => {
            Vec::new()
        }
    }
}

fn kind_id(kind: &QuestionKind) -> &'static str {
    match kind {
        QuestionKind::One(_) => "one",
        QuestionKind::Many(_) => "many",
        QuestionKind::Number(_) => "number",
        QuestionKind::Date => "date",
        QuestionKind::Text => "text",
        QuestionKind::Table(_) => "table",
    }
}

fn given(answers: &Answers, unit: usize, col: Col, kind: &QuestionKind, value: i64) -> Vec<String> {
    match kind {
        QuestionKind::Table(_) => answers
            .lines
            .get(&(unit, col))
            .into_iter()
            .flatten()
            .map(|(_, hours)| hours.to_string())
            .collect(),
        QuestionKind::Text => answers.texts.get(&(unit, col)).cloned().into_iter().collect(),
        QuestionKind::Many(_) => value_text(kind, value).split(',').map(str::to_owned).collect(),
        QuestionKind::One(_) | QuestionKind::Number(_) | QuestionKind::Date => vec![value_text(kind, value)],
    }
}

fn value_text(kind: &QuestionKind, value: i64) -> String {
    match kind {
        QuestionKind::One(set) => usize::try_from(value)
            .ok()
            .and_then(|place| set.alternatives.get(place))
            .cloned()
            .unwrap_or_default(),
        QuestionKind::Many(set) => {
            let chosen = set.alternatives.iter().enumerate().filter(|(i, _)| value >> i & 1 == 1);
            chosen.map(|(_, id)| id.as_str()).collect::<Vec<_>>().join(",")
        }
        QuestionKind::Number(_) | QuestionKind::Table(_) => number(value),
        QuestionKind::Date => iso_date(value),
        QuestionKind::Text => "text".to_owned(),
    }
}
