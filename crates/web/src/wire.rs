//! The line (*ledningen*): connections as they are taken from the network, before anything of a request is known.
//!
//! What a request holds is limited by [`crate::guard`]. Here is limited what comes before and around it: how slowly the head
//! of a request may come, how large it may be, how many connections there are at once and how long one lasts. So nobody keeps
//! the service busy by saying nothing.

use std::convert::Infallible;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tower::ServiceExt as _;

/// How connections are taken.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// Longest time from the first byte of a head to its last; also the longest pause between two requests of a connection.
    pub max_head_time: Duration,
    /// Largest head of a request, in bytes; at least 8,192. Larger ones are answered with 431.
    pub max_head_bytes: usize,
    /// Connections at once; who comes besides waits at the door.
    pub max_connections: u32,
    /// How old a connection grows; after that, what it is at is answered, and it is closed.
    pub max_age: Duration,
    /// Longest time for what is under way when a connection is closed, by its age or because the service stops.
    pub grace: Duration,
}

impl Default for Line {
    /// A head within 15 seconds, 64 KiB; 800 connections, which leaves files for the store where a process may open 1,024; an
    /// hour; and 20 seconds, in which the slowest request is answered.
    fn default() -> Self {
        Self {
            max_head_time: Duration::from_secs(15),
            max_head_bytes: 64 * 1024,
            max_connections: 800,
            max_age: Duration::from_secs(3_600),
            grace: Duration::from_secs(20),
        }
    }
}

/// Serves `site` until `stop` comes, then until what is under way is answered, but no longer than the grace.
pub async fn serve(listener: TcpListener, site: Router, line: Line, stop: impl Future<Output = ()>) {
    let places = Arc::new(Semaphore::new(line.max_connections as usize));
    let (stopping, stopped) = watch::channel(false);
    let mut stop = pin!(stop);
    loop {
        let next = async {
            let place = Arc::clone(&places).acquire_owned().await;
            (place, accept(&listener).await)
        };
        let (place, (stream, from)) = tokio::select! {
            next = next => next,
            () = &mut stop => break,
        };
        let (site, mut stopped) = (site.clone(), stopped.clone());
        tokio::spawn(async move {
            connection(stream, from, site, line, async move {
                // An error: the service has stopped.
                let _ = stopped.wait_for(|is_stopping| *is_stopping).await;
            })
            .await;
            drop(place);
        });
    }
    drop(listener);
    let _ = stopping.send(true);
    // Every place is free when every connection is closed.
    let _ = tokio::time::timeout(line.grace, places.acquire_many(line.max_connections)).await;
}

/// The next connection. Where none can be taken, for want of memory or files, it is tried again: the service goes on.
async fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok(taken) => return taken,
            Err(error) => {
                let is_theirs = matches!(
                    error.kind(),
                    ErrorKind::ConnectionRefused | ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset
                );
                if !is_theirs {
                    tracing::error!(%error, "no connection can be taken");
                    tokio::time::sleep(Duration::from_secs(1)).await;
                }
            }
        }
    }
}

async fn connection(
    stream: TcpStream,
    from: SocketAddr,
    site: Router,
    line: Line,
    stop: impl Future<Output = ()>,
) {
    let answer = service_fn(move |request: hyper::Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(from));
        let site = site.clone();
        async move {
            Ok::<Response, Infallible>(site.oneshot(request).await.unwrap_or_else(|never| match never {}))
        }
    });
    let mut served = pin!(
        http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(line.max_head_time)
            .max_buf_size(line.max_head_bytes)
            .serve_connection(TokioIo::new(stream), answer)
    );
    tokio::select! {
        // What went wrong on the way is the other side's, and told nowhere: it may hold what was sent.
        _ = served.as_mut() => return,
        () = tokio::time::sleep(line.max_age) => {}
        () = stop => {}
    }
    served.as_mut().graceful_shutdown();
    let _ = tokio::time::timeout(line.grace, served).await;
}
