//! Answers and outcomes as files bring them, against the checklist's edition, which has every kind of question.

#![allow(clippy::unwrap_used, reason = "tests")]

mod any_bytes;
mod edition;
mod files;
mod given;
mod merge;
mod outcomes;
mod published;
mod refused;
mod round_trip;
mod rounds;
mod workbooks;
