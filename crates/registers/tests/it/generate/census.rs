//! Which constructs of the language the rules drawn so far contain.

use std::collections::{BTreeMap, BTreeSet};

use rules::syntax::{Comparison, Expr, Function, Operator};

/// Every construct that must occur.
const CONSTRUCTS: [&str; 37] = [
    "AND", "OR", "NOT", "NOT in NOT", "=", "<>", "<", "<=", ">", ">=", "IN", "NOT IN", "BETWEEN",
    "NOT BETWEEN", "+", "-", "*", "/ compared", "unary minus", "CASE", "asked", "cannot_say", "chosen",
    "accepted", "any_row", "all_rows", "at_least", "at_most", "count_rows", "count_rows compared",
    "chosen_count", "sum_rows", "except", "k = 1", "k = n", "date", "parameter",
];

/// In how many of the rules each construct occurs.
#[derive(Default)]
pub(crate) struct Census {
    /// How many rules.
    pub(crate) rules: usize,
    /// Levels of the deepest.
    deepest: usize,
    counts: BTreeMap<&'static str, usize>,
}

impl Census {
    /// Counts a rule.
    pub(crate) fn count(&mut self, rule: &Expr) {
        let mut found = BTreeSet::new();
        constructs(rule, &mut found);
        for construct in found {
            *self.counts.entry(construct).or_default() += 1;
        }
        self.rules += 1;
        self.deepest = self.deepest.max(rule.depth());
    }

    /// In how many rules a construct occurs.
    fn of(&self, construct: &str) -> usize {
        self.counts.get(construct).copied().unwrap_or(0)
    }

    /// Panics if a construct stands in less than one of a hundred rules.
    pub(crate) fn assert_complete(&self) {
        let rare: Vec<String> = CONSTRUCTS
            .iter()
            .filter(|construct| self.of(construct) * 100 < self.rules)
            .map(|construct| format!("{construct}: {} of {}", self.of(construct), self.rules))
            .collect();
        assert!(rare.is_empty(), "too rare: {rare:?}");
        assert_eq!(self.deepest, 6, "levels of the deepest rule");
    }
}

fn constructs(expr: &Expr, found: &mut BTreeSet<&'static str>) {
    match expr {
        Expr::And(_) => drop(found.insert("AND")),
        Expr::Or(_) => drop(found.insert("OR")),
        Expr::Not(inner) => {
            found.insert("NOT");
            if has_not(inner) {
                found.insert("NOT in NOT");
            }
        }
        Expr::Compare(left, op, right) => comparison(left, *op, right, found),
        Expr::In { negated, .. } => drop(found.insert(if *negated { "NOT IN" } else { "IN" })),
        Expr::Between { negated, .. } => {
            found.insert(if *negated { "NOT BETWEEN" } else { "BETWEEN" });
        }
        Expr::Arithmetic(_, op, _) => match op {
            Operator::Add => drop(found.insert("+")),
            Operator::Subtract => drop(found.insert("-")),
            Operator::Multiply => drop(found.insert("*")),
            Operator::Divide => {}
        },
        Expr::Negate(_) => drop(found.insert("unary minus")),
        Expr::Case { .. } => drop(found.insert("CASE")),
        Expr::Call { function, args, except } => {
            found.insert(function.name());
            if !except.is_empty() {
                found.insert("except");
            }
            threshold(*function, args, except, found);
        }
        Expr::Date(_) => drop(found.insert("date")),
        Expr::Name(name) if name.head == "param" => drop(found.insert("parameter")),
        Expr::Name(_) | Expr::Number(_) | Expr::Text(_) => {}
    }
    for child in expr.children() {
        constructs(child, found);
    }
}

fn comparison(left: &Expr, op: Comparison, right: &Expr, found: &mut BTreeSet<&'static str>) {
    found.insert(op.symbol());
    for side in [left, right] {
        match side {
            Expr::Arithmetic(_, Operator::Divide, _) => drop(found.insert("/ compared")),
            Expr::Call { function: Function::CountRows, .. } => drop(found.insert("count_rows compared")),
            _ => {}
        }
    }
}

/// k = 1 and k = n of `at_least`; n is four rows of a full grid less the exceptions.
fn threshold(function: Function, args: &[Expr], except: &[String], found: &mut BTreeSet<&'static str>) {
    let (Function::AtLeast, [Expr::Number(k), Expr::Name(grid), _]) = (function, args) else { return };
    let k = usize::try_from(k.micros() / domain::Number::SCALE).unwrap_or(0);
    let full = match grid.head.as_str() {
        "G8a" => 2,
        "E7" => 3,
        _ => 4,
    };
    let named = if matches!(grid.tail, rules::syntax::Tail::Word(_)) { 3 } else { full };
    if k == 1 {
        found.insert("k = 1");
    }
    if k == named - except.len() {
        found.insert("k = n");
    }
}

fn has_not(expr: &Expr) -> bool {
    matches!(expr, Expr::Not(_)) || expr.children().into_iter().any(has_not)
}
