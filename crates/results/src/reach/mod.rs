//! What would it take? (*vad krävs?*) – the smallest sets of answer changes that reach the target.
//!
//! A change is a cell that gets another value; a cell that is asked because of it, and must be answered,
//! counts, too; a cell that is no longer asked falls away and counts nothing. A set is valid only if the
//! answers that result pass the filters and no hard check fires that did not fire before or that concerns a
//! changed cell. What a unit cannot choose is never proposed: what the catalogue says is a fact
//! (`comparison.fixed`), dates, the missing code, a reviewer's acceptance.
//!
//! Answers that were missing before and still are missing are no hindrance: a set says what it takes for
//! *this* indicator, also for a unit that has answered little.

mod bound;
mod choice;
mod constants;
mod figures;
mod places;
pub mod report;
mod scope;
mod search;
mod unit;
pub mod words;

use catalogue::model::{Edition, Indicator, IndicatorRole};
use domain::{Outcome, ValueId};
use rules::eval;
use rules::schema::Col;
use rules::table::{Cell, Raw};

pub use choice::fixed_because;
pub use figures::{FigureReach, FigureStep, Whose, figure};
pub use places::{Goal, GoalReach, Members, Needed, OnlyOthers, PlaceReach, place};
pub use unit::{MOST_STEPS, Step, UnitReach};

use choice::{Choice, Freedom};
use constants::Constants;
use scope::{Scope, Ties};
use search::Search;

/// How many sets are given in full; the rest are only counted.
pub const MOST_SETS: usize = 5;
/// Sets are counted no further than this.
pub const MOST_COUNTED: u64 = 100_000;
/// Steps of a search before it is given up.
pub const MOST_TRIED: u64 = 1_000_000;

/// A cell that gets another value (*ändrat svar*).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Change {
    /// The cell.
    pub cell: Col,
    /// What was answered, as in [`Raw::value`]; none if nothing was.
    pub from: Option<i64>,
    /// What is answered instead, as in [`Raw::value`]; of a text only that there is one.
    pub to: i64,
    /// Whether the question was not asked before.
    pub is_new: bool,
}

/// A set of changes that reaches the target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeSet {
    /// The changes, in the questionnaire's order.
    pub changes: Vec<Change>,
    /// Answers that fall away, since they are no longer asked.
    pub dropped: Vec<(Col, i64)>,
    /// The outcome that comes of it.
    pub value: ValueId,
}

impl ChangeSet {
    /// The answers with the changes made.
    pub fn apply(&self, row: &mut [Raw]) {
        for (cell, _) in &self.dropped {
            row[cell.index()] = Raw { decision: row[cell.index()].decision, ..Raw::default() };
        }
        for change in &self.changes {
            let raw = &mut row[change.cell.index()];
            *raw = Raw { decision: raw.decision, ..Raw::answer(change.to) };
        }
    }
}

/// The smallest sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sets {
    /// How many changes each of them has.
    pub changes: usize,
    /// The first of them, by the cells in the questionnaire's order, then by the alternatives' order.
    pub sets: Vec<ChangeSet>,
    /// How many there are, those in `sets` included.
    pub count: u64,
    /// There are more than were counted.
    pub is_cut: bool,
}

impl Sets {
    /// How many there are besides those in `sets`.
    pub fn further(&self) -> u64 {
        self.count - self.sets.len() as u64
    }
}

/// An answer that would have to be otherwise and that the unit does not choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fact {
    /// The cell.
    pub cell: Col,
    /// What it is; none if it is not answered.
    pub is: Option<i64>,
    /// What it would have to be, if it is not enough that it is otherwise.
    pub must_be: Option<i64>,
}

/// What it takes for a unit to reach the target of an indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// It has no target values: a figure or a background measure.
    NoTarget,
    /// It is reached already.
    Reached,
    /// These sets of changes reach it.
    Possible(Sets),
    /// The unit cannot reach it by itself; the facts that would have to be otherwise, if that would do.
    Impossible(Vec<Fact>),
    /// The search was given up after [`MOST_TRIED`] steps.
    TooLarge,
}

impl Reach {
    /// The id in files.
    pub fn id(&self) -> &'static str {
        match self {
            Self::NoTarget => "no_target",
            Self::Reached => "reached",
            Self::Possible(_) => "possible",
            Self::Impossible(_) => "impossible",
            Self::TooLarge => "too_large",
        }
    }

    /// The smallest number of changes; 0 where it is reached.
    pub fn changes(&self) -> Option<usize> {
        match self {
            Self::Reached => Some(0),
            Self::Possible(sets) => Some(sets.changes),
            Self::NoTarget | Self::Impossible(_) | Self::TooLarge => None,
        }
    }
}

/// An edition made ready for searches.
pub struct Reacher<'a> {
    edition: &'a Edition,
    indicators: Vec<&'a Indicator>,
    scopes: Vec<Scope>,
    choices: Vec<Choice>,
    /// Whether each cell may be left unanswered.
    optional: Vec<bool>,
    /// For each indicator, those whose scope shares a cell with its own, itself included.
    neighbours: Vec<Vec<usize>>,
}

impl<'a> Reacher<'a> {
    /// Finds out what hangs together in an edition.
    pub fn new(edition: &'a Edition) -> Self {
        let ties = Ties::of(edition);
        let constants = Constants::of(edition);
        let schema = &edition.questionnaire.schema;
        let indicators: Vec<&Indicator> = edition.computed().collect();
        let scopes: Vec<Scope> =
            indicators.iter().map(|indicator| ties.scope(edition, &indicator.rule)).collect();
        let cols = (0..schema.len()).map(|i| Col(u32::try_from(i).unwrap_or(u32::MAX)));
        let choices = cols.map(|col| Choice::of(edition, &constants, col)).collect();
        let is_optional = |place: Option<usize>| place.is_none_or(|place| edition.questions[place].optional);
        let optional = schema.columns().iter().map(|column| is_optional(column.question)).collect();
        let share = |a: &Scope, b: &Scope| a.cells.iter().any(|col| b.cells.binary_search(col).is_ok());
        let neighbours = scopes
            .iter()
            .map(|scope| (0..scopes.len()).filter(|&other| share(scope, &scopes[other])).collect())
            .collect();
        Self { edition, indicators, scopes, choices, optional, neighbours }
    }

    /// The edition.
    pub fn edition(&self) -> &'a Edition {
        self.edition
    }

    /// What it takes for the unit that gave these answers to reach an indicator's target; `indicator` is its
    /// place among the computed ones.
    pub fn indicator(&self, row: &[Raw], indicator: usize) -> Reach {
        self.with_sets(row, indicator, MOST_SETS)
    }

    /// The same, with how many sets are given in full.
    pub fn with_sets(&self, row: &[Raw], indicator: usize, keep: usize) -> Reach {
        let mut before_checks = Vec::new();
        self.edition.questionnaire.settle_before_checks(row, &mut before_checks);
        self.of_settled(row, &before_checks, indicator, keep)
    }

    fn of_settled(&self, row: &[Raw], before_checks: &[Cell], indicator: usize, keep: usize) -> Reach {
        let judged = self.indicators[indicator];
        if !has_target(judged) {
            return Reach::NoTarget;
        }
        if self.is_reached(row, indicator) {
            return Reach::Reached;
        }
        let search = |freedom, keep| Search::new(self, row, before_checks, indicator, freedom).run(keep);
        match search(Freedom::Own, keep) {
            search::Result::Found(sets) => return Reach::Possible(sets),
            search::Result::GivenUp => return Reach::TooLarge,
            search::Result::None => {}
        }
        for freedom in [Freedom::LeaveFacts, Freedom::Anything] {
            if let search::Result::Found(sets) = search(freedom, MOST_SETS) {
                return Reach::Impossible(self.facts(row, &sets));
            }
        }
        Reach::Impossible(Vec::new())
    }

    /// The facts that sets of changes do away with, each once.
    fn facts(&self, row: &[Raw], sets: &Sets) -> Vec<Fact> {
        let mut facts = Vec::new();
        for change in sets.sets.iter().flat_map(|set| &set.changes) {
            let choice = &self.choices[change.cell.index()];
            let raw = row[change.cell.index()];
            let leaves = raw.given && choice.is_fact(raw.value);
            if leaves || choice.is_fact(change.to) {
                let must_be = (!leaves).then_some(change.to);
                facts.push(Fact { cell: change.cell, is: change.from, must_be });
            }
        }
        facts.sort_unstable();
        facts.dedup();
        facts
    }

    fn is_reached(&self, row: &[Raw], indicator: usize) -> bool {
        let mut cells = Vec::new();
        self.edition.questionnaire.settle(row, &mut cells);
        self.reaches(&cells, indicator)
    }

    /// Whether settled cells reach the target.
    fn reaches(&self, cells: &[Cell], indicator: usize) -> bool {
        let judged = self.indicators[indicator];
        match eval::outcome(&judged.rule, cells) {
            Outcome::Category(value) => judged.target.contains(&value),
            Outcome::Figure(_) | Outcome::Empty(_) => false,
        }
    }
}

/// Whether an indicator is judged by target values.
pub fn has_target(indicator: &Indicator) -> bool {
    indicator.role == IndicatorRole::Indicator && !indicator.target.is_empty()
}
