//! A round at one moment, with its place in the audit chain: what is computed and published.

use collection::chain::{self, Hash};
use collection::fact::Instant;
use collection::head::Head;
use collection::ids::{ResponseId, RoundId};
use std::collections::BTreeMap;

use crate::error::StoreError;
use crate::{Anchor, AsOf, Store, read};

/// What a round was at a moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    /// After which batch: whoever keeps this can show what was known.
    pub anchor: Anchor,
    /// When that batch was committed; none before the first.
    pub at: Option<Instant>,
    /// The responses that had facts. Erased cells are empty at every moment.
    pub heads: BTreeMap<ResponseId, Head>,
}

impl Store {
    /// What a round was at a moment, or is now, from its facts and not from what is stored as their sum.
    ///
    /// # Errors
    /// There is no such round, it has no such batch yet, or its facts do not follow from one another.
    pub async fn snapshot(&self, round: &RoundId, moment: Option<AsOf>) -> Result<Snapshot, StoreError> {
        let mut from = self.0.read.read().await?;
        let rows = from.rows("SELECT head_no FROM round WHERE id = $1", vec![round.as_str().into()]).await?;
        let end = rows.first().ok_or_else(|| StoreError::NoRound(round.clone()))?.int(0)?;
        let no = match moment {
            Some(moment) => read::last_until(&mut from, round, moment).await?,
            None => end,
        };
        if no < 0 || no > end {
            return Err(StoreError::NoBatch { round: round.clone(), no, last: end });
        }
        let sql = "SELECT hash, at FROM batch WHERE round = $1 AND no = $2";
        let rows = from.rows(sql, vec![round.as_str().into(), no.into()]).await?;
        let (hash, at): (Hash, Option<Instant>) = match rows.first() {
            Some(row) => (row.parsed(0, "batch")?, Some(row.int(1)?)),
            None if no == 0 => (chain::genesis(round), None),
            None => return Err(StoreError::Unreadable { table: "batch" }),
        };
        let heads = read::replayed_until(&mut from, round, no).await?;
        from.commit().await?;
        Ok(Snapshot { anchor: Anchor { no, hash }, at, heads })
    }
}
