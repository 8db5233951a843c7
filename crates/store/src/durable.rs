//! What the store's own connections are set to: what is acknowledged survives a power cut.

use tempfile::TempDir;

use crate::db::{Connection, Pool};
use crate::{Location, Store, postgres};

async fn said(to: &mut Connection, sql: &'static str) -> String {
    let rows = to.rows(sql, Vec::new()).await.expect("it is asked");
    rows[0].text(0).or_else(|_| rows[0].int(0).map(|number| number.to_string())).expect("a text or a number")
}

/// What every connection of a pool says, all of them taken at once.
async fn settings<const N: usize>(pool: &Pool, count: usize, asked: [&'static str; N]) -> Vec<[String; N]> {
    let (mut connections, mut all) = (Vec::new(), Vec::new());
    for _ in 0..count {
        connections.push(pool.connection().await.expect("there is one"));
    }
    for to in &mut connections {
        let mut one = Vec::new();
        for sql in asked {
            one.push(said(to, sql).await);
        }
        all.push(one.try_into().expect("as many as were asked"));
    }
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn sqlite_writes_to_its_log_and_waits_for_the_disk() {
    let folder = TempDir::new().expect("a folder");
    let store = Store::open(&Location::Sqlite(folder.path().join("svar.db"))).await.expect("it opens");
    let asked = ["PRAGMA journal_mode", "PRAGMA synchronous", "PRAGMA secure_delete", "PRAGMA query_only"];
    // 2 is FULL: the log is on disk before a commit is answered.
    let writes = [["wal", "2", "1", "0"].map(str::to_owned)];
    assert_eq!(settings(&store.0.write, 1, asked).await, writes);
    // A transaction that is given up takes its connection with it; the next is set the same.
    drop(store.0.write.write().await.expect("it begins"));
    assert_eq!(settings(&store.0.write, 1, asked).await, writes);
    for reads in settings(&store.0.read, 4, ["PRAGMA journal_mode", "PRAGMA query_only"]).await {
        assert_eq!(reads, ["wal", "1"]);
    }
    store.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn postgresql_waits_for_its_disk_whatever_it_is_set_to() {
    let server = postgres::shared();
    let asked = ["SHOW synchronous_commit", "SHOW default_transaction_read_only", "SHOW lock_timeout"];
    // Set to acknowledge before anything is written, the store asks for more; set to wait for others, too, it is left.
    for (set_to, expected) in [("off", "on"), ("on", "on"), ("remote_apply", "remote_apply")] {
        let address = server.new_database();
        let name = address.rsplit('/').next().expect("a name");
        server.sql("postgres", &format!("ALTER DATABASE {name} SET synchronous_commit = '{set_to}'"));
        let store = Store::open(&Location::Postgres(address)).await.expect("it opens");
        for writes in settings(&store.0.write, 2, asked).await {
            assert_eq!(writes, [expected, "off", "5s"], "{set_to}");
        }
        drop(store.0.write.write().await.expect("it begins"));
        for writes in settings(&store.0.write, 2, asked).await {
            assert_eq!(writes, [expected, "off", "5s"], "{set_to}, another connection");
        }
        for reads in settings(&store.0.read, 4, asked).await {
            assert_eq!(reads, [expected, "on", "5s"], "{set_to}");
        }
        store.close().await;
    }
}
