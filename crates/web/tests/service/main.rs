//! The service over a real store: people come by links, answer, and cannot do what is not theirs.

mod answering;
mod ask;
mod browser;
mod desk;
mod house;
mod log;
mod oidc;
#[path = "../page/mod.rs"]
mod page;
mod people;
mod respond;
mod routes;
mod unsaved;
mod upload_checks;

use house::House;
