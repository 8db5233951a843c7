//! The rule language of Jamfor: the expression part of SQL with three-valued logic that says why it does
//! not know.
//!
//! A rule's text is parsed ([`parse`]), its names and types are checked against what an edition asks
//! ([`compile`]), and it is evaluated on the cells of one subject ([`eval`]) – with a derivation when asked
//! ([`explain`]). The loader proves each rule over all states that the filters allow ([`prove`]). What an
//! expression means is said in `docs/rules.md`.

pub mod compile;
pub mod doc;
mod error;
pub mod eval;
pub mod explain;
mod lexis;
mod parse;
pub mod print;
pub mod prove;
pub mod schema;
pub mod syntax;
pub mod table;
pub mod tree;

pub use error::{RuleError, nearest, suggestion};
pub use parse::{MAX_DEPTH, MAX_NODES, MAX_TEXT, parse};
