//! Four corners: each side's answers by each side's rules.

use catalogue::model::Edition;
use rules::table::Table;

use super::carry::{Carried, NotCarried, carry, in_the_way};
use super::exact::Exact;
use super::sheet::{Got, Sheet};
use crate::run::Results;

/// One side of a comparison: answers, and the rules that they were given under.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// What the catalogue says.
    pub edition: &'a Edition,
    /// What the units answered: a row for each unit of the edition's frame.
    pub answers: &'a Table,
    /// `simulated`, `trial`, or empty.
    pub origin: &'a str,
}

impl Side<'_> {
    /// The side's own results.
    pub fn sheet(&self) -> Sheet {
        Sheet::of(self.edition, &Results::from_answers(self.edition, self.answers, self.origin))
    }
}

/// The two corners that nobody published.
#[derive(Clone, Debug)]
pub struct Corners {
    /// The first side's answers by the second side's rules: *last year by this year's rule*.
    pub last_by_this: Sheet,
    /// For each of its indicators, what stands in the way; empty if nothing.
    pub last_obstacles: Vec<Vec<NotCarried>>,
    /// The second side's answers by the first side's rules: *this year by last year's rule*.
    pub this_by_last: Sheet,
    /// For each of its indicators, what stands in the way; empty if nothing.
    pub this_obstacles: Vec<Vec<NotCarried>>,
}

impl Corners {
    /// Computes them, questions carried over as the catalogues say.
    pub fn of(a: &Side<'_>, b: &Side<'_>) -> Self {
        Self::with(a, b, carry)
    }

    /// Computes them with another way to carry answers from one edition to another.
    pub fn with(a: &Side<'_>, b: &Side<'_>, carry: impl Fn(&Edition, &Table, &Edition) -> Carried) -> Self {
        let corner = |from: &Side<'_>, to: &Edition| {
            let carried = carry(from.edition, from.answers, to);
            let obstacles = to.computed().map(|indicator| in_the_way(to, indicator, &carried)).collect();
            let results = Results::from_answers(to, &carried.table, from.origin);
            (Sheet::of(to, &results), obstacles)
        };
        let (last_by_this, last_obstacles) = corner(a, b.edition);
        let (this_by_last, this_obstacles) = corner(b, a.edition);
        Self { last_by_this, last_obstacles, this_by_last, this_obstacles }
    }
}

/// Why a unit's outcome is what it is beside the other one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// Nothing moved, at no corner (*oförändrad*).
    Unchanged,
    /// The unit answered otherwise; which rule is used does not matter (*verklighet*).
    Reality,
    /// The rule became another; which answers are taken does not matter (*definition*).
    Definition,
    /// It takes both to tell, or they undo each other (*båda, samverkan*).
    Both,
}

impl Cause {
    /// The id in files.
    pub fn id(self) -> &'static str {
        match self {
            Self::Unchanged => "unchanged",
            Self::Reality => "reality",
            Self::Definition => "definition",
            Self::Both => "both",
        }
    }
}

/// The cause of an outcome at its four corners: before; the same answers by the new rule; the new answers by
/// the old rule; after.
pub fn cause(before: &Got, by_new_rule: &Got, by_new_answers: &Got, after: &Got) -> Cause {
    let answers_matter_not = is_same(before, by_new_answers) && is_same(by_new_rule, after);
    let rules_matter_not = is_same(before, by_new_rule) && is_same(by_new_answers, after);
    match (answers_matter_not, rules_matter_not) {
        (true, true) => Cause::Unchanged,
        (false, true) => Cause::Reality,
        (true, false) => Cause::Definition,
        (false, false) => Cause::Both,
    }
}

/// Whether two outcomes are printed alike; counts are compared only where both are known.
pub(super) fn is_same(a: &Got, b: &Got) -> bool {
    match (a, b) {
        (Got::Figure(a, Some(x)), Got::Figure(b, Some(y))) => a == b && x == y,
        (Got::Figure(a, _), Got::Figure(b, _)) => a == b,
        (Got::Value(a), Got::Value(b)) => a == b,
        (Got::Empty(a), Got::Empty(b)) => a == b,
        (Got::Value(_) | Got::Figure(..) | Got::Empty(_), _) => false,
    }
}

/// The parts of a figure's change; they add up to it exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    /// Because units answered otherwise (*verklighet*).
    pub reality: Exact,
    /// Because the rules became others (*definition*).
    pub definition: Exact,
    /// What only the two together do (*samverkan*). None where only one of the two unpublished corners could
    /// be computed: then it stands within the part that has no corner of its own.
    pub interaction: Option<Exact>,
}

impl Parts {
    /// From the figures at the corners; none if neither unpublished corner is known.
    ///
    /// With both, reality is told by the first side's rules and definition on the first side's answers. With
    /// one, the part it tells is exact, and the other part is the rest.
    pub fn of(
        before: Exact,
        last_by_this: Option<Exact>,
        this_by_last: Option<Exact>,
        after: Exact,
    ) -> Option<Self> {
        let total = after.minus(before)?;
        match (last_by_this, this_by_last) {
            (Some(last), Some(this)) => {
                let (reality, definition) = (this.minus(before)?, last.minus(before)?);
                let interaction = total.minus(reality)?.minus(definition)?;
                Some(Self { reality, definition, interaction: Some(interaction) })
            }
            (Some(last), None) => {
                let definition = last.minus(before)?;
                Some(Self { reality: total.minus(definition)?, definition, interaction: None })
            }
            (None, Some(this)) => {
                let reality = this.minus(before)?;
                Some(Self { reality, definition: total.minus(reality)?, interaction: None })
            }
            (None, None) => None,
        }
    }

    /// Whether every part is nought.
    pub fn is_zero(&self) -> bool {
        self.reality.is_zero() && self.definition.is_zero() && self.interaction.is_none_or(Exact::is_zero)
    }
}
