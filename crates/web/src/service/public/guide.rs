//! The guide of the latest publication, and the ledger of questions with counts of now.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::{Then, find, made, missing};
use crate::public::guide::questions;
use crate::public::visit::at;
use crate::service::app::App;
use crate::service::failure::Failure;
use crate::service::here::Here;
use crate::service::routes::{Permission, Route};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/guide", Permission::Anybody, latest),
        Route::get("/resultat/{publication}/guide/fragor", Permission::Anybody, of_questions),
    ]
}

async fn latest(State(app): State<App>, here: Here) -> Response {
    let Then { view, per, .. } = match Then::of(&app, &here) {
        Ok(then) => then,
        Err(written) => return Failure::When(written).page(&here),
    };
    match view.valid().first() {
        Some(issue) => {
            let to = at(here.language, per.as_deref(), &format!("/resultat/{}/guide", issue.series()));
            Redirect::to(&to).into_response()
        }
        None => Failure::NotFound.page(&here),
    }
}

/// With counts of now: never kept.
async fn of_questions(State(app): State<App>, here: Here, Path(publication): Path<String>) -> Response {
    let (found, _) = match find(&app, &here, &publication) {
        Ok(found) => found,
        Err(why) => return missing(&app, &here, &publication, &why),
    };
    match app.uses_of(found.issue.named()).await {
        Ok(uses) => made(here, found, move |look| questions(look, &uses)).await,
        Err(why) => why.page(&here),
    }
}
