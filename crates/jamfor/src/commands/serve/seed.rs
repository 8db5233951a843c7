//! The demonstration's rounds: one in the middle of its collection, and the one before it, both simulated.
//!
//! Every fact has an id that follows from what it says, so that a start that was broken off goes on where it was.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, bail};
use catalogue::Catalogue;
use catalogue::model::Edition;
use collection::fact::{Author, Change, Content, Fact, Instant};
use collection::form::answers::cells_of;
use collection::ids::{CellId, FactId, RoundId};
use collection::round::{Class, Response, Round, RoundState, Subject};
use domain::{EditionYear, PartCode};
use results::simulate::simulate;
use serde_json::Value;
use store::{Simulated, Store};
use tokio::task::JoinSet;
use web::service::system_clock;

use crate::arguments::Lang;
use crate::files;

/// The round that is collected.
pub(super) const ROUND: &str = "2018-prov";
/// The round before.
pub(super) const BEFORE: &str = "2017-prov";
/// Where people of the demonstration work.
pub(super) const UNIT: &str = "0643";
/// The questionnaire of both. No other edition has its questions described, so the round before is a rehearsal of the same year:
/// its receipts, which name the edition, and its own name then tell one year.
const EDITION: EditionYear = EditionYear(2018);
const DAY: Instant = 86_400_000_000;

/// Makes the rounds if they are not there, and moves the closing time if it has passed.
pub(super) async fn seed(store: &Store, catalogue: &Catalogue, lang: Lang) -> Result<()> {
    let (now, known) = (system_clock()(), store.rounds().await?);
    let id: RoundId = ROUND.parse()?;
    if let Some(round) = known.iter().find(|round| round.id == id && round.state != RoundState::Planned) {
        if round.closes.is_some_and(|closes| closes < now + DAY) && round.state == RoundState::Open {
            store.change_round(&id, round.opens, Some(now + 14 * DAY), RoundState::Open).await?;
        }
        return Ok(());
    }
    crate::tell(lang.say(
        "Första starten: en simulerad omgång läggs upp (några sekunder) …",
        "First start: a simulated round is set up (a few seconds) …",
    ));
    let edition = files::edition(catalogue, EDITION)?;
    let before =
        Seeded { id: BEFORE, name: "Öppna jämförelser 2018, övningsomgång", seed: 2017, is_over: true };
    let round = Seeded { id: ROUND, name: "Öppna jämförelser 2018", seed: 2018, is_over: false };
    before.make(store, edition, (now - 380 * DAY, now - 344 * DAY)).await?;
    round.make(store, edition, (now - 21 * DAY, now + 14 * DAY)).await
}

struct Seeded {
    id: &'static str,
    name: &'static str,
    seed: u64,
    is_over: bool,
}

/// How far a part has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Far {
    Nothing,
    Begun,
    Submitted,
}

impl Seeded {
    async fn make(
        &self,
        store: &Store,
        edition: &Edition,
        (opens, closes): (Instant, Instant),
    ) -> Result<()> {
        let id: RoundId = self.id.parse()?;
        if !store.rounds().await?.iter().any(|round| round.id == id) {
            let round = Round {
                id: id.clone(),
                edition: edition.year.to_string(),
                survey: "enkat".to_owned(),
                name: self.name.to_owned(),
                class: Class::Open.id().to_owned(),
                zone: "Europe/Stockholm".to_owned(),
                opens: Some(opens),
                closes: Some(closes),
                state: RoundState::Planned,
            };
            store.create_round(&round).await?;
            store.mark_simulated(&id, Simulated { number: None }).await?;
        }
        if store.subjects(&id).await?.is_empty() {
            store.add_subjects(&id, &subjects(edition)?).await?;
        }
        if store.responses(&id).await?.is_empty() {
            store.add_responses(&self.responses(edition, &id)?).await?;
        }
        // Saved, then signed, then submitted: each step needs the one before. What was not submitted is closed at last.
        let steps = self.facts(edition)?;
        for step in steps {
            append_all(store, step).await?;
        }
        let state = if self.is_over { RoundState::Closed } else { RoundState::Open };
        store.change_round(&id, Some(opens), Some(closes), state).await?;
        Ok(())
    }

    fn responses(&self, edition: &Edition, round: &RoundId) -> Result<Vec<Response>> {
        let mut all = Vec::new();
        let answering = |subject: &Subject| edition.frame.position(subject.id.as_str()).is_some();
        for subject in subjects(edition)?.into_iter().filter(answering) {
            for part in parts(edition) {
                let (id, round, part) =
                    (self.response(subject.id.as_str(), part), round.clone(), part.to_string());
                all.push(Response { id: id.parse()?, round, subject: subject.id.clone(), part });
            }
        }
        Ok(all)
    }

    fn response(&self, subject: &str, part: &PartCode) -> String {
        format!("{}-{subject}-{}", self.id, part.as_str().to_lowercase())
    }

    fn far(&self, edition: &Edition, unit: usize, part: usize) -> Far {
        // A city's coordinator, a few who are behind, most who are done: spread evenly over the country.
        let spread = (unit * 37 + part * 11) % 100;
        match spread {
            _ if self.is_over => Far::Submitted,
            _ if edition.frame.units[unit].code.as_str() == UNIT => Far::Begun,
            0..56 => Far::Submitted,
            56..80 => Far::Begun,
            _ => Far::Nothing,
        }
    }

    fn facts(&self, edition: &Edition) -> Result<[Vec<Fact>; 4]> {
        let answers = simulate(edition, self.seed);
        let mut steps = [const { Vec::new() }; 4];
        for unit in 0..edition.frame.units.len() {
            let by_part = by_part(edition, cells_of(edition, &answers, unit));
            for (place, part) in parts(edition).enumerate() {
                let response = self.response(edition.frame.units[unit].code.as_str(), part);
                let fact = |kind: &str, content| -> Result<Fact> {
                    let id: FactId = format!("{response}-{kind}").parse()?;
                    Ok(Fact { id, response: response.parse()?, author: Author::Program, content })
                };
                let (far, Some(cells)) = (self.far(edition, unit, place), by_part.get(part)) else {
                    // Who answers nothing is closed with the round.
                    if self.is_over {
                        steps[3].push(fact("1", Content::Closed)?);
                    }
                    continue;
                };
                let seen: FactId = format!("{response}-1").parse()?;
                let most = match far {
                    Far::Nothing => continue,
                    Far::Begun => cells.len() * 3 / 5,
                    Far::Submitted => cells.len(),
                };
                let change = |value: &Value| Change {
                    value: Some(value.clone()),
                    based_on: None,
                    settles: vec![],
                    erased: false,
                };
                let held: BTreeMap<CellId, Value> = cells.iter().take(most).cloned().collect();
                let saved = held.iter().map(|(cell, value)| (cell.clone(), change(value))).collect();
                steps[0].push(fact("1", Content::Saved { cells: saved })?);
                if far == Far::Submitted {
                    let (name, role) = ("Simulerad chef".to_owned(), "Chef".to_owned());
                    steps[1].push(fact("2", Content::Signed { name, role, seen: seen.clone() })?);
                    steps[2].push(fact("3", Content::Submitted { seen, cells: held })?);
                }
            }
        }
        Ok(steps)
    }
}

/// The units that answer, and the cities that offer answers to their districts.
fn subjects(edition: &Edition) -> Result<Vec<Subject>> {
    let units = edition.frame.units.iter();
    let cities: BTreeSet<&str> =
        units.clone().filter_map(|unit| Some(unit.city.as_ref()?.as_str())).collect();
    let codes = units.map(|unit| unit.code.as_str()).chain(cities);
    codes.map(|code| Ok(Subject { id: code.parse()?, unit: code.to_owned() })).collect()
}

fn parts(edition: &Edition) -> impl Iterator<Item = &PartCode> {
    let asked = |part: &&PartCode| edition.questions.iter().any(|question| question.part == **part);
    edition.parts.iter().map(|part| &part.code).filter(asked)
}

/// Cells by the part of their question, in the order of the questionnaire.
fn by_part(edition: &Edition, cells: BTreeMap<CellId, Value>) -> BTreeMap<PartCode, Vec<(CellId, Value)>> {
    let schema = &edition.questionnaire.schema;
    let mut found: BTreeMap<PartCode, Vec<(usize, CellId, Value)>> = BTreeMap::new();
    for (cell, value) in cells {
        let name = cell.as_str().split('#').next().unwrap_or_default();
        let Some(col) = schema.find(name) else { continue };
        let Some(place) = schema.column(col).question else { continue };
        let question = edition.questions.iter().find(|question| question.place == place);
        if let Some(question) = question {
            found.entry(question.part.clone()).or_default().push((col.index(), cell, value));
        }
    }
    let sorted = |mut cells: Vec<(usize, CellId, Value)>| {
        cells.sort_by_key(|(at, ..)| *at);
        cells.into_iter().map(|(_, cell, value)| (cell, value)).collect()
    };
    found.into_iter().map(|(part, cells)| (part, sorted(cells))).collect()
}

async fn append_all(store: &Store, facts: Vec<Fact>) -> Result<()> {
    let mut appending = JoinSet::new();
    for fact in facts {
        let store = store.clone();
        appending.spawn(async move { store.append(fact).await });
    }
    while let Some(done) = appending.join_next().await {
        if let Err(why) = done? {
            bail!("{why}");
        }
    }
    Ok(())
}
