//! Files of publications, the page of corrections, the feed.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use publication::folder::sha256;
use publication::manifest::MANIFEST;

use super::visits::visit_at;
use super::{Found, Then, find, missing};
use crate::public::corrections;
use crate::public::downloads::kind;
use crate::public::feed::feed;
use crate::public::guide::ledger::Use;
use crate::service::failure::Failure;
use crate::service::kept::has;
use crate::service::routes::{Permission, Route, answer};
use crate::service::site::site;
use crate::service::{App, Here};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/resultat/{publication}/filer/{*path}", Permission::Anybody, of_file),
        Route::get("/rattelser", Permission::Anybody, of_corrections),
        Route::get("/flode.atom", Permission::Anybody, of_feed),
    ]
}

async fn of_file(
    State(app): State<App>,
    here: Here,
    headers: HeaderMap,
    Path((publication, path)): Path<(String, String)>,
) -> Response {
    let found = match find(&app, &here, &publication) {
        Ok((found, _)) => found,
        Err(why) => return missing(&app, &here, &publication, &why),
    };
    let given = give(&here, &headers, &found, &path);
    if given.as_ref().is_ok_and(|given| given.status() == StatusCode::OK) && !found.early && !here.is_head {
        app.uses().count(here.now, found.issue.named(), Use::Downloaded, &path);
    }
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
    // Weak: it is packed on its way for those who take it so.
    let tag = format!("W/\"{hash}\"");
    let mut response = match has(headers, &tag) {
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

/// Never kept by us: its addresses are those of the host that was asked.
async fn of_feed(State(app): State<App>, here: Here, headers: HeaderMap) -> Response {
    let view = match Then::of(&app, &here) {
        Ok(then) => then.view,
        Err(written) => return Failure::When(written).page(&here),
    };
    let made = feed(here.language, &site(&app, &headers), &view);
    let tag = format!("W/\"{}\"", &sha256(made.as_bytes())[..32]);
    let keep = if here.who.is_some() { "no-store" } else { "no-cache" };
    let own = [(header::ETAG, tag.as_str()), (header::CACHE_CONTROL, keep), (header::VARY, "host")];
    match has(&headers, &tag) {
        true => (StatusCode::NOT_MODIFIED, own).into_response(),
        false => (own, [(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")], made).into_response(),
    }
}
