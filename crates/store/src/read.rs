//! Reading: what responses are, were, and how they came to be so.

use std::collections::BTreeMap;

use collection::chain::{self, Batch, Hash};
use collection::fact::{Fact, Instant};
use collection::head::{Head, Told};
use collection::ids::{FactId, ResponseId, RoundId};
use collection::receipt::Sealed;

use crate::append::Appended;
use crate::db::{Connection, Row};
use crate::error::StoreError;
use crate::{Store, present};

/// A moment of a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AsOf {
    /// After this batch. What was known then never changes, whatever clocks do.
    Batch(i64),
    /// After the last batch at or before this time.
    Time(Instant),
}

/// A fact of a response, and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The fact; erased cells hold nothing.
    pub fact: Fact,
    /// The number of its batch.
    pub no: i64,
    /// Its place in the batch.
    pub pos: i64,
    /// When.
    pub at: Instant,
    /// What became of the cells.
    pub told: Told,
    /// Its leaf in the audit chain.
    pub leaf: Hash,
    /// When some of it was erased.
    pub erased_at: Option<Instant>,
}

/// So many batches are read at a time.
pub(crate) const PAGE: i64 = 200;

pub(crate) fn fact_of(text: &str) -> Result<Fact, StoreError> {
    serde_json::from_str(text).map_err(|_| StoreError::Unreadable { table: "fact" })
}

impl Store {
    /// What a response is now.
    ///
    /// # Errors
    /// There is no such response.
    pub async fn head(&self, response: &ResponseId) -> Result<Head, StoreError> {
        let mut from = self.0.read.connection().await?;
        let sql =
            "SELECT r.id, h.content FROM response r LEFT JOIN head h ON h.response = r.id WHERE r.id = $1";
        let rows = from.rows(sql, vec![response.as_str().into()]).await?;
        rows.first().map_or_else(|| Err(StoreError::NoResponse(response.clone())), |row| Ok(head_of(row)?.1))
    }

    /// What every response of a round is now; one without facts is empty.
    ///
    /// # Errors
    /// They cannot be read.
    pub async fn heads(&self, round: &RoundId) -> Result<BTreeMap<ResponseId, Head>, StoreError> {
        let mut from = self.0.read.connection().await?;
        let sql =
            "SELECT r.id, h.content FROM response r LEFT JOIN head h ON h.response = r.id WHERE r.round = $1";
        let rows = from.rows(sql, vec![round.as_str().into()]).await?;
        rows.iter().map(head_of).collect()
    }

    /// What every response of a round was at a moment; one without facts until then is left out. Erased cells are empty
    /// at every moment.
    ///
    /// # Errors
    /// They cannot be read, or the facts do not follow from one another.
    pub async fn as_of(
        &self,
        round: &RoundId,
        moment: AsOf,
    ) -> Result<BTreeMap<ResponseId, Head>, StoreError> {
        let mut from = self.0.read.read().await?;
        let last = last_until(&mut from, round, moment).await?;
        let heads = replayed_until(&mut from, round, last).await?;
        from.commit().await?;
        Ok(heads)
    }

    /// Everything that happened to a response, in order.
    ///
    /// # Errors
    /// There is no such response, or its facts do not follow from one another.
    pub async fn history(&self, response: &ResponseId) -> Result<Vec<Entry>, StoreError> {
        self.response(response).await?;
        let mut from = self.0.read.connection().await?;
        Ok(entries(&mut from, response).await?.0)
    }

    /// The receipt of a fact once more; none if there is no such fact.
    ///
    /// # Errors
    /// It cannot be read.
    pub async fn appended(&self, fact: &FactId) -> Result<Option<Appended>, StoreError> {
        let mut from = self.0.read.read().await?;
        let appended = appended(&mut from, fact).await?;
        from.commit().await?;
        Ok(appended)
    }

    /// A fact with all that its place in the chain was computed of; none if there is no such fact.
    ///
    /// # Errors
    /// It cannot be read.
    pub async fn sealed(&self, fact: &FactId) -> Result<Option<Sealed>, StoreError> {
        let mut from = self.0.read.read().await?;
        let sealed = sealed(&mut from, fact).await?;
        from.commit().await?;
        Ok(sealed.map(|(_, sealed)| sealed))
    }

    /// The end of a round's audit chain: what a publication anchors. No number yet: 0, and the hash of the round's id.
    ///
    /// # Errors
    /// There is no such round.
    pub async fn chain_end(&self, round: &RoundId) -> Result<crate::Anchor, StoreError> {
        let mut from = self.0.read.connection().await?;
        let sql = "SELECT head_no, head_hash FROM round WHERE id = $1";
        let rows = from.rows(sql, vec![round.as_str().into()]).await?;
        let row = rows.first().ok_or_else(|| StoreError::NoRound(round.clone()))?;
        Ok(crate::Anchor { no: row.int(0)?, hash: row.parsed(1, "round")? })
    }
}

/// The last batch of a moment; 0 if there was none.
pub(crate) async fn last_until(
    from: &mut Connection,
    round: &RoundId,
    moment: AsOf,
) -> Result<i64, StoreError> {
    let at = match moment {
        AsOf::Batch(no) => return Ok(no),
        AsOf::Time(at) => at,
    };
    let sql = "SELECT MAX(no) FROM batch WHERE round = $1 AND at <= $2";
    let rows = from.rows(sql, vec![round.as_str().into(), at.into()]).await?;
    Ok(rows.first().map_or(Ok(None), |row| row.int_or_none(0))?.unwrap_or(0))
}

/// What every response of a round was after a batch.
pub(crate) async fn replayed_until(
    from: &mut Connection,
    round: &RoundId,
    last: i64,
) -> Result<BTreeMap<ResponseId, Head>, StoreError> {
    let mut heads: BTreeMap<ResponseId, Head> = BTreeMap::new();
    let mut after = 0;
    while after < last {
        let until = last.min(after.saturating_add(PAGE));
        let sql = "SELECT f.content, b.at FROM fact f JOIN batch b ON b.round = f.round AND b.no = f.no \
                   WHERE f.round = $1 AND f.no > $2 AND f.no <= $3 ORDER BY f.no, f.pos";
        let rows = from.rows(sql, vec![round.as_str().into(), after.into(), until.into()]).await?;
        if rows.is_empty() && !more(from, round, until).await? {
            break;
        }
        for row in rows {
            let fact = fact_of(&row.text(0)?)?;
            let head = heads.entry(fact.response.clone()).or_default();
            head.apply(&fact, row.int(1)?).map_err(|_| StoreError::Unreadable { table: "fact" })?;
        }
        after = until;
    }
    Ok(heads)
}

async fn more(from: &mut Connection, round: &RoundId, after: i64) -> Result<bool, StoreError> {
    let sql = "SELECT MAX(no) FROM batch WHERE round = $1";
    let rows = from.rows(sql, vec![round.as_str().into()]).await?;
    let last = rows.first().map_or(Ok(None), |row| row.int_or_none(0))?;
    Ok(last.is_some_and(|last| last > after))
}

fn head_of(row: &Row) -> Result<(ResponseId, Head), StoreError> {
    Ok((row.parsed(0, "response")?, present::head_or_empty(row.text_or_none(1)?)?))
}

/// The facts of a response, and what it is after them.
async fn entries(from: &mut Connection, response: &ResponseId) -> Result<(Vec<Entry>, Head), StoreError> {
    let sql = "SELECT f.content, f.no, f.pos, b.at, f.leaf, f.erased_at FROM fact f \
               JOIN batch b ON b.round = f.round AND b.no = f.no WHERE f.response = $1 ORDER BY f.no, f.pos";
    let mut head = Head::default();
    let mut entries = Vec::new();
    for row in from.rows(sql, vec![response.as_str().into()]).await? {
        let (fact, at) = (fact_of(&row.text(0)?)?, row.int(3)?);
        let told = head.apply(&fact, at).map_err(|_| StoreError::Unreadable { table: "fact" })?;
        let (no, pos, leaf) = (row.int(1)?, row.int(2)?, row.parsed(4, "fact")?);
        entries.push(Entry { fact, no, pos, at, told, leaf, erased_at: row.int_or_none(5)? });
    }
    Ok((entries, head))
}

/// What a response is, from its facts alone.
pub(crate) async fn replayed(from: &mut Connection, response: &ResponseId) -> Result<Head, StoreError> {
    Ok(entries(from, response).await?.1)
}

/// What was answered when a fact was appended.
pub(crate) async fn appended(from: &mut Connection, id: &FactId) -> Result<Option<Appended>, StoreError> {
    let Some((round, Sealed { fact, path, batch, .. })) = sealed(from, id).await? else { return Ok(None) };
    let entry = entries(from, &fact.response).await?.0.into_iter().find(|entry| entry.fact.id == *id);
    let Some(Entry { told, leaf, no, pos, at, .. }) = entry else { return Ok(None) };
    Ok(Some(Appended { fact: id.clone(), round, no, at, pos, told, leaf, path, batch }))
}

async fn sealed(from: &mut Connection, id: &FactId) -> Result<Option<(RoundId, Sealed)>, StoreError> {
    let sql = "SELECT b.round, b.no, b.at, b.prev, b.root, f.content, f.salt, f.leaf, f.pos FROM fact f \
               JOIN batch b ON b.round = f.round AND b.no = f.no WHERE f.id = $1";
    let rows = from.rows(sql, vec![id.as_str().into()]).await?;
    let Some(row) = rows.first() else { return Ok(None) };
    let round: RoundId = row.parsed(0, "batch")?;
    let batch = Batch {
        no: row.int(1)?,
        at: row.int(2)?,
        prev: row.parsed(3, "batch")?,
        root: row.parsed(4, "batch")?,
    };
    let (fact, salt, leaf) = (fact_of(&row.text(5)?)?, row.text_or_none(6)?, row.parsed(7, "fact")?);
    let place = usize::try_from(row.int(8)?).map_err(|_| StoreError::Unreadable { table: "fact" })?;
    let sql = "SELECT leaf FROM fact WHERE round = $1 AND no = $2 ORDER BY pos";
    let rows = from.rows(sql, vec![round.as_str().into(), batch.no.into()]).await?;
    let leaves = rows.iter().map(|row| row.parsed(0, "fact")).collect::<Result<Vec<Hash>, _>>()?;
    let (path, batch_hash) = (chain::path(&leaves, place), batch.hash());
    Ok(Some((round, Sealed { fact, salt, leaf, path, batch, batch_hash })))
}
