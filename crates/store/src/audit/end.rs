//! The end of the chain alone: what can be said of a round in a moment, however long its chain is.

use collection::chain::Hash;
use collection::ids::RoundId;

use super::{Fault, Walk, Wrong, responses};
use crate::db::Connection;
use crate::error::StoreError;
use crate::{Store, present};

/// The last batches that are looked at: what comes together is one batch, and may be much.
const LAST: i64 = 1;

impl Store {
    /// Looks at the end of a round's chain only: that its last batch is what it says, that none is missing, that the
    /// round's end is that batch, and that its responses' present state can be read. What was changed further back
    /// is found by [`Store::verify`].
    ///
    /// # Errors
    /// There is no such round, or it cannot be read.
    pub async fn verify_end(&self, round: &RoundId) -> Result<Vec<Fault>, StoreError> {
        let mut from = self.0.read.read().await?;
        let faults = verify_end(&mut from, round).await?;
        from.commit().await?;
        Ok(faults)
    }
}

async fn verify_end(from: &mut Connection, round: &RoundId) -> Result<Vec<Fault>, StoreError> {
    let of_round = || vec![round.as_str().into()];
    let rows = from.rows("SELECT head_no, head_hash, head_at FROM round WHERE id = $1", of_round()).await?;
    let row = rows.first().ok_or_else(|| StoreError::NoRound(round.clone()))?;
    let end = (row.int(0)?, row.text(1)?, row.int(2)?);
    let rows = from.rows("SELECT MAX(no), COUNT(*) FROM batch WHERE round = $1", of_round()).await?;
    let row = rows.first().ok_or(StoreError::Unreadable { table: "batch" })?;
    let (last, batches) = (row.int_or_none(0)?.unwrap_or(0), row.int(1)?);

    let before = (last - LAST).max(0);
    let mut walk = Walk::new(round, Vec::new());
    walk.responses = responses(from, round).await?;
    let since = || vec![round.as_str().into(), before.into()];
    if before > 0 {
        // What the batch before says of itself is believed here: that it is so is for the whole walk to say.
        let sql = "SELECT no, at, hash FROM batch WHERE round = $1 AND no <= $2 ORDER BY no DESC LIMIT 1";
        for row in from.rows(sql, since()).await? {
            let hash: Option<Hash> = row.text(2)?.parse().ok();
            (walk.no, walk.at, walk.hash) = (row.int(0)?, row.int(1)?, hash.unwrap_or(walk.hash));
        }
    }
    walk.page(from, round, before, last).await?;
    // Without what stands before, no fact can be said to follow, and no erasure to be missing.
    let mut faults = walk.faults;
    faults.retain(|fault| fault.what != Wrong::NotFollowing);
    let mut of_round = |what| faults.push(Fault { batch: None, fact: None, response: None, what });
    if batches != last {
        of_round(Wrong::Missing);
    }
    if end != (walk.no, walk.hash.to_string(), walk.at) {
        of_round(Wrong::End);
    }
    let sql = "SELECT h.response, h.content FROM head h JOIN response r ON r.id = h.response \
               WHERE r.round = $1 AND h.no > $2";
    for row in from.rows(sql, since()).await? {
        if present::head_of(&row.text(1)?).is_none() {
            let response = Some(row.parsed(0, "head")?);
            faults.push(Fault { batch: None, fact: None, response, what: Wrong::Head });
        }
    }
    Ok(faults)
}
