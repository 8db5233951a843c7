//! Erasure (*gallring*): earlier facts lose what the cells held, their salt goes, their leaf stays.

use collection::chain::{self, Batch};
use collection::fact::Fact;
use collection::ids::{CellId, ResponseId};

use crate::db::Connection;
use crate::error::StoreError;

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
