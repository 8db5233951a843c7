//! What every subject gets on every indicator.

use catalogue::model::Edition;
use domain::Outcome;
use rayon::prelude::*;
use rules::eval;
use rules::table::Table;

/// Who answers (*den som svarar*): belongs to a unit of the frame. In the national round each unit is its
/// own only subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The unit's place in the frame.
    pub unit: usize,
}

/// The subjects of a national round: every unit, in the frame's order.
pub fn units_as_subjects(edition: &Edition) -> Vec<Subject> {
    (0..edition.frame.units.len()).map(|unit| Subject { unit }).collect()
}

/// Outcomes: a row for each subject, a column for each indicator that is computed, in the edition's order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcomes {
    indicators: usize,
    cells: Vec<Outcome>,
}

impl Outcomes {
    /// From rows of equal length, one for each subject.
    pub fn from_rows(indicators: usize, rows: impl IntoIterator<Item = Vec<Outcome>>) -> Self {
        let cells: Vec<Outcome> = rows.into_iter().flatten().collect();
        debug_assert!(indicators == 0 || cells.len().is_multiple_of(indicators));
        Self { indicators, cells }
    }

    /// One outcome; `indicator` is its place among the computed ones.
    pub fn get(&self, subject: usize, indicator: usize) -> &Outcome {
        &self.cells[subject * self.indicators + indicator]
    }

    /// How many subjects there are.
    pub fn subjects(&self) -> usize {
        self.cells.len().checked_div(self.indicators).unwrap_or(0)
    }

    /// How many indicators there are.
    pub fn indicators(&self) -> usize {
        self.indicators
    }
}

/// Evaluates every computed indicator for every subject, on all cores.
pub fn outcomes(edition: &Edition, table: &Table) -> Outcomes {
    let rules: Vec<_> = edition.computed().map(|indicator| &indicator.rule).collect();
    let rows: Vec<Vec<Outcome>> = (0..table.subjects())
        .into_par_iter()
        .map_init(Vec::new, |cells, subject| {
            edition.questionnaire.settle(table.row(subject), cells);
            rules.iter().map(|rule| eval::outcome(rule, cells)).collect()
        })
        .collect();
    Outcomes::from_rows(rules.len(), rows)
}
