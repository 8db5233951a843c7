//! Those who manage accounts (*kontohanterare*): somebody can always let somebody in.

use std::collections::BTreeSet;

use collection::access::{Action, Actor, Resource, may};
use collection::fact::Instant;
use collection::ids::AccountId;

use super::accounts::{Locked, grant_of, lock};
use super::{NotDone, hashing};
use crate::db::{Connection, Transaction};
use crate::error::StoreError;
use crate::{Store, dialect};

/// Accounts that may manage accounts now: enabled, and with a password to sign in with.
async fn managers(from: &mut Connection, at: Instant) -> Result<BTreeSet<AccountId>, StoreError> {
    let sql = "SELECT a.id, g.role, g.round, g.place FROM account a JOIN account_grant g ON g.account = a.id \
               WHERE a.disabled IS NULL AND a.password <> $1";
    let mut managers = BTreeSet::new();
    for row in from.rows(sql, vec![hashing::NO_PASSWORD.into()]).await? {
        let actor = Actor::Account(vec![grant_of(&row)?]);
        if may(&actor, Action::ManageAccounts, Resource::Site, at).is_ok() {
            managers.insert(row.parsed(0, "account")?);
        }
    }
    Ok(managers)
}

/// A change of an account that may take away who manages accounts: until it is over nobody else changes such an account.
pub(super) struct Changing {
    transaction: Transaction,
    before: BTreeSet<AccountId>,
    at: Instant,
}

impl Changing {
    /// What it is changed by.
    pub(super) fn connection(&mut self) -> &mut Connection {
        &mut self.transaction
    }

    /// Keeps the change, unless it leaves nobody who may manage accounts where somebody could.
    pub(super) async fn commit(mut self) -> Result<(), NotDone> {
        if !self.before.is_empty() && managers(&mut self.transaction, self.at).await?.is_empty() {
            return Err(NotDone::LastManager);
        }
        Ok(self.transaction.commit().await?)
    }
}

impl Store {
    /// Begins to change an account, which nobody else changes meanwhile.
    pub(super) async fn change_managers(
        &self,
        id: &AccountId,
        at: Instant,
    ) -> Result<(Changing, Locked), NotDone> {
        let mut transaction = self.0.write.write().await?;
        dialect::lock_managers(&mut transaction).await?;
        let before = managers(&mut transaction, at).await?;
        let account = lock(&mut transaction, id).await?;
        Ok((Changing { transaction, before, at }, account))
    }
}
