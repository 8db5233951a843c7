//! What happened to publications and their files: kept as given, refused in time, found when changed.

use std::collections::BTreeMap;

use collection::fact::Author;
use collection::publishing::{NotNow, Publishing, Schedule, Stage, Step, Verdict};
use serde_json::json;
use sha2::{Digest, Sha256};
use store::{Files, NotTaken, Store, StoreError};

use crate::support::{Place, on_both};

on_both!(
    a_folder_comes_back_as_it_was_given,
    of_two_who_decide_at_once_one_is_told_that_the_other_did,
    what_happened_is_never_changed_and_a_change_is_found,
    a_missing_file_is_found,
    a_backup_holds_publications_and_their_files,
    erased_words_are_nowhere_and_the_chain_holds,
    a_change_of_what_an_erasure_left_is_found,
);

const HOUR: i64 = 3_600_000_000;

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A folder with a small, an empty and a large file, and a manifest that lists them.
fn folder(mark: u8) -> (String, Files) {
    let large: Vec<u8> = (0..200_000_u32).map(|i| (i % 251) as u8 ^ mark).collect();
    let shared = "delas åäö\n".as_bytes().to_vec();
    let mut files: Files = [("a.csv", shared), ("cubes/tom.csv", Vec::new()), ("oj.xlsx", large)]
        .map(|(path, bytes)| (path.to_owned(), bytes))
        .into();
    let listed: Vec<_> =
        files.iter().map(|(path, bytes)| json!({ "path": path, "sha256": hash(bytes) })).collect();
    files.insert(
        "manifest.json".to_owned(),
        json!({ "files": listed, "mark": mark }).to_string().into_bytes(),
    );
    (hash(&files["manifest.json"]), files)
}

fn author() -> Author {
    Author::Account("a1".to_owned())
}

async fn take(store: &Store, step: Step, at: i64, files: Option<&Files>) -> Result<Publishing, NotTaken> {
    store.take_step(&"2018-v1".parse().expect("a name"), step, (&author(), at), None, files).await
}

async fn drafted(store: &Store) -> Publishing {
    let (folder, files) = folder(0);
    let step = Step::Drafted { round: "2018".parse().expect("an id"), folder, note: None };
    take(store, step, HOUR, Some(&files)).await.expect("a draft")
}

fn contested(unit: &str) -> Step {
    Step::Contested {
        unit: unit.to_owned(),
        indicator: "eb-fia".to_owned(),
        reason: Some("Vi har den".to_owned()),
    }
}

async fn a_folder_comes_back_as_it_was_given(place: Place) {
    let store = place.open().await;
    assert_eq!(store.publishing_end().await.expect("read"), 0);
    let made = drafted(&store).await;
    let given = folder(0).1;
    assert_eq!(store.publication_files(&made.folder).await.expect("read"), Some(given.clone()));
    assert_eq!(store.publication_files(&"0".repeat(64)).await.expect("read"), None);
    let (later, files) = folder(1);
    let schedule = Schedule { published_at: 9 * HOUR, readers: [].into(), folder: later.clone() };
    // A step that names another folder than is given is not taken.
    let refused = take(&store, Step::Scheduled(schedule.clone()), 2 * HOUR, Some(&given)).await;
    assert!(matches!(refused, Err(NotTaken::Folder)), "{refused:?}");
    let state = take(&store, Step::Scheduled(schedule), 2 * HOUR, Some(&files)).await.expect("a time");
    assert_eq!(state.stage, Stage::Scheduled { published_at: 9 * HOUR });
    assert_eq!(store.publication_files(&later).await.expect("read"), Some(files));
    assert_eq!(store.publishing(&state.id).await.expect("read"), Some(state));
    let audit = store.verify_publications().await.expect("read");
    assert_eq!((audit.events, audit.folders, audit.faults), (2, 2, vec![]));
    assert_eq!(store.publishing_end().await.expect("read"), 2);
}

async fn of_two_who_decide_at_once_one_is_told_that_the_other_did(place: Place) {
    let store = place.open().await;
    drafted(&store).await;
    take(&store, Step::PreviewOpened, 2 * HOUR, None).await.expect("open");
    let seen = take(&store, contested("0643"), 3 * HOUR, None).await.expect("contested");
    let step = |words: &str| Step::Decided {
        contest: seen.last,
        verdict: Verdict::Kept,
        words: Some(words.to_owned()),
    };
    let other = place.open().await;
    let (name, by) = (seen.id.clone(), author());
    let (one, two) = tokio::join!(
        store.take_step(&name, step("ja"), (&by, 4 * HOUR), Some(seen.last), None),
        other.take_step(&name, step("nej"), (&by, 4 * HOUR), Some(seen.last), None),
    );
    let (won, lost) = if one.is_ok() { (one, two) } else { (two, one) };
    won.expect("one of them decides");
    assert!(matches!(lost, Err(NotTaken::Meanwhile)), "{lost:?}");
    let late = take(&store, step("igen"), 5 * HOUR, None).await;
    assert!(matches!(late, Err(NotTaken::NotNow(NotNow::Decided { .. }))), "{late:?}");
}

async fn what_happened_is_never_changed_and_a_change_is_found(place: Place) {
    let store = place.open().await;
    drafted(&store).await;
    take(&store, Step::PreviewOpened, 2 * HOUR, None).await.expect("open");
    take(&store, contested("0643"), 3 * HOUR, None).await.expect("contested");
    for sql in [
        "UPDATE publishing SET content = '{}'",
        "UPDATE publishing SET content = '{}', salt = NULL",
        "UPDATE publishing SET content = '{}', salt = NULL, erased_at = 1, author = 'någon annan'",
        "DELETE FROM publishing WHERE no = 3",
        "UPDATE publication_file SET path = 'b'",
        "DELETE FROM publication_file",
        "UPDATE publication_piece SET content = ''",
        "DELETE FROM publication_piece",
    ] {
        assert!(place.sql(sql).await.is_err(), "{sql}");
    }
    place.unlock().await;
    for (case, sql, back) in [
        (
            "a reason changed",
            "UPDATE publishing SET content = REPLACE(content, 'Vi', 'De') WHERE no = 3",
            "UPDATE publishing SET content = REPLACE(content, 'De', 'Vi') WHERE no = 3",
        ),
        (
            "a time changed",
            "UPDATE publishing SET at = at + 1 WHERE no = 2",
            "UPDATE publishing SET at = at - 1 WHERE no = 2",
        ),
        (
            "one left out",
            "UPDATE publishing SET no = 9 WHERE no = 2",
            "UPDATE publishing SET no = 2 WHERE no = 9",
        ),
    ] {
        place.sql(sql).await.expect("the owner may");
        let found = store.verify_publications().await.expect("read").faults;
        assert!(found.iter().all(|fault| fault.what == store::Wrong::Publishing), "{case}: {found:?}");
        assert!(!found.is_empty(), "{case}");
        place.sql(back).await.expect("the owner may");
        assert_eq!(store.verify_publications().await.expect("read").faults, [], "{case}, put back");
    }
}

async fn a_missing_file_is_found(place: Place) {
    let store = place.open().await;
    let made = drafted(&store).await;
    place.unlock().await;
    place.sql("DELETE FROM publication_file WHERE path = 'a.csv'").await.expect("the owner may");
    let faults = store.verify_publications().await.expect("read").faults;
    assert_eq!(
        faults.iter().map(|fault| (fault.batch, fault.what)).collect::<Vec<_>>(),
        [(Some(1), store::Wrong::File)]
    );
    place.sql("DELETE FROM publication_piece WHERE no = 2").await.expect("the owner may");
    let read = store.publication_files(&made.folder).await;
    assert!(matches!(read, Err(StoreError::Unreadable { .. })), "{read:?}");
}

async fn a_backup_holds_publications_and_their_files(place: Place) {
    let store = place.open().await;
    let made = drafted(&store).await;
    let file = place.folder().join("kopia");
    store.backup(&file).await.expect("it is written");
    for other in [crate::support::sqlite(), crate::support::postgres()] {
        let restored = other.open().await;
        let counts: BTreeMap<String, i64> = restored.restore(&file).await.expect("it is taken");
        assert_eq!((counts["publishing"], counts["publication_file"]), (1, 4));
        assert_eq!(restored.publication_files(&made.folder).await.expect("read"), Some(folder(0).1));
        assert_eq!(restored.publishing(&made.id).await.expect("read"), Some(made.clone()));
    }
    let mut lines = Vec::new();
    store.export(&mut lines).await.expect("it is written");
    let text = String::from_utf8(lines).expect("text").replacen("delas", "delad", 1);
    let changed = text.replacen("\\\"kind\\\":\\\"drafted\\\"", "\\\"kind\\\":\\\"preview_opened\\\"", 1);
    let refused = crate::support::sqlite().open().await.import(&mut changed.as_bytes()).await;
    assert!(matches!(refused, Err(StoreError::DoesNotVerify(_))), "{refused:?}");
}

/// A contested cell that was decided and published; then the reason and the decision's words are erased.
async fn erased(store: &Store) -> Publishing {
    drafted(store).await;
    take(store, Step::PreviewOpened, 2 * HOUR, None).await.expect("open");
    let reason = Some("ring Anna Hemlig".to_owned());
    let step = Step::Contested { unit: "0643".to_owned(), indicator: "eb-fia".to_owned(), reason };
    let contest = take(store, step, 3 * HOUR, None).await.expect("contested").last;
    let words = Some("Anna Hemlig svarar inte".to_owned());
    let step = Step::Decided { contest, verdict: Verdict::Kept, words };
    let decision = take(store, step, 4 * HOUR, None).await.expect("decided").last;
    let (folder, files) = folder(1);
    let step = Step::Scheduled(Schedule { published_at: 9 * HOUR, readers: [].into(), folder });
    let before = take(store, step, 5 * HOUR, Some(&files)).await.expect("a time");
    let hash = store.verify_publications().await.expect("read").end.expect("an end").1;
    let mut last = before.clone();
    for (no, at) in [(contest, 6 * HOUR), (decision, 10 * HOUR)] {
        last = store.erase_words(&before.id, no, (&author(), at)).await.expect("it is erased");
    }
    let again = store.erase_words(&before.id, contest, (&author(), 11 * HOUR)).await;
    assert!(matches!(again, Err(NotTaken::NotNow(NotNow::Erased { no })) if no == contest), "{again:?}");
    for no in [2, 99] {
        let none = store.erase_words(&before.id, no, (&author(), 11 * HOUR)).await;
        assert!(matches!(none, Err(NotTaken::NotNow(NotNow::NothingToErase { .. }))), "{none:?}");
    }
    let wordless = take(store, Step::Withdrawn { why: None }, 8 * HOUR, None).await;
    assert!(matches!(wordless, Err(NotTaken::NotNow(NotNow::NoWords))), "{wordless:?}");
    let audit = store.verify_publications().await.expect("read");
    assert_eq!((audit.events, audit.erased, audit.faults), (7, 2, vec![]));
    assert_ne!(audit.end.expect("an end").1, hash, "the chain goes on");
    last
}

async fn erased_words_are_nowhere_and_the_chain_holds(place: Place) {
    let store = place.open().await;
    let state = erased(&store).await;
    let [contest] = state.contests.as_slice() else { panic!("{:?}", state.contests) };
    let decision = contest.decision.as_ref().expect("it is decided");
    assert_eq!((&contest.reason, &decision.words), (&None, &None));
    assert_eq!(store.publishing(&state.id).await.expect("read").as_ref(), Some(&state));
    // A backup holds what is left, and verifies where it is restored.
    let file = place.folder().join("kopia");
    store.backup(&file).await.expect("it is written");
    for other in [crate::support::sqlite(), crate::support::postgres()] {
        let restored = other.open().await;
        restored.restore(&file).await.expect("it is taken");
        assert_eq!(restored.publishing(&state.id).await.expect("read").as_ref(), Some(&state));
        let audit = restored.verify_publications().await.expect("read");
        assert_eq!((audit.events, audit.erased, audit.faults), (7, 2, vec![]));
    }
    let mut export = Vec::new();
    store.export(&mut export).await.expect("it is written");
    let export = String::from_utf8(export).expect("text");
    assert!(!export.contains("Hemlig") && export.contains("eb-fia"));
    let imported = crate::support::sqlite().open().await;
    imported.import(&mut export.as_bytes()).await.expect("it is taken");
    store.overwrite_erased().await.expect("it is overwritten");
    store.close().await;
    place.holds_nowhere("Hemlig");
}

async fn a_change_of_what_an_erasure_left_is_found(place: Place) {
    let store = place.open().await;
    erased(&store).await;
    for sql in [
        "UPDATE publishing SET content = '{}' WHERE no = 3",
        "UPDATE publishing SET content = '{}', erased_at = 1 WHERE no = 3",
        "DELETE FROM publishing WHERE no = 3",
    ] {
        assert!(place.sql(sql).await.is_err(), "{sql}: what is erased is not changed any more");
    }
    place.unlock().await;
    let quoted = |from: &str, to: &str| format!("content = REPLACE(content, '{from}', '{to}')");
    for (case, no, change, back) in [
        ("another unit", 3, quoted("0643", "0642"), quoted("0642", "0643")),
        ("another verdict", 4, quoted("kept", "to_be_corrected"), quoted("to_be_corrected", "kept")),
        ("a reason put in", 3, quoted("}", ",\"reason\":\"Ja\"}"), quoted(",\"reason\":\"Ja\"}", "}")),
        ("a salt put in", 3, "salt = leaf".to_owned(), "salt = NULL".to_owned()),
        ("another time", 3, "erased_at = erased_at + 1".to_owned(), "erased_at = erased_at - 1".to_owned()),
        ("another leaf", 3, "leaf = leaf || '0'".to_owned(), "leaf = SUBSTR(leaf, 1, 64)".to_owned()),
        ("erased, and no event says so", 1, "salt = NULL".to_owned(), String::new()),
    ] {
        let sql = |set: &str| format!("UPDATE publishing SET {set} WHERE no = {no}");
        place.sql(&sql(&change)).await.expect("the owner may");
        let found = store.verify_publications().await.expect("read").faults;
        let is_named =
            found.iter().any(|fault| (fault.batch, fault.what) == (Some(no), store::Wrong::Publishing));
        assert!(is_named, "{case}: {found:?}");
        if !back.is_empty() {
            place.sql(&sql(&back)).await.expect("the owner may");
            assert_eq!(store.verify_publications().await.expect("read").faults, [], "{case}, put back");
        }
    }
}
