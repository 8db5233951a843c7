//! Evaluation: three-valued, exact, in no order that matters.

use domain::{Empty, Figure, Number, Outcome, Reason, ReasonSet, Truth};

use crate::syntax::{Comparison, Operator};
use crate::table::Cell;
use crate::tree::{CategoryTest, Cond, Gives, Num, Quantifier, RowPart, RowsTest, Rule};

/// A number in millionths (a date as yyyymmdd), or why there is none.
pub type Value = Result<i64, ReasonSet>;

/// Whether a condition holds for the cells of one subject.
pub fn truth(cond: &Cond, cells: &[Cell]) -> Truth {
    match cond {
        Cond::And(all) => {
            let mut result = Truth::True;
            for member in all {
                result = result.and(truth(member, cells));
                if result == Truth::False {
                    break;
                }
            }
            result
        }
        Cond::Or(all) => {
            let mut result = Truth::False;
            for member in all {
                result = result.or(truth(member, cells));
                if result == Truth::True {
                    break;
                }
            }
            result
        }
        Cond::Not(inner) => !truth(inner, cells),
        Cond::Category(test) => category(test, cells),
        Cond::Same { left, op, right } => compare(cells[left.index()].get(), *op, cells[right.index()].get()),
        Cond::Compare { left, op, right } => compare(number(left, cells), *op, number(right, cells)),
        Cond::Between { item, low, high, negated } => {
            let item = number(item, cells);
            let inside = compare(item, Comparison::GreaterOrEqual, number(low, cells)).and(compare(
                item,
                Comparison::LessOrEqual,
                number(high, cells),
            ));
            if *negated { !inside } else { inside }
        }
        Cond::Ratio { numerator, denominator, op, limit } => {
            ratio(number(numerator, cells), number(denominator, cells), *op, number(limit, cells))
        }
        Cond::Asked(cell) => cells[cell.index()].asked,
        Cond::CannotSay(cell) => {
            let cell = &cells[cell.index()];
            if cell.empty.contains(Reason::CannotSay) && cell.answered {
                Truth::True
            } else if cell.empty.is_empty() {
                Truth::False
            } else {
                Truth::Unknown(cell.empty)
            }
        }
        Cond::Chosen { cell, alternative } => match cells[cell.index()].get() {
            Ok(chosen) => (chosen >> alternative & 1 == 1).into(),
            Err(reasons) => Truth::Unknown(reasons),
        },
        Cond::Accepted(cell) => cells[cell.index()].accepted.into(),
        Cond::Answered(cell) | Cond::Given(cell) => cells[cell.index()].answered.into(),
        Cond::Rows(test) => rows(test, cells),
        Cond::Guarded { cells: read, inner } => {
            if read.iter().any(|col| cells[col.index()].asked == Truth::False) {
                Truth::False
            } else {
                truth(inner, cells)
            }
        }
    }
}

fn category(test: &CategoryTest, cells: &[Cell]) -> Truth {
    match cells[test.cell.index()].get() {
        Ok(place) => (test.mask >> place & 1 == 1).into(),
        Err(reasons) => Truth::Unknown(reasons),
    }
}

fn compare(left: Value, op: Comparison, right: Value) -> Truth {
    both(left, right, |a, b| op.holds(a.cmp(&b)))
}

fn both(left: Value, right: Value, holds: impl Fn(i64, i64) -> bool) -> Truth {
    match (left, right) {
        (Ok(a), Ok(b)) => holds(a, b).into(),
        (Err(r), Err(s)) => Truth::Unknown(r.union(s)),
        (Err(r), Ok(_)) | (Ok(_), Err(r)) => Truth::Unknown(r),
    }
}

/// `a / b op limit` without dividing; of 0 / 0 nothing is known, of a / 0 the answers contradict each other.
fn ratio(a: Value, b: Value, op: Comparison, limit: Value) -> Truth {
    match (a, b, limit) {
        (Ok(a), Ok(0), Ok(_)) => Truth::Unknown(ReasonSet::of(zero_denominator(a))),
        (Ok(a), Ok(b), Ok(limit)) => {
            let scaled = i128::from(a) * i128::from(Number::SCALE);
            op.holds(scaled.cmp(&(i128::from(limit) * i128::from(b)))).into()
        }
        (a, b, limit) => {
            let by_zero = match (a, b) {
                (Ok(a), Ok(0)) => ReasonSet::of(zero_denominator(a)),
                _ => ReasonSet::NONE,
            };
            let reasons = [a, b, limit].into_iter().filter_map(Result::err);
            Truth::Unknown(reasons.fold(by_zero, ReasonSet::union))
        }
    }
}

fn zero_denominator(numerator: i64) -> Reason {
    if numerator == 0 { Reason::NotApplicable } else { Reason::Illogical }
}

/// How many rows are true, false, unknown, and why.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RowCount {
    /// Rows that hold.
    pub yes: u32,
    /// Rows that do not.
    pub no: u32,
    /// Rows that could turn out either way.
    pub unknown: u32,
    /// Rows that were not asked.
    pub not_asked: u32,
    /// The reasons of the unknown rows.
    pub reasons: ReasonSet,
}

/// One row: FALSE if it was not asked.
pub fn row_truth(row: &RowPart, cells: &[Cell]) -> Truth {
    if cells[row.asked.index()].asked == Truth::False { Truth::False } else { truth(&row.cond, cells) }
}

/// Counts the rows of a row function.
pub fn count_rows(rows: &[RowPart], cells: &[Cell]) -> RowCount {
    let mut count = RowCount::default();
    for row in rows {
        if cells[row.asked.index()].asked == Truth::False {
            count.not_asked += 1;
            continue;
        }
        match truth(&row.cond, cells) {
            Truth::True => count.yes += 1,
            Truth::False => count.no += 1,
            Truth::Unknown(reasons) => {
                count.unknown += 1;
                count.reasons = count.reasons.union(reasons);
            }
        }
    }
    count
}

fn rows(test: &RowsTest, cells: &[Cell]) -> Truth {
    quantified(test.quantifier, &count_rows(&test.rows, cells))
}

/// What a row function says of a count (`semantics` §7).
pub fn quantified(quantifier: Quantifier, count: &RowCount) -> Truth {
    let at_least = |k: u32| {
        if count.yes >= k {
            Truth::True
        } else if count.yes + count.unknown < k {
            Truth::False
        } else {
            Truth::Unknown(count.reasons)
        }
    };
    match quantifier {
        Quantifier::Any => at_least(1),
        Quantifier::AtLeast(k) => at_least(k),
        Quantifier::AtMost(k) => !at_least(k + 1),
        Quantifier::All if count.no > 0 => Truth::False,
        Quantifier::All if count.unknown > 0 => Truth::Unknown(count.reasons),
        Quantifier::All if count.yes > 0 => Truth::True,
        Quantifier::All => Truth::Unknown(ReasonSet::of(Reason::NotAsked)),
    }
}

/// A number, or why there is none.
pub fn number(num: &Num, cells: &[Cell]) -> Value {
    match num {
        Num::Literal(scalar) | Num::Parameter(_, scalar) => Ok(scalar.raw()),
        Num::Cell(cell) | Num::SumRows(cell) => cells[cell.index()].get(),
        Num::Arithmetic(a, op, b) => match (number(a, cells), number(b, cells)) {
            (Ok(a), Ok(b)) => Ok(arithmetic(a, *op, b)),
            (Err(r), Err(s)) => Err(r.union(s)),
            (Err(r), Ok(_)) | (Ok(_), Err(r)) => Err(r),
        },
        Num::Negate(x) => number(x, cells).map(|x| -x),
        Num::Case { branches, otherwise } => {
            for (condition, result) in branches {
                match truth(condition, cells) {
                    Truth::True => return number(result, cells),
                    Truth::False => {}
                    Truth::Unknown(reasons) => return Err(reasons),
                }
            }
            number(otherwise, cells)
        }
        Num::CountRows { rows, .. } => {
            let count = count_rows(rows, cells);
            if count.unknown > 0 { Err(count.reasons) } else { Ok(i64::from(count.yes) * Number::SCALE) }
        }
        Num::ChosenCount(cell) => {
            cells[cell.index()].get().map(|chosen| i64::from(chosen.count_ones()) * Number::SCALE)
        }
    }
}

/// Ranges proved at load keep every result within ±9·10¹²; a product needs no more than six decimals.
fn arithmetic(a: i64, op: Operator, b: i64) -> i64 {
    match op {
        Operator::Add => a + b,
        Operator::Subtract => a - b,
        Operator::Multiply => {
            let product = i128::from(a) * i128::from(b) / i128::from(Number::SCALE);
            i64::try_from(product).expect("the range of a product is proved when the rule is compiled")
        }
        Operator::Divide => unreachable!("a division is kept as its pair"),
    }
}

/// What the entries of a rule come to (`semantics` §9): an entry, or an empty with all its reasons.
pub fn fold(rule: &Rule, cells: &[Cell]) -> Result<usize, Empty> {
    let mut noted: Option<usize> = None;
    let mut reasons = ReasonSet::NONE;
    let mut differ = false;
    let mut settled = false;
    for (i, entry) in rule.entries.iter().enumerate() {
        let holds = entry.when.as_ref().map_or(Truth::True, |when| truth(when, cells));
        if holds == Truth::False {
            continue;
        }
        match noted {
            Some(first) => differ |= !rule.entries[first].gives.same_result(&entry.gives, false),
            None => noted = Some(i),
        }
        match holds {
            Truth::Unknown(more) => reasons = reasons.union(more),
            Truth::True | Truth::False => {
                settled = true;
                break;
            }
        }
    }
    match noted {
        Some(first) if settled && !differ => Ok(first),
        // No entry foresaw these answers: the proof at load shows that it cannot be.
        None => Err(Empty::because(Reason::Illogical)),
        Some(_) => Err(Empty::from_set(reasons).unwrap_or(Empty::because(Reason::Illogical))),
    }
}

/// What a unit gets.
pub fn outcome(rule: &Rule, cells: &[Cell]) -> Outcome {
    match fold(rule, cells) {
        Ok(entry) => given(&rule.entries[entry].gives, cells),
        Err(empty) => Outcome::Empty(empty),
    }
}

/// The outcome of an entry that holds.
pub fn given(gives: &Gives, cells: &[Cell]) -> Outcome {
    let empty =
        |reasons| Outcome::Empty(Empty::from_set(reasons).unwrap_or(Empty::because(Reason::Illogical)));
    let exact = |micros: i64| Number::from_micros(micros.into()).unwrap_or_default();
    match gives {
        Gives::Value(value) => Outcome::Category(value.clone()),
        Gives::Empty(reason) => Outcome::Empty(Empty::because(*reason)),
        Gives::Figure(num) => match number(num, cells) {
            Ok(micros) => Outcome::Figure(Figure::Number(exact(micros))),
            Err(reasons) => empty(reasons),
        },
        Gives::Quotient(a, b) => match (number(a, cells), number(b, cells)) {
            (Ok(a), Ok(0)) => empty(ReasonSet::of(zero_denominator(a))),
            (Ok(a), Ok(b)) => Outcome::Figure(Figure::Pair { numerator: exact(a), denominator: exact(b) }),
            (a, b) => {
                let both = [a, b].into_iter().filter_map(Result::err);
                empty(both.fold(ReasonSet::NONE, ReasonSet::union))
            }
        },
    }
}
