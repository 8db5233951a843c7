//! Everything that is published, read back.

#[path = "../support/mod.rs"]
mod support;

mod formats;
mod rendered;
mod xlsx;
mod xlsx_sample;
