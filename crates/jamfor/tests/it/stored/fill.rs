//! A store filled with simulated answers, part by part, as respondents would.

use std::collections::{BTreeMap, BTreeSet};

use catalogue::Catalogue;
use catalogue::answers::{Answers, write_answers};
use catalogue::model::Edition;
use collection::fact::{Author, Change, Content, Fact};
use collection::form::answers::cells_of;
use collection::form::sheet::COMMENT;
use collection::ids::{CellId, RoundId};
use collection::round::{Response, Round, RoundState, Subject};
use serde_json::Value;
use store::{Simulated, Store, StoreError};

/// The cells of each part.
type Parts = BTreeMap<String, BTreeMap<CellId, Value>>;

/// Some units of the edition 2018 and what they answer, without reviewers' decisions, which the store does not have.
pub(super) struct Answered {
    pub(super) csv: Vec<u8>,
    /// Of each unit, by part, the cells.
    units: Vec<(String, Parts)>,
}

pub(super) fn round_id() -> RoundId {
    "2018".parse().expect("an id")
}

/// The first `count` units that answer anything, or all.
pub(super) fn answered(count: usize) -> Answered {
    let catalogue = Catalogue::bundled().expect("it is sound");
    let edition = &catalogue.editions[&"2018".parse().expect("a year")];
    let mut answers = results::simulate::simulate(edition, 7);
    let mut units = Vec::new();
    for (i, unit) in edition.frame.units.iter().enumerate() {
        let cells = cells_of(edition, &answers, i);
        if cells.is_empty() || units.len() == count {
            silence(edition, &mut answers, i);
            continue;
        }
        let mut parts = Parts::new();
        for (cell, value) in cells {
            let name = cell.as_str().strip_suffix(COMMENT).unwrap_or(cell.as_str());
            let schema = &edition.questionnaire.schema;
            let place = schema.find(name).and_then(|col| schema.column(col).question).expect("a question");
            let part = edition.questions[place].part.as_str().to_owned();
            parts.entry(part).or_default().insert(cell, value);
        }
        units.push((unit.code.as_str().to_owned(), parts));
    }
    let decided: BTreeSet<_> = std::mem::take(&mut answers.accepted).into_keys().collect();
    for (unit, col) in decided {
        answers.table.cell_mut(unit, col).accepted = false;
    }
    let mut csv = Vec::new();
    write_answers(edition, &answers, &mut csv).expect("it is written");
    Answered { csv, units }
}

fn silence(edition: &Edition, answers: &mut Answers, unit: usize) {
    answers.table.row_mut(unit).fill(rules::table::Raw::default());
    for (col, raw) in edition.facts(&edition.frame.units[unit]) {
        *answers.table.cell_mut(unit, col) = raw;
    }
    answers.texts.retain(|(of, _), _| *of != unit);
    answers.comments.retain(|(of, _), _| *of != unit);
    answers.lines.retain(|(of, _), _| *of != unit);
    answers.accepted.retain(|(of, _), _| *of != unit);
}

/// Makes the round, and saves and submits everything.
pub(super) async fn fill(store: &Store, answered: &Answered) -> Result<(), StoreError> {
    make_round(store, answered).await?;
    let mut people = tokio::task::JoinSet::new();
    for (unit, parts) in answered.units.clone() {
        let store = store.clone();
        people.spawn(async move {
            for (part, cells) in parts {
                save(&store, &unit, &part, &cells).await;
                submit(&store, &unit, &part).await;
            }
        });
    }
    people.join_all().await;
    Ok(())
}

/// The round with those who answer, and nothing answered.
pub(super) async fn make_round(store: &Store, answered: &Answered) -> Result<(), StoreError> {
    let round = Round {
        id: round_id(),
        edition: "2018".into(),
        survey: "kommun".into(),
        name: "Öppna jämförelser 2018".into(),
        class: "open".into(),
        zone: "Europe/Stockholm".into(),
        opens: None,
        closes: None,
        state: RoundState::Open,
    };
    store.create_round(&round).await?;
    store.mark_simulated(&round.id, Simulated { number: None }).await?;
    let subject = |(unit, _): &(String, _)| Subject { id: unit.parse().expect("an id"), unit: unit.clone() };
    store.add_subjects(&round.id, &answered.units.iter().map(subject).collect::<Vec<_>>()).await?;
    let mut responses = Vec::new();
    for (unit, parts) in &answered.units {
        for part in parts.keys() {
            let (id, subject) = (response(unit, part), unit.parse().expect("an id"));
            responses.push(Response { id, round: round.id.clone(), subject, part: part.clone() });
        }
    }
    store.add_responses(&responses).await
}

fn response(unit: &str, part: &str) -> collection::ids::ResponseId {
    format!("{unit}-{}", part.to_lowercase()).parse().expect("an id")
}

async fn put(store: &Store, unit: &str, part: &str, what: &str, content: Content) {
    let (response, author) = (response(unit, part), Author::Link("lank-1".into()));
    let id = format!("{response}-{what}").parse().expect("an id");
    store.append(Fact { id, response, author, content }).await.expect("it is taken");
}

pub(super) async fn save(store: &Store, unit: &str, part: &str, cells: &BTreeMap<CellId, Value>) {
    save_as(store, unit, part, "s", cells).await;
}

/// A save with an id of its own, so that there may be several.
pub(super) async fn save_as(
    store: &Store,
    unit: &str,
    part: &str,
    what: &str,
    cells: &BTreeMap<CellId, Value>,
) {
    let change = |value: &Value| Change {
        value: Some(value.clone()),
        based_on: None,
        settles: Vec::new(),
        erased: false,
    };
    let cells = cells.iter().map(|(cell, value)| (cell.clone(), change(value))).collect();
    put(store, unit, part, what, Content::Saved { cells }).await;
}

pub(super) async fn submit(store: &Store, unit: &str, part: &str) {
    submit_as(store, unit, part, "u").await;
}

/// A submission with an id of its own.
pub(super) async fn submit_as(store: &Store, unit: &str, part: &str, what: &str) {
    let head = store.head(&response(unit, part)).await.expect("it is there");
    let (seen, cells) = (head.latest.clone().expect("it was saved"), head.answers());
    put(store, unit, part, what, Content::Submitted { seen, cells }).await;
}

/// Opens a response again.
pub(super) async fn reopen(store: &Store, unit: &str, part: &str) {
    put(store, unit, part, "o", Content::Reopened { why: "fel rad".into() }).await;
}

impl Answered {
    /// What one unit answers, without the file.
    pub(super) fn only(mut self, unit: &str) -> Self {
        self.units.retain(|(code, _)| code == unit);
        self
    }

    /// Each unit's code and its parts.
    pub(super) fn units(&self) -> Vec<(&str, Vec<&str>)> {
        self.units
            .iter()
            .map(|(unit, parts)| (unit.as_str(), parts.keys().map(String::as_str).collect()))
            .collect()
    }

    /// What a unit answers to a part.
    pub(super) fn cells(&self, unit: usize, part: &str) -> &BTreeMap<CellId, Value> {
        &self.units[unit].1[part]
    }
}
