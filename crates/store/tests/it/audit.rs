//! Whatever the database's owner changes behind the program's back is found, and said where.

use store::{Anchor, Wrong};

use crate::support::facts::*;
use crate::support::{Place, on_both};

on_both!(
    what_was_tampered_with_is_found,
    an_anchor_tells_of_a_chain_that_was_cut_or_made_anew,
    facts_and_batches_cannot_be_changed_or_deleted,
);

/// Five batches of a fact each, on two responses.
async fn five_batches(place: &Place) -> store::Store {
    let store = place.open().await;
    with_responses(&store, "2018", 2).await;
    for i in 1..=5 {
        let text = ["ja", "nej"][i % 2];
        put(&store, save(&format!("s{i}"), &format!("r{}", i % 2), &[(&format!("E{i}"), text)])).await;
    }
    sound(&store, &round_id()).await;
    store
}

async fn what_was_tampered_with_is_found(place: Place) {
    let store = five_batches(&place).await;
    place.unlock().await;
    place.sql("CREATE TABLE kept_fact AS SELECT * FROM fact").await.expect("kept");
    place.sql("CREATE TABLE kept_batch AS SELECT * FROM batch").await.expect("kept");
    place.sql("CREATE TABLE kept_head AS SELECT * FROM head").await.expect("kept");
    let other = "0".repeat(64);
    let salt = "0".repeat(32);
    // Whoever knows how leaves are made gives the changed answer a leaf of its own.
    let content = place.texts("SELECT content FROM fact WHERE id = 's3'").await.expect("read").remove(0);
    let forged = content.replace("nej", "ja");
    let leaf = collection::chain::leaf(&[0; 16], &forged);
    let forged =
        format!("UPDATE fact SET content = '{forged}', salt = '{salt}', leaf = '{leaf}' WHERE id = 's3'");
    // What is done, and what is found first, where.
    let cases: [(&str, String, Option<i64>, Wrong); 20] = [
        ("an answer changed, with a leaf made anew", forged, Some(3), Wrong::Root),
        (
            "an answer changed",
            "UPDATE fact SET content = REPLACE(content, 'nej', 'ja') WHERE id = 's3'".into(),
            Some(3),
            Wrong::Leaf,
        ),
        (
            "an answer that is no JSON",
            "UPDATE fact SET content = 'x' WHERE id = 's3'".into(),
            Some(3),
            Wrong::Unreadable,
        ),
        ("a salt changed", format!("UPDATE fact SET salt = '{salt}' WHERE id = 's3'"), Some(3), Wrong::Leaf),
        ("a leaf changed", format!("UPDATE fact SET leaf = '{other}' WHERE id = 's3'"), Some(3), Wrong::Leaf),
        ("a salt taken away", "UPDATE fact SET salt = NULL WHERE id = 's3'".into(), Some(3), Wrong::Leaf),
        (
            "an erasure that nobody ordered",
            "UPDATE fact SET salt = NULL, erased_at = 1 WHERE id = 's3'".into(),
            Some(3),
            Wrong::Erasure,
        ),
        (
            "an answer erased that nobody ordered",
            "UPDATE fact SET salt = NULL, erased_at = 1, content = \
          REPLACE(content, '\"value\":\"nej\"', '\"erased\":true,\"value\":null') WHERE id = 's3'"
                .into(),
            Some(3),
            Wrong::Erasure,
        ),
        (
            "another author's name in the column",
            "UPDATE fact SET author = '\"program\"' WHERE id = 's3'".into(),
            Some(3),
            Wrong::Columns,
        ),
        (
            "a fact moved to another response",
            "UPDATE fact SET response = 'r0' WHERE id = 's3'".into(),
            Some(3),
            Wrong::Columns,
        ),
        (
            "a fact moved to another batch",
            "UPDATE fact SET no = 4, pos = 1 WHERE id = 's3'".into(),
            Some(3),
            Wrong::Places,
        ),
        ("a fact deleted", "DELETE FROM fact WHERE id = 's3'".into(), Some(3), Wrong::Places),
        (
            "a fact and its batch deleted",
            "DELETE FROM fact WHERE id = 's3'; DELETE FROM batch WHERE no = 3".into(),
            Some(3),
            Wrong::Missing,
        ),
        ("a time changed", "UPDATE batch SET at = at + 1 WHERE no = 3".into(), Some(3), Wrong::Hash),
        (
            "a chain cut and tied anew",
            format!("UPDATE batch SET prev = '{other}' WHERE no = 3"),
            Some(3),
            Wrong::Prev,
        ),
        ("a root changed", format!("UPDATE batch SET root = '{other}' WHERE no = 3"), Some(3), Wrong::Hash),
        (
            "a batch's hash that is none",
            "UPDATE batch SET hash = 'x' WHERE no = 3".into(),
            Some(3),
            Wrong::Unreadable,
        ),
        (
            "a fact put in",
            "INSERT INTO fact SELECT 's9', round, no, 1, response, author, kind, content, salt, leaf, \
          erased_at FROM fact WHERE id = 's3'"
                .into(),
            Some(3),
            Wrong::Columns,
        ),
        (
            "another present state",
            "UPDATE head SET content = REPLACE(content, 'nej', 'ja')".into(),
            None,
            Wrong::Head,
        ),
        ("the last batch forgotten", "UPDATE round SET head_no = 4".into(), None, Wrong::End),
    ];
    for (case, sql, batch, what) in cases {
        place.sql(&sql).await.expect("the owner may");
        let audit = store.verify(&round_id(), None).await.expect("it is read");
        let first = audit.faults.first().unwrap_or_else(|| panic!("{case}: nothing is found"));
        assert_eq!((first.batch, first.what), (batch, what), "{case}: {:?}", audit.faults);
        assert!(
            audit.faults.iter().all(|fault| fault.batch.is_none_or(|no| (3..=4).contains(&no))),
            "{case}"
        );
        for table in ["fact", "batch", "head"] {
            let back = format!("DELETE FROM {table}; INSERT INTO {table} SELECT * FROM kept_{table}");
            place.sql(&back).await.expect("as it was");
        }
        place.sql("UPDATE round SET head_no = 5").await.expect("as it was");
        assert_eq!(store.verify(&round_id(), None).await.expect("it is read").faults, [], "after {case}");
    }
}

async fn an_anchor_tells_of_a_chain_that_was_cut_or_made_anew(place: Place) {
    let store = five_batches(&place).await;
    let anchor = store.chain_end(&round_id()).await.expect("it is read");
    put(&store, save("s6", "r0", &[("E6", "ja")])).await;
    let faults = async |anchor| {
        let audit = store.verify(&round_id(), Some(anchor)).await.expect("it is read");
        audit.faults.iter().map(|fault| (fault.batch, fault.what)).collect::<Vec<_>>()
    };
    assert_eq!(faults(anchor).await, [], "a chain that grew holds it");
    let other = store.chain_end(&round_id()).await.expect("it is read").hash;
    assert_eq!(faults(Anchor { hash: other, ..anchor }).await, [(Some(5), Wrong::NotTheAnchor)]);
    assert_eq!(faults(Anchor { no: 0, hash: other }).await, [(Some(0), Wrong::NotTheAnchor)]);
    assert_eq!(faults(Anchor { no: 7, hash: other }).await, [(None, Wrong::ShorterThanAnchor)]);

    // Whoever owns the database can take the end away without a trace – but for the anchor.
    place.unlock().await;
    let hash = "(SELECT hash FROM batch WHERE no = 4)";
    let at = "(SELECT at FROM batch WHERE no = 4)";
    place
        .sql(&format!("UPDATE round SET head_no = 4, head_hash = {hash}, head_at = {at}"))
        .await
        .expect("may");
    place.sql("DELETE FROM fact WHERE no > 4; DELETE FROM batch WHERE no > 4").await.expect("may");
    let found = faults(anchor).await;
    assert!(found.contains(&(None, Wrong::ShorterThanAnchor)), "{found:?}");
}

async fn facts_and_batches_cannot_be_changed_or_deleted(place: Place) {
    let _store = five_batches(&place).await;
    for sql in [
        "UPDATE batch SET at = 1",
        "DELETE FROM batch",
        "DELETE FROM fact",
        "UPDATE fact SET content = 'x'",
        "UPDATE fact SET content = 'x', erased_at = 1",
        "UPDATE fact SET salt = NULL, erased_at = 1, leaf = 'x'",
        "UPDATE fact SET salt = NULL, erased_at = 1, author = 'x'",
    ] {
        let refused = place.sql(sql).await.expect_err(sql).to_string();
        assert!(refused.contains("never"), "{sql}: {refused}");
    }
    if !place.is_sqlite() {
        place.sql("TRUNCATE fact CASCADE").await.expect_err("not that way either");
    }
    place.sql("UPDATE fact SET salt = NULL, erased_at = 1 WHERE id = 's1'").await.expect("an erasure may");
}
