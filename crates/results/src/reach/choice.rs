//! What a unit can choose (*valbara svar*): the values that a search may propose for a cell.

use catalogue::model::{Edition, FixedAnswer};
use domain::Number;
use rules::schema::{Col, QuestionKind, ValueSet};

use super::constants::Constants;

/// A multiple choice is tried in every combination of at most so many alternatives that something reads;
/// of more, only so many are turned at once.
const EVERY_COMBINATION: u32 = 10;
const AT_MOST_TURNED: u32 = 3;

/// What may be proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Freedom {
    /// Only what the unit can choose.
    Own,
    /// As if facts could be otherwise: a fixed answer may be left.
    LeaveFacts,
    /// As if every fact could be chosen.
    Anything,
}

/// What is fixed of a cell, and which of its values can make a difference.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    kind: QuestionKind,
    /// Whether every answer to the question is a fact.
    is_whole: bool,
    /// Alternatives that are facts.
    facts: u64,
    /// Alternatives of a multiple choice that something reads.
    read: u64,
    /// Alternatives of a multiple choice that stand with no other.
    alone: u64,
    /// Numbers beside the constants that something compares with, smallest first.
    numbers: Vec<i64>,
    missing_code: Option<i64>,
}

impl Choice {
    pub(super) fn of(edition: &Edition, constants: &Constants, col: Col) -> Self {
        let column = edition.questionnaire.schema.column(col);
        let fixed: Vec<&FixedAnswer> =
            edition.comparison.fixed.iter().filter(|fixed| concerns(edition, col, fixed)).collect();
        let is_whole = fixed.iter().any(|fixed| fixed.alternative.is_empty());
        let (mut facts, mut read, mut alone) = (0, 0, 0);
        if let QuestionKind::One(set) | QuestionKind::Many(set) = &column.kind {
            facts = fixed.iter().fold(0, |mask, fixed| mask | bit_of(set, &fixed.alternative));
            alone = set.alone.iter().fold(0, |mask, id| mask | bit_of(set, id.as_str()));
            // Where they are counted, or one stands alone, every alternative makes a difference.
            read = constants.chosen(col).filter(|_| alone == 0).unwrap_or_else(|| all_of(set));
        }
        let numbers = match &column.kind {
            QuestionKind::Number(form) | QuestionKind::Table(form) => constants.beside(form),
            QuestionKind::One(_) | QuestionKind::Many(_) | QuestionKind::Date | QuestionKind::Text => {
                Vec::new()
            }
        };
        let missing_code = edition.questionnaire.missing_code(col);
        Self { kind: column.kind.clone(), is_whole, facts, read, alone, numbers, missing_code }
    }

    /// Whether an answer is a fact that a unit cannot leave.
    pub(super) fn is_fact(&self, value: i64) -> bool {
        let is_fixed = match &self.kind {
            QuestionKind::One(_) => self.facts >> value & 1 == 1,
            QuestionKind::Number(_) => self.missing_code == Some(value),
            QuestionKind::Date => true,
            QuestionKind::Many(_) | QuestionKind::Text | QuestionKind::Table(_) => false,
        };
        is_fixed || self.is_whole
    }

    /// Whether any answer to the question is a fact.
    pub(super) fn is_whole_fact(&self) -> bool {
        self.is_whole || self.kind == QuestionKind::Date
    }

    /// What the cell may become, in order, given what was answered.
    pub(super) fn values(&self, given: Option<i64>, freedom: Freedom) -> Vec<i64> {
        if freedom == Freedom::Own && (self.is_whole_fact() || given.is_some_and(|v| self.is_fact(v))) {
            return Vec::new();
        }
        let facts = if freedom == Freedom::Anything { 0 } else { self.facts };
        match &self.kind {
            QuestionKind::One(set) => {
                let places = 0..set.alternatives.len().min(64) as i64;
                places.filter(|place| facts >> place & 1 == 0 && given != Some(*place)).collect()
            }
            QuestionKind::Many(set) => self.choices(set, given, freedom),
            QuestionKind::Number(_) | QuestionKind::Table(_) => {
                let may_be = |value: &&i64| given != Some(**value) && self.missing_code != Some(**value);
                self.numbers.iter().filter(may_be).copied().collect()
            }
            QuestionKind::Text if given.is_none() => vec![0],
            // A text that is there says enough; a date is a fact.
            QuestionKind::Text | QuestionKind::Date => Vec::new(),
        }
    }

    /// Combinations of a multiple choice, those that turn fewest first.
    fn choices(&self, set: &ValueSet, given: Option<i64>, freedom: Freedom) -> Vec<i64> {
        let chosen = given.unwrap_or(0) as u64;
        // A fact that was chosen stays unless facts may be left, and is never chosen anew.
        let locked = match freedom {
            Freedom::Own => self.facts,
            Freedom::LeaveFacts => self.facts & !chosen,
            Freedom::Anything => 0,
        };
        let free = all_of(set) & !locked;
        let mut turned = subsets(self.read & free);
        // Nothing chosen is no answer: then any other alternative does, alone.
        if turned.contains(&chosen) || chosen == 0 {
            let others = bits(free & !self.read & !chosen);
            turned.extend(others.map(|other| chosen | other));
        }
        turned.retain(|turn| {
            let value = chosen ^ turn;
            *turn != 0 && value != 0 && (value & self.alone == 0 || value.count_ones() == 1)
        });
        turned.sort_by_key(|turn| (turn.count_ones(), turn.reverse_bits() ^ u64::MAX));
        turned.dedup();
        turned.into_iter().map(|turn| (chosen ^ turn) as i64).collect()
    }

    /// Values that change less than `value` does: fewer alternatives turned, or a number nearer.
    pub(super) fn smaller(&self, given: Option<i64>, value: i64, values: &[i64]) -> Vec<i64> {
        match &self.kind {
            QuestionKind::Many(_) => {
                let chosen = given.unwrap_or(0);
                let turn = chosen ^ value;
                let is_less = |other: &&i64| {
                    let less = chosen ^ **other;
                    less & !turn == 0 && less != turn
                };
                values.iter().filter(is_less).copied().collect()
            }
            QuestionKind::Number(form) | QuestionKind::Table(form) => {
                let from = given.unwrap_or(form.low.micros());
                let (low, high) = (from.min(value), from.max(value));
                // An unanswered number may be the smallest there is.
                let low = if given.is_none() { low - 1 } else { low };
                values.iter().filter(|other| low < **other && **other < high).copied().collect()
            }
            QuestionKind::One(_) | QuestionKind::Date | QuestionKind::Text => Vec::new(),
        }
    }
}

/// Why an answer is a fact, where the catalogue says so; an entry of the question itself goes first.
pub fn fixed_because(edition: &Edition, col: Col, value: Option<i64>) -> Option<&FixedAnswer> {
    let column = edition.questionnaire.schema.column(col);
    let id = match &column.kind {
        QuestionKind::One(set) => value.and_then(|v| set.alternatives.get(usize::try_from(v).ok()?)),
        QuestionKind::Many(_)
        | QuestionKind::Number(_)
        | QuestionKind::Date
        | QuestionKind::Text
        | QuestionKind::Table(_) => None,
    };
    let fixed = edition.comparison.fixed.iter().filter(|fixed| concerns(edition, col, fixed));
    let says = fixed.filter(|fixed| fixed.alternative.is_empty() || Some(&fixed.alternative) == id);
    says.min_by_key(|fixed| fixed.question.is_empty())
}

/// Whether an entry of `comparison.fixed` speaks of a cell: by its question, its own name, or of every one.
fn concerns(edition: &Edition, col: Col, fixed: &FixedAnswer) -> bool {
    let column = edition.questionnaire.schema.column(col);
    let code = column.question.map(|place| edition.questions[place].code.as_str());
    fixed.question.is_empty() || Some(fixed.question.as_str()) == code || fixed.question == column.name
}

/// The bit of an alternative; none if the set lacks it.
fn bit_of(set: &ValueSet, id: &str) -> u64 {
    set.position(id).filter(|place| *place < 64).map_or(0, |place| 1 << place)
}

fn all_of(set: &ValueSet) -> u64 {
    match set.alternatives.len() {
        n @ 0..64 => (1 << n) - 1,
        _ => u64::MAX,
    }
}

fn bits(mask: u64) -> impl Iterator<Item = u64> {
    (0..64).map(|place| 1_u64 << place).filter(move |bit| mask & bit != 0)
}

/// Every subset of a few bits; of many, those of at most [`AT_MOST_TURNED`].
fn subsets(mask: u64) -> Vec<u64> {
    let most = if mask.count_ones() <= EVERY_COMBINATION { u64::BITS } else { AT_MOST_TURNED };
    let mut all = vec![0_u64];
    for bit in bits(mask) {
        let with: Vec<u64> =
            all.iter().filter(|subset| subset.count_ones() < most).map(|subset| subset | bit).collect();
        all.extend(with);
    }
    all
}

/// The step between neighbouring numbers of a form.
pub(super) fn step(digits: u8) -> i64 {
    Number::SCALE / 10_i64.pow(u32::from(digits.min(6)))
}
