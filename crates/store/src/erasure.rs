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
const REWRITTEN: [&str; 7] =
    ["fact", "head", "link", "account", "account_identity", "invitation", "publishing"];
/// The samples of them that PostgreSQL keeps for planning.
const SAMPLES: &str = "pg_catalog.pg_statistic";

/// What was deleted before this number is drawn was deleted by a lower one.
const NUMBER: &str = "SELECT txid_current()";
/// Who may still read what was there before a number: whoever reads this database since then, and whoever begins to read while
/// a transaction from before it is open in any of the server's databases.
const EARLIER: &str = "SELECT COUNT(*) FROM pg_stat_activity, \
    LATERAL (SELECT age(($1::bigint & 4294967295)::text::xid) AS ago) AS number \
    WHERE pid <> pg_backend_pid() AND (age(backend_xid) > number.ago \
    OR (datname = current_database() AND age(backend_xmin) > number.ago))";
/// Whether a table was written anew since a number without what had been deleted: not if somebody could read that who was not seen.
const CLEAN: &str = "SELECT COUNT(*) FROM pg_class WHERE oid = $2::regclass \
    AND age(relfrozenxid) <= age(($1::bigint & 4294967295)::text::xid)";
/// Whether this user may write a table anew. Who may not is warned by the server, and nothing is done.
const OWNS: &str = "SELECT COUNT(*) FROM pg_class, pg_database WHERE pg_class.oid = $1::regclass \
    AND datname = current_database() AND (pg_has_role(relowner, 'USAGE') OR pg_has_role(datdba, 'USAGE'))";

const PAUSE: Duration = Duration::from_millis(100);
/// So often it is looked: half a minute.
const LOOKS: u32 = 300;

/// Writes a table anew without what was deleted before a number, as soon as nobody is left who may read it: for them it would be
/// kept.
async fn write_anew(
    to: &mut Connection,
    table: &'static str,
    options: &'static str,
    before: i64,
) -> Result<(), StoreError> {
    for _ in 0..LOOKS {
        if to.number(EARLIER, vec![before.into()]).await? == 0 {
            to.script(&format!("VACUUM ({options}) {table}")).await?;
            if to.number(CLEAN, vec![before.into(), table.into()]).await? > 0 {
                return Ok(());
            }
            if to.number(OWNS, vec![table.into()]).await? == 0 {
                return Err(StoreError::Database(Trouble::of(Reason::Denied)));
            }
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
    /// Others used the tables for too long, the program's user does not own the database ([`Reason::Denied`]: the samples that
    /// it keeps of columns are left), or the database could not do it. What was erased is erased all the same.
    pub async fn overwrite_erased(&self) -> Result<(), StoreError> {
        let mut to = self.0.write.connection().await?;
        if to.is_postgres() {
            let erased = to.number(NUMBER, Vec::new()).await?;
            for table in REWRITTEN {
                write_anew(&mut to, table, "FULL, ANALYZE", erased).await?;
            }
            let sampled = to.number(NUMBER, Vec::new()).await?;
            return write_anew(&mut to, SAMPLES, "FULL", sampled).await;
        }
        match to.number("PRAGMA wal_checkpoint(TRUNCATE)", Vec::new()).await? {
            0 => Ok(()),
            _ => Err(StoreError::Database(Trouble::of(Reason::Busy))),
        }
    }
}
