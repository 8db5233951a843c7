//! One way to speak to both databases: a statement with `$1`, and values that are texts or whole numbers.

use std::ops::{Deref, DerefMut};

use sqlx::pool::PoolConnection;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Postgres, Row as _, SqlSafeStr, SqlStr, Sqlite};

use crate::dialect;
use crate::error::{Reason, StoreError, Trouble};

#[derive(Clone)]
pub(crate) enum Pool {
    Sqlite(sqlx::Pool<Sqlite>),
    Postgres(sqlx::Pool<Postgres>),
}

impl Pool {
    pub(crate) async fn connection(&self) -> Result<Connection, StoreError> {
        Ok(Connection { live: self.live().await?, spare: Some(Spare { pool: self.clone(), left: SPARES }) })
    }

    async fn live(&self) -> Result<Live, StoreError> {
        Ok(match self {
            Self::Sqlite(pool) => Live::Sqlite(pool.acquire().await?),
            Self::Postgres(pool) => Live::Postgres(pool.acquire().await?),
        })
    }

    /// A transaction that writes.
    pub(crate) async fn write(&self) -> Result<Transaction, StoreError> {
        let mut transaction = Transaction(Some(self.connection().await?));
        dialect::begin_write(&mut transaction).await?;
        Ok(transaction)
    }

    /// A transaction that sees one state of everything.
    pub(crate) async fn read(&self) -> Result<Transaction, StoreError> {
        let mut transaction = Transaction(Some(self.connection().await?));
        dialect::begin_read(&mut transaction).await?;
        Ok(transaction)
    }

    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite(pool) => pool.close().await,
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

/// What is not committed is rolled back: its connection is closed.
pub(crate) struct Transaction(Option<Connection>);

impl Transaction {
    pub(crate) async fn commit(mut self) -> Result<(), StoreError> {
        self.script("COMMIT").await?;
        drop(self.0.take());
        Ok(())
    }
}

impl Deref for Transaction {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.0.as_ref().expect("only `commit` and `drop` take it, and both end it")
    }
}

impl DerefMut for Transaction {
    fn deref_mut(&mut self) -> &mut Connection {
        self.0.as_mut().expect("only `commit` and `drop` take it, and both end it")
    }
}

impl Drop for Transaction {
    fn drop(&mut self) {
        if let Some(connection) = &mut self.0 {
            connection.live.close_on_drop();
        }
    }
}

macro_rules! with_values {
    ($query:expr, $values:expr) => {{
        let mut query = $query;
        for value in $values {
            query = match value {
                Value::Text(text) => query.bind(text),
                Value::Int(number) => query.bind(number),
            };
        }
        query
    }};
}

/// A connection of a pool. One that lay there while the database went away and came back is dead, which nobody knows before
/// it is asked: until its first statement was answered, another takes its place.
pub(crate) struct Connection {
    live: Live,
    spare: Option<Spare>,
}

/// A pool holds at most so many connections; a new one, made after all of them were dead, lives.
const SPARES: u8 = 4;

struct Spare {
    pool: Pool,
    left: u8,
}

enum Live {
    Sqlite(PoolConnection<Sqlite>),
    Postgres(PoolConnection<Postgres>),
}

impl Live {
    fn close_on_drop(&mut self) {
        match self {
            Self::Sqlite(connection) => connection.close_on_drop(),
            Self::Postgres(connection) => connection.close_on_drop(),
        }
    }

    async fn ask(&mut self, what: What) -> Result<Vec<Row>, StoreError> {
        Ok(match (self, what) {
            (Self::Sqlite(to), What::Query(sql, values)) => {
                let rows = with_values!(sqlx::query(sql), values).fetch_all(&mut **to).await?;
                rows.into_iter().map(Row::Sqlite).collect()
            }
            (Self::Postgres(to), What::Query(sql, values)) => {
                let rows = with_values!(sqlx::query(sql), values).fetch_all(&mut **to).await?;
                rows.into_iter().map(Row::Postgres).collect()
            }
            (Self::Sqlite(to), What::Script(sql)) => {
                sqlx::raw_sql(sql).execute(&mut **to).await.map(|_| Vec::new())?
            }
            (Self::Postgres(to), What::Script(sql)) => {
                sqlx::raw_sql(sql).execute(&mut **to).await.map(|_| Vec::new())?
            }
        })
    }
}

/// What is asked of a connection.
#[derive(Clone)]
enum What {
    /// One statement and its values.
    Query(SqlStr, Vec<Value>),
    /// Several, whose rows nobody looks at.
    Script(SqlStr),
}

/// A value that is bound to a statement.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    Text(Option<String>),
    Int(Option<i64>),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(Some(text.to_owned()))
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(Some(text))
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Int(Some(number))
    }
}

impl From<Option<i64>> for Value {
    fn from(number: Option<i64>) -> Self {
        Self::Int(number)
    }
}

pub(crate) enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

impl Row {
    pub(crate) fn text(&self, column: usize) -> Result<String, StoreError> {
        Ok(match self {
            Self::Sqlite(row) => row.try_get(column)?,
            Self::Postgres(row) => row.try_get(column)?,
        })
    }

    pub(crate) fn int(&self, column: usize) -> Result<i64, StoreError> {
        Ok(match self {
            Self::Sqlite(row) => row.try_get(column)?,
            Self::Postgres(row) => row.try_get(column)?,
        })
    }

    pub(crate) fn text_or_none(&self, column: usize) -> Result<Option<String>, StoreError> {
        Ok(match self {
            Self::Sqlite(row) => row.try_get(column)?,
            Self::Postgres(row) => row.try_get(column)?,
        })
    }

    pub(crate) fn int_or_none(&self, column: usize) -> Result<Option<i64>, StoreError> {
        Ok(match self {
            Self::Sqlite(row) => row.try_get(column)?,
            Self::Postgres(row) => row.try_get(column)?,
        })
    }

    /// A text of which something is made.
    pub(crate) fn parsed<T: std::str::FromStr>(
        &self,
        column: usize,
        table: &'static str,
    ) -> Result<T, StoreError> {
        self.text(column)?.parse().map_err(|_| StoreError::Unreadable { table })
    }
}

impl Connection {
    /// Which database it leads to.
    pub(crate) fn is_postgres(&self) -> bool {
        matches!(self.live, Live::Postgres(_))
    }

    /// Whether another connection took the place of one that was dead before anything was asked of it.
    async fn replaced(&mut self, error: &StoreError) -> Result<bool, StoreError> {
        let dead = matches!(error, StoreError::Database(trouble) if trouble.reason == Reason::Unreachable);
        let Some(spare) = self.spare.as_mut().filter(|spare| dead && spare.left > 0) else {
            return Ok(false);
        };
        spare.left -= 1;
        self.live.close_on_drop();
        self.live = spare.pool.live().await?;
        Ok(true)
    }

    /// Runs a statement; how many rows it changed.
    pub(crate) async fn execute(
        &mut self,
        sql: impl SqlSafeStr,
        values: Vec<Value>,
    ) -> Result<u64, StoreError> {
        Ok(match &mut self.live {
            Live::Sqlite(to) => {
                with_values!(sqlx::query(sql), values).execute(&mut **to).await?.rows_affected()
            }
            Live::Postgres(to) => {
                with_values!(sqlx::query(sql), values).execute(&mut **to).await?.rows_affected()
            }
        })
    }

    /// Asks, and asks another connection if this one was dead before anything was asked of it.
    async fn ask(&mut self, what: What) -> Result<Vec<Row>, StoreError> {
        loop {
            match self.live.ask(what.clone()).await {
                Err(error) if self.replaced(&error).await? => {}
                answered => {
                    self.spare = None;
                    return answered;
                }
            }
        }
    }

    /// The rows of a query.
    pub(crate) async fn rows(
        &mut self,
        sql: impl SqlSafeStr,
        values: Vec<Value>,
    ) -> Result<Vec<Row>, StoreError> {
        self.ask(What::Query(sql.into_sql_str(), values)).await
    }

    /// The whole number that a query gives, in its first row; 0 if it has no row.
    pub(crate) async fn number(
        &mut self,
        sql: impl SqlSafeStr,
        values: Vec<Value>,
    ) -> Result<i64, StoreError> {
        self.rows(sql, values).await?.first().map_or(Ok(0), |row| row.int(0))
    }

    /// Several statements without values.
    pub(crate) async fn script(&mut self, sql: &str) -> Result<(), StoreError> {
        self.ask(What::Script(AssertSqlSafe(sql.to_owned()).into_sql_str())).await.map(|_| ())
    }

    /// The rows of `{select} IN (…){after}`, for any number of texts.
    ///
    /// The texts of the statements are few, so that the database keeps them prepared.
    pub(crate) async fn rows_in(
        &mut self,
        select: &str,
        among: &[String],
        after: &str,
    ) -> Result<Vec<Row>, StoreError> {
        let mut rows = Vec::new();
        for some in among.chunks(256) {
            let width = [1, 4, 16, 64].into_iter().find(|width| some.len() <= *width).unwrap_or(256);
            let last = some.len() - 1;
            let values = (0..width).map(|i| some[i.min(last)].as_str().into()).collect();
            let marks = (1..=width).map(|i| format!("${i}")).collect::<Vec<_>>().join(", ");
            rows.extend(self.rows(AssertSqlSafe(format!("{select} IN ({marks}){after}")), values).await?);
        }
        Ok(rows)
    }

    /// Inserts rows, many at a time. `conflict` ends the statement.
    pub(crate) async fn insert(
        &mut self,
        table: &str,
        columns: &[&str],
        rows: Vec<Vec<Value>>,
        conflict: &str,
    ) -> Result<(), StoreError> {
        let mut rows = rows.into_iter();
        while rows.len() > 0 {
            let height = [64, 16, 4].into_iter().find(|height| *height <= rows.len()).unwrap_or(1);
            let marks = |row: usize| {
                let marks = (1..=columns.len()).map(|column| format!("${}", row * columns.len() + column));
                format!("({})", marks.collect::<Vec<_>>().join(", "))
            };
            let marks = (0..height).map(marks).collect::<Vec<_>>().join(", ");
            let sql = format!("INSERT INTO {table} ({}) VALUES {marks}{conflict}", columns.join(", "));
            let values = rows.by_ref().take(height).flatten().collect();
            self.execute(AssertSqlSafe(sql), values).await?;
        }
        Ok(())
    }
}

/// Ends what takes too long; its connection is closed.
pub(crate) async fn in_time<T>(
    limit: std::time::Duration,
    work: impl Future<Output = Result<T, StoreError>>,
) -> Result<T, StoreError> {
    match tokio::time::timeout(limit, work).await {
        Ok(done) => done,
        Err(_) => Err(StoreError::Database(Trouble::of(Reason::Slow))),
    }
}
