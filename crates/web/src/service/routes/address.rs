//! Addresses as somebody wrote them: what a page leads back to, and slashes too many.

use axum::extract::Request;
use axum::http::{Method, StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};

use crate::service::api::outside;

/// An address with a slash too much at its end leads to the one without, whether there is anything there or not.
pub(super) async fn without_slash(method: Method, uri: Uri) -> Response {
    let path = uri.path();
    let bare = path.trim_end_matches('/');
    // Two slashes would be the name of another site.
    let is_ours = !path.contains("//") && !path.contains('\\') && !outside::is_api(path);
    if bare.len() == path.len()
        || bare.is_empty()
        || !is_ours
        || !matches!(method, Method::GET | Method::HEAD)
    {
        return StatusCode::NOT_FOUND.into_response();
    }
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    Redirect::permanent(&format!("{bare}{query}")).into_response()
}

/// Whether an address holds nothing but what can be written: no control character but those of lines, however it is written.
pub(super) fn is_text(address: &str) -> bool {
    address
        .split('%')
        .skip(1)
        .filter_map(|rest| u8::from_str_radix(rest.get(..2)?, 16).ok())
        .all(|byte| matches!(byte, b'\t' | b'\n' | b'\r') || !byte.is_ascii_control())
}

/// The address that a page leads back to. A query that somebody wrote a personal identity number in stays out of it.
pub(super) fn address_of(request: &Request) -> String {
    let uri = request.uri();
    let is_clean = |query: &str| domain::find_personal_number(query).is_none();
    match uri.path_and_query() {
        Some(whole) if uri.query().is_none_or(is_clean) => whole.as_str().to_owned(),
        Some(_) | None => uri.path().to_owned(),
    }
}
