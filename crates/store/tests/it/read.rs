//! Reading as known at.

use collection::head::Head;
use collection::round::Subject;
use store::{AsOf, Simulated, Store, StoreError};

use crate::support::facts::*;
use crate::support::{Place, on_both};

on_both!(
    what_was_known_at_a_batch_or_a_time_is_read_again,
    a_history_tells_every_fact_in_order,
    what_is_not_there_is_said,
    many_batches_are_read_in_pages,
    the_responses_of_one_who_answers_come_with_what_they_are,
    a_snapshot_is_anchored_in_the_chain,
    a_round_is_made_up_from_the_start_or_never,
    only_a_store_that_is_there_is_opened_to_be_read,
);

async fn what_was_known_at_a_batch_or_a_time_is_read_again(place: Place) {
    let store = place.open().await;
    with_responses(&store, "2018", 2).await;
    let (mut known, mut times) = (vec![store.heads(&round_id()).await.expect("read")], vec![0]);
    for i in 0..8 {
        let response = format!("r{}", i % 2);
        let head = store.head(&response_id(&response)).await.expect("it is read");
        let content = match i {
            6 => submit(&head, "u", &response),
            _ => save_on(&head, &format!("s{i}"), &response, &[("E4", ["ja", "nej"][i / 2 % 2])]),
        };
        times.push(put(&store, content).await.at);
        known.push(store.heads(&round_id()).await.expect("read"));
    }
    for heads in &mut known {
        heads.retain(|_, head| *head != Head::default());
    }
    for (i, then) in known.iter().enumerate() {
        let no = i as i64;
        assert_eq!(store.as_of(&round_id(), AsOf::Batch(no)).await.expect("read"), *then, "after batch {no}");
        assert_eq!(store.as_of(&round_id(), AsOf::Time(times[i])).await.expect("read"), *then, "at its time");
        let next = times.get(i + 1).copied().unwrap_or(i64::MAX);
        assert_eq!(
            store.as_of(&round_id(), AsOf::Time(next - 1)).await.expect("read"),
            *then,
            "until the next"
        );
    }
}

async fn a_history_tells_every_fact_in_order(place: Place) {
    let store = place.open().await;
    with_responses(&store, "2018", 1).await;
    put(&store, save("s1", "r0", &[("E4", "ja")])).await;
    let other = put(&store, save("s2", "r0", &[("E4", "nej"), ("E5", "2")])).await;
    let history = store.history(&response_id("r0")).await.expect("it is read");
    let ids: Vec<&str> = history.iter().map(|entry| entry.fact.id.as_str()).collect();
    assert_eq!(ids, ["s1", "s2"]);
    assert_eq!((history[1].told.clone(), history[1].leaf), (other.told, other.leaf));
    assert_eq!((history[1].no, history[1].at, history[1].erased_at), (2, other.at, None));
}

async fn what_is_not_there_is_said(place: Place) {
    let store = place.open().await;
    let none = response_id("ingen");
    assert!(matches!(store.head(&none).await, Err(StoreError::NoResponse(_))));
    assert!(matches!(store.history(&none).await, Err(StoreError::NoResponse(_))));
    assert!(matches!(store.round(&round_id()).await, Err(StoreError::NoRound(_))));
    assert!(matches!(store.verify(&round_id(), None).await, Err(StoreError::NoRound(_))));
    assert_eq!(store.appended(&fact_id("ingen")).await.expect("read"), None);
    assert!(store.as_of(&round_id(), AsOf::Batch(9)).await.expect("read").is_empty());
}

async fn many_batches_are_read_in_pages(place: Place) {
    let store = place.open().await;
    with_responses(&store, "2018", 1).await;
    for i in 0..450 {
        put(&store, save(&format!("s{i}"), "r0", &[(&format!("E{}", i % 7), "ja")])).await;
    }
    assert_eq!(sound(&store, &round_id()).await.batches, 450);
    let then = store.as_of(&round_id(), AsOf::Batch(203)).await.expect("it is read");
    assert_eq!(then[&response_id("r0")].latest, Some(fact_id("s202")));
}

async fn the_responses_of_one_who_answers_come_with_what_they_are(place: Place) {
    let store = place.open().await;
    with_responses(&store, "2018", 2).await;
    with_responses(&store, "2019", 1).await;
    put(&store, save("s1", "r1", &[("E4", "ja")])).await;
    let subject = "0643".parse().expect("an id");
    let (_, found) = store.answering(&round_id(), &subject).await.expect("read").expect("somebody");
    let ids: Vec<&str> = found.iter().map(|(response, _)| response.id.as_str()).collect();
    assert_eq!(ids, ["r0", "r1"]);
    assert_eq!(found[0].1, Head::default());
    assert_eq!(found[1].1, store.head(&response_id("r1")).await.expect("read"));
    let (_, part) =
        store.answering_part(&round_id(), &subject, "del 1").await.expect("read").expect("somebody");
    assert_eq!(part, found[1..]);
    let nobody = store.answering(&round_id(), &"0604".parse().expect("an id")).await;
    assert_eq!(nobody.expect("read"), None);
    let city = Subject { id: "0180".parse().expect("an id"), unit: "0180".into() };
    store.add_subjects(&round_id(), std::slice::from_ref(&city)).await.expect("it is new");
    let told = store.answering(&round_id(), &city.id).await.expect("read");
    assert_eq!(told, Some((city.clone(), Vec::new())), "who answers nothing is there");
    let told = store.answering_part(&round_id(), &city.id, "del 1").await.expect("read");
    assert_eq!(told, Some((city, Vec::new())));
}

async fn a_snapshot_is_anchored_in_the_chain(place: Place) {
    let store = place.open().await;
    with_responses(&store, "2018", 2).await;
    let empty = store.snapshot(&round_id(), None).await.expect("read");
    assert_eq!((empty.anchor, empty.at), (store.chain_end(&round_id()).await.expect("read"), None));
    let first = put(&store, save("s1", "r0", &[("E4", "ja")])).await;
    put(&store, save("s2", "r1", &[("E4", "nej")])).await;
    let now = store.snapshot(&round_id(), None).await.expect("read");
    assert_eq!(now.anchor, store.chain_end(&round_id()).await.expect("read"));
    assert_eq!(now.heads, store.heads(&round_id()).await.expect("read"));
    for moment in [AsOf::Batch(first.no), AsOf::Time(first.at)] {
        let then = store.snapshot(&round_id(), Some(moment)).await.expect("read");
        assert_eq!((then.anchor.hash, then.at), (first.batch.hash(), Some(first.at)));
        assert_eq!(then.heads, store.as_of(&round_id(), moment).await.expect("read"));
        let audit = store.verify(&round_id(), Some(then.anchor)).await.expect("read");
        assert_eq!(audit.faults, []);
    }
    for no in [-1, 3, i64::MAX] {
        let none = store.snapshot(&round_id(), Some(AsOf::Batch(no))).await;
        assert!(matches!(none, Err(StoreError::NoBatch { last: 2, .. })), "{none:?}");
    }
}

async fn a_round_is_made_up_from_the_start_or_never(place: Place) {
    let store = place.open().await;
    with_responses(&store, "2018", 1).await;
    assert_eq!(store.simulated(&round_id()).await.expect("read"), None);
    let how = Simulated { number: Some(2) };
    store.mark_simulated(&round_id(), how).await.expect("nobody has answered");
    assert_eq!(store.simulated(&round_id()).await.expect("read"), Some(how));
    assert!(store.mark_simulated(&round_id(), Simulated { number: None }).await.is_err(), "said once");
    assert!(place.sql("DELETE FROM simulated").await.is_err());
    let unknown = store.mark_simulated(&"2031".parse().expect("an id"), how).await;
    assert!(matches!(unknown, Err(StoreError::NoRound(_))));
    with_responses(&store, "2019", 1).await;
    put(&store, save("s1", "2019-r0", &[("E4", "ja")])).await;
    let late = store.mark_simulated(&"2019".parse().expect("an id"), how).await;
    assert!(matches!(late, Err(StoreError::Begun(_))));
    let file = place.folder().join("kopia");
    store.backup(&file).await.expect("it is written");
    for other in [crate::support::sqlite(), crate::support::postgres()] {
        let restored = other.open().await;
        restored.restore(&file).await.expect("it is restored");
        assert_eq!(restored.simulated(&round_id()).await.expect("read"), Some(how));
        restored.close().await;
    }
}

async fn only_a_store_that_is_there_is_opened_to_be_read(place: Place) {
    let none = Store::open_existing(&place.location).await;
    assert!(matches!(none, Err(StoreError::NoStore(_))));
    if place.is_sqlite() {
        assert_eq!(std::fs::read_dir(place.folder()).expect("read").count(), 0, "nothing is made");
    }
    place.open().await.close().await;
    let store = Store::open_existing(&place.location).await.expect("it is there");
    assert_eq!(store.rounds().await.expect("read"), []);
}
