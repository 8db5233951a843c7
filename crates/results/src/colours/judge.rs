//! Every cell of an edition, judged in every mode.

use catalogue::model::{Direction, Edition, Indicator, IndicatorRole, RelativeMode};
use domain::{Aggregate, Figure, Kind, Level, Method, Outcome, Rounded};
use rayon::prelude::*;

use super::{
    ComparisonSet, Counts, Exact, Mode, NotHere, Uncertain, Verdict, of_place, relative, target, uncertainty,
    units_behind,
};
use crate::aggregates::Place;
use crate::run::Results;

/// What a mode says of a cell, and what it was compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// The mode.
    pub mode: Mode,
    /// What it says, or why it does not apply.
    pub verdict: Result<Verdict, NotHere>,
    /// The comparison set or reference; none where the mode has none.
    pub set: Option<ComparisonSet>,
    /// The interval of the mode *uncertainty*, in the indicator's unit.
    pub interval: Option<(Rounded, Rounded)>,
}

impl Judgement {
    fn of(mode: Mode, verdict: Result<Verdict, NotHere>, set: Option<ComparisonSet>) -> Self {
        Self { mode, verdict, set, interval: None }
    }

    /// A mode that does not apply.
    fn not_here(mode: Mode, why: NotHere) -> Self {
        Self::of(mode, Err(why), None)
    }
}

/// A cell in the three modes, in the order of [`Mode::ALL`].
type Cell = [Judgement; 3];

/// The colours of an edition's results.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colours {
    subjects: usize,
    places: usize,
    units: Vec<Cell>,
    levels: Vec<Cell>,
}

impl Colours {
    /// A subject's outcome in the modes target, relative, uncertainty; indices as in [`Results`].
    pub fn of_unit(&self, subject: usize, indicator: usize) -> &[Judgement; 3] {
        &self.units[indicator * self.subjects + subject]
    }

    /// A level's or group's figure in the modes target, relative, uncertainty; indices as in [`Results`].
    pub fn of_place(&self, place: usize, indicator: usize) -> &[Judgement; 3] {
        &self.levels[indicator * self.places + place]
    }
}

/// Judges every cell in every mode, on all cores.
pub fn colours(edition: &Edition, results: &Results) -> Colours {
    let indicators: Vec<&Indicator> = edition.computed().collect();
    let judged: Vec<(Vec<Cell>, Vec<Cell>)> = indicators
        .par_iter()
        .enumerate()
        .map(|(position, indicator)| {
            let column = Column { edition, results, indicator, position };
            (column.units(), column.places())
        })
        .collect();
    let (units, levels): (Vec<_>, Vec<_>) = judged.into_iter().unzip();
    Colours {
        subjects: results.outcomes.subjects(),
        places: results.places.len(),
        units: units.into_iter().flatten().collect(),
        levels: levels.into_iter().flatten().collect(),
    }
}

/// An indicator's column of the results.
struct Column<'r> {
    edition: &'r Edition,
    results: &'r Results,
    indicator: &'r Indicator,
    position: usize,
}

impl Column<'_> {
    fn is_background(&self) -> bool {
        self.indicator.role == IndicatorRole::Background
    }

    fn units(&self) -> Vec<Cell> {
        let subjects = self.results.outcomes.subjects();
        let ranked = self.ranked_units();
        (0..subjects)
            .zip(ranked)
            .map(|(subject, relative)| {
                let outcome = self.results.outcomes.get(subject, self.position);
                let target = Judgement::of(Mode::Target, target(self.indicator, outcome), None);
                [target, relative, self.uncertain_unit(subject, outcome)]
            })
            .collect()
    }

    fn places(&self) -> Vec<Cell> {
        let relative = self.ranked_places();
        relative
            .into_iter()
            .enumerate()
            .map(|(place, relative)| {
                let aggregate = self.results.aggregates.get(place, self.position);
                let why = match (self.is_background(), aggregate.figure.is_ok()) {
                    (true, _) => NotHere::Background,
                    (false, true) => NotHere::NoTarget,
                    (false, false) => NotHere::Empty,
                };
                let target = Judgement::not_here(Mode::Target, why);
                [target, relative, self.uncertain_place(place, aggregate)]
            })
            .collect()
    }

    /// The direction and limits of the mode *relative*, or why it does not apply to the column.
    fn ranking(&self, direction: Direction) -> Result<(bool, &RelativeMode), NotHere> {
        if self.is_background() {
            return Err(NotHere::Background);
        }
        let settings = self.edition.comparison.relative.as_ref().ok_or(NotHere::NoMode)?;
        match direction {
            Direction::Up => Ok((true, settings)),
            Direction::Down => Ok((false, settings)),
            Direction::None => Err(NotHere::NoDirection),
        }
    }

    fn ranked_units(&self) -> Vec<Judgement> {
        let outcomes = (0..self.results.outcomes.subjects())
            .map(|subject| self.results.outcomes.get(subject, self.position));
        let ranking = self.ranking(self.indicator.direction);
        let figures: Vec<Option<Exact>> = outcomes
            .clone()
            .map(|outcome| match outcome {
                Outcome::Figure(figure) => Exact::of_figure(figure, self.indicator.times()),
                Outcome::Category(_) | Outcome::Empty(_) => None,
            })
            .collect();
        let stated = units_set(self.edition, self.results, sizes(&figures).0);
        let verdicts = match ranking {
            Ok((up, settings)) => relative(&figures, up, settings),
            Err(why) => vec![Err(why); figures.len()],
        };
        let judged = |(outcome, verdict): (&Outcome, Result<Verdict, NotHere>)| {
            let verdict = match (outcome, verdict) {
                (_, Err(why @ (NotHere::Background | NotHere::NoMode))) => Err(why),
                (Outcome::Empty(_), _) => Err(NotHere::Empty),
                (Outcome::Category(_), _) => Err(NotHere::NoRank),
                (Outcome::Figure(_), verdict) => verdict,
            };
            let set = is_in_set(verdict).then(|| stated.clone());
            Judgement::of(Mode::Relative, verdict, set)
        };
        outcomes.zip(verdicts).map(judged).collect()
    }

    fn ranked_places(&self) -> Vec<Judgement> {
        let places = &self.results.places;
        // More that reach the target is better whatever the indicator's own figures would mean.
        let direction =
            if self.indicator.method == Method::Share { Direction::Up } else { self.indicator.direction };
        let settings = match self.ranking(direction) {
            Ok(ranking) => ranking,
            Err(why) => {
                let empty = |place: usize| self.results.aggregates.get(place, self.position).figure.is_err();
                let why_of =
                    |place| if why == NotHere::NoDirection && empty(place) { NotHere::Empty } else { why };
                return (0..places.len()).map(|p| Judgement::not_here(Mode::Relative, why_of(p))).collect();
            }
        };
        let mut judged = vec![Judgement::not_here(Mode::Relative, NotHere::NoSet); places.len()];
        for set in sets(self.results) {
            let figures: Vec<Option<Exact>> = set
                .iter()
                .map(|&place| Exact::of_aggregate(self.results.aggregates.get(place, self.position)))
                .collect();
            let (with_figure, of) = sizes(&figures);
            let verdicts = relative(&figures, settings.0, settings.1);
            for (&place, verdict) in set.iter().zip(verdicts) {
                let stated = match &places[place].place {
                    Place::Level(Level::Nation, _) => None,
                    Place::Level(level, _) => Some(ComparisonSet::Level { level: *level, with_figure, of }),
                    Place::Group(grouping, _) => {
                        Some(ComparisonSet::Group { grouping: grouping.clone(), with_figure, of })
                    }
                };
                let units = units_behind(self.results.aggregates.get(place, self.position));
                let verdict = match (&stated, verdict) {
                    (_, Err(NotHere::Empty)) => Err(NotHere::Empty),
                    (None, _) => Err(NotHere::NoSet),
                    (Some(_), verdict) => of_place(verdict, units, settings.1),
                };
                judged[place] = Judgement::of(Mode::Relative, verdict, stated.filter(|_| is_in_set(verdict)));
            }
        }
        judged
    }

    /// Whether the mode *uncertainty* can apply to the column at all.
    fn has_interval(&self) -> Result<(), NotHere> {
        if self.is_background() {
            return Err(NotHere::Background);
        }
        let settings = self.edition.comparison.uncertainty.as_ref().ok_or(NotHere::NoMode)?;
        if settings.indicators.contains(&self.indicator.id) { Ok(()) } else { Err(NotHere::NoInterval) }
    }

    fn uncertain_unit(&self, subject: usize, outcome: &Outcome) -> Judgement {
        let unit = &self.edition.frame.units[self.results.subjects[subject].unit];
        let counts = match outcome {
            Outcome::Figure(Figure::Pair { numerator, denominator }) => {
                Counts::of_micros(numerator.micros().into(), denominator.micros().into())
                    .ok_or(NotHere::NoCounts)
            }
            Outcome::Figure(Figure::Number(_) | Figure::Published(_)) => Err(NotHere::NoCounts),
            Outcome::Category(_) => Err(NotHere::NoInterval),
            Outcome::Empty(_) => Err(NotHere::Empty),
        };
        let reference = |level: Level| {
            self.results.places.iter().position(|member| match &member.place {
                Place::Level(Level::Nation, _) => level == Level::Nation,
                Place::Level(Level::County, code) => level == Level::County && *code == unit.county,
                Place::Level(Level::Unit | Level::City, _) | Place::Group(..) => false,
            })
        };
        self.uncertain(self.has_interval().and(counts), reference)
    }

    fn uncertain_place(&self, place: usize, aggregate: &Aggregate) -> Judgement {
        let counts = match (aggregate.figure, aggregate.quotient) {
            (Err(_), _) => Err(NotHere::Empty),
            (Ok(_), Some((part, whole))) => Counts::of_micros(part, whole).ok_or(NotHere::NoCounts),
            (Ok(_), None) => Err(NotHere::NoCounts),
        };
        let counts = match &self.results.places[place].place {
            // It is the reference, or above it.
            Place::Level(Level::Nation, _) => counts.and(Err(NotHere::NoSet)),
            Place::Level(..) | Place::Group(..) => counts,
        };
        let nation = |level: Level| {
            let is_nation = |place: &Place| matches!(place, Place::Level(Level::Nation, _));
            let found = self.results.places.iter().position(|member| is_nation(&member.place));
            found.filter(|_| level == Level::Nation)
        };
        self.uncertain(self.has_interval().and(counts), nation)
    }

    fn uncertain(
        &self,
        counts: Result<Counts, NotHere>,
        reference: impl Fn(Level) -> Option<usize>,
    ) -> Judgement {
        let judged = || -> Result<(Uncertain, ComparisonSet), NotHere> {
            let counts = counts?;
            let settings = self.edition.comparison.uncertainty.as_ref().ok_or(NotHere::NoMode)?;
            let up = match self.indicator.direction {
                Direction::Up => true,
                Direction::Down => false,
                Direction::None => return Err(NotHere::NoDirection),
            };
            let place = reference(settings.reference).ok_or(NotHere::NoReference)?;
            let aggregate = self.results.aggregates.get(place, self.position);
            let (Ok(figure), Some((part, whole))) = (aggregate.figure, aggregate.quotient) else {
                return Err(NotHere::NoReference);
            };
            let Place::Level(level, code) = &self.results.places[place].place else {
                return Err(NotHere::NoReference);
            };
            let reference = Counts::of_micros(part, whole).ok_or(NotHere::NoReference)?;
            let told = uncertainty(counts, reference, up, self.indicator.decimals, settings)?;
            Ok((told, ComparisonSet::Reference { level: *level, code: code.clone(), figure }))
        };
        match judged() {
            Ok((told, set)) => Judgement {
                mode: Mode::Uncertainty,
                verdict: Ok(told.verdict),
                set: Some(set),
                interval: Some(told.interval),
            },
            Err(why) => Judgement::not_here(Mode::Uncertainty, why),
        }
    }
}

/// What units are compared with: all of the edition, or those that the material covers.
pub(crate) fn units_set(edition: &Edition, results: &Results, with_figure: u32) -> ComparisonSet {
    let covered = results.covered();
    let of = u32::try_from(covered.len()).unwrap_or(u32::MAX);
    if covered.len() == results.subjects.len() {
        return ComparisonSet::Units { with_figure, of };
    }
    let units: Vec<_> =
        covered.iter().map(|&subject| &edition.frame.units[results.subjects[subject].unit]).collect();
    let has = |kind| units.iter().any(|unit| unit.kind == kind);
    let (districts, offices) = (has(Kind::District), has(Kind::Office));
    let county = units.first().map(|unit| unit.county.clone());
    let county = county.filter(|county| units.iter().all(|unit| unit.county == *county));
    ComparisonSet::Covered { with_figure, of, county, districts, offices }
}

/// Whether a cell was compared with a set, or would have been if that were large enough.
fn is_in_set(verdict: Result<Verdict, NotHere>) -> bool {
    matches!(verdict, Ok(_) | Err(NotHere::SetTooSmall))
}

/// How many of a set have a figure, and how many there are.
fn sizes(figures: &[Option<Exact>]) -> (u32, u32) {
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    (count(figures.iter().flatten().count()), count(figures.len()))
}

/// Places that are compared with each other: those of a level, the groups of a grouping.
fn sets(results: &Results) -> Vec<Vec<usize>> {
    let same = |a: &Place, b: &Place| match (a, b) {
        (Place::Level(a, _), Place::Level(b, _)) => a == b,
        (Place::Group(a, _), Place::Group(b, _)) => a == b,
        (Place::Level(..), Place::Group(..)) | (Place::Group(..), Place::Level(..)) => false,
    };
    let mut sets: Vec<Vec<usize>> = Vec::new();
    for (place, member) in results.places.iter().enumerate() {
        match sets.iter_mut().find(|set| same(&results.places[set[0]].place, &member.place)) {
            Some(set) => set.push(place),
            None => sets.push(vec![place]),
        }
    }
    sets
}
