//! Mistakes made on purpose in the translation: each is found, so agreement means something.

use crate::comparison::compare;
use crate::engine::{Engine, Optimiser};
use crate::sample::Sample;
use crate::statistics::Statistics;

/// A mistake that somebody who translates a rule by hand could make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// A comparison in a filter, or a row, reads what was not asked.
    ForgetsTheGuard,
    /// `NOT IN` is TRUE of an empty.
    NotInKnowsNoNull,
    /// `at_least(k)` asks for more than k rows.
    AtLeastOffByOne,
    /// `CASE WHEN … THEN … ELSE otherwise END`.
    PlainCaseFold,
    /// A `CASE` goes on to the next branch where the condition is unknown.
    CaseTakesUnknownForFalse,
    /// `all_rows` is FALSE because a row was not asked.
    AllRowsCountsWhatIsNotAsked,
    /// 0 / 0 is compared as if it were something.
    ComparesWithoutDivisor,
    /// Both ends are left out.
    BetweenWithoutItsEnds,
    /// An ordered set is ordered by its letters.
    OrdersByLetters,
    /// 999 is a number.
    TakesTheMissingCodeForANumber,
    /// An answer to what was not asked counts.
    ReadsWhatIsNotAsked,
    /// What a reviewer found illogical counts.
    ForgetsTheReviewer,
}

impl Fault {
    const ALL: [Self; 12] = [
        Self::ForgetsTheGuard,
        Self::NotInKnowsNoNull,
        Self::AtLeastOffByOne,
        Self::PlainCaseFold,
        Self::CaseTakesUnknownForFalse,
        Self::AllRowsCountsWhatIsNotAsked,
        Self::ComparesWithoutDivisor,
        Self::BetweenWithoutItsEnds,
        Self::OrdersByLetters,
        Self::TakesTheMissingCodeForANumber,
        Self::ReadsWhatIsNotAsked,
        Self::ForgetsTheReviewer,
    ];
}

#[test]
fn each_planted_fault_is_found() {
    let engine = Engine::new(Optimiser::Off);
    for fault in Fault::ALL {
        let found = (0..40).find(|&seed| {
            let sample = Sample::random(seed);
            // A plan that the fault does not touch need not be run.
            sample.sql(Some(fault)) != sample.sql(None)
                && !compare(&sample, &engine, Some(fault), &mut Statistics::default()).is_empty()
        });
        println!("{fault:?}: seed {found:?}");
        assert!(found.is_some(), "{fault:?} is not found in forty plans");
    }
}
