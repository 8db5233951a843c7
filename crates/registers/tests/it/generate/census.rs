//! Which constructs of the language the rules drawn so far contain.

use std::collections::{BTreeMap, BTreeSet};

use rules::syntax::{Expr, Function, Operator, Tail};

/// Every construct that must occur.
const CONSTRUCTS: [&str; 37] = [
    "AND",
    "OR",
    "NOT",
    "NOT in NOT",
    "=",
    "<>",
    "<",
    "<=",
    ">",
    ">=",
    "IN",
    "NOT IN",
    "BETWEEN",
    "NOT BETWEEN",
    "+",
    "-",
    "*",
    "/ compared",
    "unary minus",
    "CASE",
    "asked",
    "cannot_say",
    "chosen",
    "accepted",
    "any_row",
    "all_rows",
    "at_least",
    "at_most",
    "count_rows",
    "count_rows compared",
    "chosen_count",
    "sum_rows",
    "except",
    "k = 1",
    "k = n",
    "date",
    "parameter",
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
    found.extend(construct(expr));
    match expr {
        Expr::Not(inner) if has_not(inner) => found.extend(["NOT in NOT"]),
        Expr::Compare(left, _, right) => {
            found.extend([left, right].into_iter().filter_map(|side| compared(side)));
        }
        Expr::Call { function, args, except } => {
            found.extend((!except.is_empty()).then_some("except"));
            found.extend(threshold(*function, args, except));
        }
        _ => {}
    }
    expr.children().into_iter().for_each(|child| constructs(child, found));
}

fn construct(expr: &Expr) -> Option<&'static str> {
    Some(match expr {
        Expr::And(_) => "AND",
        Expr::Or(_) => "OR",
        Expr::Not(_) => "NOT",
        Expr::Compare(_, op, _) => op.symbol(),
        Expr::In { negated: false, .. } => "IN",
        Expr::In { negated: true, .. } => "NOT IN",
        Expr::Between { negated: false, .. } => "BETWEEN",
        Expr::Between { negated: true, .. } => "NOT BETWEEN",
        Expr::Arithmetic(_, op, _) => op.symbol(),
        Expr::Negate(_) => "unary minus",
        Expr::Case { .. } => "CASE",
        Expr::Call { function, .. } => function.name(),
        Expr::Date(_) => "date",
        Expr::Name(name) if name.head == "param" => "parameter",
        Expr::Name(_) | Expr::Number(_) | Expr::Text(_) => return None,
    })
}

/// What is worth a word when it is one side of a comparison.
fn compared(side: &Expr) -> Option<&'static str> {
    match side {
        Expr::Arithmetic(_, Operator::Divide, _) => Some("/ compared"),
        Expr::Call { function: Function::CountRows, .. } => Some("count_rows compared"),
        _ => None,
    }
}

/// k = 1 and k = n of `at_least`.
fn threshold(function: Function, args: &[Expr], except: &[String]) -> Vec<&'static str> {
    let (Function::AtLeast, [Expr::Number(k), Expr::Name(grid), _]) = (function, args) else {
        return Vec::new();
    };
    let rows = match (grid.head.as_str(), &grid.tail) {
        ("G8a", _) => 2,
        ("E7", _) | (_, Tail::Word(_)) => 3,
        _ => 4,
    };
    let k = usize::try_from(k.micros() / domain::Number::SCALE).unwrap_or(0);
    let ends = [(1, "k = 1"), (rows - except.len(), "k = n")];
    ends.into_iter().filter(|(end, _)| *end == k).map(|(_, name)| name).collect()
}

fn has_not(expr: &Expr) -> bool {
    matches!(expr, Expr::Not(_)) || expr.children().into_iter().any(has_not)
}
