//! A questionnaire, rules over it and answers to it: what one query compares.

use rules::compile::{self, Binding, Role};
use rules::syntax::Expr;
use rules::tree::{Cond, Rule};

use crate::answers::{Answer, random_row};
use crate::dice::Dice;
use crate::faults::Fault;
use crate::generate::{Generator, Scope, TextGives, compiled, outcome};
use crate::questionnaire::Form;
use crate::sql::{Plan, query};

/// Answer rows of a random sample.
pub(crate) const ROWS: usize = 52;

/// What one query compares.
pub(crate) struct Sample {
    /// The questionnaire.
    pub(crate) form: Form,
    /// Conditions on their own, with their texts.
    pub(crate) conditions: Vec<(String, Cond)>,
    /// Outcome rules, with their texts.
    pub(crate) rules: Vec<(String, Rule)>,
    /// The answers.
    pub(crate) rows: Vec<Vec<Answer>>,
    /// The conditions as drawn.
    pub(crate) drawn: Vec<Expr>,
    /// What the outcome rules consist of, as drawn.
    pub(crate) entries: Vec<Expr>,
    /// Rules that were drawn but refused by the compiler, or too long to be read.
    pub(crate) refused: usize,
}

impl Sample {
    /// Rules and answers made elsewhere.
    pub(crate) fn of(form: Form, rules: Vec<(String, Rule)>, rows: Vec<Vec<Answer>>) -> Self {
        let (drawn, entries) = (Vec::new(), Vec::new());
        Self { form, conditions: Vec::new(), rules, rows, drawn, entries, refused: 0 }
    }

    /// Three conditions as deep as they may be, and two outcome rules; the same seed gives the same sample.
    pub(crate) fn random(seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let mut form = Form::random(&mut dice);
        if dice.percent(15) {
            form = form.with_a_check(&mut dice);
        }
        let mut sample = Self::of(form, Vec::new(), Vec::new());
        while sample.conditions.len() < 3 {
            let is_check = sample.conditions.len() == 2;
            sample.add_condition(&mut dice, is_check);
        }
        while sample.rules.len() < 2 {
            sample.add_rule(&mut dice);
        }
        sample.rows = (0..ROWS).map(|_| random_row(&mut dice, &sample.form.questionnaire)).collect();
        sample
    }

    fn add_condition(&mut self, dice: &mut Dice, check: bool) {
        let scope = Scope { check, ..scope(dice) };
        let expr = Generator::new(dice, self.form.schema(), scope.clone()).deep_condition(6);
        let role = if check { Role::Check } else { Role::Outcome };
        let binding = Binding { row: scope.row.as_deref(), area: scope.area.as_deref() };
        let text = expr.to_string();
        let Ok(read) = rules::parse(&text) else {
            self.refused += 1;
            return;
        };
        assert_eq!(read, expr, "print, then parse");
        match compile::condition(&read, self.form.schema(), role, binding) {
            Ok(cond) => {
                self.conditions.push((text, cond));
                self.drawn.push(expr);
            }
            Err(_) => self.refused += 1,
        }
    }

    fn add_rule(&mut self, dice: &mut Dice) {
        let scope = scope(dice);
        let text = outcome(dice, self.form.schema(), &scope);
        let Ok(rule) = compiled(&text, self.form.schema(), &scope) else {
            self.refused += 1;
            return;
        };
        self.rules.push((text.to_string(), rule));
        for (gives, when) in text.entries {
            self.entries.extend(when);
            if let TextGives::Figure(figure) = gives {
                self.entries.push(figure);
            }
        }
    }

    /// The query, with a fault planted if there is one.
    pub(crate) fn sql(&self, fault: Option<Fault>) -> String {
        let conditions = self.conditions.iter().map(|(_, cond)| cond).collect();
        let rules = self.rules.iter().map(|(_, rule)| rule).collect();
        query(&Plan { form: &self.form, conditions, rules }, fault)
    }
}

/// `$row` and `$area` bound to something.
fn scope(dice: &mut Dice) -> Scope {
    let row = dice.pick(&["missbruk", "barn_unga", "lss", "arbetsmarknad"]);
    let area = dice.pick(&["ekonomiskt_bistand", "missbruk"]);
    Scope { row: Some((*row).to_owned()), area: Some((*area).to_owned()), ..Scope::default() }
}
