//! Every figure of every place is what its explanation gives, counted again from the units it lists.

use std::path::Path;
use std::sync::LazyLock;

use catalogue::answers::read_outcomes;
use catalogue::model::{Edition, Vocabulary};
use domain::Number;
use rayon::prelude::*;
use results::rows::{self, AGGREGATE_COLUMNS, OUTCOME_COLUMNS, aggregates, place_fields};
use results::{Outcomes, Results, explain};
use serde_json::Value as Json;

use super::interpreter;
use super::rounds::{BUNDLED, CHECKLIST, ROUND_2018, ROUND_2024, Round, cards, edition};
use super::sources::{Card, Frame, Judge, OutcomesFile, Verdict, check_row, place_of};
use super::units::OUTCOMES_2018;

/// The figures of a round, with the texts that others get: who belongs where, the units' own outcomes, the
/// published rows.
pub(super) struct Figures<'a> {
    edition: &'a Edition,
    vocabulary: &'a Vocabulary,
    results: &'a Results,
    frame: Frame,
    cards: Vec<Card>,
    /// The published rows, indicator by indicator.
    rows: Vec<[String; 15]>,
}

impl<'a> Figures<'a> {
    /// `own`: the units' own explanations.
    pub(super) fn of(
        edition: &'a Edition,
        vocabulary: &'a Vocabulary,
        results: &'a Results,
        own: impl IntoIterator<Item = Json>,
    ) -> Self {
        let code = |unit: &usize| edition.frame.units[*unit].code.to_string();
        let members = results
            .places
            .iter()
            .map(|membership| (place_fields(&membership.place), membership.units.iter().map(code).collect()));
        let key = |json: &Json, what: &str| json[what]["id"].as_str().unwrap_or_default().to_owned();
        let own = own.into_iter().map(|mut explanation| {
            ((key(&explanation, "unit"), key(&explanation, "indicator")), explanation["outcome"].take())
        });
        let population = edition.measures.get("population").into_iter().flatten();
        let population = population.map(|(unit, figure)| (unit.to_string(), figure.to_string())).collect();
        Self {
            edition,
            vocabulary,
            results,
            frame: Frame { members: members.collect(), population, outcomes: own.collect() },
            cards: cards(edition),
            rows: aggregates(edition, results).collect(),
        }
    }

    /// The figures of a round of answers.
    pub(super) fn of_round(round: &'a Round<'_>) -> Self {
        let units = 0..round.edition.frame.units.len();
        let own = units
            .flat_map(|unit| round.edition.computed().map(move |indicator| round.explained(unit, indicator)));
        Self::of(round.edition, round.vocabulary, &round.results, own)
    }

    /// The explanation of the figure of a place and an indicator, by their positions, read back from its text.
    pub(super) fn explained(&self, place: usize, indicator: usize) -> Json {
        let told = explain::aggregate(self.edition, self.vocabulary, self.results, place, indicator);
        let told = told.expect("there is such a place and such an indicator");
        serde_json::from_str(&told.to_json().to_string()).expect("a text of JSON is JSON")
    }

    /// Whether an explanation stands on its own, lists the right units rightly, and gives the published row.
    pub(super) fn check(&self, explanation: &Json, place: usize, indicator: usize) -> Verdict {
        let row = &self.rows[indicator * self.results.places.len() + place];
        Judge::Interpreter.finds(interpreter::aggregate(explanation))?;
        Judge::Members.finds(self.frame.check(explanation))?;
        Judge::Row.finds(check_row(explanation, AGGREGATE_COLUMNS, row))?;
        Judge::Card.finds(self.cards[indicator].check(explanation))
    }

    /// Every place with every indicator, by their positions.
    pub(super) fn all(&self) -> Vec<(usize, usize)> {
        let indicators = self.edition.computed().count();
        (0..self.results.places.len()).flat_map(|place| (0..indicators).map(move |i| (place, i))).collect()
    }

    /// Counts everything again; how each figure came to be: its method, or why there is none.
    fn recounted(&self) -> Vec<String> {
        let recount = |(place, indicator): (usize, usize)| {
            let explanation = self.explained(place, indicator);
            if let Err(wrong) = self.check(&explanation, place, indicator) {
                panic!(
                    "{:?} {}: {wrong:?}\n{explanation:#}",
                    place_of(&explanation),
                    explanation["indicator"]["id"]
                );
            }
            let text = |key: &str| explanation[key].as_str().unwrap_or_default().to_owned();
            if text("empty").is_empty() { text("method") } else { text("empty") }
        };
        let mut ways: Vec<String> = self.all().into_par_iter().map(recount).collect();
        ways.sort();
        ways.dedup();
        ways
    }
}

/// The figures of the simulated round of 2018.
pub(super) static FIGURES_2018: LazyLock<Figures<'static>> = LazyLock::new(|| {
    let round = &*ROUND_2018;
    Figures::of(round.edition, round.vocabulary, &round.results, OUTCOMES_2018.iter().cloned())
});

#[test]
fn every_figure_of_a_simulated_edition_is_recounted_from_its_units() {
    let ways = FIGURES_2018.recounted();
    assert_eq!(ways, ["not_reported_at_level", "share", "sum", "withheld:non_response"]);
}

/// Outcomes that others published: the example files of 2015.
pub(super) struct Published {
    pub(super) results: Results,
    file: OutcomesFile,
    cards: Vec<Card>,
    rows: Vec<[String; 9]>,
}

impl Published {
    pub(super) fn read(file: &str) -> Self {
        let edition = edition(&BUNDLED, 2015);
        let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/2015-jonkoping"));
        let given = read_outcomes(edition, &folder.join(file)).expect("the example is right");
        let outcomes = Outcomes::from_rows(edition.computed().count(), given.outcomes);
        let results = Results::from_outcomes(edition, outcomes, "");
        Self {
            file: OutcomesFile::read(&std::fs::read(folder.join(file)).expect("it was read before")),
            cards: cards(edition),
            rows: rows::outcomes(edition, &results).collect(),
            results,
        }
    }

    /// The explanations of the units' outcomes, unit by unit.
    pub(super) fn explained(&self) -> Vec<Json> {
        let edition = edition(&BUNDLED, 2015);
        let explained = self.results.each_outcome(edition).map(|(subject, indicator, outcome)| {
            explain::given(edition, &BUNDLED.vocabulary, subject, indicator, outcome, "").to_json()
        });
        explained.collect()
    }

    /// Whether the explanation at that place of [`Self::explained`] is right.
    pub(super) fn check(&self, explanation: &Json, place: usize) -> Verdict {
        Judge::Interpreter.finds(interpreter::outcome(explanation))?;
        Judge::Answers.finds(self.file.check(explanation))?;
        Judge::Row.finds(check_row(explanation, OUTCOME_COLUMNS, &self.rows[place]))?;
        Judge::Card.finds(self.cards[place % self.cards.len()].check(explanation))
    }

    /// The figures of their places.
    pub(super) fn figures(&self) -> Figures<'_> {
        Figures::of(edition(&BUNDLED, 2015), &BUNDLED.vocabulary, &self.results, self.explained())
    }
}

#[test]
fn the_figures_of_published_outcomes_are_recounted_from_their_units() {
    let without = ["counts_unknown", "no_denominator", "not_reported_at_level", "withheld:non_response"];
    for (file, with) in [
        ("outcomes.csv", ["share"].as_slice()),
        ("outcomes-med-rekonstruerade-antal.csv", &["ratio", "share"]),
    ] {
        let published = Published::read(file);
        for (place, told) in published.explained().iter().enumerate() {
            assert_eq!(published.check(told, place), Ok(()), "{told:#}");
        }
        let mut ways = published.figures().recounted();
        ways.retain(|way| !without.contains(&way.as_str()));
        assert_eq!(ways, with, "{file}");
    }
}

/// The checklist's edition, two of its five units with a population: weights are known in some places and not
/// in others.
pub(super) fn with_population() -> Edition {
    let mut edition = edition(&CHECKLIST, 2024).clone();
    let population =
        edition.frame.units.iter().take(2).map(|unit| (unit.code.clone(), Number::whole(12_345)));
    edition.measures.insert("population".to_owned(), population.collect());
    edition
}

#[test]
fn every_method_is_recounted() {
    let edition = with_population();
    let round = ROUND_2024.with_rules_of(&edition);
    let mut ways = Figures::of_round(&round).recounted();
    for seed in 1..=6 {
        ways.extend(Figures::of_round(&round.disturbed(seed)).recounted());
    }
    ways.sort();
    ways.dedup();
    let methods = ["mean", "median", "population_weighted_mean", "ratio", "share", "sum", "unweighted_mean"];
    for way in methods.into_iter().chain([
        "counts_unknown",
        "no_denominator",
        "not_reported_at_level",
        "withheld:non_response",
    ]) {
        assert!(ways.iter().any(|found| found == way), "no figure came by {way}");
    }
}
