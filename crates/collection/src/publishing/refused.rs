//! Why a step cannot be taken now.

use super::No;
use crate::fact::Instant;

/// Why a step cannot be taken now.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotNow {
    /// Nothing was drafted.
    #[error("there is no draft; make one first")]
    NoDraft,
    /// It is published: nothing of it changes any more.
    #[error("it is published and does not change; make a correction")]
    Published {
        /// Since when.
        at: Instant,
    },
    /// It waits for its time.
    #[error("it is scheduled; withdraw it first")]
    Scheduled,
    /// It was withdrawn.
    #[error("it was withdrawn; make a new draft")]
    Withdrawn,
    /// It has no time yet.
    #[error("it is not scheduled yet")]
    NotScheduled,
    /// Units may not look at it.
    #[error("the preview is not open")]
    PreviewClosed,
    /// They may already.
    #[error("the preview is open already")]
    PreviewOpen,
    /// A reason is needed.
    #[error("write a reason")]
    NoWords,
    /// Longer than is kept.
    #[error("write at most {} characters", super::MAX_WORDS)]
    TooLong,
    /// What is written is kept.
    #[error("leave personal identity numbers out: what you write is kept")]
    PersonalNumber,
    /// The unit contests the cell already, and waits for a decision.
    #[error("the cell is contested already, and waits for a decision")]
    Contested,
    /// No cell was contested by an event of this number.
    #[error("there is no contested cell of this number")]
    NoContest {
        /// The number.
        no: No,
    },
    /// Somebody decided already.
    #[error("somebody has decided it already")]
    Decided {
        /// The number of the contest.
        no: No,
    },
    /// Contested cells wait for a decision.
    #[error("{count} contested cells wait for a decision")]
    Undecided {
        /// How many.
        count: usize,
    },
    /// What is to be corrected must be in a new draft.
    #[error("{count} cells are to be corrected; make the draft anew when they are")]
    Uncorrected {
        /// How many.
        count: usize,
    },
    /// A time that has been.
    #[error("the time has passed; choose a later one")]
    Past,
    /// A correction is accepted when what it moves has been seen.
    #[error("look at what the correction moves and accept it first")]
    NotAccepted,
    /// What was seen is not the draft any more.
    #[error("the draft was made anew meanwhile; look at it again")]
    OtherDraft,
    /// A publication after the first corrects, and says what.
    #[error("a publication after the first needs a note of what it corrects")]
    NoteNeeded,
    /// Nobody wrote anything in that event.
    #[error("event {no} of the publication has no words that can be erased")]
    NothingToErase {
        /// The number.
        no: No,
    },
    /// What was written in it is gone.
    #[error("the words of event {no} are erased already")]
    Erased {
        /// The number.
        no: No,
    },
    /// What is left of an event is not what its erasure says.
    #[error("what is left of event {no} is not what its erasure says")]
    NotWhatIsLeft {
        /// The number.
        no: No,
    },
    /// The first publication corrects nothing.
    #[error("the first publication corrects nothing")]
    NothingToCorrect,
}
