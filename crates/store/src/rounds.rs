//! Rounds, subjects and responses: who is asked for what.

use collection::chain;
use collection::fact::{Author, Instant};
use collection::ids::{ResponseId, RoundId};
use collection::round::{Response, Round, RoundState, Subject};
use sqlx::AssertSqlSafe;

use serde_json::json;

use crate::db::{Connection, Row, Value};
use crate::error::StoreError;
use crate::people::events::{About, Kind, happened};
use crate::{Store, dialect};

const ROUND: [&str; 12] = [
    "id",
    "edition",
    "survey",
    "name",
    "class",
    "zone",
    "opens",
    "closes",
    "state",
    "head_no",
    "head_hash",
    "head_at",
];
const SELECT_ROUND: &str = "SELECT id, edition, survey, name, class, zone, opens, closes, state FROM round";

fn round_of(row: &Row) -> Result<Round, StoreError> {
    let state = row.text(8)?;
    let state = RoundState::ALL.into_iter().find(|known| known.name() == state);
    Ok(Round {
        id: row.parsed(0, "round")?,
        edition: row.text(1)?,
        survey: row.text(2)?,
        name: row.text(3)?,
        class: row.text(4)?,
        zone: row.text(5)?,
        opens: row.int_or_none(6)?,
        closes: row.int_or_none(7)?,
        state: state.ok_or(StoreError::Unreadable { table: "round" })?,
    })
}

/// A round whose answers are made up (*simulerade data*).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Simulated {
    /// Which of several simulated rounds (*simulerad omgång*); none if it is not one of several.
    pub number: Option<u8>,
}

impl Store {
    /// Says that the answers of a round are made up; everything computed from them then says so, too. It is said before
    /// anybody has answered, and never taken back.
    ///
    /// # Errors
    /// There is no such round, somebody has answered in it, or it was said before.
    pub async fn mark_simulated(&self, round: &RoundId, how: Simulated) -> Result<(), StoreError> {
        let mut transaction = self.0.write.write().await?;
        let to = &mut *transaction;
        let sql = format!("SELECT head_no FROM round WHERE id = $1{}", dialect::for_update(to));
        let rows = to.rows(AssertSqlSafe(sql), vec![round.as_str().into()]).await?;
        let row = rows.first().ok_or_else(|| StoreError::NoRound(round.clone()))?;
        if row.int(0)? > 0 {
            return Err(StoreError::Begun(round.clone()));
        }
        let row = vec![round.as_str().into(), how.number.map(i64::from).into()];
        to.insert("simulated", &["round", "number"], vec![row], "").await?;
        transaction.commit().await
    }

    /// Whether the answers of a round are made up.
    ///
    /// # Errors
    /// It cannot be read.
    pub async fn simulated(&self, round: &RoundId) -> Result<Option<Simulated>, StoreError> {
        let mut from = self.0.read.connection().await?;
        let sql = "SELECT number FROM simulated WHERE round = $1";
        let rows = from.rows(sql, vec![round.as_str().into()]).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let number = row.int_or_none(0)?.map(u8::try_from).transpose();
        Ok(Some(Simulated { number: number.map_err(|_| StoreError::Unreadable { table: "simulated" })? }))
    }
}

/// A round with everybody who is asked in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRound {
    /// The round.
    pub round: Round,
    /// Those who answer.
    pub subjects: Vec<Subject>,
    /// What each of them answers.
    pub responses: Vec<Response>,
}

async fn insert_round(to: &mut Connection, round: &Round) -> Result<(), StoreError> {
    let row: Vec<Value> = vec![
        round.id.as_str().into(),
        round.edition.as_str().into(),
        round.survey.as_str().into(),
        round.name.as_str().into(),
        round.class.as_str().into(),
        round.zone.as_str().into(),
        round.opens.into(),
        round.closes.into(),
        round.state.name().into(),
        0.into(),
        chain::genesis(&round.id).to_string().into(),
        0.into(),
    ];
    to.insert("round", &ROUND, vec![row], "").await
}

async fn insert_subjects(
    to: &mut Connection,
    round: &RoundId,
    subjects: &[Subject],
) -> Result<(), StoreError> {
    let row = |subject: &Subject| {
        vec![round.as_str().into(), subject.id.as_str().into(), subject.unit.as_str().into()]
    };
    to.insert("subject", &["round", "id", "unit"], subjects.iter().map(row).collect(), "").await
}

async fn insert_responses(to: &mut Connection, responses: &[Response]) -> Result<(), StoreError> {
    let row = |response: &Response| {
        let (id, round) = (response.id.as_str().into(), response.round.as_str().into());
        vec![id, round, response.subject.as_str().into(), response.part.as_str().into()]
    };
    let rows = responses.iter().map(row).collect();
    to.insert("response", &["id", "round", "subject", "part"], rows, "").await
}

async fn update_round(
    to: &mut Connection,
    round: &RoundId,
    opens: Option<Instant>,
    closes: Option<Instant>,
    state: RoundState,
) -> Result<(), StoreError> {
    let sql = "UPDATE round SET opens = $1, closes = $2, state = $3 WHERE id = $4";
    let values = vec![opens.into(), closes.into(), state.name().into(), round.as_str().into()];
    if to.execute(sql, values).await? == 0 {
        return Err(StoreError::NoRound(round.clone()));
    }
    Ok(())
}

impl Store {
    /// Makes a round with those who answer in it and their responses, all of it or nothing, and tells who did it.
    ///
    /// # Errors
    /// There is a round of this id, or one of the responses is there already.
    pub async fn begin_round(&self, new: &NewRound, by: &Author, at: Instant) -> Result<(), StoreError> {
        let mut transaction = self.0.write.write().await?;
        let to = &mut *transaction;
        insert_round(to, &new.round).await?;
        insert_subjects(to, &new.round.id, &new.subjects).await?;
        insert_responses(to, &new.responses).await?;
        let content = json!({
            "edition": new.round.edition, "class": new.round.class, "opens": new.round.opens, "closes": new.round.closes,
            "subjects": new.subjects.len(), "responses": new.responses.len(),
        });
        happened(to, at, by, Kind::RoundCreated, &About::Round(new.round.id.clone()), content).await?;
        transaction.commit().await
    }

    /// Changes when a round opens and closes, and its state, and tells who did it and why.
    ///
    /// # Errors
    /// There is no such round.
    pub async fn move_round(
        &self,
        round: &Round,
        why: &str,
        by: &Author,
        at: Instant,
    ) -> Result<(), StoreError> {
        let mut transaction = self.0.write.write().await?;
        let to = &mut *transaction;
        update_round(to, &round.id, round.opens, round.closes, round.state).await?;
        let content =
            json!({ "opens": round.opens, "closes": round.closes, "state": round.state.name(), "why": why });
        happened(to, at, by, Kind::RoundChanged, &About::Round(round.id.clone()), content).await?;
        transaction.commit().await
    }

    /// Makes a round, with an audit chain of its own that holds nothing yet.
    ///
    /// # Errors
    /// There is a round of this id.
    pub async fn create_round(&self, round: &Round) -> Result<(), StoreError> {
        let mut transaction = self.0.write.write().await?;
        insert_round(&mut transaction, round).await?;
        transaction.commit().await
    }

    /// Changes when a round opens and closes, and its state. Its audit chain is as it was.
    ///
    /// # Errors
    /// There is no such round.
    pub async fn change_round(
        &self,
        round: &RoundId,
        opens: Option<Instant>,
        closes: Option<Instant>,
        state: RoundState,
    ) -> Result<(), StoreError> {
        let mut transaction = self.0.write.write().await?;
        update_round(&mut transaction, round, opens, closes, state).await?;
        transaction.commit().await
    }

    /// All rounds, by id.
    ///
    /// # Errors
    /// They cannot be read.
    pub async fn rounds(&self) -> Result<Vec<Round>, StoreError> {
        let mut from = self.0.read.connection().await?;
        let rows = from.rows(SELECT_ROUND, Vec::new()).await?;
        let mut rounds = rows.iter().map(round_of).collect::<Result<Vec<_>, _>>()?;
        rounds.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(rounds)
    }

    /// A round.
    ///
    /// # Errors
    /// There is none of this id.
    pub async fn round(&self, id: &RoundId) -> Result<Round, StoreError> {
        let mut from = self.0.read.connection().await?;
        let sql = format!("{SELECT_ROUND} WHERE id = $1");
        let rows = from.rows(AssertSqlSafe(sql), vec![id.as_str().into()]).await?;
        rows.first().map_or_else(|| Err(StoreError::NoRound(id.clone())), round_of)
    }

    /// Adds those who answer in a round.
    ///
    /// # Errors
    /// There is no such round, or one of them is there already; then none was added.
    pub async fn add_subjects(&self, round: &RoundId, subjects: &[Subject]) -> Result<(), StoreError> {
        let mut transaction = self.0.write.write().await?;
        insert_subjects(&mut transaction, round, subjects).await?;
        transaction.commit().await
    }

    /// Adds responses, which hold nothing yet.
    ///
    /// # Errors
    /// A subject is not in its round, or a response is there already; then none was added.
    pub async fn add_responses(&self, responses: &[Response]) -> Result<(), StoreError> {
        let mut transaction = self.0.write.write().await?;
        insert_responses(&mut transaction, responses).await?;
        transaction.commit().await
    }

    /// Those who answer in a round, by id.
    ///
    /// # Errors
    /// They cannot be read.
    pub async fn subjects(&self, round: &RoundId) -> Result<Vec<Subject>, StoreError> {
        let mut from = self.0.read.connection().await?;
        let sql = "SELECT id, unit FROM subject WHERE round = $1";
        let rows = from.rows(sql, vec![round.as_str().into()]).await?;
        let subject = |row: &Row| Ok(Subject { id: row.parsed(0, "subject")?, unit: row.text(1)? });
        let mut subjects = rows.iter().map(subject).collect::<Result<Vec<_>, StoreError>>()?;
        subjects.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(subjects)
    }

    /// The responses of a round, by id.
    ///
    /// # Errors
    /// They cannot be read.
    pub async fn responses(&self, round: &RoundId) -> Result<Vec<Response>, StoreError> {
        let mut from = self.0.read.connection().await?;
        let sql = "SELECT id, round, subject, part FROM response WHERE round = $1";
        let rows = from.rows(sql, vec![round.as_str().into()]).await?;
        let mut responses = rows.iter().map(response_of).collect::<Result<Vec<_>, _>>()?;
        responses.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(responses)
    }

    /// A response.
    ///
    /// # Errors
    /// There is none of this id.
    pub async fn response(&self, id: &ResponseId) -> Result<Response, StoreError> {
        let mut from = self.0.read.connection().await?;
        let sql = "SELECT id, round, subject, part FROM response WHERE id = $1";
        let rows = from.rows(sql, vec![id.as_str().into()]).await?;
        rows.first().map_or_else(|| Err(StoreError::NoResponse(id.clone())), response_of)
    }
}

fn response_of(row: &Row) -> Result<Response, StoreError> {
    Ok(Response {
        id: row.parsed(0, "response")?,
        round: row.parsed(1, "response")?,
        subject: row.parsed(2, "response")?,
        part: row.text(3)?,
    })
}
