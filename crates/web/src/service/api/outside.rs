//! Problems that are told outside every handler: an address that there is none of, a method, a limit, a fault. Under `/api` they are
//! data, too.

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

use super::negotiate;
use crate::api::Problem;

/// Whether an address is of the interface for programs.
pub(crate) fn is_api(path: &str) -> bool {
    path == "/api" || path.starts_with("/api/")
}

/// What anybody may read, whatever page of whatever site asks.
pub(crate) const HEADERS: [(HeaderName, &str); 3] = [
    (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    (header::ACCESS_CONTROL_EXPOSE_HEADERS, "ETag, Link, Content-Language, Retry-After, X-Total-Count"),
    (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
];

/// What was asked, as problems say it; shortened if it is long, and without a personal identity number.
pub(crate) fn instance(uri: &Uri) -> String {
    let whole = uri.path_and_query().map_or("/", |whole| whole.as_str());
    let whole = if domain::find_personal_number(whole).is_some() { "/api" } else { whole };
    whole.chars().take(500).collect()
}

/// A problem, told.
pub(crate) fn told(problem: &Problem) -> Response {
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let body = serde_json::to_vec(problem).unwrap_or_default();
    let headers = [(header::CONTENT_TYPE, "application/problem+json")];
    (status, headers, body).into_response()
}

/// The problem with an answer that is none of a handler of the interface.
pub(crate) fn problem_of(status: StatusCode, uri: &Uri, asked: &HeaderMap, given: &HeaderMap) -> Response {
    let language = negotiate::language(uri.query().unwrap_or_default(), asked);
    let mut response = told(&Problem::of_status(status.as_u16(), language, &instance(uri)));
    for name in [header::ALLOW, header::RETRY_AFTER] {
        if let Some(value) = given.get(&name) {
            response.headers_mut().insert(name, value.clone());
        }
    }
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept-language"));
    response
}
