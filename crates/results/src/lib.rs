//! From answers to an open comparison: outcomes, aggregates, and derivations. Pure: values in, values out.
//!
//! Nothing derived is trusted: a whole country, all years, is recomputed from the answers in well under a
//! second. What a figure rests on is told by [`explain`], completely enough to be replayed elsewhere.

pub mod aggregates;
pub mod checks;
pub mod colours;
pub mod diff;
pub mod explain;
pub mod learn;
pub mod ledger;
pub mod origin;
mod outcomes;
pub mod peers;
pub mod reach;
pub mod rows;
mod run;
pub mod simulate;
pub mod trial;

pub use outcomes::{Outcomes, Subject, outcomes, units_as_subjects};
pub use run::Results;
