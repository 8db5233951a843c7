//! What those who save and those who read rely on, on both databases: every test runs on an embedded store in a file and
//! on a real PostgreSQL, which the tests start.

mod append;
mod audit;
mod backup;
mod bad_input;
mod crash;
mod earlier;
mod erasure;
mod full;
mod people;
mod publishing;
mod read;
mod schema;
mod standing;
mod support;
mod together;
mod trouble;
mod uses;
