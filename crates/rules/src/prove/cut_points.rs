//! The states a cell can be in: each alternative, and of numbers and dates the constants of the rule with
//! what lies beside them.

use std::collections::BTreeSet;

use domain::{Date, Number};

use super::states::State;
use crate::schema::{Col, NumberForm, QuestionKind, Schema, ValueSet};
use crate::table::Raw;
use crate::tree::{Cond, Entry, Gives, Num, RowPart, Scalar, date_raw};

/// Multiple choices of up to so many alternatives are tried in every combination.
const SMALL_CHOICE: usize = 6;
/// Of a larger one, up to so many alternatives that the rule names are.
const NAMED_CHOICE: usize = 10;
/// Most states of one cell; more are thinned out.
const MOST_STATES: usize = 20_000;

/// What a rule and its filters compare with, and what they ask of multiple choices.
#[derive(Default)]
pub(super) struct CutPoints {
    numbers: BTreeSet<i64>,
    dates: BTreeSet<Date>,
    chosen: BTreeSet<(Col, u8)>,
    counted: BTreeSet<Col>,
    accepted: BTreeSet<Col>,
}

impl CutPoints {
    pub(super) fn of_entry(&mut self, entry: &Entry) {
        if let Some(when) = &entry.when {
            self.of_cond(when);
        }
        match &entry.gives {
            Gives::Figure(num) => self.of_num(num),
            Gives::Quotient(a, b) => {
                self.of_num(a);
                self.of_num(b);
            }
            Gives::Value(_) | Gives::Empty(_) => {}
        }
    }

    pub(super) fn of_cond(&mut self, cond: &Cond) {
        match cond {
            Cond::And(all) | Cond::Or(all) => all.iter().for_each(|c| self.of_cond(c)),
            Cond::Not(inner) | Cond::Guarded { inner, .. } => self.of_cond(inner),
            Cond::Compare { left, right, .. } => {
                self.of_num(left);
                self.of_num(right);
            }
            Cond::Ratio { numerator, denominator, limit, .. } => {
                [numerator, denominator, limit].into_iter().for_each(|n| self.of_num(n));
            }
            Cond::Between { item, low, high, .. } => {
                [item, low, high].into_iter().for_each(|n| self.of_num(n));
            }
            Cond::Chosen { cell, alternative } => {
                self.chosen.insert((*cell, *alternative));
            }
            Cond::Accepted(cell) => {
                self.accepted.insert(*cell);
            }
            Cond::Rows(test) => self.of_rows(&test.rows),
            Cond::Category(_)
            | Cond::Same { .. }
            | Cond::Asked(_)
            | Cond::CannotSay(_)
            | Cond::Answered(_)
            | Cond::Given(_) => {}
        }
    }

    fn of_rows(&mut self, rows: &[RowPart]) {
        rows.iter().for_each(|row| self.of_cond(&row.cond));
    }

    fn of_num(&mut self, num: &Num) {
        match num {
            Num::Literal(scalar) | Num::Parameter(_, scalar) => match scalar {
                Scalar::Number(number) => {
                    self.numbers.insert(number.micros());
                }
                Scalar::Date(date) => {
                    self.dates.insert(*date);
                }
            },
            Num::Cell(_) | Num::SumRows(_) => {}
            Num::Arithmetic(a, _, b) => {
                self.of_num(a);
                self.of_num(b);
            }
            Num::Negate(x) => self.of_num(x),
            Num::Case { branches, otherwise } => {
                for (cond, result) in branches {
                    self.of_cond(cond);
                    self.of_num(result);
                }
                self.of_num(otherwise);
            }
            Num::CountRows { rows, .. } => self.of_rows(rows),
            Num::ChosenCount(cell) => {
                self.counted.insert(*cell);
            }
        }
    }

    /// Whether the rule counts how many alternatives of a cell are chosen.
    pub(super) fn is_counted(&self, col: Col) -> bool {
        self.counted.contains(&col)
    }

    /// Whether the rule asks for an alternative of a cell.
    pub(super) fn is_named(&self, col: Col, alternative: u8) -> bool {
        self.chosen.contains(&(col, alternative))
    }

    /// The states of a cell, and whether they are all that could make a difference.
    pub(super) fn states(&self, schema: &Schema, col: Col) -> (Vec<State>, bool) {
        let column = schema.column(col);
        let given = |value| State::Given { raw: Raw::answer(value), is_missing_code: false };
        let mut is_all = true;
        let mut states: Vec<State> = match &column.kind {
            QuestionKind::One(set) => (0..set.alternatives.len() as i64).map(given).collect(),
            QuestionKind::Many(set) => {
                let (sets, all) = self.choices(col, set);
                is_all = all;
                sets.into_iter().map(given).collect()
            }
            QuestionKind::Number(form) => {
                let mut states: Vec<State> = self.around_numbers(form).into_iter().map(given).collect();
                if let Some(code) = form.missing_code {
                    states.push(State::Given { raw: Raw::answer(code.micros()), is_missing_code: true });
                }
                states
            }
            QuestionKind::Table(form) => self.around_numbers(form).into_iter().map(given).collect(),
            QuestionKind::Date => self.around_dates().into_iter().map(given).collect(),
            QuestionKind::Text => vec![given(1)],
        };
        if self.accepted.contains(&col) {
            let accepted: Vec<State> = states.iter().map(|state| state.accepted()).collect();
            states.extend(accepted);
        }
        if column.question.is_some() || states.is_empty() {
            states.push(State::Missing);
        }
        (states, is_all)
    }

    /// Sets of alternatives that a hard check lets through: one that is `alone` stands with no other.
    ///
    /// All of them if there are few alternatives; else those the rule names, in every combination, with as
    /// many of the others as a count can tell apart.
    fn choices(&self, col: Col, set: &ValueSet) -> (Vec<i64>, bool) {
        let alone = alone(set);
        let mut sets: BTreeSet<i64> = alone.iter().map(|&place| 1 << place).collect();
        let free: Vec<u8> =
            (0..set.alternatives.len() as u8).filter(|place| !alone.contains(place)).collect();
        let small = is_small(set);
        let (named, others): (Vec<u8>, Vec<u8>) =
            free.into_iter().partition(|&place| small || self.is_named(col, place));
        let all_named = named.len() <= NAMED_CHOICE;
        let combinations = if all_named { every_subset(&named) } else { small_and_large_subsets(&named) };
        let most = if self.is_counted(col) { others.len() } else { others.len().min(1) };
        let is_all = all_named && combinations.len() * (most + 1) <= MOST_STATES;
        for combination in combinations {
            let mut chosen = combination;
            sets.insert(chosen);
            for (i, &other) in others[..most].iter().enumerate() {
                chosen |= 1 << other;
                if is_all || i == 0 || i + 1 == most {
                    sets.insert(chosen);
                }
            }
        }
        sets.remove(&0);
        (sets.into_iter().collect(), is_all)
    }

    /// The ends of the range, the rule's constants, and what lies just below and above them.
    fn around_numbers(&self, form: &NumberForm) -> Vec<i64> {
        let step = 10_i64.pow(6 - u32::from(form.digits.min(6)));
        let (low, high) = (form.low.micros(), form.high.micros());
        let small = [0, 1, 2, 3].map(|n| n * Number::SCALE);
        // A constant with more decimals than the question allows lies between two answers.
        let around = self.numbers.iter().flat_map(|&cut| {
            let at = cut.div_euclid(step) * step;
            [at.saturating_sub(step), at, at.saturating_add(step)]
        });
        let all: BTreeSet<i64> = around
            .chain(small)
            .chain([low, high])
            .filter(|x| (low..=high).contains(x) && x % step == 0)
            .filter(|x| form.missing_code.is_none_or(|code| code.micros() != *x))
            .collect();
        all.into_iter().collect()
    }

    /// The rule's dates, and the days before and after.
    fn around_dates(&self) -> Vec<i64> {
        let some_day = Date::constant(2000, 1, 1);
        let days = self
            .dates
            .iter()
            .flat_map(|&date| [date.yesterday().unwrap_or(date), date, date.tomorrow().unwrap_or(date)]);
        let all: BTreeSet<Date> = days.chain([some_day]).collect();
        all.into_iter().map(date_raw).collect()
    }
}

/// Whether every combination of the alternatives is tried, named by the rule or not.
pub(super) fn is_small(set: &ValueSet) -> bool {
    set.alternatives.len() <= SMALL_CHOICE
}

/// The places of the alternatives that stand with no other.
pub(super) fn alone(set: &ValueSet) -> Vec<u8> {
    set.alone.iter().filter_map(|id| set.position(id.as_str())).map(|place| place as u8).collect()
}

fn every_subset(places: &[u8]) -> Vec<i64> {
    (0..1_u32 << places.len())
        .map(|pick| {
            let picked = places.iter().enumerate().filter(|(i, _)| pick >> i & 1 == 1);
            picked.fold(0, |set, (_, place)| set | 1 << place)
        })
        .collect()
}

/// None, one or two of the places, and all but those.
fn small_and_large_subsets(places: &[u8]) -> Vec<i64> {
    let all = places.iter().fold(0_i64, |set, place| set | 1 << place);
    let mut small = vec![0_i64];
    for (i, a) in places.iter().enumerate() {
        small.push(1 << a);
        small.extend(places[i + 1..].iter().map(|b| 1_i64 << a | 1 << b));
    }
    let large: Vec<i64> = small.iter().map(|few| all & !few).collect();
    small.into_iter().chain(large).collect()
}
