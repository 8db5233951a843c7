//! One person's browser: one connection that is kept, one cookie.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, COOKIE, HOST, LOCATION, SET_COOKIE};
use hyper::{Method, Request, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::time::timeout;

/// Nobody waits longer.
const PATIENCE: Duration = Duration::from_secs(30);

/// What came, and how long it took until the last byte of it.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// Where the browser shall go on.
    pub location: Option<String>,
    /// The body, as it was sent: packed, if `packed`.
    pub body: Bytes,
    /// Whether the body is packed by gzip.
    pub packed: bool,
    /// How long it took.
    pub took: Duration,
}

impl Answer {
    /// The page.
    ///
    /// # Errors
    /// It is not what it says it is.
    pub fn text(&self) -> Result<String> {
        use std::io::Read;
        if !self.packed {
            return Ok(String::from_utf8_lossy(&self.body).into_owned());
        }
        let mut text = String::new();
        flate2::read::GzDecoder::new(&self.body[..]).read_to_string(&mut text)?;
        Ok(text)
    }
}

/// One person.
pub struct Person {
    at: SocketAddr,
    connection: Option<SendRequest<Full<Bytes>>>,
    /// `name=value` of the session.
    pub cookie: Option<String>,
    /// The address that the proxy in front says they come from.
    from: String,
}

impl Person {
    /// The `number`th person, who has not yet done anything.
    pub fn new(at: SocketAddr, number: usize) -> Self {
        let mut person = Self { at, connection: None, cookie: None, from: String::new() };
        person.come_from(number);
        person
    }

    /// From now on they seem to come from another address.
    pub fn come_from(&mut self, number: usize) {
        let [_, a, b, c] = (number as u32).to_be_bytes();
        self.from = format!("10.{a}.{b}.{c}");
    }

    /// From now on they ask another process.
    pub fn turn_to(&mut self, at: SocketAddr) {
        (self.at, self.connection) = (at, None);
    }

    /// Opens a link; the session's cookie is kept.
    ///
    /// # Errors
    /// It did not open.
    pub async fn open(&mut self, token: &str) -> Result<()> {
        let opened = self.post(&format!("/lank/{token}"), String::new()).await?;
        if opened.status != StatusCode::SEE_OTHER || self.cookie.is_none() {
            bail!("the link did not open: {} {}", opened.status, opened.text()?);
        }
        Ok(())
    }

    /// Reads a page.
    ///
    /// # Errors
    /// Nobody answered.
    pub async fn get(&mut self, path: &str) -> Result<Answer> {
        self.request(Method::GET, path, None).await
    }

    /// Sends a form; no way on is followed.
    ///
    /// # Errors
    /// Nobody answered.
    pub async fn post(&mut self, path: &str, body: String) -> Result<Answer> {
        self.request(Method::POST, path, Some(body)).await
    }

    async fn request(&mut self, method: Method, path: &str, body: Option<String>) -> Result<Answer> {
        let started = Instant::now();
        let answered = timeout(PATIENCE, self.asked(method, path, body)).await;
        match answered.context("nobody answered in time").flatten() {
            Ok(mut answer) => {
                answer.took = started.elapsed();
                Ok(answer)
            }
            Err(why) => {
                self.connection = None;
                Err(why)
            }
        }
    }

    async fn asked(&mut self, method: Method, path: &str, body: Option<String>) -> Result<Answer> {
        if self.connection.as_ref().is_none_or(SendRequest::is_closed) {
            let stream = TcpStream::connect(self.at).await?;
            stream.set_nodelay(true)?;
            let (sender, connection) = handshake(TokioIo::new(stream)).await?;
            tokio::spawn(async move { drop(connection.await) });
            self.connection = Some(sender);
        }
        let connection = self.connection.as_mut().context("a connection")?;
        connection.ready().await?;
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(HOST, "localhost")
            .header("sec-fetch-site", "same-origin")
            .header("x-forwarded-for", &self.from)
            .header(ACCEPT_ENCODING, "gzip");
        if let Some(cookie) = &self.cookie {
            request = request.header(COOKIE, cookie);
        }
        if body.is_some() {
            request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        let answer = connection.send_request(request.body(Full::from(body.unwrap_or_default()))?).await?;
        let (head, body) = answer.into_parts();
        if let Some(given) = head.headers.get(SET_COOKIE).and_then(|given| given.to_str().ok()) {
            self.cookie = given.split(';').next().map(str::to_owned);
        }
        let location = head.headers.get(LOCATION).and_then(|to| to.to_str().ok()).map(str::to_owned);
        let packed = head.headers.get(CONTENT_ENCODING).is_some_and(|packed| packed == "gzip");
        let body = body.collect().await?.to_bytes();
        Ok(Answer { status: head.status, location, body, packed, took: Duration::ZERO })
    }
}
