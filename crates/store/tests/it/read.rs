//! Reading as known at.

use collection::head::Head;
use store::{AsOf, StoreError};

use crate::support::facts::*;
use crate::support::{Place, on_both};

on_both!(
    what_was_known_at_a_batch_or_a_time_is_read_again,
    a_history_tells_every_fact_in_order,
    what_is_not_there_is_said,
    many_batches_are_read_in_pages
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
