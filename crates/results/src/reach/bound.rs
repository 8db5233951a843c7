//! The fewest changes that a branch of the search can still do with: never too many, so nothing is missed.
//!
//! Without it a grid of twenty rows, of which twelve must hold, would be searched for one change, for two … in
//! every combination before the first set of twelve is found.

use rules::eval;
use rules::schema::{Col, Schema};
use rules::table::{Cell, Raw};
use rules::tree::{Cond, Gives, Num, Quantifier, RowPart, RowsTest, Rule};

use domain::{Truth, ValueId};

/// What a bound is found from.
pub(super) struct Bound<'a> {
    pub(super) schema: &'a Schema,
    /// The cells so far; what is not decided is unknown.
    pub(super) cells: &'a [Cell],
    /// What was answered before.
    pub(super) base: &'a [Raw],
    /// What each cell was before.
    pub(super) base_cells: &'a [Cell],
}

/// The row that a condition belongs to: only its own cell counts, so that no change counts twice.
type Row<'r> = Option<(&'r RowsTest, &'r RowPart)>;

impl Bound<'_> {
    /// The fewest further changes after which the rule may give one of the target values; none if it cannot.
    pub(super) fn of(&self, rule: &Rule, target: &[ValueId]) -> Option<usize> {
        let gives_target = |gives: &Gives| match gives {
            Gives::Value(value) => target.contains(value),
            Gives::Empty(_) | Gives::Figure(_) | Gives::Quotient(..) => false,
        };
        let entries = rule.entries.iter().filter(|entry| gives_target(&entry.gives));
        entries.filter_map(|entry| entry.when.as_ref().map_or(Some(0), |when| self.cond(when, None))).min()
    }

    /// The fewest changes after which a condition may hold; none if it cannot.
    fn cond(&self, cond: &Cond, row: Row<'_>) -> Option<usize> {
        match eval::truth(cond, self.cells) {
            Truth::True => return Some(0),
            Truth::False => return None,
            Truth::Unknown(_) => {}
        }
        match cond {
            Cond::And(all) => all.iter().try_fold(0, |most, member| Some(self.cond(member, row)?.max(most))),
            Cond::Or(all) => all.iter().filter_map(|member| self.cond(member, row)).min(),
            Cond::Guarded { inner, .. } => self.cond(inner, row),
            Cond::Category(test) => Some(self.cell(test.cell, row, |value| test.mask >> value & 1 == 1)),
            Cond::Chosen { cell, alternative } => {
                Some(self.cell(*cell, row, |value| value >> alternative & 1 == 1))
            }
            Cond::Rows(test) => self.rows(test),
            // Not worth it, or true without a change of its own.
            Cond::Not(_)
            | Cond::Same { .. }
            | Cond::Compare { .. }
            | Cond::Between { .. }
            | Cond::Ratio { .. }
            | Cond::Asked(_)
            | Cond::CannotSay(_)
            | Cond::Accepted(_)
            | Cond::Answered(_)
            | Cond::Given(_) => Some(0),
        }
    }

    /// 1 if the answer that stands is none, or none that the condition asks for.
    fn cell(&self, col: Col, row: Row<'_>, holds: impl Fn(i64) -> bool) -> usize {
        let column = self.schema.column(col);
        let is_own = |(test, part): (&RowsTest, &RowPart)| {
            column.question == Some(test.question) && column.row.as_ref() == Some(&part.row)
        };
        let counts = row.is_none_or(is_own);
        let stands = self.base_cells[col.index()].answered && holds(self.base[col.index()].value);
        usize::from(counts && !stands)
    }

    fn rows(&self, test: &RowsTest) -> Option<usize> {
        let wanted = match test.quantifier {
            Quantifier::Any => 1,
            Quantifier::AtLeast(k) => k as usize,
            // A row that is no longer asked no longer hinders.
            Quantifier::All | Quantifier::AtMost(_) => return Some(0),
        };
        let mut costs: Vec<usize> = test
            .rows
            .iter()
            .filter(|part| self.cells[part.asked.index()].asked != Truth::False)
            .filter_map(|part| self.cond(&part.cond, Some((test, part))))
            .collect();
        costs.sort_unstable();
        (costs.len() >= wanted).then(|| costs[..wanted].iter().sum())
    }
}

/// Whether a rule that is determined stays so when more is known, even while it is open whether a row is asked.
///
/// A row that is not asked counts as FALSE or is skipped, whatever its condition says. So the condition must be about
/// that row alone: then it is open as long as the row is.
pub(super) fn keeps_what_is_determined(rule: &Rule) -> bool {
    rule.entries.iter().all(|entry| {
        let gives = match &entry.gives {
            Gives::Figure(num) => of_num(num),
            Gives::Quotient(a, b) => of_num(a) && of_num(b),
            Gives::Value(_) | Gives::Empty(_) => true,
        };
        gives && entry.when.as_ref().is_none_or(of_cond)
    })
}

fn of_cond(cond: &Cond) -> bool {
    match cond {
        Cond::And(all) | Cond::Or(all) => all.iter().all(of_cond),
        Cond::Not(inner) | Cond::Guarded { inner, .. } => of_cond(inner),
        Cond::Compare { left, right, .. } => of_num(left) && of_num(right),
        Cond::Ratio { numerator, denominator, limit, .. } => {
            of_num(numerator) && of_num(denominator) && of_num(limit)
        }
        Cond::Between { item, low, high, .. } => of_num(item) && of_num(low) && of_num(high),
        Cond::Rows(test) => of_rows(&test.rows),
        Cond::Category(_)
        | Cond::Same { .. }
        | Cond::Asked(_)
        | Cond::CannotSay(_)
        | Cond::Chosen { .. }
        | Cond::Accepted(_)
        | Cond::Answered(_)
        | Cond::Given(_) => true,
    }
}

fn of_rows(rows: &[RowPart]) -> bool {
    rows.iter().all(|part| {
        let mut is_own = true;
        part.cond.columns(&mut |col| is_own &= col == part.asked);
        is_own && of_cond(&part.cond)
    })
}

fn of_num(num: &Num) -> bool {
    match num {
        Num::Arithmetic(a, _, b) => of_num(a) && of_num(b),
        Num::Negate(x) => of_num(x),
        Num::Case { branches, otherwise } => {
            branches.iter().all(|(when, then)| of_cond(when) && of_num(then)) && of_num(otherwise)
        }
        Num::CountRows { rows, .. } => of_rows(rows),
        Num::Literal(_) | Num::Parameter(..) | Num::Cell(_) | Num::ChosenCount(_) | Num::SumRows(_) => true,
    }
}
