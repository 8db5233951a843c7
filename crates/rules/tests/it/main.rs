//! The rule language, told by its tests: what may be written, what it means, what is proved of a rule and
//! how a result is explained. `docs/rules.md` is the reference they follow.

mod parse;
mod refused;
mod round_trip;
mod told;
mod world;
