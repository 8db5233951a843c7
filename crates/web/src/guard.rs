//! What every answer goes through: limits on the way in, strict headers on the way out (*skydd*).
//!
//! One place, so that no route can be served without. Errors that a library answers with a line of plain text get a
//! page that says what to do ([`crate::errors`]).

use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;

use crate::design::shell;
use crate::errors;
use crate::language::Language;
use crate::service::App;
use crate::service::api::outside;
use crate::service::routes::reader_of;

/// How requests reach the program, and how much of it one of them may take.
#[derive(Clone, Copy, Debug)]
pub struct Protection {
    /// People reach the site by `https`, here or at a proxy in front: browsers are told to keep to it (HSTS).
    pub behind_tls: bool,
    /// Largest body of a request, in bytes; larger ones are answered with 413.
    pub max_body_bytes: usize,
    /// Longest time for an answer; after that the request is given up and answered with 503.
    pub max_time: Duration,
}

impl Default for Protection {
    /// Without TLS; 1 MiB, which is a part of a questionnaire with 100,000 characters in a field and room to
    /// spare; 15 seconds.
    fn default() -> Self {
        Self { behind_tls: false, max_body_bytes: 1024 * 1024, max_time: Duration::from_secs(15) }
    }
}

/// Puts `router` behind headers, compression, error pages, limits.
pub fn protect(router: Router, protection: Protection) -> Router {
    protect_for(router, protection, None)
}

/// The same, of a service: who reads one of its error pages has the header that they have on every other page.
pub(crate) fn protect_for(router: Router, protection: Protection, app: Option<App>) -> Router {
    // The last one is outermost.
    router
        .layer(RequestBodyLimitLayer::new(protection.max_body_bytes))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, protection.max_time))
        .layer(CatchPanicLayer::custom(|_| {
            // What it was about is not said here: it may hold what somebody answered.
            tracing::error!("a request ended in a fault of the program; the line before says where");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }))
        .layer(middleware::from_fn_with_state((protection, app), errors_as_pages))
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn_with_state(protection, add_headers))
}

/// Only what is ours, and nothing inline.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
     font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Two years, as lists of such sites ask for.
const STRICT_TRANSPORT: &str = "max-age=63072000; includeSubDomains";

const HEADERS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // Addresses hold keys of respondents: neither another site nor our own next page is told them.
    (header::REFERRER_POLICY, "strict-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

async fn add_headers(State(protection): State<Protection>, request: Request, next: Next) -> Response {
    let is_api = outside::is_api(request.uri().path());
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if is_api {
        for (name, value) in outside::HEADERS {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
    if protection.behind_tls {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(STRICT_TRANSPORT));
    }
    // A page may show answers: it is kept by nobody unless it says so itself.
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Turns errors without a body of their own kind into pages; JSON and our own pages are left as they are.
async fn errors_as_pages(
    State((protection, app)): State<(Protection, Option<App>)>,
    request: Request,
    next: Next,
) -> Response {
    shell::read_by_somebody(error_as_page(protection, app, request, next)).await
}

async fn error_as_page(protection: Protection, app: Option<App>, request: Request, next: Next) -> Response {
    let headers = app.is_some().then(|| request.headers().clone());
    let address = request.uri().path_and_query().map_or("/", |address| address.as_str()).to_owned();
    let language = Language::of_path(request.uri().path());
    let of_api =
        outside::is_api(request.uri().path()).then(|| (request.uri().clone(), request.headers().clone()));
    let response = next.run(request).await;
    let status = response.status();
    let is_error = status.is_client_error() || status.is_server_error();
    if let (Some((uri, asked)), true) = (of_api, is_error) {
        let given = response.headers();
        let is_told = given.get(header::CONTENT_TYPE).is_some_and(|kind| kind == "application/problem+json");
        return if is_told { response } else { outside::problem_of(status, &uri, &asked, given) };
    }
    let plain = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain"));
    if !is_error || !plain {
        return response;
    }
    // Some answers are given before anybody asked who it is. Nobody is looked for while the service has too much to do.
    let is_calm = status.is_client_error() && status != StatusCode::TOO_MANY_REQUESTS;
    if let (Some(app), Some(headers), true, false) = (&app, &headers, is_calm, shell::is_told()) {
        shell::told(reader_of(app, headers).await);
    }
    let mut page = match status {
        StatusCode::PAYLOAD_TOO_LARGE => errors::too_large(language, &address, protection.max_body_bytes),
        other => errors::page(other, language, &address),
    };
    for name in [header::ALLOW, header::RETRY_AFTER] {
        if let Some(value) = response.headers().get(&name) {
            page.headers_mut().insert(name, value.clone());
        }
    }
    page
}
