//! A head as it stands in its table: JSON where a save is named once, not beside each of its cells. It is written with
//! every save, so its length is what saving costs.

use std::collections::{BTreeMap, HashMap};

use collection::fact::{Author, Instant};
use collection::head::{Head, Held, Proposal, Signature, State};
use collection::ids::{CellId, FactId};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::error::StoreError;

/// A value, and the place of its save in `saves`.
type Given<V> = (Option<V>, usize);

#[derive(Serialize)]
struct Writing<'a> {
    state: State,
    latest: &'a Option<FactId>,
    signature: &'a Option<Signature>,
    submitted: &'a Option<(FactId, Instant)>,
    reopening_asked: &'a Option<String>,
    saves: Vec<(&'a FactId, &'a Author, Instant)>,
    cells: BTreeMap<&'a CellId, (Given<&'a Value>, Vec<Given<&'a Value>>)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reading {
    state: State,
    latest: Option<FactId>,
    signature: Option<Signature>,
    submitted: Option<(FactId, Instant)>,
    reopening_asked: Option<String>,
    saves: Vec<(FactId, Author, Instant)>,
    cells: BTreeMap<CellId, (Given<Value>, Vec<Given<Value>>)>,
}

/// The text of a head.
pub(crate) fn text_of(head: &Head) -> Result<String, StoreError> {
    // Every field is named, so that a new one cannot be forgotten.
    let Head { state, latest, cells, signature, submitted, reopening_asked } = head;
    let (mut saves, mut places) = (Vec::new(), HashMap::new());
    let mut place = |save: (&'_ FactId, &'_ Author, Instant)| -> usize {
        *places.entry((save.0.clone(), save.1.clone(), save.2)).or_insert_with(|| {
            saves.push((save.0.clone(), save.1.clone(), save.2));
            saves.len() - 1
        })
    };
    let mut written = BTreeMap::new();
    for (cell, Held { value, by, author, at, proposals }) in cells {
        let held = (value.as_ref(), place((by, author, *at)));
        let given = |proposal: &'_ Proposal| place((&proposal.by, &proposal.author, proposal.at));
        let places: Vec<usize> = proposals.iter().map(given).collect();
        let values = proposals.iter().map(|proposal| proposal.value.as_ref());
        written.insert(cell, (held, values.zip(places).collect()));
    }
    let saves = saves.iter().map(|(by, author, at)| (by, author, *at)).collect();
    let state = *state;
    let writing = Writing { state, latest, signature, submitted, reopening_asked, saves, cells: written };
    serde_json::to_string(&writing).map_err(|_| StoreError::Unreadable { table: "head" })
}

/// The head of a text, if it is one.
pub(crate) fn head_of(text: &str) -> Option<Head> {
    let Reading { state, latest, signature, submitted, reopening_asked, saves, cells } =
        serde_json::from_str(text).ok()?;
    let held = |(cell, ((value, save), others)): (CellId, (Given<Value>, Vec<Given<Value>>))| {
        let (by, author, at) = saves.get(save)?.clone();
        let proposal = |(value, save): Given<Value>| {
            let (by, author, at) = saves.get(save)?.clone();
            Some(Proposal { value, by, author, at })
        };
        let proposals = others.into_iter().map(proposal).collect::<Option<Vec<_>>>()?;
        Some((cell, Held { value, by, author, at, proposals }))
    };
    let cells = cells.into_iter().map(held).collect::<Option<BTreeMap<_, _>>>()?;
    Some(Head { state, latest, cells, signature, submitted, reopening_asked })
}

/// The head of what the table holds; empty if there is none yet.
pub(crate) fn head_or_empty(text: Option<String>) -> Result<Head, StoreError> {
    text.map_or_else(
        || Ok(Head::default()),
        |text| head_of(&text).ok_or(StoreError::Unreadable { table: "head" }),
    )
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_head_comes_back_from_its_text() {
        let id = |text: &str| text.parse::<FactId>().expect("an id");
        let author = Author::Link("anna".into());
        let other = Proposal { value: None, by: id("s2"), author: Author::Program, at: 2 };
        let cells = [
            ("E4", Some(json!("ja")), "s1", 1, vec![]),
            ("E5", None, "s1", 1, vec![other.clone()]),
            ("E6", Some(json!([1, 0.3])), "s3", 3, vec![Proposal { value: Some(json!({"a": 1})), ..other }]),
        ];
        let cells = cells.map(|(cell, value, by, at, proposals)| {
            let held = Held { value, by: id(by), author: author.clone(), at, proposals };
            (cell.parse().expect("the id of a cell"), held)
        });
        let signature = Signature { name: "K. Chef".into(), role: "socialchef".into(), by: id("g"), at: 4 };
        let head = Head {
            state: State::Submitted,
            latest: Some(id("s3")),
            cells: cells.into(),
            signature: Some(signature),
            submitted: Some((id("u"), 5)),
            reopening_asked: Some("fel rad".into()),
        };
        let text = text_of(&head).expect("a text");
        assert_eq!(head_of(&text), Some(head));
        assert_eq!(text.matches("\"s1\"").count(), 1, "a save is named once");
        assert_eq!(head_of(&text_of(&Head::default()).expect("a text")), Some(Head::default()));
        assert_eq!(head_of(&text.replace(",2]", ",9]")), None, "a save that is not there");
    }
}
