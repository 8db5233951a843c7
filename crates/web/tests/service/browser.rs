//! What a browser does, as far as the service sees it: it keeps cookies, follows ways on, sends forms back.

use std::net::SocketAddr;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Request, StatusCode, header};
use tower::ServiceExt;

/// What came.
#[derive(Clone, Debug)]
pub(crate) struct Shown {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
    /// Where the browser ended up.
    pub(crate) address: String,
}

/// A browser.
#[derive(Clone)]
pub(crate) struct Browser {
    site: Router,
    from: SocketAddr,
    pub(crate) cookie: Option<String>,
    /// What is kept while somebody is at their provider.
    pub(crate) brief: Option<String>,
    /// Sent with every request besides what browsers send.
    pub(crate) extra: Vec<(&'static str, String)>,
}

impl Browser {
    pub(crate) fn new(site: Router, from: SocketAddr) -> Self {
        Self { site, from, cookie: None, brief: None, extra: Vec::new() }
    }

    /// Reads a page.
    pub(crate) async fn get(&mut self, address: &str) -> Shown {
        self.follow("GET", address, None).await
    }

    /// The site, to send what only some tests send.
    pub(crate) fn site(&self) -> Router {
        self.site.clone()
    }

    /// Reads a file.
    pub(crate) async fn bytes(&self, address: &str) -> Vec<u8> {
        let request = Request::builder().uri(address).header(header::HOST, "localhost");
        let request = request.header(header::COOKIE, self.cookie.clone().unwrap_or_default());
        let answer =
            self.site().oneshot(request.body(Body::empty()).expect("a request")).await.expect("an answer");
        assert!(answer.status().is_success(), "{address}: {}", answer.status());
        to_bytes(answer.into_body(), usize::MAX).await.expect("a body").to_vec()
    }

    /// Sends a form.
    pub(crate) async fn send(&mut self, address: &str, fields: &[(String, String)]) -> Shown {
        let body = serde_urlencoded(fields);
        self.follow("POST", address, Some(body)).await
    }

    /// One request, no way on followed.
    pub(crate) async fn once(&mut self, method: &str, address: &str, body: Option<String>) -> Shown {
        let mut request = Request::builder().method(method).uri(address).header(header::HOST, "localhost");
        if !self.extra.iter().any(|(name, _)| *name == "sec-fetch-site") {
            request = request.header("sec-fetch-site", "same-origin");
        }
        let cookies: Vec<&str> = self.cookie.iter().chain(&self.brief).map(String::as_str).collect();
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        if body.is_some() {
            request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        for (name, value) in &self.extra {
            request = request.header(*name, value);
        }
        let mut request = request.body(body.map_or_else(Body::empty, Body::from)).expect("a request");
        request.extensions_mut().insert(ConnectInfo(self.from));
        let answer = self.site.clone().oneshot(request).await.expect("an answer");
        let (status, headers) = (answer.status(), answer.headers().clone());
        for given in headers.get_all(header::SET_COOKIE) {
            let given = given.to_str().expect("a text");
            let pair = given.split(';').next().unwrap_or_default().to_owned();
            match pair.split_once('=') {
                Some((name, value)) if name.ends_with("-extern") => {
                    self.brief = (!value.is_empty()).then_some(pair);
                }
                _ => self.cookie = Some(pair),
            }
        }
        let bytes = to_bytes(answer.into_body(), usize::MAX).await.expect("a body");
        // A day stands in an element of its own, so that no line breaks in it: what is read is the day.
        let text = String::from_utf8_lossy(&bytes);
        let mut parts = text.split("<time>");
        let first = parts.next().unwrap_or_default().to_owned();
        let text = parts.fold(first, |whole, part| whole + &part.replacen("</time>", "", 1));
        Shown { status, headers, text, address: address.to_owned() }
    }

    async fn follow(&mut self, method: &str, address: &str, body: Option<String>) -> Shown {
        let mut shown = self.once(method, address, body).await;
        for _ in 0..5 {
            let Some(to) = shown.headers.get(header::LOCATION) else { break };
            let to = to.to_str().expect("an address").to_owned();
            shown = self.once("GET", &to, None).await;
        }
        shown
    }
}

/// Fields as a browser writes them.
pub(crate) fn serde_urlencoded(fields: &[(String, String)]) -> String {
    let escape = |text: &str| {
        text.bytes()
            .map(|byte| match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => char::from(byte).to_string(),
                b' ' => "+".to_owned(),
                other => format!("%{other:02X}"),
            })
            .collect::<String>()
    };
    fields
        .iter()
        .map(|(name, value)| format!("{}={}", escape(name), escape(value)))
        .collect::<Vec<_>>()
        .join("&")
}
