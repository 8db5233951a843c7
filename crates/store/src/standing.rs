//! Where every response of a round stands (*svarsläget*), without reading an answer.

use std::collections::BTreeMap;

use collection::fact::Instant;
use collection::head::State;
use collection::ids::{ResponseId, RoundId};
use collection::round::Response;
use sqlx::AssertSqlSafe;

use crate::Store;
use crate::db::{Connection, Row, Value};
use crate::error::StoreError;
use crate::read::AsOf;

/// A response, as far as the table of responses looks at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The response.
    pub response: Response,
    /// The unit of who answers.
    pub unit: String,
    /// Where it is in its life.
    pub state: State,
    /// Whether anything was ever saved.
    pub begun: bool,
    /// When it was last submitted, whether or not it was opened again since.
    pub submitted: Option<Instant>,
    /// When something last happened to it.
    pub latest: Option<Instant>,
    /// Somebody asks to have it opened again.
    pub reopening_asked: bool,
}

/// A batch holds fewer facts than this.
const PLACES: i64 = 1 << 20;

/// The last fact of a kind: its place in the chain, and when.
type Last = (i64, Instant);

impl Store {
    /// Where every response of a round stands now, or stood at a moment, by id.
    ///
    /// # Errors
    /// They cannot be read.
    pub async fn standing(&self, round: &RoundId, moment: Option<AsOf>) -> Result<Vec<Standing>, StoreError> {
        let mut from = self.0.read.read().await?;
        let until = match moment {
            None => i64::MAX,
            Some(AsOf::Batch(no)) => no,
            Some(AsOf::Time(at)) => last_batch(&mut from, round, at).await?,
        };
        let sql = format!(
            "SELECT r.id, r.subject, r.part, s.unit, f.kind, f.place, b.at FROM response r \
             JOIN subject s ON s.round = r.round AND s.id = r.subject \
             LEFT JOIN (SELECT response, kind, MAX(no * {PLACES} + pos) AS place FROM fact \
             WHERE round = $1 AND no <= $2 GROUP BY response, kind) f ON f.response = r.id \
             LEFT JOIN batch b ON b.round = r.round AND b.no = f.place / {PLACES} WHERE r.round = $1"
        );
        let values: Vec<Value> = vec![round.as_str().into(), until.into()];
        let rows = from.rows(AssertSqlSafe(sql), values).await?;
        from.commit().await?;
        let mut found: BTreeMap<ResponseId, (Response, String, BTreeMap<String, Last>)> = BTreeMap::new();
        for row in &rows {
            let (response, unit) = (response_of(row, round)?, row.text(3)?);
            let (_, _, kinds) =
                found.entry(response.id.clone()).or_insert_with(|| (response, unit, BTreeMap::new()));
            if let Some(kind) = row.text_or_none(4)? {
                kinds.insert(kind, (row.int(5)?, row.int(6)?));
            }
        }
        Ok(found.into_values().map(|(response, unit, kinds)| stands(response, unit, &kinds)).collect())
    }
}

async fn last_batch(from: &mut Connection, round: &RoundId, at: Instant) -> Result<i64, StoreError> {
    let sql = "SELECT MAX(no) FROM batch WHERE round = $1 AND at <= $2";
    let rows = from.rows(sql, vec![round.as_str().into(), at.into()]).await?;
    Ok(rows.first().map_or(Ok(None), |row| row.int_or_none(0))?.unwrap_or(0))
}

fn response_of(row: &Row, round: &RoundId) -> Result<Response, StoreError> {
    Ok(Response {
        id: row.parsed(0, "response")?,
        round: round.clone(),
        subject: row.parsed(1, "response")?,
        part: row.text(2)?,
    })
}

/// What the kinds of a response's facts tell of it: `Head::apply` takes a closing only of an open response and a
/// reopening only of one that is not, so the last of the three says which it is.
fn stands(response: Response, unit: String, kinds: &BTreeMap<String, Last>) -> Standing {
    let last = |kind: &str| kinds.get(kind).copied();
    let turns = [("submitted", State::Submitted), ("reopened", State::Open), ("closed", State::Closed)];
    let turn = turns.into_iter().filter_map(|(kind, state)| Some((last(kind)?.0, state)));
    let asked = last("reopening_asked");
    Standing {
        state: turn.max_by_key(|(place, _)| *place).map_or(State::Open, |(_, state)| state),
        begun: last("saved").is_some(),
        submitted: last("submitted").map(|(_, at)| at),
        latest: kinds.values().map(|(_, at)| *at).max(),
        reopening_asked: asked.is_some() && asked > last("reopened"),
        response,
        unit,
    }
}
