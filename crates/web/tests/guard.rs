//! What every answer carries, and what becomes of requests that are too large, too slow or wrong.

mod page;

use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use tower::ServiceExt;
use web::assets::{FONT, ICON, SCRIPT, STYLE};
use web::guard::{Protection, protect};

fn site(protection: Protection) -> Router {
    let router = web::router()
        .route("/panics", get(async || -> &str { panic!("a secret of the inside") }))
        .route("/sleeps", get(async || tokio::time::sleep(Duration::from_secs(60)).await))
        .route("/reads", post(async |body: String| body))
        .route(
            "/json",
            get(async || (StatusCode::NOT_FOUND, [(header::CONTENT_TYPE, "application/json")], "{}")),
        )
        .route("/busy", get(async || (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, "60")])));
    protect(router, protection)
}

async fn ask(protection: Protection, request: Request<Body>) -> Response {
    site(protection).oneshot(request).await.expect("an answer").into_response()
}

fn get_request(address: &str) -> Request<Body> {
    Request::get(address).body(Body::empty()).expect("a request")
}

#[tokio::test]
async fn every_answer_carries_the_strict_headers() {
    for address in ["/design", "/en/design", "/finns-inte", "/panics", "/json", &STYLE.address()] {
        let response = ask(Protection::default(), get_request(address)).await;
        let header = |name: &str| response.headers().get(name).map(|value| value.to_str().expect("text"));
        assert_eq!(
            header("content-security-policy"),
            Some(
                "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; \
                 connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
            ),
            "{address}"
        );
        assert_eq!(header("x-content-type-options"), Some("nosniff"), "{address}");
        assert_eq!(header("referrer-policy"), Some("strict-origin"), "{address}");
        assert_eq!(header("cross-origin-opener-policy"), Some("same-origin"), "{address}");
        assert_eq!(header("cross-origin-resource-policy"), Some("same-origin"), "{address}");
        assert!(header("permissions-policy").is_some_and(|policy| policy.contains("camera=()")), "{address}");
        assert_eq!(header("strict-transport-security"), None, "{address}: not behind TLS");
    }
}

#[tokio::test]
async fn browsers_are_told_to_keep_to_https_only_behind_tls() {
    let protection = Protection { behind_tls: true, ..Protection::default() };
    let response = ask(protection, get_request("/design")).await;
    assert!(response.headers().contains_key("strict-transport-security"));
}

#[tokio::test]
async fn pages_are_kept_by_nobody_and_files_for_a_year() {
    for (address, expected) in [
        ("/design".to_owned(), "no-store"),
        ("/static/jamfor-000000000000.css".to_owned(), "no-store"),
        (STYLE.address(), "public, max-age=31536000, immutable"),
        (SCRIPT.address(), "public, max-age=31536000, immutable"),
        (ICON.address(), "public, max-age=31536000, immutable"),
        (FONT.address(), "public, max-age=31536000, immutable"),
    ] {
        let response = ask(Protection::default(), get_request(&address)).await;
        assert_eq!(response.headers()[header::CACHE_CONTROL], expected, "{address}");
    }
}

#[tokio::test]
async fn a_file_that_the_browser_has_is_not_sent_again() {
    let first = ask(Protection::default(), get_request(&STYLE.address())).await;
    let mut again = get_request(&STYLE.address());
    again.headers_mut().insert(header::IF_NONE_MATCH, first.headers()[header::ETAG].clone());
    assert_eq!(ask(Protection::default(), again).await.status(), StatusCode::NOT_MODIFIED);
}

#[tokio::test]
async fn errors_are_pages_that_say_what_to_do() {
    let brief =
        Protection { max_time: Duration::from_millis(20), max_body_bytes: 10, ..Protection::default() };
    let large = Request::post("/reads").header(header::CONTENT_LENGTH, "11").body(Body::from("0123456789a"));
    // Without a length said beforehand: it is counted while it is read.
    let chunked = Request::post("/reads").body(Body::from("0123456789a"));
    let wrong = Request::builder().method(Method::DELETE).uri("/design").body(Body::empty());
    let not_text = Request::post("/reads").body(Body::from(vec![0xff, 0xfe]));
    for (case, request, status, said) in [
        ("nothing there", get_request("/x"), 404, "Sidan finns inte"),
        ("nothing there, in English", get_request("/en/x"), 404, "The page does not exist"),
        ("a method it has not", wrong.expect("a request"), 405, "går inte att göra så"),
        ("too large", large.expect("a request"), 413, "Högst 10 byte tas emot"),
        ("too large, not saying so", chunked.expect("a request"), 413, "för stort"),
        ("not text", not_text.expect("a request"), 400, "förstod inte"),
        ("too often", get_request("/busy"), 429, "Vänta en minut"),
        ("too slow", get_request("/sleeps"), 503, "hinner inte svara"),
        ("a panic", get_request("/panics"), 500, "Något gick fel hos oss"),
    ] {
        let response = ask(brief, request).await;
        assert_eq!(response.status().as_u16(), status, "{case}");
        assert_eq!(response.headers()[header::CONTENT_TYPE], "text/html; charset=utf-8", "{case}");
        let text = page::text_of(response).await;
        assert!(text.contains(said), "{case}: {text}");
        assert!(!text.contains("secret"), "{case}");
    }
}

#[tokio::test]
async fn what_a_library_says_of_an_error_is_kept_where_it_helps() {
    let response = ask(Protection::default(), get_request("/busy")).await;
    assert_eq!(response.headers()[header::RETRY_AFTER], "60");
    let wrong = Request::builder().method(Method::PUT).uri("/design").body(Body::empty()).expect("a request");
    assert_eq!(ask(Protection::default(), wrong).await.headers()[header::ALLOW], "GET,HEAD");
}

#[tokio::test]
async fn an_error_in_json_stays_json() {
    let response = ask(Protection::default(), get_request("/json")).await;
    assert_eq!((response.status(), page::text_of(response).await.as_str()), (StatusCode::NOT_FOUND, "{}"));
}

#[tokio::test]
async fn a_page_is_packed_for_those_who_can_unpack_it() {
    let mut request = get_request("/design");
    request.headers_mut().insert(header::ACCEPT_ENCODING, "gzip".parse().expect("a value"));
    let response = ask(Protection::default(), request).await;
    assert_eq!(response.headers()[header::CONTENT_ENCODING], "gzip");
}

#[tokio::test]
async fn the_other_language_is_at_the_same_address() {
    for (address, expected) in
        [("/design?a=1", "href=\"/en/design?a=1\""), ("/en/design?a=1", "href=\"/design?a=1\"")]
    {
        let text = page::text_of(ask(Protection::default(), get_request(address)).await).await;
        assert!(text.contains(expected), "{address}");
    }
}

#[tokio::test]
async fn a_page_names_files_that_are_there() {
    let text = page::text_of(ask(Protection::default(), get_request("/design")).await).await;
    for address in text.split('"').filter(|part| part.starts_with("/static/")) {
        assert_eq!(
            ask(Protection::default(), get_request(address)).await.status(),
            StatusCode::OK,
            "{address}"
        );
    }
}
