//! Erasure (*gallring*): earlier facts lose what the cells held, their salt goes, their leaf stays.

use std::time::Duration;

use collection::chain::{self, Batch};
use collection::fact::Fact;
use collection::ids::{CellId, ResponseId};

use crate::Store;
use crate::db::Connection;
use crate::error::{Reason, StoreError, Trouble};

/// Rewrites the facts of a response that stand before the erasure at `pos` of `batch`.
pub(crate) async fn rewrite(
    to: &mut Connection,
    response: &ResponseId,
    cells: &[CellId],
    batch: &Batch,
    pos: i64,
) -> Result<(), StoreError> {
    let select = "SELECT content FROM fact WHERE response = $1 AND (no < $2 OR (no = $3 AND pos < $4))";
    let values = vec![response.as_str().into(), batch.no.into(), batch.no.into(), pos.into()];
    for row in to.rows(select, values).await? {
        let fact: Fact =
            serde_json::from_str(&row.text(0)?).map_err(|_| StoreError::Unreadable { table: "fact" })?;
        let Some(content) = fact.content.without(cells) else { continue };
        let left = chain::canonical(&Fact { content, ..fact.clone() });
        let update = "UPDATE fact SET content = $1, salt = NULL, erased_at = $2 WHERE id = $3";
        to.execute(update, vec![left.into(), batch.at.into(), fact.id.as_str().into()]).await?;
    }
    Ok(())
}

/// Tables that hold texts of people.
const REWRITTEN: [&str; 7] = [
    "VACUUM (FULL, ANALYZE) fact",
    "VACUUM (FULL, ANALYZE) head",
    "VACUUM (FULL, ANALYZE) link",
    "VACUUM (FULL, ANALYZE) account",
    "VACUUM (FULL, ANALYZE) account_identity",
    "VACUUM (FULL, ANALYZE) invitation",
    "VACUUM (FULL, ANALYZE) publishing",
];
/// The samples of them that PostgreSQL keeps for planning.
const SAMPLES: &str = "VACUUM (FULL) pg_statistic";

const NOW: &str = "SELECT (EXTRACT(EPOCH FROM clock_timestamp()) * 1000000)::bigint";
/// Who may still read what a table held before a moment: transactions that had begun, and whoever takes samples, who is not
/// always seen among them.
const EARLIER: &str = "SELECT \
    (SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() \
     AND EXTRACT(EPOCH FROM xact_start) * 1000000 <= $1::bigint) \
    + (SELECT COUNT(*) FROM pg_stat_progress_analyze WHERE datname = current_database() AND pid <> pg_backend_pid())";
const PAUSE: Duration = Duration::from_millis(100);
/// So often it is looked: half a minute.
const LOOKS: u32 = 300;

/// Waits until nobody is left who may read what was there before: for them a table that is written anew keeps it.
async fn nobody_reads_earlier(to: &mut Connection) -> Result<(), StoreError> {
    let rows = to.rows(NOW, Vec::new()).await?;
    let now = rows.first().map_or(Ok(0), |row| row.int(0))?;
    for _ in 0..LOOKS {
        let rows = to.rows(EARLIER, vec![now.into()]).await?;
        if rows.first().map_or(Ok(0), |row| row.int(0))? == 0 {
            return Ok(());
        }
        tokio::time::sleep(PAUSE).await;
    }
    Err(StoreError::Database(Trouble::of(Reason::Busy)))
}

impl Store {
    /// Takes what was erased out of the database's files, where it lies until its room is used again. SQLite overwrites it when
    /// it is erased, save in the file of its log, which is written into the database and emptied; PostgreSQL's tables are written
    /// anew when nobody reads what was there before, which keeps everybody else waiting for as long as that takes.
    ///
    /// Not reached: PostgreSQL's own log, which its server recycles, and copies.
    ///
    /// # Errors
    /// Others used the tables for too long, or the database could not do it. What was erased is erased all the same.
    pub async fn overwrite_erased(&self) -> Result<(), StoreError> {
        let mut to = self.0.write.connection().await?;
        if to.is_postgres() {
            nobody_reads_earlier(&mut to).await?;
            for table in REWRITTEN {
                to.script(table).await?;
            }
            nobody_reads_earlier(&mut to).await?;
            return to.script(SAMPLES).await;
        }
        let rows = to.rows("PRAGMA wal_checkpoint(TRUNCATE)", Vec::new()).await?;
        match rows.first().map_or(Ok(0), |row| row.int(0))? {
            0 => Ok(()),
            _ => Err(StoreError::Database(Trouble::of(Reason::Busy))),
        }
    }
}
