//! The one task of a process that appends.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, timeout_at};

use crate::append::{self, Answer, Known};
use crate::db::{Pool, in_time};
use crate::error::{NotAppended, Reason, StoreError, Trouble};
use crate::prepare::Prepared;

/// Facts are gathered for so long, counted from the first …
const GATHER: Duration = Duration::from_millis(5);
/// … or until nobody has come for so long …
const QUIET: Duration = Duration::from_millis(1);
/// … or until there are so many.
const FULL: usize = 512;
/// How often a commit is tried when other processes are in the way.
const TRIES: usize = 6;
/// How long a commit may take before it is given up.
const LIMIT: Duration = Duration::from_secs(30);

/// A fact, and who waits for the answer.
pub(crate) struct Ask {
    pub(crate) fact: Arc<Prepared>,
    pub(crate) answer: oneshot::Sender<Answer>,
}

/// Runs until nobody can ask any more and everybody is answered.
pub(crate) async fn run(mut inbox: mpsc::Receiver<Ask>, pool: Arc<Pool>) {
    let mut known = Known::default();
    let mut put_off: Vec<Ask> = Vec::new();
    loop {
        let mut asks = std::mem::take(&mut put_off);
        if asks.is_empty() {
            match inbox.recv().await {
                Some(ask) => asks.push(ask),
                None => return,
            }
        }
        gather(&mut inbox, &mut asks).await;
        // The same fact twice: the second is answered when the first is in the table.
        let mut ids = HashSet::new();
        let (now, later): (Vec<Ask>, Vec<Ask>) =
            asks.into_iter().partition(|ask| ids.insert(ask.fact.fact.id.clone()));
        put_off = later;
        let facts: Vec<Arc<Prepared>> = now.iter().map(|ask| Arc::clone(&ask.fact)).collect();
        let answers = save(&pool, &mut known, &facts).await;
        for (ask, answer) in now.into_iter().zip(answers) {
            // Who does not wait any more finds the fact saved when they come back.
            let _ = ask.answer.send(answer);
        }
    }
}

async fn gather(inbox: &mut mpsc::Receiver<Ask>, asks: &mut Vec<Ask>) {
    let end = Instant::now() + GATHER;
    while asks.len() < FULL {
        match timeout_at(end.min(Instant::now() + QUIET), inbox.recv()).await {
            Ok(Some(ask)) => asks.push(ask),
            Ok(None) | Err(_) => return,
        }
    }
}

/// One answer a fact.
async fn save(pool: &Pool, known: &mut Known, facts: &[Arc<Prepared>]) -> Vec<Answer> {
    let trouble = match tried(pool, known, facts).await {
        Ok(answers) => return answers,
        Err(error) => error.trouble(),
    };
    // If it may lie in one of the facts, the others shall not suffer for it.
    let alone = facts.len() > 1 && matches!(trouble.reason, Reason::Other | Reason::Damaged | Reason::Twice);
    if !alone {
        return facts.iter().map(|_| Err(NotAppended::NotSaved(trouble.clone()))).collect();
    }
    let mut answers = Vec::with_capacity(facts.len());
    for fact in facts {
        let one = tried(pool, known, std::slice::from_ref(fact)).await;
        let failed = |error: StoreError| Err(NotAppended::NotSaved(error.trouble()));
        answers.push(one.map_or_else(failed, |mut answers| {
            let closing = || Err(NotAppended::NotSaved(Trouble::of(Reason::Other)));
            answers.pop().unwrap_or_else(closing)
        }));
    }
    answers
}

async fn tried(pool: &Pool, known: &mut Known, facts: &[Arc<Prepared>]) -> Result<Vec<Answer>, StoreError> {
    let mut tries = 0;
    loop {
        tries += 1;
        match in_time(LIMIT, append::commit(pool, known, facts)).await {
            Err(StoreError::Database(trouble)) if tries < TRIES && in_the_way(&trouble) => {
                tokio::time::sleep(Duration::from_millis(5 << tries)).await;
            }
            done => return done,
        }
    }
}

/// Another process was quicker: what it did is seen the next time.
fn in_the_way(trouble: &Trouble) -> bool {
    matches!(trouble.reason, Reason::Busy | Reason::Twice)
}

impl Known {
    /// Forgets everything when it has grown large.
    pub(crate) fn bounded(&mut self) -> &mut HashMap<collection::ids::ResponseId, collection::ids::RoundId> {
        if self.0.len() > 200_000 {
            self.0.clear();
        }
        &mut self.0
    }
}
