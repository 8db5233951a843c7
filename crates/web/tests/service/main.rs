//! The service over a real store: people come by links, answer, and cannot do what is not theirs.

mod browser;
mod house;
mod log;
mod oidc;
#[path = "../page/mod.rs"]
mod page;
mod people;
mod respond;
mod routes;

use house::House;
