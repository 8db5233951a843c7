//! What a response is now: the sum of its facts.
//!
//! [`Head::apply`] is the only place that says what a fact does and when it is refused. The store calls it inside the
//! transaction that appends the fact, so two people who save, submit or choose at the same moment are told apart.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::fact::{Author, Change, Content, Fact, Instant};
use crate::ids::{CellId, FactId};

/// Where a response is in its life.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It can be answered.
    #[default]
    Open,
    /// It was submitted; nothing changes before it is opened again.
    Submitted,
    /// The round closed before it was submitted.
    Closed,
}

/// Another text for a cell, kept until somebody chooses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// What the cell would become; none would empty it.
    pub value: Option<Value>,
    /// The save it came with.
    pub by: FactId,
    /// Who.
    pub author: Author,
    /// When.
    pub at: Instant,
}

/// What a cell holds. Rules read `value`, and never a proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// The answer; none if the cell was emptied.
    pub value: Option<Value>,
    /// The save that gave it: what the next save is based on.
    pub by: FactId,
    /// Who.
    pub author: Author,
    /// When.
    pub at: Instant,
    /// Saves that were based on something else.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub proposals: Vec<Proposal>,
}

/// A manager's sign-off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// The manager's name.
    pub name: String,
    /// Their role.
    pub role: String,
    /// The fact that it was given with.
    pub by: FactId,
    /// When.
    pub at: Instant,
}

/// A response as it is after some of its facts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Where it is in its life.
    pub state: State,
    /// The last fact that did something to the answers.
    pub latest: Option<FactId>,
    /// The cells that were ever saved.
    pub cells: BTreeMap<CellId, Held>,
    /// The sign-off of the answers as they are; a save after it takes it away.
    pub signature: Option<Signature>,
    /// The last submission, and when.
    pub submitted: Option<(FactId, Instant)>,
    /// Why the respondent asks to have it opened again.
    pub reopening_asked: Option<String>,
}

/// What became of a fact.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Cells that now hold what was saved.
    pub accepted: Vec<CellId>,
    /// Cells where another had saved since: kept as a proposal until somebody chooses.
    pub proposed: Vec<CellId>,
}

/// Why a fact was not taken. Nothing has changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It is submitted already.
    #[error("the response is submitted; ask to have it opened again")]
    Submitted,
    /// The round is closed.
    #[error("the round is closed")]
    Closed,
    /// It is not submitted, so there is nothing to open again.
    #[error("the response is open")]
    Open,
    /// The answers changed after they were looked at.
    #[error("the answers were changed after they were looked at; look again")]
    ChangedSince {
        /// The fact that changed them; none if nothing was ever saved.
        latest: Option<FactId>,
    },
    /// Cells where somebody has to choose first.
    #[error("{} cells hold two answers; choose one of each", .0.len())]
    Undecided(Vec<CellId>),
    /// The submission says other answers than those that are held.
    #[error("the submitted answers are not those that are held")]
    OtherAnswers(Vec<CellId>),
    /// A save without cells, or an erasure of none.
    #[error("nothing is named")]
    Nothing,
}

impl Head {
    /// What a response is after all these facts, in the order they were committed.
    ///
    /// # Errors
    /// The first fact that could not have been taken: the facts are not those of one response, whole and in order.
    pub fn of<'a>(facts: impl IntoIterator<Item = (&'a Fact, Instant)>) -> Result<Self, (FactId, Refused)> {
        let mut head = Self::default();
        for (fact, at) in facts {
            head.apply(fact, at).map_err(|why| (fact.id.clone(), why))?;
        }
        Ok(head)
    }

    /// The answers: every cell that holds one.
    pub fn answers(&self) -> BTreeMap<CellId, Value> {
        let held = self.cells.iter().filter_map(|(cell, held)| Some((cell.clone(), held.value.clone()?)));
        held.collect()
    }

    /// Cells where somebody has to choose.
    pub fn undecided(&self) -> Vec<CellId> {
        let open = self.cells.iter().filter(|(_, held)| !held.proposals.is_empty());
        open.map(|(cell, _)| cell.clone()).collect()
    }

    /// Takes a fact, or refuses it and stays as it was.
    ///
    /// # Errors
    /// Why it was refused.
    pub fn apply(&mut self, fact: &Fact, at: Instant) -> Result<Told, Refused> {
        match &fact.content {
            Content::Saved { cells } => self.save(fact, at, cells),
            Content::Signed { name, role, seen } => {
                self.must_be_open()?;
                self.must_have_seen(seen)?;
                let (name, role, by) = (name.clone(), role.clone(), fact.id.clone());
                self.signature = Some(Signature { name, role, by, at });
                Ok(Told::default())
            }
            Content::Submitted { seen, cells } => self.submit(fact, at, seen, cells),
            Content::ReopeningAsked { why } => {
                if self.state == State::Open {
                    return Err(Refused::Open);
                }
                self.reopening_asked = Some(why.clone());
                Ok(Told::default())
            }
            Content::Reopened { .. } => {
                if self.state == State::Open {
                    return Err(Refused::Open);
                }
                (self.state, self.reopening_asked, self.signature) = (State::Open, None, None);
                Ok(Told::default())
            }
            Content::Closed => {
                self.must_be_open()?;
                self.state = State::Closed;
                Ok(Told::default())
            }
            Content::Erased { cells, .. } => self.erase(fact, at, cells),
        }
    }

    fn must_be_open(&self) -> Result<(), Refused> {
        match self.state {
            State::Open => Ok(()),
            State::Submitted => Err(Refused::Submitted),
            State::Closed => Err(Refused::Closed),
        }
    }

    fn must_have_seen(&self, seen: &FactId) -> Result<(), Refused> {
        if self.latest.as_ref() == Some(seen) {
            return Ok(());
        }
        Err(Refused::ChangedSince { latest: self.latest.clone() })
    }

    fn save(&mut self, fact: &Fact, at: Instant, cells: &BTreeMap<CellId, Change>) -> Result<Told, Refused> {
        self.must_be_open()?;
        if cells.is_empty() {
            return Err(Refused::Nothing);
        }
        let mut told = Told::default();
        for (cell, change) in cells {
            let list =
                if self.save_cell(fact, at, cell, change) { &mut told.accepted } else { &mut told.proposed };
            list.push(cell.clone());
        }
        self.latest = Some(fact.id.clone());
        self.signature = None;
        Ok(told)
    }

    /// Whether the cell now holds what was saved.
    fn save_cell(&mut self, fact: &Fact, at: Instant, cell: &CellId, change: &Change) -> bool {
        let (value, by, author) = (change.value.clone(), fact.id.clone(), fact.author.clone());
        let Some(held) = self.cells.get_mut(cell) else {
            self.cells.insert(cell.clone(), Held { value, by, author, at, proposals: Vec::new() });
            return true;
        };
        if held.value == value {
            held.proposals.retain(|proposal| !change.settles.contains(&proposal.by));
            return true;
        }
        if change.based_on.as_ref() == Some(&held.by) {
            // Who saw the other's answer and gives again what was proposed has chosen it.
            held.proposals
                .retain(|proposal| !change.settles.contains(&proposal.by) && proposal.value != value);
            (held.value, held.by, held.author, held.at) = (value, by, author, at);
            return true;
        }
        if !held.proposals.iter().any(|proposal| proposal.value == value) {
            held.proposals.push(Proposal { value, by, author, at });
        }
        false
    }

    fn submit(
        &mut self,
        fact: &Fact,
        at: Instant,
        seen: &FactId,
        cells: &BTreeMap<CellId, Value>,
    ) -> Result<Told, Refused> {
        self.must_be_open()?;
        self.must_have_seen(seen)?;
        let undecided = self.undecided();
        if !undecided.is_empty() {
            return Err(Refused::Undecided(undecided));
        }
        let answers = self.answers();
        if *cells != answers {
            let differ = |cell: &&CellId| cells.get(*cell) != answers.get(*cell);
            let mut other: Vec<CellId> = answers.keys().chain(cells.keys()).filter(differ).cloned().collect();
            other.sort();
            other.dedup();
            return Err(Refused::OtherAnswers(other));
        }
        self.state = State::Submitted;
        self.submitted = Some((fact.id.clone(), at));
        Ok(Told::default())
    }

    fn erase(&mut self, fact: &Fact, at: Instant, cells: &[CellId]) -> Result<Told, Refused> {
        if cells.is_empty() {
            return Err(Refused::Nothing);
        }
        for cell in cells {
            if let Some(held) = self.cells.get_mut(cell) {
                let (by, author) = (fact.id.clone(), fact.author.clone());
                *held = Held { value: None, by, author, at, proposals: Vec::new() };
            }
        }
        self.latest = Some(fact.id.clone());
        Ok(Told::default())
    }
}

#[cfg(test)]
mod tests;
