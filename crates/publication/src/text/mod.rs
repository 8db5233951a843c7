//! Text formats, rendered from cubes: csv and JSON of every cube, and the contract's tables.
//!
//! csv for programs: UTF-8, `;` between the columns, a header line, decimal point, an empty field = nothing.
//! JSON is canonical: the same figures give the same bytes.

mod contract;
mod json;
mod table;

pub use contract::{AGGREGATES, OUTCOMES, Table, aggregates, outcomes};
pub use json::publication_json;
pub(crate) use table::csv_of;
pub use table::cube_csv;
