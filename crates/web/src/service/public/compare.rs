//! Comparisons over the shelf: units beside each other, and two editions of one.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;

use super::look_at;
use crate::public::between::between;
use crate::public::compare::compare;
use crate::service::app::App;
use crate::service::here::Here;
use crate::service::routes::{Permission, Route};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/resultat/{publication}/jamfor", Permission::Anybody, of_units),
        Route::get("/resultat/{publication}/forandring", Permission::Anybody, of_two),
    ]
}

async fn of_units(
    State(app): State<App>,
    here: Here,
    headers: HeaderMap,
    Path(publication): Path<String>,
) -> Response {
    look_at(app, here, headers, publication, compare).await
}

async fn of_two(
    State(app): State<App>,
    here: Here,
    headers: HeaderMap,
    Path(publication): Path<String>,
) -> Response {
    look_at(app, here, headers, publication, between).await
}
