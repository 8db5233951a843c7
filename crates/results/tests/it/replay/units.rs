//! Every cell of a round is what its explanation gives.

use std::sync::LazyLock;

use rayon::prelude::*;
use serde_json::{Value as Json, json};

use super::rounds::{BUNDLED, ROUND_2018, Round, edition};

/// Replays all indicators of the units; of each explanation, the unit, the indicator and the outcome.
fn replayed(round: &Round<'_>, units: impl Fn(&usize) -> bool) -> Vec<Json> {
    let replay = |(unit, i, indicator)| {
        let explanation: Json = round.explained(unit, indicator);
        if let Err(wrong) = round.check(&explanation, unit, i) {
            panic!("{} of {}: {wrong:?}\n{explanation:#}", indicator.id, explanation["unit"]);
        }
        json!({
            "unit": explanation["unit"], "indicator": explanation["indicator"], "outcome": explanation["outcome"],
        })
    };
    let all = (0..round.edition.frame.units.len()).filter(units);
    let all = all.flat_map(|unit| round.edition.computed().enumerate().map(move |(i, one)| (unit, i, one)));
    all.collect::<Vec<_>>().into_par_iter().map(replay).collect()
}

/// The outcomes of the simulated round of 2018, replayed.
pub(super) static OUTCOMES_2018: LazyLock<Vec<Json>> = LazyLock::new(|| replayed(&ROUND_2018, |_| true));

#[test]
fn every_cell_of_a_simulated_edition_is_replayed_from_its_explanation_alone() {
    assert_eq!(OUTCOMES_2018.len(), 312 * 36);
}

#[test]
fn answers_that_are_missing_changed_or_decided_on_are_replayed_too() {
    let of_2015 = Round::simulated(edition(&BUNDLED, 2015), &BUNDLED.vocabulary, 2015);
    for (round, seed) in [(&*ROUND_2018, 1), (&of_2015, 2)] {
        replayed(&round.disturbed(seed), |unit| unit % 6 == 0);
    }
}
