//! What is kept of people, where, and what is never shown.

use std::fs;

use collection::access::Role;
use collection::password::Password;
use collection::secret::Purpose;
use serde_json::Value;
use store::{About, Kind, NotDone, SignIn, Who};

use crate::support::facts::*;
use crate::support::people::*;
use crate::support::{self, Place, on_both};

on_both!(
    nothing_secret_is_shown_by_accident,
    events_tell_what_was_done_and_nothing_of_whom,
    an_event_is_never_changed,
    a_backup_holds_links_and_accounts_but_nobody_who_is_signed_in,
    a_backup_of_the_first_tables_is_restored,
);

async fn nothing_secret_is_shown_by_accident(place: Place) {
    let store = place.open().await;
    with_responses(&store, "2018", 1).await;
    let (new_link, new_account) = (new_link(Role::Coordinator, None), new_account(LOGIN));
    let (link, token) = store.issue_link(new_link.clone(), NOW).await.expect("issued");
    let account = with_account(&store).await;
    let taken = store.create_account(new_account.clone(), &analyst(), NOW).await.expect_err("it is there");
    let not_set_up = sign_in(&store, PASSWORD, None, NOW).await.expect_err("no codes yet");
    let SignIn::SetUp(secret) = &not_set_up else { panic!("{not_set_up:?}") };
    let wrong = sign_in(&store, "ett annat lösenord", None, NOW).await.expect_err("it is wrong");
    let not_changed = store
        .change_password(&account, (&Password::new("x"), None), &Password::new(LOGIN), NOW, here())
        .await;
    let session_token = store.start_session(&Who::Link(link.clone()), NOW, None).await.expect("it begins");
    let session = store.session(&session_token, NOW).await.expect("read");
    let shown = [
        format!("{new_link:?} {new_account:?} {token:?} {session_token:?} {session:?} {:?}", here()),
        format!("{:?}", store.open_link(&token).await),
        format!("{:?}", store.links(&round_id(), None).await),
        format!("{:?} {:?}", store.account(&account).await, store.accounts().await),
        format!("{:?}", store.events(None, None, 99).await),
        format!("{:?} {:?} {:?}", About::Link(link.clone()), Kind::ALL, Who::Link(link)),
        format!("{taken:?} {taken} {not_set_up:?} {not_set_up} {wrong:?} {wrong} {not_changed:?}"),
        format!("{} {:?}", not_changed.expect_err("it is weak"), NotDone::NoAccount(account)),
    ]
    .join("\n");
    let hashes = [token.hash(Purpose::Link), session_token.hash(Purpose::Session)];
    for (what, text) in [
        ("the token", token.reveal()),
        ("the session's", session_token.reveal()),
        ("the link's hash", hashes[0].to_string()),
        ("the session's hash", hashes[1].to_string()),
        ("the password", PASSWORD.to_owned()),
        ("the other password", "ett annat".to_owned()),
        ("its hash", "argon2".to_owned()),
        ("the address", "hemlig@".to_owned()),
        ("the name", "Anna".to_owned()),
        ("the secret of codes", secret.reveal()),
        ("the secret of codes as kept", secret.bytes().iter().map(|byte| format!("{byte:02x}")).collect()),
    ] {
        assert!(!shown.contains(&text), "{what} is shown: {shown}");
    }
    assert!(shown.contains("Private(…)") && shown.contains("Login(…)") && shown.contains("Password(…)"));

    // What is stored, in whatever table.
    let mut export = Vec::new();
    store.export(&mut export).await.expect("it is written");
    let export = String::from_utf8(export).expect("text");
    let sessions = place.texts("SELECT hash FROM session").await.expect("read").join(" ");
    for token in [token.reveal(), token.reveal().replace('-', ""), session_token.reveal()] {
        assert!(!export.contains(&token) && !sessions.contains(&token));
    }
    assert!(!export.contains(PASSWORD) && export.contains("$argon2id$"));
}

async fn events_tell_what_was_done_and_nothing_of_whom(place: Place) {
    let store = place.open().await;
    with_responses(&store, "2018", 1).await;
    let (link, _) = store.issue_link(new_link(Role::Coordinator, Some(&["E"])), NOW).await.expect("issued");
    store.start_session(&Who::Link(link.clone()), NOW + 1, None).await.expect("it begins");
    store.revoke_link(&link, &analyst(), NOW + 2).await.expect("it is revoked");
    let account = with_account(&store).await;
    sign_in(&store, "fel", None, NOW + 4).await.expect_err("it is wrong");
    store.sign_in("ingen@kommun.se", &Password::new("fel"), None, NOW + 5, here()).await.expect_err("nobody");
    store
        .set_password(&account, &Password::new("gurka orkester trappa"), &analyst(), NOW + 6)
        .await
        .expect("set");
    store.reset_codes(&account, &analyst(), NOW + 7).await.expect("done");
    store.disable_account(&account, &analyst(), NOW + 8).await.expect("done");
    store.enable_account(&account, &analyst(), NOW + 9).await.expect("done");
    let about_link = store.events(Some(&About::Link(link.clone())), None, 99).await.expect("read");
    let kinds: Vec<Kind> = about_link.iter().map(|event| event.kind).collect();
    assert_eq!(kinds, [Kind::LinkIssued, Kind::LinkOpened, Kind::LinkRevoked]);
    assert_eq!(about_link[0].content["parts"], serde_json::json!(["E"]));
    assert_eq!(about_link[1].actor, Who::Link(link).author());
    let all = store.events(None, None, 99).await.expect("read");
    assert_eq!(all.len(), 10);
    let told: Vec<String> =
        place.texts("SELECT actor || kind || about || content FROM event").await.expect("read");
    let told = told.join("\n");
    for text in ["Anna", "hemlig", "kommun.se", "argon2", "gurka", "192.0"] {
        assert!(!told.contains(text), "{text}: {told}");
    }
    let second = store.events(None, Some(&all[3].id), 2).await.expect("read");
    assert_eq!(second, all[4..6], "in pages");
}

async fn an_event_is_never_changed(place: Place) {
    let store = place.open().await;
    with_account(&store).await;
    for sql in ["UPDATE event SET at = 0", "DELETE FROM event"] {
        assert!(place.sql(sql).await.is_err(), "{sql}");
    }
}

async fn a_backup_holds_links_and_accounts_but_nobody_who_is_signed_in(place: Place) {
    let store = place.open().await;
    with_responses(&store, "2018", 1).await;
    let (link, token) = store.issue_link(new_link(Role::Coordinator, None), NOW).await.expect("issued");
    let account = with_account(&store).await;
    let secret = set_up(&store, NOW).await;
    sign_in(&store, PASSWORD, Some(&code(&secret, NOW)), NOW).await.expect("it is right");
    let sessions = [
        store.start_session(&Who::Link(link), NOW, None).await.expect("it begins"),
        store.start_session(&Who::Account(account), NOW, None).await.expect("it begins"),
    ];
    sign_in(&store, "fel", None, NOW).await.expect_err("it is wrong");
    let file = place.folder().join("kopia");
    store.backup(&file).await.expect("it is written");
    let hashes = sessions.each_ref().map(|token| token.hash(Purpose::Session).to_string());
    let kept = [
        place.texts("SELECT address FROM attempt").await,
        place.texts("SELECT value FROM attempt_key").await,
    ];
    let bytes = fs::read(&file).expect("read");
    let holds = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    for text in hashes.iter().chain(kept.iter().flat_map(|texts| texts.as_ref().expect("read"))) {
        assert!(!holds(text), "{text} is in the backup");
    }
    assert!(holds(&token.hash(Purpose::Link).to_string()), "links are");
    let beside: Vec<_> =
        fs::read_dir(place.folder()).expect("read").flatten().map(|file| file.file_name()).collect();
    assert!(beside.iter().all(|name| !name.to_string_lossy().contains("kopia.")), "{beside:?}");

    for other in [support::sqlite(), support::postgres()] {
        let restored = other.open().await;
        let counts = restored.restore(&file).await.expect("it is restored");
        assert_eq!((counts["link"], counts["account"], counts["account_grant"]), (1, 1, 1));
        assert_eq!(restored.accounts().await.expect("read"), store.accounts().await.expect("read"));
        assert_eq!(
            restored.events(None, None, 99).await.expect("read"),
            store.events(None, None, 99).await.expect("read")
        );
        assert!(restored.open_link(&token).await.expect("read").is_some());
        assert_eq!(restored.session(&sessions[1], NOW).await.expect("read"), None);
        let later = NOW + HOUR;
        sign_in(&restored, PASSWORD, Some(&code(&secret, later)), later).await.expect("they sign in again");
        restored.close().await;
    }
}

/// What a program of the first version wrote.
async fn a_backup_of_the_first_tables_is_restored(place: Place) {
    let store = place.open().await;
    with_responses(&store, "2018", 1).await;
    put(&store, save("s1", "r0", &[("E4", "ja")])).await;
    let mut export = Vec::new();
    store.export(&mut export).await.expect("it is written");
    let mut lines: Vec<Value> =
        String::from_utf8(export).expect("text").lines().map(|line| line.parse().expect("JSON")).collect();
    lines[0]["version"] = 1.into();
    let end = lines.last_mut().and_then(|line| line["end"].as_object_mut()).expect("the counts");
    let later = ["publishing", "publication_file", "publication_piece", "use_count"];
    let later = ["link", "account", "account_grant", "event", "simulated", "account_identity"]
        .into_iter()
        .chain(later);
    for table in later {
        end.remove(table).expect("it was counted");
    }
    let old: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let other = support::sqlite();
    let restored = other.open().await;
    restored.import(&mut old.as_bytes()).await.expect("it is restored");
    sound(&restored, &round_id()).await;
    restored.close().await;

    let drop = "DROP TABLE use_count; DROP TABLE publishing; DROP TABLE publication_file; DROP TABLE publication_piece; DROP TABLE known_address; DROP TABLE account_identity; DROP TABLE simulated; DROP TABLE invitation; DROP TABLE event; DROP TABLE attempt; DROP TABLE attempt_key; DROP TABLE session; \
                DROP TABLE account_grant; DROP TABLE account; DROP TABLE link; DROP INDEX fact_standing; DELETE FROM migration WHERE no > 1";
    other.sql(drop).await.expect("they go");
    let file = other.folder().join("svar.db");
    let again = place.folder().join("igen.db");
    fs::copy(&file, &again).expect("it is copied");
    let third = support::postgres();
    let restored = third.open().await;
    restored.restore(&again).await.expect("it is restored");
    sound(&restored, &round_id()).await;
    let upgraded = other.open().await;
    with_account(&upgraded).await;
    sound(&upgraded, &round_id()).await;
}
