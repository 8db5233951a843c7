//! Who to learn from, over the shelf.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;

use super::look_at;
use crate::public::learn::learn;
use crate::service::app::App;
use crate::service::here::Here;
use crate::service::routes::{Permission, Route};

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get("/resultat/{publication}/lar-av/{code}", Permission::Anybody, of_unit)]
}

async fn of_unit(
    State(app): State<App>,
    here: Here,
    headers: HeaderMap,
    Path((publication, code)): Path<(String, String)>,
) -> Response {
    look_at(app, here, headers, publication, move |look| learn(look, &code)).await
}
