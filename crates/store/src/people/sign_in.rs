//! Signing in by login name, password and code.
//!
//! Whoever has no account is answered as whoever has another password, after the same work. Only who knows the password
//! learns that codes are not set up yet.

use std::net::IpAddr;

use collection::fact::{Author, Instant};
use collection::ids::AccountId;
use collection::password::Password;
use collection::private::Login;
use collection::totp::Secret;
use serde_json::json;

use super::accounts::{self, Locked};
use super::attempts::{self, Attempt};
use super::events::{About, Kind, happened};
use super::{NotDone, Who, hashing};
use crate::Store;
use crate::db::Connection;
use crate::error::StoreError;
use crate::random;

/// Why somebody is not signed in.
#[derive(Debug, thiserror::Error)]
pub enum SignIn {
    /// Login name, password or code are not right, or the account is disabled: it is not said which.
    #[error("address, password or code are not right; a code works once")]
    Wrong,
    /// Too many attempts failed.
    #[error("too many attempts failed; wait a while, then try again")]
    Wait {
        /// From when the next is looked at.
        until: Instant,
    },
    /// The password is right, and codes are not set up: show the secret, and sign in once more with its first code.
    #[error("set up codes in an app, then sign in with the first one")]
    SetUp(Secret),
    /// Too many passwords are being looked at.
    #[error("too many are signing in just now; try again in a moment")]
    Busy,
    /// The store could not.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a password was not changed.
#[derive(Debug, thiserror::Error)]
pub enum NotChanged {
    /// The present password is not right.
    #[error(transparent)]
    SignIn(#[from] SignIn),
    /// The new one cannot be.
    #[error(transparent)]
    NotDone(#[from] NotDone),
}

/// A password that was looked at.
struct Looked {
    attempt: Attempt,
    /// What the account's was when it was looked at.
    hash: Option<String>,
    fits: bool,
    /// The hash that the password is to have from now on, if the present one was made with less.
    newer: Option<String>,
}

impl Store {
    /// Signs in; a session is begun after that. The first time, without a code, the answer is [`SignIn::SetUp`].
    ///
    /// # Errors
    /// Why not.
    pub async fn sign_in(
        &self,
        login: &str,
        password: &Password,
        code: Option<&str>,
        at: Instant,
        from: IpAddr,
    ) -> Result<AccountId, SignIn> {
        let login = login_text(login);
        let looked = self.look(&login, password, at, from).await?;
        let mut transaction = self.0.write.write().await?;
        let to = &mut *transaction;
        attempts::lock(to).await?;
        let account = accounts::lock_by_login(to, &login).await?;
        let done = decide(to, account, &looked, code, at).await?;
        transaction.commit().await?;
        done
    }

    /// Gives somebody who knows their present password – and has a code, if codes are set up – another, and ends all their
    /// sessions. Failures count as at sign-in.
    ///
    /// # Errors
    /// Why not.
    pub async fn change_password(
        &self,
        id: &AccountId,
        (present, code): (&Password, Option<&str>),
        new: &Password,
        at: Instant,
        from: IpAddr,
    ) -> Result<(), NotChanged> {
        let login = self.account(id).await?.login;
        new.check(&login).map_err(NotDone::from)?;
        let looked = self.look(login.reveal(), present, at, from).await?;
        let hash = if looked.fits { hashing::hash(new).await } else { None };
        let mut transaction = self.0.write.write().await.map_err(NotDone::from)?;
        let to = &mut *transaction;
        attempts::lock(to).await.map_err(NotDone::from)?;
        let account = accounts::lock(to, id).await?;
        let step = match (account.totp_step, secret_of(&account).map_err(NotDone::from)?) {
            (Some(_), Some(secret)) => secret.step_of(code.unwrap_or_default(), at, account.totp_step),
            (_, _) => None,
        };
        let has_code = account.totp_step.is_none() || step.is_some();
        let is_it = looked.fits && looked.is_of(&account) && account.disabled.is_none() && has_code;
        let done = match hash {
            Some(hash) if is_it => {
                if let Some(step) = step {
                    keep_step(to, id, step).await.map_err(NotDone::from)?;
                }
                looked.attempt.succeed(to, at).await.map_err(NotDone::from)?;
                let by = Author::Account(id.as_str().to_owned());
                accounts::write_password(to, id, &hash, &by, at).await.map_err(NotDone::from)?;
                Ok(())
            }
            None if is_it => {
                looked.attempt.forget(to).await.map_err(NotDone::from)?;
                Err(SignIn::Busy.into())
            }
            Some(_) | None => Err(failed(to, Some(id), at).await.map_err(NotDone::from)?.into()),
        };
        transaction.commit().await.map_err(NotDone::from)?;
        done
    }

    /// Counts the attempt, then looks at the password: somebody's, or nobody's.
    async fn look(
        &self,
        login: &str,
        password: &Password,
        at: Instant,
        from: IpAddr,
    ) -> Result<Looked, SignIn> {
        let mut transaction = self.0.write.write().await?;
        let to = &mut *transaction;
        let key = attempts::lock(to).await?;
        let counted = attempts::count(to, &key, login, from, at).await?;
        let account = accounts::lock_by_login(to, login).await?;
        if counted.is_err() {
            let about = account.as_ref().map_or(About::Unknown, |account| About::Account(account.id.clone()));
            happened(to, at, &Author::Anonymous, Kind::SignInRefused, &about, json!({})).await?;
        }
        let hash = account.map(|account| account.password).filter(|hash| hash != hashing::NO_PASSWORD);
        transaction.commit().await?;
        let attempt = counted.map_err(|until| SignIn::Wait { until })?;
        let Some(fits) = hashing::fits(password, hash.as_deref().unwrap_or(hashing::NOBODY)).await else {
            let mut transaction = self.0.write.write().await?;
            attempts::lock(&mut transaction).await?;
            attempt.forget(&mut transaction).await?;
            transaction.commit().await?;
            return Err(SignIn::Busy);
        };
        let fits = fits && hash.is_some();
        let newer = match hash.as_deref().filter(|hash| fits && hashing::is_outdated(hash)) {
            Some(_) => hashing::hash(password).await,
            None => None,
        };
        Ok(Looked { attempt, fits, hash, newer })
    }
}

impl Looked {
    /// Whether the password that was looked at still is the account's.
    fn is_of(&self, account: &Locked) -> bool {
        self.hash.as_deref() == Some(account.password.as_str())
    }
}

/// What is no address is no account's login name, and is counted as it was typed, up to a length.
fn login_text(text: &str) -> String {
    let cut = || text.chars().filter(|c| *c != '\0').take(254).collect();
    text.parse::<Login>().map_or_else(|_| cut(), |login| login.reveal().to_owned())
}

async fn failed(to: &mut Connection, id: Option<&AccountId>, at: Instant) -> Result<SignIn, StoreError> {
    let about = id.map_or(About::Unknown, |id| About::Account(id.clone()));
    happened(to, at, &Author::Anonymous, Kind::SignInFailed, &about, json!({})).await?;
    Ok(SignIn::Wrong)
}

async fn decide(
    to: &mut Connection,
    account: Option<Locked>,
    looked: &Looked,
    code: Option<&str>,
    at: Instant,
) -> Result<Result<AccountId, SignIn>, StoreError> {
    let Some(account) = account else { return failed(to, None, at).await.map(Err) };
    let id = &account.id;
    if !looked.fits || !looked.is_of(&account) || account.disabled.is_some() {
        return failed(to, Some(id), at).await.map(Err);
    }
    let code = code.filter(|code| !code.trim().is_empty());
    let secret = match (secret_of(&account)?, account.totp_step, code) {
        (Some(secret), Some(_), Some(_)) | (Some(secret), None, Some(_)) => secret,
        (Some(_), Some(_), None) => return failed(to, Some(id), at).await.map(Err),
        (secret, _, _) => {
            looked.attempt.forget(to).await?;
            return Ok(Err(SignIn::SetUp(match secret {
                Some(secret) => secret,
                None => new_secret(to, id).await?,
            })));
        }
    };
    let Some(step) = secret.step_of(code.unwrap_or_default(), at, account.totp_step) else {
        return failed(to, Some(id), at).await.map(Err);
    };
    keep_step(to, id, step).await?;
    if let Some(newer) = &looked.newer {
        let sql = "UPDATE account SET password = $1 WHERE id = $2";
        to.execute(sql, vec![newer.as_str().into(), id.as_str().into()]).await?;
    }
    looked.attempt.succeed(to, at).await?;
    let (by, about) = (Who::Account(id.clone()).author(), About::Account(id.clone()));
    if account.totp_step.is_none() {
        happened(to, at, &by, Kind::TotpSetUp, &about, json!({})).await?;
    }
    happened(to, at, &by, Kind::SignedIn, &about, json!({})).await?;
    Ok(Ok(account.id))
}

/// What codes are made of.
fn secret_of(account: &Locked) -> Result<Option<Secret>, StoreError> {
    let read = |text: &str| {
        random::of_hex(text).map(Secret::of_random).ok_or(StoreError::Unreadable { table: "account" })
    };
    account.totp.as_deref().map(read).transpose()
}

/// A code was used: it is of no use any more.
async fn keep_step(to: &mut Connection, id: &AccountId, step: i64) -> Result<(), StoreError> {
    let sql = "UPDATE account SET totp_step = $1 WHERE id = $2";
    to.execute(sql, vec![step.into(), id.as_str().into()]).await.map(|_| ())
}

async fn new_secret(to: &mut Connection, id: &AccountId) -> Result<Secret, StoreError> {
    let secret = Secret::of_random(random::bytes()?);
    let sql = "UPDATE account SET totp = $1 WHERE id = $2";
    to.execute(sql, vec![random::hex(secret.bytes()).into(), id.as_str().into()]).await?;
    Ok(secret)
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use super::*;
    use crate::{Location, NewAccount};

    /// Nobody is locked out because others were signing in.
    #[test]
    fn who_waits_too_long_for_their_turn_is_told_so_and_has_not_failed() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let _alone = hashing::tests::ALONE.lock().await;
            let folder = tempfile::TempDir::new().expect("a folder");
            let location = Location::Sqlite(folder.path().join("svar.db"));
            let store = Store::open(&location).await.expect("it opens");
            let password = Password::new("tegel månsken paraply");
            let new = NewAccount {
                login: "anna@kommun.se".parse().expect("an address"),
                name: "Anna".parse().expect("a name"),
                password: password.clone(),
                grants: Vec::new(),
            };
            let id = store.create_account(new, &Author::Program, 1).await.expect("it is new");
            let from: IpAddr = "192.0.2.7".parse().expect("an address");
            let sign_in = async || store.sign_in("anna@kommun.se", &password, None, 1, from).await;
            let turns = hashing::tests::all_turns().await;
            // Twice as often as may fail; while one waits, its attempt counts.
            for _ in 0..2 {
                for busy in <[_; 4]>::from(tokio::join!(sign_in(), sign_in(), sign_in(), sign_in())) {
                    assert!(matches!(busy, Err(SignIn::Busy)), "{busy:?}");
                }
            }
            let new = Password::new("gurka orkester trappa");
            let changed = store.change_password(&id, (&password, None), &new, 1, from).await;
            assert!(matches!(changed, Err(NotChanged::SignIn(SignIn::Busy))), "{changed:?}");
            drop(turns);
            let signed_in = sign_in().await;
            assert!(matches!(signed_in, Err(SignIn::SetUp(_))), "{signed_in:?}");
            store.close().await;
        });
    }
}
