//! A running service over the two small surveys of the tests – persons, and drawn cases – to be looked at in a browser:
//! `cargo run -p web --example surveys [PORT]`.
//!
//! Prints one line of JSON: where it is (`origin`; `slow` is the same service where no answer is in time), a `session` of an
//! analyst, and links by name: the first word is the round, then who. A line on its input takes its store away.

use std::collections::BTreeMap;
use std::error::Error;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use catalogue::{Catalogue, LoadOptions};
use collection::access::{Grant, Role, Scope};
use collection::fact::{Author, Instant};
use collection::password::Password;
use collection::round::{Response, Round, RoundState, Subject};
use serde_json::json;
use store::{Location, NewAccount, NewLink, Store, Who};
use tokio::net::TcpListener;
use web::guard::Protection;
use web::service::{App, Parts, site, system_clock};

/// A day in microseconds.
const DAY: Instant = 86_400_000_000;

/// A round: id, name, edition, part, class, state, and who answers.
type Planned = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    RoundState,
    &'static [&'static str],
);

const ROUNDS: [Planned; 6] = [
    (
        "brukare",
        "Vad tycker du om mottagningen?",
        "2026",
        "B",
        "persons",
        RoundState::Open,
        &["anna", "bo", "cilla", "dan", "gammal", "indragen"],
    ),
    (
        "kommande",
        "Vad tycker du om mottagningen, nästa gång?",
        "2026",
        "B",
        "persons",
        RoundState::Planned,
        &["anna"],
    ),
    ("stangd", "Vad tyckte du om mottagningen?", "2026", "B", "persons", RoundState::Closed, &["anna"]),
    (
        "akter",
        "Granskning av utredningar",
        "2027",
        "A",
        "cases",
        RoundState::Open,
        &["akt-01", "akt-02", "akt-03"],
    ),
    ("tom", "Granskning utan akter", "2027", "A", "cases", RoundState::Open, &[]),
    // Of an edition that the catalogue lacks: something is wrong on our side.
    ("trasig", "En omgång av en årgång som inte finns", "1999", "B", "persons", RoundState::Open, &["anna"]),
];

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let port: u16 = std::env::args().nth(1).map_or(Ok(8093), |port| port.parse())?;
    let folder = tempfile::tempdir()?;
    let store = Store::open(&Location::Sqlite(folder.path().join("jamfor.db"))).await?;
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/surveys");
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
    let mut links = BTreeMap::new();
    for round in ROUNDS {
        begin(&store, app.now(), round, &mut links).await?;
    }
    let new = NewAccount {
        login: "utredare@myndighet.example".parse()?,
        name: "Nora Utredare".parse()?,
        password: Password::new("ett lila paraply i hallen"),
        grants: vec![Grant { role: Role::NationalAnalyst, round: None, scope: Scope::All }],
    };
    let account = store.create_account(new, &Author::Program, app.now()).await?;
    let session = store.start_session(&Who::Account(account), app.now(), None).await?;

    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
    let slow = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    println!(
        "{}",
        json!({
            "origin": format!("http://{}", listener.local_addr()?),
            "slow": format!("http://{}", slow.local_addr()?),
            "session": session.reveal(),
            "links": links,
        })
    );
    let (never, runtime) =
        (Protection { max_time: Duration::ZERO, ..Protection::default() }, tokio::runtime::Handle::current());
    std::thread::spawn(move || {
        let mut line = String::new();
        if std::io::stdin().read_line(&mut line).is_ok_and(|bytes| bytes > 0) {
            runtime.block_on(store.close());
        }
    });
    let service = |protection| site(&app, protection).into_make_service_with_connect_info::<SocketAddr>();
    let (there, late) = (service(Protection::default()), service(never));
    tokio::try_join!(axum::serve(listener, there).into_future(), axum::serve(slow, late).into_future())?;
    Ok(())
}

/// Makes a round, and a link for everybody of it.
async fn begin(
    store: &Store,
    now: Instant,
    (id, name, edition, part, class, state, who): Planned,
    links: &mut BTreeMap<String, String>,
) -> Result<(), Box<dyn Error>> {
    let planned = state == RoundState::Planned;
    let round = Round {
        id: id.parse()?,
        edition: edition.into(),
        survey: "enkat".into(),
        name: name.into(),
        class: class.into(),
        zone: "Europe/Stockholm".into(),
        opens: Some(if planned { now + 5 * DAY } else { now - 10 * DAY }),
        closes: Some(if state == RoundState::Closed { now - DAY } else { now + 20 * DAY }),
        state,
    };
    store.create_round(&round).await?;
    let (mut subjects, mut responses) = (Vec::new(), Vec::new());
    for who in who {
        let subject = format!("{id}-{who}");
        subjects.push(Subject { id: subject.parse()?, unit: "0001".into() });
        responses.push(Response {
            id: format!("{id}-{who}-{}", part.to_lowercase()).parse()?,
            round: round.id.clone(),
            subject: subject.parse()?,
            part: part.into(),
        });
    }
    store.add_subjects(&round.id, &subjects).await?;
    store.add_responses(&responses).await?;
    for (subject, who) in subjects.into_iter().zip(who) {
        // A person has no name here; who reviews a case is known.
        let label = (class == "cases").then(|| "Rut Granskare".parse()).transpose()?;
        let new = NewLink {
            round: round.id.clone(),
            subject: subject.id,
            parts: None,
            role: Role::Individual,
            expires: if *who == "gammal" { now - DAY } else { now + 20 * DAY },
            issued_by: Author::Program,
            label,
        };
        let (link, token) = store.issue_link(new, now - 2 * DAY).await?;
        if *who == "indragen" {
            store.revoke_link(&link, &Author::Program, now - DAY).await?;
        }
        links.insert(format!("{id} {who}"), format!("/lank/{}", token.reveal()));
    }
    Ok(())
}
