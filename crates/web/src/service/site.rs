//! The beginning of our own addresses (*webbplatsens adress*), for links that are handed out.

use axum::http::uri::Authority;
use axum::http::{HeaderMap, header};

use super::App;

/// `https://host`, as the browser of who asks reached the site.
pub(super) fn site(app: &App, headers: &HeaderMap) -> String {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()?.parse::<Authority>().ok());
    let host = host.filter(|host| !host.as_str().contains('@'));
    let scheme = if app.behind_tls { "https" } else { "http" };
    format!("{scheme}://{}", host.as_ref().map_or("localhost", Authority::as_str))
}
