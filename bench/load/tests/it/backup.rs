//! `jamfor backup` while the service runs and people save.

use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use collection::round::Class;
use load::crash;
use load::fixture::{self, round_id};
use load::place::Kind;
use load::service::Service;
use load::storm::{self, PEOPLE, Pace, Working};
use store::{Location, Store};

use crate::{place, program, run};

/// Every backup holds what had been acknowledged when it began, nothing half, and hinders nobody.
async fn backed_up_under_load(kind: Kind) -> Result<()> {
    let place = place(kind);
    let store = place.open().await?;
    let tokens = fixture::fill(&store, Class::Open, 4, PEOPLE).await?;
    let service = Service::start(&program(), &place)?;
    let people = storm::people(&service, &tokens).await?;
    let working = Working::begin(people, Pace { think: Duration::from_millis(200), seed: 3 });
    working.until(5).await;
    let mut backups = Vec::new();
    for no in 0..3 {
        let file = place.folder().join(format!("kopia-{no}.bak"));
        let before = store.chain_end(&round_id()).await?;
        let backup =
            Command::new(program()).arg("backup").arg(&file).args(["--store", &place.text()]).spawn();
        let mut backup = backup?;
        let status = tokio::task::spawn_blocking(move || backup.wait()).await??;
        ensure!(status.success(), "backup {no}: {status}");
        backups.push((file, before, store.chain_end(&round_id()).await?));
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
    let done = working.end().await?;
    ensure!(done.failed.is_empty(), "nobody was hindered: {:?}", done.failed);
    crash::check(&store, &done.sent).await?;
    let now = store.chain_end(&round_id()).await?;
    let first = backups.first().context("a backup")?.1;
    ensure!(now.no > first.no, "people saved all the while: {} to {}", first.no, now.no);
    for (no, (file, before, after)) in backups.iter().enumerate() {
        let path = place.folder().join(format!("igen-{no}.db"));
        let status = Command::new(program()).arg("restore").arg(file).arg("--store").arg(&path).status()?;
        ensure!(status.success(), "restore {no}: {status}");
        let restored = Store::open_existing(&Location::Sqlite(path)).await?;
        let end = restored.chain_end(&round_id()).await?;
        ensure!(
            (before.no..=after.no).contains(&end.no),
            "backup {no}: {} not within {}..={}",
            end.no,
            before.no,
            after.no
        );
        let audit = restored.verify(&round_id(), Some(*before)).await?;
        ensure!(audit.faults.is_empty(), "backup {no}: {:?}", audit.faults);
        let audit = store.verify(&round_id(), Some(end)).await?;
        ensure!(audit.faults.is_empty(), "backup {no} is not of this chain: {:?}", audit.faults);
        restored.close().await;
    }
    service.stop().await?;
    store.close().await;
    Ok(())
}

#[test]
fn a_backup_while_people_save_is_whole_on_sqlite() {
    run(backed_up_under_load(Kind::Sqlite));
}

#[test]
fn a_backup_while_people_save_is_whole_on_postgres() {
    run(backed_up_under_load(Kind::Postgres));
}
