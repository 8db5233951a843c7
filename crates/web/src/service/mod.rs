//! The running service (*tjänsten*): routes, sessions, and what they do with the store.
//!
//! * [`routes`]: every route with its permission, in one list. A handler runs after its permission was given, and is handed
//!   what was found on the way: [`Here`].
//! * `limits`: how often who may ask; `people`: those who sign in;
//! * `link`: individual links; `respond`: the questionnaire over the store; `desk`: the analyst's desk; `ask`: all questions; `public`: what anybody sees, from the first page on; `api`: the same as data.
//! * [`failure`]: why something was not done, as a page that says what to do.
//!
//! Handlers are thin: they read what was sent, call `collection`, `results` and `store`, and show a page of
//! [`crate::respond`] and its neighbours.

mod about;
pub(crate) mod api;
pub mod app;
mod ask;
mod city;
mod cookies;
mod demo;
mod desk;
pub mod failure;
mod forged;
mod here;
mod kept;
pub mod limits;
pub(crate) mod link;
mod people;
mod public;
mod publishing;
mod respond;
pub mod routes;
mod site;

use axum::Router;

pub use app::{App, Clock, Demo, Options, Parts, Publisher, system_clock};
pub use here::{Answered, Here};
pub use people::{Oidc, OidcMistake};
pub use public::Shelved;

use crate::guard::{Protection, protect_for};

/// The whole site, protected: what the binary serves.
pub fn site(app: &App, protection: Protection) -> Router {
    protect_for(routes::router(app), protection, Some(app.clone()))
}
