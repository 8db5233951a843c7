//! What the footer of every page leads to: no session is asked for.

use axum::extract::State;
use axum::response::{Html, IntoResponse, Response};

use super::app::App;
use super::here::Here;
use super::routes::{Permission, Route};
use crate::operator::{About, page};

pub(super) fn routes() -> Vec<Route> {
    let route = |about: About| {
        Route::get(
            about.path(),
            Permission::Anybody,
            async move |State(app): State<App>, here: Here| -> Response {
                Html(page(about, app.operator(), here.language).into_string()).into_response()
            },
        )
    };
    About::ALL.into_iter().map(route).collect()
}
