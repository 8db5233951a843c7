//! The service over a real store: people come by links, answer, and cannot do what is not theirs.

mod about;
mod answering;
mod ask;
mod bodies;
mod browser;
mod carried;
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
mod staff;
mod texts;
mod unsaved;
mod upload_checks;
mod wire;
mod workbooks;

use house::House;
