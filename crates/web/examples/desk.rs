//! The analyst's desk with a simulated round in the middle of its collection: `cargo run -p web --example desk [PORT]`.
//!
//! Port 8092 if none is given; 0 takes one that is free. The store is in a folder of its own that goes when the program ends.
//! Open the printed address first: it signs in.

use std::collections::BTreeMap;
use std::error::Error;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse, Redirect};
use axum::routing::get;
use catalogue::model::Edition;
use catalogue::{Catalogue, LoadOptions};
use collection::access::{Grant, Role, Scope};
use collection::fact::{Author, Change, Content, Fact};
use collection::form::answers::cells_of;
use collection::ids::{CellId, ResponseId};
use collection::password::Password;
use collection::round::{Round, RoundState};
use domain::EditionYear;
use results::simulate::simulate;
use serde_json::Value;
use store::{Location, NewAccount, Store, Who};
use tokio::task::JoinSet;
use web::desk::rounds::{Draft, read};
use web::guard::Protection;
use web::language::Language;
use web::respond::instant;
use web::service::{App, Parts, site};

/// How far a response has come: of a hundred, so many have submitted and so many begun; fewer in some counties.
fn stage(county: &str, place: usize, part: &str) -> usize {
    let shift = match (county, part) {
        ("25", _) => 55,
        ("23", _) | ("09", _) => 30,
        ("10", "E") => 25,
        (_, "E") => 8,
        (_, _) => 0,
    };
    (place * 37 + part.len()) % 100 + shift
}

async fn fill(store: &Store, edition: &Edition) -> Result<(), Box<dyn Error>> {
    let answers = simulate(edition, 7);
    let responses = store.responses(&"2018".parse()?).await?;
    let mut under_way = JoinSet::new();
    for response in responses {
        let Some(place) = edition.frame.position(response.subject.as_str()) else { continue };
        let unit = &edition.frame.units[place];
        let come = stage(unit.county.as_str(), place, &response.part);
        if come >= 93 {
            continue;
        }
        let schema = &edition.questionnaire.schema;
        let own: BTreeMap<CellId, Value> = cells_of(edition, &answers, place)
            .into_iter()
            .filter(|(cell, _)| {
                let col = schema.find(cell.as_str().split('#').next().unwrap_or_default());
                let question = col.and_then(|col| schema.column(col).question);
                edition
                    .questions
                    .iter()
                    .any(|known| Some(known.place) == question && known.part.as_str() == response.part)
            })
            .collect();
        if own.is_empty() {
            continue;
        }
        let store = store.clone();
        under_way.spawn(async move { answer(&store, &response.id, own, come, place).await });
    }
    while let Some(done) = under_way.join_next().await {
        done?.map_err(|why| why.to_string())?;
    }
    Ok(())
}

async fn answer(
    store: &Store,
    id: &ResponseId,
    own: BTreeMap<CellId, Value>,
    come: usize,
    place: usize,
) -> Result<(), String> {
    let fact = |name: &str, content: Content| -> Result<Fact, String> {
        let fact = format!("{name}-{id}").parse().map_err(|_| "an id")?;
        Ok(Fact { id: fact, response: id.clone(), author: Author::Link(format!("lank-{place}")), content })
    };
    let change = |value: Value| Change { value: Some(value), based_on: None, settles: vec![], erased: false };
    let cells = own.iter().map(|(cell, value)| (cell.clone(), change(value.clone()))).collect();
    let saved = fact("s", Content::Saved { cells })?;
    let seen = saved.id.clone();
    store.append(saved).await.map_err(|why| why.to_string())?;
    if come < 76 {
        let submitted = fact("u", Content::Submitted { seen, cells: own })?;
        store.append(submitted).await.map_err(|why| why.to_string())?;
        if place % 53 == 20 {
            let why = "Vi räknade handläggarna fel.".to_owned();
            let asked = fact("q", Content::ReopeningAsked { why })?;
            store.append(asked).await.map_err(|why| why.to_string())?;
        }
    }
    Ok(())
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let port: u16 = std::env::args().nth(1).map_or(Ok(8092), |port| port.parse())?;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue");
    let catalogue = Catalogue::load_with(&folder, LoadOptions { prove: false })
        .map_err(|problems| problems.to_string())?;
    let catalogue = Arc::new(catalogue);
    let edition = &catalogue.editions[&EditionYear(2018)];
    let place = tempfile::tempdir()?;
    let store = Store::open(&Location::Sqlite(place.path().join("jamfor.db"))).await?;
    let now = instant("2018-03-14", "10.32").ok_or("a day")?;
    let grants = vec![Grant { role: Role::NationalAnalyst, round: None, scope: Scope::All }];
    let account = NewAccount {
        login: "utredare@myndighet.se".parse()?,
        name: "Utredaren".parse()?,
        password: Password::new("bara för att titta på"),
        grants,
    };
    let account = store.create_account(account, &Author::Program, now).await?;
    let by = Author::Account(account.as_str().to_owned());
    let mut new = read(Language::Swedish, edition, &Draft::of_edition(edition))
        .map_err(|wrong| format!("{wrong:?}"))?;
    new.round = Round { state: RoundState::Open, ..new.round };
    store.begin_round(&new, &by, new.round.opens.unwrap_or(now)).await?;
    fill(&store, edition).await?;
    let session = store.start_session(&Who::Account(account), now, None).await?.reveal();
    let app = App::new(Parts {
        store,
        catalogue: Arc::clone(&catalogue),
        clock: Arc::new(move || now),
        shelf: web::service::Shelved::default(),
        demo: None,
        behind_tls: false,
        behind_proxy: false,
    });
    let enter = get(move || {
        let cookie = format!("jamfor={session}; Path=/; HttpOnly");
        async move { (AppendHeaders([(SET_COOKIE, cookie)]), Redirect::to("/arbete")).into_response() }
    });
    let router = Router::new().route("/exempel", enter).merge(site(&app, Protection::default()));
    let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
    println!("http://{}/exempel", listener.local_addr()?);
    axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>()).await?;
    Ok(())
}
