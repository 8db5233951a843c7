//! The rule language, told by its tests: what may be written, what it means, what is proved of a rule and
//! how a result is explained. `docs/rules.md` is the reference they follow.

mod binding;
mod explanations;
mod grow;
mod laws;
mod never_panics;
mod parse;
mod proofs;
mod refused;
mod round_trip;
mod rows;
mod told;
mod truth;
mod world;
