//! Texts that break weaker stores; stores that are none.

use collection::fact::{Author, Content, Fact};
use serde_json::{Value, json};
use store::{Location, NotAppended, Store, StoreError};

use crate::support::facts::*;
use crate::support::{Place, on_both};

on_both!(
    any_text_comes_back_as_it_was,
    what_could_not_be_read_back_is_unfit_and_harms_nobody,
    tables_of_a_newer_program_are_refused,
    no_error_tells_what_was_answered,
);

async fn any_text_comes_back_as_it_was(place: Place) {
    let store = place.open().await;
    with_responses(&store, "2018", 1).await;
    let texts = [
        "Åsa & Örjan <script>alert('ä')</script>; DROP TABLE fact; -- $1".to_owned(),
        "🏳️‍🌈 👩‍👩‍👧 \u{202e}baklänges\u{202c} \u{feff}".to_owned(),
        "noll\0tecken \u{1}\u{7f} \r\n\t \\ \" '".to_owned(),
        "å".repeat(100_000),
        String::new(),
    ];
    for (i, text) in texts.iter().enumerate() {
        let saved = save(&format!("s{i}"), "r0", &[(&format!("E{i}"), text)]);
        put(&store, Fact { author: Author::Link(text.chars().take(50).collect()), ..saved }).await;
    }
    let head = store.head(&response_id("r0")).await.expect("it is read");
    for (i, text) in texts.iter().enumerate() {
        assert_eq!(head.cells[&cell(&format!("E{i}"))].value, Some(json!(text)));
    }
    sound(&store, &round_id()).await;
}

async fn what_could_not_be_read_back_is_unfit_and_harms_nobody(place: Place) {
    let store = place.open().await;
    with_responses(&store, "2018", 1).await;
    let deep = (0..500).fold(json!("ja"), |inner, _| json!([inner]));
    let cases =
        [("nested too deeply", deep), ("null", Value::Null), ("too long", json!("x".repeat(9 << 20)))];
    for (case, value) in cases {
        let content = Content::Saved { cells: [(cell("E4"), change(value, None))].into() };
        let (unfit, fit) = tokio::join!(
            store.append(fact("s1", "r0", content)),
            store.append(save("s2", "r0", &[("E5", "ja")]))
        );
        assert!(matches!(unfit, Err(NotAppended::Unfit(_))), "{case}: {unfit:?}");
        assert!(fit.is_ok());
    }
    assert_eq!(sound(&store, &round_id()).await.facts, 1);
}

async fn tables_of_a_newer_program_are_refused(place: Place) {
    place.open().await.close().await;
    place.sql("INSERT INTO migration (no, name, at) VALUES (99, 'framtid', 0)").await.expect("it is put in");
    let refused = Store::open(&place.location).await.err().expect("it is newer").to_string();
    assert_eq!(refused, "the store's tables are of version 99; this program knows 8: use the newer program");
}

async fn no_error_tells_what_was_answered(place: Place) {
    let store = place.open().await;
    with_responses(&store, "2018", 1).await;
    put(&store, save("s1", "r0", &[("E4", "hemligt svar")])).await;
    place.unlock().await;
    place.sql("UPDATE fact SET content = 'hemligt svar'").await.expect("the owner may");
    place.sql("UPDATE head SET content = 'hemligt svar'").await.expect("the owner may");
    let errors = [
        store.head(&response_id("r0")).await.expect_err("no JSON").to_string(),
        store.history(&response_id("r0")).await.expect_err("no JSON").to_string(),
        store
            .append(save("s2", "r0", &[("E4", "hemligt svar")]))
            .await
            .expect_err("nothing to go on")
            .to_string(),
        store.append(save("s1", "r0", &[("E4", "hemligt svar")])).await.expect_err("another").to_string(),
        format!("{:?}", store.verify(&round_id(), None).await.expect("it is read").faults),
    ];
    for error in errors {
        assert!(!error.contains("hemligt"), "{error}");
    }
}

#[tokio::test]
async fn a_file_that_is_no_store_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("brev.txt");
    let text = "Hej! Det här är inget lager.\n".repeat(200);
    std::fs::write(&file, &text).expect("written");
    let refused = Store::open(&Location::Sqlite(file.clone())).await.err().expect("no database").to_string();
    assert!(refused.contains("not a database"), "{refused}");
    assert_eq!(std::fs::read_to_string(&file).expect("read"), text);
    let nowhere = Store::open(&Location::Sqlite(folder.path().join("finns/inte.db"))).await;
    assert!(matches!(nowhere.err(), Some(StoreError::File { .. })));
}

#[tokio::test]
async fn a_server_that_is_not_there_is_said_without_the_password() {
    let location: Location = "postgres://jamfor:hemligt@127.0.0.1:1/svar".parse().expect("an address");
    let refused = Store::open(&location).await.err().expect("nobody is there");
    assert!(!format!("{refused} {refused:?}").contains("hemligt"));
    assert!(refused.to_string().starts_with("the database cannot be reached"), "{refused}");
}

#[cfg(unix)]
#[tokio::test]
async fn an_embedded_store_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let place = crate::support::sqlite();
    let store = place.open().await;
    with_responses(&store, "2018", 1).await;
    store.backup(&place.folder().join("kopia.db")).await.expect("it is written");
    for file in std::fs::read_dir(place.folder()).expect("read").flatten() {
        let mode = file.metadata().expect("read").permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{}", file.path().display());
    }
}
