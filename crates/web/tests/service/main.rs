//! The service over a real store: people come by links, answer, and cannot do what is not theirs. The store is SQLite; with
//! `JAMFOR_TEST_STORE=postgres` a PostgreSQL that the tests start.

mod about;
mod answering;
mod ask;
mod bodies;
mod browser;
mod carried;
mod desk;
mod ends;
mod house;
mod listed;
mod log;
mod oidc;
#[path = "../page/mod.rs"]
mod page;
mod people;
#[allow(dead_code, reason = "shared with the store's tests, which use all of it")]
#[path = "../../../store/tests/it/support/postgres.rs"]
mod postgres;
mod proofs;
mod publishing;
mod respond;
mod routes;
mod staff;
mod texts;
mod unsaved;
mod upload_checks;
mod wire;
mod workbooks;

use house::House;
