//! Erasure of what leads from a link or an account to a person (*gallring*). What they did stays, under their random id.

use collection::fact::{Author, Instant};
use serde_json::json;

use super::events::{About, Kind, happened};
use super::{NotDone, Who, accounts, hashing, links, sessions};
use crate::db::Connection;
use crate::{Store, dialect};

/// What stands where a name stood.
const ERASED: &str = "–";

impl Store {
    /// Erases the label of a link; or the name, login name, password and codes of an account, which is disabled and
    /// whose sessions end. Ids, roles and what was done stay.
    ///
    /// # Errors
    /// There is no such link or account, or nobody would be left who may manage accounts.
    pub async fn erase_person(&self, who: &Who, by: &Author, at: Instant) -> Result<(), NotDone> {
        let mut transaction = self.0.write.write().await?;
        let to = &mut *transaction;
        let about = match who {
            Who::Link(id) => {
                links::write_label(to, id, None).await?;
                About::Link(id.clone())
            }
            Who::Account(id) => {
                dialect::lock_managers(to).await?;
                let before = accounts::managers(to, at).await?;
                accounts::lock(to, id).await?;
                erase_account(to, id.as_str(), at).await?;
                sessions::end_all(to, id).await?;
                accounts::somebody_must_manage(to, &before, at).await?;
                About::Account(id.clone())
            }
        };
        happened(to, at, by, Kind::PersonErased, &about, json!({})).await?;
        Ok(transaction.commit().await?)
    }
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
