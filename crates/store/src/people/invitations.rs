//! Invitations (*inbjudningar*): how an account that was made without a password gets its first one.

use collection::access::Grant;
use collection::fact::{Author, Instant};
use collection::ids::AccountId;
use collection::password::Password;
use collection::private::{Login, Private};
use collection::secret::{Purpose, Token};
use serde_json::json;

use super::accounts::{self, Account};
use super::events::{About, Kind, happened};
use super::{NotDone, hashing, sessions};
use crate::Store;
use crate::db::{Connection, Value};
use crate::error::StoreError;
use crate::random;

/// How long an invitation holds: 72 hours.
pub const INVITATION_LASTS: Instant = 72 * 60 * 60 * 1_000_000;

/// An account that is to be made without a password: whoever is invited chooses it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvitedAccount {
    /// What they sign in with.
    pub login: Login,
    /// What they are called.
    pub name: Private,
    /// What they may.
    pub grants: Vec<Grant>,
}

fn hash(token: &Token) -> Value {
    token.hash(Purpose::Invitation).to_string().into()
}

/// Issues an invitation in place of the one there was; the caller commits.
async fn invite(to: &mut Connection, id: &AccountId, by: &Author, at: Instant) -> Result<Token, NotDone> {
    let token = Token::of_random(random::bytes()?);
    let expires = at.saturating_add(INVITATION_LASTS);
    to.execute("DELETE FROM invitation WHERE account = $1", vec![id.as_str().into()]).await?;
    let row = vec![id.as_str().into(), hash(&token), at.into(), expires.into()];
    to.insert("invitation", &["account", "hash", "issued", "expires"], vec![row], "").await?;
    let about = About::Account(id.clone());
    happened(to, at, by, Kind::Invited, &about, json!({ "expires": expires })).await?;
    Ok(token)
}

/// The account of an invitation that holds at this moment.
async fn invited(from: &mut Connection, token: &Token, at: Instant) -> Result<Option<AccountId>, StoreError> {
    let sql = "SELECT i.account FROM invitation i JOIN account a ON a.id = i.account \
               WHERE i.hash = $1 AND i.expires > $2 AND a.disabled IS NULL AND a.password = $3";
    let values = vec![hash(token), at.into(), hashing::NO_PASSWORD.into()];
    let rows = from.rows(sql, values).await?;
    rows.first().map(|row| row.parsed(0, "invitation")).transpose()
}

impl Store {
    /// Makes an account without a password, and an invitation to set it: it holds for [`INVITATION_LASTS`], once. The
    /// token is returned this once; the store keeps its hash.
    ///
    /// # Errors
    /// Another has the login name, or a grant names a round that is not there.
    pub async fn invite_account(
        &self,
        new: InvitedAccount,
        by: &Author,
        at: Instant,
    ) -> Result<(AccountId, Token), NotDone> {
        let mut transaction = self.0.write.write().await?;
        let to = &mut *transaction;
        let who = (&new.login, &new.name);
        let id = accounts::insert(to, who, hashing::NO_PASSWORD, &new.grants, by, at).await?;
        let token = invite(to, &id, by, at).await?;
        transaction.commit().await?;
        Ok((id, token))
    }

    /// Invites an account that has no password yet once more; the earlier invitation holds no more.
    ///
    /// # Errors
    /// There is no such account, it is disabled, or it has a password.
    pub async fn invite_again(&self, id: &AccountId, by: &Author, at: Instant) -> Result<Token, NotDone> {
        let mut transaction = self.0.write.write().await?;
        let to = &mut *transaction;
        let account = accounts::lock(to, id).await?;
        if account.disabled.is_some() {
            return Err(NotDone::NoAccount(id.clone()));
        }
        if account.password != hashing::NO_PASSWORD {
            return Err(NotDone::HasPassword);
        }
        let token = invite(to, id, by, at).await?;
        transaction.commit().await?;
        Ok(token)
    }

    /// Forgets the password of an account whose owner has forgotten it, ends its sessions, and invites it to set another. Codes
    /// stay: whoever intercepts the invitation cannot sign in with it alone.
    ///
    /// # Errors
    /// There is no such account, it is disabled, or nobody would be left who may manage accounts.
    pub async fn forget_password(&self, id: &AccountId, by: &Author, at: Instant) -> Result<Token, NotDone> {
        let (mut changing, account) = self.change_managers(id, at).await?;
        if account.disabled.is_some() {
            return Err(NotDone::NoAccount(id.clone()));
        }
        let to = changing.connection();
        let sql = "UPDATE account SET password = $1 WHERE id = $2";
        to.execute(sql, vec![hashing::NO_PASSWORD.into(), id.as_str().into()]).await?;
        sessions::end_all(to, id).await?;
        let token = invite(to, id, by, at).await?;
        changing.commit().await?;
        Ok(token)
    }

    /// The account that an invitation is for, if it holds: to be shown before a password is asked for.
    ///
    /// # Errors
    /// It cannot be read.
    pub async fn invitation(&self, token: &Token, at: Instant) -> Result<Option<Account>, NotDone> {
        let mut from = self.0.read.connection().await?;
        let id = invited(&mut from, token, at).await?;
        drop(from);
        match id {
            Some(id) => self.account(&id).await.map(Some),
            None => Ok(None),
        }
    }

    /// Sets the first password of an account, and uses up the invitation. Codes are set up at the first sign-in.
    ///
    /// # Errors
    /// The invitation does not hold, or the password is too easy to guess: then it holds still.
    pub async fn accept_invitation(
        &self,
        token: &Token,
        password: &Password,
        at: Instant,
    ) -> Result<AccountId, NotDone> {
        let account = self.invitation(token, at).await?.ok_or(NotDone::NoInvitation)?;
        password.check(&account.login)?;
        let new = hashing::hash(password).await.ok_or(NotDone::Busy)?;
        let mut transaction = self.0.write.write().await?;
        let to = &mut *transaction;
        // Two who come with the same invitation: the second waits here, and finds it used.
        accounts::lock(to, &account.id).await?;
        let id = invited(to, token, at).await?.ok_or(NotDone::NoInvitation)?;
        let by = Author::Account(id.as_str().to_owned());
        happened(to, at, &by, Kind::InvitationAccepted, &About::Account(id.clone()), json!({})).await?;
        accounts::write_password(to, &id, &new, &by, at).await?;
        transaction.commit().await?;
        Ok(id)
    }
}
