//! How many submissions a store takes: many respondents at once, each saves ten pages of 25 cells and submits.
//!
//! ```text
//! cargo run --release -p store --example storm -- PLACE [SUBMISSIONS] [AT ONCE]
//! ```
//!
//! PLACE is an empty store: a file, or `postgres://…`. Every save is on disk before the next one of the same respondent.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use collection::fact::{Author, Change, Content, Fact};
use collection::ids::{CellId, FactId, ResponseId, RoundId};
use collection::round::{Response, Round, RoundState, Subject};
use serde_json::{Value, json};
use store::Store;

type Failure = Box<dyn std::error::Error + Send + Sync>;

const PAGES: usize = 10;
const CELLS: usize = 25;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let place =
        arguments.next().ok_or("say where: a file, or postgres://user:password@host:port/database")?;
    let submissions: usize = arguments.next().map_or(Ok(2_000), |text| text.parse())?;
    let at_once: usize = arguments.next().map_or(Ok(64), |text| text.parse())?;
    let store = Store::open(&place.parse()?).await?;
    prepare(&store, submissions).await?;

    let (next, started) = (Arc::new(AtomicUsize::new(0)), Instant::now());
    let respondents: Vec<_> = (0..at_once)
        .map(|_| tokio::spawn(respondent(store.clone(), Arc::clone(&next), submissions)))
        .collect();
    let mut waits = Vec::new();
    for respondent in respondents {
        waits.extend(respondent.await??);
    }
    let took = started.elapsed().as_secs_f64();
    waits.sort();
    let at = |part: usize| waits[(waits.len() - 1) * part / 100].as_secs_f64() * 1e3;
    println!("{submissions} submissions of {} cells, {at_once} at once, in {took:.1} s", PAGES * CELLS);
    println!("{:.0} submissions/s, {:.0} facts/s", submissions as f64 / took, waits.len() as f64 / took);
    println!(
        "a save takes {:.1} ms (median), {:.1} ms (95 of 100), {:.1} ms (longest)",
        at(50),
        at(95),
        at(100)
    );

    let (started, round) = (Instant::now(), "storm".parse::<RoundId>()?);
    let audit = store.verify(&round, None).await?;
    println!(
        "verified {} facts in {} batches in {:.1} s: {} faults",
        audit.facts,
        audit.batches,
        started.elapsed().as_secs_f64(),
        audit.faults.len()
    );
    store.close().await;
    Ok(())
}

async fn prepare(store: &Store, submissions: usize) -> Result<(), Failure> {
    let round = Round {
        id: "storm".parse()?,
        edition: "2018".into(),
        survey: "kommun".into(),
        name: "storm".into(),
        class: "open".into(),
        zone: "Europe/Stockholm".into(),
        opens: None,
        closes: None,
        state: RoundState::Open,
    };
    store.create_round(&round).await?;
    let subject = Subject { id: "0643".parse()?, unit: "0643".into() };
    store.add_subjects(&round.id, std::slice::from_ref(&subject)).await?;
    let response = |i: usize| -> Result<Response, Failure> {
        let id = format!("r{i}").parse()?;
        Ok(Response { id, round: round.id.clone(), subject: subject.id.clone(), part: format!("{i}") })
    };
    let responses = (0..submissions).map(response).collect::<Result<Vec<_>, _>>()?;
    Ok(store.add_responses(&responses).await?)
}

/// Answers one response after the other; how long each save took.
async fn respondent(store: Store, next: Arc<AtomicUsize>, until: usize) -> Result<Vec<Duration>, Failure> {
    let mut waits = Vec::new();
    loop {
        let i = next.fetch_add(1, Ordering::Relaxed);
        if i >= until {
            return Ok(waits);
        }
        let response: ResponseId = format!("r{i}").parse()?;
        let mut answers: BTreeMap<CellId, Value> = BTreeMap::new();
        let mut seen: Option<FactId> = None;
        for page in 0..=PAGES {
            let id: FactId = format!("0198c7e2-5d3a-7000-8000-{i:06}-{page:02}").parse()?;
            let content = match seen.clone().filter(|_| page == PAGES) {
                Some(seen) => Content::Submitted { seen, cells: answers.clone() },
                None => {
                    let mut cells = BTreeMap::new();
                    for cell in 0..CELLS {
                        let (cell, value) =
                            (format!("G{page}.rad_{cell}").parse::<CellId>()?, json!("ja_alla"));
                        answers.insert(cell.clone(), value.clone());
                        let change =
                            Change { value: Some(value), based_on: None, settles: Vec::new(), erased: false };
                        cells.insert(cell, change);
                    }
                    Content::Saved { cells }
                }
            };
            let author = Author::Link("0198c7e2-5d3a-7000-8000-000000000001".into());
            let started = Instant::now();
            store.append(Fact { id: id.clone(), response: response.clone(), author, content }).await?;
            waits.push(started.elapsed());
            seen = Some(id);
        }
    }
}
