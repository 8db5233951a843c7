//! Both evaluators on the same rules and answers, laid side by side.

use std::fmt;

use domain::{Figure, Outcome, Reason, ReasonSet, Truth};
use rules::compile::{self, Binding, Role};
use rules::eval;
use rules::syntax::Expr;
use rules::table::Cell;
use rules::tree::{Cond, Gives, Rule};

use crate::answers::{Answer, random_row, settle};
use crate::dice::Dice;
use crate::engine::{Engine, Results};
use crate::faults::Fault;
use crate::generate::{Census, Generator, OutcomeText, Scope, TextGives, compiled, outcome};
use crate::questionnaire::Form;
use crate::sql::{Plan, plan, result_text};

/// Answer rows of a plan.
pub(crate) const ROWS: usize = 52;

/// A questionnaire, rules over it and answers to it.
pub(crate) struct Sample {
    form: Form,
    conditions: Vec<(Expr, Cond)>,
    rules: Vec<(OutcomeText, Rule)>,
    rows: Vec<Vec<Answer>>,
    /// Rules that were drawn but refused by the compiler or the parser.
    refused: usize,
}

impl Sample {
    /// The same seed gives the same sample.
    pub(crate) fn random(seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let form = Form::random(&mut dice);
        let mut refused = 0;
        let mut conditions = Vec::new();
        while conditions.len() < 3 {
            let scope = scope(&mut dice, conditions.len() == 2);
            let expr = Generator::new(&mut dice, form.schema(), scope.clone()).deep_condition(6);
            match read_back(&expr).and_then(|expr| condition(&expr, &form, &scope)) {
                Some(cond) => conditions.push((expr, cond)),
                None => refused += 1,
            }
        }
        let mut rules = Vec::new();
        while rules.len() < 2 {
            let scope = scope(&mut dice, false);
            let text = outcome(&mut dice, form.schema(), &scope);
            match compiled(&text, form.schema(), &scope) {
                Ok(rule) => rules.push((text, rule)),
                Err(_) => refused += 1,
            }
        }
        let rows = (0..ROWS).map(|_| random_row(&mut dice, &form.questionnaire)).collect();
        Self { form, conditions, rules, rows, refused }
    }

    /// A sample of one's own.
    pub(crate) fn of(form: Form, rules: Vec<(OutcomeText, Rule)>, rows: Vec<Vec<Answer>>) -> Self {
        Self { form, conditions: Vec::new(), rules, rows, refused: 0 }
    }

    /// The query, with a fault planted if there is one.
    pub(crate) fn sql(&self, fault: Option<Fault>) -> String {
        let conditions: Vec<Cond> = self.conditions.iter().map(|(_, cond)| cond.clone()).collect();
        let rules: Vec<Rule> = self.rules.iter().map(|(_, rule)| rule.clone()).collect();
        plan(&Plan { form: &self.form, conditions: &conditions, rules: &rules }, "answers", fault)
    }

    /// Runs both and says where they differ; counts what was met on the way.
    pub(crate) fn compare(
        &self,
        engine: &Engine,
        fault: Option<Fault>,
        statistics: &mut Statistics,
    ) -> Vec<Disagreement> {
        let results = engine.run(self.form.schema(), &self.rows, &self.sql(fault));
        self.count_rules(statistics);
        let mut differ = Vec::new();
        for (row, answers) in self.rows.iter().enumerate() {
            let cells = settle(&self.form.questionnaire, answers);
            statistics.count_cells(&self.form, &cells);
            let mut found = Comparer { sample: self, results: &results, row, cells: &cells, differ: Vec::new() };
            found.filters();
            found.conditions(statistics);
            found.outcomes(statistics);
            differ.append(&mut found.differ);
        }
        differ
    }

    fn count_rules(&self, statistics: &mut Statistics) {
        statistics.plans += 1;
        statistics.refused += self.refused;
        self.conditions.iter().for_each(|(expr, _)| statistics.census.count(expr));
        self.form.filters.iter().for_each(|expr| statistics.filters.count(expr));
        for (text, _) in &self.rules {
            for (gives, when) in &text.entries {
                if let Some(when) = when {
                    statistics.entries.count(when);
                }
                if let TextGives::Figure(figure) = gives {
                    statistics.entries.count(figure);
                }
            }
        }
    }
}

fn scope(dice: &mut Dice, check: bool) -> Scope {
    let row = dice.pick(&["missbruk", "barn_unga", "lss", "arbetsmarknad"]);
    let area = dice.pick(&["ekonomiskt_bistand", "missbruk"]);
    Scope { row: Some((*row).to_owned()), area: Some((*area).to_owned()), check, ..Scope::default() }
}

/// The rule as its text says it; none if the text is too long.
fn read_back(expr: &Expr) -> Option<Expr> {
    let read = rules::parse(&expr.to_string()).ok()?;
    assert_eq!(read, *expr, "print, then parse");
    Some(read)
}

fn condition(expr: &Expr, form: &Form, scope: &Scope) -> Option<Cond> {
    let role = if scope.check { Role::Check } else { Role::Outcome };
    let binding = Binding { row: scope.row.as_deref(), area: scope.area.as_deref() };
    compile::condition(expr, form.schema(), role, binding).ok()
}

/// A result that the evaluators do not agree on.
pub(crate) struct Disagreement {
    what: String,
    ours: String,
    theirs: String,
    cells: String,
}

impl fmt::Display for Disagreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n  ours:   {}\n  theirs: {}\n  cells:  {}", self.what, self.ours, self.theirs, self.cells)
    }
}

/// One row of answers, looked at from both sides.
struct Comparer<'a> {
    sample: &'a Sample,
    results: &'a Results,
    row: usize,
    cells: &'a [Cell],
    differ: Vec<Disagreement>,
}

impl Comparer<'_> {
    fn filters(&mut self) {
        let schema = self.sample.form.schema();
        for (i, column) in schema.columns().iter().enumerate() {
            if self.sample.form.questionnaire.filters[i].is_some() {
                let name = format!("{}#asked", column.name);
                let theirs = self.results.truth(&name, self.row);
                self.truths(&name, || name.clone(), self.cells[i].asked, theirs);
            }
        }
    }

    fn conditions(&mut self, statistics: &mut Statistics) {
        let sample = self.sample;
        for (i, (expr, cond)) in sample.conditions.iter().enumerate() {
            let ours = eval::truth(cond, self.cells);
            statistics.count_truth(ours);
            let theirs = self.results.truth(&format!("c{i}"), self.row);
            self.truths("", || expr.to_string(), ours, theirs);
        }
    }

    fn outcomes(&mut self, statistics: &mut Statistics) {
        let sample = self.sample;
        for (number, (text, rule)) in sample.rules.iter().enumerate() {
            statistics.pairs += 1;
            for (i, entry) in rule.entries.iter().enumerate() {
                let Some(when) = &entry.when else { continue };
                let ours = eval::truth(when, self.cells);
                statistics.count_truth(ours);
                let theirs = self.results.truth(&format!("r{number}.when{i}"), self.row);
                self.truths("", || text.entries[i].1.as_ref().expect("has a when").to_string(), ours, theirs);
            }
            let ours = eval::fold(rule, self.cells).ok();
            let result = ours.map(|entry| result_text(&rule.entries[entry].gives, entry));
            let theirs = self.results.text(&format!("r{number}.outcome"), self.row);
            statistics.count_fold(result.as_deref());
            self.agree(result.as_deref() == theirs, || format!("{text:?}"), &result, &theirs);
            let outcome = eval::outcome(rule, self.cells);
            if let Outcome::Empty(empty) = &outcome {
                statistics.count_reasons(empty.all);
            }
            if let Some(entry) = ours {
                self.figure(number, entry, &rule.entries[entry].gives, &outcome);
            }
        }
    }

    fn figure(&mut self, rule: usize, entry: usize, gives: &Gives, outcome: &Outcome) {
        let number = |part: &str| self.results.number(&format!("r{rule}.{part}{entry}"), self.row);
        let theirs = match gives {
            Gives::Value(_) | Gives::Empty(_) => return,
            Gives::Figure(_) => number("figure").map(|figure| (figure, None)),
            Gives::Quotient(..) => match (number("numerator"), number("denominator")) {
                (Some(a), Some(b)) if b != 0 => Some((a, Some(b))),
                _ => None,
            },
        };
        let ours = match outcome {
            Outcome::Figure(Figure::Number(x)) => Some((i128::from(x.micros()), None)),
            Outcome::Figure(Figure::Pair { numerator, denominator }) => {
                Some((i128::from(numerator.micros()), Some(i128::from(denominator.micros()))))
            }
            Outcome::Figure(Figure::Published(_)) | Outcome::Category(_) | Outcome::Empty(_) => None,
        };
        self.agree(ours == theirs, || format!("figure {gives:?}"), &ours, &theirs);
    }

    fn truths(&mut self, name: &str, what: impl Fn() -> String, ours: Truth, theirs: Option<bool>) {
        let _ = name;
        let value = match ours {
            Truth::True => Some(true),
            Truth::False => Some(false),
            Truth::Unknown(reasons) => {
                assert!(!reasons.is_empty(), "unknown for no reason: {}", what());
                None
            }
        };
        self.agree(value == theirs, what, &ours, &theirs);
    }

    fn agree(
        &mut self,
        agree: bool,
        what: impl Fn() -> String,
        ours: &impl fmt::Debug,
        theirs: &impl fmt::Debug,
    ) {
        if agree {
            return;
        }
        let schema = self.sample.form.schema();
        let cells: Vec<String> = schema
            .columns()
            .iter()
            .zip(self.cells)
            .map(|(column, cell)| format!("{}={:?}", column.name, cell.get()))
            .collect();
        self.differ.push(Disagreement {
            what: what(),
            ours: format!("{ours:?}"),
            theirs: format!("{theirs:?}"),
            cells: cells.join(" "),
        });
    }
}

/// What was met while comparing.
#[derive(Default)]
pub(crate) struct Statistics {
    /// Queries run.
    pub(crate) plans: usize,
    /// Outcome rules × rows of answers.
    pub(crate) pairs: usize,
    /// Rules that were drawn but refused.
    pub(crate) refused: usize,
    /// Constructs of the conditions on their own.
    pub(crate) census: Census,
    /// Constructs of the entries of outcome rules.
    pub(crate) entries: Census,
    /// Constructs of the filters.
    pub(crate) filters: Census,
    /// TRUE, FALSE, UNKNOWN.
    pub(crate) truths: [usize; 3],
    /// Outcomes that were determined, and not.
    pub(crate) folds: [usize; 2],
    /// Cells that are questions, and how many of them are empty.
    pub(crate) cells: [usize; 2],
    /// How often each reason was met, weakest first: in cells and in outcomes.
    pub(crate) reasons: [usize; 6],
}

impl Statistics {
    fn count_truth(&mut self, truth: Truth) {
        self.truths[match truth {
            Truth::True => 0,
            Truth::False => 1,
            Truth::Unknown(_) => 2,
        }] += 1;
        self.count_reasons(truth.reasons());
    }

    fn count_fold(&mut self, result: Option<&str>) {
        self.folds[usize::from(result.is_none())] += 1;
    }

    fn count_reasons(&mut self, reasons: ReasonSet) {
        for reason in reasons.iter() {
            self.reasons[reason as usize] += 1;
        }
    }

    fn count_cells(&mut self, form: &Form, cells: &[Cell]) {
        for (column, cell) in form.schema().columns().iter().zip(cells) {
            if column.question.is_some() {
                self.cells[0] += 1;
                self.cells[1] += usize::from(!cell.empty.is_empty());
                self.count_reasons(cell.empty);
            }
        }
    }

    /// How often a reason was met.
    pub(crate) fn of(&self, reason: Reason) -> usize {
        self.reasons[reason as usize]
    }
}

impl fmt::Display for Statistics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = |part: usize, of: usize| 100.0 * part as f64 / of.max(1) as f64;
        let truths: usize = self.truths.iter().sum();
        writeln!(f, "{} plans, {} rule/answer pairs, {} rules refused", self.plans, self.pairs, self.refused)?;
        writeln!(
            f,
            "{truths} truths: TRUE {:.1} %, FALSE {:.1} %, UNKNOWN {:.1} %",
            share(self.truths[0], truths),
            share(self.truths[1], truths),
            share(self.truths[2], truths)
        )?;
        writeln!(f, "outcomes determined {:.1} %", share(self.folds[0], self.folds.iter().sum()))?;
        writeln!(f, "cells empty {:.1} %", share(self.cells[1], self.cells[0]))?;
        for reason in Reason::ALL {
            write!(f, "{reason} {} ", self.of(reason))?;
        }
        writeln!(f)?;
        writeln!(
            f,
            "rules: {} conditions, {} entries, {} filters",
            self.census.rules, self.entries.rules, self.filters.rules
        )
    }
}
