//! Two evaluators, one truth: what the explaining evaluator says of a rule is what DataFusion says of its
//! translation to SQL.
//!
//! A questionnaire with every kind of question is filled in at random ([`questionnaire`], [`answers`]),
//! rules are drawn as typed trees ([`generate`]), translated construct by construct ([`sql`]) and run by
//! DataFusion ([`engine`]); [`comparison`] lays both results side by side. Nothing of `rules::eval` is used
//! on DataFusion's side: what a cell *is* once the filters have spoken is computed by the SQL, too.

mod agreement;
mod answers;
mod bundled;
mod comparison;
mod dice;
mod engine;
mod faults;
mod generate;
mod laws;
mod monotone;
mod questionnaire;
mod round_trip;
mod sample;
mod sql;
mod statistics;
