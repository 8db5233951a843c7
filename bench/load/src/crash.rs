//! `kill -9` in the middle of the storm: what was said to be saved is saved.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use collection::fact::Content;
use collection::ids::{FactId, ResponseId};
use collection::round::Class;
use serde_json::Value;
use store::{AsOf, Store};

use crate::fixture;
use crate::measured::Figures;
use crate::place::Place;
use crate::service::Service;
use crate::storm::{self, PEOPLE, Pace, Sent, Working};

/// Kills the service so many times in the middle of a storm, and looks after each whether everything is there.
///
/// # Errors
/// Something that was acknowledged is not there, something is half there, or the service did not go on.
pub async fn run(program: &Path, place: &Place, units: usize, times: usize) -> Result<Figures> {
    let store = place.open().await?;
    let tokens = fixture::fill(&store, Class::Open, units, PEOPLE).await?;
    let mut service = Service::start(program, place)?;
    let people = storm::people(&service, &tokens).await?;
    let cookies: Vec<_> =
        people.into_iter().map(|(person, subject, own)| (person.cookie, subject, own)).collect();
    let mut sent: Vec<Sent> = Vec::new();
    let (mut acknowledged, mut facts, mut slowest) = (0, 0, Duration::ZERO);
    for time in 0..times {
        // The sessions that began before a kill go on after it.
        let people = cookies.iter().enumerate().map(|(i, (cookie, subject, own))| {
            let mut person = crate::client::Person::new(service.at, i);
            person.cookie.clone_from(cookie);
            (person, *subject, *own)
        });
        let working =
            Working::begin(people.collect(), Pace { think: Duration::from_millis(300), seed: time as u64 });
        tokio::time::sleep(Duration::from_millis(1_200 + 137 * (time as u64 % 7))).await;
        working.until(10).await;
        service.kill()?;
        let done = working.end().await?;
        let before = acknowledged;
        sent.extend(done.sent);
        acknowledged = sent.iter().filter(|sent| sent.acknowledged).count();
        if acknowledged == before {
            bail!("nothing was saved before kill {}: {:?}", time + 1, done.failed.first());
        }
        service = Service::start(program, place)?;
        slowest = slowest.max(service.started_in);
        let known = facts;
        facts = check(&store, &sent).await.with_context(|| format!("after kill {}", time + 1))?;
        if facts == known {
            bail!("no fact was appended before kill {}", time + 1);
        }
        println!(
            "{:?}, kill {}: {} saves acknowledged since the last, all {acknowledged} are there; {facts} facts; back in {:.0?}",
            place.kind(),
            time + 1,
            acknowledged - before,
            service.started_in
        );
    }
    service.stop().await?;
    store.close().await;
    let mut figures = Figures::default();
    figures.add("kills", times as f64);
    figures.add("acknowledged, all there", acknowledged as f64);
    figures.add("slowest start, ms", slowest.as_secs_f64() * 1e3);
    Ok(figures)
}

/// Looks for everything that was sent: what was acknowledged is there, what is there is whole, and the chain verifies.
/// How many facts there are.
///
/// # Errors
/// What is wrong.
pub async fn check(store: &Store, sent: &[Sent]) -> Result<i64> {
    let round = fixture::round_id();
    let audit = store.verify(&round, None).await?;
    if !audit.faults.is_empty() {
        bail!("the audit found {:?}", audit.faults);
    }
    if audit.batches != audit.end.no {
        bail!("{} batches, the last has number {}", audit.batches, audit.end.no);
    }
    let replayed = store.as_of(&round, AsOf::Batch(i64::MAX)).await?;
    let mut heads = store.heads(&round).await?;
    heads.retain(|_, head| head.latest.is_some());
    if heads != replayed {
        bail!("what responses are now is not what their facts make");
    }
    let mut kept: BTreeMap<FactId, BTreeMap<String, Option<Value>>> = BTreeMap::new();
    let responses: std::collections::BTreeSet<&ResponseId> = sent.iter().map(|sent| &sent.response).collect();
    for response in responses {
        for entry in store.history(response).await? {
            if let Content::Saved { cells } = entry.fact.content {
                let cells = cells.into_iter().map(|(cell, change)| (cell.to_string(), change.value));
                kept.insert(entry.fact.id, cells.collect());
            }
        }
    }
    for sent in sent {
        match kept.get(&sent.fact) {
            None if sent.acknowledged && !sent.cells.is_empty() => {
                bail!("the save {} of {} was acknowledged and is not there", sent.fact, sent.response)
            }
            None => {}
            Some(kept) => compare(sent, kept)?,
        }
    }
    Ok(audit.facts)
}

fn compare(sent: &Sent, kept: &BTreeMap<String, Option<Value>>) -> Result<()> {
    let same = kept.len() == sent.cells.len()
        && sent.cells.iter().all(|(cell, text)| {
            let held = kept.get(cell).and_then(Option::as_ref);
            held.is_some_and(|held| is_written(text, held))
        });
    if !same {
        bail!(
            "the save {} of {} is not whole: sent {:?}, kept {kept:?}",
            sent.fact,
            sent.response,
            sent.cells
        );
    }
    Ok(())
}

/// Whether a value is what was written: numbers have a comma on pages.
fn is_written(text: &str, held: &Value) -> bool {
    match held {
        Value::String(held) => held == text || same_number(text, held),
        Value::Array(several) => matches!(&several[..], [one] if is_written(text, one)),
        other => same_number(text, &other.to_string()),
    }
}

fn same_number(text: &str, held: &str) -> bool {
    let number = |text: &str| text.replace(',', ".").parse::<f64>().ok();
    number(text).is_some() && number(text) == number(held)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_save_is_whole_only_if_it_holds_just_what_was_written() {
        let sent = Sent {
            fact: "f".parse().expect("an id"),
            response: "r".parse().expect("an id"),
            cells: [("B1.r01".to_owned(), "7,50".to_owned()), ("A1.r01".to_owned(), "ja".to_owned())].into(),
            acknowledged: true,
        };
        let kept = |cells: &[(&str, Value)]| {
            compare(
                &sent,
                &cells.iter().map(|(cell, value)| ((*cell).to_owned(), Some(value.clone()))).collect(),
            )
        };
        assert!(kept(&[("A1.r01", json!("ja")), ("B1.r01", json!("7.5"))]).is_ok());
        assert!(kept(&[("A1.r01", json!("ja"))]).is_err(), "half of it");
        assert!(kept(&[("A1.r01", json!("nej")), ("B1.r01", json!("7.5"))]).is_err(), "another value");
        assert!(
            kept(&[("A1.r01", json!("ja")), ("B1.r01", json!("7.5")), ("C1.r01", json!("x"))]).is_err(),
            "more"
        );
    }
}
