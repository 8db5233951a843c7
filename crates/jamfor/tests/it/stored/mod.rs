//! Commands on the store of answers, on an embedded one in a file and on a real PostgreSQL.

mod audit;
mod backup;
mod bad_input;
mod compute;
mod erase;
mod events;
mod fill;
#[allow(dead_code)]
#[path = "../../../../store/tests/it/support/postgres.rs"]
mod postgres;
mod publish;

use std::path::Path;

use store::{Location, Store, StoreError};
use tempfile::TempDir;

/// Where a test's store is; commands are run in `folder`.
struct Place {
    location: Location,
    folder: TempDir,
}

impl Place {
    fn sqlite() -> Self {
        let folder = TempDir::new().expect("a folder");
        Self { location: Location::Sqlite(folder.path().join("svar.db")), folder }
    }

    fn postgres() -> Self {
        let location = Location::Postgres(postgres::shared().new_database());
        Self { location, folder: TempDir::new().expect("a folder") }
    }

    fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// As `--store` takes it.
    fn store(&self) -> String {
        match &self.location {
            Location::Sqlite(path) => path.to_str().expect("a path").to_owned(),
            Location::Postgres(address) => address.clone(),
        }
    }

    /// Does something with the store, as the service would.
    fn with<T>(&self, work: impl AsyncFnOnce(&Store) -> Result<T, StoreError>) -> T {
        run(async {
            let store = Store::open(&self.location).await.expect("it opens");
            let done = work(&store).await.expect("it is done");
            store.close().await;
            done
        })
    }

    /// Runs SQL behind the store's back, as whoever owns the database can.
    fn sql(&self, sql: &str) {
        use sqlx::{AssertSqlSafe, Connection};
        let sql = sqlx::raw_sql(AssertSqlSafe(sql.to_owned()));
        run(async {
            match &self.location {
                Location::Sqlite(path) => {
                    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(path);
                    let mut to = sqlx::SqliteConnection::connect_with(&options).await.expect("it opens");
                    sql.execute(&mut to).await.expect("it is done");
                    to.close().await.expect("it closes");
                }
                Location::Postgres(address) => {
                    let mut to = sqlx::PgConnection::connect(address).await.expect("it opens");
                    sql.execute(&mut to).await.expect("it is done");
                }
            }
        });
    }
}

fn run<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(work)
}

/// Makes of each `fn(Place)` a test on both databases.
macro_rules! on_both {
    ($($name:ident),* $(,)?) => {
        mod on_sqlite {
            $(#[test] fn $name() { super::$name(crate::stored::Place::sqlite()) })*
        }
        mod on_postgres {
            $(#[test] fn $name() { super::$name(crate::stored::Place::postgres()) })*
        }
    };
}
use on_both;
