//! People: the links and accounts they come by, their sessions, and what is done to them.
//!
//! Time is passed in. What somebody may do is not asked here but by routes and commands (`collection::access::may`), save
//! that a link gives and takes back others only within itself.

mod accounts;
mod attempts;
mod erased;
pub(crate) mod events;
mod hashing;
mod identities;
mod invitations;
mod links;
mod managers;
mod offers;
mod sessions;
mod sign_in;

pub use accounts::{Account, NewAccount};
pub use events::{About, Event, Kind};
pub use identities::Identity;
pub use invitations::{INVITATION_LASTS, InvitedAccount};
pub use links::{IssuedLink, NewLink};
pub use offers::Offer;
pub use sessions::{Session, Who};
pub use sign_in::{NotChanged, SignIn};

use collection::access::NotYours;
use collection::fact::Author;
use collection::ids::{AccountId, LinkId, RoundId, SubjectId};
use collection::password::Weak;

use crate::db::Row;
use crate::error::StoreError;

/// Why something was not done to a link or an account. Nothing has changed.
#[derive(Debug, thiserror::Error)]
pub enum NotDone {
    /// The store could not.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no such subject in the round.
    #[error("nobody called `{subject}` answers in round `{round}`")]
    NoSubject {
        /// The round.
        round: RoundId,
        /// The subject.
        subject: SubjectId,
    },
    /// There is no such link.
    #[error("there is no such link")]
    NoLink(LinkId),
    /// There is no such account.
    #[error("there is no such account")]
    NoAccount(AccountId),
    /// A link is for those who answer.
    #[error("a link is a coordinator's, a respondent's, a manager's or an individual's; others sign in")]
    NotALinksRole,
    /// A link of a round over persons, for another role or with a name.
    #[error("in a round over persons a link is an individual's and carries no name")]
    Nameless,
    /// A link that would open nothing.
    #[error("choose at least one part, or all")]
    NoParts,
    /// A link or a session that would be over from the start.
    #[error("choose an end that has not passed")]
    Over,
    /// The link does not reach so far.
    #[error(transparent)]
    NotYours(#[from] NotYours),
    /// Another account has this login name.
    #[error("another account signs in with this address")]
    LoginTaken,
    /// The password is too easy to guess.
    #[error(transparent)]
    Weak(#[from] Weak),
    /// Nobody would be left who may manage accounts.
    #[error("this is the last account that may manage accounts; give another that right first")]
    LastManager,
    /// The invitation was used, has expired, was replaced, or never was: it is not said which.
    #[error("this invitation does not hold any more; ask for another")]
    NoInvitation,
    /// An account that has a password is not invited.
    #[error("the account has a password; set another instead")]
    HasPassword,
    /// Too many passwords are being looked at.
    #[error("too many are signing in just now; try again in a moment")]
    Busy,
}

/// The author, as in a column.
fn author_text(author: &Author) -> String {
    serde_json::to_string(author).unwrap_or_default()
}

fn author_of(row: &Row, column: usize, table: &'static str) -> Result<Author, StoreError> {
    serde_json::from_str(&row.text(column)?).map_err(|_| StoreError::Unreadable { table })
}
