//! A whole unit: every indicator's smallest number of changes, and the few changes that reach most.

use rules::schema::Col;
use rules::table::{Cell, Raw};

use super::{ChangeSet, MOST_SETS, Reach, Reacher};

/// Of an indicator's smallest sets, so many are weighed as a step.
const MOST_WEIGHED: usize = 512;
/// Steps of a plan.
pub const MOST_STEPS: usize = 10;

/// What it takes for a unit, indicator by indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitReach {
    /// For each computed indicator, in order.
    pub indicators: Vec<Reach>,
    /// Indicators that are judged by target values.
    pub judged: usize,
    /// Those whose target is reached.
    pub reached: usize,
    /// The few changes that reach most.
    pub plan: Vec<Step>,
}

/// A step of a plan: changes to the answers as they are after the steps before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The changes; one of the smallest sets of an indicator.
    pub set: ChangeSet,
    /// The indicators that are reached by it and were not before.
    pub gained: Vec<usize>,
    /// The indicators that were reached and no longer are.
    pub lost: Vec<usize>,
    /// How many are reached after it.
    pub reached: usize,
}

/// The best step that one indicator's smallest sets offer.
struct Offer {
    set: ChangeSet,
    gained: Vec<usize>,
    lost: Vec<usize>,
}

impl Offer {
    /// More further indicators first, then fewer changes.
    fn worth(&self) -> (isize, isize) {
        let count = |n: usize| isize::try_from(n).unwrap_or(isize::MAX);
        (count(self.gained.len()) - count(self.lost.len()), -count(self.set.changes.len()))
    }
}

impl Reacher<'_> {
    /// What it takes for the unit that gave these answers.
    ///
    /// Each step of the plan is one of the smallest sets of an indicator: the one after which most further
    /// indicators are reached, less those that are lost; of equal ones that with the fewest changes, then the
    /// first. It ends after [`MOST_STEPS`], or when no step reaches more than it loses.
    pub fn unit(&self, row: &[Raw]) -> UnitReach {
        let mut plan = Planner::new(self, row);
        let mut indicators = plan.reaches.clone();
        for reach in &mut indicators {
            if let Reach::Possible(sets) = reach {
                sets.sets.truncate(MOST_SETS);
            }
        }
        let is_judged = |reach: &&Reach| **reach != Reach::NoTarget;
        UnitReach {
            judged: indicators.iter().filter(is_judged).count(),
            reached: plan.reached(),
            plan: plan.steps(),
            indicators,
        }
    }
}

struct Planner<'a> {
    reacher: &'a Reacher<'a>,
    row: Vec<Raw>,
    reaches: Vec<Reach>,
    offers: Vec<Option<Offer>>,
}

impl<'a> Planner<'a> {
    fn new(reacher: &'a Reacher<'a>, row: &[Raw]) -> Self {
        let all = 0..reacher.indicators.len();
        let mut planner = Self {
            reacher,
            row: row.to_vec(),
            reaches: vec![Reach::NoTarget; all.len()],
            offers: all.clone().map(|_| None).collect(),
        };
        planner.search(all);
        planner
    }

    fn reached(&self) -> usize {
        self.reaches.iter().filter(|reach| **reach == Reach::Reached).count()
    }

    fn search(&mut self, indicators: impl IntoIterator<Item = usize>) {
        let mut cells = Vec::new();
        self.reacher.edition.questionnaire.settle_before_checks(&self.row, &mut cells);
        for i in indicators {
            self.reaches[i] = self.reacher.of_settled(&self.row, &cells, i, MOST_WEIGHED);
        }
    }

    fn steps(&mut self) -> Vec<Step> {
        let mut steps = Vec::new();
        self.weigh(0..self.reaches.len());
        while steps.len() < MOST_STEPS {
            // The last of equals would win: look at them from the end.
            let offers = self.offers.iter().flatten().rev();
            let Some(best) = offers.max_by_key(|offer| offer.worth()).filter(|best| best.worth().0 > 0)
            else {
                break;
            };
            let step = Step {
                set: best.set.clone(),
                gained: best.gained.clone(),
                lost: best.lost.clone(),
                reached: self.reached() + best.gained.len() - best.lost.len(),
            };
            step.set.apply(&mut self.row);
            let touched = self.touched(&step.set);
            self.search(touched.iter().copied());
            let around = touched.iter().flat_map(|&i| &self.reacher.neighbours[i]);
            let mut again: Vec<usize> = around.copied().collect();
            again.sort_unstable();
            again.dedup();
            self.weigh(again);
            steps.push(step);
        }
        steps
    }

    /// The indicators whose cells a set changes.
    fn touched(&self, set: &ChangeSet) -> Vec<usize> {
        let changed = set.changes.iter().map(|change| change.cell);
        let cols: Vec<Col> = changed.chain(set.dropped.iter().map(|(cell, _)| *cell)).collect();
        let scopes = self.reacher.scopes.iter().enumerate();
        let is_touched = |cells: &[Col]| cols.iter().any(|col| cells.binary_search(col).is_ok());
        scopes.filter(|(_, scope)| is_touched(&scope.cells)).map(|(i, _)| i).collect()
    }

    /// The best offer of each of these indicators.
    fn weigh(&mut self, indicators: impl IntoIterator<Item = usize>) {
        for i in indicators {
            self.offers[i] = match &self.reaches[i] {
                Reach::Possible(sets) => {
                    let offers = sets.sets.iter().rev().map(|set| self.offer(set));
                    offers.max_by_key(|offer| offer.worth())
                }
                Reach::NoTarget | Reach::Reached | Reach::Impossible(_) | Reach::TooLarge => None,
            };
        }
    }

    fn offer(&self, set: &ChangeSet) -> Offer {
        let mut row = self.row.clone();
        set.apply(&mut row);
        let mut cells: Vec<Cell> = Vec::new();
        self.reacher.edition.questionnaire.settle(&row, &mut cells);
        let (mut gained, mut lost) = (Vec::new(), Vec::new());
        for i in self.touched(set) {
            let was = self.reaches[i] == Reach::Reached;
            match (was, self.reaches[i] != Reach::NoTarget && self.reacher.reaches(&cells, i)) {
                (false, true) => gained.push(i),
                (true, false) => lost.push(i),
                (false, false) | (true, true) => {}
            }
        }
        Offer { set: set.clone(), gained, lost }
    }
}
