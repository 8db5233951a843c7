//! The one cookie: the token of a session.

use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use collection::secret::Token;
use cookie::{Cookie, SameSite};

/// A browser keeps a cookie of this name only if it is secure, of this host alone and of every path.
const SECURE: &str = "__Host-jamfor";
const PLAIN: &str = "jamfor";

fn name(behind_tls: bool) -> &'static str {
    if behind_tls { SECURE } else { PLAIN }
}

/// The token that a request carries.
pub(super) fn token(headers: &HeaderMap, behind_tls: bool) -> Option<Token> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(Cookie::split_parse)
        .filter_map(Result::ok)
        .find(|cookie| cookie.name() == name(behind_tls))?
        .value()
        .parse()
        .ok()
}

/// A value of a cookie that lasts for some minutes, beside the session's: `what` says of what.
pub(super) fn brief(headers: &HeaderMap, what: &str, behind_tls: bool) -> Option<String> {
    let name = format!("{}-{what}", name(behind_tls));
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|text| Cookie::split_parse(text.to_owned()))
        .filter_map(Result::ok)
        .find(|cookie| cookie.name() == name)
        .map(|cookie| cookie.value().to_owned())
}

/// Gives one; none takes it back.
pub(super) fn set_brief(response: &mut Response, what: &str, value: Option<(String, i64)>, behind_tls: bool) {
    let (value, seconds) = value.unwrap_or_default();
    let cookie = Cookie::build((format!("{}-{what}", name(behind_tls)), value))
        .path("/")
        .http_only(true)
        .secure(behind_tls)
        .same_site(SameSite::Lax)
        .max_age(cookie::time::Duration::seconds(seconds));
    if let Ok(value) = HeaderValue::from_str(&cookie.build().to_string()) {
        response.headers_mut().append(SET_COOKIE, value);
    }
}

/// Gives a session's token to the browser; it is kept until the browser is closed, or the session ends.
pub(super) fn give(response: &mut Response, token: &Token, behind_tls: bool) {
    set(response, token.reveal(), behind_tls, false);
}

/// Takes it back.
pub(super) fn take(response: &mut Response, behind_tls: bool) {
    set(response, String::new(), behind_tls, true);
}

fn set(response: &mut Response, value: String, behind_tls: bool, over: bool) {
    let cookie = Cookie::build((name(behind_tls), value))
        .path("/")
        .http_only(true)
        .secure(behind_tls)
        .same_site(SameSite::Lax);
    let cookie = if over { cookie.max_age(cookie::time::Duration::ZERO) } else { cookie };
    if let Ok(value) = HeaderValue::from_str(&cookie.build().to_string()) {
        response.headers_mut().append(SET_COOKIE, value);
    }
}
