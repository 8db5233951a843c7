//! Makes the tables, and brings those of an older program up to date: numbered texts, each applied once.

use crate::db::{Connection, Pool};
use crate::dialect;
use crate::error::StoreError;

struct Migration {
    no: i64,
    name: &'static str,
    both: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
}

/// In order. One that was released is never changed.
const MIGRATIONS: [Migration; 8] = [
    Migration {
        no: 1,
        name: "rounds, responses, facts and their chain",
        both: include_str!("../migrations/0001.sql"),
        sqlite: include_str!("../migrations/0001.sqlite.sql"),
        postgres: include_str!("../migrations/0001.postgres.sql"),
    },
    Migration {
        no: 2,
        name: "links, accounts, sessions and what is done to them",
        both: include_str!("../migrations/0002.sql"),
        sqlite: include_str!("../migrations/0002.sqlite.sql"),
        postgres: include_str!("../migrations/0002.postgres.sql"),
    },
    Migration {
        no: 3,
        name: "invitations, and rounds that are made up",
        both: include_str!("../migrations/0003.sql"),
        sqlite: include_str!("../migrations/0003.sqlite.sql"),
        postgres: include_str!("../migrations/0003.postgres.sql"),
    },
    Migration {
        no: 4,
        name: "where responses stand",
        both: include_str!("../migrations/0004.sql"),
        sqlite: include_str!("../migrations/0004.sqlite.sql"),
        postgres: include_str!("../migrations/0004.postgres.sql"),
    },
    Migration {
        no: 5,
        name: "identities of providers, known addresses",
        both: include_str!("../migrations/0005.sql"),
        sqlite: "",
        postgres: "",
    },
    Migration {
        no: 6,
        name: "when somebody showed who they are",
        both: include_str!("../migrations/0006.sql"),
        sqlite: "",
        postgres: "",
    },
    Migration {
        no: 7,
        name: "publications and their files",
        both: include_str!("../migrations/0007.sql"),
        sqlite: include_str!("../migrations/0007.sqlite.sql"),
        postgres: include_str!("../migrations/0007.postgres.sql"),
    },
    Migration {
        no: 8,
        name: "how often publications are shown and downloaded",
        both: include_str!("../migrations/0008.sql"),
        sqlite: "",
        postgres: "",
    },
];

/// The version of the tables that this program knows.
pub(crate) const KNOWN: i64 = MIGRATIONS[MIGRATIONS.len() - 1].no;

pub(crate) async fn migrate(pool: &Pool) -> Result<(), StoreError> {
    let mut transaction = pool.write().await?;
    dialect::lock_schema(&mut transaction).await?;
    let found = version(&mut transaction).await?;
    if found > KNOWN {
        return Err(StoreError::Newer { found, known: KNOWN });
    }
    for migration in MIGRATIONS.iter().filter(|migration| migration.no > found) {
        transaction.script(migration.both).await?;
        let own = dialect::own(&transaction, migration.sqlite, migration.postgres);
        transaction.script(own).await?;
        let at = dialect::now(&mut transaction).await?;
        let row = vec![migration.no.into(), migration.name.into(), at.into()];
        transaction.insert("migration", &["no", "name", "at"], vec![row], "").await?;
    }
    transaction.commit().await
}

async fn version(connection: &mut Connection) -> Result<i64, StoreError> {
    let table = "CREATE TABLE IF NOT EXISTS migration \
                 (no BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, at BIGINT NOT NULL)";
    connection.script(table).await?;
    applied(connection).await
}

/// The last migration of tables that somebody has made.
pub(crate) async fn applied(connection: &mut Connection) -> Result<i64, StoreError> {
    let rows = connection.rows("SELECT MAX(no) FROM migration", Vec::new()).await?;
    Ok(rows.first().map_or(Ok(None), |row| row.int_or_none(0))?.unwrap_or(0))
}
