//! Functions over rows: the rows are written out, each with its own guarded condition.

use domain::RowId;

use super::numbers::Quantity;
use super::{Compiler, Role};
use crate::error::suggestion;
use crate::syntax::{Comparison, Expr, Function, Tail};
use crate::tree::{Cond, Num, Quantifier, RowPart, RowsTest};

impl Compiler<'_> {
    pub(super) fn rows_test(
        &mut self,
        whole: &Expr,
        function: Function,
        args: &[Expr],
        except: &[String],
    ) -> Option<Cond> {
        let counts = matches!(function, Function::AtLeast | Function::AtMost);
        let (k, rest) = match (counts, args) {
            (true, [k, rest @ ..]) => (self.number(k), rest),
            _ => (None, args),
        };
        let (question, rows) = self.rows(whole, rest, except)?;
        let quantifier = match function {
            Function::AnyRow => Quantifier::Any,
            Function::AllRows => Quantifier::All,
            _ => {
                let n = i64::try_from(rows.len()).unwrap_or(i64::MAX);
                let (low, high) = if function == Function::AtLeast { (1, n) } else { (0, n - 1) };
                let Some(k) = k?.whole() else {
                    return self.refuse(
                        "RULE-40",
                        format!("`{}` is not a whole number", args[0]),
                        format!("the first argument is a whole number from {low} to {high}"),
                    );
                };
                match Some(k).filter(|k| (low..=high).contains(k)).and_then(|k| u32::try_from(k).ok()) {
                    Some(k) if function == Function::AtLeast => Quantifier::AtLeast(k),
                    Some(k) => Quantifier::AtMost(k),
                    None => {
                        return self.refuse(
                            "RULE-40",
                            format!("`{whole}` holds always or never: it counts {n} rows"),
                            format!("the first argument is a whole number from {low} to {high}"),
                        );
                    }
                }
            }
        };
        Some(Cond::Rows(RowsTest { quantifier, question, rows }))
    }

    /// The rows a row function counts: `(Q.*, condition)` less the exceptions.
    pub(super) fn rows(
        &mut self,
        whole: &Expr,
        args: &[Expr],
        except: &[String],
    ) -> Option<(usize, Vec<RowPart>)> {
        let [Expr::Name(grid), condition] = args else {
            let Expr::Call { function, .. } = whole else { return None };
            let message = format!("`{whole}` has the wrong arguments");
            return self.refuse("RULE-41", message, format!("write {}", function.usage()));
        };
        if self.each_row.is_some() {
            return self.refuse(
                "RULE-42",
                format!("`{whole}` stands inside another row function"),
                "count one grid at a time",
            );
        }
        let schema = self.schema;
        let Some((place, question)) = schema.question(&grid.head) else {
            let help = suggestion(&grid.head, schema.codes());
            return self.refuse("RULE-14", format!("the edition asks no question `{}`", grid.head), help);
        };
        if let Role::Filter { question: current } = self.role
            && place >= current
        {
            return self.refuse(
                "RULE-15",
                format!("`{grid}` is not asked before this question"),
                "a filter reads earlier questions only",
            );
        }
        let Some(all) = &question.rows else {
            return self.refuse(
                "RULE-43",
                format!("`{}` is no grid", grid.head),
                "row functions count a grid's rows",
            );
        };
        let named: Vec<RowId> = match &grid.tail {
            Tail::All => all.clone(),
            Tail::Word(set) => match question.row_sets.iter().find(|(id, _)| id == set) {
                Some((_, rows)) => rows.clone(),
                None => {
                    let help = suggestion(set, question.row_sets.iter().map(|(id, _)| id.as_str()));
                    return self.refuse(
                        "RULE-43",
                        format!("question `{}` has no row set `{set}`", grid.head),
                        format!("{help} (or `{}.*` for all rows)", grid.head),
                    );
                }
            },
            _ => {
                return self.refuse(
                    "RULE-43",
                    format!("`{grid}` names no rows"),
                    format!("write {}.*", grid.head),
                );
            }
        };
        for row in except {
            if !named.iter().any(|known| known.as_str() == row) {
                let help = suggestion(row, named.iter().map(RowId::as_str));
                return self.refuse("RULE-44", format!("the exception '{row}' is no row of `{grid}`"), help);
            }
        }
        if !mentions_each_row(condition) {
            return self.refuse(
                "RULE-45",
                format!("`{condition}` is the same for every row"),
                format!("write {}.$r for the row at hand", grid.head),
            );
        }
        let mut parts = Vec::new();
        let guard = std::mem::replace(&mut self.guard, true);
        let mistakes = self.errors.len();
        for row in named.iter().filter(|row| !except.iter().any(|x| x == row.as_str())) {
            // A mistake in the condition is the same in every row.
            if self.errors.len() > mistakes {
                break;
            }
            self.each_row = Some(row.to_string());
            let Some(asked) = schema.find(&format!("{}.{row}", grid.head)) else {
                let help = suggestion(row.as_str(), all.iter().map(RowId::as_str));
                self.refuse::<()>("RULE-17", format!("question `{}` has no row `{row}`", grid.head), help);
                break;
            };
            if let Some(cond) = self.cond(condition, false) {
                parts.push(RowPart { row: row.clone(), asked, cond });
            }
        }
        self.each_row = None;
        self.guard = guard;
        if parts.is_empty() && self.errors.len() == mistakes {
            return self.refuse(
                "RULE-46",
                format!("`{whole}` counts no row"),
                "leave a row that is no exception",
            );
        }
        (!parts.is_empty()).then_some((place, parts))
    }

    /// `count_rows(…) op k` becomes `at_least` and `at_most`, which know more while rows are unknown.
    pub(super) fn counted_rows(
        &mut self,
        whole: &Expr,
        left: &Quantity,
        op: Comparison,
        right: &Quantity,
        negated: bool,
    ) -> Option<Option<Cond>> {
        let (count, op, k) = match (&left.num, &right.num) {
            (Num::CountRows { question, rows }, _) => ((question, rows), op, right.whole()?),
            (_, Num::CountRows { question, rows }) => ((question, rows), op.flipped(), left.whole()?),
            _ => return None,
        };
        let n = i64::try_from(count.1.len()).unwrap_or(i64::MAX);
        let quantified =
            |quantifier| Cond::Rows(RowsTest { quantifier, question: *count.0, rows: count.1.clone() });
        let least = |k: i64| quantified(Quantifier::AtLeast(u32::try_from(k).unwrap_or(0)));
        let most = |k: i64| quantified(Quantifier::AtMost(u32::try_from(k).unwrap_or(0)));
        let exactly = |k: i64| match k {
            0 => most(0),
            k if k == n => least(n),
            k => Cond::And(vec![least(k), most(k)]),
        };
        let possible = match op {
            Comparison::GreaterOrEqual => (1..=n).contains(&k).then(|| least(k)),
            Comparison::Greater => (0..n).contains(&k).then(|| least(k + 1)),
            Comparison::LessOrEqual => (0..n).contains(&k).then(|| most(k)),
            Comparison::Less => (1..=n).contains(&k).then(|| most(k - 1)),
            Comparison::Equal => (0..=n).contains(&k).then(|| exactly(k)),
            Comparison::NotEqual => (0..=n).contains(&k).then(|| Cond::Not(Box::new(exactly(k)))),
        };
        Some(match possible {
            Some(cond) if negated => Some(Cond::Not(Box::new(cond))),
            Some(cond) => Some(cond),
            None => self.refuse(
                "RULE-40",
                format!("`{whole}` holds always or never: it counts {n} rows"),
                format!("compare with a whole number from 0 to {n}"),
            ),
        })
    }
}

impl Compiler<'_> {
    /// `count_rows(…) BETWEEN a AND b`: at least `a` and at most `b`.
    pub(super) fn counted_between(
        &mut self,
        whole: &Expr,
        item: &Quantity,
        low: &Quantity,
        high: &Quantity,
        negated: bool,
    ) -> Option<Option<Cond>> {
        let Num::CountRows { question, rows } = &item.num else { return None };
        let (low, high) = (low.whole()?, high.whole()?);
        let n = i64::try_from(rows.len()).unwrap_or(i64::MAX);
        if low > n || high < 0 || (low <= 0 && high >= n) {
            return Some(self.refuse(
                "RULE-40",
                format!("`{whole}` holds always or never: it counts {n} rows"),
                format!("compare with whole numbers from 0 to {n}"),
            ));
        }
        let quantified =
            |quantifier| Cond::Rows(RowsTest { quantifier, question: *question, rows: rows.clone() });
        let mut ends = Vec::new();
        if low > 0 {
            ends.push(quantified(Quantifier::AtLeast(u32::try_from(low).unwrap_or(0))));
        }
        if high < n {
            ends.push(quantified(Quantifier::AtMost(u32::try_from(high).unwrap_or(0))));
        }
        let inside = if ends.len() == 1 { ends.remove(0) } else { Cond::And(ends) };
        Some(Some(if negated { Cond::Not(Box::new(inside)) } else { inside }))
    }
}

fn mentions_each_row(expr: &Expr) -> bool {
    match expr {
        Expr::Name(name) => name.tail == Tail::EachRow,
        other => other.children().into_iter().any(mentions_each_row),
    }
}
