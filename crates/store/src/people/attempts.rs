//! Attempts to sign in: counted before the password is looked at, so that many at once are counted, too.

use std::net::IpAddr;

use collection::fact::Instant;
use collection::lockout;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::db::{Connection, Row};
use crate::dialect;
use crate::error::StoreError;
use crate::random;
use sqlx::AssertSqlSafe;

/// How long an address is known from which somebody signed in: 90 days.
const KNOWN_FOR: Instant = 90 * 24 * 3_600 * 1_000_000;

/// An attempt that was counted.
pub(super) struct Attempt {
    id: String,
    login: String,
    address: String,
}

/// Keyed, so that who reads the table alone cannot try all addresses.
pub(super) struct Key([u8; 32]);

impl Key {
    fn hash(&self, purpose: &[u8], text: &[u8]) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("a key of any length is taken");
        mac.update(purpose);
        mac.update(text);
        random::hex(&mac.finalize().into_bytes())
    }

    /// Of an address; of IPv6 the network, since one household has all of its 2⁶⁴ addresses.
    fn address(&self, from: IpAddr) -> String {
        match from.to_canonical() {
            IpAddr::V4(four) => self.hash(b"four\0", &four.octets()),
            IpAddr::V6(six) => self.hash(b"six\0", &six.octets()[..8]),
        }
    }
}

/// The key; the first who asks makes it. Whoever has it is alone with the attempts until the transaction ends.
pub(super) async fn lock(to: &mut Connection) -> Result<Key, StoreError> {
    let sql = format!("SELECT value FROM attempt_key WHERE no = 1{}", dialect::for_update(to));
    let mut rows = to.rows(AssertSqlSafe(sql.clone()), Vec::new()).await?;
    if rows.is_empty() {
        let row = vec![1.into(), random::hex(&random::bytes::<32>()?).into()];
        to.insert("attempt_key", &["no", "value"], vec![row], " ON CONFLICT (no) DO NOTHING").await?;
        rows = to.rows(AssertSqlSafe(sql), Vec::new()).await?;
    }
    let unreadable = StoreError::Unreadable { table: "attempt_key" };
    let text = rows.first().map(|row| row.text(0)).transpose()?.unwrap_or_default();
    random::of_hex(&text).map(Key).ok_or(unreadable)
}

async fn failures(to: &mut Connection, sql: &'static str, of: &str) -> Result<Vec<Instant>, StoreError> {
    let rows = to.rows(sql, vec![of.into()]).await?;
    rows.iter().map(|row: &Row| row.int(0)).collect()
}

/// Whether somebody signed in with this name from this address within the last [`KNOWN_FOR`].
async fn is_known(to: &mut Connection, login: &str, address: &str, at: Instant) -> Result<bool, StoreError> {
    let sql = "SELECT at FROM known_address WHERE login = $1 AND address = $2 AND at > $3";
    let since = at.saturating_sub(KNOWN_FOR);
    Ok(!to.rows(sql, vec![login.into(), address.into(), since.into()]).await?.is_empty())
}

/// Counts an attempt, or says from when one is looked at. The caller commits.
pub(super) async fn count(
    to: &mut Connection,
    key: &Key,
    login: &str,
    from: IpAddr,
    at: Instant,
) -> Result<Result<Attempt, Instant>, StoreError> {
    let forgotten = at.saturating_sub(lockout::FORGOTTEN_AFTER);
    to.execute("DELETE FROM attempt WHERE at <= $1", vec![forgotten.into()]).await?;
    // A clock that was ahead shall not keep anybody waiting until its time comes.
    to.execute("UPDATE attempt SET at = $1 WHERE at > $1", vec![at.into()]).await?;
    let (login, address) = (key.hash(b"login\0", login.as_bytes()), key.address(from));
    let sql = "SELECT at FROM attempt WHERE address = $1 ORDER BY at";
    let mut until = lockout::wait_of_address(&failures(to, sql, &address).await?, at);
    if !is_known(to, &login, &address, at).await? {
        let sql = "SELECT at FROM attempt WHERE login = $1 ORDER BY at";
        until = until.max(lockout::wait_of_name(&failures(to, sql, &login).await?, at));
    }
    if let Some(until) = until {
        return Ok(Err(until));
    }
    let id = random::hex(&random::bytes::<16>()?);
    let row = vec![id.as_str().into(), login.as_str().into(), address.as_str().into(), at.into()];
    to.insert("attempt", &["id", "login", "address", "at"], vec![row], "").await?;
    Ok(Ok(Attempt { id, login, address }))
}

impl Attempt {
    /// It was none that failed. The caller has locked the attempts, and commits.
    pub(super) async fn forget(&self, to: &mut Connection) -> Result<(), StoreError> {
        to.execute("DELETE FROM attempt WHERE id = $1", vec![self.id.as_str().into()]).await.map(|_| ())
    }

    /// Somebody signed in, and the address is known from now on. What failed before was their own, if it came from the same address; the rest still counts for
    /// the addresses it came from.
    pub(super) async fn succeed(&self, to: &mut Connection, at: Instant) -> Result<(), StoreError> {
        let (login, address) = (self.login.as_str(), self.address.as_str());
        let forgotten = at.saturating_sub(KNOWN_FOR);
        to.execute("DELETE FROM known_address WHERE at <= $1", vec![forgotten.into()]).await?;
        let row = vec![login.into(), address.into(), at.into()];
        let again = " ON CONFLICT (login, address) DO UPDATE SET at = EXCLUDED.at";
        to.insert("known_address", &["login", "address", "at"], vec![row], again).await?;
        let sql = "DELETE FROM attempt WHERE login = $1 AND address = $2";
        to.execute(sql, vec![login.into(), address.into()]).await?;
        to.execute("UPDATE attempt SET login = NULL WHERE login = $1", vec![login.into()]).await.map(|_| ())
    }
}
