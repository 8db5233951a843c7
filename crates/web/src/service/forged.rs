//! Forged requests (*förfalskade formulär*, CSRF): what changes something must come from a page of ours.
//!
//! Browsers say where a request comes from (`Sec-Fetch-Site`); older ones say which site it was sent by (`Origin`). Who says
//! neither is no browser, and is refused as well: nothing of ours is changed by other programs.

use axum::http::{HeaderMap, Method, Uri, header};

/// Whether it only reads, or a page of ours sent it.
pub(super) fn is_ours(method: &Method, headers: &HeaderMap) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) || is_own(headers)
}

fn is_own(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    if let Some(site) = text("sec-fetch-site") {
        return site == "same-origin";
    }
    let (Some(origin), Some(host)) = (text(header::ORIGIN.as_str()), text(header::HOST.as_str())) else {
        return false;
    };
    let origin: Option<Uri> = origin.parse().ok();
    origin.and_then(|origin| Some(origin.authority()?.as_str() == host)).unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_ours_change_something() {
        for (case, sent, expected) in [
            ("a form of ours", &[("sec-fetch-site", "same-origin")][..], true),
            ("typed by hand, which no form is", &[("sec-fetch-site", "none")], false),
            ("another site", &[("sec-fetch-site", "cross-site")], false),
            ("a neighbour of the same domain", &[("sec-fetch-site", "same-site")], false),
            (
                "another site that names us",
                &[("sec-fetch-site", "cross-site"), ("origin", "https://a.se"), ("host", "a.se")],
                false,
            ),
            ("an old browser", &[("origin", "https://a.se"), ("host", "a.se")], true),
            ("an old browser on another site", &[("origin", "https://b.se"), ("host", "a.se")], false),
            ("another port", &[("origin", "http://a.se:81"), ("host", "a.se")], false),
            ("a page without an origin", &[("origin", "null"), ("host", "a.se")], false),
            ("a program", &[("host", "a.se")], false),
            ("nothing", &[], false),
        ] {
            let mut headers = HeaderMap::new();
            for (name, value) in sent {
                headers.insert(*name, value.parse().expect("a header"));
            }
            assert_eq!(is_own(&headers), expected, "{case}");
        }
    }
}
