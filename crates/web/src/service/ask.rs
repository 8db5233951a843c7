//! All questions in advance: for anybody.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use domain::EditionYear;

use super::app::App;
use super::failure::Failure;
use super::here::Here;
use super::routes::{Permission, Route, answer};
use crate::respond::questions;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/fragor/{edition}", Permission::Anybody, all),
        Route::get("/fragor/{edition}/{part}", Permission::Anybody, part),
    ]
}

async fn all(State(app): State<App>, here: Here, Path(edition): Path<String>) -> Response {
    answer(&here, page(&app, &here, &edition, None))
}

async fn part(State(app): State<App>, here: Here, Path((edition, part)): Path<(String, String)>) -> Response {
    answer(&here, page(&app, &here, &edition, Some(&part)))
}

fn page(app: &App, here: &Here, edition: &str, part: Option<&str>) -> Result<Response, Failure> {
    let year: Option<u16> = edition.parse().ok();
    let edition =
        year.and_then(|year| app.catalogue.editions.get(&EditionYear(year))).ok_or(Failure::NotFound)?;
    let page = questions::page(here.language, edition, part, &[]).ok_or(Failure::NotFound)?;
    Ok(page.into_response())
}
