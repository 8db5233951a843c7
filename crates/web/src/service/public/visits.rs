//! Pages of the whole site: the start, the search, the list of publications.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};

use super::{Then, keep};
use crate::design::shell::{read_now, reader};
use crate::public::publications::publications;
use crate::public::search::search;
use crate::public::start::start;
use crate::public::visit::{Visit, asked};
use crate::service::app::App;
use crate::service::failure::Failure;
use crate::service::here::Here;
use crate::service::routes::{Permission, Route};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/", Permission::Anybody, of_start),
        Route::get("/sok", Permission::Anybody, of_search),
        Route::get("/resultat", Permission::Anybody, of_all),
    ]
}

async fn of_start(State(app): State<App>, here: Here, headers: HeaderMap) -> Response {
    let catalogue = app.catalogue.clone();
    visit_at(app, here, headers, move |visit| start(visit, &catalogue.vocabulary).into_response()).await
}

async fn of_search(State(app): State<App>, here: Here, headers: HeaderMap) -> Response {
    let question = asked(&here.address, "q").unwrap_or_default();
    visit_at(app, here, headers, move |visit| search(visit, &question).into_response()).await
}

async fn of_all(State(app): State<App>, here: Here, headers: HeaderMap) -> Response {
    visit_at(app, here, headers, |visit| publications(visit).into_response()).await
}

/// Makes a page of the whole site, unless it was made already.
pub(in crate::service) async fn visit_at<F>(app: App, here: Here, headers: HeaderMap, page: F) -> Response
where
    F: FnOnce(&Visit<'_>) -> Response + Send + 'static,
{
    let Then { version, view, per } = match Then::of(&app, &here) {
        Ok(then) => then,
        Err(written) => return Failure::When(written).page(&here),
    };
    let shared = here.who.is_none();
    let key = (version, here.address.clone());
    if shared && let Some(known) = app.kept().get(&key) {
        return known.answer(&headers);
    }
    let reader = reader();
    let made = tokio::task::spawn_blocking(move || {
        let visit =
            Visit { language: here.language, address: &here.address, view: &view, per: per.as_deref() };
        read_now(reader, || page(&visit))
    });
    match made.await {
        Ok(response) if shared => keep(&app, key, &headers, response).await,
        Ok(response) => response,
        Err(fault) => std::panic::resume_unwind(fault.into_panic()),
    }
}
