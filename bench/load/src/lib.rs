//! Load (*last*): people at real HTTP connections, a real `jamfor serve`, a real store.
//!
//! * [`fixture`]: the made-up questionnaire of 250 cells, and a store filled with rounds, subjects and links;
//! * [`service`]: the process `jamfor serve`; `postgres`: a database server;
//! * [`client`], [`form`]: what a browser does, as far as a server sees it;
//! * [`submissions`], [`storm`], [`crash`], [`stopping`]: what is measured, or tried; [`peer`]: another server, measured alike;
//! * [`reading`]: readers of pages, of this service or another.

pub mod client;
pub mod crash;
pub mod fixture;
pub mod form;
pub mod measured;
pub mod peer;
pub mod place;
#[expect(dead_code, reason = "the store's tests share one server; here each place has its own")]
#[path = "../../../crates/store/tests/it/support/postgres.rs"]
pub(crate) mod postgres;
pub mod reading;
pub mod service;
pub mod stopping;
pub mod storm;
pub mod submissions;
