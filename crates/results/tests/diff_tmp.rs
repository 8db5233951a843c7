#[path = "it/diff/mod.rs"]
mod diff;
