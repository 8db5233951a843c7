//! Outcome rules: several entries, equal values in two of them, empties of the rule's own, figures.

use std::fmt;

use domain::{Reason, ValueId};
use rules::RuleError;
use rules::compile::{self, Binding, Role};
use rules::schema::Schema;
use rules::syntax::Expr;
use rules::tree::{Entry, Gives, Rule};

use super::{Generator, Scope};
use crate::dice::Dice;

/// What an entry gives, as written.
#[derive(Clone, Debug)]
pub(crate) enum TextGives {
    /// `value = "ja"`.
    Value(ValueId),
    /// `empty = "not_applicable"`.
    Empty(Reason),
    /// `figure = "E5 / F9"`.
    Figure(Expr),
}

/// The entries of an indicator, as written; without `when`: `otherwise`.
#[derive(Clone, Debug)]
pub(crate) struct OutcomeText {
    /// In order.
    pub(crate) entries: Vec<(TextGives, Option<Expr>)>,
}

impl fmt::Display for OutcomeText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (gives, when) in &self.entries {
            match gives {
                TextGives::Value(value) => write!(f, "{value}")?,
                TextGives::Empty(reason) => write!(f, "empty {reason}")?,
                TextGives::Figure(figure) => write!(f, "figure {figure}")?,
            }
            match when {
                Some(when) => writeln!(f, " when {when}")?,
                None => writeln!(f, " otherwise")?,
            }
        }
        Ok(())
    }
}

/// An outcome rule at random.
pub(crate) fn outcome(dice: &mut Dice, schema: &Schema, scope: &Scope) -> OutcomeText {
    let n = dice.weighted(&[(1, 1), (4, 2), (5, 3), (3, 4)]);
    let mut entries: Vec<(TextGives, Option<Expr>)> = Vec::new();
    for i in 0..n {
        let equal = i > 0 && dice.percent(30);
        let gives = if equal { repeated(dice, &entries) } else { gives(dice, schema, scope) };
        let levels = dice.between(2, 4);
        entries.push((gives, Some(Generator::new(dice, schema, scope.clone()).condition(levels))));
    }
    if dice.percent(75) {
        let gives = if dice.percent(25) { repeated(dice, &entries) } else { gives(dice, schema, scope) };
        entries.push((gives, None));
    }
    OutcomeText { entries }
}

/// What an earlier entry gives.
fn repeated(dice: &mut Dice, entries: &[(TextGives, Option<Expr>)]) -> TextGives {
    dice.pick(entries).0.clone()
}

fn gives(dice: &mut Dice, schema: &Schema, scope: &Scope) -> TextGives {
    match dice.below(20) {
        0..12 => TextGives::Value(dice.pick(&["ja", "delvis", "nej"]).parse().expect("a value")),
        12..15 => TextGives::Empty(*dice.pick(&[Reason::NotApplicable, Reason::NotAsked])),
        _ => {
            let mut generator = Generator::new(dice, schema, scope.clone());
            TextGives::Figure(generator.figure())
        }
    }
}

impl Generator<'_> {
    /// A number, or a quotient that is kept as its pair.
    fn figure(&mut self) -> Expr {
        if self.dice.percent(50) { self.quotient(3) } else { self.number(3).expr }
    }
}

/// The rule ready to run.
pub(crate) fn compiled(text: &OutcomeText, schema: &Schema, scope: &Scope) -> Result<Rule, Vec<RuleError>> {
    let binding = Binding { row: scope.row.as_deref(), area: scope.area.as_deref() };
    let mut entries = Vec::new();
    for (gives, when) in &text.entries {
        let gives = match gives {
            TextGives::Value(value) => Gives::Value(value.clone()),
            TextGives::Empty(reason) => Gives::Empty(*reason),
            TextGives::Figure(expr) => compile::figure(expr, schema, binding)?,
        };
        let when = match when {
            Some(expr) => Some(compile::condition(expr, schema, Role::Outcome, binding)?),
            None => None,
        };
        entries.push(Entry { gives, when });
    }
    Ok(Rule { entries, ordered: true })
}
