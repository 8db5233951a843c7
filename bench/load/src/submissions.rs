//! Whole submissions: every page saved, every part sent in, as many as can be.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use collection::round::Class;
use hyper::StatusCode;

use crate::client::{Answer, Person};
use crate::fixture::{self, PARTS, address, answer_all};
use crate::form::{self, Fields, encoded};
use crate::measured::{Figures, Times};
use crate::place::Place;
use crate::service::{Service, cpu_of};

/// What is tried.
#[derive(Clone, Copy, Debug)]
pub struct Submissions {
    /// How many submissions.
    pub count: usize,
    /// How many people at once.
    pub at_once: usize,
    /// Whether every page is read before it is answered, and every way on is followed, as a browser does.
    pub as_browser: bool,
}

/// Bodies of one part's page, ready but for the id of the save.
struct Ready {
    part: &'static str,
    bodies: Vec<String>,
}

const VARIANTS: usize = 8;

/// Measures on an empty store.
///
/// # Errors
/// Something was not answered as it should.
pub async fn run(program: &std::path::Path, place: &Place, what: Submissions) -> Result<Figures> {
    let store = place.open().await?;
    // One more than is measured: whose pages tell the fields.
    let tokens = fixture::fill(&store, Class::Cases, what.count + 1, 1).await?;
    let service = Service::start(program, place)?;
    let ready = Arc::new(read_pages(&service, &tokens[what.count][0], what.count).await?);

    let opening = Instant::now();
    let mut cookies = Vec::with_capacity(what.count);
    for (number, own) in tokens[..what.count].iter().enumerate() {
        let mut person = Person::new(service.at, number);
        person.open(&own[0]).await?;
        cookies.push(person.cookie);
    }
    println!("{} sessions opened in {:.1} s", what.count, opening.elapsed().as_secs_f64());

    let (cookies, next) = (Arc::new(cookies), Arc::new(AtomicUsize::new(0)));
    let (served, asked, started) = (service.cpu(), cpu_of(std::process::id()), Instant::now());
    let people: Vec<_> = (0..what.at_once)
        .map(|worker| {
            let (cookies, next, ready) = (Arc::clone(&cookies), Arc::clone(&next), Arc::clone(&ready));
            let mut person = Person::new(service.at, worker);
            tokio::spawn(async move {
                let mut times = Times::default();
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    let Some(cookie) = cookies.get(number) else { return Ok::<_, anyhow::Error>(times) };
                    person.cookie.clone_from(cookie);
                    submit(&mut person, number, &ready, what.as_browser, &mut times).await?;
                }
            })
        })
        .collect();
    let mut times = Times::default();
    for person in people {
        times.join(person.await??);
    }
    let took = started.elapsed().as_secs_f64();
    let (served, asked) = (service.cpu() - served, cpu_of(std::process::id()) - asked);
    let rate = what.count as f64 / took;
    println!(
        "{:?}{}: {} submissions of {} cells, {} at once, in {took:.1} s",
        place.kind(),
        if what.as_browser { ", every page read" } else { "" },
        what.count,
        fixture::CELLS,
        what.at_once
    );
    println!("  {rate:.0} submissions/s, {:.0} requests/s", times.count() as f64 / took);
    times.print();
    println!(
        "  processor: the service {:.2} cores, the people {:.2} cores, of 2",
        served / took,
        asked / took
    );
    let mut figures = Figures::default();
    figures.add("submissions/s", rate);
    figures.add_times(&times);
    figures.add("cores of the service", served / took);
    check(&store, what.count).await?;
    service.stop().await?;
    store.close().await;
    if let Some(bytes) = place.bytes() {
        println!("  the store: {:.1} kB a submission", bytes as f64 / 1e3 / what.count as f64);
    }
    Ok(figures)
}

/// Reads each part's page as it is before anything is answered, and makes what is sent of it.
async fn read_pages(service: &Service, token: &str, number: usize) -> Result<Vec<Ready>> {
    let mut person = Person::new(service.at, number);
    person.open(token).await?;
    let mut ready = Vec::new();
    for part in PARTS {
        let page = expect(person.get(&format!("{}/1", address(number, part))).await?, StatusCode::OK)?;
        let empty: Fields = form::fields(&page.text()?);
        let bodies = (0..VARIANTS).map(|seed| {
            let mut fields = empty.clone();
            answer_all(&mut fields, seed);
            fields.retain(|(name, _)| name != "fact");
            fields.push(("go".to_owned(), "next".to_owned()));
            format!("{}&fact=", encoded(&fields))
        });
        ready.push(Ready { part, bodies: bodies.collect() });
    }
    Ok(ready)
}

async fn submit(
    person: &mut Person,
    number: usize,
    ready: &[Ready],
    as_browser: bool,
    times: &mut Times,
) -> Result<()> {
    for Ready { part, bodies } in ready {
        let (at, page) = (address(number, part), format!("{}/1", address(number, part)));
        if as_browser {
            read(person, &page, times).await?;
        }
        let fact = fixture::response(number, part);
        let saved = person.post(&page, format!("{}{fact}-1", bodies[number % bodies.len()])).await?;
        times.add("save", saved.took);
        let on = expect(saved, StatusCode::SEE_OTHER)?.location;
        if as_browser {
            read(person, on.as_deref().unwrap_or("/"), times).await?;
            read(person, &format!("{at}/skicka"), times).await?;
        }
        let sent = person.post(&format!("{at}/skicka"), format!("fact={fact}-2&seen={fact}-1")).await?;
        times.add("submit", sent.took);
        let on = expect(sent, StatusCode::SEE_OTHER)?.location;
        if as_browser {
            read(person, on.as_deref().unwrap_or("/"), times).await?;
        }
    }
    Ok(())
}

async fn read(person: &mut Person, address: &str, times: &mut Times) -> Result<()> {
    let page = expect(person.get(address).await?, StatusCode::OK)?;
    times.add("page", page.took);
    Ok(())
}

fn expect(answer: Answer, status: StatusCode) -> Result<Answer> {
    if answer.status != status {
        let page = answer.text()?;
        bail!("{} instead of {status}: {}", answer.status, page.chars().take(4_000).collect::<String>());
    }
    Ok(answer)
}

/// That everything is there: every cell of every part, submitted, in a chain that verifies.
async fn check(store: &store::Store, count: usize) -> Result<()> {
    let started = Instant::now();
    let audit = store.verify(&fixture::round_id(), None).await?;
    if !audit.faults.is_empty() {
        bail!("the audit found {:?}", audit.faults);
    }
    let heads = store.heads(&fixture::round_id()).await?;
    let submitted: Vec<_> = heads.values().filter(|head| head.submitted.is_some()).collect();
    let cells: usize = submitted.iter().map(|head| head.answers().len()).sum();
    if submitted.len() != count * PARTS.len() || cells != count * fixture::CELLS {
        bail!("{} parts with {cells} cells are submitted", submitted.len());
    }
    let took: Duration = started.elapsed();
    println!("  audit: {} facts in {} batches, none wrong ({took:.1?})", audit.facts, audit.batches);
    Ok(())
}
