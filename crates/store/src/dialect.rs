//! Where SQLite and PostgreSQL really differ. Everything else is one text for both.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use collection::fact::Instant;
use sqlx::ConnectOptions;
use sqlx::pool::PoolOptions;
use sqlx::postgres::{PgConnectOptions, PgDatabaseError};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};

use crate::db::{Connection, Pool};
use crate::error::{Reason, StoreError, Trouble};
use crate::location::Location;

/// How long one waits for a connection, and for a lock.
const PATIENCE: Duration = Duration::from_secs(5);

/// What a connection is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    Write,
    Read,
    /// A file that nobody writes to: a backup.
    Backup,
    /// A backup that is being made, which nobody else knows of: no file beside it.
    Copy,
}

pub(crate) async fn connect(location: &Location, used: Use) -> Result<Pool, StoreError> {
    Ok(match location {
        Location::Sqlite(path) => {
            let mut options =
                SqliteConnectOptions::new().filename(path).busy_timeout(PATIENCE).disable_statement_logging();
            options = match used {
                // What is acknowledged survives a power cut; what is erased is overwritten in the file.
                Use::Write => options
                    .create_if_missing(true)
                    .journal_mode(SqliteJournalMode::Wal)
                    .synchronous(SqliteSynchronous::Full)
                    .pragma("secure_delete", "ON"),
                Use::Read => options.pragma("query_only", "ON"),
                Use::Copy => options
                    .journal_mode(SqliteJournalMode::Memory)
                    .synchronous(SqliteSynchronous::Full)
                    .pragma("secure_delete", "ON"),
                Use::Backup => options.read_only(true).immutable(true),
            };
            let most = if used == Use::Read { 4 } else { 1 };
            let pool = PoolOptions::new().max_connections(most).acquire_timeout(PATIENCE * 2);
            let pool = pool.max_lifetime(None).idle_timeout(None).test_before_acquire(false);
            Pool::Sqlite(pool.connect_with(options).await?)
        }
        Location::Postgres(address) => {
            let options: PgConnectOptions = address.parse().map_err(|_| StoreError::Address)?;
            let options = options.application_name("jamfor").disable_statement_logging();
            let options = options.options([
                ("lock_timeout", "5s"),
                ("idle_in_transaction_session_timeout", "30s"),
                ("client_min_messages", "error"),
            ]);
            let options = match used {
                Use::Write | Use::Copy => options,
                Use::Read | Use::Backup => options.options([("default_transaction_read_only", "on")]),
            };
            let pool = PoolOptions::new().max_connections(if used == Use::Write { 2 } else { 4 });
            // Asking a connection whether it lives costs as much as a query: its first statement tells.
            let pool = pool.test_before_acquire(false);
            let pool = pool.acquire_timeout(PATIENCE).after_connect(move |connection, _| {
                Box::pin(async move {
                    // A server may be set up to acknowledge before it has written; a stricter setting is left.
                    let set = "SELECT set_config('synchronous_commit', 'on', false) \
                               WHERE current_setting('synchronous_commit') = 'off'";
                    sqlx::query(set).execute(connection).await.map(|_| ())
                })
            });
            Pool::Postgres(pool.connect_with(options).await?)
        }
    })
}

/// Begins a transaction that writes.
pub(crate) async fn begin_write(connection: &mut Connection) -> Result<(), StoreError> {
    // A transaction that began by reading could not become a writer while another writes.
    let begin = own(connection, "BEGIN IMMEDIATE", "BEGIN ISOLATION LEVEL READ COMMITTED");
    connection.script(begin).await
}

/// Begins a transaction that reads one state of everything.
pub(crate) async fn begin_read(connection: &mut Connection) -> Result<(), StoreError> {
    let begin = own(connection, "BEGIN", "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    connection.script(begin).await
}

/// Keeps other processes from changing tables until the transaction ends.
pub(crate) async fn lock_schema(connection: &mut Connection) -> Result<(), StoreError> {
    if connection.is_postgres() {
        connection.script("SELECT pg_advisory_xact_lock(7104611)").await?;
    }
    Ok(())
}

/// Whether there is such a table.
pub(crate) async fn has_table(connection: &mut Connection, name: &str) -> Result<bool, StoreError> {
    let sql = own(
        connection,
        "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = $1",
        "SELECT COUNT(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = $1",
    );
    Ok(connection.number(sqlx::AssertSqlSafe(sql.to_owned()), vec![name.into()]).await? > 0)
}

/// Lets one at a time change who may manage accounts, until the transaction ends: each sees what the one before left.
pub(crate) async fn lock_managers(connection: &mut Connection) -> Result<(), StoreError> {
    if connection.is_postgres() {
        connection.script("SELECT pg_advisory_xact_lock(7104612)").await?;
    }
    Ok(())
}

/// Lets one at a time take a step of a publication, until the transaction ends.
pub(crate) async fn lock_publishing(connection: &mut Connection) -> Result<(), StoreError> {
    if connection.is_postgres() {
        connection.script("SELECT pg_advisory_xact_lock(7104613)").await?;
    }
    Ok(())
}

/// Locks the rows of a `SELECT` until the transaction ends. SQLite has one writer, who has locked everything.
pub(crate) fn for_update(connection: &Connection) -> &'static str {
    own(connection, "", " FOR UPDATE")
}

/// The time, by the database's clock, so that two processes agree; SQLite has none but the process's.
pub(crate) async fn now(connection: &mut Connection) -> Result<Instant, StoreError> {
    if !connection.is_postgres() {
        return Ok(process_clock());
    }
    let clock = "SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT)";
    connection.number(clock, Vec::new()).await
}

#[expect(clippy::disallowed_methods, reason = "the one clock of the embedded store")]
fn process_clock() -> Instant {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Instant::try_from(since.as_micros()).unwrap_or(Instant::MAX)
}

/// The text that only this database reads.
pub(crate) fn own<'a>(connection: &Connection, sqlite: &'a str, postgres: &'a str) -> &'a str {
    if connection.is_postgres() { postgres } else { sqlite }
}

pub(crate) fn trouble(error: &sqlx::Error) -> Trouble {
    let sqlx::Error::Database(said) = error else {
        let reason = match error {
            sqlx::Error::PoolClosed => Reason::Closing,
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::Protocol(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::WorkerCrashed => Reason::Unreachable,
            // Not ours to list: the library adds to them.
            _ => Reason::Other,
        };
        return Trouble::of(reason);
    };
    let code = said.code().map(|code| code.into_owned());
    let known = code.as_deref().unwrap_or_default();
    let reason = if said.try_downcast_ref::<PgDatabaseError>().is_some() {
        postgres_reason(known)
    } else {
        sqlite_reason(known.parse().unwrap_or(0))
    };
    Trouble { reason, code }
}

/// Appendix A of PostgreSQL's manual.
fn postgres_reason(code: &str) -> Reason {
    match code {
        "53100" => Reason::Full,
        "40001" | "40P01" | "55P03" => Reason::Busy,
        "57014" | "25P03" => Reason::Slow,
        "23505" => Reason::Twice,
        "25006" => Reason::ReadOnly,
        "3D000" => Reason::Missing,
        "42501" => Reason::Denied,
        _ if code.starts_with("08") || code.starts_with("57P") || code == "53300" => Reason::Unreachable,
        _ if code.starts_with("28") => Reason::Denied,
        _ if code.starts_with("XX") => Reason::Damaged,
        _ => Reason::Other,
    }
}

/// SQLite's result codes; the low byte is the primary one.
fn sqlite_reason(code: i64) -> Reason {
    match (code & 0xff, code) {
        (_, 1555 | 2067) => Reason::Twice,
        // A write that the system refused: the file may not grow any more.
        (13, _) | (_, 778) => Reason::Full,
        (5 | 6, _) => Reason::Busy,
        (8, _) => Reason::ReadOnly,
        (3 | 23, _) => Reason::Denied,
        (14, _) => Reason::Missing,
        (11 | 26, _) => Reason::Damaged,
        (10, _) => Reason::Unreachable,
        _ => Reason::Other,
    }
}
