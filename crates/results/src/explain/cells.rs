//! The cells a derivation rests on: question, answer, filter, and what the cell therefore is.

use std::collections::BTreeSet;

use catalogue::answers::Answers;
use catalogue::model::Edition;
use domain::Truth;
use rules::explain::{Explainer, Step, reason_ids};
use rules::print::{iso_date, number};
use rules::schema::{Col, QuestionKind};
use rules::table::Cell;
use rules::tree::Rule;
use serde::Serialize;

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
    /// What was given, as in the answers file: alternatives' ids, a number, a table's lines. Empty if nothing
    /// (or if the text is not for the public).
    pub given: Vec<String>,
    /// The same in words.
    pub given_words: Vec<String>,
    /// Whether a reviewer accepted it.
    pub accepted: bool,
    /// The number that means *cannot say*.
    pub missing_code: Option<String>,
    /// `illogical` or `withheld`: decided by a reviewer or a check.
    pub decision: Option<&'static str>,
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
}

/// The cells that a rule's entries and their filters read, in questionnaire order.
pub(super) fn of_rule(
    edition: &Edition,
    answers: &Answers,
    unit: usize,
    rule: &Rule,
    settled: &[Cell],
    explainer: &Explainer<'_>,
) -> Vec<CellStep> {
    let mut all: BTreeSet<Col> = rule.columns().into_iter().collect();
    let mut queue: Vec<Col> = all.iter().copied().collect();
    while let Some(col) = queue.pop() {
        if let Some(filter) = &edition.questionnaire.filters[col.index()] {
            filter.columns(&mut |read| {
                if all.insert(read) {
                    queue.push(read);
                }
            });
        }
    }
    all.into_iter().map(|col| cell_step(edition, answers, unit, col, settled, explainer)).collect()
}

fn cell_step(
    edition: &Edition,
    answers: &Answers,
    unit: usize,
    col: Col,
    settled: &[Cell],
    explainer: &Explainer<'_>,
) -> CellStep {
    let column = edition.questionnaire.schema.column(col);
    let cell = &settled[col.index()];
    let raw = &answers.table.row(unit)[col.index()];
    let question = column.question.map(|place| &edition.questions[place]);
    let row = column.row.as_ref().map_or("", |row| row.as_str());
    let row_text = question.and_then(|q| q.rows.as_ref()).and_then(|rows| rows.iter().find(|r| r.id == row));
    let is_public = question.is_none_or(|q| q.public);
    let given = if raw.given && is_public { given(answers, unit, col, &column.kind, raw.value) } else { Vec::new() };
    let words = |id: &String| {
        let alternative = question.and_then(|q| q.alternatives.iter().find(|a| a.id == *id));
        alternative.map_or_else(|| id.clone(), |a| a.text.sv.clone())
    };
    let given_words = given.iter().map(words).collect();
    let by_check = cell.empty.contains(domain::Reason::Illogical) && cell.answered;
    let decision = raw.decision.map(domain::Reason::id).or(if by_check { Some("illogical") } else { None });
    CellStep {
        cell: column.name.clone(),
        question: question.map(|q| q.code.to_string()).unwrap_or_default(),
        row: row.to_owned(),
        kind: kind_id(&column.kind),
        wording: question.map(|q| q.text.sv.clone()).unwrap_or_default(),
        row_wording: row_text.map(|r| r.text.sv.clone()).unwrap_or_default(),
        given,
        given_words,
        accepted: raw.accepted,
        missing_code: edition.questionnaire.missing_code(col).map(number),
        decision,
        asked_when: question.map(|q| q.asked_when.clone()).unwrap_or_default(),
        filter: edition.questionnaire.filters[col.index()].as_ref().map(|filter| explainer.cond(filter)),
        asked: cell.asked.id(),
        asked_reasons: match cell.asked {
            Truth::Unknown(reasons) => reason_ids(reasons),
            Truth::True | Truth::False => Vec::new(),
        },
        value: cell.get().ok().map(|value| value_text(&column.kind, value)),
        reasons: reason_ids(cell.empty),
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
        QuestionKind::Table(_) => {
            answers.lines.get(&(unit, col)).into_iter().flatten().map(|(_, hours)| hours.to_string()).collect()
        }
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
