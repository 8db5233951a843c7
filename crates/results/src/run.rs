//! An edition computed: outcomes, places and their figures.

use catalogue::model::{Edition, Indicator};
use domain::{Aggregate, Outcome};
use rules::table::Table;

use crate::aggregates::{Aggregates, Membership, aggregates, places};
use crate::outcomes::{Outcomes, Subject, outcomes, units_as_subjects};

/// Everything computed for an edition.
#[derive(Clone, Debug)]
pub struct Results {
    /// Who answered.
    pub subjects: Vec<Subject>,
    /// What they got.
    pub outcomes: Outcomes,
    /// The places figures are shown for.
    pub places: Vec<Membership>,
    /// Their figures.
    pub aggregates: Aggregates,
    /// `simulated`, `trial`, or empty: printed on everything made from it.
    pub origin: String,
}

impl Results {
    /// From answers: a row of the table for each unit of the frame.
    pub fn from_answers(edition: &Edition, table: &Table, origin: &str) -> Self {
        Self::from_outcomes(edition, outcomes(edition, table), origin)
    }

    /// From outcomes that are known without answers (2015): a row for each unit of the frame.
    pub fn from_outcomes(edition: &Edition, outcomes: Outcomes, origin: &str) -> Self {
        let subjects = units_as_subjects(edition);
        let places = places(edition);
        let aggregates = aggregates(edition, &outcomes, &subjects, &places);
        Self { subjects, outcomes, places, aggregates, origin: origin.to_owned() }
    }

    /// Every outcome with its subject and indicator, unit by unit.
    pub fn each_outcome<'a>(
        &'a self,
        edition: &'a Edition,
    ) -> impl Iterator<Item = (usize, &'a Indicator, &'a Outcome)> {
        (0..self.outcomes.subjects()).flat_map(move |subject| {
            edition
                .computed()
                .enumerate()
                .map(move |(i, indicator)| (subject, indicator, self.outcomes.get(subject, i)))
        })
    }

    /// Every aggregate with its place and indicator, indicator by indicator.
    pub fn each_aggregate<'a>(
        &'a self,
        edition: &'a Edition,
    ) -> impl Iterator<Item = (&'a Membership, &'a Indicator, &'a Aggregate)> {
        edition.computed().enumerate().flat_map(move |(i, indicator)| {
            self.places
                .iter()
                .enumerate()
                .map(move |(p, place)| (place, indicator, self.aggregates.get(p, i)))
        })
    }
}
