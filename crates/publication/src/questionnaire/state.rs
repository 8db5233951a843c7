//! The unit that answers, and its answers so far.

use catalogue::answers::fill_in::{AnswerRow, labels, origin_words};
use catalogue::answers::{Answers, blank};
use catalogue::model::{Check, Edition, Question, Severity};
use domain::{Number, Truth};
use rules::eval;
use rules::schema::{Col, QuestionKind};
use rules::table::Cell;

use super::Options;
use super::status::Standing;

/// An answer as it is written into a cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Given {
    Text(String),
    Number(Number),
    /// yyyymmdd.
    Date(i64),
}

/// Who answers, and what.
pub(super) struct Unit<'a> {
    /// Code and name.
    pub(super) name: Option<(&'a str, &'a str)>,
    /// Where the answers come from, in words; empty if somebody gave them.
    pub(super) origin: String,
    place: usize,
    answers: Option<&'a Answers>,
    cells: Vec<Cell>,
}

impl<'a> Unit<'a> {
    pub(super) fn new(edition: &'a Edition, options: Options<'a>) -> Self {
        let frame = &edition.frame.units;
        let unit = options.unit.and_then(|place| frame.get(place).map(|unit| (place, unit)));
        let answers = options.answers.filter(|_| unit.is_some());
        let place = unit.map_or(0, |(place, _)| place);
        let mut cells = Vec::new();
        let none = blank(edition);
        let table = &answers.unwrap_or(&none).table;
        if place < table.subjects() {
            edition.questionnaire.settle_before_checks(table.row(place), &mut cells);
        }
        Self {
            name: unit.map(|(_, unit)| (unit.code.as_str(), unit.name.as_str())),
            origin: answers.and_then(|a| origin_words(a.origin, a.round)).unwrap_or_default(),
            place,
            answers,
            cells,
        }
    }

    /// What stands in the answer cell of a row.
    pub(super) fn given(&self, question: &Question, row: &AnswerRow<'_>) -> Option<Given> {
        let answers = self.answers?;
        let raw = answers.raw(self.place, row.col);
        if !raw.given {
            return None;
        }
        if let Some(place) = row.alternative {
            let is_chosen = place < 64 && raw.value >> place & 1 == 1;
            return is_chosen.then(|| Given::Text(catalogue::answers::fill_in::CHOSEN.to_owned()));
        }
        if row.line > 0 {
            let lines = answers.lines.get(&(self.place, row.col))?;
            return lines
                .iter()
                .find(|(line, _)| *line == row.line)
                .map(|(_, number)| Given::Number(*number));
        }
        if let Some(text) = answers.texts.get(&(self.place, row.col)) {
            return Some(Given::Text(text.clone()));
        }
        if question.form.is_some() {
            return Number::from_micros(raw.value.into()).map(Given::Number);
        }
        if question.alternatives.is_empty() {
            return Some(Given::Date(raw.value));
        }
        let place = usize::try_from(raw.value).ok()?;
        labels(&question.alternatives).into_iter().nth(place).map(Given::Text)
    }

    /// The comment of a row: of several rows of one cell the first has it.
    pub(super) fn comment(&self, row: &AnswerRow<'_>) -> Option<&'a str> {
        let is_first = row.alternative.unwrap_or(0) == 0 && row.line <= 1;
        let comments = &self.answers?.comments;
        comments.get(&(self.place, row.col)).filter(|_| is_first).map(String::as_str)
    }

    /// What a reviewer decided on a row.
    pub(super) fn decision(
        &self,
        edition: &Edition,
        question: &Question,
        row: &AnswerRow<'_>,
    ) -> Option<bool> {
        let decided = *self.answers?.accepted.get(&(self.place, row.col))?;
        let known = &edition.questionnaire.schema.questions()[question.place];
        let is_here = match (row.alternative, &question.rows) {
            (Some(place), None) => known.reviewed.contains(&question.alternatives.get(place)?.id),
            (Some(_) | None, _) => true,
        };
        (is_here && self.given(question, row).is_some()).then_some(decided)
    }

    /// Whether a reviewer decided anything.
    pub(super) fn is_reviewed(&self) -> bool {
        self.answers.is_some_and(|answers| answers.accepted.keys().any(|(unit, _)| *unit == self.place))
    }

    /// The last line of a table that is answered.
    pub(super) fn last_line(&self, col: Col) -> u32 {
        let lines = self.answers.and_then(|answers| answers.lines.get(&(self.place, col)));
        lines.and_then(|lines| lines.iter().map(|(line, _)| *line).max()).unwrap_or(0)
    }

    /// How a row stands; `checks` are those that formulas can say, `is_clear` whether its filter is.
    pub(super) fn standing(
        &self,
        edition: &Edition,
        question: &Question,
        row: &AnswerRow<'_>,
        checks: &[&Check],
        is_clear: bool,
    ) -> Standing {
        let cell = self.cells.get(row.col.index());
        let fires = |severity: Severity| {
            let of = checks.iter().filter(|check| check.severity == severity);
            let mut when = of.into_iter().filter_map(|check| check.when_at(row.col));
            when.any(|when| eval::truth(when, &self.cells) == Truth::True)
        };
        let raw = self.answers.map(|answers| answers.raw(self.place, row.col)).unwrap_or_default();
        Standing {
            asked: cell.map(|cell| cell.asked).filter(|_| is_clear),
            filled: self.given(question, row).is_some(),
            group: raw.given,
            is_part: row.alternative.is_some() || row.line > 0,
            mandatory: !question.optional,
            hard: fires(Severity::Hard) || self.stands_with_others(edition, row),
            soft: fires(Severity::Soft),
            commented: self.answers.is_some_and(|a| a.comments.contains_key(&(self.place, row.col))),
        }
    }

    /// Whether an alternative that stands alone is chosen with others.
    fn stands_with_others(&self, edition: &Edition, row: &AnswerRow<'_>) -> bool {
        let QuestionKind::Many(set) = &edition.questionnaire.schema.column(row.col).kind else {
            return false;
        };
        let Some(cell) = self.cells.get(row.col.index()) else { return false };
        let alone = set.alone.iter().filter_map(|id| set.position(id.as_str()));
        cell.answered
            && cell.value.count_ones() > 1
            && alone.into_iter().any(|place| cell.value >> place & 1 == 1)
    }
}
