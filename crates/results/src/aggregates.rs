//! Levels and groups: who belongs to them, and their figures.

use catalogue::model::{CountsAs, Edition, Indicator};
use domain::{
    Aggregate, Contribution, GroupCode, GroupingId, Level, Method, Number, Outcome, Rules, UnitCode,
};
use rayon::prelude::*;

use crate::outcomes::{Outcomes, Subject};

/// A row of the aggregates: a level's place, or a group.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// A city, county or the nation.
    Level(Level, UnitCode),
    /// A group of a grouping.
    Group(GroupingId, GroupCode),
}

/// A place with the units that belong to it, by their place in the frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// The place.
    pub place: Place,
    /// Its units.
    pub units: Vec<usize>,
}

/// Every place that figures are shown for: cities, counties, the nation, then the groups.
///
/// Districts count as units of their county and of the nation, and inherit their city's groups.
pub fn places(edition: &Edition) -> Vec<Membership> {
    let frame = &edition.frame;
    let of = |belongs: &dyn Fn(&domain::Unit) -> bool| -> Vec<usize> {
        (0..frame.units.len()).filter(|&i| belongs(&frame.units[i])).collect()
    };
    let mut all = Vec::new();
    for city in &frame.cities {
        let units = of(&|unit| unit.city.as_ref() == Some(&city.code));
        all.push(Membership { place: Place::Level(Level::City, city.code.clone()), units });
    }
    for county in &frame.counties {
        let units = of(&|unit| unit.county == county.code);
        all.push(Membership { place: Place::Level(Level::County, county.code.clone()), units });
    }
    if let Some(nation) = &frame.nation {
        all.push(Membership {
            place: Place::Level(Level::Nation, nation.code.clone()),
            units: of(&|_| true),
        });
    }
    // Counties are a way to group units, too.
    let county: GroupingId = "county".parse().expect("a plain id");
    for place in &frame.counties {
        let group = place.code.as_str().parse().expect("a county's code is a group code");
        let units = of(&|unit| unit.county == place.code);
        all.push(Membership { place: Place::Group(county.clone(), group), units });
    }
    for scheme in &frame.schemes {
        for group in &scheme.groups {
            let units = of(&|unit| unit.groups.get(&scheme.grouping) == Some(&group.code));
            let place = Place::Group(scheme.grouping.clone(), group.code.clone());
            all.push(Membership { place, units });
        }
    }
    all
}

/// The figures of all places on one indicator, in the order of [`places`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aggregates {
    places: usize,
    cells: Vec<Aggregate>,
}

impl Aggregates {
    /// One figure; `indicator` is its place among the computed ones.
    pub fn get(&self, place: usize, indicator: usize) -> &Aggregate {
        &self.cells[indicator * self.places + place]
    }
}

/// What an outcome adds to the figures of an indicator.
pub fn contribution(indicator: &Indicator, outcome: &Outcome, weight: Option<Number>) -> Contribution {
    if let Outcome::Figure(figure) = outcome {
        return Contribution::Figure { figure: *figure, weight };
    }
    match indicator.counts_as(outcome) {
        Some(CountsAs::Reached) => Contribution::Category { reached: true },
        Some(CountsAs::NotReached) => Contribution::Category { reached: false },
        Some(CountsAs::LeftOut) => Contribution::LeftOut,
        Some(CountsAs::NonResponse) => Contribution::NonResponse,
        None => Contribution::NotAsked,
    }
}

/// How an indicator is summed up and rounded.
pub fn rules_of(edition: &Edition, indicator: &Indicator) -> Rules {
    Rules {
        method: indicator.method,
        times: if indicator.method == Method::Share { 100 } else { indicator.times() },
        decimals: indicator.decimals,
        withhold_above_percent: edition.withhold_above_percent,
    }
}

/// Whether an indicator is reported at a place; groups follow the county level.
pub fn is_reported(indicator: &Indicator, place: &Place) -> bool {
    match place {
        Place::Level(level, _) => indicator.levels.contains(level),
        Place::Group(..) => indicator.levels.contains(&Level::County),
    }
}

/// The figures of all places on all computed indicators, on all cores.
pub fn aggregates(
    edition: &Edition,
    outcomes: &Outcomes,
    subjects: &[Subject],
    places: &[Membership],
) -> Aggregates {
    let mut of_unit: Vec<Vec<usize>> = vec![Vec::new(); edition.frame.units.len()];
    for (subject, belongs) in subjects.iter().enumerate() {
        of_unit[belongs.unit].push(subject);
    }
    let members: Vec<Vec<usize>> = places
        .iter()
        .map(|place| place.units.iter().flat_map(|&unit| of_unit[unit].iter().copied()).collect())
        .collect();
    let population = edition.measures.get("population");
    let weights: Vec<Option<Number>> = subjects
        .iter()
        .map(|s| population.and_then(|p| p.get(&edition.frame.units[s.unit].code)).copied())
        .collect();
    let indicators: Vec<&Indicator> = edition.computed().collect();
    let cells = indicators
        .par_iter()
        .enumerate()
        .flat_map_iter(|(i, indicator)| {
            let rules = rules_of(edition, indicator);
            let contributions: Vec<Contribution> = (0..subjects.len())
                .map(|subject| contribution(indicator, outcomes.get(subject, i), weights[subject]))
                .collect();
            let figures: Vec<Aggregate> = places
                .iter()
                .zip(&members)
                .map(|(place, members)| {
                    let of = members.iter().map(|&subject| contributions[subject]);
                    if is_reported(indicator, &place.place) {
                        Aggregate::of(of, &rules)
                    } else {
                        Aggregate::not_reported(of, indicator.method)
                    }
                })
                .collect();
            figures
        })
        .collect();
    Aggregates { places: places.len(), cells }
}
