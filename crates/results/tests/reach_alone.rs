#![allow(missing_docs)]
#[path = "it/reach/mod.rs"]
mod reach;
