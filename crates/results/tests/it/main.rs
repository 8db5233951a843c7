//! Tests of the results as a whole.

mod real_input;
mod replay;
mod simulation;
