//! The service over a real store: people come by links, answer, and cannot do what is not theirs.

mod answering;
mod ask;
mod bodies;
mod browser;
mod desk;
mod ends;
mod house;
mod log;
mod oidc;
#[path = "../page/mod.rs"]
mod page;
mod people;
mod proofs;
mod respond;
mod routes;
mod texts;
mod unsaved;
mod upload_checks;

use house::House;
