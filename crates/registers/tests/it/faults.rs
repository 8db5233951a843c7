//! Mistakes made on purpose in the translation: each is found, so agreement means something.

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
