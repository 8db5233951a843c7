//! Backup while running, and restoring one.

use std::fs::{self, File, OpenOptions};
use std::io::{BufReader, BufWriter, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use crate::Store;
use crate::db::Pool;
use crate::dialect::{self, Use};
use crate::error::StoreError;
use crate::location::Location;
use crate::migrate::{self, KNOWN};
use crate::tables::{PASSING, TABLES};
use crate::transfer::{self, Counts, Filling};

fn at(path: &Path) -> impl Fn(std::io::Error) -> StoreError + '_ {
    |error| StoreError::File { path: path.to_owned(), why: error.kind() }
}

/// A new file that only its owner reads: answers are nobody else's.
fn new_file(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Makes an embedded store's file, if it is not there, before the database does.
pub(crate) fn own_file(path: &Path) -> Result<(), StoreError> {
    match new_file(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(at(path)(error)),
    }
}

/// Beside a file, under another name until it is whole.
fn part(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".part");
    PathBuf::from(name)
}

async fn leave_out(copy: &Pool) -> Result<(), StoreError> {
    let mut transaction = copy.write().await?;
    for table in PASSING {
        transaction.script(&format!("DELETE FROM {table}")).await?;
    }
    transaction.commit().await
}

impl Store {
    /// Copies the store, as it is at one moment, into a new file, while others save: of SQLite a database, of
    /// PostgreSQL lines of JSON. Either is restored into either. Sessions and attempts to sign in are left out.
    ///
    /// # Errors
    /// The file exists, or cannot be written.
    pub async fn backup(&self, to: &Path) -> Result<(), StoreError> {
        if to.exists() {
            return Err(StoreError::File { path: to.to_owned(), why: ErrorKind::AlreadyExists });
        }
        let part = part(to);
        // What an earlier attempt left.
        let _ = fs::remove_file(&part);
        let done = self.backup_into(&part).await;
        let done = done.and_then(|()| {
            File::open(&part).and_then(|file| file.sync_all()).map_err(at(&part))?;
            fs::rename(&part, to).map_err(at(to))?;
            let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty());
            let folder = folder.unwrap_or(Path::new("."));
            File::open(folder).and_then(|folder| folder.sync_all()).map_err(at(folder))
        });
        if done.is_err() {
            let _ = fs::remove_file(&part);
        }
        done
    }

    async fn backup_into(&self, to: &Path) -> Result<(), StoreError> {
        let file = new_file(to).map_err(at(to))?;
        match self.location() {
            Location::Sqlite(_) => {
                drop(file);
                let path =
                    to.to_str().ok_or(StoreError::File { path: to.into(), why: ErrorKind::InvalidInput })?;
                // Of its own, because those that read may not even write another file.
                let pool = dialect::connect(self.location(), Use::Write).await?;
                let vacuum = pool.connection().await?.execute("VACUUM INTO $1", vec![path.into()]).await;
                pool.close().await;
                vacuum?;
                // Who is signed in is nobody's business later.
                let pool = dialect::connect(&Location::Sqlite(to.to_owned()), Use::Copy).await?;
                let left_out = leave_out(&pool).await;
                pool.close().await;
                left_out
            }
            Location::Postgres(_) => {
                let mut writer = BufWriter::new(file);
                self.export(&mut writer).await?;
                writer.flush().map_err(at(to))
            }
        }
    }

    /// Restores a backup or an export into this store, which must hold nothing, and verifies every chain. All or nothing.
    ///
    /// # Errors
    /// The store holds something, the file is no backup, or what it holds does not verify.
    pub async fn restore(&self, from: &Path) -> Result<Counts, StoreError> {
        let mut file = File::open(from).map_err(at(from))?;
        let mut magic = Vec::new();
        Read::by_ref(&mut file).take(16).read_to_end(&mut magic).map_err(at(from))?;
        if magic != b"SQLite format 3\0" {
            return self.import(&mut BufReader::new(File::open(from).map_err(at(from))?)).await;
        }
        let source = dialect::connect(&Location::Sqlite(from.to_owned()), Use::Backup).await?;
        let restored = self.copy_of(&source).await;
        source.close().await;
        restored
    }

    async fn copy_of(&self, source: &Pool) -> Result<Counts, StoreError> {
        let mut from = source.connection().await?;
        let mut to = self.0.write.write().await?;
        transfer::must_be_empty(&mut to).await?;
        let made = migrate::applied(&mut from).await?;
        if made > KNOWN {
            return Err(StoreError::Newer { found: made, known: KNOWN });
        }
        let mut filling = Filling::new();
        for (i, table) in TABLES.iter().enumerate().filter(|(_, table)| table.since <= made) {
            let mut last = None;
            loop {
                let rows = transfer::page(&mut from, table, last.as_ref()).await?;
                let Some(end) = rows.last() else { break };
                last = Some(transfer::key_of(table, end)?);
                for row in &rows {
                    filling.put(&mut to, i, transfer::values_of(table, row)?).await?;
                }
            }
        }
        filling.flush(&mut to).await?;
        transfer::settle(&mut to).await?;
        to.commit().await?;
        Ok(filling.counts)
    }
}
