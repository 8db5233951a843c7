//! The guide over the shelf.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};

use super::{find, look_at, made, view};
use crate::public::guide::{QUESTIONS, guide, questions, section};
use crate::service::app::App;
use crate::service::failure::Failure;
use crate::service::here::Here;
use crate::service::routes::{Permission, Route, answer};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/guide", Permission::Anybody, latest),
        Route::get("/resultat/{publication}/guide", Permission::Anybody, of_publication),
        Route::get("/resultat/{publication}/guide/{section}", Permission::Anybody, of_section),
    ]
}

/// The guide of the latest publication.
async fn latest(State(app): State<App>, here: Here) -> Response {
    let view = view(&app, &here);
    let first = view.valid().first().map(|issue| format!("/resultat/{}/guide", issue.series()));
    let to = first.ok_or(Failure::NotFound);
    answer(&here, to.map(|to| Redirect::to(&here.language.address(&to)).into_response()))
}

async fn of_publication(
    State(app): State<App>,
    here: Here,
    headers: HeaderMap,
    Path(publication): Path<String>,
) -> Response {
    look_at(app, here, headers, publication, guide).await
}

async fn of_section(
    State(app): State<App>,
    here: Here,
    headers: HeaderMap,
    Path((publication, id)): Path<(String, String)>,
) -> Response {
    if id == QUESTIONS {
        return of_questions(app, here, publication).await;
    }
    look_at(app, here, headers, publication, move |look| section(look, &id)).await
}

/// With counts of now: never kept.
async fn of_questions(app: App, here: Here, publication: String) -> Response {
    let (found, _) = match find(&app, &here, &publication) {
        Ok(found) => found,
        Err(why) => return why.page(&here),
    };
    match app.uses_of(found.issue.named()).await {
        Ok(uses) => made(here, found, move |look| questions(look, &uses)).await,
        Err(why) => why.page(&here),
    }
}
