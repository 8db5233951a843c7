//! The publication model, built from the bundled catalogue: what it holds, what it must not hold, how it reads.

mod county;
mod dump;
mod figures;
mod given;
mod public;
mod sections;
