//! Everything that one subject answers, in one look.

use collection::head::Head;
use collection::ids::{RoundId, SubjectId};
use collection::round::{Response, Subject};
use sqlx::AssertSqlSafe;

use crate::Store;
use crate::db::Value;
use crate::error::StoreError;
use crate::present;

impl Store {
    /// A subject of a round, and what each of its responses is now, by part; none if there is no such subject in it. A city
    /// whose districts answer has no responses.
    ///
    /// # Errors
    /// They cannot be read.
    pub async fn answering(
        &self,
        round: &RoundId,
        subject: &SubjectId,
    ) -> Result<Option<(Subject, Vec<(Response, Head)>)>, StoreError> {
        self.answered(round, subject, None).await
    }

    /// The same of one part alone; no response if the subject does not answer it.
    ///
    /// # Errors
    /// It cannot be read.
    pub async fn answering_part(
        &self,
        round: &RoundId,
        subject: &SubjectId,
        part: &str,
    ) -> Result<Option<(Subject, Vec<(Response, Head)>)>, StoreError> {
        self.answered(round, subject, Some(part)).await
    }

    async fn answered(
        &self,
        round: &RoundId,
        subject: &SubjectId,
        part: Option<&str>,
    ) -> Result<Option<(Subject, Vec<(Response, Head)>)>, StoreError> {
        let mut from = self.0.read.connection().await?;
        let sql = format!(
            "SELECT s.unit, r.id, r.part, h.content FROM subject s \
             LEFT JOIN response r ON r.round = s.round AND r.subject = s.id{} \
             LEFT JOIN head h ON h.response = r.id WHERE s.round = $1 AND s.id = $2",
            part.map_or("", |_| " AND r.part = $3")
        );
        let values = [Some(round.as_str()), Some(subject.as_str()), part];
        let values = values.into_iter().flatten().map(Value::from).collect();
        let rows = from.rows(AssertSqlSafe(sql), values).await?;
        let Some(first) = rows.first() else { return Ok(None) };
        let found = Subject { id: subject.clone(), unit: first.text(0)? };
        let mut all = Vec::with_capacity(rows.len());
        for row in &rows {
            // Who answers nothing is a row without a response.
            let Some(part) = row.text_or_none(2)? else { continue };
            let (id, head) = (row.parsed(1, "response")?, present::head_or_empty(row.text_or_none(3)?)?);
            all.push((Response { id, round: round.clone(), subject: subject.clone(), part }, head));
        }
        all.sort_by(|a, b| a.0.part.cmp(&b.0.part));
        Ok(Some((found, all)))
    }
}
