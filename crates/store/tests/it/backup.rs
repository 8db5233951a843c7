//! Backup while running, and restoring on either database.

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use store::{AsOf, Store, StoreError};

use crate::support::facts::*;
use crate::support::{self, Place, on_both};

on_both!(
    a_backup_taken_while_others_save_is_one_moment_and_restores_anywhere,
    nothing_is_restored_over_anything,
    a_backup_that_was_cut_or_changed_is_refused_whole,
    an_export_moves_a_store_to_the_other_database,
);

async fn filled(store: &Store) {
    with_responses(store, "2018", 3).await;
    with_responses(store, "2019", 1).await;
    for i in 0..12 {
        put(store, save(&format!("s{i}"), &format!("r{}", i % 3), &[(&format!("E{i}"), "åäö 'ja'")])).await;
    }
    let cells = vec![cell("E1")];
    let author = collection::fact::Author::Program;
    store.erase(fact_id("x"), response_id("r1"), cells, "gallring".into(), author).await.expect("taken");
    put(store, save("t", "2019-r0", &[("E1", "ja")])).await;
}

/// Another place, of the same kind or the other.
fn others() -> [Place; 2] {
    [support::sqlite(), support::postgres()]
}

async fn a_backup_taken_while_others_save_is_one_moment_and_restores_anywhere(place: Place) {
    let store = place.open().await;
    filled(&store).await;
    let go_on = Arc::new(AtomicBool::new(true));
    let saved = Arc::new(AtomicUsize::new(0));
    let savers: Vec<_> = (0..3)
        .map(|who| {
            let (store, go_on, saved) = (store.clone(), Arc::clone(&go_on), Arc::clone(&saved));
            tokio::spawn(async move {
                let mut count = 0;
                while go_on.load(Ordering::Relaxed) {
                    let cells = [(&*format!("Q{count}"), "ja")];
                    put(&store, save(&format!("w{who}-{count}"), &format!("r{who}"), &cells)).await;
                    count += 1;
                    saved.fetch_add(1, Ordering::Relaxed);
                }
            })
        })
        .collect();
    let some_more = async || {
        let until = saved.load(Ordering::Relaxed) + 9;
        while saved.load(Ordering::Relaxed) < until {
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
    };
    let backup = place.folder().join("kopia");
    some_more().await;
    store.backup(&backup).await.expect("it is written");
    let after = store.chain_end(&round_id()).await.expect("read");
    some_more().await;
    go_on.store(false, Ordering::Relaxed);
    for saver in savers {
        saver.await.expect("it ends");
    }
    sound(&store, &round_id()).await;
    for other in others() {
        let restored = other.open().await;
        restored.restore(&backup).await.expect("it is restored");
        let audit = sound(&restored, &round_id()).await;
        assert!(audit.end.no > 13 && audit.end.no <= after.no);
        let then = store.as_of(&round_id(), AsOf::Batch(audit.end.no)).await.expect("read");
        assert_eq!(restored.as_of(&round_id(), AsOf::Batch(i64::MAX)).await.expect("read"), then);
        assert_eq!(store.verify(&round_id(), Some(audit.end)).await.expect("read").faults, []);
        put(&restored, save("efter", "r0", &[("Z", "ja")])).await;
        sound(&restored, &round_id()).await;
    }
    let exists = store.backup(&backup).await.expect_err("it is there");
    assert!(matches!(exists, StoreError::File { .. }), "{exists}");
}

async fn nothing_is_restored_over_anything(place: Place) {
    let store = place.open().await;
    filled(&store).await;
    let backup = place.folder().join("kopia");
    store.backup(&backup).await.expect("it is written");
    let before = store.chain_end(&round_id()).await.expect("read");
    assert!(matches!(store.restore(&backup).await, Err(StoreError::NotEmpty)));
    assert_eq!(store.chain_end(&round_id()).await.expect("read"), before);
}

async fn a_backup_that_was_cut_or_changed_is_refused_whole(place: Place) {
    let store = place.open().await;
    filled(&store).await;
    let mut lines = Vec::new();
    store.export(&mut lines).await.expect("it is written");
    let text = String::from_utf8(lines).expect("text");
    let other = support::sqlite();
    let target = other.open().await;
    let line = |wanted: &str| {
        text.lines().find(|line| line.contains(wanted)).expect("it is there").to_owned() + "\n"
    };
    let first = line("jamfor-store/1");
    for (case, changed, expected) in [
        ("empty", String::new(), "line 1"),
        ("cut between lines", text.lines().take(20).map(|line| line.to_owned() + "\n").collect(), "line 21"),
        ("cut in a line", text[..text.len() / 2].to_owned(), "was cut"),
        ("something else", "<html>\n".to_owned(), "line 1"),
        ("another form", text.replacen("jamfor-store/1", "jamfor-store/9", 1), "line 1"),
        ("of a newer program", text.replacen("\"version\":8", "\"version\":9", 1), "version 9"),
        ("a row left out", text.replacen(&line("\"s4\""), "", 1), "rows are missing"),
        ("a column left out", text.replacen("\"unit\":\"0643\"", "\"unnit\":1", 1), "not a row"),
        ("an answer changed", text.replacen("åäö", "aao", 1), "does not verify"),
        ("twice the same", text.clone() + &first, "follows the end"),
    ] {
        let refused = target.import(&mut changed.as_bytes()).await.expect_err(case).to_string();
        assert!(refused.contains(expected), "{case}: {refused}");
        assert!(target.rounds().await.expect("read").is_empty(), "{case}: nothing stayed");
    }
    target.import(&mut text.as_bytes()).await.expect("as it was, it is taken");
    let file = place.folder().join("rader.jsonl");
    fs::write(&file, &text).expect("written");
    assert!(matches!(target.restore(&file).await, Err(StoreError::NotEmpty)));
}

async fn an_export_moves_a_store_to_the_other_database(place: Place) {
    let store = place.open().await;
    filled(&store).await;
    let mut lines = Vec::new();
    let counts = store.export(&mut lines).await.expect("it is written");
    assert_eq!((counts["fact"], counts["response"], counts["round"]), (14, 4, 2));
    for other in others() {
        let moved = other.open().await;
        assert_eq!(moved.import(&mut lines.as_slice()).await.expect("it is taken"), counts);
        for round in store.rounds().await.expect("read") {
            assert_eq!(moved.round(&round.id).await.expect("read"), round);
            let heads = moved.heads(&round.id).await.expect("read");
            assert_eq!(heads, store.heads(&round.id).await.expect("read"));
            assert_eq!(sound(&moved, &round.id).await, sound(&store, &round.id).await);
        }
        let mut again = Vec::new();
        moved.export(&mut again).await.expect("it is written");
        assert!(again == lines, "an export of an export is the same");
    }
}
