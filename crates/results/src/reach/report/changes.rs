//! Changes of answers with their words.

use catalogue::model::{Question, Row, Severity};
use domain::Truth;
use rules::eval;
use rules::print::{iso_date, number};
use rules::schema::{Col, QuestionKind};
use rules::table::Raw;
use serde::Serialize;

use super::{QuestionReport, Reporter};
use crate::explain::Coded;
use crate::reach::{Change, ChangeSet, Fact, fixed_because};

/// A set of changes that reaches the target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SetReport {
    /// The outcome that comes of it.
    pub value: Coded,
    /// The changes.
    pub changes: Vec<ChangeReport>,
    /// Answers that fall away, since they are no longer asked (*faller bort*).
    pub dropped: Vec<DroppedReport>,
    /// Soft checks that fire then and did not before: what a comment must explain.
    pub comments: Vec<CommentReport>,
}

/// A cell that gets another value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChangeReport {
    /// Its name in rules.
    pub cell: String,
    /// Its question.
    pub question: String,
    /// Its row; empty if none.
    pub row: String,
    /// The row's wording.
    pub row_wording: String,
    /// `changed`; `answered`, which was missing; `new`, which is asked only because of the other changes.
    pub what: &'static str,
    /// Whether a text is to be written, whose wording is free.
    pub write: bool,
    /// What was answered: alternatives' ids or a number; empty if nothing was.
    pub from: Vec<Coded>,
    /// What is answered instead; empty for a text.
    pub to: Vec<Coded>,
    /// Of a multiple choice, what is chosen besides.
    pub add: Vec<Coded>,
    /// Of a multiple choice, what is no longer chosen.
    pub remove: Vec<Coded>,
}

/// An answer that falls away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DroppedReport {
    /// Its name in rules.
    pub cell: String,
    /// Its question.
    pub question: String,
    /// Its row; empty if none.
    pub row: String,
    /// The row's wording.
    pub row_wording: String,
    /// What was answered.
    pub was: Vec<Coded>,
}

/// A soft check that fires.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CommentReport {
    /// The check.
    pub check: String,
    /// What is doubtful, and what to do.
    pub message: String,
}

/// A fact that would have to be otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FactReport {
    /// Its name in rules.
    pub cell: String,
    /// Its question.
    pub question: String,
    /// Its row; empty if none.
    pub row: String,
    /// The row's wording.
    pub row_wording: String,
    /// What it is; empty if it is not answered.
    pub is: Vec<Coded>,
    /// What it would have to be, if it is not enough that it is otherwise.
    pub must_be: Vec<Coded>,
    /// Why it is a fact.
    pub why: String,
}

/// A cell as people read it.
struct Named {
    cell: String,
    question: String,
    row: String,
    row_wording: String,
}

impl Reporter<'_> {
    pub(super) fn set(&self, row: &[Raw], set: &ChangeSet) -> SetReport {
        SetReport {
            value: self.value(set.value.as_str()),
            changes: set.changes.iter().map(|change| self.change(change)).collect(),
            dropped: set.dropped.iter().map(|(cell, was)| self.dropped(*cell, *was)).collect(),
            comments: self.comments(row, set),
        }
    }

    fn change(&self, change: &Change) -> ChangeReport {
        let named = self.named(change.cell);
        let kind = &self.edition.questionnaire.schema.column(change.cell).kind;
        let write = *kind == QuestionKind::Text;
        let (from, to) = (change.from.unwrap_or(0), change.to);
        let (add, remove) = match kind {
            QuestionKind::Many(_) => (to & !from, from & !to),
            QuestionKind::One(_)
            | QuestionKind::Number(_)
            | QuestionKind::Date
            | QuestionKind::Text
            | QuestionKind::Table(_) => (0, 0),
        };
        let is_many = add != 0 || remove != 0;
        let turned = |mask: i64| if is_many { self.words(change.cell, mask) } else { Vec::new() };
        ChangeReport {
            cell: named.cell,
            question: named.question,
            row: named.row,
            row_wording: named.row_wording,
            what: match (change.from, change.is_new) {
                (Some(_), _) => "changed",
                (None, true) => "new",
                (None, false) => "answered",
            },
            write,
            from: change.from.map(|value| self.words(change.cell, value)).unwrap_or_default(),
            to: if write { Vec::new() } else { self.words(change.cell, to) },
            add: turned(add),
            remove: turned(remove),
        }
    }

    fn dropped(&self, cell: Col, was: i64) -> DroppedReport {
        let named = self.named(cell);
        DroppedReport {
            cell: named.cell,
            question: named.question,
            row: named.row,
            row_wording: named.row_wording,
            was: self.words(cell, was),
        }
    }

    pub(super) fn fact(&self, fact: &Fact) -> FactReport {
        let named = self.named(fact.cell);
        let why = fixed_because(self.edition, fact.cell, fact.must_be.or(fact.is));
        FactReport {
            cell: named.cell,
            question: named.question,
            row: named.row,
            row_wording: named.row_wording,
            is: fact.is.map(|value| self.words(fact.cell, value)).unwrap_or_default(),
            must_be: fact.must_be.map(|value| self.words(fact.cell, value)).unwrap_or_default(),
            why: why.map(|fixed| fixed.why.get(self.language).to_owned()).unwrap_or_default(),
        }
    }

    /// Soft checks that the changes make fire.
    fn comments(&self, row: &[Raw], set: &ChangeSet) -> Vec<CommentReport> {
        let questionnaire = &self.edition.questionnaire;
        let (mut before, mut after) = (Vec::new(), Vec::new());
        questionnaire.settle_before_checks(row, &mut before);
        let mut changed = row.to_vec();
        set.apply(&mut changed);
        questionnaire.settle_before_checks(&changed, &mut after);
        let fires_now = |check: &&catalogue::model::Check| {
            check.severity == Severity::Soft
                && eval::truth(&check.when, &after) == Truth::True
                && eval::truth(&check.when, &before) != Truth::True
        };
        let message = |check: &catalogue::model::Check| {
            format!("{} {}", check.message.get(self.language), check.next_step.get(self.language))
        };
        let checks = self.edition.checks.iter().filter(fires_now);
        checks.map(|check| CommentReport { check: check.id.clone(), message: message(check) }).collect()
    }

    /// The questions that cells belong to, each once, in the questionnaire's order.
    pub(super) fn questions(&self, cells: impl IntoIterator<Item = Col>) -> Vec<QuestionReport> {
        let schema = &self.edition.questionnaire.schema;
        let mut places: Vec<usize> =
            cells.into_iter().filter_map(|cell| schema.column(cell).question).collect();
        places.sort_unstable();
        places.dedup();
        let question = |place: &usize| {
            let question = &self.edition.questions[*place];
            let wording = question.text.get(self.language).trim().to_owned();
            QuestionReport { code: question.code.to_string(), wording }
        };
        places.iter().map(question).collect()
    }

    fn question(&self, cell: Col) -> Option<&Question> {
        let place = self.edition.questionnaire.schema.column(cell).question;
        place.map(|place| &self.edition.questions[place])
    }

    fn named(&self, cell: Col) -> Named {
        let column = self.edition.questionnaire.schema.column(cell);
        let row = column.row.as_ref().map(ToString::to_string).unwrap_or_default();
        let rows = self.question(cell).and_then(|question| question.rows.as_ref());
        let text = rows.and_then(|rows| rows.iter().find(|r: &&Row| r.id == row));
        Named {
            cell: column.name.clone(),
            question: self.question(cell).map_or(column.name.clone(), |question| question.code.to_string()),
            row_wording: text.map(|row| row.text.get(self.language).to_owned()).unwrap_or_default(),
            row,
        }
    }

    /// A value as files and as people write it: alternatives, a number, a date. Texts are not repeated.
    fn words(&self, cell: Col, value: i64) -> Vec<Coded> {
        let plain = |text: String| vec![Coded { id: text.clone(), name: text }];
        let alternative = |id: &String| {
            let known = self.question(cell).and_then(|q| q.alternatives.iter().find(|a| a.id == *id));
            let name = known.map_or(id.as_str(), |known| known.text.get(self.language));
            Coded { id: id.clone(), name: name.to_owned() }
        };
        match &self.edition.questionnaire.schema.column(cell).kind {
            QuestionKind::One(set) => {
                let id = usize::try_from(value).ok().and_then(|place| set.alternatives.get(place));
                id.map(alternative).into_iter().collect()
            }
            QuestionKind::Many(set) => {
                let chosen = set.alternatives.iter().take(64).enumerate();
                chosen.filter(|(place, _)| value >> place & 1 == 1).map(|(_, id)| alternative(id)).collect()
            }
            QuestionKind::Number(_) | QuestionKind::Table(_) => plain(number(value)),
            QuestionKind::Date => plain(iso_date(value)),
            QuestionKind::Text => Vec::new(),
        }
    }
}
