//! Colour modes: what an outcome or figure is told as, or why the mode does not apply (*gäller inte här*).
//!
//! A colour is never shown without its mode. *Target* judges categories by the indicator's own values,
//! *relative* places a figure among a stated comparison set, *uncertainty* holds a ratio of persons against a
//! reference. What the limits are is said by the catalogue (`comparison.toml`); what they mean, with formulas, by
//! `docs/method.md`.

mod cases;
mod exact;
mod judge;
mod mode;
mod relative;
mod set;
mod target;
mod uncertainty;

pub use cases::{CaseFailure, run_cases};
pub use exact::Exact;
pub(crate) use judge::units_set;
pub use judge::{Colours, Judgement, colours};
pub use mode::{Mode, NotHere, Verdict};
pub use relative::{SetRefused, among, of_place, relative, units_behind};
pub use set::ComparisonSet;
pub use target::target;
pub use uncertainty::{Counts, Uncertain, uncertainty};
