//! The REST API over the shelf (*gränssnittet för program*): reads what is asked, finds the publication as the pages do, answers from
//! what was made already, and tells problems as data.
//!
//! What is not published is told as what never was, here as on the pages: [`find`] is the same.

#![expect(
    clippy::result_large_err,
    reason = "a problem is made once, at the end of a request, and moved a few times"
)]

mod negotiate;
pub(crate) mod outside;

use axum::Router;
use axum::extract::{Extension, RawPathParams, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, on};

use super::app::App;
use super::failure::Failure;
use super::here::Here;
use super::kept::{Kept, Key};
use super::public::{Found, Then, find};
use super::routes::{Permission, Route};
use crate::api::{Answer, Asked, ENDPOINTS, Endpoint, Make, Problem, ProblemKind, Query};
use crate::language::Language;
use crate::public::Look;
use crate::public::guide::ledger::Use;
use outside::told;

/// How many publications are listed where one is not known.
const LISTED: usize = 50;

pub(super) fn routes() -> Vec<Route> {
    ENDPOINTS
        .iter()
        .map(|endpoint| {
            let handler = move |State(app): State<App>,
                                Extension(here): Extension<Here>,
                                uri: Uri,
                                method: Method,
                                headers: HeaderMap,
                                names: RawPathParams| async move {
                answer(endpoint, app, here, (uri, method, headers), names).await
            };
            Route::get(endpoint.path, Permission::Anybody, handler).once()
        })
        .collect()
}

/// What browsers ask before they let a page of another site ask (CORS): anybody may read.
pub(super) fn preflight(mut router: Router<App>) -> Router<App> {
    for endpoint in ENDPOINTS {
        let allowed = async || {
            let headers = [
                (header::ALLOW, "GET, HEAD, OPTIONS"),
                (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, OPTIONS"),
                (header::ACCESS_CONTROL_ALLOW_HEADERS, "Accept, Accept-Language, If-None-Match"),
                (header::ACCESS_CONTROL_MAX_AGE, "86400"),
                (header::CACHE_CONTROL, "public, max-age=86400"),
            ];
            (StatusCode::NO_CONTENT, headers)
        };
        router = router.route(endpoint.path, on(MethodFilter::OPTIONS, allowed));
    }
    router
}

/// What is asked, before anything is looked up.
struct Read {
    language: Language,
    format: crate::api::Format,
    query: Query,
    names: Vec<(String, String)>,
    /// The path of the endpoint, with names in braces.
    pattern: &'static str,
    /// The path as it was written.
    path: String,
    /// The same with its query, as somebody wrote it.
    instance: String,
}

async fn answer(
    endpoint: &'static Endpoint,
    app: App,
    here: Here,
    (uri, method, headers): (Uri, Method, HeaderMap),
    names: RawPathParams,
) -> Response {
    let names = names.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let read = match read(endpoint, &uri, &headers, names) {
        Ok(read) => read,
        Err(problem) => return told(&problem),
    };
    if method == Method::GET && has_body(&headers) {
        return told(&Problem::of_status(400, read.language, &read.instance));
    }
    match endpoint.make {
        Make::Site(make) => site(make, app, here, headers, read).await,
        Make::Publication(make) => publication(make, app, here, headers, read).await,
    }
}

fn read(
    endpoint: &'static Endpoint,
    uri: &Uri,
    headers: &HeaderMap,
    names: Vec<(String, String)>,
) -> Result<Read, Problem> {
    let text = uri.query().unwrap_or_default();
    let language = negotiate::language(text, headers);
    let instance = outside::instance(uri);
    if domain::find_personal_number(text).is_some() {
        let [sv, en] = ProblemKind::PersonalNumber.advice();
        return Err(Problem::new(ProblemKind::PersonalNumber, language, language.say(sv, en), uri.path()));
    }
    let query = Query::read(text, endpoint.parameters, language, &instance)?;
    let format = negotiate::format(query.one("format"), endpoint.table, headers)
        .map_err(|allowed| negotiate::refused(language, &instance, allowed))?;
    let (pattern, path) = (endpoint.path, uri.path().to_owned());
    Ok(Read { language, format, query, names, pattern, path, instance })
}

/// Whether something is sent with a request that only reads.
fn has_body(headers: &HeaderMap) -> bool {
    let length = headers.get(header::CONTENT_LENGTH).map(HeaderValue::as_bytes);
    length.is_some_and(|length| length != b"0") || headers.contains_key(header::TRANSFER_ENCODING)
}

async fn site(
    make: fn(&Asked<'_>) -> Result<Answer, Problem>,
    app: App,
    here: Here,
    headers: HeaderMap,
    read: Read,
) -> Response {
    let Then { version, view, per } = match Then::of(&app, &here) {
        Ok(then) => then,
        Err(written) => return told(&not_when(&read, &written)),
    };
    let key = (version, key(&read));
    let shared = here.who.is_none();
    if shared && let Some(known) = app.kept().get(&key) {
        return known.answer(&headers);
    }
    let made = tokio::task::spawn_blocking(move || {
        let asked = Asked {
            language: read.language,
            format: read.format,
            path: &read.path,
            names: &read.names,
            query: &read.query,
            view: &view,
            per: per.as_deref(),
        };
        make(&asked).map(|answer| kept(answer, &read))
    });
    finish(&app, made.await, shared.then_some(key), &headers)
}

async fn publication(
    make: fn(&Asked<'_>, &Look<'_>) -> Result<Answer, Problem>,
    app: App,
    here: Here,
    headers: HeaderMap,
    read: Read,
) -> Response {
    let named =
        read.names.iter().find(|(name, _)| name == "publication").map_or("", |(_, value)| value.as_str());
    let found = find(&app, &here, named);
    let (found, version): (Found, u64) = match found {
        Ok(found) => found,
        Err(Failure::When(written)) => return told(&not_when(&read, &written)),
        Err(_) => return told(&no_publication(&app, &here, &read, named)),
    };
    let key = (version, key(&read));
    let shared = here.who.is_none() && !found.early;
    let (about, named, now) = (fetched(&read), found.issue.named(), here.now);
    let is_read = !found.early && !here.is_head;
    let count = |response: Response| {
        if let Some(about) = about.as_deref().filter(|_| response.status() == StatusCode::OK && is_read) {
            app.uses().count(now, named, Use::Fetched, about);
        }
        response
    };
    if shared && let Some(known) = app.kept().get(&key) {
        return count(known.answer(&headers));
    }
    let made = tokio::task::spawn_blocking(move || {
        let opened = found.issue.opened().map_err(|problems| {
            tracing::error!(publication = %found.issue.named(), problems = problems.found(), "cannot be computed from its own folder");
            Problem::of_status(500, read.language, &read.instance)
        })?;
        let asked = Asked {
            language: read.language,
            format: read.format,
            path: &read.path,
            names: &read.names,
            query: &read.query,
            view: &found.view,
            per: found.per.as_deref(),
        };
        let look = Look {
            language: read.language,
            address: &read.path,
            view: &found.view,
            issue: &found.issue,
            opened,
            named: found.named,
            per: found.per.as_deref(),
            later: found.later.as_deref(),
            early: found.early,
        };
        make(&asked, &look).map(|answer| kept(answer, &read))
    });
    count(finish(&app, made.await, shared.then_some(key), &headers))
}

/// What of a publication's results was asked for: an indicator, all of them (empty), or none of them.
fn fetched(read: &Read) -> Option<String> {
    let results = ["/observations", "/explanations/", "/reach/", "/learn/", "}/changes"];
    let is_result = results.iter().any(|part| read.pattern.contains(part));
    let indicator = read.names.iter().find(|(name, _)| name == "indicator");
    is_result.then(|| indicator.map_or(String::new(), |(_, id)| id.clone()))
}

/// What means the same has the same key; nothing that somebody sends is in it but what was read and found to be right.
fn key(read: &Read) -> String {
    format!("{} {} {}{}", read.language.code(), read.format.id(), read.path, read.query.with(&[]))
}

/// An answer with its headers, packed.
fn kept(answer: Answer, read: &Read) -> Kept {
    let link = answer.links.iter().map(|(relation, to)| format!("<{to}>; rel=\"{relation}\""));
    let link = link.collect::<Vec<_>>().join(", ");
    let varies = HeaderValue::from_static("accept, accept-language, accept-encoding, cookie");
    let mut headers = HeaderMap::from_iter([
        (header::CONTENT_TYPE, HeaderValue::from_static(read.format.media())),
        (header::CONTENT_LANGUAGE, HeaderValue::from_static(read.language.code())),
        (header::VARY, varies),
    ]);
    if let Ok(link) = HeaderValue::try_from(link) {
        headers.insert(header::LINK, link);
    }
    if let Some(total) = answer.total {
        headers.insert("x-total-count", HeaderValue::from(total));
    }
    Kept::of(&answer.body, &read.path, headers)
}

/// Answers with what was made, and keeps it for others where there is a key.
fn finish(
    app: &App,
    made: Result<Result<Kept, Problem>, tokio::task::JoinError>,
    key: Option<Key>,
    headers: &HeaderMap,
) -> Response {
    match (made, key) {
        (Ok(Ok(kept)), Some(key)) => app.kept().keep(key, kept).answer(headers),
        // What is seen before its time stays nowhere.
        (Ok(Ok(kept)), None) => {
            let mut response = kept.answer(headers);
            response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
            response
        }
        (Ok(Err(problem)), _) => told(&problem),
        (Err(fault), _) => match fault.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        },
    }
}

fn not_when(read: &Read, written: &str) -> Problem {
    let detail = read.language.say(
        "per ska vara en dag som finns (2020-12-31) eller ett ögonblick med tidszon (2020-12-31T12:00:00Z).",
        "per must be a day that there is (2020-12-31) or a moment with its time zone (2020-12-31T12:00:00Z).",
    );
    let problem = Problem::new(ProblemKind::InvalidParameter, read.language, detail, &read.instance);
    let value = written.chars().take(80).collect();
    Problem { parameter: Some("per".to_owned()), value: Some(value), ..problem }
}

/// The problem with a publication that there is none of, or that is not published: the same.
fn no_publication(app: &App, here: &Here, read: &Read, named: &str) -> Problem {
    let view = Then::or_now(app, here).view;
    let valid: Vec<String> =
        view.valid().into_iter().take(LISTED).map(|issue| issue.series().to_string()).collect();
    let shown: String = named.chars().take(80).collect();
    let detail = read
        .language
        .say(format!("Publiceringen ”{shown}” finns inte."), format!("There is no publication “{shown}”."));
    let problem = Problem::new(ProblemKind::UnknownPublication, read.language, detail, &read.instance);
    Problem {
        parameter: Some("publication".to_owned()),
        value: Some(shown),
        allowed: valid,
        allowed_at: Some(format!("{}/publications", crate::api::ROOT)),
        ..problem
    }
}
