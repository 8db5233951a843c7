//! A round whose county has answered, to be published, with a clock that is turned by hand: `cargo run -p web --example publishing
//! [PORT]`.
//!
//! Round 2018 of the bundled catalogue: the thirteen municipalities of Jönköping county have submitted simulated answers, in a store
//! of its own that is thrown away at the end. The first line says where it is, with a link of Habo (0643), as JSON. Besides the site:
//!
//! * `/exempel/in/{who}` signs in: `publicerare`, `utredare`, `lasare` (a reader to be named), `annan` (one who is not), `region`;
//! * `/exempel/klocka/{seconds}` turns the clock;
//! * `/exempel/habo` reopens Habo's answers, says the opposite about one routine, and submits again.

use std::collections::BTreeMap;
use std::error::Error;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::Router;
use axum::extract::{Path as Named, State};
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use axum::routing::get;
use catalogue::model::Edition;
use catalogue::{Catalogue, LoadOptions};
use collection::access::{Grant, Role, Scope};
use collection::fact::{Author, Change, Content, Fact, Instant};
use collection::form::answers::cells_of;
use collection::ids::{AccountId, CellId, ResponseId};
use collection::password::Password;
use collection::round::{self, Round, RoundState, Subject};
use domain::EditionYear;
use publication::manifest::Program;
use results::simulate::simulate;
use serde_json::{Value, json};
use store::{Location, NewAccount, NewLink, Store, Who};
use web::guard::Protection;
use web::respond::instant;
use web::service::{App, Options, Parts, Publisher, Shelved, site};

const DAY: Instant = 86_400_000_000;
/// The answer that is changed, and what follows it.
const ROUTINE: (&str, &str) = ("G2.missbruk", "G2a.missbruk");

const PEOPLE: [(&str, &str, Role, Option<&str>); 5] = [
    ("publicerare", "Petra Publicerare", Role::Publisher, None),
    ("utredare", "Nora Utredare", Role::NationalAnalyst, None),
    ("lasare", "Lars Läsare", Role::Reader, None),
    ("annan", "Ada Annan", Role::Reader, None),
    ("region", "Rut Region", Role::RegionalAnalyst, Some("06")),
];

/// What the ways under `/exempel` use.
#[derive(Clone)]
struct Example {
    store: Store,
    clock: Arc<AtomicI64>,
    accounts: Arc<BTreeMap<&'static str, AccountId>>,
}

fn broken(why: impl std::fmt::Display) -> Response {
    (StatusCode::INTERNAL_SERVER_ERROR, why.to_string()).into_response()
}

async fn enter(State(example): State<Example>, Named(who): Named<String>) -> Response {
    let Some(account) = example.accounts.get(who.as_str()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let now = example.clock.load(Ordering::SeqCst);
    match example.store.start_session(&Who::Account(account.clone()), now, None).await {
        Ok(session) => {
            let cookie = format!("jamfor={}; Path=/; HttpOnly", session.reveal());
            (AppendHeaders([(SET_COOKIE, cookie)]), Redirect::to("/arbete")).into_response()
        }
        Err(why) => broken(why),
    }
}

async fn turn(State(example): State<Example>, Named(seconds): Named<i64>) -> String {
    let turned = seconds * 1_000_000;
    (example.clock.fetch_add(turned, Ordering::SeqCst) + turned).to_string()
}

async fn change(State(example): State<Example>) -> Response {
    match change_habo(&example.store, example.clock.load(Ordering::SeqCst)).await {
        Ok(said) => said.into_response(),
        Err(why) => broken(why),
    }
}

/// Habo has another answer about the routine than before; gives it.
async fn change_habo(store: &Store, at: Instant) -> Result<String, Box<dyn Error>> {
    let response: ResponseId = "2018-0643-g".parse()?;
    let before = store.head(&response).await?;
    append(store, &response, &format!("o{at}"), Content::Reopened { why: "Fel rad".into() }).await?;
    let cell = |name: &str| name.parse::<CellId>();
    let (routine, kind) = (cell(ROUTINE.0)?, cell(ROUTINE.1)?);
    let held = before.answers();
    let had = held.get(&routine).and_then(Value::as_str).unwrap_or_default();
    let (routine_is, kind_is) = if had == "nej" { ("ja", Some(json!("ny"))) } else { ("nej", None) };
    let change = |cell: &CellId, value: Option<Value>| {
        let based_on = before.cells.get(cell).map(|held| held.by.clone());
        (cell.clone(), Change { value, based_on, settles: Vec::new(), erased: false })
    };
    let cells = [change(&routine, Some(json!(routine_is))), change(&kind, kind_is)].into();
    append(store, &response, &format!("a{at}"), Content::Saved { cells }).await?;
    let head = store.head(&response).await?;
    let seen = head.latest.clone().ok_or("something was saved")?;
    let submitted = Content::Submitted { seen, cells: head.answers() };
    append(store, &response, &format!("u{at}"), submitted).await?;
    Ok(routine_is.to_owned())
}

async fn append(store: &Store, of: &ResponseId, name: &str, content: Content) -> Result<(), Box<dyn Error>> {
    let id = format!("{name}-{of}").parse()?;
    store.append(Fact { id, response: of.clone(), author: Author::Link("lank".into()), content }).await?;
    Ok(())
}

/// Submits what the unit answers.
async fn submit(store: &Store, edition: &Edition, unit: &str) -> Result<(), Box<dyn Error>> {
    let place = edition.frame.position(unit).ok_or("a unit")?;
    let all = cells_of(edition, &simulate(edition, 7), place);
    let schema = &edition.questionnaire.schema;
    for part in ["G", "E"] {
        let is_of_part = |cell: &CellId| {
            let col = schema.find(cell.as_str().split('#').next().unwrap_or_default());
            let question = col.and_then(|col| schema.column(col).question);
            let of = edition.questions.iter().find(|known| Some(known.place) == question);
            of.is_some_and(|known| known.part.as_str() == part)
        };
        let own: BTreeMap<CellId, Value> =
            all.clone().into_iter().filter(|(cell, _)| is_of_part(cell)).collect();
        let of: ResponseId = format!("2018-{unit}-{}", part.to_lowercase()).parse()?;
        let change = |value: &Value| Change {
            value: Some(value.clone()),
            based_on: None,
            settles: Vec::new(),
            erased: false,
        };
        let cells = own.iter().map(|(cell, value)| (cell.clone(), change(value))).collect();
        append(store, &of, "s", Content::Saved { cells }).await?;
        let seen = format!("s-{of}").parse()?;
        append(store, &of, "u", Content::Submitted { seen, cells: own }).await?;
    }
    Ok(())
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let port: u16 = std::env::args().nth(1).map_or(Ok(8095), |port| port.parse())?;
    let folder = tempfile::tempdir()?;
    let store = Store::open(&Location::Sqlite(folder.path().join("jamfor.db"))).await?;
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue");
    let catalogue =
        Catalogue::load_with(&path, LoadOptions { prove: false }).map_err(|all| all.to_string())?;
    let files = Catalogue::files_of(Some(&path)).map_err(|all| all.to_string())?;
    let edition = &catalogue.editions[&EditionYear(2018)];
    let now = instant("2018-05-14", "09.00").ok_or("a day")?;
    let units: Vec<&str> = edition
        .frame
        .units
        .iter()
        .filter(|unit| unit.county.as_str() == "06")
        .map(|unit| unit.code.as_str())
        .collect();
    begin(&store, &units, now).await?;
    for unit in &units {
        submit(&store, edition, unit).await?;
    }
    let mut accounts = BTreeMap::new();
    for (who, name, role, place) in PEOPLE {
        let scope = place.map_or(Scope::All, |code| Scope::Place(code.to_owned()));
        let new = NewAccount {
            login: format!("{who}@myndighet.example").parse()?,
            name: name.parse()?,
            password: Password::new("ett lila paraply i hallen"),
            grants: vec![Grant { role, round: None, scope }],
        };
        accounts.insert(who, store.create_account(new, &Author::Program, now).await?);
    }
    let new = NewLink {
        round: "2018".parse()?,
        subject: "0643".parse()?,
        parts: None,
        role: Role::Coordinator,
        expires: now + 20 * DAY,
        issued_by: Author::Program,
        label: Some("Anna Ek".parse()?),
    };
    let (_, token) = store.issue_link(new, now).await?;

    let clock = Arc::new(AtomicI64::new(now));
    let turned = Arc::clone(&clock);
    let program = Program {
        name: "jamfor".to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        commit: "unknown".to_owned(),
        lock: "0".repeat(64),
        target: "example".to_owned(),
    };
    let publisher = Some(Publisher { program, catalogue: Arc::new(files) });
    let parts = Parts {
        store: store.clone(),
        catalogue: Arc::new(catalogue),
        clock: Arc::new(move || turned.load(Ordering::SeqCst)),
        shelf: Shelved::default(),
        demo: None,
        behind_tls: false,
        behind_proxy: false,
    };
    let app = App::with(parts, Options { publisher, ..Options::default() });
    let ways = Router::new()
        .route("/exempel/in/{who}", get(enter))
        .route("/exempel/klocka/{seconds}", get(turn))
        .route("/exempel/habo", get(change))
        .with_state(Example { store, clock, accounts: Arc::new(accounts) });
    // A whole publication is made while somebody waits, by a program that was not made to be fast.
    let patient = Protection { max_time: std::time::Duration::from_secs(300), ..Protection::default() };
    let router = ways.merge(site(&app, patient));
    let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
    let origin = format!("http://{}", listener.local_addr()?);
    println!("{}", json!({ "origin": origin, "link": format!("/lank/{}", token.reveal()) }));
    axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>()).await?;
    Ok(())
}

/// The round, closed for answers: what came is to be published.
async fn begin(store: &Store, units: &[&str], now: Instant) -> Result<(), Box<dyn Error>> {
    let round = Round {
        id: "2018".parse()?,
        edition: "2018".into(),
        survey: "enkat".into(),
        name: "Öppna jämförelser 2018".into(),
        class: "open".into(),
        zone: "Europe/Stockholm".into(),
        opens: Some(now - 60 * DAY),
        closes: Some(now + 20 * DAY),
        state: RoundState::Open,
    };
    store.create_round(&round).await?;
    let (mut subjects, mut responses) = (Vec::new(), Vec::new());
    for unit in units {
        subjects.push(Subject { id: unit.parse()?, unit: (*unit).to_owned() });
        for part in ["G", "E"] {
            responses.push(round::Response {
                id: format!("2018-{unit}-{}", part.to_lowercase()).parse()?,
                round: round.id.clone(),
                subject: unit.parse()?,
                part: part.into(),
            });
        }
    }
    store.add_subjects(&round.id, &subjects).await?;
    store.add_responses(&responses).await?;
    Ok(())
}
