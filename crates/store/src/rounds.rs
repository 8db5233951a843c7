//! Rounds, subjects and responses: who is asked for what.

use collection::chain;
use collection::fact::Instant;
use collection::ids::{ResponseId, RoundId};
use collection::round::{Response, Round, RoundState, Subject};

use sqlx::AssertSqlSafe;

use crate::Store;
use crate::db::{Row, Value};
use crate::error::StoreError;

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

impl Store {
    /// Makes a round, with an audit chain of its own that holds nothing yet.
    ///
    /// # Errors
    /// There is a round of this id.
    pub async fn create_round(&self, round: &Round) -> Result<(), StoreError> {
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
        let mut transaction = self.0.write.write().await?;
        transaction.insert("round", &ROUND, vec![row], "").await?;
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
        let sql = "UPDATE round SET opens = $1, closes = $2, state = $3 WHERE id = $4";
        let values = vec![opens.into(), closes.into(), state.name().into(), round.as_str().into()];
        let mut transaction = self.0.write.write().await?;
        if transaction.execute(sql, values).await? == 0 {
            return Err(StoreError::NoRound(round.clone()));
        }
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
        let row = |subject: &Subject| {
            vec![round.as_str().into(), subject.id.as_str().into(), subject.unit.as_str().into()]
        };
        let mut transaction = self.0.write.write().await?;
        let rows = subjects.iter().map(row).collect();
        transaction.insert("subject", &["round", "id", "unit"], rows, "").await?;
        transaction.commit().await
    }

    /// Adds responses, which hold nothing yet.
    ///
    /// # Errors
    /// A subject is not in its round, or a response is there already; then none was added.
    pub async fn add_responses(&self, responses: &[Response]) -> Result<(), StoreError> {
        let row = |response: &Response| {
            let (id, round) = (response.id.as_str().into(), response.round.as_str().into());
            vec![id, round, response.subject.as_str().into(), response.part.as_str().into()]
        };
        let mut transaction = self.0.write.write().await?;
        let rows = responses.iter().map(row).collect();
        transaction.insert("response", &["id", "round", "subject", "part"], rows, "").await?;
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
