//! Sessions: who is there, until they leave, are idle, or are shut out.

use collection::access::Actor;
use collection::fact::{Author, Instant};
use collection::ids::{AccountId, LinkId};
use collection::secret::{Purpose, Token};
use serde_json::json;
use sqlx::AssertSqlSafe;

use super::events::{About, Kind, happened};
use super::{NotDone, accounts, links};
use crate::Store;
use crate::db::{Connection, Value};
use crate::error::StoreError;
use crate::random;

const MINUTE: Instant = 60 * 1_000_000;
/// Without a sign of life, an account's session ends.
const IDLE_ACCOUNT: Instant = 30 * MINUTE;
/// Without a sign of life, a link's session ends.
const IDLE_LINK: Instant = 12 * 60 * MINUTE;
/// However busy somebody is, they sign in once a working day.
const LONGEST_ACCOUNT: Instant = 12 * 60 * MINUTE;
/// So many sessions an account has at once, and a link: a person's devices, an office. The next ends the one that was seen
/// longest ago.
const MOST: i64 = 10;
/// How exactly signs of life are kept.
const TOUCH: Instant = MINUTE;

/// Who a session is of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Who {
    /// The holder of a link.
    Link(LinkId),
    /// An account.
    Account(AccountId),
}

impl Who {
    /// As facts and events name them.
    pub fn author(&self) -> Author {
        match self {
            Self::Link(id) => Author::Link(id.as_str().to_owned()),
            Self::Account(id) => Author::Account(id.as_str().to_owned()),
        }
    }

    fn idle(&self) -> Instant {
        match self {
            Self::Link(_) => IDLE_LINK,
            Self::Account(_) => IDLE_ACCOUNT,
        }
    }

    /// The columns `link` and `account`.
    fn columns(&self) -> [Value; 2] {
        match self {
            Self::Link(id) => [id.as_str().into(), Value::Text(None)],
            Self::Account(id) => [Value::Text(None), id.as_str().into()],
        }
    }
}

/// Somebody who is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Who.
    pub who: Who,
    /// What `may` asks.
    pub actor: Actor,
    /// When they showed who they are; 0 for the holder of a link.
    pub proved: Instant,
    /// The last sign of life that was kept.
    pub seen: Instant,
    /// When it ends if nothing more comes.
    pub idle_ends: Instant,
    /// When it ends, whatever comes.
    pub ends: Instant,
}

/// Ends all sessions of somebody; the caller commits.
pub(super) async fn end_all(to: &mut Connection, account: &AccountId) -> Result<(), StoreError> {
    to.execute("DELETE FROM session WHERE account = $1", vec![account.as_str().into()]).await.map(|_| ())
}

impl Store {
    /// Begins a session of somebody who has just shown who they are, in place of the one that the same browser had. The token
    /// is returned this once.
    ///
    /// # Errors
    /// The link has expired or was revoked, the account is disabled, or there is none.
    pub async fn start_session(&self, who: &Who, at: Instant, old: Option<&Token>) -> Result<Token, NotDone> {
        self.start_session_proved(who, at, old, at).await
    }

    /// The same of somebody who showed who they are at another time: their provider says when.
    ///
    /// # Errors
    /// As [`Store::start_session`].
    pub async fn start_session_proved(
        &self,
        who: &Who,
        at: Instant,
        old: Option<&Token>,
        proved: Instant,
    ) -> Result<Token, NotDone> {
        let token = Token::of_random(random::bytes()?);
        let mut transaction = self.0.write.write().await?;
        let to = &mut *transaction;
        let ends = match who {
            Who::Link(id) => {
                let link = links::lock(to, id.as_str()).await?.ok_or_else(|| NotDone::NoLink(id.clone()))?;
                if link.revoked.is_some() || link.expires <= at {
                    return Err(NotDone::Over);
                }
                let sql =
                    "UPDATE link SET first_used = COALESCE(first_used, $1), last_used = $1 WHERE id = $2";
                to.execute(sql, vec![at.into(), id.as_str().into()]).await?;
                happened(to, at, &who.author(), Kind::LinkOpened, &About::Link(id.clone()), json!({}))
                    .await?;
                link.expires
            }
            Who::Account(id) => {
                if accounts::lock(to, id).await?.disabled.is_some() {
                    return Err(NotDone::NoAccount(id.clone()));
                }
                at.saturating_add(LONGEST_ACCOUNT)
            }
        };
        if let Some(old) = old {
            to.execute("DELETE FROM session WHERE hash = $1", vec![hash(old)]).await?;
        }
        to.execute("DELETE FROM session WHERE ends <= $1", vec![at.into()]).await?;
        let [link, account] = who.columns();
        let (of, id, proved) = match who {
            Who::Link(_) => ("link", link.clone(), 0),
            Who::Account(_) => ("account", account.clone(), proved.min(at)),
        };
        let sql = format!(
            "DELETE FROM session WHERE {of} = $1 AND hash NOT IN \
             (SELECT hash FROM session WHERE {of} = $1 ORDER BY seen DESC, started DESC, hash LIMIT {})",
            MOST - 1
        );
        to.execute(AssertSqlSafe(sql), vec![id]).await?;
        let row = vec![hash(&token), link, account, at.into(), at.into(), ends.into(), proved.into()];
        let columns = ["hash", "link", "account", "started", "seen", "ends", "proved"];
        to.insert("session", &columns, vec![row], "").await?;
        transaction.commit().await?;
        Ok(token)
    }

    /// Who a session is of, if it has not ended, and what they may be asked for now. It counts as a sign of life.
    ///
    /// # Errors
    /// It cannot be read.
    pub async fn session(&self, token: &Token, now: Instant) -> Result<Option<Session>, StoreError> {
        let Some(mut session) = self.session_left_alone(token, now).await? else { return Ok(None) };
        // Who reads is not turned away because a sign of life could not be kept.
        if now - session.seen >= TOUCH && self.touch(token, &session.who, now).await.is_ok() {
            session.idle_ends = now.saturating_add(session.who.idle()).min(session.ends);
        }
        Ok(Some(session))
    }

    /// The same without a sign of life: for what an open page asks by itself, whether or not anybody is there.
    ///
    /// # Errors
    /// It cannot be read.
    pub async fn session_left_alone(
        &self,
        token: &Token,
        now: Instant,
    ) -> Result<Option<Session>, StoreError> {
        let mut from = self.0.read.connection().await?;
        let sql = format!(
            "SELECT {}, s.account, s.seen, s.ends, s.proved FROM session s LEFT JOIN link l ON l.id = s.link WHERE s.hash = $1",
            links::OPENS_OF_L
        );
        let rows = from.rows(AssertSqlSafe(sql), vec![hash(token)]).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let (seen, ends, proved) = (row.int(8)?, row.int(9)?, row.int(10)?);
        let link = row.text_or_none(0)?.map(|_| links::link_of(row)).transpose()?;
        let who = match &link {
            Some((id, _)) => Who::Link(id.clone()),
            None => Who::Account(row.parsed(7, "session")?),
        };
        let idle = who.idle();
        if ends <= now || seen.saturating_add(idle) <= now {
            return Ok(None);
        }
        let actor = match (&who, link) {
            (Who::Link(_), link) => {
                link.map(|(_, link)| link).filter(|link| link.revoked.is_none()).map(Actor::Link)
            }
            (Who::Account(id), _) => accounts::grants_if_enabled(&mut from, id).await?.map(Actor::Account),
        };
        drop(from);
        let Some(actor) = actor else { return Ok(None) };
        let idle_ends = seen.saturating_add(idle).min(ends);
        Ok(Some(Session { who, actor, proved, seen, idle_ends, ends }))
    }

    async fn touch(&self, token: &Token, who: &Who, now: Instant) -> Result<(), StoreError> {
        let mut transaction = self.0.write.write().await?;
        let to = &mut *transaction;
        if let Who::Link(id) = who {
            let sql = "UPDATE link SET last_used = $1 WHERE id = $2 AND last_used < $1";
            to.execute(sql, vec![now.into(), id.as_str().into()]).await?;
        }
        let sql = "UPDATE session SET seen = $1 WHERE hash = $2 AND seen < $1";
        to.execute(sql, vec![now.into(), hash(token)]).await?;
        transaction.commit().await
    }

    /// Ends a session: somebody signed out. One that has ended stays so.
    ///
    /// # Errors
    /// It could not be written.
    pub async fn end_session(&self, token: &Token, at: Instant) -> Result<(), StoreError> {
        let mut transaction = self.0.write.write().await?;
        let to = &mut *transaction;
        let sql = "SELECT link, account FROM session WHERE hash = $1";
        if let Some(row) = to.rows(sql, vec![hash(token)]).await?.first() {
            let (who, about) = match row.text_or_none(0)? {
                Some(_) => {
                    let id: LinkId = row.parsed(0, "session")?;
                    (Who::Link(id.clone()), About::Link(id))
                }
                None => {
                    let id: AccountId = row.parsed(1, "session")?;
                    (Who::Account(id.clone()), About::Account(id))
                }
            };
            to.execute("DELETE FROM session WHERE hash = $1", vec![hash(token)]).await?;
            happened(to, at, &who.author(), Kind::SignedOut, &about, json!({})).await?;
        }
        transaction.commit().await
    }

    /// When the other sessions of an account began and were last seen: all but the one that asks, the latest first.
    ///
    /// # Errors
    /// They cannot be read.
    pub async fn other_sessions(
        &self,
        id: &AccountId,
        own: &Token,
        now: Instant,
    ) -> Result<Vec<(Instant, Instant)>, StoreError> {
        let mut from = self.0.read.connection().await?;
        let sql = "SELECT started, seen FROM session WHERE account = $1 AND hash <> $2 AND ends > $3 AND seen > $4 \
                   ORDER BY seen DESC, started DESC";
        let idle = now.saturating_sub(IDLE_ACCOUNT);
        let rows = from.rows(sql, vec![id.as_str().into(), hash(own), now.into(), idle.into()]).await?;
        rows.iter().map(|row| Ok((row.int(0)?, row.int(1)?))).collect()
    }

    /// Ends all sessions of an account but the one that asks.
    ///
    /// # Errors
    /// It could not be written.
    pub async fn end_other_sessions(
        &self,
        id: &AccountId,
        own: &Token,
        at: Instant,
    ) -> Result<(), StoreError> {
        let mut transaction = self.0.write.write().await?;
        let to = &mut *transaction;
        let sql = "DELETE FROM session WHERE account = $1 AND hash <> $2";
        to.execute(sql, vec![id.as_str().into(), hash(own)]).await?;
        let (by, about) = (Who::Account(id.clone()).author(), About::Account(id.clone()));
        happened(to, at, &by, Kind::SessionsEnded, &about, json!({})).await?;
        transaction.commit().await
    }

    /// Ends all sessions of an account: somebody who manages accounts does it.
    ///
    /// # Errors
    /// There is no such account, or it could not be written.
    pub async fn end_sessions(&self, id: &AccountId, by: &Author, at: Instant) -> Result<(), NotDone> {
        let mut transaction = self.0.write.write().await?;
        let to = &mut *transaction;
        accounts::lock(to, id).await?;
        end_all(to, id).await?;
        happened(to, at, by, Kind::SessionsEnded, &About::Account(id.clone()), json!({})).await?;
        Ok(transaction.commit().await?)
    }

    /// Ends everybody's sessions, those of links too, but the one that asks.
    ///
    /// # Errors
    /// It could not be written.
    pub async fn end_everybodys_sessions(
        &self,
        own: Option<&Token>,
        by: &Author,
        at: Instant,
    ) -> Result<(), StoreError> {
        let mut transaction = self.0.write.write().await?;
        let to = &mut *transaction;
        let own = own.map_or(Value::Text(Some(String::new())), hash);
        let sql = "SELECT DISTINCT link, account FROM session WHERE hash <> $1";
        for row in to.rows(sql, vec![own.clone()]).await? {
            let about = match row.text_or_none(0)? {
                Some(_) => About::Link(row.parsed(0, "session")?),
                None => About::Account(row.parsed(1, "session")?),
            };
            happened(to, at, by, Kind::SessionsEnded, &about, json!({})).await?;
        }
        to.execute("DELETE FROM session WHERE hash <> $1", vec![own]).await?;
        transaction.commit().await
    }
}

fn hash(token: &Token) -> Value {
    token.hash(Purpose::Session).to_string().into()
}
