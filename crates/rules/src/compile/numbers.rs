//! Numbers and dates. Ranges declared by the questions prove here that nothing overflows, and that a
//! product needs no more than six decimals.

use domain::Number;

use super::{Compiler, Typed};
use crate::schema::{MAX_TABLE_LINES, NumberForm, QuestionKind};
use crate::syntax::{Expr, Function, Name, Operator, Tail};
use crate::tree::{Num, Scalar};

/// A number or date with what is known of it.
pub(super) struct Quantity {
    pub(super) num: Num,
    pub(super) is_date: bool,
    /// Smallest and largest, in millionths.
    low: i128,
    high: i128,
    decimals: u8,
}

impl Quantity {
    pub(super) fn date(num: Num) -> Self {
        Self { num, is_date: true, low: 0, high: 0, decimals: 0 }
    }

    pub(super) fn constant(num: Num, value: Number) -> Self {
        let micros = i128::from(value.micros());
        Self { num, is_date: false, low: micros, high: micros, decimals: value.decimals() }
    }

    pub(super) fn of_form(num: Num, form: &NumberForm) -> Self {
        Self {
            num,
            is_date: false,
            low: form.low.micros().into(),
            high: form.high.micros().into(),
            decimals: form.digits,
        }
    }

    fn count(num: Num, most: usize) -> Self {
        let high = most as i128 * i128::from(Number::SCALE);
        Self { num, is_date: false, low: 0, high, decimals: 0 }
    }

    /// The constant it is, if it is written so in the rule or the edition.
    pub(super) fn fixed(&self) -> Option<i64> {
        match &self.num {
            Num::Literal(scalar) | Num::Parameter(_, scalar) => Some(scalar.raw()),
            _ => None,
        }
    }

    /// The whole number it is, if it is a constant.
    pub(super) fn whole(&self) -> Option<i64> {
        let micros = self.fixed().filter(|_| !self.is_date)?;
        (micros % Number::SCALE == 0).then_some(micros / Number::SCALE)
    }
}

impl Compiler<'_> {
    /// A number; a date is refused.
    pub(super) fn number(&mut self, expr: &Expr) -> Option<Quantity> {
        match self.typed(expr)? {
            Typed::Quantity(quantity) if !quantity.is_date => Some(quantity),
            Typed::Quantity(_) => self.refuse(
                "RULE-30",
                format!("`{expr}` is a date"),
                "there is no date arithmetic: a window is two dates of the edition",
            ),
            other => self.expected(
                "a number",
                expr,
                &other,
                "only number questions and literals can be computed with",
            ),
        }
    }

    pub(super) fn quantity(&mut self, expr: &Expr) -> Option<Quantity> {
        self.one_more()?;
        match expr {
            Expr::Number(n) => Some(Quantity::constant(Num::Literal(Scalar::Number(*n)), *n)),
            Expr::Date(d) => Some(Quantity::date(Num::Literal(Scalar::Date(*d)))),
            Expr::Negate(x) => {
                let x = self.number(x)?;
                Some(Quantity { num: Num::Negate(Box::new(x.num)), low: -x.high, high: -x.low, ..x })
            }
            Expr::Arithmetic(_, Operator::Divide, _) => self.refuse(
                "RULE-31",
                format!("`{expr}` divides"),
                "a / b stands only as a whole figure, or on one side of a comparison: a / b >= 0.5",
            ),
            Expr::Arithmetic(a, op, b) => self.arithmetic(expr, a, *op, b),
            Expr::Case { branches, otherwise } => self.case(branches, otherwise),
            Expr::Call { function, args, except } => self.number_function(expr, *function, args, except),
            other => self.number(other),
        }
    }

    fn arithmetic(&mut self, whole: &Expr, a: &Expr, op: Operator, b: &Expr) -> Option<Quantity> {
        if let Some(row) = hyphenated(a, op, b) {
            return self.refuse(
                "RULE-35",
                format!("`{whole}` is a subtraction"),
                format!("an id has no hyphen: write {row}"),
            );
        }
        let (a, b) = (self.number(a), self.number(b));
        let (a, b) = (a?, b?);
        let (low, high, decimals) = match op {
            Operator::Add => (a.low + b.low, a.high + b.high, a.decimals.max(b.decimals)),
            Operator::Subtract => (a.low - b.high, a.high - b.low, a.decimals.max(b.decimals)),
            Operator::Multiply => self.product(&a, &b)?,
            Operator::Divide => return None,
        };
        self.in_bounds(whole, low, high)?;
        let num = Num::Arithmetic(Box::new(a.num), op, Box::new(b.num));
        Some(Quantity { num, is_date: false, low, high, decimals })
    }

    /// Range and decimals of a product.
    pub(super) fn product(&mut self, a: &Quantity, b: &Quantity) -> Option<(i128, i128, u8)> {
        let decimals = a.decimals + b.decimals;
        if decimals > 6 {
            return self.refuse(
                "RULE-32",
                format!("a product of numbers with {} and {} decimals", a.decimals, b.decimals),
                "it may need no more than 6: declare fewer `digits` at the question",
            );
        }
        let scale = i128::from(Number::SCALE);
        let ends = [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high].map(|x| x / scale);
        let low = ends.into_iter().min().unwrap_or(0);
        let high = ends.into_iter().max().unwrap_or(0);
        if low.abs().max(high.abs()) > i128::from(Number::MAX_MICROS) {
            return self.refuse(
                "RULE-33",
                "a product can exceed 9·10¹²",
                "narrow the `range` of the questions",
            );
        }
        Some((low, high, decimals))
    }

    fn in_bounds(&mut self, whole: &Expr, low: i128, high: i128) -> Option<()> {
        if low.abs().max(high.abs()) <= i128::from(Number::MAX_MICROS) {
            return Some(());
        }
        self.refuse("RULE-33", format!("`{whole}` can exceed 9·10¹²"), "narrow the `range` of the questions")
    }

    /// The pair of a division; the divisor is never negative.
    pub(super) fn quotient(&mut self, over: &Expr, under: &Expr) -> Option<(Quantity, Quantity)> {
        let (a, b) = (self.number(over), self.number(under));
        let (a, b) = (a?, b?);
        if b.low < 0 {
            return self.refuse(
                "RULE-34",
                format!("the divisor `{under}` can be negative"),
                "give its questions a `range` from 0",
            );
        }
        Some((a, b))
    }

    fn case(&mut self, branches: &[(Expr, Expr)], otherwise: &Expr) -> Option<Quantity> {
        let compiled: Vec<_> = branches
            .iter()
            .map(|(condition, result)| (self.cond(condition, false), self.number(result)))
            .collect();
        let last = self.number(otherwise);
        let mut all = Vec::new();
        let (mut low, mut high, mut decimals);
        let last = last?;
        (low, high, decimals) = (last.low, last.high, last.decimals);
        for (condition, result) in compiled {
            let (condition, result) = (condition?, result?);
            low = low.min(result.low);
            high = high.max(result.high);
            decimals = decimals.max(result.decimals);
            all.push((condition, result.num));
        }
        let num = Num::Case { branches: all, otherwise: Box::new(last.num) };
        Some(Quantity { num, is_date: false, low, high, decimals })
    }

    fn number_function(
        &mut self,
        whole: &Expr,
        function: Function,
        args: &[Expr],
        except: &[String],
    ) -> Option<Quantity> {
        if function == Function::CountRows {
            let (question, rows) = self.rows(whole, args, except)?;
            let most = rows.len();
            return Some(Quantity::count(Num::CountRows { question, rows }, most));
        }
        let usage = format!("write {}", function.usage());
        let ([Expr::Name(name)], []) = (args, except) else {
            return self.refuse("RULE-26", format!("`{whole}` has the wrong arguments"), usage);
        };
        let cell = self.cell(name)?;
        match (function, &self.schema.column(cell).kind) {
            (Function::ChosenCount, QuestionKind::Many(set)) => {
                Some(Quantity::count(Num::ChosenCount(cell), set.alternatives.len()))
            }
            (Function::SumRows, QuestionKind::Table(form)) => {
                let mut sum = Quantity::of_form(Num::SumRows(cell), form);
                // From one line to the most.
                sum.low = sum.low.min(sum.low * MAX_TABLE_LINES as i128);
                sum.high = sum.high.max(sum.high * MAX_TABLE_LINES as i128);
                self.in_bounds(whole, sum.low, sum.high)?;
                Some(sum)
            }
            (Function::SumRows, _) => {
                self.refuse("RULE-27", format!("`{name}` is not a table question"), usage)
            }
            (_, _) => {
                self.refuse("RULE-27", format!("`{name}` is not a question with several alternatives"), usage)
            }
        }
    }
}

/// `G2.barn-unga` is read as `G2.barn - unga`; the name that was meant.
fn hyphenated(a: &Expr, op: Operator, b: &Expr) -> Option<String> {
    match (a, op, b) {
        (
            Expr::Name(Name { head, tail: Tail::Word(word) }),
            Operator::Subtract,
            Expr::Name(Name { head: rest, tail: Tail::None }),
        ) if rest.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit()) => {
            Some(format!("{head}.{word}_{rest}"))
        }
        _ => None,
    }
}
