//! A running service to try and to test in a browser: `cargo run -p web --example house [PORT]`.
//!
//! Round 2018 of the bundled catalogue on a store of its own that is thrown away at the end; Habo (0643) and Mullsjö (0642)
//! answer parts G and E. Prints one line of JSON: where it is, and links of a coordinator, two colleagues and a manager.

use std::error::Error;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;

use catalogue::{Catalogue, LoadOptions};
use collection::access::Role;
use collection::fact::Author;
use collection::round::{Response, Round, RoundState, Subject};
use serde_json::json;
use store::{Location, NewLink, Store};
use tokio::net::TcpListener;
use web::guard::Protection;
use web::service::{App, Parts, site, system_clock};

/// A day in microseconds.
const DAY: i64 = 86_400_000_000;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let port: u16 = std::env::args().nth(1).map_or(Ok(8092), |port| port.parse())?;
    let folder = tempfile::tempdir()?;
    let store = Store::open(&Location::Sqlite(folder.path().join("jamfor.db"))).await?;
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue");
    let catalogue =
        Catalogue::load_with(&path, LoadOptions { prove: false }).map_err(|all| all.to_string())?;
    let app = App::new(Parts {
        store: store.clone(),
        catalogue: Arc::new(catalogue),
        clock: system_clock(),
        shelf: web::service::Shelved::default(),
        demo: None,
        behind_tls: false,
        behind_proxy: false,
    });
    let now = app.now();
    let round = Round {
        id: "2018".parse()?,
        edition: "2018".into(),
        survey: "enkat".into(),
        name: "Öppna jämförelser 2018".into(),
        class: "open".into(),
        zone: "Europe/Stockholm".into(),
        opens: Some(now - DAY),
        closes: Some(now + 30 * DAY),
        state: RoundState::Open,
    };
    store.create_round(&round).await?;
    let units = ["0643", "0642"];
    let mut subjects = Vec::new();
    let mut responses = Vec::new();
    for unit in units {
        subjects.push(Subject { id: unit.parse()?, unit: unit.into() });
        for part in ["G", "E"] {
            responses.push(Response {
                id: format!("2018-{unit}-{}", part.to_lowercase()).parse()?,
                round: round.id.clone(),
                subject: unit.parse()?,
                part: part.into(),
            });
        }
    }
    store.add_subjects(&round.id, &subjects).await?;
    store.add_responses(&responses).await?;
    let mut links = serde_json::Map::new();
    for (name, subject, role) in [
        ("Anna Ek", "0643", Role::Coordinator),
        ("Berit Lund", "0643", Role::Respondent),
        ("Cesar Malm", "0643", Role::Respondent),
        ("Dana Rask", "0643", Role::Manager),
        ("Eva Storm", "0642", Role::Coordinator),
    ] {
        let new = NewLink {
            round: round.id.clone(),
            subject: subject.parse()?,
            parts: None,
            role,
            expires: now + 20 * DAY,
            issued_by: Author::Program,
            label: Some(name.parse()?),
        };
        let (_, token) = store.issue_link(new, now).await?;
        links.insert(name.to_owned(), format!("/lank/{}", token.reveal()).into());
    }
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
    println!("{}", json!({ "origin": format!("http://{}", listener.local_addr()?), "links": links }));
    let service = site(&app, Protection::default()).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).await?;
    Ok(())
}
