//! The mode *target* (*målvärde*): a category is judged by the indicator's own values.

use catalogue::model::{Indicator, IndicatorRole};
use domain::Outcome;

use super::{NotHere, Verdict};

/// What the mode *target* says of an outcome.
///
/// Values listed as `partly` are yellow, also those that count as reached in the share (*Ja, vissa*).
///
/// # Errors
/// Why the mode does not apply.
pub fn target(indicator: &Indicator, outcome: &Outcome) -> Result<Verdict, NotHere> {
    if indicator.role == IndicatorRole::Background {
        return Err(NotHere::Background);
    }
    match outcome {
        Outcome::Category(value) if indicator.leaves_denominator.contains(value) => Err(NotHere::NotJudged),
        Outcome::Category(value) if indicator.partly.contains(value) => Ok(Verdict::Partly),
        Outcome::Category(value) if indicator.target.contains(value) => Ok(Verdict::Reached),
        Outcome::Category(_) => Ok(Verdict::NotReached),
        Outcome::Figure(_) => Err(NotHere::NoTarget),
        Outcome::Empty(_) => Err(NotHere::Empty),
    }
}
