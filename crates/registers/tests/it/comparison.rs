//! Both evaluators on the same rules and answers, laid side by side.

use std::fmt;

use domain::{Figure, Outcome, Truth};
use rules::eval;
use rules::table::Cell;
use rules::tree::{Gives, Rule};

use crate::answers::settle;
use crate::engine::{Engine, Results};
use crate::faults::Fault;
use crate::sample::Sample;
use crate::sql::result_text;
use crate::statistics::Statistics;

/// A result that the evaluators do not agree on.
pub(crate) struct Disagreement {
    what: String,
    ours: String,
    theirs: String,
    cells: String,
}

impl fmt::Display for Disagreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}\n  ours:   {}\n  theirs: {}\n  cells:  {}",
            self.what, self.ours, self.theirs, self.cells
        )
    }
}

/// Runs both and says where they differ; counts what is met on the way.
pub(crate) fn compare(
    sample: &Sample,
    engine: &Engine,
    fault: Option<Fault>,
    statistics: &mut Statistics,
) -> Vec<Disagreement> {
    let results = engine.run(sample.form.schema(), &sample.rows, &sample.sql(fault));
    statistics.count_sample(sample);
    let mut differ = Vec::new();
    for (row, answers) in sample.rows.iter().enumerate() {
        let cells = settle(&sample.form.questionnaire, answers);
        statistics.count_cells(sample, answers, &cells);
        let mut comparer = Comparer { sample, results: &results, row, cells: &cells, differ: Vec::new() };
        comparer.filters();
        comparer.conditions(statistics);
        comparer.outcomes(statistics);
        differ.append(&mut comparer.differ);
    }
    differ
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
        let form = &self.sample.form;
        for (i, column) in form.schema().columns().iter().enumerate() {
            if form.questionnaire.filters[i].is_some() {
                let name = format!("{}#asked", column.name);
                let theirs = self.results.truth(&name, self.row);
                self.truths(&name, self.cells[i].asked, theirs);
            }
        }
    }

    fn conditions(&mut self, statistics: &mut Statistics) {
        for (i, (text, cond)) in self.sample.conditions.iter().enumerate() {
            let ours = eval::truth(cond, self.cells);
            statistics.count_truth(ours);
            self.truths(text, ours, self.results.truth(&format!("c{i}"), self.row));
        }
    }

    fn outcomes(&mut self, statistics: &mut Statistics) {
        for (number, (text, rule)) in self.sample.rules.iter().enumerate() {
            for (i, entry) in rule.entries.iter().enumerate() {
                let Some(when) = &entry.when else { continue };
                let ours = eval::truth(when, self.cells);
                statistics.count_truth(ours);
                let theirs = self.results.truth(&format!("r{number}.when{i}"), self.row);
                self.truths(&format!("entry {i} of {text}"), ours, theirs);
            }
            let entry = eval::fold(rule, self.cells).ok();
            statistics.count_outcome(entry.is_some());
            let ours = entry.map(|entry| result_text(&rule.entries[entry].gives, entry));
            let theirs = self.results.text(&format!("r{number}.outcome"), self.row);
            self.agree(ours.as_deref() == theirs, text, &ours, &theirs);
            if let Some(entry) = entry {
                self.figure(number, text, rule, entry);
            }
        }
    }

    /// Of an entry that gives a figure: the number, or the pair of a quotient whose divisor is not 0.
    fn figure(&mut self, number: usize, text: &str, rule: &Rule, entry: usize) {
        let column = |part: &str| self.results.number(&format!("r{number}.{part}{entry}"), self.row);
        let theirs = match &rule.entries[entry].gives {
            Gives::Value(_) | Gives::Empty(_) => return,
            Gives::Figure(_) => column("figure").map(|figure| (figure, None)),
            Gives::Quotient(..) => match (column("numerator"), column("denominator")) {
                (Some(a), Some(b)) if b != 0 => Some((a, Some(b))),
                _ => None,
            },
        };
        let ours = match eval::outcome(rule, self.cells) {
            Outcome::Figure(Figure::Number(x)) => Some((i128::from(x.micros()), None)),
            Outcome::Figure(Figure::Pair { numerator, denominator }) => {
                Some((i128::from(numerator.micros()), Some(i128::from(denominator.micros()))))
            }
            Outcome::Figure(Figure::Published(_)) | Outcome::Category(_) | Outcome::Empty(_) => None,
        };
        self.agree(ours == theirs, &format!("the figure of entry {entry} of {text}"), &ours, &theirs);
    }

    fn truths(&mut self, what: &str, ours: Truth, theirs: Option<bool>) {
        let value = match ours {
            Truth::True => Some(true),
            Truth::False => Some(false),
            Truth::Unknown(reasons) => {
                assert!(!reasons.is_empty(), "unknown for no reason: {what}");
                None
            }
        };
        self.agree(value == theirs, what, &ours, &theirs);
    }

    fn agree(&mut self, agree: bool, what: &str, ours: &dyn fmt::Debug, theirs: &dyn fmt::Debug) {
        if agree {
            return;
        }
        let columns = self.sample.form.schema().columns().iter().zip(self.cells);
        let cells: Vec<String> =
            columns.map(|(column, cell)| format!("{}={:?}", column.name, cell.get())).collect();
        self.differ.push(Disagreement {
            what: what.to_owned(),
            ours: format!("{ours:?}"),
            theirs: format!("{theirs:?}"),
            cells: cells.join(" "),
        });
    }
}
