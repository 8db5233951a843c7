//! What was done to links, accounts and grants, and what cities offer their districts (*händelser*): appended in the
//! transaction that does it. An event holds ids, roles, codes and offered alternatives or numbers, never a name, an address, a
//! token, a password or a free text.

use std::fmt;
use std::str::FromStr;
use std::sync::atomic::{AtomicU16, Ordering};

use collection::fact::{Author, Instant};
use collection::ids::{AccountId, LinkId, RoundId, SubjectId};
use serde_json::Value as Json;
use sqlx::AssertSqlSafe;

use super::{author_of, author_text};
use crate::Store;
use crate::db::{Connection, Row, Value};
use crate::error::StoreError;
use crate::random;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A link was issued; with its round, subject, parts, role and end.
    LinkIssued,
    /// A link was revoked.
    LinkRevoked,
    /// A session began by a link.
    LinkOpened,
    /// An account was made.
    AccountCreated,
    /// An account's grants are now these.
    GrantsSet,
    /// An account has another password.
    PasswordSet,
    /// The first code was taken.
    TotpSetUp,
    /// Codes are set up anew at the next sign-in.
    TotpReset,
    /// An account was disabled.
    AccountDisabled,
    /// An account was enabled again.
    AccountEnabled,
    /// Somebody signed in.
    SignedIn,
    /// Somebody tried to.
    SignInFailed,
    /// An account without a password was invited to set one.
    Invited,
    /// The first password was set by an invitation.
    InvitationAccepted,
    /// What led from a link or an account to a person was erased.
    PersonErased,
    /// A round was made; with its edition and how many answer what.
    RoundCreated,
    /// A round has other times or another state; with them, and why.
    RoundChanged,
    /// A city offers answers to its districts, or takes offers back; with the cells.
    Offered,
    /// Somebody tried to while they had to wait: the password was not looked at.
    SignInRefused,
    /// An organisation's provider says that one of its people is this account.
    IdentityBound,
    /// Somebody signed out.
    SignedOut,
    /// Somebody ended their other sessions, or who manages accounts ended theirs.
    SessionsEnded,
    /// A link was tried that there never was.
    LinkUnknown,
    /// A link was tried that has expired or was revoked.
    LinkOver,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 24] = [
        Self::LinkIssued,
        Self::LinkRevoked,
        Self::LinkOpened,
        Self::AccountCreated,
        Self::GrantsSet,
        Self::PasswordSet,
        Self::TotpSetUp,
        Self::TotpReset,
        Self::AccountDisabled,
        Self::AccountEnabled,
        Self::SignedIn,
        Self::SignInFailed,
        Self::Invited,
        Self::InvitationAccepted,
        Self::PersonErased,
        Self::RoundCreated,
        Self::RoundChanged,
        Self::Offered,
        Self::SignInRefused,
        Self::IdentityBound,
        Self::SignedOut,
        Self::SessionsEnded,
        Self::LinkUnknown,
        Self::LinkOver,
    ];

    /// The id in the table.
    pub fn id(self) -> &'static str {
        match self {
            Self::LinkIssued => "link_issued",
            Self::LinkRevoked => "link_revoked",
            Self::LinkOpened => "link_opened",
            Self::AccountCreated => "account_created",
            Self::GrantsSet => "grants_set",
            Self::PasswordSet => "password_set",
            Self::TotpSetUp => "totp_set_up",
            Self::TotpReset => "totp_reset",
            Self::AccountDisabled => "account_disabled",
            Self::AccountEnabled => "account_enabled",
            Self::SignedIn => "signed_in",
            Self::SignInFailed => "sign_in_failed",
            Self::Invited => "invited",
            Self::InvitationAccepted => "invitation_accepted",
            Self::PersonErased => "person_erased",
            Self::RoundCreated => "round_created",
            Self::RoundChanged => "round_changed",
            Self::Offered => "offered",
            Self::SignInRefused => "sign_in_refused",
            Self::IdentityBound => "identity_bound",
            Self::SignedOut => "signed_out",
            Self::SessionsEnded => "sessions_ended",
            Self::LinkUnknown => "link_unknown",
            Self::LinkOver => "link_over",
        }
    }
}

/// To what.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum About {
    /// A link.
    Link(LinkId),
    /// An account.
    Account(AccountId),
    /// A round.
    Round(RoundId),
    /// A login name that no account has, a link that there never was.
    Unknown,
    /// Who answers in a round.
    Subject(RoundId, SubjectId),
}

impl fmt::Display for About {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Link(id) => write!(f, "link:{id}"),
            Self::Account(id) => write!(f, "account:{id}"),
            Self::Round(id) => write!(f, "round:{id}"),
            Self::Unknown => f.write_str("unknown"),
            Self::Subject(round, subject) => write!(f, "subject:{round}/{subject}"),
        }
    }
}

impl FromStr for About {
    type Err = StoreError;

    fn from_str(text: &str) -> Result<Self, StoreError> {
        let unreadable = StoreError::Unreadable { table: "event" };
        match text.split_once(':') {
            Some(("link", id)) => id.parse().map(Self::Link).map_err(|_| unreadable),
            Some(("account", id)) => id.parse().map(Self::Account).map_err(|_| unreadable),
            Some(("round", id)) => id.parse().map(Self::Round).map_err(|_| unreadable),
            Some(("subject", of)) => {
                let (round, subject) = of.split_once('/').ok_or(StoreError::Unreadable { table: "event" })?;
                let round = round.parse().map_err(|_| StoreError::Unreadable { table: "event" })?;
                Ok(Self::Subject(round, subject.parse().map_err(|_| unreadable)?))
            }
            None if text == "unknown" => Ok(Self::Unknown),
            Some(_) | None => Err(unreadable),
        }
    }
}

/// Something that was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Later events have later ids.
    pub id: String,
    /// When.
    pub at: Instant,
    /// By whom.
    pub actor: Author,
    /// What.
    pub kind: Kind,
    /// To what.
    pub about: About,
    /// The rest, an object.
    pub content: Json,
}

/// Appends an event; the caller commits.
pub(crate) async fn happened(
    to: &mut Connection,
    at: Instant,
    by: &Author,
    kind: Kind,
    about: &About,
    content: Json,
) -> Result<(), StoreError> {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let no = NEXT.fetch_add(1, Ordering::Relaxed);
    let id = format!("{:016x}-{no:04x}-{}", at.max(0), random::hex(&random::bytes::<6>()?));
    let row: Vec<Value> = vec![
        id.into(),
        at.into(),
        author_text(by).into(),
        kind.id().into(),
        about.to_string().into(),
        content.to_string().into(),
    ];
    to.insert("event", &["id", "at", "actor", "kind", "about", "content"], vec![row], "").await
}

impl Store {
    /// What was done, in order: to one thing or to all, after an event, and no more than so many.
    ///
    /// # Errors
    /// It cannot be read.
    pub async fn events(
        &self,
        about: Option<&About>,
        after: Option<&str>,
        most: u32,
    ) -> Result<Vec<Event>, StoreError> {
        let mut from = self.0.read.connection().await?;
        let only = about.map_or("", |_| " AND about = $3");
        let sql = format!(
            "SELECT id, at, actor, kind, about, content FROM event WHERE id > $1{only} ORDER BY id LIMIT $2"
        );
        let mut values: Vec<Value> = vec![after.unwrap_or_default().into(), i64::from(most).into()];
        values.extend(about.map(|about| about.to_string().into()));
        let rows = from.rows(AssertSqlSafe(sql), values).await?;
        rows.iter().map(event_of).collect()
    }
}

fn event_of(row: &Row) -> Result<Event, StoreError> {
    let unreadable = || StoreError::Unreadable { table: "event" };
    let kind = row.text(3)?;
    Ok(Event {
        id: row.text(0)?,
        at: row.int(1)?,
        actor: author_of(row, 2, "event")?,
        kind: Kind::ALL.into_iter().find(|known| known.id() == kind).ok_or_else(unreadable)?,
        about: row.parsed(4, "event")?,
        content: serde_json::from_str(&row.text(5)?).map_err(|_| unreadable())?,
    })
}
