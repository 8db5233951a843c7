//! Trends: the figures of several rounds in a row, and where the row breaks.

use catalogue::model::Edition;
use domain::{Aggregate, IndicatorId};

use super::catalogues::{self, Change};
use super::compare::is_county_again;
use super::pairing::{Comparable, comparable};
use crate::aggregates::Place;
use crate::run::Results;

/// One round of a series, in order.
#[derive(Clone, Copy, Debug)]
pub struct Round<'a> {
    /// What the catalogue says.
    pub edition: &'a Edition,
    /// What came out.
    pub results: &'a Results,
}

/// How a round is connected with the one before it that has the indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// The round does not have the indicator.
    Absent,
    /// The first round that has it.
    First,
    /// The same definition: a line may be drawn.
    Connected,
    /// Comparable with a reservation, in the catalogue's words.
    Partly(String),
    /// The definition became another: the line breaks here.
    Break(Vec<Change>),
    /// May not be compared, or nothing says that it may: no line.
    Unconnected(Comparable),
}

impl Link {
    /// The id in files.
    pub fn id(&self) -> &'static str {
        match self {
            Self::Absent => "absent",
            Self::First => "first",
            Self::Connected => "connected",
            Self::Partly(_) => "partly",
            Self::Break(_) => "break",
            Self::Unconnected(_) => "unconnected",
        }
    }
}

/// A place's figures, a round each; none where the round lacks the indicator or the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceTrend {
    /// The place.
    pub place: Place,
    /// Its figures.
    pub figures: Vec<Option<Aggregate>>,
}

/// An indicator through the rounds.
#[derive(Clone, Debug)]
pub struct IndicatorTrend {
    /// Its id in the last round that has it.
    pub indicator: IndicatorId,
    /// Its id in each round; none where the round lacks it.
    pub ids: Vec<Option<IndicatorId>>,
    /// For each round, how it is connected with the one before.
    pub links: Vec<Link>,
    /// The figures of every place of any round, in the order they are first met.
    pub places: Vec<PlaceTrend>,
}

/// The series of every indicator and place.
pub fn trend(rounds: &[Round<'_>]) -> Vec<IndicatorTrend> {
    // Each series: for every round, the place of the indicator among those that are computed there.
    let mut series: Vec<Vec<Option<usize>>> = Vec::new();
    for (r, round) in rounds.iter().enumerate() {
        let mut taken = vec![false; series.len()];
        for (i, indicator) in round.edition.computed().enumerate() {
            let fits = |line: &Vec<Option<usize>>| {
                let Some((before, at)) = latest(line, r) else { return false };
                let edition = rounds[before].edition;
                edition.computed().nth(at).is_some_and(|old| {
                    catalogues::same_indicator(edition, old, round.edition)
                        .is_some_and(|found| found.id == indicator.id)
                })
            };
            let known = (0..taken.len()).find(|&line| !taken[line] && fits(&series[line]));
            let line = match known {
                Some(line) => {
                    taken[line] = true;
                    &mut series[line]
                }
                None => {
                    series.push(vec![None; rounds.len()]);
                    series.last_mut().expect("it was just added")
                }
            };
            line[r] = Some(i);
        }
    }
    series.iter().filter_map(|line| of_series(rounds, line)).collect()
}

/// The last round before `r` that has the indicator, and its place there.
fn latest(line: &[Option<usize>], r: usize) -> Option<(usize, usize)> {
    (0..r).rev().find_map(|before| Some((before, line[before]?)))
}

fn of_series(rounds: &[Round<'_>], line: &[Option<usize>]) -> Option<IndicatorTrend> {
    let indicator = |r: usize| rounds[r].edition.computed().nth(line[r]?);
    let links = (0..rounds.len()).map(|r| link(rounds, line, r)).collect();
    let mut places: Vec<Place> = Vec::new();
    for membership in rounds.iter().flat_map(|round| &round.results.places) {
        if !is_county_again(&membership.place) && !places.contains(&membership.place) {
            places.push(membership.place.clone());
        }
    }
    let figure = |r: usize, place: &Place| {
        let results = rounds[r].results;
        let p = results.places.iter().position(|membership| membership.place == *place)?;
        Some(results.aggregates.get(p, line[r]?).clone())
    };
    let places = places
        .into_iter()
        .map(|place| PlaceTrend { figures: (0..rounds.len()).map(|r| figure(r, &place)).collect(), place })
        .collect();
    let last = (0..rounds.len()).rev().find_map(indicator)?;
    let ids = (0..rounds.len()).map(|r| indicator(r).map(|known| known.id.clone())).collect();
    Some(IndicatorTrend { indicator: last.id.clone(), ids, links, places })
}

fn link(rounds: &[Round<'_>], line: &[Option<usize>], r: usize) -> Link {
    let indicator = |r: usize| rounds[r].edition.computed().nth(line[r]?);
    let Some(now) = indicator(r) else { return Link::Absent };
    let Some((before, _)) = latest(line, r) else { return Link::First };
    let Some(old) = indicator(before) else { return Link::First };
    let (a, b) = (rounds[before].edition, rounds[r].edition);
    let comparable = comparable(a, b, &now.id);
    let changes = match comparable {
        Comparable::Yes | Comparable::Partly(_) => catalogues::definition(a, old, b, now),
        Comparable::No(_) | Comparable::NotStated => return Link::Unconnected(comparable),
    };
    match comparable {
        _ if !changes.is_empty() => Link::Break(changes),
        Comparable::Partly(why) => Link::Partly(why),
        Comparable::Yes | Comparable::No(_) | Comparable::NotStated => Link::Connected,
    }
}
