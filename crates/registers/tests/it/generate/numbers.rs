//! Numbers, with what the compiler will prove of them: their range and decimals.

use domain::Number;
use rules::schema::QuestionKind;
use rules::syntax::{Expr, Function, Name, Operator, Tail};

use super::rows::{among_counts, whole};
use super::{Generator, boxed, call, reference};
use crate::answers::numbers;
use crate::questionnaire::{form, number_parameters};

/// A number and its range; generous, so that nothing is refused for it.
pub(super) struct Ranged {
    pub(super) expr: Expr,
    low: i128,
    high: i128,
    decimals: u8,
}

const SCALE: i128 = Number::SCALE as i128;
/// Far below what is allowed, so that sums and products of a few stay within.
const MOST: i128 = Number::MAX_MICROS as i128 / 100;

impl Generator<'_> {
    /// A number of at most so many levels; at least 1.
    pub(super) fn number(&mut self, levels: usize) -> Ranged {
        loop {
            let drawn = match self.dice.below(100) {
                0..25 => self.cell_number(),
                25..40 => Some(self.literal()),
                40..45 => Some(self.parameter()),
                45..52 if levels >= 2 => self.chosen_count(),
                52..58 if levels >= 2 => self.sum_rows(),
                58..64 if levels >= 2 => self.negated(levels),
                64..84 if levels >= 2 => Some(self.arithmetic(levels)),
                84..92 if levels >= 3 => Some(self.case(levels)),
                92.. if levels >= 4 && self.each_row.is_none() => self.counted_number(levels),
                _ => self.cell_number(),
            };
            if let Some(number) = drawn {
                return number;
            }
            if self.dice.percent(50) {
                return self.literal();
            }
        }
    }

    fn cell_number(&mut self) -> Option<Ranged> {
        let cell = self.cell(|kind| matches!(kind, QuestionKind::Number(_)))?;
        let QuestionKind::Number(form) = &self.schema.column(cell.col).kind else { return None };
        Some(Ranged {
            expr: cell.name,
            low: form.low.micros().into(),
            high: form.high.micros().into(),
            decimals: form.digits,
        })
    }

    fn literal(&mut self) -> Ranged {
        // Not 999, 99 or -9: writing a missing code is refused.
        let number = *self.dice.pick(&numbers(&form(2, "-20", "100", None)));
        let micros = number.micros().into();
        Ranged { expr: Expr::Number(number), low: micros, high: micros, decimals: number.decimals() }
    }

    fn parameter(&mut self) -> Ranged {
        let (id, number) = *self.dice.pick(&number_parameters());
        let micros = number.micros().into();
        let expr = reference("param", Tail::Word(id.to_owned()));
        Ranged { expr, low: micros, high: micros, decimals: number.decimals() }
    }

    fn chosen_count(&mut self) -> Option<Ranged> {
        let cell = self.cell(|kind| matches!(kind, QuestionKind::Many(_)))?;
        let expr = call(Function::ChosenCount, vec![cell.name]);
        Some(Ranged { expr, low: 0, high: 64 * SCALE, decimals: 0 })
    }

    fn sum_rows(&mut self) -> Option<Ranged> {
        let cell = self.cell(|kind| matches!(kind, QuestionKind::Table(_)))?;
        let expr = call(Function::SumRows, vec![cell.name]);
        Some(Ranged { expr, low: 0, high: 100_000 * SCALE, decimals: 2 })
    }

    /// None for a literal, which would be read back as a negative literal.
    fn negated(&mut self, levels: usize) -> Option<Ranged> {
        let x = self.number(levels - 1);
        if matches!(x.expr, Expr::Number(_)) {
            return None;
        }
        Some(Ranged { expr: Expr::Negate(boxed(x.expr)), low: -x.high, high: -x.low, ..x })
    }

    fn arithmetic(&mut self, levels: usize) -> Ranged {
        let (a, b) = (self.number(levels - 1), self.number(levels - 1));
        let ends = [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high].map(|x| x / SCALE);
        let fits = ends.iter().all(|x| x.abs() < MOST) && a.decimals + b.decimals <= 6;
        let op = *self.dice.pick(&[Operator::Add, Operator::Subtract, Operator::Multiply]);
        let decimals = a.decimals.max(b.decimals);
        let (op, low, high, decimals) = match op {
            Operator::Multiply if fits => {
                let low = ends.into_iter().min().unwrap_or(0);
                (op, low, ends.into_iter().max().unwrap_or(0), a.decimals + b.decimals)
            }
            Operator::Subtract => (op, a.low - b.high, a.high - b.low, decimals),
            _ => (Operator::Add, a.low + b.low, a.high + b.high, decimals),
        };
        Ranged { expr: Expr::Arithmetic(boxed(a.expr), op, boxed(b.expr)), low, high, decimals }
    }

    fn case(&mut self, levels: usize) -> Ranged {
        let mut last = self.number(levels - 1);
        let mut branches = Vec::new();
        for _ in 0..self.dice.between(1, 2) {
            let condition = self.condition(levels - 1);
            let x = self.number(levels - 1);
            last.low = last.low.min(x.low);
            last.high = last.high.max(x.high);
            last.decimals = last.decimals.max(x.decimals);
            branches.push((condition, x.expr));
        }
        Ranged { expr: Expr::Case { branches, otherwise: boxed(last.expr) }, ..last }
    }

    fn counted_number(&mut self, levels: usize) -> Option<Ranged> {
        let (expr, n) = self.count_rows(levels)?;
        Some(Ranged { expr, low: 0, high: n as i128 * SCALE, decimals: 0 })
    }

    /// Two numbers compared; `count_rows` against a constant has a place of its own.
    pub(super) fn number_comparison(&mut self, levels: usize) -> Expr {
        loop {
            let (left, right) = (self.number(levels - 1), self.number(levels - 1));
            let count = [&left.expr, &right.expr].into_iter().any(is_count_rows);
            match (constant(&left.expr), constant(&right.expr)) {
                (Some(_), Some(_)) => continue,
                (Some(_), None) | (None, Some(_)) if count => continue,
                _ => {}
            }
            let op = self.comparison();
            return Expr::Compare(boxed(left.expr), op, boxed(right.expr));
        }
    }

    pub(super) fn number_among(&mut self, levels: usize) -> Option<Expr> {
        let negated = self.dice.percent(45);
        if levels >= 4 && self.each_row.is_none() && self.dice.percent(25) {
            let (count, most) = self.count_rows(levels - 1)?;
            let n = self.dice.between(1, most.min(3));
            let list = self.dice.some(&(0..=most).collect::<Vec<_>>(), n);
            return Some(among_counts(count, list, negated));
        }
        let item = self.number(levels - 1).expr;
        if matches!(item, Expr::Number(_)) || is_count_rows(&item) {
            return None;
        }
        let n = self.dice.between(1, 3);
        let list = (0..n).map(|_| self.literal().expr).collect();
        Some(Expr::In { item: boxed(item), list, negated })
    }

    pub(super) fn number_between(&mut self, levels: usize) -> Option<Expr> {
        let negated = self.dice.percent(45);
        let between = |item, low, high| Expr::Between {
            item: boxed(item),
            low: boxed(low),
            high: boxed(high),
            negated,
        };
        if levels >= 4 && self.each_row.is_none() && self.dice.percent(15) {
            let (count, most) = self.count_rows(levels - 1)?;
            let (low, high) = (self.dice.between(0, most), self.dice.between(0, most));
            // From none to all always holds, and is refused.
            let inside = low <= high && (low, high) != (0, most);
            return inside.then(|| between(count, whole(low), whole(high)));
        }
        let [item, low, high] = [(); 3].map(|()| self.number(levels - 1).expr);
        if is_count_rows(&item) {
            return None;
        }
        // The lower end stands first, or the rule is refused.
        Some(match (constant(&low), constant(&high)) {
            (Some(a), Some(b)) if a > b => between(item, high, low),
            _ => between(item, low, high),
        })
    }

    /// `a / b` compared; the divisor is never negative, and often 0.
    pub(super) fn ratio(&mut self, levels: usize) -> Expr {
        let over = self.number(levels - 2).expr;
        let under = self.divisor(levels - 2);
        let limit = loop {
            let limit = self.number(levels - 1);
            let ends = [limit.low, limit.high].map(|end| end * under.high / SCALE);
            if ends.iter().all(|x| x.abs() < MOST) && limit.decimals + under.decimals <= 6 {
                break limit.expr;
            }
        };
        let quotient = Expr::Arithmetic(boxed(over), Operator::Divide, boxed(under.expr));
        let op = self.comparison();
        self.either_way(quotient, op, limit)
    }

    /// The pair of a quotient that is a whole figure.
    pub(super) fn quotient(&mut self, levels: usize) -> Expr {
        let over = self.number(levels - 1).expr;
        let under = self.divisor(levels - 1).expr;
        Expr::Arithmetic(boxed(over), Operator::Divide, boxed(under))
    }

    fn divisor(&mut self, levels: usize) -> Ranged {
        loop {
            let under = self.number(levels);
            if under.low >= 0 && !matches!(under.expr, Expr::Number(_)) {
                return under;
            }
        }
    }
}

fn is_count_rows(expr: &Expr) -> bool {
    matches!(expr, Expr::Call { function: Function::CountRows, .. })
}

/// What a literal or parameter is.
fn constant(expr: &Expr) -> Option<Number> {
    match expr {
        Expr::Number(number) => Some(*number),
        Expr::Name(Name { head, tail: Tail::Word(id) }) if head == "param" => {
            number_parameters().into_iter().find(|(known, _)| known == id).map(|(_, number)| number)
        }
        _ => None,
    }
}
