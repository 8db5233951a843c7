//! Tests of the results as a whole.

#![allow(clippy::unwrap_used, reason = "tests")]

mod colours;
mod coverage;
mod diff;
mod learn;
mod ledger;
mod peers;
mod reach;
mod real_input;
mod replay;
mod said;
mod simulation;
mod simulation_rounds;
mod trial;
