//! What rules, filters and hard checks of an edition compare with: only such values make a difference.

use std::collections::{BTreeMap, BTreeSet};

use catalogue::model::{Edition, Severity};
use rules::schema::{Col, NumberForm};
use rules::tree::{Cond, Gives, Num, RowPart, Scalar};

use super::choice::step;

/// Constants of an edition.
#[derive(Clone, Debug, Default)]
pub(super) struct Constants {
    numbers: BTreeSet<i64>,
    chosen: BTreeMap<Col, u64>,
    counted: BTreeSet<Col>,
}

impl Constants {
    pub(super) fn of(edition: &Edition) -> Self {
        let mut constants = Self::default();
        for indicator in &edition.indicators {
            for entry in &indicator.rule.entries {
                entry.when.iter().for_each(|when| constants.cond(when));
                match &entry.gives {
                    Gives::Figure(num) => constants.num(num),
                    Gives::Quotient(a, b) => {
                        constants.num(a);
                        constants.num(b);
                    }
                    Gives::Value(_) | Gives::Empty(_) => {}
                }
            }
        }
        edition.questionnaire.filters.iter().flatten().for_each(|filter| constants.cond(filter));
        edition.questionnaire.illogical.iter().for_each(|check| constants.cond(&check.when));
        let hard = edition.checks.iter().filter(|check| check.severity == Severity::Hard);
        hard.for_each(|check| constants.cond(&check.when));
        constants
    }

    /// The alternatives of a multiple choice that something reads; none if all do, since they are counted.
    pub(super) fn chosen(&self, col: Col) -> Option<u64> {
        (!self.counted.contains(&col)).then(|| self.chosen.get(&col).copied().unwrap_or(0))
    }

    /// The ends of a form and the constants within it, with what lies beside them.
    pub(super) fn beside(&self, form: &NumberForm) -> Vec<i64> {
        let step = step(form.digits);
        let (low, high) = (form.low.micros(), form.high.micros());
        let around = |&n: &i64| {
            let floor = n.div_euclid(step) * step;
            [floor - step, floor, floor + step, floor + 2 * step]
        };
        let mut all: BTreeSet<i64> = self.numbers.iter().flat_map(around).collect();
        all.extend([low, high]);
        all.range(low..=high).copied().collect()
    }

    fn cond(&mut self, cond: &Cond) {
        match cond {
            Cond::And(all) | Cond::Or(all) => all.iter().for_each(|c| self.cond(c)),
            Cond::Not(inner) | Cond::Guarded { inner, .. } => self.cond(inner),
            Cond::Compare { left, right, .. } => {
                self.num(left);
                self.num(right);
            }
            Cond::Ratio { numerator, denominator, limit, .. } => {
                [numerator, denominator, limit].into_iter().for_each(|n| self.num(n));
            }
            Cond::Between { item, low, high, .. } => {
                [item, low, high].into_iter().for_each(|n| self.num(n));
            }
            Cond::Chosen { cell, alternative } => *self.chosen.entry(*cell).or_default() |= 1 << alternative,
            Cond::Rows(test) => self.rows(&test.rows),
            Cond::Category(_)
            | Cond::Same { .. }
            | Cond::Asked(_)
            | Cond::CannotSay(_)
            | Cond::Accepted(_)
            | Cond::Answered(_)
            | Cond::Given(_) => {}
        }
    }

    fn rows(&mut self, rows: &[RowPart]) {
        rows.iter().for_each(|row| self.cond(&row.cond));
    }

    fn num(&mut self, num: &Num) {
        match num {
            Num::Literal(scalar) | Num::Parameter(_, scalar) => {
                if let Scalar::Number(number) = scalar {
                    self.numbers.insert(number.micros());
                }
            }
            Num::Cell(_) | Num::SumRows(_) => {}
            Num::Arithmetic(a, _, b) => {
                self.num(a);
                self.num(b);
            }
            Num::Negate(x) => self.num(x),
            Num::Case { branches, otherwise } => {
                for (cond, result) in branches {
                    self.cond(cond);
                    self.num(result);
                }
                self.num(otherwise);
            }
            Num::CountRows { rows, .. } => self.rows(rows),
            Num::ChosenCount(cell) => {
                self.counted.insert(*cell);
            }
        }
    }
}
