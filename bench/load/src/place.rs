//! Where a store is: a file, or a database on a server of its own.

use std::path::PathBuf;

use anyhow::Result;
use store::{Location, Store};
use tempfile::TempDir;

use crate::postgres::Server;

/// Which store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Kind {
    /// The embedded one.
    Sqlite,
    /// A real server on loopback, with its own settings but for address and port.
    Postgres,
}

/// A new store, gone when this is dropped.
pub struct Place {
    location: Location,
    folder: TempDir,
    server: Option<Server>,
}

impl Place {
    /// An empty store.
    ///
    /// # Errors
    /// There is no room for it.
    pub fn new(kind: Kind) -> Result<Self> {
        let folder = TempDir::with_prefix("jamfor-load-")?;
        let (location, server) = match kind {
            Kind::Sqlite => (Location::Sqlite(folder.path().join("svar.db")), None),
            Kind::Postgres => {
                let server = Server::start();
                (Location::Postgres(server.new_database()), Some(server))
            }
        };
        Ok(Self { location, folder, server })
    }

    /// As `--store` names it.
    pub fn text(&self) -> String {
        match &self.location {
            Location::Sqlite(path) => path.display().to_string(),
            Location::Postgres(address) => address.clone(),
        }
    }

    /// Which.
    pub fn kind(&self) -> Kind {
        if self.server.is_some() { Kind::Postgres } else { Kind::Sqlite }
    }

    /// Opens it beside the service.
    ///
    /// # Errors
    /// It cannot be opened.
    pub async fn open(&self) -> Result<Store> {
        Ok(Store::open(&self.location).await?)
    }

    /// Stops the database server as a power cut would; an embedded store has none.
    pub fn stop_database(&self) {
        if let Some(server) = &self.server {
            server.stop();
        }
    }

    /// Starts it again.
    pub fn start_database(&self) {
        if let Some(server) = &self.server {
            server.start_again();
        }
    }

    /// The bytes of an embedded store's files; none of a server's.
    pub fn bytes(&self) -> Option<u64> {
        let Location::Sqlite(path) = &self.location else { return None };
        let beside = ["", "-wal"].map(|end| PathBuf::from(format!("{}{end}", path.display())));
        Some(beside.iter().filter_map(|file| file.metadata().ok()).map(|file| file.len()).sum())
    }

    /// A folder for other files.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }
}
