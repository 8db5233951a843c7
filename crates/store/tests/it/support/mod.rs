//! A store to test on, and facts to give it.

pub(crate) mod facts;
pub(crate) mod people;
pub(crate) mod postgres;

use std::path::Path;
use std::time::Duration;

use store::{Location, Store};
use tempfile::TempDir;

/// Where a test's store is. Both have a folder that is removed afterwards.
pub(crate) struct Place {
    pub(crate) location: Location,
    pub(crate) folder: TempDir,
}

/// A new embedded store.
pub(crate) fn sqlite() -> Place {
    let folder = TempDir::new().expect("a folder");
    Place { location: Location::Sqlite(folder.path().join("svar.db")), folder }
}

/// A new database on the tests' PostgreSQL.
pub(crate) fn postgres() -> Place {
    let location = Location::Postgres(postgres::shared().new_database());
    Place { location, folder: TempDir::new().expect("a folder") }
}

/// Somebody whose transaction on the server is open.
pub(crate) struct Open(sqlx::PgConnection);

impl Open {
    async fn begin(address: &str, sql: &str) -> Self {
        use sqlx::{Connection, Executor};
        let mut to = sqlx::PgConnection::connect(address).await.expect("connected");
        to.execute("BEGIN ISOLATION LEVEL REPEATABLE READ").await.expect("begun");
        to.execute(sqlx::AssertSqlSafe(sql.to_owned())).await.expect("done");
        Self(to)
    }

    pub(crate) async fn end(self) {
        sqlx::Connection::close(self.0).await.expect("closed");
    }
}

impl Place {
    pub(crate) async fn open(&self) -> Store {
        Store::open(&self.location).await.expect("the store opens")
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn is_sqlite(&self) -> bool {
        matches!(self.location, Location::Sqlite(_))
    }

    /// A text that was erased is in no file: of SQLite, whose files are all there are.
    pub(crate) fn holds_nowhere(&self, text: &str) {
        if !self.is_sqlite() {
            return;
        }
        for file in std::fs::read_dir(self.folder()).expect("read").flatten() {
            let bytes = std::fs::read(file.path()).expect("read");
            let found = bytes.windows(text.len()).any(|window| window == text.as_bytes());
            assert!(!found, "{} still holds it", file.path().display());
        }
    }

    /// Whether a file of the server's database holds a text, once all of it is written down.
    pub(crate) async fn server_holds(&self, text: &str) -> bool {
        self.sql("CHECKPOINT").await.expect("everything is written");
        let place = "SELECT current_setting('data_directory') || '/base/' || oid FROM pg_database \
                     WHERE datname = current_database()";
        let folder = self.texts(place).await.expect("read").remove(0);
        let files = std::fs::read_dir(&folder).expect("read").flatten();
        // A file may go away between the listing and the reading.
        files
            .filter_map(|file| std::fs::read(file.path()).ok())
            .any(|bytes| bytes.windows(text.len()).any(|window| window == text.as_bytes()))
    }

    /// Somebody on the server who sees everything as it was when they asked, until they end.
    pub(crate) async fn read_until(&self, sql: &str) -> Open {
        let Location::Postgres(address) = &self.location else { panic!("there is no server") };
        Open::begin(address, sql).await
    }

    /// Somebody who has begun to write in another of the server's databases.
    pub(crate) async fn write_elsewhere() -> Open {
        Open::begin(&postgres::shared().new_database(), "CREATE TABLE of_others (no INT)").await
    }

    /// Runs SQL behind the store's back.
    pub(crate) async fn sql(&self, sql: &str) -> Result<(), sqlx::Error> {
        self.texts(sql).await.map(|_| ())
    }

    /// The first column of what a query gives, as texts.
    pub(crate) async fn texts(&self, sql: &str) -> Result<Vec<String>, sqlx::Error> {
        use sqlx::{Connection, Row};
        let sql = sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned()));
        match &self.location {
            Location::Sqlite(path) => {
                let options = sqlx::sqlite::SqliteConnectOptions::new().filename(path).foreign_keys(false);
                let mut to = sqlx::SqliteConnection::connect_with(&options).await?;
                let rows = sql.fetch_all(&mut to).await?;
                to.close().await?;
                rows.iter().map(|row| row.try_get(0)).collect()
            }
            Location::Postgres(address) => {
                let mut to = sqlx::PgConnection::connect(address).await?;
                let rows = sql.fetch_all(&mut to).await?;
                to.close().await?;
                rows.iter().map(|row| row.try_get(0)).collect()
            }
        }
    }

    /// Takes away what forbids changes: what the database's owner can do.
    pub(crate) async fn unlock(&self) {
        if self.is_sqlite() {
            for name in self
                .texts("SELECT name FROM sqlite_master WHERE type = 'trigger'")
                .await
                .expect("they are read")
            {
                self.sql(&format!("DROP TRIGGER {name}")).await.expect("it goes");
            }
        } else {
            for table in [
                "batch",
                "event",
                "fact",
                "head",
                "round",
                "response",
                "publishing",
                "publication_file",
                "publication_piece",
            ] {
                let sql = format!("ALTER TABLE {table} DISABLE TRIGGER ALL");
                self.sql(&sql).await.expect("the owner may");
            }
        }
    }
}

/// Runs a test to its end; a test that hangs fails.
pub(crate) fn run<F: Future<Output = ()>>(place: Place, test: impl FnOnce(Place) -> F) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let limited = async { tokio::time::timeout(Duration::from_secs(240), test(place)).await };
    runtime.expect("a runtime").block_on(limited).expect("in time");
}

/// Makes of each `async fn(Place)` a test on both databases.
macro_rules! on_both {
    ($($name:ident),* $(,)?) => {
        mod on_sqlite {
            $(#[test] fn $name() { crate::support::run(crate::support::sqlite(), super::$name) })*
        }
        mod on_postgres {
            $(#[test] fn $name() { crate::support::run(crate::support::postgres(), super::$name) })*
        }
    };
}
pub(crate) use on_both;
