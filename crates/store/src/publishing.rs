//! What happens to publications (*publiceringar*), and their files: appended, chained, and never changed, save for words that
//! are erased.
//!
//! A step is checked against those before it in the transaction that appends it, so that of two who decide at once one is told
//! that the other did. A folder's files are appended with the step that names the folder.

mod audit;
mod files;

use collection::chain::{self, Salt};
use collection::fact::{Author, Instant};
use collection::ids::PublicationId;
use collection::publishing::{Event, No, NotNow, Publishing, Step, seal};

use crate::Store;
use crate::db::{Connection, Row};
use crate::dialect;
use crate::error::StoreError;
use crate::random;

pub use audit::Publications;
pub(crate) use audit::audit;
pub use files::Files;

/// Chained to before the first event.
const GENESIS: &str = "jamfor-publishing/1";

/// Why a step was not taken.
#[derive(Debug, thiserror::Error)]
pub enum NotTaken {
    /// It cannot be taken now.
    #[error(transparent)]
    NotNow(#[from] NotNow),
    /// Somebody took another step after what was seen.
    #[error("somebody changed it meanwhile; look at it again")]
    Meanwhile,
    /// The folder that it names was not given.
    #[error("the folder is not the one that the step names")]
    Folder,
    /// The store could not.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Store {
    /// Every event of publications, or of one, in order.
    ///
    /// # Errors
    /// They cannot be read.
    pub async fn publishing_events(&self, of: Option<&PublicationId>) -> Result<Vec<Event>, StoreError> {
        let mut from = self.0.read.connection().await?;
        events(&mut from, of).await
    }

    /// A publication as it is now; none of which nothing happened.
    ///
    /// # Errors
    /// It cannot be read.
    pub async fn publishing(&self, of: &PublicationId) -> Result<Option<Publishing>, StoreError> {
        replayed(&self.publishing_events(Some(of)).await?)
    }

    /// The number of the last event of any publication; 0 if there is none. Cheap: asked again and again.
    ///
    /// # Errors
    /// It cannot be read.
    pub async fn publishing_end(&self) -> Result<No, StoreError> {
        let mut from = self.0.read.connection().await?;
        let rows = from.rows("SELECT MAX(no) FROM publishing", Vec::new()).await?;
        Ok(rows.first().map_or(Ok(None), |row| row.int_or_none(0))?.unwrap_or(0))
    }

    /// Takes a step. `seen`: the number of the publication's last event that whoever asks has seen, 0 if there was none; none
    /// where it does not matter. `files`: the folder that the step names.
    ///
    /// # Errors
    /// Why not; nothing changed.
    pub async fn take_step(
        &self,
        publication: &PublicationId,
        step: Step,
        (by, at): (&Author, Instant),
        seen: Option<No>,
        files: Option<&Files>,
    ) -> Result<Publishing, NotTaken> {
        let given = files.map(files::folder_of);
        if step.folder() != given.as_deref() {
            return Err(NotTaken::Folder);
        }
        let mut to = self.0.write.write().await?;
        dialect::lock_publishing(&mut to).await?;
        let known = events(&mut to, Some(publication)).await?;
        let before = replayed(&known)?;
        if seen.is_some_and(|seen| seen != before.as_ref().map_or(0, |before| before.last)) {
            return Err(NotTaken::Meanwhile);
        }
        let sql = "SELECT no, hash, at FROM publishing ORDER BY no DESC LIMIT 1";
        let rows = to.rows(sql, Vec::new()).await?;
        let (last, prev, at) = match rows.first() {
            // No event is earlier than the one before.
            Some(row) => (row.int(0)?, row.text(1)?, at.max(row.int(2)?)),
            None => (0, GENESIS.to_owned(), at),
        };
        let event = Event { no: last + 1, publication: publication.clone(), at, by: by.clone(), step };
        let next = Publishing::after(before.as_ref(), &event)?;
        if let Some(files) = files {
            files::keep(&mut to, files).await?;
        }
        let by = serde_json::to_string(&event.by).map_err(|_| unreadable())?;
        let (content, salt): (_, Salt) = (event.step.content(), random::bytes()?);
        let leaf = chain::leaf(&salt, &content);
        let hash = seal(&prev, event.no, at, publication.as_str(), &by, leaf);
        let row = vec![
            event.no.into(),
            publication.as_str().into(),
            at.into(),
            by.into(),
            event.step.kind().into(),
            content.into(),
            chain::salt_text(&salt).into(),
            leaf.to_string().into(),
            prev.into(),
            hash.into(),
        ];
        to.insert("publishing", &COLUMNS, vec![row], "").await?;
        if let Step::Erased { event: no, .. } = &event.step {
            let of = known.iter().find(|known| known.no == *no).ok_or_else(unreadable)?;
            erase(&mut to, of, at).await?;
        }
        to.commit().await?;
        Ok(next)
    }

    /// Erases what somebody wrote in an event of a publication: its row loses the words and the salt, and an event says so. The
    /// chain still holds.
    ///
    /// # Errors
    /// The event has no words, or they are erased already; nothing changed.
    pub async fn erase_words(
        &self,
        publication: &PublicationId,
        event: No,
        by: (&Author, Instant),
    ) -> Result<Publishing, NotTaken> {
        let known = self.publishing_events(Some(publication)).await?;
        let of = known.iter().find(|known| known.no == event);
        let step = of.ok_or(NotNow::NothingToErase { no: event })?.erasure();
        self.take_step(publication, step, by, None, None).await
    }

    /// The files of a folder, by the hash of its manifest, as they were given; none if it is not kept.
    ///
    /// # Errors
    /// A file is missing or is not what it was, or nothing can be read.
    pub async fn publication_files(&self, folder: &str) -> Result<Option<Files>, StoreError> {
        let mut from = self.0.read.read().await?;
        let files = files::read(&mut from, folder).await?;
        from.commit().await?;
        Ok(files)
    }
}

const COLUMNS: [&str; 10] =
    ["no", "publication", "at", "author", "kind", "content", "salt", "leaf", "prev", "hash"];

fn unreadable() -> StoreError {
    StoreError::Unreadable { table: "publishing" }
}

/// Takes the words of an event out of its row; the caller appends the event that says so, and commits.
async fn erase(to: &mut Connection, of: &Event, at: Instant) -> Result<(), StoreError> {
    let left = of.step.without_words().content();
    let sql = "UPDATE publishing SET content = $1, salt = NULL, erased_at = $2 WHERE no = $3";
    to.execute(sql, vec![left.into(), at.into(), of.no.into()]).await.map(|_| ())
}

fn replayed(events: &[Event]) -> Result<Option<Publishing>, StoreError> {
    Publishing::replay(events).map_err(|_| unreadable())
}

async fn events(from: &mut Connection, of: Option<&PublicationId>) -> Result<Vec<Event>, StoreError> {
    let all = "SELECT no, publication, at, author, content FROM publishing ORDER BY no";
    let one =
        "SELECT no, publication, at, author, content FROM publishing WHERE publication = $1 ORDER BY no";
    let rows = match of {
        Some(of) => from.rows(one, vec![of.as_str().into()]).await?,
        None => from.rows(all, Vec::new()).await?,
    };
    rows.iter().map(event_of).collect()
}

fn event_of(row: &Row) -> Result<Event, StoreError> {
    Ok(Event {
        no: row.int(0)?,
        publication: row.parsed(1, "publishing")?,
        at: row.int(2)?,
        by: serde_json::from_str(&row.text(3)?).map_err(|_| unreadable())?,
        step: serde_json::from_str(&row.text(4)?).map_err(|_| unreadable())?,
    })
}
