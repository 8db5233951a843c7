//! What comes over the line itself: messages whose end is said twice, heads and bodies that come slowly, doors that are full.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout};
use web::guard::Protection;
use web::service::site;
use web::wire::{Line, serve};

use crate::House;

/// Whatever is waited for comes long before.
const PATIENCE: Duration = Duration::from_secs(20);
const BRIEF: Duration = Duration::from_millis(400);

/// A service on a port.
struct Served {
    _house: House,
    at: SocketAddr,
    stop: oneshot::Sender<()>,
    ended: JoinHandle<()>,
}

async fn served(line: Line, protection: Protection) -> Served {
    let house = House::open().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let at = listener.local_addr().expect("its address");
    let (stop, stopped) = oneshot::channel::<()>();
    let site = site(&house.app, protection);
    let ended = tokio::spawn(serve(listener, site, line, async {
        let _ = stopped.await;
    }));
    Served { _house: house, at, stop, ended }
}

impl Served {
    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.at).await.expect("it listens")
    }

    /// Everything that is answered to these bytes, until the connection is closed.
    async fn told(&self, bytes: &str) -> String {
        let mut stream = self.connect().await;
        // What is refused early is not read to its end.
        let _ = stream.write_all(bytes.as_bytes()).await;
        rest(&mut stream).await
    }
}

/// What comes until the other side closes.
async fn rest(stream: &mut TcpStream) -> String {
    let mut text = Vec::new();
    let read = timeout(PATIENCE, stream.read_to_end(&mut text)).await.expect("the connection is closed");
    // A reset is a way to close, too.
    let _ = read;
    String::from_utf8_lossy(&text).into_owned()
}

/// The statuses of the answers in a text, in order.
fn statuses(text: &str) -> Vec<&str> {
    text.match_indices("HTTP/1.1 ").map(|(at, _)| &text[at + 9..at + 12]).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_ends_where_it_says_and_one_that_says_it_twice_is_no_message() {
    let site = served(Line::default(), Protection::default()).await;
    let post = "POST /logga-in HTTP/1.1\r\nHost: a.se\r\nSec-Fetch-Site: same-origin\r\n\
                Content-Type: application/x-www-form-urlencoded\r\n";
    // What would be a second request if the first ended early. It ends the connection.
    let hidden = "GET /finns-inte HTTP/1.1\r\nHost: a.se\r\nConnection: close\r\n\r\n";
    let after = hidden.len();
    let chunked = "Transfer-Encoding: chunked\r\n";
    for (case, request, expected) in [
        (
            "one length: the rest is the next request",
            format!("{post}Content-Length: 6\r\n\r\nkod=ab{hidden}"),
            &["422", "404"][..],
        ),
        (
            "two lengths that differ",
            format!("{post}Content-Length: 6\r\nContent-Length: {}\r\n\r\nkod=ab{hidden}", after + 6),
            &["400"],
        ),
        (
            "two lengths in one line",
            format!("{post}Content-Length: 6, {}\r\n\r\nkod=ab{hidden}", after + 6),
            &["400"],
        ),
        ("a length with a sign", format!("{post}Content-Length: +6\r\n\r\nkod=ab{hidden}"), &["400"]),
        (
            // The length is not looked at, and nothing more is read from there: RFC 9112, 6.3.
            "in pieces, and a length that would swallow the next",
            format!("{post}Content-Length: {}\r\n{chunked}\r\n6\r\nkod=ab\r\n0\r\n\r\n{hidden}", after + 40),
            &["422"],
        ),
        (
            "the same the other way round",
            format!("{post}{chunked}Content-Length: {}\r\n\r\n6\r\nkod=ab\r\n0\r\n\r\n{hidden}", after + 40),
            &["422"],
        ),
        (
            "in pieces, but not at the end",
            format!("{post}Transfer-Encoding: chunked, gzip\r\n\r\n6\r\nkod=ab\r\n0\r\n\r\n{hidden}"),
            &["400"],
        ),
        ("pieces of no size", format!("{post}{chunked}\r\nzz\r\nkod=ab\r\n0\r\n\r\n{hidden}"), &["400"]),
        (
            "in pieces, in a form that has none",
            format!("{post}{chunked}\r\n6\r\nkod=ab\r\n0\r\n\r\n").replacen("HTTP/1.1", "HTTP/1.0", 1),
            &["400"],
        ),
        ("a name with a blank", "GET / HTTP/1.1\r\nHost : a.se\r\n\r\n".to_owned(), &["400"]),
        (
            "a line that is folded",
            "GET / HTTP/1.1\r\nHost: a.se\r\nX-A: b\r\n c\r\n\r\n".to_owned(),
            &["400"],
        ),
        (
            "a head that is too large",
            format!("GET / HTTP/1.1\r\nHost: a.se\r\nX-A: {}\r\n\r\n", "a".repeat(300_000)),
            &["431"],
        ),
    ] {
        let told = site.told(&request).await;
        let found = statuses(&told);
        // Who still sends when the door is shut may not hear why.
        assert!(found == expected || (expected == ["431"] && found.is_empty()), "{case}: {found:?} {told}");
        // What is answered before the service is reached holds nothing at all.
        if matches!(expected, ["400" | "431"]) && !told.contains("<html") {
            assert!(told.to_ascii_lowercase().contains("content-length: 0\r\n"), "{case}: {told}");
            assert!(told.ends_with("\r\n\r\n"), "{case}: {told}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_that_comes_slowly_is_waited_for_so_long_and_no_longer() {
    let site = served(Line { max_head_time: BRIEF, ..Line::default() }, Protection::default()).await;
    for (case, sent) in [
        ("nothing at all", ""),
        ("half a line", "GET / HT"),
        ("no end of the head", "GET / HTTP/1.1\r\nHost: a.se\r\n"),
    ] {
        let mut stream = site.connect().await;
        stream.write_all(sent.as_bytes()).await.expect("it reads");
        let begun = Instant::now();
        let told = rest(&mut stream).await;
        assert!(begun.elapsed() >= BRIEF / 2, "{case}: it was waited for");
        assert!(!told.contains("<html"), "{case}: {told}");
    }
    // Whoever sends a letter at a time gets no more time for each of them.
    let mut stream = site.connect().await;
    let begun = Instant::now();
    let mut closed = false;
    for letter in "GET / HTTP/1.1\r\nX-Slow: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".bytes()
    {
        let mut byte = [0];
        let answered = timeout(Duration::from_millis(50), stream.read(&mut byte)).await;
        if answered.is_ok() || stream.write_all(&[letter]).await.is_err() {
            closed = true;
            break;
        }
    }
    assert!(closed && begun.elapsed() < PATIENCE, "it was closed after {:?}", begun.elapsed());
    // A connection that is used again and again is not closed between, and one that is idle is.
    let mut stream = site.connect().await;
    for _ in 0..3 {
        stream.write_all(b"HEAD /logga-in HTTP/1.1\r\nHost: a.se\r\n\r\n").await.expect("it is open");
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(timeout(PATIENCE, stream.read_u8()).await.expect("in time").expect("an answer"));
        }
        assert!(head.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&head));
        tokio::time::sleep(BRIEF / 8).await;
    }
    assert_eq!(rest(&mut stream).await, "");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_comes_slowly_is_waited_for_so_long_and_no_longer() {
    let protection = Protection { max_time: BRIEF, ..Protection::default() };
    let site = served(Line::default(), protection).await;
    let mut stream = site.connect().await;
    let head = "POST /logga-in HTTP/1.1\r\nHost: a.se\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\n\
                Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 900\r\n\r\nadress=";
    stream.write_all(head.as_bytes()).await.expect("it reads");
    let told = rest(&mut stream).await;
    assert_eq!(statuses(&told), ["503"], "{told}");
    assert!(told.contains("hinner inte svara"), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_comes_when_all_places_are_taken_waits_until_one_is_free() {
    let line = Line { max_connections: 2, max_head_time: BRIEF, ..Line::default() };
    let site = served(line, Protection::default()).await;
    // Two who say nothing, until they are sent away.
    let idle = [site.connect().await, site.connect().await];
    let begun = Instant::now();
    let told = site.told("GET /logga-in HTTP/1.1\r\nHost: a.se\r\nConnection: close\r\n\r\n").await;
    assert_eq!(statuses(&told), ["200"], "{told}");
    assert!(begun.elapsed() >= BRIEF / 2, "it waited: {:?}", begun.elapsed());
    drop(idle);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_grows_no_older_than_it_may_and_none_outlives_the_service() {
    let line = Line { max_age: BRIEF, ..Line::default() };
    let site = served(line, Protection::default()).await;
    let mut stream = site.connect().await;
    stream.write_all(b"HEAD /logga-in HTTP/1.1\r\nHost: a.se\r\n\r\n").await.expect("it reads");
    let told = rest(&mut stream).await;
    assert_eq!(statuses(&told), ["200"], "it was answered, and then closed: {told}");

    let site = served(Line::default(), Protection::default()).await;
    let mut stream = site.connect().await;
    stream.write_all(b"HEAD /logga-in HTTP/1.1\r\nHost: a.se\r\n\r\n").await.expect("it reads");
    let mut first = [0; 12];
    stream.read_exact(&mut first).await.expect("an answer");
    site.stop.send(()).expect("it runs");
    rest(&mut stream).await;
    timeout(PATIENCE, site.ended).await.expect("it ends").expect("well");
    assert!(TcpStream::connect(site.at).await.is_err(), "nobody listens any more");
}
