//! Erasure of what leads from a link or an account to a person (*gallring*). What they did stays, under their random id.

use collection::fact::{Author, Instant};
use serde_json::json;

use super::events::{About, Kind, happened};
use super::{NotDone, Who, hashing, links, sessions};
use crate::Store;
use crate::db::Connection;
use crate::error::StoreError;

/// What stands where a name stood.
const ERASED: &str = "–";

impl Store {
    /// Erases the label of a link; or the name, login name, password and codes of an account, which is disabled and
    /// whose sessions end. Ids, roles and what was done stay.
    ///
    /// # Errors
    /// There is no such link or account, or nobody would be left who may manage accounts.
    pub async fn erase_person(&self, who: &Who, by: &Author, at: Instant) -> Result<(), NotDone> {
        match who {
            Who::Link(id) => {
                let mut transaction = self.0.write.write().await?;
                links::write_label(&mut transaction, id, None).await?;
                erased(&mut transaction, &About::Link(id.clone()), by, at).await?;
                Ok(transaction.commit().await?)
            }
            Who::Account(id) => {
                let (mut changing, _) = self.change_managers(id, at).await?;
                let to = changing.connection();
                erase_account(to, id.as_str(), at).await?;
                sessions::end_all(to, id).await?;
                erased(to, &About::Account(id.clone()), by, at).await?;
                changing.commit().await
            }
        }
    }
}

async fn erased(to: &mut Connection, about: &About, by: &Author, at: Instant) -> Result<(), StoreError> {
    happened(to, at, by, Kind::PersonErased, about, json!({})).await
}

async fn erase_account(to: &mut Connection, id: &str, at: Instant) -> Result<(), NotDone> {
    // An address that nobody has and nobody gets.
    let login = format!("{id}@raderad.invalid");
    let sql = "UPDATE account SET login = $1, name = $2, password = $3, totp = NULL, totp_step = NULL, \
               disabled = COALESCE(disabled, $4) WHERE id = $5";
    let values = vec![login.into(), ERASED.into(), hashing::NO_PASSWORD.into(), at.into(), id.into()];
    to.execute(sql, values).await?;
    to.execute("DELETE FROM invitation WHERE account = $1", vec![id.into()]).await?;
    to.execute("DELETE FROM account_identity WHERE account = $1", vec![id.into()]).await?;
    Ok(())
}
