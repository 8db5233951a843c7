//! The store (*lagret*): the only room that knows tables.
//!
//! Facts are appended, never changed, on SQLite or PostgreSQL with the same tables and the same statements. One task a process
//! writes: it gathers facts for a few milliseconds, commits them together and only then answers those who gave them
//! ([`Store::append`]). What a response is, was, and whether anything was tampered with is read by others at the same time.
//!
//! Pure things – what a fact does, what a leaf is – are in `collection`.

mod answering;
mod append;
mod audit;
mod backup;
mod db;
mod dialect;
#[cfg(test)]
mod durable;
mod erasure;
mod error;
mod location;
mod migrate;
mod people;
#[cfg(test)]
#[allow(dead_code, reason = "shared with other tests, which use all of it")]
#[path = "../tests/it/support/postgres.rs"]
mod postgres;
mod prepare;
mod present;
mod publishing;
mod random;
mod read;
mod rounds;
mod snapshot;
mod standing;
mod tables;
mod transfer;
mod uses;
mod writer;

use std::sync::{Arc, Mutex, PoisonError};

use collection::fact::{Author, Content, Fact};
use collection::ids::{CellId, FactId, ResponseId};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

pub use append::Appended;
pub use audit::{Anchor, Audit, Fault, Wrong};
pub use error::{NotAppended, Reason, StoreError, Trouble};
pub use location::Location;
pub use people::{
    About, Account, Event, INVITATION_LASTS, Identity, InvitedAccount, IssuedLink, Kind, NewAccount, NewLink,
    NotChanged, NotDone, Offer, Session, SignIn, Who,
};
pub use publishing::{Files, NotTaken, Publications};
pub use read::{AsOf, Entry};
pub use rounds::NewRound;
pub use rounds::Simulated;
pub use snapshot::Snapshot;
pub use standing::Standing;
pub use transfer::Counts;
pub use uses::{Used, UsedInAll};

use db::Pool;
use dialect::Use;
use prepare::Prepared;
use writer::Ask;

/// A store that is open. Copies are the same store.
#[derive(Clone)]
pub struct Store(Arc<Open>);

struct Open {
    location: Location,
    write: Arc<Pool>,
    read: Pool,
    /// None when it is closed.
    writer: Mutex<Option<mpsc::Sender<Ask>>>,
    task: Mutex<Option<JoinHandle<()>>>,
}

impl Store {
    /// Opens a store, makes its tables if it has none, and brings older ones up to date.
    ///
    /// # Errors
    /// It cannot be reached or written to, or its tables are of a newer program.
    pub async fn open(location: &Location) -> Result<Self, StoreError> {
        if let Location::Sqlite(path) = location {
            backup::own_file(path)?;
        }
        let write = Arc::new(dialect::connect(location, Use::Write).await?);
        migrate::migrate(&write).await?;
        let read = dialect::connect(location, Use::Read).await?;
        let (sender, inbox) = mpsc::channel(1024);
        let task = tokio::spawn(writer::run(inbox, Arc::clone(&write)));
        Ok(Self(Arc::new(Open {
            location: location.clone(),
            write,
            read,
            writer: Mutex::new(Some(sender)),
            task: Mutex::new(Some(task)),
        })))
    }

    /// Opens a store that is there, and makes none: for those who read, verify and back up.
    ///
    /// # Errors
    /// As [`Store::open`], and [`StoreError::NoStore`] where none was made yet.
    pub async fn open_existing(location: &Location) -> Result<Self, StoreError> {
        if let Location::Sqlite(path) = location
            && !path.exists()
        {
            return Err(StoreError::NoStore(location.clone()));
        }
        let read = dialect::connect(location, Use::Read).await?;
        let mut from = read.connection().await?;
        let has_tables = dialect::has_table(&mut from, "migration").await;
        drop(from);
        read.close().await;
        if !has_tables? {
            return Err(StoreError::NoStore(location.clone()));
        }
        Self::open(location).await
    }

    /// Where it is.
    pub fn location(&self) -> &Location {
        &self.0.location
    }

    /// Saves what was given, then closes. What comes later is answered with [`Reason::Closing`].
    pub async fn close(&self) {
        drop(self.0.writer.lock().unwrap_or_else(PoisonError::into_inner).take());
        let task = self.0.task.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(task) = task {
            // The task ends when it has answered everybody; that it panicked has been told to those who waited.
            let _ = task.await;
        }
        self.0.read.close().await;
        self.0.write.close().await;
    }

    /// Appends a fact. It is on disk when this returns, and not a moment before.
    ///
    /// The same fact twice – same id, same content – is one fact, and is answered as the first time: who got no answer
    /// sends it again.
    ///
    /// # Errors
    /// The response did not take it, another fact has its id, or it could not be saved. Nothing has changed, save that
    /// [`NotAppended::NotSaved`] may be said of a fact that was saved when the connection broke: send it again.
    pub async fn append(&self, fact: Fact) -> Result<Appended, NotAppended> {
        let prepared = Prepared::of(fact)?;
        let closing = || NotAppended::NotSaved(Trouble::of(Reason::Closing));
        let writer = self.0.writer.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let (answer, answered) = oneshot::channel();
        let ask = Ask { fact: Arc::new(prepared), answer };
        writer.ok_or_else(closing)?.send(ask).await.map_err(|_| closing())?;
        answered.await.map_err(|_| closing())?
    }

    /// Erases what cells of a response have held until now (*gallring*), in every fact of the response. The chain keeps
    /// the leaves.
    ///
    /// # Errors
    /// As [`Store::append`].
    pub async fn erase(
        &self,
        id: FactId,
        response: ResponseId,
        cells: Vec<CellId>,
        why: String,
        author: Author,
    ) -> Result<Appended, NotAppended> {
        self.append(Fact { id, response, author, content: Content::Erased { cells, why } }).await
    }
}
