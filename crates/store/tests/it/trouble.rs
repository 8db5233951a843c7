//! The database goes away and comes back.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use store::{AsOf, Location, NotAppended, Reason, Store};

use crate::support::facts::*;
use crate::support::postgres::Server;
use crate::support::{run, sqlite};

#[test]
fn a_database_that_goes_away_is_told_and_the_store_recovers_by_itself() {
    run(sqlite(), async |_| {
        let server = Server::start();
        let store = Store::open(&Location::Postgres(server.new_database())).await.expect("it opens");
        with_responses(&store, "2018", 4).await;
        put(&store, save("before", "r0", &[("E1", "ja")])).await;
        let go_on = Arc::new(AtomicBool::new(true));
        let people: Vec<_> = (0..4)
            .map(|who| {
                let (store, go_on) = (store.clone(), Arc::clone(&go_on));
                tokio::spawn(async move {
                    let (mut saved, mut failed) = (Vec::new(), 0);
                    while go_on.load(Ordering::Relaxed) {
                        let i = saved.len();
                        let sent =
                            save(&format!("p{who}-{i}"), &format!("r{who}"), &[(&format!("Q{i}"), "ja")]);
                        // Who is told that it was not saved sends the same once more.
                        match store.append(sent).await {
                            Ok(appended) => saved.push(appended),
                            Err(NotAppended::NotSaved(_)) => failed += 1,
                            Err(other) => panic!("{other}"),
                        }
                    }
                    (saved, failed)
                })
            })
            .collect();
        tokio::time::sleep(Duration::from_millis(300)).await;
        server.stop();
        let told = store.append(save("meanwhile", "r0", &[("E2", "ja")])).await.expect_err("nobody is there");
        assert!(
            matches!(&told, NotAppended::NotSaved(trouble) if trouble.reason == Reason::Unreachable),
            "{told:?}"
        );
        assert_eq!(told.to_string(), "not saved, try again: the database cannot be reached");
        assert!(store.head(&response_id("r0")).await.is_err(), "nor can it be read");
        server.start_again();
        tokio::time::sleep(Duration::from_millis(500)).await;
        go_on.store(false, Ordering::Relaxed);
        let (mut all, mut failures) = (1, 0);
        for person in people {
            let (saved, failed) = person.await.expect("it ends");
            (all, failures) = (all + saved.len() as i64, failures + failed);
            for appended in saved {
                let there = store.appended(&appended.fact).await.expect("read");
                assert_eq!(there, Some(appended), "what was acknowledged is there");
            }
        }
        assert!(failures > 0, "people were told");
        put(&store, save("after", "r0", &[("E3", "ja")])).await;
        // One who stopped trying may have been saved unknowingly: at most one each.
        let audit = sound(&store, &round_id()).await;
        assert!((all + 1..=all + 6).contains(&audit.facts), "{} of {all}", audit.facts);
    });
}

#[test]
fn a_database_that_was_away_between_two_questions_is_noticed_by_nobody() {
    run(sqlite(), async |_| {
        let server = Server::start();
        let store = Store::open(&Location::Postgres(server.new_database())).await.expect("it opens");
        with_responses(&store, "2018", 1).await;
        put(&store, save("before", "r0", &[("E1", "ja")])).await;
        // All connections that the pool may hold, every one of them dead afterwards.
        let id = response_id("r0");
        let asked = tokio::join!(store.head(&id), store.head(&id), store.head(&id), store.head(&id));
        assert!(asked.0.is_ok() && asked.1.is_ok() && asked.2.is_ok() && asked.3.is_ok(), "{asked:?}");
        server.stop();
        server.start_again();
        store.head(&id).await.expect("a question of one statement");
        store.as_of(&round_id(), AsOf::Batch(i64::MAX)).await.expect("one of several");
        put(&store, save("after", "r0", &[("E2", "ja")])).await;
        assert_eq!(sound(&store, &round_id()).await.facts, 2);
    });
}
