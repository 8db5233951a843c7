//! What it takes for the share of a city, a county, the nation or a group: how many more units must reach the
//! target, which are closest, and when only others' movement decides.

use catalogue::model::{CountsAs, Edition, Indicator};
use domain::{Level, Method, NoFigure, Number, Withheld};
use rules::table::Table;

use super::figures::{Race, same_set};
use super::{Reach, Reacher, has_target};
use crate::aggregates::Place;
use crate::colours::{Exact, NotHere, Verdict, units_behind};
use crate::run::Results;

/// What it takes for a place and an indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlaceReach {
    /// The indicator is summed up as something else than a share of units that reached a target.
    NoShare,
    /// Withheld for non-response: nothing is said of the share, but how many more units must answer.
    Withheld {
        /// So many more units.
        must_respond: u32,
    },
    /// There is no share for another reason.
    NoFigure(NoFigure),
    /// The share and what it takes.
    Share(Members),
}

/// The units behind a share, and what it takes to reach each goal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Members {
    /// Units that reached the target.
    pub reached: u32,
    /// Units in the denominator.
    pub of: u32,
    /// The goals.
    pub goals: Vec<GoalReach>,
    /// The units in the denominator that have not reached it: place among the subjects, and what it takes, those
    /// that need least first. Without answers nothing is known of what it takes.
    pub missing: Vec<(usize, Option<Reach>)>,
}

/// What a share is to reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    /// 100 per cent.
    All,
    /// At least the nation's share, which moves with it.
    Nation,
    /// Among the best of its level or grouping, others standing still.
    Best,
}

impl Goal {
    /// All goals, in the order they are shown.
    pub const ALL: [Self; 3] = [Self::All, Self::Nation, Self::Best];

    /// The id in files.
    pub fn id(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Nation => "nation",
            Self::Best => "best",
        }
    }
}

/// A goal and what it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GoalReach {
    /// The goal.
    pub goal: Goal,
    /// What it takes.
    pub needed: Needed,
}

/// How many more units a goal takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needed {
    /// It is reached.
    Already,
    /// So many more of the units that answered.
    Units(u32),
    /// No number of them would do.
    OnlyOthers(OnlyOthers),
    /// The goal has no meaning here.
    NotHere(NotHere),
}

/// Why only others' movement decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnlyOthers {
    /// Every unit has reached the target already.
    AllReached,
    /// Not even 100 per cent would do: too many others have it.
    EvenAll,
}

/// What it takes for a place; `place` and `indicator` are their places in the results. Without answers nothing is
/// known of what it takes for a unit.
pub fn place(
    reacher: &Reacher<'_>,
    results: &Results,
    answers: Option<&Table>,
    place: usize,
    indicator: usize,
) -> PlaceReach {
    let edition = reacher.edition();
    let judged = reacher.indicators[indicator];
    if judged.method != Method::Share || !has_target(judged) {
        return PlaceReach::NoShare;
    }
    let aggregate = results.aggregates.get(place, indicator);
    if let Err(why) = aggregate.figure {
        return match why {
            NoFigure::Withheld(Withheld::NonResponse) => {
                let must_respond =
                    must_respond(aggregate.units, aggregate.responded, edition.withhold_above_percent);
                PlaceReach::Withheld { must_respond }
            }
            NoFigure::Withheld(Withheld::SmallNumber)
            | NoFigure::NoDenominator
            | NoFigure::CountsUnknown
            | NoFigure::NotReportedAtLevel => PlaceReach::NoFigure(why),
        };
    }
    let (reached, missing) = members(edition, results, judged, place, indicator);
    let of = reached + count(missing.len());
    let share = Share { edition, results, place, indicator, reached, of };
    let goals = Goal::ALL.map(|goal| GoalReach { goal, needed: share.needed(goal) }).to_vec();
    let mut missing: Vec<(usize, Option<Reach>)> = missing
        .into_iter()
        .map(|subject| (subject, answers.map(|table| reacher.indicator(table.row(subject), indicator))))
        .collect();
    // Those that cannot reach it by themselves come last; equal ones stay in the frame's order.
    missing.sort_by_key(|(_, reach)| reach.as_ref().and_then(Reach::changes).unwrap_or(usize::MAX));
    PlaceReach::Share(Members { reached, of, goals, missing })
}

/// How many of a place's subjects reached the target, and which of the denominator did not.
fn members(
    edition: &Edition,
    results: &Results,
    judged: &Indicator,
    place: usize,
    indicator: usize,
) -> (u32, Vec<usize>) {
    debug_assert!(edition.frame.units.len() >= results.places[place].units.len());
    let belongs = |subject: &usize| results.places[place].units.contains(&results.subjects[*subject].unit);
    let (mut reached, mut missing) = (0, Vec::new());
    for subject in (0..results.subjects.len()).filter(belongs) {
        match judged.counts_as(results.outcomes.get(subject, indicator)) {
            Some(CountsAs::Reached) => reached += 1,
            Some(CountsAs::NotReached) => missing.push(subject),
            Some(CountsAs::LeftOut | CountsAs::NonResponse) | None => {}
        }
    }
    (reached, missing)
}

/// How many more units must answer until non-response is no more than the limit.
fn must_respond(units: u32, responded: u32, limit_percent: Number) -> u32 {
    let is_too_much = |missing: u32| {
        i128::from(missing) * 100 * i128::from(Number::SCALE)
            > i128::from(limit_percent.micros()) * i128::from(units)
    };
    let missing = units.saturating_sub(responded);
    (0..=missing).find(|more| !is_too_much(missing - more)).unwrap_or(missing)
}

struct Share<'a> {
    edition: &'a Edition,
    results: &'a Results,
    place: usize,
    indicator: usize,
    reached: u32,
    of: u32,
}

impl Share<'_> {
    fn needed(&self, goal: Goal) -> Needed {
        let needed = match goal {
            Goal::All => Ok(self.first(|more| self.reached + more == self.of)),
            Goal::Nation => self.nation(),
            Goal::Best => self.best(),
        };
        match needed {
            Err(why) => Needed::NotHere(why),
            Ok(Some(0)) => Needed::Already,
            Ok(Some(more)) => Needed::Units(more),
            Ok(None) if self.reached == self.of => Needed::OnlyOthers(OnlyOthers::AllReached),
            Ok(None) => Needed::OnlyOthers(OnlyOthers::EvenAll),
        }
    }

    /// The smallest number of further units with which a goal is reached.
    fn first(&self, does: impl Fn(u32) -> bool) -> Option<u32> {
        (0..=self.of - self.reached).find(|more| does(*more))
    }

    /// The nation's share rises with the units of the place, which are its own.
    fn nation(&self) -> Result<Option<u32>, NotHere> {
        let is_nation = |place: &Place| matches!(place, Place::Level(Level::Nation, _));
        if is_nation(&self.results.places[self.place].place) {
            return Err(NotHere::NoSet);
        }
        let nation = self.results.places.iter().position(|member| is_nation(&member.place));
        let nation = self.results.aggregates.get(nation.ok_or(NotHere::NoReference)?, self.indicator);
        let (Ok(_), Some((reached, of))) = (nation.figure, nation.quotient) else {
            return Err(NotHere::NoReference);
        };
        let one = i128::from(Number::SCALE);
        let does = |more: u32| {
            let nation = reached + i128::from(more) * one;
            i128::from(self.reached + more) * of >= nation * i128::from(self.of)
        };
        Ok(self.first(does))
    }

    fn best(&self) -> Result<Option<u32>, NotHere> {
        let settings = self.edition.comparison.relative.as_ref().ok_or(NotHere::NoMode)?;
        let (set, own) = same_set(self.results, self.place).ok_or(NotHere::NoSet)?;
        if units_behind(self.results.aggregates.get(self.place, self.indicator)) < settings.smallest_place {
            return Err(NotHere::TooFewUnits);
        }
        let exact = |place: &usize| Exact::of_aggregate(self.results.aggregates.get(*place, self.indicator));
        let race = Race { figures: set.iter().map(exact).collect(), own, up: true, settings };
        if race.verdict()? == Verdict::Best {
            return Ok(Some(0));
        }
        let share = |reached: i64| Exact::new(reached.into(), self.of.into());
        let found = race.first(self.reached.into(), self.of.into(), share);
        Ok(found.and_then(|reached| u32::try_from(reached - i64::from(self.reached)).ok()))
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
