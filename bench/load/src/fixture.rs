//! The made-up questionnaire of 250 cells, and a store that asks it.

use std::path::PathBuf;

use anyhow::Result;
use collection::access::Role;
use collection::fact::Author;
use collection::ids::{ResponseId, RoundId};
use collection::round::{Class, Response, Round, RoundState, Subject};
use store::{NewLink, Store};

use crate::form::{Fields, put};

/// The parts, each one page of 50 cells.
pub const PARTS: [&str; 5] = ["A", "B", "C", "D", "E"];
/// The round.
pub const ROUND: &str = "last";
/// Cells of a whole submission.
pub const CELLS: usize = 250;

const UNITS: usize = 312;
const DAY: i64 = 86_400_000_000;

/// The folder of the catalogue.
pub fn catalogue() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("catalogue")
}

/// The round's id.
pub fn round_id() -> RoundId {
    ROUND.parse().expect("a round's id has letters")
}

/// The `number`th subject.
pub fn subject(number: usize) -> String {
    format!("s{number:06}")
}

/// The response of the `number`th subject to a part.
pub fn response(number: usize, part: &str) -> ResponseId {
    format!("{}-{}", subject(number), part.to_lowercase()).parse().expect("an id has letters, figures and -")
}

/// Where the `number`th subject answers a part.
pub fn address(number: usize, part: &str) -> String {
    format!("/svara/{ROUND}/{}/{part}", subject(number))
}

fn unit(number: usize) -> String {
    let place = number % UNITS;
    format!("{:02}{:02}", place / 78 + 1, place % 78 + 1)
}

/// Makes an open round with so many subjects, all parts of each, and so many links to each: the first opens all parts, and
/// so do the others. The tokens, by subject.
///
/// # Errors
/// The store did not take it.
pub async fn fill(store: &Store, class: Class, subjects: usize, people: usize) -> Result<Vec<Vec<String>>> {
    let now = web_clock();
    let round = Round {
        id: round_id(),
        edition: "2024".into(),
        survey: "enkat".into(),
        name: "Lastprovet".into(),
        class: class.id().into(),
        zone: "Europe/Stockholm".into(),
        opens: Some(now - DAY),
        closes: Some(now + 30 * DAY),
        state: RoundState::Open,
    };
    store.create_round(&round).await?;
    let all = (0..subjects).map(|i| Ok(Subject { id: subject(i).parse()?, unit: unit(i) }));
    let all = all.collect::<Result<Vec<_>>>()?;
    store.add_subjects(&round.id, &all).await?;
    let responses = all.iter().enumerate().flat_map(|(i, subject)| {
        PARTS.map(|part| Response {
            id: response(i, part),
            round: round.id.clone(),
            subject: subject.id.clone(),
            part: part.into(),
        })
    });
    store.add_responses(&responses.collect::<Vec<_>>()).await?;
    let mut tokens = Vec::with_capacity(subjects);
    for subject in &all {
        let mut own = Vec::with_capacity(people);
        for person in 0..people {
            let link = NewLink {
                round: round.id.clone(),
                subject: subject.id.clone(),
                parts: None,
                role: Role::Coordinator,
                expires: now + 30 * DAY,
                issued_by: Author::Program,
                label: Some(format!("Provperson {person}").parse()?),
            };
            own.push(store.issue_link(link, now).await?.1.reveal());
        }
        tokens.push(own);
    }
    Ok(tokens)
}

#[expect(clippy::disallowed_methods, reason = "links of a real service are of the real time")]
fn web_clock() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_micros()).unwrap_or(i64::MAX)
}

/// The cells of a page that has its fields before it, in the order they stand.
pub fn cells(fields: &Fields) -> Vec<String> {
    let cells = fields.iter().filter_map(|(name, _)| name.strip_prefix("base."));
    cells.filter(|name| !name.contains("comment")).map(str::to_owned).collect()
}

/// What is written for a cell: one of many things that the question takes, the same for the same `seed`.
pub fn text_for(cell: &str, seed: usize) -> String {
    let code = cell.split('.').next().unwrap_or(cell);
    match code {
        // That every follow-up is asked, a main question is always answered yes.
        "A1" | "D1" => "ja".to_owned(),
        "A1a" => ["alla", "de_flesta", "nagra", "nej"][seed % 4].to_owned(),
        "B1" => format!("{}", 1 + seed % 9_000),
        "C1" => ["helt", "till_stor_del", "delvis", "lite", "inte_alls"][seed % 5].to_owned(),
        "D1a" => format!("2023-{:02}-{:02}", 1 + seed % 12, 1 + seed % 28),
        // As pages write numbers, so that the same number is the same text.
        "E1" => format!("{}{}", 1 + seed % 40, ["", ",25", ",5", ",75"][seed % 4]),
        _ => format!("Vi arbetar i grupp {} och följer upp det varje månad.", seed % 97),
    }
}

/// Fills in every cell of a page.
pub fn answer_all(fields: &mut Fields, seed: usize) {
    for (place, cell) in cells(fields).iter().enumerate() {
        put(fields, cell, &text_for(cell, seed * 31 + place));
    }
}
