//! Individual links (*individuella länkar*): issued, opened, revoked.

use std::collections::BTreeSet;

use collection::access::{Link, Role, may_pass_on, may_take_back};
use collection::fact::{Author, Instant};
use collection::ids::{LinkId, RoundId, SubjectId};
use collection::private::Private;
use collection::round::Class;
use collection::secret::{Purpose, Token};
use serde_json::json;
use sqlx::AssertSqlSafe;

use super::events::{About, Kind, happened};
use super::{NotDone, author_of, author_text};
use crate::db::{Connection, Row, Value};
use crate::error::StoreError;
use crate::random;
use crate::{Store, dialect};

/// A link that is to be issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLink {
    /// The round.
    pub round: RoundId,
    /// Who answers.
    pub subject: SubjectId,
    /// The parts; none: all.
    pub parts: Option<BTreeSet<String>>,
    /// Coordinator, respondent or manager.
    pub role: Role,
    /// From this moment it opens nothing.
    pub expires: Instant,
    /// Who issues it. A link issues only within itself.
    pub issued_by: Author,
    /// What it is called in lists: who has it.
    pub label: Option<Private>,
}

/// A link, as lists show it. Its token is nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuedLink {
    /// Its id.
    pub id: LinkId,
    /// What it opens.
    pub link: Link,
    /// Who has it.
    pub label: Option<Private>,
    /// When it was issued.
    pub issued: Instant,
    /// By whom.
    pub issued_by: Author,
    /// By whom it was revoked.
    pub revoked_by: Option<Author>,
    /// When a session first began by it.
    pub first_used: Option<Instant>,
    /// When it was last used, to the minute.
    pub last_used: Option<Instant>,
}

const LINK: [&str; 10] =
    ["id", "round", "subject", "parts", "role", "label", "hash", "issued", "issued_by", "expires"];
/// What [`link_of`] reads, from the first column.
const OPENS: &str = "id, round, subject, parts, role, expires, revoked";

/// The same, of a table that a statement calls `l`.
pub(super) const OPENS_OF_L: &str = "l.id, l.round, l.subject, l.parts, l.role, l.expires, l.revoked";

pub(super) fn link_of(row: &Row) -> Result<(LinkId, Link), StoreError> {
    let unreadable = || StoreError::Unreadable { table: "link" };
    let parts = row.text_or_none(3)?.map(|parts| serde_json::from_str(&parts));
    let link = Link {
        round: row.parsed(1, "link")?,
        subject: row.parsed(2, "link")?,
        parts: parts.transpose().map_err(|_| unreadable())?,
        role: Role::of(&row.text(4)?).ok_or_else(unreadable)?,
        expires: row.int(5)?,
        revoked: row.int_or_none(6)?,
    };
    Ok((row.parsed(0, "link")?, link))
}

fn issued_of(row: &Row) -> Result<IssuedLink, StoreError> {
    let unreadable = || StoreError::Unreadable { table: "link" };
    let (id, link) = link_of(row)?;
    let label = row.text_or_none(7)?.map(|label| label.parse()).transpose().map_err(|_| unreadable())?;
    Ok(IssuedLink {
        id,
        link,
        label,
        issued: row.int(8)?,
        issued_by: author_of(row, 9, "link")?,
        revoked_by: row.text_or_none(10)?.map(|_| author_of(row, 10, "link")).transpose()?,
        first_used: row.int_or_none(11)?,
        last_used: row.int_or_none(12)?,
    })
}

/// A link by its id, which nobody revokes until the transaction ends.
pub(super) async fn lock(to: &mut Connection, id: &str) -> Result<Option<Link>, StoreError> {
    let sql = format!("SELECT {OPENS} FROM link WHERE id = $1{}", dialect::for_update(to));
    let rows = to.rows(AssertSqlSafe(sql), vec![id.into()]).await?;
    rows.first().map(|row| link_of(row).map(|(_, link)| link)).transpose()
}

/// Writes a label; the caller commits.
pub(super) async fn write_label(
    to: &mut Connection,
    id: &LinkId,
    label: Option<&Private>,
) -> Result<(), NotDone> {
    let sql = "UPDATE link SET label = $1 WHERE id = $2";
    let label = Value::Text(label.map(|label| label.reveal().to_owned()));
    match to.execute(sql, vec![label, id.as_str().into()]).await? {
        0 => Err(NotDone::NoLink(id.clone())),
        _ => Ok(()),
    }
}

/// Issues a link; the caller commits.
async fn issue(to: &mut Connection, new: NewLink, at: Instant) -> Result<(LinkId, Token), NotDone> {
    if !matches!(new.role, Role::Coordinator | Role::Respondent | Role::Manager | Role::Individual) {
        return Err(NotDone::NotALinksRole);
    }
    if new.parts.as_ref().is_some_and(BTreeSet::is_empty) {
        return Err(NotDone::NoParts);
    }
    if new.expires <= at {
        return Err(NotDone::Over);
    }
    let NewLink { round, subject, parts, role, expires, issued_by, label } = new;
    let link = Link { round, subject, parts, role, expires, revoked: None };
    let (id, token): (LinkId, Token) = (random::id()?, Token::of_random(random::bytes()?));
    if let Author::Link(own) = &issued_by {
        let own_id = own.parse().map_err(|_| StoreError::Unreadable { table: "link" })?;
        let own = lock(to, own).await?.ok_or(NotDone::NoLink(own_id))?;
        may_pass_on(&own, &link, at)?;
    }
    let values = || vec![link.round.as_str().into(), link.subject.as_str().into()];
    let sql = "SELECT r.class FROM subject s JOIN round r ON r.id = s.round WHERE s.round = $1 AND s.id = $2";
    let rows = to.rows(sql, values()).await?;
    let Some(found) = rows.first() else {
        return Err(NotDone::NoSubject { round: link.round, subject: link.subject });
    };
    let is_anonymous = Class::of(&found.text(0)?).is_anonymous();
    if is_anonymous && (link.role != Role::Individual || label.is_some()) {
        return Err(NotDone::Nameless);
    }
    let parts = link.parts.as_ref().map(|parts| json!(parts).to_string());
    let row: Vec<Value> = vec![
        id.as_str().into(),
        link.round.as_str().into(),
        link.subject.as_str().into(),
        Value::Text(parts),
        link.role.id().into(),
        Value::Text(label.map(|label| label.reveal().to_owned())),
        token.hash(Purpose::Link).to_string().into(),
        at.into(),
        author_text(&issued_by).into(),
        link.expires.into(),
    ];
    to.insert("link", &LINK, vec![row], "").await?;
    let content = json!({
        "round": link.round, "subject": link.subject, "parts": link.parts, "role": link.role.id(), "expires": link.expires,
    });
    happened(to, at, &issued_by, Kind::LinkIssued, &About::Link(id.clone()), content).await?;
    Ok((id, token))
}

impl Store {
    /// Issues a link. The token is returned this once; the store keeps its hash.
    ///
    /// # Errors
    /// The round has no such subject, the link would open nothing, or it is issued by a link that does not reach so far. In
    /// a round over persons: it is not an individual's, or it carries a name.
    pub async fn issue_link(&self, new: NewLink, at: Instant) -> Result<(LinkId, Token), NotDone> {
        let mut transaction = self.0.write.write().await?;
        let issued = issue(&mut transaction, new, at).await?;
        transaction.commit().await?;
        Ok(issued)
    }

    /// Issues links together, all of them or none; in the order given.
    ///
    /// # Errors
    /// One of them cannot be issued, as [`Store::issue_link`].
    pub async fn issue_links(&self, new: Vec<NewLink>, at: Instant) -> Result<Vec<(LinkId, Token)>, NotDone> {
        let mut transaction = self.0.write.write().await?;
        let mut issued = Vec::with_capacity(new.len());
        for new in new {
            issued.push(issue(&mut transaction, new, at).await?);
        }
        transaction.commit().await?;
        Ok(issued)
    }

    /// The link of a token, whether or not it has expired or was revoked; none if there never was one.
    ///
    /// # Errors
    /// It cannot be read.
    pub async fn open_link(&self, token: &Token) -> Result<Option<(LinkId, Link)>, StoreError> {
        let mut from = self.0.read.connection().await?;
        let sql = format!("SELECT {OPENS} FROM link WHERE hash = $1");
        let hash = token.hash(Purpose::Link).to_string();
        let rows = from.rows(AssertSqlSafe(sql), vec![hash.into()]).await?;
        rows.first().map(link_of).transpose()
    }

    /// Keeps that somebody tried a link which opens nothing: there never was one, or it is over.
    ///
    /// # Errors
    /// It could not be written.
    pub async fn link_failed(&self, link: Option<&LinkId>, at: Instant) -> Result<(), StoreError> {
        let (kind, about) = match link {
            Some(id) => (Kind::LinkOver, About::Link(id.clone())),
            None => (Kind::LinkUnknown, About::Unknown),
        };
        let mut transaction = self.0.write.write().await?;
        happened(&mut transaction, at, &Author::Anonymous, kind, &about, json!({})).await?;
        transaction.commit().await
    }

    /// Revokes a link and ends its sessions. A link that was revoked before stays revoked since then. What it passed on
    /// to others stays theirs.
    ///
    /// # Errors
    /// There is no such link, or it is revoked by a link that does not reach so far.
    pub async fn revoke_link(&self, id: &LinkId, by: &Author, at: Instant) -> Result<(), NotDone> {
        let mut transaction = self.0.write.write().await?;
        let to = &mut *transaction;
        // Always in the order of ids, so that two who revoke each other's do not wait for each other.
        let own = match by {
            Author::Link(own) if own.as_str() < id.as_str() => lock(to, own).await?,
            Author::Link(_) | Author::Account(_) | Author::Program | Author::Anonymous => None,
        };
        let link = lock(to, id.as_str()).await?.ok_or_else(|| NotDone::NoLink(id.clone()))?;
        if let Author::Link(own_id) = by {
            let own = match own {
                Some(own) => Some(own),
                None => lock(to, own_id).await?,
            };
            may_take_back(&own.ok_or_else(|| NotDone::NoLink(id.clone()))?, &link, at)?;
        }
        if link.revoked.is_none() {
            let sql = "UPDATE link SET revoked = $1, revoked_by = $2 WHERE id = $3";
            to.execute(sql, vec![at.into(), author_text(by).into(), id.as_str().into()]).await?;
            happened(to, at, by, Kind::LinkRevoked, &About::Link(id.clone()), json!({})).await?;
        }
        to.execute("DELETE FROM session WHERE link = $1", vec![id.as_str().into()]).await?;
        Ok(transaction.commit().await?)
    }

    /// Gives a link another label, or none.
    ///
    /// # Errors
    /// There is no such link.
    pub async fn set_label(&self, id: &LinkId, label: Option<Private>) -> Result<(), NotDone> {
        let mut transaction = self.0.write.write().await?;
        write_label(&mut transaction, id, label.as_ref()).await?;
        Ok(transaction.commit().await?)
    }

    /// The links of a subject, or of everybody in a round, the oldest first.
    ///
    /// # Errors
    /// They cannot be read.
    pub async fn links(
        &self,
        round: &RoundId,
        subject: Option<&SubjectId>,
    ) -> Result<Vec<IssuedLink>, StoreError> {
        let mut from = self.0.read.connection().await?;
        let only = subject.map_or("", |_| " AND subject = $2");
        let sql = format!(
            "SELECT {OPENS}, label, issued, issued_by, revoked_by, first_used, last_used FROM link \
             WHERE round = $1{only} ORDER BY issued, id"
        );
        let values = [Some(round.as_str()), subject.map(SubjectId::as_str)];
        let values = values.into_iter().flatten().map(Value::from).collect();
        let rows = from.rows(AssertSqlSafe(sql), values).await?;
        rows.iter().map(issued_of).collect()
    }
}
