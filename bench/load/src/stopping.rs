//! Stopping under load, and starting again.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use collection::round::Class;

use crate::client::Person;
use crate::fixture;
use crate::place::Place;
use crate::service::Service;
use crate::storm::{self, PEOPLE, Pace, Working};

/// Stops the service in the middle of a storm and starts it again. What it was asked before it stopped it answers.
///
/// # Errors
/// A save under way was lost, or the service did not stop or start.
pub async fn run(program: &Path, place: &Place, units: usize) -> Result<()> {
    let store = place.open().await?;
    let tokens = fixture::fill(&store, Class::Open, units, PEOPLE).await?;
    let service = Service::start(program, place)?;
    let first = service.started_in;
    let people = storm::people(&service, &tokens).await?;
    let working = Working::begin(people, Pace { think: Duration::from_millis(300), seed: 1 });
    tokio::time::sleep(Duration::from_secs(4)).await;
    working.until(10).await;
    let stopped_in = service.stop().await?;
    let done = working.end().await?;
    crate::crash::check(&store, &done.sent).await?;
    // Who was not answered had nothing taken: a save that was begun is answered.
    let responses = store.heads(&fixture::round_id()).await?;
    let latest: std::collections::BTreeSet<_> =
        responses.values().flat_map(|head| head.cells.values().map(|held| held.by.clone())).collect();
    let unanswered =
        done.sent.iter().filter(|sent| !sent.acknowledged && latest.contains(&sent.fact)).count();
    if unanswered > 0 {
        bail!("{unanswered} saves were taken and not answered");
    }
    let service = Service::start(program, place)?;
    println!(
        "{:?}: started in {first:.0?}, stopped under load in {stopped_in:.0?} ({} saves acknowledged, none taken \
         without an answer), started again in {:.0?}",
        place.kind(),
        done.sent.iter().filter(|sent| sent.acknowledged).count(),
        service.started_in
    );
    service.stop().await?;
    store.close().await;
    Ok(())
}

/// Starts the demonstration in an empty folder, stops it, and starts it again so many times: until the front page was answered.
///
/// # Errors
/// It did not start, answer or stop.
pub async fn demo(program: &Path, folder: &Path, again: usize) -> Result<()> {
    let mut took = Vec::new();
    for _ in 0..=again {
        let started = Instant::now();
        let service = Service::start_demo(program, folder)?;
        let page = Person::new(service.at, 0).get("/").await?;
        if page.status != 200 {
            bail!("the front page: {}", page.status);
        }
        took.push(started.elapsed());
        service.stop().await?;
    }
    let (first, later) = took.split_at(1);
    println!(
        "demonstration, until the front page is answered: first start {:.0?}, later {:.0?}; load {}",
        first[0],
        later,
        std::fs::read_to_string("/proc/loadavg").unwrap_or_default().trim()
    );
    Ok(())
}
