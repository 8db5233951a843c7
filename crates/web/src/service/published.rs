//! Published results: no session is asked for.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};

use super::app::{App, Published};
use super::failure::Failure;
use super::here::Here;
use super::routes::{Permission, Route, answer};
use crate::public::{Shown, edition, indicator, place};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/resultat/{year}", Permission::Anybody, of_edition),
        Route::get("/resultat/{year}/{indicator}", Permission::Anybody, of_indicator),
        Route::get("/resultat/{year}/{indicator}/{place}", Permission::Anybody, of_place),
    ]
}

fn shown<'a>(app: &'a App, here: &'a Here, year: &str) -> Result<Shown<'a>, Failure> {
    let of = |published: &&Published| published.year.to_string() == year;
    let published = app.published.iter().find(of).ok_or(Failure::NotFound)?;
    let edition = app.catalogue.editions.get(&published.year).ok_or(Failure::NotFound)?;
    Ok(Shown {
        language: here.language,
        address: &here.address,
        vocabulary: &app.catalogue.vocabulary,
        edition,
        results: &published.results,
        from: here.language.say(&published.from.0, &published.from.1),
    })
}

async fn of_edition(State(app): State<App>, here: Here, Path(year): Path<String>) -> Response {
    let page = shown(&app, &here, &year).map(|shown| edition(&shown).into_response());
    answer(&here, page)
}

async fn of_indicator(
    State(app): State<App>,
    here: Here,
    Path((year, id)): Path<(String, String)>,
) -> Response {
    let page = shown(&app, &here, &year)
        .and_then(|shown| indicator(&shown, &id).ok_or(Failure::NotFound))
        .map(IntoResponse::into_response);
    answer(&here, page)
}

async fn of_place(
    State(app): State<App>,
    here: Here,
    Path((year, id, code)): Path<(String, String, String)>,
) -> Response {
    let page = shown(&app, &here, &year)
        .and_then(|shown| place(&shown, &id, &code).ok_or(Failure::NotFound))
        .map(IntoResponse::into_response);
    answer(&here, page)
}
