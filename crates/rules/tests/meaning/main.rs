//! What rules mean, sentence by sentence of `docs/rules.md`.

mod cells;
mod examples;
mod numbers;
mod proofs;
mod rows;
mod world;
