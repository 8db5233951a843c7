//! How often publications were used is added up, and nothing else is kept.

use store::{Used, UsedInAll};

use crate::support::{self, Place, on_both};

on_both!(counts_are_added_to_those_of_before, two_nodes_count_at_once, counts_are_in_backups_and_restored);

fn used(day: &str, publication: &str, kind: &str, about: &str, count: i64) -> Used {
    let [day, publication, kind, about] = [day, publication, kind, about].map(str::to_owned);
    Used { day, publication, kind, about, count }
}

fn in_all(kind: &str, about: &str, since: &str, count: i64) -> UsedInAll {
    let [kind, about, since] = [kind, about, since].map(str::to_owned);
    UsedInAll { kind, about, since, count }
}

async fn counts_are_added_to_those_of_before(place: Place) {
    let store = place.open().await;
    assert_eq!(store.uses_of("2018-v1").await.expect("read"), []);
    store.add_uses(Vec::new()).await.expect("nothing to add");
    let first = vec![
        used("2018-06-19", "2018-v1", "shown", "eb-fia", 3),
        used("2018-06-19", "2018-v1", "downloaded", "", 1),
        used("2018-06-19", "2018-v2", "shown", "eb-fia", 9),
        // The same twice is added up, too.
        used("2018-06-19", "2018-v1", "shown", "eb-fia", 2),
    ];
    store.add_uses(first).await.expect("added");
    let later = vec![
        used("2018-06-19", "2018-v1", "shown", "eb-fia", 10),
        used("2018-06-20", "2018-v1", "shown", "eb-fia", 1),
        used("2018-06-20", "2018-v1", "shown", "", 4),
    ];
    store.add_uses(later).await.expect("added");
    let expected = [
        in_all("downloaded", "", "2018-06-19", 1),
        in_all("shown", "", "2018-06-20", 4),
        in_all("shown", "eb-fia", "2018-06-19", 16),
    ];
    assert_eq!(store.uses_of("2018-v1").await.expect("read"), expected);
    let kept = place
        .texts("SELECT day || ' ' || publication || ' ' || kind || ' ' || about FROM use_count ORDER BY 1");
    // A row a day, publication, kind and thing: none a visit.
    assert_eq!(kept.await.expect("read").len(), 5);
    store.close().await;
}

async fn two_nodes_count_at_once(place: Place) {
    let (one, other) = (place.open().await, place.open().await);
    let about: Vec<String> = (0..40).map(|n| format!("i{n}")).collect();
    let batch = |backwards: bool| {
        let mut all: Vec<Used> =
            about.iter().map(|about| used("2018-06-19", "2018-v1", "shown", about, 1)).collect();
        if backwards {
            all.reverse();
        }
        all
    };
    for _ in 0..10 {
        let (a, b) = tokio::join!(one.add_uses(batch(false)), other.add_uses(batch(true)));
        a.and(b).expect("neither waits for the other for ever");
    }
    let all = one.uses_of("2018-v1").await.expect("read");
    assert_eq!(all.len(), 40);
    assert!(all.iter().all(|used| used.count == 20), "{all:?}");
    one.close().await;
    other.close().await;
}

async fn counts_are_in_backups_and_restored(place: Place) {
    let store = place.open().await;
    store.add_uses(vec![used("2018-06-19", "2018-v1", "shown", "eb-fia", 3)]).await.expect("added");
    let file = place.folder().join("kopia");
    store.backup(&file).await.expect("copied");
    for other in [support::sqlite(), support::postgres()] {
        let restored = other.open().await;
        restored.restore(&file).await.expect("restored");
        let found = restored.uses_of("2018-v1").await.expect("read");
        assert_eq!(found, [in_all("shown", "eb-fia", "2018-06-19", 3)]);
        restored.close().await;
    }
    store.close().await;
}
