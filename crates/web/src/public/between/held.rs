//! What differs between two publications, computed once (*hållna mot varandra*).

use std::sync::{Arc, LazyLock};

use publication::shelf::{Issue, Opened};
use quick_cache::sync::Cache;
use results::diff::{Computed, ResultsDiff, Side, with_editions, with_rules};

/// Pairs that are kept.
const PAIRS: usize = 16;

type Pair = (String, String);

/// By the hashes of the two manifests, which stand for everything in them.
static HELD: LazyLock<Cache<Pair, Arc<ResultsDiff>>> = LazyLock::new(|| Cache::new(PAIRS));

/// What differs. Where both have their answers every change is split; else what came out is held against each other.
pub(super) fn diff(a: &Issue, then: &Opened, b: &Issue, now: &Opened) -> Arc<ResultsDiff> {
    let key = (a.hash().to_owned(), b.hash().to_owned());
    let made = HELD.get_or_insert_with(&key, || Ok::<_, std::convert::Infallible>(Arc::new(made(then, now))));
    match made {
        Ok(diff) => diff,
        Err(never) => match never {},
    }
}

fn made(then: &Opened, now: &Opened) -> ResultsDiff {
    match (then.answers(), now.answers()) {
        (Some(first), Some(second)) => with_rules(
            &Side { edition: then.edition(), answers: &first.table, origin: &then.results().origin },
            &Side { edition: now.edition(), answers: &second.table, origin: &now.results().origin },
        ),
        (Some(_) | None, None) | (None, Some(_)) => with_editions(
            Computed { edition: then.edition(), results: then.results() },
            Computed { edition: now.edition(), results: now.results() },
        ),
    }
}
