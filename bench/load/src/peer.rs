//! The same submissions to another survey server, oTree: 250 fields over five pages.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use anyhow::{Result, bail};

use crate::client::Person;
use crate::fixture::text_for;
use crate::form::{Fields, encoded};
use crate::measured::Times;
use crate::submissions::Submissions;

/// A question's name in the peer, its name in ours, and how many rows it has, by page.
const PAGES: [&[(&str, &str, usize)]; 5] = [
    &[("a1", "A1", 25), ("a1a", "A1a", 25)],
    &[("b1", "B1", 50)],
    &[("c1", "C1", 50)],
    &[("d1", "D1", 25), ("d1a", "D1a", 25)],
    &[("e1", "E1", 25), ("e1a", "E1a", 25)],
];
const VARIANTS: usize = 8;

fn bodies(page: &[(&str, &str, usize)]) -> Vec<String> {
    let body = |seed: usize| {
        let fields = page.iter().flat_map(|(name, ours, rows)| {
            (1..=*rows).map(move |row| {
                let text = text_for(&format!("{ours}.r{row:02}"), seed * 31 + row);
                (format!("{name}_{row:02}"), if *name == "e1" { text.replace(',', ".") } else { text })
            })
        });
        encoded(&fields.collect::<Fields>())
    };
    (0..VARIANTS).map(body).collect()
}

/// Measures a server that runs, with a participant's code for each submission; submissions a second.
///
/// # Errors
/// Something was not answered as it should.
pub async fn run(at: SocketAddr, codes: Vec<String>, what: Submissions) -> Result<f64> {
    let (codes, next) = (Arc::new(codes), Arc::new(AtomicUsize::new(0)));
    let bodies: Arc<Vec<Vec<String>>> = Arc::new(PAGES.map(bodies).into());
    let count = codes.len();
    // Everybody begins first, as sessions begin first at ours.
    let mut first = Vec::with_capacity(count);
    let mut person = Person::new(at, 0);
    for code in codes.iter() {
        let begun = person.get(&format!("/InitializeParticipant/{code}")).await?;
        let Some(to) = begun.location else { bail!("{} for {code}", begun.status) };
        first.push(to);
    }
    let first = Arc::new(first);
    let started = Instant::now();
    let people = (0..what.at_once).map(|worker| {
        let (first, next, bodies) = (Arc::clone(&first), Arc::clone(&next), Arc::clone(&bodies));
        let mut person = Person::new(at, worker);
        tokio::spawn(async move {
            let mut times = Times::default();
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                let Some(begin) = first.get(number) else { return Ok::<_, anyhow::Error>(times) };
                let mut to = begin.clone();
                for body in bodies.iter() {
                    if what.as_browser {
                        read(&mut person, &to, &mut times).await?;
                    }
                    let saved = person.post(&to, body[number % body.len()].clone()).await?;
                    times.add("save", saved.took);
                    let Some(on) = saved.location else {
                        bail!("{} {to}: {}", saved.status, saved.text()?);
                    };
                    to = on;
                }
                if !to.contains("/End/") {
                    bail!("it ended at {to}");
                }
                read(&mut person, &to, &mut times).await?;
            }
        })
    });
    let mut times = Times::default();
    for person in people.collect::<Vec<_>>() {
        times.join(person.await??);
    }
    let took = started.elapsed().as_secs_f64();
    let rate = count as f64 / took;
    let pages = if what.as_browser { ", every page read" } else { "" };
    println!("oTree{pages}: {count} submissions of 250 fields, {} at once, in {took:.1} s", what.at_once);
    println!("  {rate:.1} submissions/s, {:.0} requests/s", times.count() as f64 / took);
    times.print();
    Ok(rate)
}

async fn read(person: &mut Person, at: &str, times: &mut Times) -> Result<()> {
    let page = person.get(at).await?;
    if page.status != 200 {
        bail!("{} of {at}", page.status);
    }
    times.add("page", page.took);
    Ok(())
}
