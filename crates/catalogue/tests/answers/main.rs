//! Answers and outcomes as files bring them, against the checklist's edition, which has every kind of question.

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
