//! What happened to a response: facts, appended and never changed.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::ids::{CellId, FactId, ResponseId};

/// Microseconds since the first day of 1970, UTC: the time of a batch, given by the store's clock.
pub type Instant = i64;

/// Who did something, as the chain knows them: never a name or an address.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Author {
    /// Somebody who came by an individual link.
    Link(String),
    /// Somebody who signed in.
    Account(String),
    /// The program itself: a closing time came.
    Program,
    /// An answer without a sender (*anonym enkät*): nothing is kept that leads back.
    Anonymous,
}

impl fmt::Display for Author {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Link(id) => write!(f, "link:{id}"),
            Self::Account(id) => write!(f, "account:{id}"),
            Self::Program => f.write_str("program"),
            Self::Anonymous => f.write_str("anonymous"),
        }
    }
}

/// What a save does to one cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What the cell becomes; none empties it.
    pub value: Option<Value>,
    /// The save that whoever changed it had before them; none if the cell had never been saved.
    pub based_on: Option<FactId>,
    /// Proposals that this choice settles, by the saves they came with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub settles: Vec<FactId>,
    /// The value was erased afterwards, under the rules of archives and data protection.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub erased: bool,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Content {
    /// Cells were saved.
    Saved {
        /// The changed cells, and nothing else.
        cells: BTreeMap<CellId, Change>,
    },
    /// A manager signed off (*chefens godkännande*) what the response was after the fact `seen`.
    Signed {
        /// The manager's name, as they gave it.
        name: String,
        /// Their role.
        role: String,
        /// The last fact of the response that they had before them.
        seen: FactId,
    },
    /// The response was submitted (*inskickat*).
    Submitted {
        /// The last fact of the response that whoever submitted had before them.
        seen: FactId,
        /// Every answer, so that the receipt shows it all and one leaf of the chain holds it all.
        cells: BTreeMap<CellId, Value>,
    },
    /// The respondent asked to have it opened again.
    ReopeningAsked {
        /// Why.
        why: String,
    },
    /// It was opened again.
    Reopened {
        /// Why.
        why: String,
    },
    /// The round closed (*insamlingen stängd*): nothing can be saved before it is opened again.
    Closed,
    /// What cells have held until now was erased, in every fact of the response.
    Erased {
        /// The cells.
        cells: Vec<CellId>,
        /// Under which rule.
        why: String,
    },
}

impl Content {
    /// The kind, as in files.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Saved { .. } => "saved",
            Self::Signed { .. } => "signed",
            Self::Submitted { .. } => "submitted",
            Self::ReopeningAsked { .. } => "reopening_asked",
            Self::Reopened { .. } => "reopened",
            Self::Closed => "closed",
            Self::Erased { .. } => "erased",
        }
    }

    /// What is left of it when cells are erased (*gallring*); none if it holds none of them.
    pub fn without(&self, erased: &[CellId]) -> Option<Self> {
        let mut left = self.clone();
        let mut found = false;
        match &mut left {
            Self::Saved { cells } => {
                for (_, change) in cells.iter_mut().filter(|(cell, _)| erased.contains(cell)) {
                    found |= !change.erased;
                    (change.value, change.erased) = (None, true);
                }
            }
            Self::Submitted { cells, .. } => {
                let before = cells.len();
                cells.retain(|cell, _| !erased.contains(cell));
                found = cells.len() < before;
            }
            Self::Signed { .. }
            | Self::ReopeningAsked { .. }
            | Self::Reopened { .. }
            | Self::Closed
            | Self::Erased { .. } => {}
        }
        found.then_some(left)
    }

    /// The cells of a save whose value was erased afterwards.
    pub fn erased(&self) -> Vec<&CellId> {
        match self {
            Self::Saved { cells } => {
                cells.iter().filter(|(_, change)| change.erased).map(|(cell, _)| cell).collect()
            }
            Self::Signed { .. }
            | Self::Submitted { .. }
            | Self::ReopeningAsked { .. }
            | Self::Reopened { .. }
            | Self::Closed
            | Self::Erased { .. } => Vec::new(),
        }
    }
}

/// One thing that happened to a response.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// Given by the sender: the same id twice is the same fact.
    pub id: FactId,
    /// The response.
    pub response: ResponseId,
    /// Who.
    pub author: Author,
    /// What.
    pub content: Content,
}

impl Fact {
    /// Whether this, of which some was erased, is what is left of `sent`: the same fact, sent once more.
    pub fn is_left_of(&self, sent: &Fact) -> bool {
        let erased: Vec<CellId> = match (&self.content, &sent.content) {
            (Content::Submitted { cells: left, .. }, Content::Submitted { cells, .. }) => {
                cells.keys().filter(|cell| !left.contains_key(cell)).cloned().collect()
            }
            (here, _) => here.erased().into_iter().cloned().collect(),
        };
        let left = sent.content.without(&erased).unwrap_or_else(|| sent.content.clone());
        *self == Fact { content: left, ..sent.clone() }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn cell(text: &str) -> CellId {
        text.parse().expect("the id of a cell")
    }

    fn saved(cells: &[(&str, &str)]) -> Fact {
        let change = |text: &str| Change {
            value: Some(json!(text)),
            based_on: None,
            settles: Vec::new(),
            erased: false,
        };
        let cells = cells.iter().map(|(key, text)| (cell(key), change(text))).collect();
        let (id, response) = ("s1".parse().expect("an id"), "0643-e".parse().expect("an id"));
        Fact { id, response, author: Author::Program, content: Content::Saved { cells } }
    }

    #[test]
    fn erasure_takes_the_named_cells_and_leaves_the_rest() {
        let fact = saved(&[("E4", "ja"), ("E7#comment", "ring Anna")]);
        let left = fact.content.without(&[cell("E7#comment")]).expect("it holds the cell");
        assert_eq!(left.erased(), [&cell("E7#comment")]);
        let Content::Saved { cells } = &left else { panic!("still a save") };
        assert_eq!(cells[&cell("E4")].value, Some(json!("ja")));
        assert_eq!(cells[&cell("E7#comment")].value, None);
        assert_eq!(left.without(&[cell("E7#comment")]), None, "nothing is left to erase");
        assert_eq!(fact.content.without(&[cell("E5")]), None);
    }

    #[test]
    fn a_receipt_loses_the_erased_cell() {
        let seen = "s1".parse().expect("an id");
        let cells = BTreeMap::from([(cell("E4"), json!("ja")), (cell("E7"), json!("Anna"))]);
        let left = Content::Submitted { seen, cells }.without(&[cell("E7")]).expect("it holds the cell");
        let Content::Submitted { cells, .. } = left else { panic!("still a submission") };
        assert_eq!(cells, BTreeMap::from([(cell("E4"), json!("ja"))]));
    }

    #[test]
    fn what_is_left_is_known_as_the_fact_that_was_sent_and_as_no_other() {
        let sent = saved(&[("E4", "ja"), ("E7", "Anna")]);
        let content = sent.content.without(&[cell("E7")]).expect("it holds the cell");
        let left = Fact { content, ..sent.clone() };
        assert!(left.is_left_of(&sent));
        assert!(!left.is_left_of(&saved(&[("E4", "nej"), ("E7", "Anna")])));
        assert!(!left.is_left_of(&saved(&[("E4", "ja")])));
    }
}
