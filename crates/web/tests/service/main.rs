//! The service over a real store: people come by links, answer, and cannot do what is not theirs.

mod browser;
mod house;
#[path = "../page/mod.rs"]
mod page;
mod respond;
mod routes;
mod unsaved;

use house::House;
