//! Saving: what is acknowledged is there, once, in its place.

use std::time::Duration;

use collection::fact::{Author, Content};
use collection::head::{Refused, State};
use collection::round::{Response, RoundState, Subject};
use serde_json::json;
use store::{NotAppended, StoreError};

use crate::support::facts::*;
use crate::support::{Place, on_both};

on_both!(
    a_save_is_there_when_it_is_acknowledged,
    the_same_fact_twice_is_one_fact,
    another_fact_under_the_same_id_is_refused,
    a_refused_fact_leaves_no_trace_and_the_others_go_on,
    two_who_save_the_same_cell_are_told_apart,
    a_response_lives_through_submission_and_reopening,
    facts_that_come_together_share_a_batch,
    time_never_goes_back,
    surveys_of_other_kinds_are_rounds_too,
    rounds_have_chains_of_their_own,
    who_comes_after_closing_is_told,
    numbers_come_back_as_they_were,
);

async fn a_save_is_there_when_it_is_acknowledged(place: Place) {
    let store = place.open().await;
    with_responses(&store, "2018", 1).await;
    let appended = put(&store, save("s1", "r0", &[("E4", "ja"), ("E4#comment", "först i år")])).await;
    assert_eq!((appended.no, appended.pos), (1, 0));
    assert_eq!(appended.told.accepted, [cell("E4"), cell("E4#comment")]);
    store.close().await;

    let store = place.open().await;
    let head = store.head(&response_id("r0")).await.expect("it is there");
    assert_eq!(texts(&head)["E4#comment"], "först i år");
    assert_eq!(head.cells[&cell("E4")].at, appended.at);
    assert_eq!(store.appended(&fact_id("s1")).await.expect("it is read"), Some(appended));
    sound(&store, &round_id()).await;
}

async fn the_same_fact_twice_is_one_fact(place: Place) {
    let store = place.open().await;
    with_responses(&store, "2018", 1).await;
    put(&store, save("s0", "r0", &[("E4", "nej")])).await;
    let first = put(&store, save("s1", "r0", &[("E4", "ja")])).await;
    assert_eq!(first.told.proposed, [cell("E4")]);
    put(&store, save("s2", "r0", &[("E5", "3")])).await;
    assert_eq!(put(&store, save("s1", "r0", &[("E4", "ja")])).await, first, "one after the other");
    let twice = save("s3", "r0", &[("E6", "ja")]);
    let (one, other) = tokio::join!(store.append(twice.clone()), store.append(twice));
    assert_eq!(one.expect("taken"), other.expect("taken"), "at the same time");
    assert_eq!(sound(&store, &round_id()).await.facts, 4);
}

async fn another_fact_under_the_same_id_is_refused(place: Place) {
    let store = place.open().await;
    with_responses(&store, "2018", 2).await;
    put(&store, save("s1", "r0", &[("E4", "ja")])).await;
    for other in [save("s1", "r0", &[("E4", "nej")]), save("s1", "r1", &[("E4", "ja")])] {
        assert_eq!(store.append(other).await, Err(NotAppended::OtherContent));
    }
    assert_eq!(sound(&store, &round_id()).await.facts, 1);
}

async fn a_refused_fact_leaves_no_trace_and_the_others_go_on(place: Place) {
    let store = place.open().await;
    with_responses(&store, "2018", 2).await;
    let nothing = fact("s1", "r0", Content::Saved { cells: [].into() });
    let (refused, unknown, taken) = tokio::join!(
        store.append(nothing),
        store.append(save("s2", "okand", &[("E4", "ja")])),
        store.append(save("s3", "r1", &[("E4", "ja")])),
    );
    assert_eq!(refused, Err(NotAppended::Refused(Refused::Nothing)));
    assert_eq!(unknown, Err(NotAppended::NoResponse(response_id("okand"))));
    assert!(taken.is_ok());
    assert_eq!(sound(&store, &round_id()).await.facts, 1);
}

async fn two_who_save_the_same_cell_are_told_apart(place: Place) {
    let store = place.open().await;
    with_responses(&store, "2018", 1).await;
    let (one, other) = tokio::join!(
        store.append(save("a", "r0", &[("E10", "nej")])),
        store.append(save("b", "r0", &[("E10", "ja")])),
    );
    let told = [one.expect("taken").told, other.expect("taken").told];
    assert_eq!(told.iter().filter(|told| told.accepted.len() == 1).count(), 1, "one is held");
    assert_eq!(told.iter().filter(|told| told.proposed.len() == 1).count(), 1, "the other is kept");
    let head = store.head(&response_id("r0")).await.expect("it is read");
    assert_eq!(head.undecided(), [cell("E10")]);
}

async fn a_response_lives_through_submission_and_reopening(place: Place) {
    let store = place.open().await;
    with_responses(&store, "2018", 1).await;
    put(&store, save("s1", "r0", &[("E4", "ja")])).await;
    let head = store.head(&response_id("r0")).await.expect("it is read");
    let receipt = put(&store, submit(&head, "u1", "r0")).await;
    assert_eq!(store.append(submit(&head, "u2", "r0")).await, Err(Refused::Submitted.into()), "twice");
    assert_eq!(put(&store, submit(&head, "u1", "r0")).await, receipt, "the same once more is the receipt");
    put(&store, fact("q", "r0", Content::ReopeningAsked { why: "fel rad".into() })).await;
    put(&store, fact("o", "r0", Content::Reopened { why: "rättelse".into() })).await;
    put(&store, save_on(&head, "s2", "r0", &[("E4", "nej")])).await;
    put(&store, fact("c", "r0", Content::Closed)).await;
    let head = store.head(&response_id("r0")).await.expect("it is read");
    assert_eq!((head.state, texts(&head)["E4"].as_str()), (State::Closed, "nej"));
    sound(&store, &round_id()).await;
}

async fn facts_that_come_together_share_a_batch(place: Place) {
    let store = place.open().await;
    with_responses(&store, "2018", 100).await;
    let tasks = (0..100).map(|i| {
        let store = store.clone();
        tokio::spawn(
            async move { put(&store, save(&format!("s{i}"), &format!("r{i}"), &[("E4", "ja")])).await },
        )
    });
    let mut last = 0;
    for task in tasks.collect::<Vec<_>>() {
        last = last.max(task.await.expect("it ends").no);
    }
    assert!(last < 100, "a hundred commits for a hundred saves that came at once");
    assert_eq!(sound(&store, &round_id()).await.facts, 100);
}

async fn time_never_goes_back(place: Place) {
    let store = place.open().await;
    with_responses(&store, "2018", 1).await;
    let ahead = 4_102_444_800_000_000;
    place.sql(&format!("UPDATE round SET head_at = {ahead}")).await.expect("the clock was ahead");
    for (i, id) in ["s1", "s2"].into_iter().enumerate() {
        let appended = put(&store, save(id, "r0", &[("E4", id)])).await;
        assert_eq!(appended.at, ahead + 1 + i as i64);
    }
    sound(&store, &round_id()).await;
}

async fn surveys_of_other_kinds_are_rounds_too(place: Place) {
    let store = place.open().await;
    for (id, class, subjects, author) in [
        ("2018", "open", ["0643", "0680"], Author::Link("l1".into())),
        ("brukare-2018", "persons", ["7f3a", "c01d"], Author::Anonymous),
        ("akter-2018", "cases", ["1", "2"], Author::Account("granskare".into())),
    ] {
        let round = round(id, class);
        store.create_round(&round).await.expect("it is new");
        let subject = |name: &str| Subject { id: name.parse().expect("an id"), unit: "0643".into() };
        store.add_subjects(&round.id, &subjects.map(subject)).await.expect("they are new");
        let response = |name: &str| Response {
            id: response_id(&format!("{id}-{name}")),
            round: round.id.clone(),
            subject: name.parse().expect("an id"),
            part: "allt".into(),
        };
        store.add_responses(&subjects.map(response)).await.expect("they are new");
        let saved = save(&format!("{id}-s"), &format!("{id}-{}", subjects[0]), &[("Q1", "ja")]);
        put(&store, collection::fact::Fact { author: author.clone(), ..saved }).await;
        assert_eq!(store.round(&round.id).await.expect("it is there"), round);
        assert_eq!(store.subjects(&round.id).await.expect("they are there").len(), 2);
        let history =
            store.history(&response_id(&format!("{id}-{}", subjects[0]))).await.expect("it is read");
        assert_eq!(history[0].fact.author, author);
        sound(&store, &round.id).await;
    }
    let twice = store.create_round(&round("2018", "open")).await.expect_err("it is there");
    assert!(twice.to_string().starts_with("it is there already"), "{twice}");
    let id = round_id();
    store.change_round(&id, None, Some(5), RoundState::Closed).await.expect("it is there");
    assert_eq!(store.round(&id).await.expect("it is there").state, RoundState::Closed);
    let none = store.change_round(&"2019".parse().expect("an id"), None, None, RoundState::Open).await;
    assert!(matches!(none, Err(StoreError::NoRound(_))));
}

async fn rounds_have_chains_of_their_own(place: Place) {
    let store = place.open().await;
    with_responses(&store, "2018", 1).await;
    with_responses(&store, "2019", 1).await;
    let (one, other) = tokio::join!(
        store.append(save("a", "r0", &[("E4", "ja")])),
        store.append(save("b", "2019-r0", &[("E4", "ja")])),
    );
    assert_eq!((one.expect("taken").no, other.expect("taken").no), (1, 1));
    sound(&store, &round_id()).await;
    sound(&store, &"2019".parse().expect("an id")).await;
}

async fn who_comes_after_closing_is_told(place: Place) {
    let store = place.open().await;
    with_responses(&store, "2018", 8).await;
    let waiting: Vec<_> = (0..8)
        .map(|i| {
            let store = store.clone();
            tokio::spawn(async move {
                store.append(save(&format!("s{i}"), &format!("r{i}"), &[("E4", "ja")])).await
            })
        })
        .collect();
    tokio::time::sleep(Duration::from_millis(2)).await;
    store.close().await;
    let late = store.append(save("s9", "r0", &[("E5", "ja")])).await.expect_err("it is closed");
    assert_eq!(late.to_string(), "not saved, try again: the store is closing");
    let mut saved = 0;
    for task in waiting {
        saved += i64::from(task.await.expect("it ends").is_ok());
    }
    let store = place.open().await;
    assert_eq!(sound(&store, &round_id()).await.facts, saved, "what was acknowledged, and nothing else");
}

async fn numbers_come_back_as_they_were(place: Place) {
    let store = place.open().await;
    with_responses(&store, "2018", 1).await;
    let numbers =
        [json!(0.1 + 0.2), json!(5e-324), json!(1.797_693_134_862_315_7e308), json!(u64::MAX), json!(-0.0)];
    for (i, number) in numbers.iter().enumerate() {
        let cells = [(cell("E4"), change(number.clone(), None))].into();
        let id = format!("s{i}");
        put(&store, fact(&id, "r0", Content::Saved { cells })).await;
        let history = store.history(&response_id("r0")).await.expect("it is read");
        let Content::Saved { cells } = &history[i].fact.content else { panic!("a save") };
        assert_eq!(cells[&cell("E4")].value.as_ref(), Some(number));
    }
    sound(&store, &round_id()).await;
}
