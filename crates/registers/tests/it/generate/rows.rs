//! Functions over rows.

use domain::RowId;
use rules::syntax::{Comparison, Expr, Function, Tail};

use super::{Generator, boxed, reference};
use crate::questionnaire::n;

/// The rows of a row function as written, and how many count.
struct Rows {
    args: Vec<Expr>,
    except: Vec<String>,
    n: usize,
}

impl Generator<'_> {
    /// `any_row`, `all_rows`, `at_least` or `at_most`.
    pub(super) fn row_function(&mut self, levels: usize) -> Option<Expr> {
        let Rows { mut args, except, n } = self.rows(levels - 1)?;
        let function =
            *self.dice.pick(&[Function::AnyRow, Function::AllRows, Function::AtLeast, Function::AtMost]);
        let bounds = match function {
            Function::AtLeast => Some((1, n)),
            Function::AtMost => Some((0, n - 1)),
            _ => None,
        };
        if let Some((low, high)) = bounds {
            // Both ends are drawn more often than what lies between.
            let middle = self.dice.between(low, high);
            args.insert(0, whole(*self.dice.pick(&[low, high, middle])));
        }
        Some(Expr::Call { function, args, except })
    }

    /// `count_rows` compared with a whole number.
    pub(super) fn counted(&mut self, levels: usize) -> Option<Expr> {
        let (count, n) = self.count_rows(levels - 1)?;
        let op = self.comparison();
        // A number that always or never holds is refused.
        let (low, high) = match op {
            Comparison::GreaterOrEqual | Comparison::Less => (1, n),
            Comparison::Greater | Comparison::LessOrEqual => (0, n - 1),
            Comparison::Equal | Comparison::NotEqual => (0, n),
        };
        let k = self.dice.between(low, high);
        Some(self.either_way(count, op, whole(k)))
    }

    /// `count_rows` as a number, and the most it can be.
    pub(super) fn count_rows(&mut self, levels: usize) -> Option<(Expr, usize)> {
        let Rows { args, except, n } = self.rows(levels - 1)?;
        Some((Expr::Call { function: Function::CountRows, args, except }, n))
    }

    /// The grid and the condition on each of its rows; now and then a row set or exceptions.
    fn rows(&mut self, levels: usize) -> Option<Rows> {
        let schema = self.schema;
        let before = self.scope.before.unwrap_or(schema.questions().len());
        let grids: Vec<usize> = (0..before)
            .filter(|q| !self.scope.without.contains(q) && schema.questions()[*q].rows.is_some())
            .collect();
        if grids.is_empty() || levels < 2 {
            return None;
        }
        let grid = *self.dice.pick(&grids);
        let question = &schema.questions()[grid];
        let (tail, rows): (Tail, Vec<RowId>) = match question.row_sets.first() {
            Some((set, rows)) if self.dice.percent(40) => (Tail::Word(set.clone()), rows.clone()),
            _ => (Tail::All, question.rows.clone()?),
        };
        let except: Vec<String> = match rows.len() {
            3.. if self.dice.percent(30) => {
                let n = self.dice.between(1, rows.len() - 2);
                self.dice.some(&rows, n).iter().map(RowId::to_string).collect()
            }
            _ => Vec::new(),
        };
        let n = rows.len() - except.len();
        let name = reference(question.code.as_str(), tail);
        self.each_row = Some(rows);
        let condition = loop {
            let condition = self.condition(levels);
            if mentions_each_row(&condition) {
                break condition;
            }
        };
        self.each_row = None;
        Some(Rows { args: vec![name, condition], except, n })
    }
}

/// A whole number as written in a rule.
pub(super) fn whole(k: usize) -> Expr {
    Expr::Number(n(&k.to_string()))
}

fn mentions_each_row(expr: &Expr) -> bool {
    match expr {
        Expr::Name(name) => name.tail == Tail::EachRow,
        other => other.children().into_iter().any(mentions_each_row),
    }
}

/// `item [NOT] IN (…)` whose list has whole numbers up to `most`.
pub(super) fn among_counts(item: Expr, numbers: Vec<usize>, negated: bool) -> Expr {
    Expr::In { item: boxed(item), list: numbers.into_iter().map(whole).collect(), negated }
}
