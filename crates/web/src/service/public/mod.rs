//! The public site over the shelf (*den öppna webbplatsen*): which publication an address names, for whom, as it was when, and
//! pages made once.
//!
//! What is not published is told as what never was: the same status, the same page.

mod files;
mod guide;
mod of;
mod shelved;
mod stored;
mod uses;
mod visits;
mod when;

use std::sync::Arc;

use axum::body::to_bytes;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use collection::publishing::sees_early;
use jiff::Timestamp;
use publication::shelf::{Issue, Named, View};

pub use shelved::Shelved;
pub(super) use stored::states;
pub(super) use uses::Uses;
pub(super) use when::Then;

use super::app::App;
use super::failure::Failure;
use super::here::Here;
use super::kept::{Kept, Key};
use super::routes::Route;
use crate::language::Language;
use crate::public::Look;
use crate::public::lost::no_publication;
use crate::public::visit::Visit;

pub(super) fn routes() -> Vec<Route> {
    [of::routes(), files::routes(), guide::routes(), visits::routes()].into_iter().flatten().collect()
}

/// What is published now.
pub(super) fn view(app: &App, here: &Here) -> View {
    let (_, shelf) = app.shelf.now();
    shelf.at(timestamp(here))
}

pub(super) fn timestamp(here: &Here) -> Timestamp {
    Timestamp::from_microsecond(here.now).unwrap_or(Timestamp::MIN)
}

/// Makes a page of the publication that an address names, unless it was made already.
///
/// `page` runs on a thread of its own: it may take a while the first time somebody opens a publication.
pub(super) async fn look_at<F>(
    app: App,
    here: Here,
    headers: HeaderMap,
    publication: String,
    page: F,
) -> Response
where
    F: FnOnce(&Look<'_>) -> Response + Send + 'static,
{
    let found = find(&app, &here, &publication);
    let (found, version) = match found {
        Ok(found) => found,
        Err(why) => return missing(&app, &here, &publication, &why),
    };
    let (now, named, early) = (here.now, found.issue.named(), found.early);
    let is_seen = !early && !here.is_head;
    let shared = here.who.is_none() && !early;
    let address = here.address.clone();
    let key = (version, address.clone());
    let known = if shared { app.kept().get(&key) } else { None };
    let response = match known {
        Some(known) => known.answer(&headers),
        None => match render(here, found, page).await {
            Ok(response) if shared => keep(&app, key, &headers, response).await,
            Ok(response) => unkept(response),
            Err(why) => return why.at(Language::of_path(&address), &address),
        },
    };
    if is_seen {
        app.count_page(now, named, &address, response.status());
    }
    response
}

/// The page of a publication that there is none of at the moment that is looked at, or that is not published: the same.
fn missing(app: &App, here: &Here, publication: &str, why: &Failure) -> Response {
    let Failure::NotFound = why else { return why.page(here) };
    let Then { view, per, .. } = Then::or_now(app, here);
    let visit = Visit { language: here.language, address: &here.address, view: &view, per: per.as_deref() };
    no_publication(&visit, publication)
}

/// Keeps a page, and answers with it; what is no page of its own is answered as it is.
async fn keep(app: &App, key: Key, headers: &HeaderMap, response: Response) -> Response {
    if response.status() != StatusCode::OK || response.headers().contains_key(header::CONTENT_DISPOSITION) {
        return response;
    }
    let (parts, body) = response.into_parts();
    let kind = parts.headers.get(header::CONTENT_TYPE).cloned();
    let (Some(kind), Ok(plain)) = (kind, to_bytes(body, usize::MAX).await) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let varies = HeaderValue::from_static("accept-encoding, cookie");
    let same = HeaderMap::from_iter([(header::CONTENT_TYPE, kind), (header::VARY, varies)]);
    let address = key.1.clone();
    match tokio::task::spawn_blocking(move || Kept::of(&plain, &address, same)).await {
        Ok(kept) => app.kept().keep(key, kept).answer(headers),
        Err(fault) => std::panic::resume_unwind(fault.into_panic()),
    }
}

/// Makes a page anew, for this reader and this time.
async fn made<F>(here: Here, found: Found, page: F) -> Response
where
    F: FnOnce(&Look<'_>) -> Response + Send + 'static,
{
    let address = here.address.clone();
    match render(here, found, page).await {
        Ok(response) => unkept(response),
        Err(why) => why.at(Language::of_path(&address), &address),
    }
}

/// What is seen before its time, or is another in a minute, stays nowhere.
fn unkept(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

async fn render<F>(here: Here, found: Found, page: F) -> Result<Response, Failure>
where
    F: FnOnce(&Look<'_>) -> Response + Send + 'static,
{
    let reader = crate::design::shell::reader();
    let made = tokio::task::spawn_blocking(move || {
        let opened = found.issue.opened().map_err(|problems| {
            tracing::error!(publication = %found.issue.named(), problems = problems.found(), "cannot be computed from its own folder");
            Failure::Broken
        })?;
        let look = Look {
            language: here.language,
            address: &here.address,
            view: &found.view,
            issue: &found.issue,
            opened,
            named: found.named,
            per: found.per.as_deref(),
            later: found.later.as_deref(),
            early: found.early,
        };
        Ok(crate::design::shell::read_now(reader, || page(&look)))
    });
    match made.await {
        Ok(made) => made,
        Err(fault) => std::panic::resume_unwind(fault.into_panic()),
    }
}

/// A publication that somebody may see.
pub(super) struct Found {
    pub(super) issue: Arc<Issue>,
    pub(super) view: View,
    pub(super) named: Named,
    pub(super) per: Option<String>,
    pub(super) early: bool,
    /// The last that corrected it.
    pub(super) later: Option<Arc<Issue>>,
}

/// The publication of an address, and the state of the shelf that a page of it is true of.
pub(super) fn find(app: &App, here: &Here, publication: &str) -> Result<(Found, u64), Failure> {
    let named: Named = publication.parse().map_err(|_| Failure::NotFound)?;
    let Then { version, view, per } = Then::of(app, here).map_err(Failure::When)?;
    match view.named(named) {
        Some(issue) => {
            let issue = Arc::clone(issue);
            let later = view.latest(issue.series()).filter(|last| last.number() > issue.number()).cloned();
            // By its number a publication is seen among those that were valid with it.
            let view = if named.number.is_some() { view.while_valid(&issue) } else { view };
            Ok((Found { issue, view, named, per, later, early: false }, version))
        }
        None => early(app, here, named, per, (version, &view)).ok_or(Failure::NotFound),
    }
}

/// A publication that waits for its time, for those who may see it before, and only by its number.
fn early(
    app: &App,
    here: &Here,
    named: Named,
    per: Option<String>,
    (version, view): (u64, &View),
) -> Option<(Found, u64)> {
    if per.is_some() || named.number.is_none() {
        return None;
    }
    let stored = app.shelf.early(named, timestamp(here))?;
    let account = here.account().ok();
    if !sees_early(&here.actor, account, &stored.readers, stored.round.as_ref(), here.now) {
        return None;
    }
    let view = view.with(&stored.issue);
    Some((Found { issue: stored.issue, view, named, per: None, later: None, early: true }, version))
}
