//! Accounts (*konton*): those who sign in, and what they may.

use collection::access::{Grant, Role, Scope};
use collection::fact::{Author, Instant};
use collection::ids::{AccountId, RoundId};
use collection::password::Password;
use collection::private::{Login, Private};
use serde_json::{Value as Json, json};
use sqlx::AssertSqlSafe;

use super::events::{About, Kind, happened};
use super::{NotDone, hashing, sessions};
use crate::db::{Connection, Row, Value};
use crate::error::{Reason, StoreError};
use crate::random;
use crate::{Store, dialect};

/// An account that is to be made. Codes are set up at its first sign-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAccount {
    /// What they sign in with.
    pub login: Login,
    /// What they are called.
    pub name: Private,
    /// Their first password.
    pub password: Password,
    /// What they may.
    pub grants: Vec<Grant>,
}

/// An account, as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// What they sign in with.
    pub login: Login,
    /// What they are called.
    pub name: Private,
    /// What they may.
    pub grants: Vec<Grant>,
    /// Whether it has a password; if not, an invitation sets the first one.
    pub has_password: bool,
    /// Whether a code has been taken since codes were last set up.
    pub has_codes: bool,
    /// When it was made.
    pub created: Instant,
    /// Since when it is disabled.
    pub disabled: Option<Instant>,
}

/// What the sign-in looks at.
pub(super) struct Locked {
    pub(super) id: AccountId,
    pub(super) password: String,
    pub(super) totp: Option<String>,
    pub(super) totp_step: Option<i64>,
    pub(super) disabled: Option<Instant>,
}

const LOCKED: &str = "SELECT id, password, totp, totp_step, disabled FROM account WHERE";
const ACCOUNT: [&str; 5] = ["id", "login", "name", "password", "created"];
const GRANT: [&str; 5] = ["account", "no", "role", "round", "place"];

fn locked_of(row: &Row) -> Result<Locked, StoreError> {
    Ok(Locked {
        id: row.parsed(0, "account")?,
        password: row.text(1)?,
        totp: row.text_or_none(2)?,
        totp_step: row.int_or_none(3)?,
        disabled: row.int_or_none(4)?,
    })
}

/// The account of a login name, which nobody changes until the transaction ends.
pub(super) async fn lock_by_login(to: &mut Connection, login: &str) -> Result<Option<Locked>, StoreError> {
    let sql = format!("{LOCKED} login = $1{}", dialect::for_update(to));
    to.rows(AssertSqlSafe(sql), vec![login.into()]).await?.first().map(locked_of).transpose()
}

/// An account, which nobody changes until the transaction ends.
pub(super) async fn lock(to: &mut Connection, id: &AccountId) -> Result<Locked, NotDone> {
    let sql = format!("{LOCKED} id = $1{}", dialect::for_update(to));
    let rows = to.rows(AssertSqlSafe(sql), vec![id.as_str().into()]).await?;
    let row = rows.first().ok_or_else(|| NotDone::NoAccount(id.clone()))?;
    Ok(locked_of(row)?)
}

pub(super) fn grant_of(row: &Row) -> Result<Grant, StoreError> {
    let unreadable = StoreError::Unreadable { table: "account_grant" };
    Ok(Grant {
        role: Role::of(&row.text(1)?).ok_or(unreadable)?,
        round: row.text_or_none(2)?.map(|_| row.parsed(2, "account_grant")).transpose()?,
        scope: row.text_or_none(3)?.map_or(Scope::All, Scope::Place),
    })
}

/// The grants of an account; none if it is disabled or not there.
pub(super) async fn grants_if_enabled(
    from: &mut Connection,
    id: &AccountId,
) -> Result<Option<Vec<Grant>>, StoreError> {
    // One statement, so that it sees one state.
    let sql = "SELECT a.id, g.role, g.round, g.place FROM account a LEFT JOIN account_grant g ON g.account = a.id \
               WHERE a.id = $1 AND a.disabled IS NULL ORDER BY g.no";
    let rows = from.rows(sql, vec![id.as_str().into()]).await?;
    if rows.is_empty() {
        return Ok(None);
    }
    let mut grants = Vec::new();
    for row in rows {
        if row.text_or_none(1)?.is_some() {
            grants.push(grant_of(&row)?);
        }
    }
    Ok(Some(grants))
}

async fn insert_grants(to: &mut Connection, id: &AccountId, grants: &[Grant]) -> Result<(), StoreError> {
    let row = |(no, grant): (usize, &Grant)| -> Vec<Value> {
        let place = match &grant.scope {
            Scope::All => None,
            Scope::Place(code) => Some(code.clone()),
        };
        let round = grant.round.as_ref().map(|round| round.as_str().to_owned());
        let no = i64::try_from(no).unwrap_or(i64::MAX);
        vec![id.as_str().into(), no.into(), grant.role.id().into(), Value::Text(round), Value::Text(place)]
    };
    let rows = grants.iter().enumerate().map(row).collect();
    to.insert("account_grant", &GRANT, rows, "").await
}

async fn rounds_must_be_there(to: &mut Connection, grants: &[Grant]) -> Result<(), StoreError> {
    for round in grants.iter().filter_map(|grant| grant.round.as_ref()) {
        let found = to.rows("SELECT id FROM round WHERE id = $1", vec![round.as_str().into()]).await?;
        if found.is_empty() {
            return Err(StoreError::NoRound(RoundId::clone(round)));
        }
    }
    Ok(())
}

fn grants_json(grants: &[Grant]) -> Json {
    let grant = |grant: &Grant| {
        let place = match &grant.scope {
            Scope::All => None,
            Scope::Place(code) => Some(code),
        };
        json!({ "role": grant.role.id(), "round": grant.round, "place": place })
    };
    json!({ "grants": grants.iter().map(grant).collect::<Vec<_>>() })
}

/// The caller has checked the password, and commits.
pub(super) async fn write_password(
    to: &mut Connection,
    id: &AccountId,
    hash: &str,
    by: &Author,
    at: Instant,
) -> Result<(), StoreError> {
    let sql = "UPDATE account SET password = $1 WHERE id = $2";
    to.execute(sql, vec![hash.into(), id.as_str().into()]).await?;
    to.execute("DELETE FROM invitation WHERE account = $1", vec![id.as_str().into()]).await?;
    sessions::end_all(to, id).await?;
    happened(to, at, by, Kind::PasswordSet, &About::Account(id.clone()), json!({})).await
}

/// Inserts an account with the hash of its password; the caller commits.
pub(super) async fn insert(
    to: &mut Connection,
    (login, name): (&Login, &Private),
    hash: &str,
    grants: &[Grant],
    by: &Author,
    at: Instant,
) -> Result<AccountId, NotDone> {
    let id: AccountId = random::id()?;
    rounds_must_be_there(to, grants).await?;
    let (login, name) = (login.reveal(), name.reveal());
    let row: Vec<Value> = vec![id.as_str().into(), login.into(), name.into(), hash.into(), at.into()];
    match to.insert("account", &ACCOUNT, vec![row], "").await {
        Err(StoreError::Database(trouble)) if trouble.reason == Reason::Twice => {
            return Err(NotDone::LoginTaken);
        }
        done => done?,
    }
    insert_grants(to, &id, grants).await?;
    let about = About::Account(id.clone());
    happened(to, at, by, Kind::AccountCreated, &about, grants_json(grants)).await?;
    Ok(id)
}

impl Store {
    /// Makes an account.
    ///
    /// # Errors
    /// Another has the login name, the password is too easy to guess, or a grant names a round that is not there.
    pub async fn create_account(
        &self,
        new: NewAccount,
        by: &Author,
        at: Instant,
    ) -> Result<AccountId, NotDone> {
        new.password.check(&new.login)?;
        let hash = hashing::hash(&new.password).await.ok_or(NotDone::Busy)?;
        let mut transaction = self.0.write.write().await?;
        let id = insert(&mut transaction, (&new.login, &new.name), &hash, &new.grants, by, at).await?;
        transaction.commit().await?;
        Ok(id)
    }

    /// Gives an account these grants, and no others. They hold at once, in sessions that have begun, too.
    ///
    /// # Errors
    /// There is no such account, a grant names a round that is not there, or nobody would be left who may manage accounts.
    pub async fn set_grants(
        &self,
        id: &AccountId,
        grants: &[Grant],
        by: &Author,
        at: Instant,
    ) -> Result<(), NotDone> {
        let (mut changing, _) = self.change_managers(id, at).await?;
        let to = changing.connection();
        rounds_must_be_there(to, grants).await?;
        to.execute("DELETE FROM account_grant WHERE account = $1", vec![id.as_str().into()]).await?;
        insert_grants(to, id, grants).await?;
        let about = About::Account(id.clone());
        happened(to, at, by, Kind::GrantsSet, &about, grants_json(grants)).await?;
        changing.commit().await
    }

    /// Gives an account another password and ends its sessions: for those who manage accounts.
    ///
    /// # Errors
    /// There is no such account, or the password is too easy to guess.
    pub async fn set_password(
        &self,
        id: &AccountId,
        new: &Password,
        by: &Author,
        at: Instant,
    ) -> Result<(), NotDone> {
        new.check(&self.account(id).await?.login)?;
        let hash = hashing::hash(new).await.ok_or(NotDone::Busy)?;
        let mut transaction = self.0.write.write().await?;
        lock(&mut transaction, id).await?;
        write_password(&mut transaction, id, &hash, by, at).await?;
        Ok(transaction.commit().await?)
    }

    /// Lets codes be set up anew at the next sign-in – a telephone was lost – and ends the account's sessions.
    ///
    /// # Errors
    /// There is no such account.
    pub async fn reset_codes(&self, id: &AccountId, by: &Author, at: Instant) -> Result<(), NotDone> {
        let sql = "UPDATE account SET totp = NULL, totp_step = NULL WHERE id = $1";
        self.change_account(id, sql, vec![id.as_str().into()], Kind::TotpReset, by, at).await
    }

    /// Disables an account and ends its sessions.
    ///
    /// # Errors
    /// There is no such account, or nobody would be left who may manage accounts.
    pub async fn disable_account(&self, id: &AccountId, by: &Author, at: Instant) -> Result<(), NotDone> {
        let sql = "UPDATE account SET disabled = COALESCE(disabled, $1) WHERE id = $2";
        let values = vec![at.into(), id.as_str().into()];
        self.change_account(id, sql, values, Kind::AccountDisabled, by, at).await
    }

    /// Enables an account again. It signs in anew.
    ///
    /// # Errors
    /// There is no such account.
    pub async fn enable_account(&self, id: &AccountId, by: &Author, at: Instant) -> Result<(), NotDone> {
        let sql = "UPDATE account SET disabled = NULL WHERE id = $1";
        self.change_account(id, sql, vec![id.as_str().into()], Kind::AccountEnabled, by, at).await
    }

    async fn change_account(
        &self,
        id: &AccountId,
        sql: &'static str,
        values: Vec<Value>,
        kind: Kind,
        by: &Author,
        at: Instant,
    ) -> Result<(), NotDone> {
        let (mut changing, _) = self.change_managers(id, at).await?;
        let to = changing.connection();
        to.execute(sql, values).await?;
        sessions::end_all(to, id).await?;
        happened(to, at, by, kind, &About::Account(id.clone()), json!({})).await?;
        changing.commit().await
    }

    /// An account.
    ///
    /// # Errors
    /// There is no such account.
    pub async fn account(&self, id: &AccountId) -> Result<Account, NotDone> {
        let found = self.accounts_where("WHERE id = $1", "WHERE account = $1", vec![id.as_str().into()]);
        found.await?.pop().ok_or_else(|| NotDone::NoAccount(id.clone()))
    }

    /// All accounts, by login name.
    ///
    /// # Errors
    /// They cannot be read.
    pub async fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        let mut accounts = self.accounts_where("", "", Vec::new()).await?;
        accounts.sort_by(|a, b| a.login.cmp(&b.login));
        Ok(accounts)
    }

    async fn accounts_where(
        &self,
        these: &str,
        their_grants: &str,
        values: Vec<Value>,
    ) -> Result<Vec<Account>, StoreError> {
        let mut from = self.0.read.read().await?;
        let sql =
            format!("SELECT id, login, name, password, totp_step, created, disabled FROM account {these}");
        let rows = from.rows(AssertSqlSafe(sql), values.clone()).await?;
        let sql = format!(
            "SELECT account, role, round, place FROM account_grant {their_grants} ORDER BY account, no"
        );
        let grants = from.rows(AssertSqlSafe(sql), values).await?;
        from.commit().await?;
        let mut accounts = Vec::new();
        for row in rows {
            accounts.push(Account {
                id: row.parsed(0, "account")?,
                login: row.parsed(1, "account")?,
                name: row.parsed(2, "account")?,
                grants: Vec::new(),
                has_password: row.text(3)? != hashing::NO_PASSWORD,
                has_codes: row.int_or_none(4)?.is_some(),
                created: row.int(5)?,
                disabled: row.int_or_none(6)?,
            });
        }
        for row in &grants {
            let id: AccountId = row.parsed(0, "account_grant")?;
            if let Some(account) = accounts.iter_mut().find(|account| account.id == id) {
                account.grants.push(grant_of(row)?);
            }
        }
        Ok(accounts)
    }
}
