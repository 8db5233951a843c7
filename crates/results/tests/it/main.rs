//! Tests of the results as a whole.

mod reach;
mod colours;
mod peers;
mod diff;
mod real_input;
mod replay;
mod simulation;
mod simulation_rounds;
mod trial;
