//! Who one can learn from (*lär av andra*): units that did not reach a target, then did, and stayed there.
//!
//! Rounds are held against each other by one rule, that of the last round: the answers of an earlier round are carried to the
//! questionnaire of the last and judged by it, so that nobody moves because the rule became another (*definition*). A round that the
//! catalogue does not let one compare, or whose answers cannot be carried, is left out, and why is told.

mod nearness;
mod through;

pub use nearness::{Near, Tie, near};
pub use through::{Course, Held, NotHeld, Round, Standing, Through};
