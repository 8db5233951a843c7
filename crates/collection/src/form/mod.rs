//! The questionnaire as somebody answers it: what a cell holds, what is asked, what is missing, page by page.
//!
//! The catalogue says what is asked; a response holds values by [`crate::ids::CellId`]. A [`sheet::Sheet`] brings the two
//! together: every cell of one subject, settled in questionnaire order, so that filters and follow-ups work the same here,
//! in files and in results.

pub mod answers;
pub mod carried;
pub mod counted;
pub mod help;
pub mod pages;
pub mod progress;
pub mod sheet;
pub mod value;
