//! Every cell of a round is what its explanation gives.

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::rounds::{BUNDLED, ROUND_2018, Round, edition};

/// Replays all indicators of the units; how many explanations there were.
pub(super) fn replayed(round: &Round<'_>, units: impl Fn(&usize) -> bool + Sync) -> usize {
    let count = AtomicUsize::new(0);
    let all: Vec<usize> = (0..round.edition.frame.units.len()).filter(units).collect();
    all.into_par_iter().for_each(|unit| {
        for (i, indicator) in round.edition.computed().enumerate() {
            let explanation = round.explained(unit, indicator);
            if let Err(wrong) = round.check(&explanation, unit, i) {
                let code = &round.edition.frame.units[unit].code;
                panic!("{} of {code}: {wrong:?}\n{explanation:#}", indicator.id);
            }
            count.fetch_add(1, Ordering::Relaxed);
        }
    });
    count.into_inner()
}

#[test]
fn every_cell_of_a_simulated_edition_is_replayed_from_its_explanation_alone() {
    assert_eq!(replayed(&ROUND_2018, |_| true), 312 * 36);
}

#[test]
fn answers_that_are_missing_changed_or_decided_on_are_replayed_too() {
    let of_2015 = Round::simulated(edition(&BUNDLED, 2015), &BUNDLED.vocabulary, 2015);
    for (round, seed) in [(&*ROUND_2018, 1), (&of_2015, 2)] {
        replayed(&round.disturbed(seed), |unit| unit % 6 == 0);
    }
}
