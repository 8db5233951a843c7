//! What happens to a publication.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::chain::Hash;
use crate::fact::{Author, Instant};
use crate::ids::{AccountId, PublicationId, RoundId};

/// The number of an event: of all publications together, from 1.
pub type No = i64;

/// A step of a publication, with who took it and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its number.
    pub no: No,
    /// Of which publication.
    pub publication: PublicationId,
    /// When.
    pub at: Instant,
    /// By whom.
    pub by: Author,
    /// What.
    pub step: Step,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Step {
    /// A draft was made (*utkast*), for the first time or anew.
    Drafted {
        /// Of the answers of which round.
        round: RoundId,
        /// The hash of its folder's manifest.
        folder: String,
        /// What it corrects; none for a first publication.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Note>,
    },
    /// Each unit may look at its own result.
    PreviewOpened,
    /// Nobody may any more.
    PreviewClosed,
    /// A unit contests a cell of its own result.
    Contested {
        /// The unit.
        unit: String,
        /// The indicator.
        indicator: String,
        /// Why; none: erased.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// What is done about a contested cell.
    Decided {
        /// The number of the event that contested it.
        contest: No,
        /// What.
        verdict: Verdict,
        /// Why, for the unit; none: erased.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<String>,
    },
    /// Somebody has seen what a correction moves, and accepts it.
    Accepted {
        /// The folder that they saw.
        folder: String,
    },
    /// It is published at a time (*tidsinställd*), and read by some until then.
    Scheduled(Schedule),
    /// Another time, or other readers.
    Rescheduled(Schedule),
    /// It is not published after all.
    Withdrawn {
        /// Why; none: erased.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        why: Option<String>,
    },
    /// What somebody wrote in an event before this one is erased (*gallrat*).
    Erased {
        /// The number of that event.
        event: No,
        /// The hash of what is left of it, as [`Step::left`] gives it: its leaf does not prove that any more, this does.
        left: String,
    },
}

impl Step {
    /// The id in tables.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Drafted { .. } => "drafted",
            Self::PreviewOpened => "preview_opened",
            Self::PreviewClosed => "preview_closed",
            Self::Contested { .. } => "contested",
            Self::Decided { .. } => "decided",
            Self::Accepted { .. } => "accepted",
            Self::Scheduled(_) => "scheduled",
            Self::Rescheduled(_) => "rescheduled",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Erased { .. } => "erased",
        }
    }

    /// What somebody wrote, of a step that has words; the inner none: they are erased.
    pub fn words(&self) -> Option<Option<&str>> {
        match self {
            Self::Contested { reason: words, .. }
            | Self::Decided { words, .. }
            | Self::Withdrawn { why: words } => Some(words.as_deref()),
            // A correction's note is published.
            Self::Drafted { .. }
            | Self::PreviewOpened
            | Self::PreviewClosed
            | Self::Accepted { .. }
            | Self::Scheduled(_)
            | Self::Rescheduled(_)
            | Self::Erased { .. } => None,
        }
    }

    /// What is left when the words are erased; itself if it has none.
    #[must_use]
    pub fn without_words(&self) -> Self {
        let mut left = self.clone();
        // Those that [`Step::words`] reads.
        if let Self::Contested { reason: words, .. }
        | Self::Decided { words, .. }
        | Self::Withdrawn { why: words } = &mut left
        {
            *words = None;
        }
        left
    }

    /// The hash of what is left when the words are erased.
    pub fn left(&self) -> String {
        hex(Sha256::digest(self.without_words().content()))
    }

    /// Its text in tables: what its leaf is computed of.
    pub fn content(&self) -> String {
        serde_json::to_string(self).expect("texts, numbers and lists are JSON")
    }

    /// The folder that it brings.
    pub fn folder(&self) -> Option<&str> {
        match self {
            Self::Drafted { folder, .. } => Some(folder),
            Self::Scheduled(schedule) | Self::Rescheduled(schedule) => Some(&schedule.folder),
            Self::PreviewOpened
            | Self::PreviewClosed
            | Self::Contested { .. }
            | Self::Decided { .. }
            | Self::Accepted { .. }
            | Self::Withdrawn { .. }
            | Self::Erased { .. } => None,
        }
    }
}

impl Event {
    /// The step that erases its words.
    pub fn erasure(&self) -> Step {
        Step::Erased { event: self.no, left: self.step.left() }
    }
}

/// When it is published, and who reads it before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Schedule {
    /// From this moment everybody may read it.
    pub published_at: Instant,
    /// Accounts that read it before, by its number.
    pub readers: BTreeSet<AccountId>,
    /// The hash of the manifest of the folder that says this time.
    pub folder: String,
}

/// What is done about a contested cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It stands (*kvarstår*).
    Kept,
    /// It is corrected before anything is published (*rättas*).
    ToBeCorrected,
}

/// A correction's note (*rättelsenot*): what was wrong, and why. What moved follows from the two publications.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// The hash of the corrected publication's manifest.
    pub corrects: String,
    /// What kind of mistake it was.
    pub kind: Mistake,
    /// What is corrected, for readers.
    pub what: Words,
    /// How it came about, and what is done to prevent it.
    pub why: Words,
}

/// What was wrong (*felets art*).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mistake {
    /// Answers, or how they were reviewed.
    Answers,
    /// A rule, a limit or a grouping of the catalogue.
    Rule,
    /// The program.
    Program,
    /// Words only.
    Text,
}

impl Mistake {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Answers, Self::Rule, Self::Program, Self::Text];

    /// The id in files and forms.
    pub fn id(self) -> &'static str {
        match self {
            Self::Answers => "answers",
            Self::Rule => "rule",
            Self::Program => "program",
            Self::Text => "text",
        }
    }
}

/// A text in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Swedish.
    pub sv: String,
    /// English.
    pub en: String,
}

/// The hash that chains an event to the one before, so that none can be changed, left out or put in unseen. Of what it says
/// the leaf is sealed, which is of a salt and its content: who erases both leaves a chain that holds.
pub fn seal(before: &str, no: No, at: Instant, publication: &str, by: &str, leaf: Hash) -> String {
    let mut digest = Sha256::new();
    for part in [before, &no.to_string(), &at.to_string(), publication, by, &leaf.to_string()] {
        digest.update(part.len().to_be_bytes());
        digest.update(part.as_bytes());
    }
    hex(digest.finalize())
}

fn hex(digest: impl AsRef<[u8]>) -> String {
    digest.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}
