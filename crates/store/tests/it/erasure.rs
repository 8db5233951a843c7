//! Erasure: the text is gone everywhere, and the chain still holds.

use collection::fact::{Author, Content};
use store::{AsOf, NotAppended, Store};

use crate::support::facts::*;
use crate::support::{Open, Place, on_both};

on_both!(
    an_erased_text_is_nowhere_and_the_chain_holds,
    erasing_twice_and_saving_again_works,
    who_sends_an_erased_fact_once_more_gets_the_same_answer,
    a_save_that_claims_to_erase_is_unfit,
    a_text_is_gone_although_somebody_read_it_meanwhile,
    a_text_is_gone_although_somebody_wrote_in_another_database_meanwhile,
);

async fn erase(store: &Store, id: &str, cells: &[&str]) -> store::Appended {
    let cells = cells.iter().map(|name| cell(name)).collect();
    let author = Author::Account("arkiv".into());
    let erased = store.erase(fact_id(id), response_id("r0"), cells, "personuppgift".into(), author).await;
    erased.expect("it is taken")
}

async fn an_erased_text_is_nowhere_and_the_chain_holds(place: Place) {
    let store = place.open().await;
    with_responses(&store, "2018", 2).await;
    put(&store, save("s1", "r0", &[("E7", "ring Anna Hemlig"), ("E4", "ja")])).await;
    put(&store, save("s2", "r0", &[("E7", "Anna Hemlig svarar inte")])).await;
    let head = store.head(&response_id("r0")).await.expect("read");
    let settles = head.cells[&cell("E7")].proposals.iter().map(|proposal| proposal.by.clone()).collect();
    let chosen = collection::fact::Change { settles, ..change("Anna Hemlig".into(), Some(&fact_id("s1"))) };
    put(&store, fact("s3", "r0", Content::Saved { cells: [(cell("E7"), chosen)].into() })).await;
    let head = store.head(&response_id("r0")).await.expect("read");
    let receipt = put(&store, submit(&head, "u1", "r0")).await;
    put(&store, save("t1", "r1", &[("E7", "en annans svar")])).await;

    let erased = erase(&store, "x1", &["E7"]).await;
    let head = store.head(&response_id("r0")).await.expect("read");
    assert_eq!(texts(&head).into_keys().collect::<Vec<_>>(), ["E4"]);
    let audit = sound(&store, &round_id()).await;
    assert_eq!((audit.facts, audit.erased), (6, 4), "three saves and the submission; not the other's");

    let history = store.history(&response_id("r0")).await.expect("read");
    assert_eq!(history.iter().filter(|entry| entry.erased_at == Some(erased.at)).count(), 4);
    let then = store.as_of(&round_id(), AsOf::Batch(1)).await.expect("read");
    assert!(!format!("{then:?}").contains("Hemlig"), "nor at any earlier time");
    let again = store.appended(&fact_id("u1")).await.expect("read").expect("it is there");
    assert!(again.holds() && again.leaf == receipt.leaf, "the receipt's place in the chain is the same");
    let mut export = Vec::new();
    store.export(&mut export).await.expect("it is written");
    let export = String::from_utf8(export).expect("text");
    assert!(!export.contains("Hemlig") && export.contains("en annans svar"));
    store.close().await;
    place.holds_nowhere("Hemlig");
}

async fn erasing_twice_and_saving_again_works(place: Place) {
    let store = place.open().await;
    with_responses(&store, "2018", 1).await;
    put(&store, save("s1", "r0", &[("E4", "ja"), ("E5", "a"), ("E6", "b")])).await;
    erase(&store, "x1", &["E5"]).await;
    let head = store.head(&response_id("r0")).await.expect("read");
    put(&store, save_on(&head, "s2", "r0", &[("E5", "c")])).await;
    erase(&store, "x2", &["E6", "E5"]).await;
    erase(&store, "x3", &["E9"]).await;
    let head = store.head(&response_id("r0")).await.expect("read");
    assert_eq!(texts(&head).into_iter().collect::<Vec<_>>(), [("E4".into(), "ja".into())]);
    assert_eq!(sound(&store, &round_id()).await.erased, 2);
    let (a, b) = (save_on(&head, "s3", "r0", &[("E5", "d")]), fact("x4", "r0", Content::Closed));
    let (a, b) = tokio::join!(store.append(a), store.append(b));
    assert!(a.is_ok() && b.is_ok());
    sound(&store, &round_id()).await;
}

async fn who_sends_an_erased_fact_once_more_gets_the_same_answer(place: Place) {
    let store = place.open().await;
    with_responses(&store, "2018", 1).await;
    let sent = save("s1", "r0", &[("E4", "ja"), ("E7", "Anna")]);
    let first = put(&store, sent.clone()).await;
    erase(&store, "x1", &["E7"]).await;
    assert_eq!(put(&store, sent).await, first);
    let other = save("s1", "r0", &[("E4", "nej"), ("E7", "Anna")]);
    assert_eq!(store.append(other).await, Err(NotAppended::OtherContent));
    assert_eq!(sound(&store, &round_id()).await.facts, 2);
}

async fn a_save_that_claims_to_erase_is_unfit(place: Place) {
    let store = place.open().await;
    with_responses(&store, "2018", 1).await;
    let claim = collection::fact::Change { erased: true, ..change("ja".into(), None) };
    let claim = fact("s1", "r0", Content::Saved { cells: [(cell("E4"), claim)].into() });
    assert!(matches!(store.append(claim).await, Err(NotAppended::Unfit(_))));
}

async fn a_text_is_gone_although_somebody_read_it_meanwhile(place: Place) {
    // SQLite empties its log when nobody reads it, and says so otherwise.
    if place.is_sqlite() {
        return;
    }
    // Of another table: no lock of this one, and still all of it as it was.
    gone_when_they_end(&place, place.read_until("SELECT COUNT(*)::text FROM subject")).await;
}

async fn a_text_is_gone_although_somebody_wrote_in_another_database_meanwhile(place: Place) {
    if place.is_sqlite() {
        return;
    }
    gone_when_they_end(&place, Place::write_elsewhere()).await;
}

async fn gone_when_they_end(place: &Place, who: impl Future<Output = Open>) {
    let store = place.open().await;
    with_responses(&store, "2018", 1).await;
    put(&store, save("s1", "r0", &[("E7", "ring Anna Hemlig")])).await;
    let open = who.await;
    erase(&store, "x1", &["E7"]).await;
    assert!(place.server_holds("Hemlig").await, "it is there before");
    let (overwritten, ()) = tokio::join!(store.overwrite_erased(), async {
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
        open.end().await;
    });
    overwritten.expect("it waited for them");
    assert!(!place.server_holds("Hemlig").await, "it is nowhere in the database's files");
    store.close().await;
}
