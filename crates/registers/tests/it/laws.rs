//! Laws that the explaining evaluator keeps, reasons included, where SQL's NULL has nothing to say.

use std::collections::BTreeSet;

use domain::{Reason, ReasonSet, Truth};
use rules::compile::{self, Binding, Role};
use rules::eval;
use rules::syntax::{Comparison, Expr, Operator};
use rules::table::Cell;
use rules::tree::{Cond, Entry, Gives, Num, Quantifier, RowPart, Rule};

use crate::answers::{random_row, settle};
use crate::dice::Dice;
use crate::generate::{Generator, Scope, compiled, outcome};
use crate::questionnaire::Form;
use crate::sql::result_text;

/// A questionnaire with rows of answers, and conditions drawn for it.
struct Bench {
    dice: Dice,
    form: Form,
    rows: Vec<Vec<Cell>>,
    scope: Scope,
}

impl Bench {
    /// Every third stands where filters stand, with the guard.
    fn new(seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let form = Form::random(&mut dice);
        let rows = (0..20)
            .map(|_| settle(&form.questionnaire, &random_row(&mut dice, &form.questionnaire)))
            .collect();
        let last = form.schema().questions().len() - 1;
        let scope = match seed % 3 {
            0 => Scope { before: Some(last), ..Scope::default() },
            _ => Scope { row: Some("lss".to_owned()), area: Some("missbruk".to_owned()), ..Scope::default() },
        };
        Self { dice, form, rows, scope }
    }

    fn draw(&mut self, levels: usize) -> Expr {
        Generator::new(&mut self.dice, self.form.schema(), self.scope.clone()).condition(levels)
    }

    fn compile(&self, expr: &Expr) -> Cond {
        let role = self.scope.before.map_or(Role::Outcome, |question| Role::Filter { question });
        let binding = Binding { row: self.scope.row.as_deref(), area: self.scope.area.as_deref() };
        compile::condition(expr, self.form.schema(), role, binding)
            .unwrap_or_else(|errors| panic!("{expr}: {errors:?}"))
    }

    /// Both say the same of every row, with the same reasons.
    fn assert_same(&self, law: &str, a: &Expr, b: &Expr) {
        let (first, second) = (self.compile(a), self.compile(b));
        self.assert_same_conds(law, a, &first, &second);
    }

    fn assert_same_conds(&self, law: &str, about: &Expr, first: &Cond, second: &Cond) {
        for cells in &self.rows {
            let (x, y) = (eval::truth(first, cells), eval::truth(second, cells));
            assert_eq!(x, y, "{law}: {about}");
        }
    }
}

fn not(expr: Expr) -> Expr {
    Expr::Not(Box::new(expr))
}

/// A chain of two; the parser would melt members of the same kind into it.
fn chain(is_and: bool, a: Expr, b: Expr) -> Expr {
    let mut members = Vec::new();
    for x in [a, b] {
        match x {
            Expr::And(more) if is_and => members.extend(more),
            Expr::Or(more) if !is_and => members.extend(more),
            other => members.push(other),
        }
    }
    if is_and { Expr::And(members) } else { Expr::Or(members) }
}

#[test]
fn de_morgan_and_double_negation_hold() {
    for seed in 0..300 {
        let mut bench = Bench::new(seed);
        let (a, b) = (bench.draw(4), bench.draw(4));
        for is_and in [true, false] {
            let outside = not(chain(is_and, a.clone(), b.clone()));
            let inside = chain(!is_and, not(a.clone()), not(b.clone()));
            bench.assert_same("De Morgan", &outside, &inside);
        }
        bench.assert_same("double negation", &not(not(a.clone())), &a);
    }
}

#[test]
fn the_order_of_operands_does_not_matter() {
    for seed in 0..300 {
        let mut bench = Bench::new(seed);
        let a = bench.draw(5);
        let b = reordered(&mut bench.dice, &a);
        bench.assert_same("order of operands", &a, &b);
    }
}

/// The same expression with everything turned round that may be turned round.
fn reordered(dice: &mut Dice, expr: &Expr) -> Expr {
    let mut next = |x: &Expr| reordered(dice, x);
    match expr {
        Expr::And(all) | Expr::Or(all) => {
            let mut members: Vec<Expr> = all.iter().map(next).collect();
            dice.shuffle(&mut members);
            if matches!(expr, Expr::And(_)) { Expr::And(members) } else { Expr::Or(members) }
        }
        Expr::Not(x) => not(next(x)),
        Expr::Compare(a, op, b) => Expr::Compare(Box::new(next(b)), op.flipped(), Box::new(next(a))),
        Expr::In { item, list, negated } => {
            let item = Box::new(next(item));
            let mut list = list.clone();
            list.reverse();
            Expr::In { item, list, negated: *negated }
        }
        Expr::Between { item, low, high, negated } => {
            let [item, low, high] = [item, low, high].map(|x| Box::new(next(x)));
            Expr::Between { item, low, high, negated: *negated }
        }
        Expr::Arithmetic(a, op @ (Operator::Add | Operator::Multiply), b) => {
            Expr::Arithmetic(Box::new(next(b)), *op, Box::new(next(a)))
        }
        Expr::Arithmetic(a, op, b) => Expr::Arithmetic(Box::new(next(a)), *op, Box::new(next(b))),
        Expr::Negate(x) => Expr::Negate(Box::new(next(x))),
        Expr::Case { branches, otherwise } => Expr::Case {
            branches: branches.iter().map(|(c, x)| (next(c), next(x))).collect(),
            otherwise: Box::new(next(otherwise)),
        },
        Expr::Call { function, args, except } => Expr::Call {
            function: *function,
            args: args.iter().map(next).collect(),
            except: except.iter().rev().cloned().collect(),
        },
        Expr::Name(_) | Expr::Number(_) | Expr::Text(_) | Expr::Date(_) => expr.clone(),
    }
}

#[test]
fn in_and_between_are_what_they_stand_for() {
    // Not where the guard is: there BETWEEN is one comparison, FALSE if any of the three is not asked.
    for seed in (0..900).filter(|seed| seed % 3 != 0) {
        let mut bench = Bench::new(seed);
        let a = bench.draw(4);
        let b = written_out(&a);
        bench.assert_same("IN and BETWEEN", &a, &b);
    }
}

/// `x IN (a, b)` as `x = a OR x = b`, `BETWEEN` as two comparisons, `NOT IN` as NOT of it. Ids written in the
/// wrong order would be refused either way, so nothing else changes.
fn written_out(expr: &Expr) -> Expr {
    let compare = |x: &Expr, op, y: &Expr| Expr::Compare(Box::new(x.clone()), op, Box::new(y.clone()));
    match expr {
        Expr::In { item, list, negated } => {
            let mut tests: Vec<Expr> = list.iter().map(|x| compare(item, Comparison::Equal, x)).collect();
            let any = if tests.len() == 1 { tests.remove(0) } else { Expr::Or(tests) };
            if *negated { not(any) } else { any }
        }
        // Half of what a count is compared with may always hold, and is refused.
        Expr::Between { item, low, high, negated } if !matches!(**item, Expr::Call { .. }) => {
            let low = compare(item, Comparison::GreaterOrEqual, low);
            let both = chain(true, low, compare(item, Comparison::LessOrEqual, high));
            if *negated { not(both) } else { both }
        }
        Expr::And(all) => Expr::And(all.iter().map(written_out).collect()),
        Expr::Or(all) => Expr::Or(all.iter().map(written_out).collect()),
        Expr::Not(x) => not(written_out(x)),
        other => other.clone(),
    }
}

#[test]
fn the_order_of_rows_does_not_matter() {
    for seed in 0..300 {
        let mut bench = Bench::new(seed);
        let expr = bench.draw(5);
        let cond = bench.compile(&expr);
        let turned = with_rows_turned(&mut bench.dice, cond.clone());
        bench.assert_same_conds("order of rows", &expr, &cond, &turned);
    }
}

fn with_rows_turned(dice: &mut Dice, cond: Cond) -> Cond {
    match cond {
        Cond::And(all) => Cond::And(all.into_iter().map(|c| with_rows_turned(dice, c)).collect()),
        Cond::Or(all) => Cond::Or(all.into_iter().map(|c| with_rows_turned(dice, c)).collect()),
        Cond::Not(inner) => Cond::Not(Box::new(with_rows_turned(dice, *inner))),
        Cond::Rows(mut test) => {
            dice.shuffle(&mut test.rows);
            Cond::Rows(test)
        }
        other => other,
    }
}

/// What the entries come to is the same; *why* an outcome is empty may name fewer reasons, when the entry that
/// holds for certain comes first and the walk stops there.
#[test]
fn neighbouring_entries_of_equal_value_may_change_places() {
    let (mut swapped, mut fewer) = (0, 0);
    for seed in 0..1_500 {
        let mut bench = Bench::new(3 * seed + 1);
        let text = outcome(&mut bench.dice, bench.form.schema(), &bench.scope);
        let rule = compiled(&text, bench.form.schema(), &bench.scope).expect("drawn within the bounds");
        for i in 1..rule.entries.len() {
            let equal = |e: &Entry| {
                (!matches!(e.gives, Gives::Figure(_) | Gives::Quotient(..))).then(|| result_text(&e.gives, 0))
            };
            let first = equal(&rule.entries[i - 1]);
            if first.is_none() || first != equal(&rule.entries[i]) || rule.entries[i].when.is_none() {
                continue;
            }
            let mut other = rule.clone();
            other.entries.swap(i - 1, i);
            for cells in &bench.rows {
                swapped += 1;
                let result =
                    |rule: &Rule| eval::fold(rule, cells).map(|e| result_text(&rule.entries[e].gives, e));
                match (result(&rule), result(&other)) {
                    (Ok(a), Ok(b)) => assert_eq!(a, b, "{text}"),
                    (Err(a), Err(b)) => {
                        let union = a.all.union(b.all);
                        assert!(union == a.all || union == b.all, "{text}: {a:?} {b:?}");
                        fewer += usize::from(a.all != b.all);
                    }
                    (a, b) => panic!("{text}: {a:?} {b:?}"),
                }
            }
        }
    }
    println!("{swapped} swaps, {fewer} with fewer reasons");
    assert!(swapped > 5_000, "{swapped} swaps");
}

#[test]
fn an_unknown_names_only_reasons_of_its_unknown_leaves() {
    let mut met = BTreeSet::new();
    for seed in 0..600 {
        let mut bench = Bench::new(seed);
        let expr = bench.draw(5);
        let cond = bench.compile(&expr);
        for cells in &bench.rows {
            if let Truth::Unknown(reasons) = eval::truth(&cond, cells) {
                let allowed = leaves(&cond, cells);
                let foreign = reasons.iter().find(|&reason| !allowed.contains(reason));
                assert!(!reasons.is_empty() && foreign.is_none(), "{expr}: {reasons:?} of {allowed:?}");
                met.extend(reasons.iter());
            }
        }
    }
    assert_eq!(met.len(), Reason::ALL.len(), "every reason is met: {met:?}");
}

/// The reasons of everything below that is empty or undetermined.
fn leaves(cond: &Cond, cells: &[Cell]) -> ReasonSet {
    let of = |all: &mut dyn Iterator<Item = ReasonSet>| all.fold(ReasonSet::NONE, ReasonSet::union);
    match cond {
        Cond::And(all) | Cond::Or(all) => of(&mut all.iter().map(|c| leaves(c, cells))),
        Cond::Not(inner) | Cond::Guarded { inner, .. } => leaves(inner, cells),
        Cond::Category(test) => cells[test.cell.index()].empty,
        Cond::Same { left, right, .. } => cells[left.index()].empty.union(cells[right.index()].empty),
        Cond::Compare { left, right, .. } => number(left, cells).union(number(right, cells)),
        Cond::Ratio { numerator, denominator, limit, .. } => {
            let zero = match (eval::number(numerator, cells), eval::number(denominator, cells)) {
                (Ok(0), Ok(0)) => ReasonSet::of(Reason::NotApplicable),
                (Ok(_), Ok(0)) => ReasonSet::of(Reason::Illogical),
                _ => ReasonSet::NONE,
            };
            of(&mut [numerator, denominator, limit].into_iter().map(|n| number(n, cells))).union(zero)
        }
        Cond::Between { item, low, high, .. } => {
            of(&mut [item, low, high].into_iter().map(|n| number(n, cells)))
        }
        Cond::Asked(cell) => cells[cell.index()].asked.reasons(),
        Cond::CannotSay(cell) | Cond::Chosen { cell, .. } => cells[cell.index()].empty,
        Cond::Accepted(_) | Cond::Answered(_) | Cond::Given(_) => ReasonSet::NONE,
        Cond::Rows(test) => {
            let asked = |row: &RowPart| cells[row.asked.index()].asked != Truth::False;
            let rows = rows(&test.rows, cells);
            match test.quantifier {
                Quantifier::All if !test.rows.iter().any(asked) => {
                    rows.union(ReasonSet::of(Reason::NotAsked))
                }
                Quantifier::All | Quantifier::Any | Quantifier::AtLeast(_) | Quantifier::AtMost(_) => rows,
            }
        }
    }
}

/// Rows that are not asked have no say.
fn rows(rows: &[RowPart], cells: &[Cell]) -> ReasonSet {
    rows.iter()
        .filter(|row| cells[row.asked.index()].asked != Truth::False)
        .fold(ReasonSet::NONE, |all, row| all.union(leaves(&row.cond, cells)))
}

fn number(num: &Num, cells: &[Cell]) -> ReasonSet {
    match num {
        Num::Literal(_) | Num::Parameter(..) => ReasonSet::NONE,
        Num::Cell(cell) | Num::ChosenCount(cell) | Num::SumRows(cell) => cells[cell.index()].empty,
        Num::Arithmetic(a, _, b) => number(a, cells).union(number(b, cells)),
        Num::Negate(x) => number(x, cells),
        Num::Case { branches, otherwise } => branches.iter().fold(number(otherwise, cells), |all, (c, x)| {
            all.union(leaves(c, cells)).union(number(x, cells))
        }),
        Num::CountRows { rows: parts, .. } => rows(parts, cells),
    }
}
