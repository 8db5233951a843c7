//! An edition computed: outcomes, places and their figures.

use catalogue::model::{Edition, Indicator};
use domain::{Aggregate, NoFigure, Number, Outcome, Reason, Withheld};
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
    /// Of each subject, whether the material says anything about it: where it is only a part of the round, the others
    /// may have responded all the same.
    pub is_covered: Vec<bool>,
    /// Of each computed indicator, whether the material says anything about it.
    pub has_material: Vec<bool>,
    /// `simulated`, `trial`, or empty: printed on everything made from it.
    pub origin: String,
}

impl Results {
    /// From answers: a row of the table for each unit of the frame.
    pub fn from_answers(edition: &Edition, table: &Table, origin: &str) -> Self {
        let computed = Self::from_outcomes(edition, outcomes(edition, table), origin);
        // Whoever is not among the answers did not respond.
        let (subjects, indicators) = (computed.subjects.len(), computed.outcomes.indicators());
        Self { is_covered: vec![true; subjects], has_material: vec![true; indicators], ..computed }
    }

    /// From outcomes that are known without answers (2015): a row for each unit of the frame.
    pub fn from_outcomes(edition: &Edition, outcomes: Outcomes, origin: &str) -> Self {
        let subjects = units_as_subjects(edition);
        let places = places(edition);
        let aggregates = aggregates(edition, &outcomes, &subjects, &places);
        let (is_covered, has_material) = coverage(edition, &outcomes);
        Self { subjects, outcomes, places, aggregates, is_covered, has_material, origin: origin.to_owned() }
    }

    /// The subjects that the material says anything about.
    pub fn covered(&self) -> Vec<usize> {
        (0..self.subjects.len()).filter(|&subject| self.is_covered[subject]).collect()
    }

    /// Whether the material says anything about a subject, and anything about an indicator.
    pub fn covers(&self, subject: usize, indicator: usize) -> bool {
        self.is_covered[subject] && self.has_material[indicator]
    }

    /// Whether the material is only a part of the round.
    pub fn is_part(&self) -> bool {
        self.is_covered.contains(&false)
    }

    /// Whether it is the material and not the units that lacks so much of a place that its figure is withheld: those
    /// that are covered and did not respond would not have been too many.
    pub fn lacks_material(&self, edition: &Edition, place: usize, indicator: usize) -> bool {
        let aggregate = self.aggregates.get(place, indicator);
        if aggregate.figure != Err(NoFigure::Withheld(Withheld::NonResponse)) {
            return false;
        }
        let mut lacks = vec![false; edition.frame.units.len()];
        for (position, subject) in self.subjects.iter().enumerate() {
            lacks[subject.unit] |= !self.covers(position, indicator);
        }
        let outside = self.places[place].units.iter().filter(|&&unit| lacks[unit]).count() as i128;
        let silent = (i128::from(aggregate.units) - i128::from(aggregate.responded) - outside).max(0);
        let limit = i128::from(edition.withhold_above_percent.micros()) * i128::from(aggregate.units);
        outside > 0 && silent * 100 * i128::from(Number::SCALE) <= limit
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

/// Of each subject, and of each indicator, of known outcomes whether anything is known of it. If no fewer subjects are
/// known than responded according to the edition's source, the others did not respond.
fn coverage(edition: &Edition, outcomes: &Outcomes) -> (Vec<bool>, Vec<bool>) {
    let says = |outcome: &Outcome| match outcome {
        Outcome::Empty(empty) => empty.reason != Reason::NotAnswered,
        Outcome::Category(_) | Outcome::Figure(_) => true,
    };
    let (subjects, indicators) = (outcomes.subjects(), outcomes.indicators());
    let of_subject = |subject| (0..indicators).any(|i| says(outcomes.get(subject, i)));
    let of_indicator = |indicator| (0..subjects).any(|s| says(outcomes.get(s, indicator)));
    let known: Vec<bool> = (0..subjects).map(of_subject).collect();
    let computed =
        edition.parts.iter().filter(|part| edition.computed().any(|known| known.part == part.code));
    let responded = computed.filter_map(|part| part.response.as_ref()).map(|printed| printed.responded).max();
    let count = known.iter().filter(|known| **known).count();
    if count == subjects || responded.is_some_and(|responded| count >= responded as usize) {
        return (vec![true; subjects], vec![true; indicators]);
    }
    (known, (0..indicators).map(of_indicator).collect())
}
