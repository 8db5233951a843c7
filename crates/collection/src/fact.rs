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
