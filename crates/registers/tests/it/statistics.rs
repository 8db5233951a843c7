//! What was met while comparing: agreement says little if the easy cases are all there were.

use std::fmt;

use domain::{Reason, ReasonSet, Truth};
use rules::table::Cell;
use rules::tree::{Gives, Rule};

use crate::answers::Answer;
use crate::generate::Census;
use crate::sample::{ROWS, Sample};
use crate::sql::result_text;

/// Counts.
#[derive(Default)]
pub(crate) struct Statistics {
    plans: usize,
    /// Outcome rules × rows of answers.
    pairs: usize,
    /// Rules that were drawn but refused.
    refused: usize,
    /// Constructs of the conditions on their own, of the entries of outcome rules, of the filters.
    conditions: Census,
    entries: Census,
    filters: Census,
    /// Outcome rules with two entries of equal value.
    equal_entries: usize,
    /// Questionnaires with a check that makes answers illogical.
    checks: usize,
    /// TRUE, FALSE, UNKNOWN.
    truths: [usize; 3],
    /// Outcomes that were determined, and not.
    outcomes: [usize; 2],
    /// Cells of questions; those that are empty; answered without being asked; answered, not known whether asked.
    cells: usize,
    empty: usize,
    aside: usize,
    undetermined: usize,
    /// How often each reason was met, weakest first: in a cell or in an UNKNOWN.
    reasons: [usize; 6],
}

impl Statistics {
    pub(crate) fn count_sample(&mut self, sample: &Sample) {
        self.plans += 1;
        self.pairs += sample.rules.len() * sample.rows.len();
        self.refused += sample.refused;
        self.checks += usize::from(!sample.form.questionnaire.illogical.is_empty());
        self.equal_entries += sample.rules.iter().filter(|(_, rule)| has_equal_entries(rule)).count();
        sample.drawn.iter().for_each(|expr| self.conditions.count(expr));
        sample.entries.iter().for_each(|expr| self.entries.count(expr));
        sample.form.filters.iter().for_each(|expr| self.filters.count(expr));
    }

    pub(crate) fn count_cells(&mut self, sample: &Sample, answers: &[Answer], cells: &[Cell]) {
        let columns = sample.form.schema().columns();
        for ((column, answer), cell) in columns.iter().zip(answers).zip(cells) {
            if column.question.is_some() {
                self.cells += 1;
                self.empty += usize::from(!cell.empty.is_empty());
                self.count_reasons(cell.empty);
                if answer.given.is_some() {
                    self.aside += usize::from(cell.asked == Truth::False);
                    self.undetermined += usize::from(matches!(cell.asked, Truth::Unknown(_)));
                }
            }
        }
    }

    pub(crate) fn count_truth(&mut self, truth: Truth) {
        self.truths[match truth {
            Truth::True => 0,
            Truth::False => 1,
            Truth::Unknown(_) => 2,
        }] += 1;
        self.count_reasons(truth.reasons());
    }

    pub(crate) fn count_outcome(&mut self, determined: bool) {
        self.outcomes[usize::from(!determined)] += 1;
    }

    fn count_reasons(&mut self, reasons: ReasonSet) {
        for reason in reasons.iter() {
            self.reasons[reason as usize] += 1;
        }
    }

    /// Panics unless everything that could go wrong was there to go wrong.
    pub(crate) fn assert_covered(&self) {
        assert!(self.pairs >= 10_000 && ROWS >= 50, "ten thousand pairs of a rule and answers\n{self}");
        let truths: usize = self.truths.iter().sum();
        assert!(self.truths.iter().all(|&truth| truth * 10 >= truths), "each truth a tenth\n{self}");
        assert!(self.empty * 100 >= self.cells * 30, "three cells of ten empty\n{self}");
        assert!(self.reasons.iter().all(|&met| met >= 100), "every reason\n{self}");
        assert!(self.aside >= 1_000 && self.undetermined >= 1_000, "answers beside the filters\n{self}");
        assert!(self.outcomes.iter().all(|&met| met * 5 >= self.pairs), "outcomes of both sorts\n{self}");
        assert!(self.equal_entries >= 50 && self.checks >= 10, "equal entries, checks\n{self}");
        let rules = self.conditions.rules + self.entries.rules;
        assert!(self.refused * 50 <= rules, "few rules refused\n{self}");
        self.conditions.assert_complete();
    }
}

fn has_equal_entries(rule: &Rule) -> bool {
    let is_value = |gives: &Gives| !matches!(gives, Gives::Figure(_) | Gives::Quotient(..));
    let mut results: Vec<String> =
        rule.entries.iter().map(|e| &e.gives).filter(|g| is_value(g)).map(|g| result_text(g, 0)).collect();
    let all = results.len();
    results.sort();
    results.dedup();
    results.len() < all
}

impl fmt::Display for Statistics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = |part: usize, of: usize| 100.0 * part as f64 / of.max(1) as f64;
        let truths: usize = self.truths.iter().sum();
        writeln!(
            f,
            "{} plans, {} rule/answer pairs, {} rules refused",
            self.plans, self.pairs, self.refused
        )?;
        writeln!(
            f,
            "{} conditions, {} entries, {} filters; {} rules with equal entries, {} checks",
            self.conditions.rules, self.entries.rules, self.filters.rules, self.equal_entries, self.checks
        )?;
        let [yes, no, unknown] = self.truths.map(|truth| share(truth, truths));
        writeln!(f, "{truths} truths: TRUE {yes:.1} %, FALSE {no:.1} %, UNKNOWN {unknown:.1} %")?;
        writeln!(f, "outcomes determined {:.1} %", share(self.outcomes[0], self.outcomes.iter().sum()))?;
        writeln!(
            f,
            "{} cells, empty {:.1} %; {} answered unasked, {} under an undetermined filter",
            self.cells,
            share(self.empty, self.cells),
            self.aside,
            self.undetermined
        )?;
        for reason in Reason::ALL {
            write!(f, "{reason} {}  ", self.reasons[reason as usize])?;
        }
        writeln!(f)
    }
}
