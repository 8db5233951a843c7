//! Why somebody may not, as it can be told to them.

use crate::fact::Instant;

/// Why somebody may not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Nobody is signed in, and no link was shown.
    #[error("sign in, or open your link")]
    SignInNeeded,
    /// It is outside of what they may know of: told as not found.
    #[error("not found")]
    NotFound,
    /// Their role does not do this.
    #[error("your role does not do this")]
    NotYourRole,
    /// The link has expired.
    #[error("the link has expired; ask for a new one")]
    LinkExpired {
        /// When.
        at: Instant,
    },
    /// The link was revoked.
    #[error("the link was revoked; ask whoever sent it for a new one")]
    LinkRevoked {
        /// When.
        at: Instant,
    },
    /// The round is not open yet.
    #[error("the round has not opened")]
    RoundNotOpen {
        /// When it opens, if that is decided.
        opens: Option<Instant>,
    },
    /// The round has closed.
    #[error("the round has closed")]
    RoundClosed {
        /// When it closed, if its time came; none if it was closed by hand before.
        closed: Option<Instant>,
    },
    /// The response was submitted.
    #[error("it was submitted; ask to have it opened again")]
    Submitted,
    /// The round closed before it was submitted.
    #[error("it closed before it was submitted; ask to have it opened again")]
    ResponseClosed,
    /// It has not been submitted.
    #[error("it has not been submitted")]
    NotSubmitted,
}

impl Refused {
    /// The HTTP status that says the same.
    ///
    /// 404 also for what is there but must not be known of.
    pub fn status(self) -> u16 {
        match self {
            Self::SignInNeeded => 401,
            Self::NotFound => 404,
            Self::NotYourRole => 403,
            Self::LinkExpired { .. } | Self::LinkRevoked { .. } => 410,
            Self::RoundNotOpen { .. }
            | Self::RoundClosed { .. }
            | Self::Submitted
            | Self::ResponseClosed
            | Self::NotSubmitted => 409,
        }
    }
}
