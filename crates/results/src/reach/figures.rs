//! How far a figure must move to be among the best of its comparison set, others standing still.

use catalogue::model::{Direction, Edition, Indicator, IndicatorRole, RelativeMode};
use domain::{Aggregate, Figure, Method, Number, Outcome, Rounded};

use crate::aggregates::Place;
use crate::colours::{ComparisonSet, Exact, NotHere, Verdict, relative, units_behind, units_set};
use crate::run::Results;

/// What it takes for a figure to be among the best of its set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FigureReach {
    /// It is.
    Best,
    /// So far.
    Step(FigureStep),
    /// Even the best figure possible would not do, such as a tie at 100 per cent: only others can change it.
    OnlyOthers,
    /// It is not ranked, and why.
    NotHere(NotHere),
}

/// The smallest move that makes a figure one of the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FigureStep {
    /// The figure as it is.
    pub from: Rounded,
    /// The first figure that does.
    pub to: Rounded,
    /// How many more persons (fewer, if below 0) above the line that is; none where persons are not known.
    pub persons: Option<i64>,
    /// Persons below the line.
    pub of_persons: Option<i64>,
}

/// Whose figure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// A subject's, by its place among the subjects: compared with all units.
    Unit(usize),
    /// A place's, by its place among the places: compared with those of its level or grouping.
    Place(usize),
}

/// What it takes for a figure; `indicator` is its place among the computed ones.
pub fn figure(edition: &Edition, results: &Results, indicator: usize, whose: Whose) -> FigureReach {
    let Some(judged) = edition.computed().nth(indicator) else {
        return FigureReach::NotHere(NotHere::NoRank);
    };
    match search(edition, results, judged, indicator, whose) {
        Ok(reach) => reach,
        Err(why) => FigureReach::NotHere(why),
    }
}

fn search(
    edition: &Edition,
    results: &Results,
    judged: &Indicator,
    indicator: usize,
    whose: Whose,
) -> Result<FigureReach, NotHere> {
    if judged.role == IndicatorRole::Background {
        return Err(NotHere::Background);
    }
    let settings = edition.comparison.relative.as_ref().ok_or(NotHere::NoMode)?;
    let up = match judged.direction {
        Direction::Up => true,
        Direction::Down => false,
        Direction::None => return Err(NotHere::NoDirection),
    };
    let (figures, own, rounded, pair) = match whose {
        Whose::Unit(subject) => of_units(results, judged, indicator, subject)?,
        Whose::Place(place) => {
            if units_behind(results.aggregates.get(place, indicator)) < settings.smallest_place {
                return Err(NotHere::TooFewUnits);
            }
            of_places(results, indicator, place)?
        }
    };
    let race = Race { figures, own, up, settings };
    match race.verdict()? {
        Verdict::Best => return Ok(FigureReach::Best),
        Verdict::Middle
        | Verdict::Worst
        | Verdict::Reached
        | Verdict::Partly
        | Verdict::NotReached
        | Verdict::Better
        | Verdict::Alike
        | Verdict::Worse => {}
    }
    let is_share_of_persons = judged.method == Method::Ratio && judged.unit == "percent";
    let step = match pair.filter(|_| is_share_of_persons).and_then(whole) {
        Some((part, all)) => race.persons(part, all, judged, rounded, matches!(whose, Whose::Unit(_))),
        None => race.points(judged, rounded, matches!(whose, Whose::Unit(_))),
    };
    Ok(step.map_or(FigureReach::OnlyOthers, FigureReach::Step))
}

/// The figures of a set, which of them is meant, what it is as published, and its counts in millionths.
type Set = (Vec<Option<Exact>>, usize, Rounded, Option<(i128, i128)>);

fn of_units(results: &Results, judged: &Indicator, indicator: usize, subject: usize) -> Result<Set, NotHere> {
    let own = match results.outcomes.get(subject, indicator) {
        Outcome::Figure(figure) => figure,
        Outcome::Category(_) => return Err(NotHere::NoRank),
        Outcome::Empty(_) => return Err(NotHere::Empty),
    };
    let exact = |subject| match results.outcomes.get(subject, indicator) {
        Outcome::Figure(figure) => Exact::of_figure(figure, judged.times()),
        Outcome::Category(_) | Outcome::Empty(_) => None,
    };
    let pair = match own {
        Figure::Pair { numerator, denominator } => {
            Some((numerator.micros().into(), denominator.micros().into()))
        }
        Figure::Number(_) | Figure::Published(_) => None,
    };
    let figures = (0..results.outcomes.subjects()).map(exact).collect();
    Ok((figures, subject, own.rounded(judged.times(), judged.decimals), pair))
}

fn of_places(results: &Results, indicator: usize, place: usize) -> Result<Set, NotHere> {
    let aggregate: &Aggregate = results.aggregates.get(place, indicator);
    let rounded = aggregate.figure.map_err(|_| NotHere::Empty)?;
    let (set, own) = same_set(results, place).ok_or(NotHere::NoSet)?;
    let exact = |place: &usize| Exact::of_aggregate(results.aggregates.get(*place, indicator));
    Ok((set.iter().map(exact).collect(), own, rounded, aggregate.quotient))
}

/// The places that a place is compared with, and where it stands among them; none for the nation.
pub(super) fn same_set(results: &Results, place: usize) -> Option<(Vec<usize>, usize)> {
    let is_same = |other: &Place| match (other, &results.places[place].place) {
        (Place::Level(_, _), Place::Level(domain::Level::Nation, _)) => false,
        (Place::Level(a, _), Place::Level(b, _)) => a == b,
        (Place::Group(a, _), Place::Group(b, _)) => a == b,
        (Place::Level(..), Place::Group(..)) | (Place::Group(..), Place::Level(..)) => false,
    };
    let set: Vec<usize> = (0..results.places.len()).filter(|&i| is_same(&results.places[i].place)).collect();
    let own = set.iter().position(|&other| other == place)?;
    Some((set, own))
}

/// The comparison set of a unit's or place's figure; none for the nation.
pub(super) fn set_of(
    edition: &Edition,
    results: &Results,
    indicator: usize,
    whose: Whose,
) -> Option<ComparisonSet> {
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    match whose {
        Whose::Unit(_) => {
            let subjects = 0..results.outcomes.subjects();
            let has_figure =
                |subject: &usize| matches!(results.outcomes.get(*subject, indicator), Outcome::Figure(_));
            Some(units_set(edition, results, count(subjects.filter(has_figure).count())))
        }
        Whose::Place(place) => {
            let (set, _) = same_set(results, place)?;
            let has_figure = |place: &&usize| results.aggregates.get(**place, indicator).figure.is_ok();
            let (with_figure, of) = (count(set.iter().filter(has_figure).count()), count(set.len()));
            Some(match &results.places[place].place {
                Place::Level(level, _) => ComparisonSet::Level { level: *level, with_figure, of },
                Place::Group(grouping, _) => {
                    ComparisonSet::Group { grouping: grouping.clone(), with_figure, of }
                }
            })
        }
    }
}

/// Whole numbers of a pair in millionths.
fn whole((part, all): (i128, i128)) -> Option<(i64, i64)> {
    let one = i128::from(Number::SCALE);
    let is_whole = part % one == 0 && all % one == 0;
    is_whole.then(|| Some((i64::try_from(part / one).ok()?, i64::try_from(all / one).ok()?)))?
}

/// A figure among others that stand still.
pub(super) struct Race<'a> {
    pub(super) figures: Vec<Option<Exact>>,
    pub(super) own: usize,
    pub(super) up: bool,
    pub(super) settings: &'a RelativeMode,
}

impl Race<'_> {
    pub(super) fn verdict(&self) -> Result<Verdict, NotHere> {
        relative(&self.figures, self.up, self.settings)[self.own]
    }

    pub(super) fn is_best_with(&self, figure: Option<Exact>) -> bool {
        let mut figures = self.figures.clone();
        figures[self.own] = figure;
        relative(&figures, self.up, self.settings)[self.own] == Ok(Verdict::Best)
    }

    /// The first of `from + 1 ..= to` (or `to ..= from - 1`, downwards) that is among the best: the better a
    /// figure, the better its place, so halving finds it.
    pub(super) fn first(&self, from: i64, to: i64, figure: impl Fn(i64) -> Option<Exact>) -> Option<i64> {
        let does = |steps: i64| {
            let value = if self.up { from + steps } else { from - steps };
            self.is_best_with(figure(value))
        };
        let mut high = if self.up { to - from } else { from - to };
        if high < 1 || !does(high) {
            return None;
        }
        let mut low = 0;
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if does(middle) { high = middle } else { low = middle }
        }
        Some(if self.up { from + high } else { from - high })
    }

    fn persons(
        &self,
        part: i64,
        all: i64,
        judged: &Indicator,
        from: Rounded,
        is_unit: bool,
    ) -> Option<FigureStep> {
        // A level's figures are compared as quotients, a unit's in the indicator's unit.
        let times = if is_unit { judged.times() } else { 1 };
        let figure = |part: i64| Exact::new(i128::from(part) * times, all.into());
        let to = self.first(part, if self.up { all } else { 0 }, figure)?;
        let rounded = Rounded::quotient(i128::from(to) * judged.times(), all.into(), judged.decimals)?;
        Some(FigureStep { from, to: rounded, persons: Some(to - part), of_persons: Some(all) })
    }

    /// In steps of the last decimal shown.
    fn points(&self, judged: &Indicator, from: Rounded, is_unit: bool) -> Option<FigureStep> {
        let unit = 10_i128.pow(from.decimals.into());
        let times = if is_unit { 1 } else { judged.times() };
        let figure = |scaled: i64| Exact::new(scaled.into(), unit * times);
        let start = i64::try_from(from.scaled).ok()?;
        let end = match (self.up, judged.unit.as_str()) {
            (false, _) => 0,
            (true, "percent") => i64::try_from(100 * unit).ok()?,
            // One step above the largest: better than anybody.
            (true, _) => self.above_all(start, &figure)?,
        };
        let to = Rounded { scaled: self.first(start, end, figure)?.into(), decimals: from.decimals };
        Some(FigureStep { from, to, persons: None, of_persons: None })
    }

    fn above_all(&self, start: i64, figure: &impl Fn(i64) -> Option<Exact>) -> Option<i64> {
        let largest = self.figures.iter().flatten().max()?;
        let mut end = start.max(1);
        while figure(end)? <= *largest {
            end = end.checked_mul(2)?;
        }
        Some(end)
    }
}
