//! Files of publications, corrections and the feed.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use publication::folder::sha256;
use publication::manifest::MANIFEST;

use super::visits::visit_at;
use super::when::When;
use super::{Found, find, look_at, timestamp};
use crate::public::corrections;
use crate::public::downloads::{downloads, kind};
use crate::public::guide::ledger::Use;
use crate::service::failure::Failure;
use crate::service::routes::{Permission, Route, answer};
use crate::service::site::site;
use crate::service::{App, Here};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/resultat/{publication}/ladda-ner", Permission::Anybody, of_downloads),
        Route::get("/resultat/{publication}/filer/{*path}", Permission::Anybody, of_file),
        Route::get("/rattelser", Permission::Anybody, of_corrections),
        Route::get("/flode.atom", Permission::Anybody, of_feed),
    ]
}

async fn of_downloads(
    State(app): State<App>,
    here: Here,
    headers: HeaderMap,
    Path(publication): Path<String>,
) -> Response {
    look_at(app, here, headers, publication, downloads).await
}

async fn of_file(
    State(app): State<App>,
    here: Here,
    headers: HeaderMap,
    Path((publication, path)): Path<(String, String)>,
) -> Response {
    let found = find(&app, &here, &publication);
    let given = found.and_then(|(found, _)| {
        let given = give(&here, &headers, &found, &path)?;
        if !found.early && !here.is_head && given.status() == StatusCode::OK {
            app.uses().count(here.now, found.issue.named(), Use::Downloaded, &path);
        }
        Ok(given)
    });
    answer(&here, given)
}

/// A file that the manifest lists, or the manifest.
fn give(here: &Here, headers: &HeaderMap, found: &Found, path: &str) -> Result<Response, Failure> {
    let files = found.issue.files();
    let bytes = files.get(path).ok_or(Failure::NotFound)?;
    let hash = match found.issue.manifest().file(path) {
        Some(entry) => entry.sha256.clone(),
        None if path == MANIFEST => sha256(bytes),
        None => return Err(Failure::NotFound),
    };
    let tag = format!("\"{hash}\"");
    let is_kept = |value: &HeaderValue| {
        let all = value.to_str().unwrap_or_default();
        all.split(',').any(|one| one.trim() == "*" || one.trim().trim_start_matches("W/") == tag)
    };
    let mut response = match headers.get_all(header::IF_NONE_MATCH).iter().any(is_kept) {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => bytes.clone().into_response(),
    };
    let name: String = path
        .rsplit('/')
        .next()
        .unwrap_or_default()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '_' })
        .collect();
    let called = format!("attachment; filename=\"{}-{name}\"", found.issue.named());
    // Kept, and asked for again: by its series the valid version is another after a correction.
    let keep = if found.early || here.who.is_some() { "no-store" } else { "public, no-cache" };
    let out = response.headers_mut();
    for (name, value) in
        [(header::CONTENT_DISPOSITION, called), (header::ETAG, tag), (header::CACHE_CONTROL, keep.to_owned())]
    {
        out.insert(name, HeaderValue::try_from(value).map_err(|_| Failure::Broken)?);
    }
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind(path).1));
    Ok(response)
}

async fn of_corrections(State(app): State<App>, here: Here, headers: HeaderMap) -> Response {
    visit_at(app, here, headers, |visit| corrections::page(visit).into_response()).await
}

/// Never kept between requests: its addresses are those of the host that was asked.
async fn of_feed(State(app): State<App>, here: Here, headers: HeaderMap) -> Response {
    let when = match When::of(&here.address) {
        Ok(when) => when,
        Err(written) => return Failure::When(written).page(&here),
    };
    let now = timestamp(&here);
    let (_, shelf) = app.shelf.now();
    let view = shelf.at(when.map_or(now, |when| when.moment.min(now)));
    let feed = corrections::feed(here.language, &site(&app, &headers), &view);
    let keep = if here.who.is_some() { "no-store" } else { "no-cache" };
    let headers = [
        (header::CONTENT_TYPE, "application/atom+xml; charset=utf-8"),
        (header::CACHE_CONTROL, keep),
        (header::VARY, "host"),
    ];
    (headers, feed).into_response()
}
