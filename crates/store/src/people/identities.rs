//! Sign-in by an organisation's provider (*organisationens inloggning*): which of its people is which account.
//!
//! A provider names its people by a subject that it never gives to another. The first time, an account is found by the
//! address that the provider has verified, and bound to that subject; from then on by the subject alone, whatever the
//! address is. An account that is bound is never bound anew: who gets the address of somebody who left gets nothing of theirs.

use collection::fact::{Author, Instant};
use collection::ids::AccountId;
use serde_json::json;

use super::accounts;
use super::events::{About, Kind, happened};
use super::{SignIn, Who};
use crate::Store;
use crate::db::Connection;
use crate::error::StoreError;

/// What a provider has said of somebody, checked by the caller.
#[derive(Clone, PartialEq, Eq)]
pub struct Identity {
    /// The provider.
    pub issuer: String,
    /// Whom it means.
    pub subject: String,
    /// Their address, if the provider has verified it.
    pub verified_email: Option<String>,
}

impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Identity(…)")
    }
}

async fn bound(from: &mut Connection, who: &Identity) -> Result<Option<AccountId>, StoreError> {
    let sql = "SELECT account FROM account_identity WHERE issuer = $1 AND subject = $2";
    let rows = from.rows(sql, vec![who.issuer.as_str().into(), who.subject.as_str().into()]).await?;
    rows.first().map(|row| row.parsed(0, "account_identity")).transpose()
}

/// The account of a verified address that nobody of this provider is bound to; binds it.
async fn bind(to: &mut Connection, who: &Identity, at: Instant) -> Result<Option<AccountId>, StoreError> {
    let login =
        who.verified_email.as_deref().and_then(|email| email.parse::<collection::private::Login>().ok());
    let Some(login) = login else { return Ok(None) };
    let Some(account) = accounts::lock_by_login(to, login.reveal()).await? else { return Ok(None) };
    let sql = "SELECT subject FROM account_identity WHERE account = $1 AND issuer = $2";
    let others = to.rows(sql, vec![account.id.as_str().into(), who.issuer.as_str().into()]).await?;
    if !others.is_empty() || account.disabled.is_some() {
        return Ok(None);
    }
    let row =
        vec![account.id.as_str().into(), who.issuer.as_str().into(), who.subject.as_str().into(), at.into()];
    to.insert("account_identity", &["account", "issuer", "subject", "bound"], vec![row], "").await?;
    let (by, about) = (Who::Account(account.id.clone()).author(), About::Account(account.id.clone()));
    happened(to, at, &by, Kind::IdentityBound, &about, json!({ "issuer": who.issuer })).await?;
    Ok(Some(account.id))
}

impl Store {
    /// Signs in somebody whom a provider has identified; a session is begun after that. No account is ever made.
    ///
    /// # Errors
    /// [`SignIn::Wrong`]: there is no account for them, it is disabled, or it is another person's of the same provider.
    pub async fn sign_in_by(&self, who: &Identity, at: Instant) -> Result<AccountId, SignIn> {
        let mut transaction = self.0.write.write().await?;
        let to = &mut *transaction;
        let found = match bound(to, who).await? {
            Some(id) => Some(id),
            None => bind(to, who, at).await?,
        };
        let account = match found {
            Some(id) => {
                Some(accounts::lock(to, &id).await.map_err(|_| StoreError::Unreadable { table: "account" })?)
            }
            None => None,
        };
        let way = json!({ "way": "provider" });
        let done = match account {
            Some(account) if account.disabled.is_none() => {
                let (by, about) =
                    (Who::Account(account.id.clone()).author(), About::Account(account.id.clone()));
                happened(to, at, &by, Kind::SignedIn, &about, way).await?;
                Ok(account.id)
            }
            other => {
                let about = other.map_or(About::Unknown, |account| About::Account(account.id));
                happened(to, at, &Author::Anonymous, Kind::SignInFailed, &about, way).await?;
                Err(SignIn::Wrong)
            }
        };
        transaction.commit().await?;
        done
    }
}
