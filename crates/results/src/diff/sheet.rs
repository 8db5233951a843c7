//! Results as they are compared: what is printed for every unit and place, whether it was computed here or
//! read from files.

use std::collections::HashMap;

use catalogue::answers::{ComputedFolder, PrintedOutcome, PrintedPlace};
use catalogue::model::{Direction, Edition, Indicator};
use domain::{Aggregate, EditionYear, IndicatorId, Method, Outcome, Rounded, UnitCode};

use super::exact::Exact;
use crate::aggregates::Place;
use crate::run::Results;

/// An outcome as it is compared: its value, its figure as printed, or why there is none.
pub type Got = PrintedOutcome;

/// An indicator of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its id.
    pub id: IndicatorId,
    /// Its family; the id itself where only files are known.
    pub family: IndicatorId,
    /// How levels are summed up.
    pub method: Method,
    /// 100 where figures are per cent of what is counted, else 1.
    pub times: i128,
    /// What is better; none where only files are known.
    pub direction: Option<Direction>,
    /// Decimals of its figures.
    pub decimals: u8,
}

/// The results of one edition, as they are compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The edition.
    pub year: EditionYear,
    /// `simulated`, `trial`, or empty.
    pub origin: String,
    /// The units, in order.
    pub units: Vec<UnitCode>,
    /// The indicators, in order.
    pub columns: Vec<Column>,
    /// The places, in order.
    pub places: Vec<Place>,
    outcomes: Vec<Got>,
    figures: Vec<Aggregate>,
}

impl Sheet {
    /// Results that were computed here.
    pub fn of(edition: &Edition, results: &Results) -> Self {
        let column = |indicator: &Indicator| Column {
            id: indicator.id.clone(),
            family: indicator.family.clone(),
            method: indicator.method,
            times: if indicator.method == Method::Share { 100 } else { indicator.times() },
            direction: Some(indicator.direction),
            decimals: indicator.decimals,
        };
        let unit = |subject: &crate::Subject| edition.frame.units[subject.unit].code.clone();
        Self {
            year: edition.year,
            origin: results.origin.clone(),
            units: results.subjects.iter().map(unit).collect(),
            columns: edition.computed().map(column).collect(),
            places: results.places.iter().map(|membership| membership.place.clone()).collect(),
            outcomes: results.each_outcome(edition).map(|(_, i, outcome)| printed(i, outcome)).collect(),
            figures: results.each_aggregate(edition).map(|(.., aggregate)| aggregate.clone()).collect(),
        }
    }

    /// Results that were read from files.
    pub fn read(folder: ComputedFolder) -> Self {
        let places: Vec<Place> = folder
            .places
            .into_iter()
            .map(|place| match place {
                PrintedPlace::Level(level, code) => Place::Level(level, code),
                PrintedPlace::Group(grouping, group) => Place::Group(grouping, group),
            })
            .collect();
        let column = |(i, id): (usize, IndicatorId)| {
            let of_places = &folder.figures[i * places.len()..(i + 1) * places.len()];
            let shown = of_places.iter().find_map(|aggregate| aggregate.figure.ok());
            Column {
                family: id.clone(),
                id,
                method: of_places.first().map_or(Method::Share, |aggregate| aggregate.method),
                times: folder.times[i],
                direction: None,
                decimals: shown.map_or(1, |figure| figure.decimals),
            }
        };
        Self {
            year: folder.edition,
            origin: folder.origin,
            units: folder.units,
            columns: folder.indicators.into_iter().enumerate().map(column).collect(),
            places,
            outcomes: folder.outcomes,
            figures: folder.figures,
        }
    }

    /// What a unit got.
    pub fn outcome(&self, unit: usize, column: usize) -> &Got {
        &self.outcomes[unit * self.columns.len() + column]
    }

    /// The figure of a place.
    pub fn figure(&self, place: usize, column: usize) -> &Aggregate {
        &self.figures[column * self.places.len() + place]
    }

    /// The figure of a place before it is rounded; none where there is none.
    ///
    /// Sums have no counts: theirs is taken as it is published.
    pub fn exact(&self, place: usize, column: usize) -> Option<Exact> {
        let aggregate = self.figure(place, column);
        let shown = aggregate.figure.as_ref().ok()?;
        match aggregate.quotient {
            Some((above, below)) => Exact::new(above.checked_mul(self.columns[column].times)?, below),
            None => Exact::of_figure(*shown),
        }
    }

    /// A unit's figure before it is rounded; none where it has none.
    pub fn exact_outcome(&self, unit: usize, column: usize) -> Option<Exact> {
        exact_of(self.outcome(unit, column), self.columns[column].times)
    }

    /// Where units stand, by code.
    pub(super) fn unit_places(&self) -> HashMap<&str, usize> {
        self.units.iter().enumerate().map(|(i, code)| (code.as_str(), i)).collect()
    }
}

/// An outcome's figure before it is rounded.
pub(super) fn exact_of(outcome: &Got, times: i128) -> Option<Exact> {
    match outcome {
        Got::Figure(_, Some((above, below))) => {
            Exact::new(i128::from(above.micros()) * times, i128::from(below.micros()))
        }
        Got::Figure(printed, None) => Exact::of_figure(*printed),
        Got::Value(_) | Got::Empty(_) => None,
    }
}

/// An outcome as it is printed.
pub fn printed(indicator: &Indicator, outcome: &Outcome) -> Got {
    match outcome {
        Outcome::Category(value) => Got::Value(value.clone()),
        Outcome::Figure(figure) => {
            let rounded: Rounded = figure.rounded(indicator.times(), indicator.decimals);
            let counts = match figure {
                domain::Figure::Pair { numerator, denominator } => Some((*numerator, *denominator)),
                domain::Figure::Number(_) | domain::Figure::Published(_) => None,
            };
            Got::Figure(rounded, counts)
        }
        Outcome::Empty(empty) => Got::Empty(empty.reason),
    }
}
