//! Catalogue files, answers and outcomes become checked values.
//!
//! The only room that reads files from people who may have made mistakes: whatever is wrong is found here,
//! all at once, each with file, line, value, what is allowed and the next step ([`Problem`]).

pub mod answers;
mod cases;
mod load;
pub mod model;
mod problem;
mod system;

pub use cases::{CaseFailure, case_cells, is_expected, run_cases};
pub use load::{LoadOptions, MAX_FILE, MAX_FILES};
pub use model::Catalogue;
pub use problem::{English, Problem, Problems};
pub use system::why_refused;
