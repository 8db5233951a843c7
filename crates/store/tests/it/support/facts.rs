//! Rounds, responses and facts.

use std::collections::BTreeMap;

use collection::fact::{Author, Change, Content, Fact};
use collection::head::Head;
use collection::ids::{CellId, FactId, ResponseId, RoundId};
use collection::round::{Response, Round, RoundState, Subject};
use serde_json::{Value, json};
use store::Store;

pub(crate) fn round_id() -> RoundId {
    "2018".parse().expect("the id of a round")
}

pub(crate) fn fact_id(text: &str) -> FactId {
    text.parse().expect("the id of a fact")
}

pub(crate) fn response_id(text: &str) -> ResponseId {
    text.parse().expect("the id of a response")
}

pub(crate) fn cell(text: &str) -> CellId {
    text.parse().expect("the id of a cell")
}

pub(crate) fn round(id: &str, class: &str) -> Round {
    Round {
        id: id.parse().expect("the id of a round"),
        edition: "2018".into(),
        survey: "kommun".into(),
        name: "Öppna jämförelser 2018".into(),
        class: class.into(),
        zone: "Europe/Stockholm".into(),
        opens: Some(1_527_840_000_000_000),
        closes: None,
        state: RoundState::Open,
    }
}

/// A round with one subject, `0643`, and responses `r0`, `r1`, …
pub(crate) async fn with_responses(store: &Store, id: &str, count: usize) {
    let round = round(id, "open");
    store.create_round(&round).await.expect("it is new");
    let subject = Subject { id: "0643".parse().expect("an id"), unit: "0643".into() };
    store.add_subjects(&round.id, std::slice::from_ref(&subject)).await.expect("it is new");
    let prefix = if id == "2018" { String::new() } else { format!("{id}-") };
    let response = |i: usize| Response {
        id: response_id(&format!("{prefix}r{i}")),
        round: round.id.clone(),
        subject: subject.id.clone(),
        part: format!("del {i}"),
    };
    store.add_responses(&(0..count).map(response).collect::<Vec<_>>()).await.expect("they are new");
}

pub(crate) fn fact(id: &str, response: &str, content: Content) -> Fact {
    let author = Author::Link("lank-1".into());
    Fact { id: fact_id(id), response: response_id(response), author, content }
}

pub(crate) fn change(value: Value, based_on: Option<&FactId>) -> Change {
    Change { value: Some(value), based_on: based_on.cloned(), settles: Vec::new(), erased: false }
}

/// A save of cells that nobody had saved before.
pub(crate) fn save(id: &str, response: &str, cells: &[(&str, &str)]) -> Fact {
    save_on(&Head::default(), id, response, cells)
}

/// A save by somebody who had this before them.
pub(crate) fn save_on(head: &Head, id: &str, response: &str, cells: &[(&str, &str)]) -> Fact {
    let seen = |key: &CellId| head.cells.get(key).map(|held| held.by.clone());
    let cells = cells.iter().map(|(key, text)| (cell(key), change(json!(text), seen(&cell(key)).as_ref())));
    fact(id, response, Content::Saved { cells: cells.collect() })
}

pub(crate) fn submit(head: &Head, id: &str, response: &str) -> Fact {
    let seen = head.latest.clone().expect("something was saved");
    fact(id, response, Content::Submitted { seen, cells: head.answers() })
}

/// Appends what must be taken.
pub(crate) async fn put(store: &Store, fact: Fact) -> store::Appended {
    let appended = store.append(fact).await.expect("it is taken");
    assert!(appended.holds(), "leaf, path and batch belong together");
    appended
}

/// Verifies the round: nothing is wrong, and what is stored as the present state is what the facts make.
pub(crate) async fn sound(store: &Store, round: &RoundId) -> store::Audit {
    let audit = store.verify(round, None).await.expect("it is read");
    assert_eq!(audit.faults, []);
    assert_eq!(audit.end, store.chain_end(round).await.expect("it is read"));
    assert_eq!(audit.batches, audit.end.no, "numbers without gaps");
    let replayed = store.as_of(round, store::AsOf::Batch(i64::MAX)).await.expect("it is read");
    let mut heads = store.heads(round).await.expect("they are read");
    heads.retain(|_, head| *head != Head::default());
    assert_eq!(heads, replayed);
    audit
}

/// The texts that a head holds.
pub(crate) fn texts(head: &Head) -> BTreeMap<String, String> {
    let text = |value: Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    head.answers().into_iter().map(|(cell, value)| (cell.to_string(), text(value))).collect()
}
