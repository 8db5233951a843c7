//! The disk is full: a small disk of its own, really full, where whoever runs the tests may mount one; and PostgreSQL's own
//! word for it everywhere. `crash.rs` has a file that may not grow.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use collection::fact::Fact;
use store::{Location, NotAppended, Reason, Store};

use crate::support::facts::*;
use crate::support::postgres::Server;
use crate::support::{self, Place, run};

/// Where the small disk is, for a test that was started on one.
const SMALL: &str = "JAMFOR_TEST_SMALL_DISK";
/// An empty database of PostgreSQL 15 is 7.5 MB.
const SIZE: &str = "size=32m,mode=0777";

/// Runs one of these tests again as a process that alone sees a small disk, which goes when the process ends.
fn on_a_small_disk(test: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let as_root = |script: &str| {
        let mut command = Command::new("unshare");
        command.args(["--mount", "--", "sh", "-c", script]);
        command.arg(std::env::current_exe().expect("this program")).arg(test);
        command.env(SMALL, folder.path()).env("SIZE", SIZE);
        command.output().expect("unshare is there")
    };
    let mount = r#"mount -t tmpfs -o "$SIZE" jamfor "$JAMFOR_TEST_SMALL_DISK""#;
    if !as_root(mount).status.success() {
        eprintln!("{test}: not run, for only root may mount a small disk");
        return;
    }
    let told = as_root(&format!(r#"{mount} && exec "$0" --exact "$1" --ignored --nocapture"#));
    let said = String::from_utf8_lossy(&told.stdout).into_owned() + &String::from_utf8_lossy(&told.stderr);
    assert!(told.status.success() && said.contains("1 passed"), "{said}");
}

#[test]
fn a_full_disk_under_sqlite_is_told_keeps_nothing_half_and_is_over_when_there_is_room() {
    on_a_small_disk("full::sqlite_on_a_small_disk");
}

#[test]
fn a_full_disk_under_postgresql_is_told_keeps_nothing_half_and_is_over_when_there_is_room() {
    on_a_small_disk("full::postgresql_on_a_small_disk");
}

#[test]
#[ignore = "a part of another test, which starts it on a small disk"]
fn sqlite_on_a_small_disk() {
    let Some(disk) = std::env::var_os(SMALL).map(PathBuf::from) else { return };
    run(support::sqlite(), async |_| {
        let store = Store::open(&Location::Sqlite(disk.join("svar.db"))).await.expect("it opens");
        fill_and_free(&store, &disk, "13").await;
    });
}

#[test]
#[ignore = "a part of another test, which starts it on a small disk"]
fn postgresql_on_a_small_disk() {
    let Some(disk) = std::env::var_os(SMALL).map(PathBuf::from) else { return };
    run(support::sqlite(), async |_| {
        let server = Server::start();
        let location = Location::Postgres(server.new_database_in(&disk.join("databas")));
        let store = Store::open(&location).await.expect("it opens");
        fill_and_free(&store, &disk, "53100").await;
    });
}

/// Fills what is left of the disk, saves until nothing fits, frees it, and saves what was refused.
async fn fill_and_free(store: &Store, disk: &Path, code: &str) {
    with_responses(store, "2018", 4).await;
    let mut taken = vec![put(store, save("before", "r0", &[("E1", "ja")])).await];
    let ballast = disk.join("ballast");
    let full = fs::write(&ballast, vec![b'x'; 64 << 20]).expect_err("it is larger than the disk");
    assert_eq!(full.kind(), std::io::ErrorKind::StorageFull);

    let long = "ett svar ".repeat(2_000);
    let mut refused: Vec<Fact> = Vec::new();
    for i in 0.. {
        // Four people at once: their facts are of one transaction.
        let facts =
            [0, 1, 2, 3].map(|who| save(&format!("p{i}-{who}"), &format!("r{who}"), &[("E2", &long)]));
        let sent = facts.clone().map(|fact| store.append(fact));
        let [a, b, c, d] = sent;
        let told = tokio::join!(a, b, c, d);
        for (fact, told) in facts.into_iter().zip([told.0, told.1, told.2, told.3]) {
            match told {
                Ok(appended) => taken.push(appended),
                Err(why) => {
                    is_full(&why, code);
                    refused.push(fact);
                }
            }
        }
        assert!(i < 200, "the disk is full in the end");
        if refused.len() >= 12 {
            break;
        }
    }
    keeps_just(store, &taken, &refused).await;

    fs::remove_file(&ballast).expect("it goes");
    for fact in refused {
        taken.push(put(store, fact).await);
    }
    taken.push(put(store, save("after", "r0", &[("E3", "ja")])).await);
    keeps_just(store, &taken, &[]).await;
}

fn is_full(why: &NotAppended, code: &str) {
    let NotAppended::NotSaved(trouble) = why else { panic!("{why}") };
    assert_eq!((trouble.reason, trouble.code.as_deref()), (Reason::Full, Some(code)), "{trouble}");
    assert_eq!(
        why.to_string(),
        format!(
            "not saved, try again: the database's disk is full; make room on it, and saving goes on (its code: {code})"
        )
    );
}

/// What was taken is there, what was refused is not, and the chain verifies.
async fn keeps_just(store: &Store, taken: &[store::Appended], refused: &[Fact]) {
    for appended in taken {
        let there = store.appended(&appended.fact).await.expect("read");
        assert_eq!(there.as_ref(), Some(appended), "what was acknowledged is there");
    }
    for fact in refused {
        assert_eq!(store.appended(&fact.id).await.expect("read"), None, "what was refused is not");
    }
    assert_eq!(sound(store, &round_id()).await.facts, taken.len() as i64);
}

/// PostgreSQL says so in the middle of a transaction: after facts were written, when heads are.
#[test]
fn postgresql_that_finds_its_disk_full_halfway_has_saved_nothing() {
    run(support::postgres(), async |place: Place| {
        let store = place.open().await;
        with_responses(&store, "2018", 1).await;
        let taken = put(&store, save("before", "r0", &[("E1", "ja")])).await;
        let raise = "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
            RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$";
        place.sql(raise).await.expect("it is made");
        let on = "CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE ON head FOR EACH ROW EXECUTE FUNCTION full_disk()";
        place.sql(on).await.expect("it is made");
        let fact = save("meanwhile", "r0", &[("E2", "ja")]);
        is_full(&store.append(fact.clone()).await.expect_err("it is full"), "53100");
        keeps_just(&store, std::slice::from_ref(&taken), std::slice::from_ref(&fact)).await;
        place.sql("DROP TRIGGER full_disk ON head").await.expect("it goes");
        let again = put(&store, fact).await;
        keeps_just(&store, &[taken, again], &[]).await;
    });
}
