//! Serves the living page: `cargo run -p web --example design [PORT]`, then open the address it prints.
//!
//! Port 8090 if none is given; 0 takes one that is free.

use std::error::Error;
use std::net::Ipv4Addr;

use tokio::net::TcpListener;
use web::guard::{Protection, protect};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let port = match std::env::args().nth(1) {
        Some(port) => port
            .parse()
            .map_err(|error| format!("PORT is a number from 0 to 65535, not {port:?}: {error}"))?,
        None => 8090_u16,
    };
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
    println!("http://{}{}", listener.local_addr()?, web::living::PATH);
    axum::serve(listener, protect(web::router(), Protection::default())).await?;
    Ok(())
}
