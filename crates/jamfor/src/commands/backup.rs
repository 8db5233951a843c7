//! `jamfor backup` and `jamfor restore`: the whole store of answers in one file, while it is used.

use std::fs::{self, File};
use std::path::Path;

use anyhow::Result;
use store::{Location, Store};

use crate::arguments::{BackupOptions, Lang};
use crate::refused::{Doing, Refused};
use crate::stored::access::{wait, with_store};
use crate::stored::location::store_location;
use crate::stored::words;
use crate::{WrongUsage, tell};

pub(crate) fn backup(options: &BackupOptions, lang: Lang) -> Result<()> {
    let file = &options.file;
    must_be_a_file(file, "backup", lang)?;
    let location = store_location(options.store.store.as_deref(), lang)?;
    if file.symlink_metadata().is_ok() {
        let (sv, en) = (
            format!(
                "{} finns redan: en säkerhetskopia skrivs aldrig över en fil, så välj ett annat namn",
                file.display()
            ),
            format!(
                "{} is there already: a backup is never written over a file, so choose another name",
                file.display()
            ),
        );
        return Err(WrongUsage(lang.say(&sv, &en).to_owned()).into());
    }
    with_store(&location, async |store| store.backup(file).await)?;
    let bytes = fs::metadata(file).map(|metadata| metadata.len()).unwrap_or_default();
    let (shown, kib) = (file.display(), bytes.div_ceil(1024));
    tell(&match lang {
        Lang::Sv => format!(
            "skrev {shown} ({kib} KiB); bara du får läsa den. Pröva den: jamfor restore {shown} --store prov.db"
        ),
        Lang::En => format!(
            "wrote {shown} ({kib} KiB); only you may read it. Try it: jamfor restore {shown} --store trial.db"
        ),
    });
    Ok(())
}

pub(crate) fn restore(options: &BackupOptions, lang: Lang) -> Result<()> {
    let file = &options.file;
    must_be_a_file(file, "restore", lang)?;
    let location = store_location(options.store.store.as_deref(), lang)?;
    // Before a store is made for nothing.
    let opened = File::open(file).and_then(|opened| match opened.metadata()?.is_dir() {
        true => Err(std::io::ErrorKind::IsADirectory.into()),
        false => Ok(()),
    });
    opened.map_err(|error| Refused::of(&error, Doing::Reading, file))?;
    let is_new = matches!(&location, Location::Sqlite(path) if !path.exists());
    let restored = wait(async {
        let store = Store::open(&location).await.map_err(|error| words::told(&error, &location))?;
        let restored = store.restore(file).await;
        store.close().await;
        restored.map_err(|error| words::told(&error, &location))
    });
    if let (Err(_), Location::Sqlite(path), true) = (&restored, &location, is_new) {
        remove(path);
    }
    let counts = restored?;
    let count = |table: &str| counts.get(table).copied().unwrap_or_default();
    let (rounds, responses, facts) = (count("round"), count("response"), count("fact"));
    tell(&match lang {
        Lang::Sv => format!(
            "läste tillbaka {rounds} omgångar, {responses} svar, {facts} uppgifter till {location}; kedjorna håller. Alla loggar in på nytt."
        ),
        Lang::En => format!(
            "restored {rounds} rounds, {responses} responses, {facts} facts to {location}; the chains hold. Everybody signs in anew."
        ),
    });
    Ok(())
}

/// An address in place of the file is told without repeating it: it may hold a password.
fn must_be_a_file(file: &Path, command: &str, lang: Lang) -> Result<()> {
    if !file.to_string_lossy().contains("://") {
        return Ok(());
    }
    let (sv, en) = (
        format!("först en fil, sedan svarslagrets adress: jamfor {command} FIL --store ADRESS"),
        format!("first a file, then the address of the store: jamfor {command} FILE --store ADDRESS"),
    );
    Err(WrongUsage(lang.say(&sv, &en).to_owned()).into())
}

/// An embedded store that was made for a restore that failed.
fn remove(path: &Path) {
    for beside in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(beside);
        let _ = fs::remove_file(name);
    }
}
