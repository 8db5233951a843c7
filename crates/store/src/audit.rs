//! The audit (*revision av kedjan*): whether anything was changed, left out or put in.

mod end;
mod fault;

use std::collections::{BTreeMap, BTreeSet};

use collection::chain::{self, Batch, Hash};
use collection::fact::{Content, Fact, Instant};
use collection::head::Head;
use collection::ids::{CellId, FactId, ResponseId, RoundId};
use serde::{Deserialize, Serialize};

pub use fault::{Fault, Wrong};

use crate::append::author_text;
use crate::db::{Connection, Row};
use crate::error::StoreError;
use crate::read::PAGE;
use crate::{Store, present};

/// A place in a round's chain, kept where the store's owner cannot reach: in the manifest of a publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// The number of a batch; 0 before the first.
    pub no: i64,
    /// Its hash.
    pub hash: Hash,
}

/// What an audit of a round found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audit {
    /// The round.
    pub round: RoundId,
    /// How many batches there are.
    pub batches: i64,
    /// How many facts.
    pub facts: i64,
    /// In how many of them something was erased, as an erasure in the chain says.
    pub erased: i64,
    /// The end of the chain.
    pub end: Anchor,
    /// What is wrong, the first place first; empty if nothing is.
    pub faults: Vec<Fault>,
}

impl Store {
    /// Walks the whole chain of a round. With anchors, also whether the chain still holds them.
    ///
    /// # Errors
    /// There is no such round, or it cannot be read.
    pub async fn verify(
        &self,
        round: &RoundId,
        anchors: impl IntoIterator<Item = Anchor>,
    ) -> Result<Audit, StoreError> {
        let mut from = self.0.read.read().await?;
        let audit = verify(&mut from, round, anchors.into_iter().collect()).await?;
        from.commit().await?;
        Ok(audit)
    }
}

pub(crate) async fn verify(
    from: &mut Connection,
    round: &RoundId,
    anchors: Vec<Anchor>,
) -> Result<Audit, StoreError> {
    let sql = "SELECT head_no, head_hash, head_at FROM round WHERE id = $1";
    let rows = from.rows(sql, vec![round.as_str().into()]).await?;
    let row = rows.first().ok_or_else(|| StoreError::NoRound(round.clone()))?;
    let end = (row.int(0)?, row.text(1)?, row.int(2)?);
    let sql = "SELECT MAX(no), COUNT(*) FROM batch WHERE round = $1";
    let rows = from.rows(sql, vec![round.as_str().into()]).await?;
    let row = rows.first().ok_or(StoreError::Unreadable { table: "batch" })?;
    let (last, batches) = (row.int_or_none(0)?.unwrap_or(0), row.int(1)?);

    let mut walk = Walk::new(round, anchors);
    walk.responses = responses(from, round).await?;
    let mut after = 0;
    while after < last {
        let until = last.min(after + PAGE);
        walk.page(from, round, after, until).await?;
        after = until;
    }
    let sql = "SELECT COUNT(*) FROM fact WHERE round = $1";
    let all = from.number(sql, vec![round.as_str().into()]).await?;
    walk.finish(from, &end, all).await?;
    let (no, hash) = (walk.no, walk.hash);
    let Walk { facts, erased, mut faults, .. } = walk;
    faults.sort_by_key(|fault| fault.batch.unwrap_or(i64::MAX));
    Ok(Audit { round: round.clone(), batches, facts, erased, end: Anchor { no, hash }, faults })
}

async fn responses(from: &mut Connection, round: &RoundId) -> Result<BTreeSet<String>, StoreError> {
    let sql = "SELECT id FROM response WHERE round = $1";
    let rows = from.rows(sql, vec![round.as_str().into()]).await?;
    rows.iter().map(|row| row.text(0)).collect()
}

/// A fact of which something is gone, until an erasure says so.
struct Unexplained {
    batch: i64,
    fact: FactId,
    /// What is gone. A submission does not say, so that it is content with any erasure.
    cells: BTreeSet<CellId>,
}

struct Walk<'a> {
    round: &'a RoundId,
    anchors: Vec<Anchor>,
    responses: BTreeSet<String>,
    no: i64,
    at: Instant,
    hash: Hash,
    facts: i64,
    erased: i64,
    heads: BTreeMap<ResponseId, (i64, Head)>,
    unexplained: BTreeMap<ResponseId, Vec<Unexplained>>,
    faults: Vec<Fault>,
}

impl<'a> Walk<'a> {
    fn new(round: &'a RoundId, anchors: Vec<Anchor>) -> Self {
        let mut walk = Self {
            round,
            anchors,
            responses: BTreeSet::new(),
            no: 0,
            at: 0,
            hash: chain::genesis(round),
            facts: 0,
            erased: 0,
            heads: BTreeMap::new(),
            unexplained: BTreeMap::new(),
            faults: Vec::new(),
        };
        walk.compare_anchor();
        walk
    }

    /// The batches after one number, until and with another.
    async fn page(
        &mut self,
        from: &mut Connection,
        round: &RoundId,
        after: i64,
        until: i64,
    ) -> Result<(), StoreError> {
        let sql_batches = "SELECT no, at, prev, root, hash FROM batch \
                           WHERE round = $1 AND no > $2 AND no <= $3 ORDER BY no";
        let sql_facts = "SELECT no, pos, id, round, response, author, kind, content, salt, leaf, erased_at FROM fact \
                         WHERE round = $1 AND no > $2 AND no <= $3 ORDER BY no, pos";
        let page = || vec![round.as_str().into(), after.into(), until.into()];
        let mut facts: BTreeMap<i64, Vec<Row>> = BTreeMap::new();
        for row in from.rows(sql_facts, page()).await? {
            facts.entry(row.int(0)?).or_default().push(row);
        }
        for row in from.rows(sql_batches, page()).await? {
            let held = facts.remove(&row.int(0)?).unwrap_or_default();
            self.batch(&row, &held)?;
        }
        Ok(())
    }

    fn fault(&mut self, batch: i64, fact: Option<&FactId>, what: Wrong) {
        self.faults.push(Fault { batch: Some(batch), fact: fact.cloned(), response: None, what });
    }

    fn compare_anchor(&mut self) {
        if self.anchors.iter().any(|anchor| anchor.no == self.no && anchor.hash != self.hash) {
            self.fault(self.no, None, Wrong::NotTheAnchor);
        }
    }

    fn batch(&mut self, row: &Row, facts: &[Row]) -> Result<(), StoreError> {
        let (no, at) = (row.int(0)?, row.int(1)?);
        for missing in self.no + 1..no {
            self.fault(missing, None, Wrong::Missing);
        }
        let jumped = no != self.no + 1;
        let hashes: Option<Vec<Hash>> = (2..5).map(|column| row.text(column).ok()?.parse().ok()).collect();
        let Some(&[prev, root, hash]) = hashes.as_deref() else {
            self.fault(no, None, Wrong::Unreadable);
            (self.no, self.at) = (no, at);
            return Ok(());
        };
        // Where a batch is missing, that is said once.
        if prev != self.hash && !jumped {
            self.fault(no, None, Wrong::Prev);
        }
        if at <= self.at {
            self.fault(no, None, Wrong::Time);
        }
        if (Batch { no, at, prev, root }).hash() != hash {
            self.fault(no, None, Wrong::Hash);
        }
        let leaves = facts.iter().enumerate().map(|(place, row)| self.fact(no, at, place, row));
        let leaves: Vec<Option<Hash>> = leaves.collect::<Result<_, _>>()?;
        let leaves: Option<Vec<Hash>> = leaves.into_iter().collect();
        match leaves.as_deref().map(chain::root) {
            Some(None) => self.fault(no, None, Wrong::Places),
            Some(Some(found)) if found != root => self.fault(no, None, Wrong::Root),
            // A leaf that cannot be read has been told.
            Some(Some(_)) | None => {}
        }
        // What follows is compared with what this batch says of itself, so that one change is one fault.
        (self.no, self.at, self.hash) = (no, at, hash);
        self.compare_anchor();
        Ok(())
    }

    /// The leaf that stands in the table, if it is one.
    fn fact(&mut self, no: i64, at: Instant, place: usize, row: &Row) -> Result<Option<Hash>, StoreError> {
        self.facts += 1;
        let (id, content, kind) = (row.text(2)?, row.text(7)?, row.text(6)?);
        let leaf: Option<Hash> = row.text(9)?.parse().ok();
        let Ok(fact) = serde_json::from_str::<Fact>(&content) else {
            self.fault(no, id.parse().ok().as_ref(), Wrong::Unreadable);
            return Ok(leaf);
        };
        if usize::try_from(row.int(1)?) != Ok(place) {
            self.fault(no, Some(&fact.id), Wrong::Places);
        }
        let says = [id, row.text(4)?, row.text(5)?, kind];
        let is =
            [fact.id.to_string(), fact.response.to_string(), author_text(&fact), fact.content.kind().into()];
        if says != is {
            self.fault(no, Some(&fact.id), Wrong::Columns);
        }
        if !self.responses.contains(fact.response.as_str()) {
            self.fault(no, Some(&fact.id), Wrong::OtherRound);
        }
        let salt = row.text_or_none(8)?;
        self.leaf(no, &fact, &content, (salt, row.int_or_none(10)?), leaf);
        self.apply(no, at, &fact);
        Ok(leaf)
    }

    fn leaf(
        &mut self,
        no: i64,
        fact: &Fact,
        content: &str,
        (salt, erased_at): (Option<String>, Option<Instant>),
        leaf: Option<Hash>,
    ) {
        match (salt, erased_at) {
            (Some(salt), None) => {
                let computed = chain::salt_of(&salt).map(|salt| chain::leaf(&salt, content));
                if computed.is_none() || computed != leaf || !fact.content.erased().is_empty() {
                    self.fault(no, Some(&fact.id), Wrong::Leaf);
                }
            }
            (None, Some(_)) => {
                self.erased += 1;
                let cells: BTreeSet<CellId> = fact.content.erased().into_iter().cloned().collect();
                if cells.is_empty() && !matches!(fact.content, Content::Submitted { .. }) {
                    return self.fault(no, Some(&fact.id), Wrong::Erasure);
                }
                let of_response = self.unexplained.entry(fact.response.clone()).or_default();
                of_response.push(Unexplained { batch: no, fact: fact.id.clone(), cells });
            }
            (Some(_), Some(_)) | (None, None) => self.fault(no, Some(&fact.id), Wrong::Leaf),
        }
    }

    fn apply(&mut self, no: i64, at: Instant, fact: &Fact) {
        if let Content::Erased { cells, .. } = &fact.content {
            let waiting = self.unexplained.entry(fact.response.clone()).or_default();
            waiting.iter_mut().for_each(|left| left.cells.retain(|cell| !cells.contains(cell)));
            waiting.retain(|left| !left.cells.is_empty());
        }
        let (last, head) = self.heads.entry(fact.response.clone()).or_default();
        *last = no;
        if head.apply(fact, at).is_err() {
            self.fault(no, Some(&fact.id), Wrong::NotFollowing);
        }
    }

    async fn finish(
        &mut self,
        from: &mut Connection,
        end: &(i64, String, Instant),
        all: i64,
    ) -> Result<(), StoreError> {
        for left in std::mem::take(&mut self.unexplained).into_values().flatten() {
            self.fault(left.batch, Some(&left.fact), Wrong::Erasure);
        }
        let mut of_round = |what| self.faults.push(Fault { batch: None, fact: None, response: None, what });
        if *end != (self.no, self.hash.to_string(), self.at) {
            of_round(Wrong::End);
        }
        if all != self.facts {
            of_round(Wrong::Stray);
        }
        if self.anchors.iter().any(|anchor| anchor.no > self.no) {
            of_round(Wrong::ShorterThanAnchor);
        }
        self.compare_heads(from).await
    }

    async fn compare_heads(&mut self, from: &mut Connection) -> Result<(), StoreError> {
        let sql = "SELECT h.response, h.no, h.content FROM head h JOIN response r ON r.id = h.response \
                   WHERE r.round = $1";
        let mut differing: BTreeSet<ResponseId> = BTreeSet::new();
        let mut replayed = std::mem::take(&mut self.heads);
        for row in from.rows(sql, vec![self.round.as_str().into()]).await? {
            let response: ResponseId = row.parsed(0, "head")?;
            let stored = present::head_of(&row.text(2)?).map(|head| (row.int(1), head));
            let same = match (replayed.remove(&response), stored) {
                (Some((no, head)), Some((stored_no, stored))) => stored_no? == no && stored == head,
                (None, _) | (_, None) => false,
            };
            if !same {
                differing.insert(response);
            }
        }
        differing.extend(replayed.into_keys());
        let fault = |response| Fault { batch: None, fact: None, response: Some(response), what: Wrong::Head };
        self.faults.extend(differing.into_iter().map(fault));
        Ok(())
    }
}
