//! A second reader of explanations: evaluates the JSON and nothing else.
//!
//! It knows `docs/explanation.md` and JSON. It knows no catalogue, no rules and no type of this project, so
//! that what it gets, anybody gets. Everything it can compute it computes again from below and compares: each
//! step's value, reasons, deciding parts and text, each cell, each count, the outcome.

mod aggregate;
mod cells;
mod conditions;
mod document;
mod exact;
mod numbers;
mod rows;
mod rule;
mod steps;
mod truth;

pub(crate) use aggregate::aggregate;
pub(crate) use document::Checked;
pub(crate) use exact::Exact;
pub(crate) use rule::outcome;

/// The format that is understood.
const FORMAT: &str = "jamfor-explanation/1";
