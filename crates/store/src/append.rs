//! Appending: one transaction, many facts, a batch a round.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use collection::chain::{self, Batch, Hash, Step};
use collection::fact::{Content, Fact, Instant};
use collection::head::{Head, Refused, Told};
use collection::ids::{FactId, ResponseId, RoundId};
use serde::{Deserialize, Serialize};

use crate::db::{Connection, Pool};
use crate::error::{NotAppended, Reason, StoreError, Trouble};
use crate::prepare::Prepared;
use crate::{dialect, erasure, present, read};

/// A fact that was saved, and its place in the audit chain: what a receipt holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appended {
    /// The fact.
    pub fact: FactId,
    /// The round.
    pub round: RoundId,
    /// The number of its batch.
    pub no: i64,
    /// When the batch was committed.
    pub at: Instant,
    /// Its place in the batch, from 0.
    pub pos: i64,
    /// What became of the cells.
    pub told: Told,
    /// Its leaf.
    pub leaf: Hash,
    /// From the leaf to the batch's root.
    pub path: Vec<Step>,
    /// The batch that holds it.
    pub batch: Batch,
}

impl Appended {
    /// Whether leaf, path and batch belong together.
    pub fn holds(&self) -> bool {
        chain::climb(self.leaf, &self.path) == self.batch.root && self.batch.no == self.no
    }
}

pub(crate) type Answer = Result<Appended, NotAppended>;

/// Which round a response belongs to never changes, so it is asked once.
#[derive(Default)]
pub(crate) struct Known(pub(crate) HashMap<ResponseId, RoundId>);

/// A round that is locked, and what this transaction adds to it.
struct Growing {
    /// The batch to come; its root is not known yet.
    batch: Batch,
    /// Which of the facts it holds, in order, and what became of them.
    taken: Vec<(usize, Told)>,
}

/// A head, and whether it changed.
struct Loaded {
    head: Result<Head, Trouble>,
    no: Option<i64>,
}

/// Saves facts with different ids; one answer a fact. An error means that nothing was saved.
pub(crate) async fn commit(
    pool: &Pool,
    known: &mut Known,
    facts: &[Arc<Prepared>],
) -> Result<Vec<Answer>, StoreError> {
    let mut transaction = pool.write().await?;
    let to = &mut *transaction;
    learn_rounds(to, known, facts).await?;
    let mut rounds = lock_rounds(to, known, facts).await?;
    let mut answers: Vec<Option<Answer>> = Vec::new();
    answers.resize_with(facts.len(), || None);
    answer_those_there(to, facts, &mut answers).await?;
    let mut heads = load_heads(to, facts, &answers).await?;

    for (i, fact) in facts.iter().enumerate() {
        if answers[i].is_some() {
            continue;
        }
        let response = &fact.fact.response;
        let round = known.0.get(response).and_then(|round| rounds.get_mut(round));
        let (Some(round), Some(loaded)) = (round, heads.get_mut(response)) else {
            answers[i] = Some(Err(NotAppended::NoResponse(response.clone())));
            continue;
        };
        match take(loaded, &fact.fact, round.batch.at) {
            Ok(told) => {
                loaded.no = Some(round.batch.no);
                round.taken.push((i, told));
            }
            Err(why) => answers[i] = Some(Err(why)),
        }
    }

    rounds.retain(|_, round| !round.taken.is_empty());
    if !rounds.is_empty() {
        write(to, facts, &mut rounds, &mut answers).await?;
        write_heads(to, heads).await?;
        for (round, growing) in &rounds {
            for (pos, (i, _)) in growing.taken.iter().enumerate() {
                let fact = &facts[*i].fact;
                if let Content::Erased { cells, .. } = &fact.content {
                    erasure::rewrite(to, &fact.response, cells, &growing.batch, pos as i64).await?;
                }
            }
            move_head(to, round, &growing.batch).await?;
        }
    }
    transaction.commit().await?;
    let lost = || Err(NotAppended::NotSaved(Trouble::of(Reason::Other)));
    Ok(answers.into_iter().map(|answer| answer.unwrap_or_else(lost)).collect())
}

fn take(loaded: &mut Loaded, fact: &Fact, at: Instant) -> Result<Told, NotAppended> {
    let head = loaded.head.as_mut().map_err(|trouble| NotAppended::NotSaved(trouble.clone()))?;
    head.apply(fact, at).map_err(|why: Refused| NotAppended::Refused(why))
}

fn distinct<T: Ord>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut items: Vec<T> = items.collect();
    items.sort();
    items.dedup();
    items
}

async fn learn_rounds(
    to: &mut Connection,
    known: &mut Known,
    facts: &[Arc<Prepared>],
) -> Result<(), StoreError> {
    let known = known.bounded();
    let new = facts.iter().map(|fact| &fact.fact.response).filter(|response| !known.contains_key(response));
    let new = distinct(new.map(|response| response.as_str().to_owned()));
    for row in to.rows_in("SELECT id, round FROM response WHERE id", &new, "").await? {
        known.insert(row.parsed(0, "response")?, row.parsed(1, "response")?);
    }
    Ok(())
}

/// Locks the rounds of the facts, always in the same order.
async fn lock_rounds(
    to: &mut Connection,
    known: &Known,
    facts: &[Arc<Prepared>],
) -> Result<BTreeMap<RoundId, Growing>, StoreError> {
    let rounds = facts.iter().filter_map(|fact| known.0.get(&fact.fact.response));
    let rounds = distinct(rounds.map(|round| round.as_str().to_owned()));
    let after = format!(" ORDER BY id{}", dialect::for_update(to));
    let select = "SELECT id, head_no, head_hash, head_at FROM round WHERE id";
    let rows = to.rows_in(select, &rounds, &after).await?;
    let now = dialect::now(to).await?;
    let mut locked = BTreeMap::new();
    for row in rows {
        let (no, prev, at): (i64, Hash, Instant) = (row.int(1)? + 1, row.parsed(2, "round")?, row.int(3)?);
        // Clocks jump back; the chain does not.
        let batch = Batch { no, at: now.max(at + 1), prev, root: prev };
        locked.insert(row.parsed(0, "round")?, Growing { batch, taken: Vec::new() });
    }
    Ok(locked)
}

/// Facts whose id is in the table already are answered as they were then.
async fn answer_those_there(
    to: &mut Connection,
    facts: &[Arc<Prepared>],
    answers: &mut [Option<Answer>],
) -> Result<(), StoreError> {
    let ids: Vec<String> = facts.iter().map(|fact| fact.fact.id.as_str().to_owned()).collect();
    for row in to.rows_in("SELECT id, content, erased_at FROM fact WHERE id", &ids, "").await? {
        let id = row.text(0)?;
        let Some(i) = ids.iter().position(|sent| *sent == id) else { continue };
        let (content, erased) = (row.text(1)?, row.int_or_none(2)?.is_some());
        let left =
            || serde_json::from_str::<Fact>(&content).is_ok_and(|left| left.is_left_of(&facts[i].fact));
        answers[i] = Some(if content == facts[i].canonical || (erased && left()) {
            Ok(read::appended(to, &facts[i].fact.id)
                .await?
                .ok_or(StoreError::Unreadable { table: "fact" })?)
        } else {
            Err(NotAppended::OtherContent)
        });
    }
    Ok(())
}

/// The heads of the responses of all facts that are new.
async fn load_heads(
    to: &mut Connection,
    facts: &[Arc<Prepared>],
    answers: &[Option<Answer>],
) -> Result<HashMap<ResponseId, Loaded>, StoreError> {
    let new = facts.iter().zip(answers).filter(|(_, answer)| answer.is_none());
    let responses = distinct(new.map(|(fact, _)| fact.fact.response.as_str().to_owned()));
    let select = "SELECT response, content FROM head WHERE response";
    let mut heads = HashMap::new();
    for row in to.rows_in(select, &responses, "").await? {
        let response: ResponseId = row.parsed(0, "head")?;
        let head = match present::head_of(&row.text(1)?) {
            Some(head) => Ok(head),
            // A head follows from its facts.
            None => read::replayed(to, &response).await.map_err(StoreError::trouble),
        };
        heads.insert(response, Loaded { head, no: None });
    }
    for response in responses {
        let response = response.parse().map_err(|_| StoreError::Unreadable { table: "response" })?;
        heads.entry(response).or_insert_with(|| Loaded { head: Ok(Head::default()), no: None });
    }
    Ok(heads)
}

const BATCH: [&str; 6] = ["round", "no", "at", "prev", "root", "hash"];
const FACT: [&str; 10] =
    ["id", "round", "no", "pos", "response", "author", "kind", "content", "salt", "leaf"];

async fn write(
    to: &mut Connection,
    facts: &[Arc<Prepared>],
    rounds: &mut BTreeMap<RoundId, Growing>,
    answers: &mut [Option<Answer>],
) -> Result<(), StoreError> {
    let (mut batches, mut rows) = (Vec::new(), Vec::new());
    for (round, growing) in rounds {
        let leaves: Vec<Hash> = growing.taken.iter().map(|(i, _)| facts[*i].leaf).collect();
        let batch = &mut growing.batch;
        batch.root = chain::root(&leaves).unwrap_or(batch.prev);
        let texts = [batch.prev, batch.root, batch.hash()].map(|hash| hash.to_string().into());
        batches.push([[round.as_str().into(), batch.no.into(), batch.at.into()], texts].concat());
        for (pos, ((i, told), path)) in growing.taken.iter().zip(chain::paths(&leaves)).enumerate() {
            let (fact, pos) = (&facts[*i], pos as i64);
            rows.push(vec![
                fact.fact.id.as_str().into(),
                round.as_str().into(),
                batch.no.into(),
                pos.into(),
                fact.fact.response.as_str().into(),
                author_text(&fact.fact).into(),
                fact.fact.content.kind().into(),
                fact.canonical.as_str().into(),
                chain::salt_text(&fact.salt).into(),
                fact.leaf.to_string().into(),
            ]);
            answers[*i] = Some(Ok(Appended {
                fact: fact.fact.id.clone(),
                round: round.clone(),
                no: batch.no,
                at: batch.at,
                pos,
                told: told.clone(),
                leaf: fact.leaf,
                path,
                batch: *batch,
            }));
        }
    }
    to.insert("batch", &BATCH, batches, "").await?;
    to.insert("fact", &FACT, rows, "").await
}

/// The author, as in the column: JSON, where no character is one that a database refuses.
pub(crate) fn author_text(fact: &Fact) -> String {
    serde_json::to_string(&fact.author).unwrap_or_default()
}

async fn write_heads(to: &mut Connection, heads: HashMap<ResponseId, Loaded>) -> Result<(), StoreError> {
    let mut rows = Vec::new();
    for (response, loaded) in heads {
        if let (Ok(head), Some(no)) = (loaded.head, loaded.no) {
            rows.push(vec![response.as_str().into(), no.into(), present::text_of(&head)?.into()]);
        }
    }
    insert_heads(to, rows).await
}

/// Writes heads over those that are there.
pub(crate) async fn insert_heads(
    to: &mut Connection,
    rows: Vec<Vec<crate::db::Value>>,
) -> Result<(), StoreError> {
    let over = " ON CONFLICT (response) DO UPDATE SET no = excluded.no, content = excluded.content";
    to.insert("head", &["response", "no", "content"], rows, over).await
}

async fn move_head(to: &mut Connection, round: &RoundId, batch: &Batch) -> Result<(), StoreError> {
    let sql = "UPDATE round SET head_no = $1, head_hash = $2, head_at = $3 WHERE id = $4";
    let values =
        vec![batch.no.into(), batch.hash().to_string().into(), batch.at.into(), round.as_str().into()];
    to.execute(sql, values).await.map(|_| ())
}
