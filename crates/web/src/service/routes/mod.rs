//! Every route of the service, and who may use it: one list (*vägarna*).
//!
//! A route names its permission, and the permission is asked before its handler runs: a handler cannot forget it. What was
//! found on the way – who asks, of which round, whose answers – is handed on as [`Here`].

mod address;
mod find;
mod permit;

use axum::Router;
use axum::http::Method;
use axum::middleware;
use axum::response::{Html, IntoResponse, Response as Answer};
use axum::routing::{MethodFilter, MethodRouter, on};
use collection::access::Action;

pub(super) use find::facts;
pub(crate) use permit::reader_of;
use permit::{Asked, permit};

use super::app::App;
use super::failure::Failure;
use super::here::Here;
use super::limits::Counted;
use super::{about, api, ask, city, demo, desk, link, people, public, publishing, respond};
use crate::language::Language;
use crate::{assets, living};

/// What is asked before a handler runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// Anybody may: there is nothing behind it that is not public, or it asks for a secret itself.
    Anybody,
    /// Somebody who has a session; it concerns nobody but themselves.
    SignedIn,
    /// The action, of the site as a whole.
    Site(Action),
    /// The action, of the round `{round}`.
    Round(Action),
    /// The action, of at least one part of what `{subject}` answers in `{round}`; the others are not handed on.
    Subject(Action),
    /// The action, of the part `{part}` of what `{subject}` answers in `{round}`.
    Part(Action),
    /// As [`Permission::Subject`], and also of a city that answers nothing itself: then the action, on at least one response of
    /// its districts, none of which is handed on.
    Asked(Action),
    /// The action, on at least one response of the districts of the city `{subject}` in `{round}`; none of what they answer is
    /// handed on.
    City(Action),
}

impl Permission {
    /// Whether it is given for somebody's answers, or for what a city offers as such: only those are shown again when they
    /// could not be saved.
    fn is_of_answers(self) -> bool {
        match self {
            Self::Subject(_) | Self::Part(_) | Self::Asked(_) | Self::City(_) => true,
            Self::Anybody | Self::SignedIn | Self::Site(_) | Self::Round(_) => false,
        }
    }
}

/// A route in Swedish; its English one begins with `/en`, unless it is there once.
pub struct Route {
    /// `GET` or `POST`.
    pub method: Method,
    /// The path, with names in braces.
    pub path: &'static str,
    /// Who may.
    pub permission: Permission,
    /// For those who sign in: a link finds nothing here, whatever its role may.
    pub staff: bool,
    /// For those who showed not long ago who they are; others are asked again.
    pub proved: bool,
    /// What it is counted as.
    pub counted: Counted,
    /// It is there once, not in each language: its answers are data.
    pub once: bool,
    to: MethodRouter<App>,
}

impl Route {
    /// A page that is read.
    pub(super) fn get<H, T>(path: &'static str, permission: Permission, handler: H) -> Self
    where
        H: axum::handler::Handler<T, App>,
        T: 'static,
    {
        Self::of(Method::GET, path, permission, on(MethodFilter::GET, handler))
    }

    /// Something that is sent.
    pub(super) fn post<H, T>(path: &'static str, permission: Permission, handler: H) -> Self
    where
        H: axum::handler::Handler<T, App>,
        T: 'static,
    {
        Self::of(Method::POST, path, permission, on(MethodFilter::POST, handler))
    }

    fn of(method: Method, path: &'static str, permission: Permission, to: MethodRouter<App>) -> Self {
        Self {
            method,
            path,
            permission,
            staff: false,
            proved: false,
            counted: Counted::Reading,
            once: false,
            to,
        }
    }

    /// The same for those who sign in only.
    pub(super) fn staff(self) -> Self {
        Self { staff: true, ..self }
    }

    /// The same for those who showed not long ago who they are.
    pub(super) fn proved(self) -> Self {
        Self { proved: true, ..self }
    }

    /// There once, whatever the language.
    pub(super) fn once(self) -> Self {
        Self { once: true, ..self }
    }

    /// Counted in another way than as reading.
    pub(super) fn counted(self, counted: Counted) -> Self {
        Self { counted, ..self }
    }
}

/// Files and the living page.
fn own() -> Vec<Route> {
    vec![
        Route::get("/static/{name}", Permission::Anybody, assets::serve).counted(Counted::File),
        Route::get(living::PATH, Permission::Anybody, async |here: Here| {
            Html(living::page(here.language, &here.address).into_string())
        }),
    ]
}

/// Every route.
pub fn all() -> Vec<Route> {
    let rooms = [
        own(),
        about::routes(),
        public::routes(),
        api::routes(),
        ask::routes(),
        link::routes(),
        people::routes(),
        demo::routes(),
        respond::routes(),
        desk::routes(),
        publishing::routes(),
        city::routes(),
    ];
    rooms.into_iter().flatten().collect()
}

/// All routes in both languages, each behind its permission; not yet behind [`crate::guard::protect`].
pub fn router(app: &App) -> Router {
    let mut router = Router::new();
    for route in all() {
        for language in
            Language::ALL.into_iter().filter(|language| !route.once || *language == Language::Swedish)
        {
            let Route { path, permission, staff, proved, counted, .. } = route;
            let guard = middleware::from_fn_with_state(
                (app.clone(), Asked { path, permission, staff, proved, counted }),
                permit,
            );
            router = router.route(&language.address(route.path), route.to.clone().route_layer(guard));
        }
    }
    api::preflight(router).fallback(address::without_slash).with_state(app.clone())
}

/// Answers as a page or as the page of what went wrong.
pub(super) fn answer(here: &Here, done: Result<Answer, Failure>) -> Answer {
    match done {
        Ok(answer) => answer.into_response(),
        Err(why) => why.page(here),
    }
}
