//! What can go wrong. No text here holds a name, an address, a password, a token or an answer: what the database says
//! is put in own words, or given as its code.

use std::fmt;
use std::path::PathBuf;

use collection::head::Refused;
use collection::ids::{ResponseId, RoundId};

use crate::dialect;

/// Why the database did not do what it was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It cannot be reached, or the connection was lost.
    Unreachable,
    /// Its disk is full.
    Full,
    /// Others were in the way; it is tried again a few times.
    Busy,
    /// It took too long.
    Slow,
    /// It must not be written to.
    ReadOnly,
    /// User or password are wrong, or the user may not do it.
    Denied,
    /// There is no such database, or the file cannot be opened.
    Missing,
    /// The file is no database, or is damaged.
    Damaged,
    /// Something is there already that may be there only once.
    Twice,
    /// The store is closing.
    Closing,
    /// Something else.
    Other,
}

/// What the database said, without a word of what was in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// Why.
    pub reason: Reason,
    /// The database's own code.
    pub code: Option<String>,
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.reason {
            Reason::Unreachable => "the database cannot be reached",
            Reason::Full => "the database's disk is full; make room on it, and saving goes on",
            Reason::Busy => "the database is busy",
            Reason::Slow => "the database did not answer in time",
            Reason::ReadOnly => "the database cannot be written to",
            Reason::Denied => "the database does not let this user in",
            Reason::Missing => "there is no such database, or its file cannot be opened",
            Reason::Damaged => "the file is not a database, or is damaged",
            Reason::Twice => "it is there already",
            Reason::Closing => "the store is closing",
            Reason::Other => "the database reported an error",
        })?;
        self.code.as_ref().map_or(Ok(()), |code| write!(f, " (its code: {code})"))
    }
}

impl Trouble {
    pub(crate) fn of(reason: Reason) -> Self {
        Self { reason, code: None }
    }
}

/// Why something could not be read or done.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The text is no place for a store.
    #[error(
        "that is no place for a store: give the path of a file, or postgres://user:password@host:port/database"
    )]
    Address,
    /// The database did not do it.
    #[error("{0}")]
    Database(Trouble),
    /// The tables were made by a newer program.
    #[error("the store's tables are of version {found}; this program knows {known}: use the newer program")]
    Newer {
        /// The version that was found.
        found: i64,
        /// The last version that this program knows.
        known: i64,
    },
    /// There is no store where one was to be used.
    #[error("there is no store at {0}")]
    NoStore(crate::Location),
    /// There is no such round.
    #[error("there is no round `{0}`")]
    NoRound(RoundId),
    /// There is no such response.
    #[error("there is no response `{0}`")]
    NoResponse(ResponseId),
    /// The round has no such batch yet.
    #[error("round `{round}` has no batch {no}; its last is {last}")]
    NoBatch {
        /// The round.
        round: RoundId,
        /// The batch that was asked for.
        no: i64,
        /// The last there is; 0 if there is none.
        last: i64,
    },
    /// Somebody has answered in the round.
    #[error("somebody has answered in round `{0}`: what it is was to be said before that")]
    Begun(RoundId),
    /// What a table holds is not of its form.
    #[error("table `{table}` holds something that is not of its form; run the audit")]
    Unreadable {
        /// The table.
        table: &'static str,
    },
    /// A file could not be read or written.
    #[error("{path}: {why}")]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        why: std::io::ErrorKind,
    },
    /// An export could not be read or written.
    #[error("the export cannot be read or written: {0}")]
    Stream(std::io::ErrorKind),
    /// What should be restored is not a backup.
    #[error("line {line} of the backup: {why}")]
    NotABackup {
        /// The line, from 1.
        line: usize,
        /// Why.
        why: &'static str,
    },
    /// Nothing is restored into a store that holds something.
    #[error("the store holds something already: restore into an empty one")]
    NotEmpty,
    /// What was restored does not verify; nothing was kept.
    #[error("what would be restored does not verify, so nothing was restored; {} faults, the first: {}", .0.len(), first(.0))]
    DoesNotVerify(Vec<crate::audit::Fault>),
}

fn first(faults: &[crate::audit::Fault]) -> String {
    faults.first().map(ToString::to_string).unwrap_or_default()
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) | sqlx::Error::TypeNotFound { .. } => {
                Self::Unreadable { table: "?" }
            }
            other => Self::Database(dialect::trouble(&other)),
        }
    }
}

impl StoreError {
    /// What callers are told when their fact was not saved for this reason.
    pub(crate) fn trouble(self) -> Trouble {
        match self {
            Self::Database(trouble) => trouble,
            Self::Unreadable { .. } => Trouble::of(Reason::Damaged),
            Self::Address
            | Self::Newer { .. }
            | Self::NoStore(_)
            | Self::NoRound(_)
            | Self::NoBatch { .. }
            | Self::Begun(_)
            | Self::NoResponse(_)
            | Self::File { .. }
            | Self::Stream(_)
            | Self::NotABackup { .. }
            | Self::NotEmpty
            | Self::DoesNotVerify(_) => Trouble::of(Reason::Other),
        }
    }
}

/// Why a fact was not appended. Nothing has changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAppended {
    /// The response did not take it.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// Another fact has this id.
    #[error("another fact was saved under this id; give each its own")]
    OtherContent,
    /// There is no such response.
    #[error("there is no response `{0}`")]
    NoResponse(ResponseId),
    /// The fact cannot be kept as it is.
    #[error("the fact cannot be kept: {0}")]
    Unfit(&'static str),
    /// The database did not save it.
    #[error("not saved, try again: {0}")]
    NotSaved(Trouble),
}
