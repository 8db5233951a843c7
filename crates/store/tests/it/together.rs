//! Many at once, in one process and in several.

use std::collections::BTreeMap;

use collection::fact::Change;
use collection::ids::FactId;
use proptest::test_runner::{Config, TestRunner};
use serde_json::json;
use store::{Appended, AsOf, Store};

use crate::support::facts::*;
use crate::support::{self, Place, on_both, run};

on_both!(two_stores_on_one_database_serve_the_same_round, two_stores_race_for_the_same_fact);

/// People who save and choose on few responses, each on what they last saw; what was acknowledged.
async fn people(stores: &[Store], people: usize, saves: usize, responses: usize, seed: u64) -> Vec<Appended> {
    let tasks: Vec<_> = (0..people)
        .map(|who| {
            let store = stores[who % stores.len()].clone();
            tokio::spawn(async move {
                let (mut acknowledged, mut dice) = (Vec::new(), seed ^ (who as u64 + 1));
                let mut roll = |sides: u64| {
                    dice =
                        dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    (dice >> 33) % sides
                };
                for i in 0..saves {
                    let response = format!("r{}", roll(responses as u64));
                    let seen = store.head(&response_id(&response)).await.expect("it is read");
                    let mut cells = BTreeMap::new();
                    for _ in 0..=roll(4) {
                        let key = cell(&format!("E{}", roll(6)));
                        let held = seen.cells.get(&key);
                        let settles = held.filter(|_| roll(2) == 0);
                        let settles: Vec<FactId> = settles.map_or_else(Vec::new, |held| {
                            held.proposals.iter().map(|p| p.by.clone()).collect()
                        });
                        let based = change(json!(roll(5)), held.map(|held| &held.by));
                        cells.insert(key, Change { settles, ..based });
                    }
                    let content = collection::fact::Content::Saved { cells };
                    acknowledged.push(put(&store, fact(&format!("p{who}-{i}"), &response, content)).await);
                }
                acknowledged
            })
        })
        .collect();
    let mut all = Vec::new();
    for task in tasks {
        all.extend(task.await.expect("it ends"));
    }
    all
}

/// Every acknowledged fact is there, where its receipt says; the rest is as it must be.
async fn all_are_there(store: &Store, acknowledged: &[Appended]) {
    let audit = sound(store, &round_id()).await;
    assert_eq!(audit.facts, acknowledged.len() as i64);
    let mut places: Vec<(i64, i64)> =
        acknowledged.iter().map(|appended| (appended.no, appended.pos)).collect();
    places.sort();
    places.dedup();
    assert_eq!(places.len(), acknowledged.len(), "each has a place of its own");
    let history: BTreeMap<FactId, (i64, i64)> = {
        let mut all = BTreeMap::new();
        for response in store.responses(&round_id()).await.expect("read") {
            let history = store.history(&response.id).await.expect("read");
            all.extend(history.into_iter().map(|entry| (entry.fact.id, (entry.no, entry.pos))));
        }
        all
    };
    for appended in acknowledged {
        assert_eq!(history.get(&appended.fact), Some(&(appended.no, appended.pos)));
    }
    let last = acknowledged.iter().map(|appended| appended.no).max().unwrap_or(0);
    assert_eq!(last, audit.end.no);
}

fn whoever_saves_together(place: fn() -> Place, cases: u32) {
    let mut runner = TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() });
    let strategy = (1usize..12, 1usize..10, 1usize..4, proptest::prelude::any::<u64>());
    let holds = |(who, saves, responses, seed): (usize, usize, usize, u64)| {
        run(place(), async |place| {
            let store = place.open().await;
            with_responses(&store, "2018", responses).await;
            let acknowledged = people(std::slice::from_ref(&store), who, saves, responses, seed).await;
            all_are_there(&store, &acknowledged).await;
            store.close().await;
        });
        Ok(())
    };
    runner.run(&strategy, holds).expect("it holds for all");
}

#[test]
fn whoever_saves_together_loses_nothing_on_sqlite() {
    whoever_saves_together(support::sqlite, 12);
}

#[test]
fn whoever_saves_together_loses_nothing_on_postgres() {
    whoever_saves_together(support::postgres, 12);
}

async fn two_stores_on_one_database_serve_the_same_round(place: Place) {
    let (one, other) = tokio::join!(place.open(), place.open());
    with_responses(&one, "2018", 3).await;
    let acknowledged = people(&[one.clone(), other.clone()], 12, 12, 3, 7).await;
    for store in [&one, &other] {
        all_are_there(store, &acknowledged).await;
    }
    let mut by_time = acknowledged.clone();
    by_time.sort_by_key(|appended| (appended.no, appended.pos));
    assert!(
        by_time.windows(2).all(|pair| pair[0].no == pair[1].no || pair[0].at < pair[1].at),
        "time follows numbers"
    );
    let half = AsOf::Batch(by_time[by_time.len() / 2].no);
    let (here, there) = (one.as_of(&round_id(), half).await, other.as_of(&round_id(), half).await);
    assert_eq!(here.expect("read"), there.expect("read"));
}

async fn two_stores_race_for_the_same_fact(place: Place) {
    let (one, other) = tokio::join!(place.open(), place.open());
    with_responses(&one, "2018", 1).await;
    for i in 0..20 {
        let sent = save(&format!("s{i}"), "r0", &[(&format!("E{i}"), "ja")]);
        let (here, there) = tokio::join!(one.append(sent.clone()), other.append(sent));
        assert_eq!(here.expect("taken"), there.expect("taken"), "one fact, one answer");
    }
    assert_eq!(sound(&one, &round_id()).await.facts, 20);
}
