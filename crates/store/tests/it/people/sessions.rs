//! Sessions.

use collection::access::{Actor, Role};
use collection::ids::LinkId;
use collection::password::Password;
use collection::secret::Token;
use store::{About, Kind, NewLink, NotDone, Store, Who};

use crate::support::facts::*;
use crate::support::people::*;
use crate::support::{Place, on_both};

on_both!(
    signing_out_is_kept_and_other_sessions_are_ended_apart,
    a_session_ends_when_nobody_is_there_and_at_its_end,
    what_a_page_asks_by_itself_is_no_sign_of_life,
    a_session_is_renewed_at_sign_in_and_ended_at_sign_out,
    what_shuts_somebody_out_ends_their_sessions,
    whoever_is_shut_out_begins_none,
    a_links_use_is_seen,
    of_many_sessions_the_one_seen_longest_ago_ends,
    sessions_of_one_and_of_everybody_are_ended_by_others,
    it_is_kept_when_somebody_showed_who_they_are,
);

async fn with_link(store: &Store) -> (LinkId, Token) {
    with_responses(store, "2018", 1).await;
    store.issue_link(new_link(Role::Coordinator, None), NOW).await.expect("it is issued")
}

/// Whether a session is there.
async fn is_there(store: &Store, token: &Token, at: i64) -> bool {
    store.session(token, at).await.expect("read").is_some()
}

async fn a_session_ends_when_nobody_is_there_and_at_its_end(place: Place) {
    let store = place.open().await;
    let (link, _) = with_link(&store).await;
    let account = with_account(&store).await;
    for (who, idle, longest) in
        [(Who::Account(account), 30 * MINUTE, 12 * HOUR), (Who::Link(link), 12 * HOUR, 24 * HOUR)]
    {
        let token = store.start_session(&who, NOW, None).await.expect("it begins");
        let session = store.session(&token, NOW).await.expect("read").expect("it is there");
        assert_eq!((&session.who, session.idle_ends, session.ends), (&who, NOW + idle, NOW + longest));
        assert!(!is_there(&store, &token, NOW + idle).await, "{who:?} was idle");
        let mut at = NOW;
        while at + idle - MINUTE < NOW + longest {
            at += idle - MINUTE;
            let session = store.session(&token, at).await.expect("read").expect("they are there");
            assert_eq!(session.idle_ends, (at + idle).min(NOW + longest), "{who:?}");
        }
        assert!(is_there(&store, &token, NOW + longest - 1).await, "{who:?}");
        assert!(!is_there(&store, &token, NOW + longest).await, "{who:?} must sign in again");
    }
    assert!(!is_there(&store, &Token::of_random([9; 20]), NOW).await, "nobody's");
}

async fn what_a_page_asks_by_itself_is_no_sign_of_life(place: Place) {
    let store = place.open().await;
    let who = Who::Account(with_account(&store).await);
    let token = store.start_session(&who, NOW, None).await.expect("it begins");
    for minute in [10, 20, 29] {
        let at = NOW + minute * MINUTE;
        let session = store.session_left_alone(&token, at).await.expect("read").expect("it is there");
        assert_eq!((&session.who, session.seen, session.idle_ends), (&who, NOW, NOW + 30 * MINUTE));
    }
    assert_eq!(store.session_left_alone(&token, NOW + 30 * MINUTE).await.expect("read"), None);
    assert!(!is_there(&store, &token, NOW + 30 * MINUTE).await, "nobody was there");
}

async fn a_session_is_renewed_at_sign_in_and_ended_at_sign_out(place: Place) {
    let store = place.open().await;
    let who = Who::Account(with_account(&store).await);
    let first = store.start_session(&who, NOW, None).await.expect("it begins");
    let elsewhere = store.start_session(&who, NOW, None).await.expect("it begins");
    let second = store.start_session(&who, NOW, Some(&first)).await.expect("it begins");
    assert!(first != second && !is_there(&store, &first, NOW).await);
    assert!(is_there(&store, &second, NOW).await && is_there(&store, &elsewhere, NOW).await);
    store.end_session(&second, NOW).await.expect("it ends");
    store.end_session(&second, NOW).await.expect("twice is as once");
    assert!(!is_there(&store, &second, NOW).await && is_there(&store, &elsewhere, NOW).await);
    store.start_session(&who, NOW + 13 * HOUR, None).await.expect("it begins");
    assert_eq!(
        place.texts("SELECT hash FROM session").await.expect("read").len(),
        1,
        "those that ended are gone"
    );
}

async fn what_shuts_somebody_out_ends_their_sessions(place: Place) {
    let store = place.open().await;
    let (link, link_token) = with_link(&store).await;
    let other = store.issue_link(new_link(Role::Respondent, None), NOW).await.expect("issued").0;
    let account = with_account(&store).await;
    let start = async |who: Who| store.start_session(&who, NOW, None).await.expect("it begins");
    let (one, two) = (start(Who::Link(link.clone())).await, start(Who::Link(link.clone())).await);
    let others = start(Who::Link(other)).await;
    store.revoke_link(&link, &analyst(), NOW).await.expect("it is revoked");
    assert!(!is_there(&store, &one, NOW).await && !is_there(&store, &two, NOW).await);
    assert!(is_there(&store, &others, NOW).await);
    assert!(store.open_link(&link_token).await.expect("read").expect("it is there").1.revoked.is_some());

    let by = analyst();
    for (what, id) in [("disabled", &account), ("password", &account), ("codes", &account)] {
        let token = start(Who::Account(id.clone())).await;
        match what {
            "disabled" => {
                store.disable_account(id, &by, NOW).await.expect("done");
                store.enable_account(id, &by, NOW).await.expect("done");
            }
            "password" => {
                let new = Password::new("gurka orkester trappa");
                store.set_password(id, &new, &by, NOW).await.expect("done");
            }
            _ => store.reset_codes(id, &by, NOW).await.expect("done"),
        }
        assert!(!is_there(&store, &token, NOW).await, "{what}");
    }
}

async fn whoever_is_shut_out_begins_none(place: Place) {
    let store = place.open().await;
    let (link, _) = with_link(&store).await;
    let account = with_account(&store).await;
    let start = async |who: Who, at| store.start_session(&who, at, None).await;
    assert!(matches!(start(Who::Link(link.clone()), NOW + 24 * HOUR).await, Err(NotDone::Over)));
    let going = start(Who::Link(link.clone()), NOW).await.expect("it begins");
    store.revoke_link(&link, &analyst(), NOW).await.expect("it is revoked");
    assert!(matches!(start(Who::Link(link.clone()), NOW).await, Err(NotDone::Over)));
    store.disable_account(&account, &analyst(), NOW).await.expect("it is disabled");
    assert!(matches!(start(Who::Account(account), NOW).await, Err(NotDone::NoAccount(_))));
    let nobody = Who::Account("ingen".parse().expect("an id"));
    assert!(matches!(start(nobody, NOW).await, Err(NotDone::NoAccount(_))));
    // Even if a session were left behind.
    let hash = going.hash(collection::secret::Purpose::Session);
    let row = format!(
        "INSERT INTO session (hash, link, started, seen, ends) VALUES ('{hash}', '{link}', {NOW}, {NOW}, {})",
        NOW + HOUR
    );
    place.sql(&row).await.expect("it is put in");
    assert!(!is_there(&store, &going, NOW).await);
}

async fn a_links_use_is_seen(place: Place) {
    let store = place.open().await;
    with_responses(&store, "2018", 1).await;
    let link = NewLink { expires: NOW + 9 * HOUR, ..new_link(Role::Manager, Some(&["E"])) };
    let (id, token) = store.issue_link(link, NOW).await.expect("issued");
    let used = async || {
        let links = store.links(&round_id(), None).await.expect("read");
        (links[0].first_used, links[0].last_used)
    };
    store.open_link(&token).await.expect("read");
    assert_eq!(used().await, (None, None), "a mail scanner that follows it has not used it");
    let session = store.start_session(&Who::Link(id), NOW + HOUR, None).await.expect("it begins");
    assert_eq!(used().await, (Some(NOW + HOUR), Some(NOW + HOUR)));
    for (at, last) in [(HOUR + 59 * SECOND, HOUR), (HOUR + MINUTE, HOUR + MINUTE), (3 * HOUR, 3 * HOUR)] {
        let session = store.session(&session, NOW + at).await.expect("read").expect("it is there");
        assert!(matches!(session.actor, Actor::Link(link) if link.role == Role::Manager));
        assert_eq!(used().await, (Some(NOW + HOUR), Some(NOW + last)));
    }
}

async fn signing_out_is_kept_and_other_sessions_are_ended_apart(place: Place) {
    let store = place.open().await;
    let id = with_account(&store).await;
    let who = Who::Account(id.clone());
    let here = store.start_session(&who, NOW, None).await.expect("it begins");
    let there = store.start_session(&who, NOW - MINUTE, None).await.expect("it begins");
    assert_eq!(store.other_sessions(&id, &here, NOW).await.expect("read"), [(NOW - MINUTE, NOW - MINUTE)]);
    store.end_other_sessions(&id, &here, NOW).await.expect("they end");
    assert!(store.session(&there, NOW).await.expect("read").is_none());
    assert!(store.session(&here, NOW).await.expect("read").is_some());
    assert!(store.other_sessions(&id, &here, NOW).await.expect("read").is_empty());
    store.end_session(&here, NOW).await.expect("it ends");
    store.end_session(&here, NOW).await.expect("twice is as once");
    let events = store.events(Some(&About::Account(id)), None, 99).await.expect("read");
    let kinds: Vec<Kind> = events.iter().map(|event| event.kind).collect();
    assert_eq!(kinds, [Kind::AccountCreated, Kind::SessionsEnded, Kind::SignedOut]);
}

async fn of_many_sessions_the_one_seen_longest_ago_ends(place: Place) {
    let store = place.open().await;
    let (link, _) = with_link(&store).await;
    let account = with_account(&store).await;
    for who in [Who::Account(account), Who::Link(link)] {
        let mut all = Vec::new();
        for no in 0..10 {
            all.push(store.start_session(&who, NOW + no * SECOND, None).await.expect("it begins"));
        }
        // The first is used, so that the second was seen longest ago.
        assert!(is_there(&store, &all[0], NOW + 2 * MINUTE).await);
        let at = NOW + 3 * MINUTE;
        all.push(store.start_session(&who, at, None).await.expect("it begins"));
        let mut there = Vec::new();
        for token in &all {
            there.push(is_there(&store, token, at).await);
        }
        let expected: Vec<bool> = (0..11).map(|no| no != 1).collect();
        assert_eq!(there, expected, "{who:?}");
    }
}

async fn sessions_of_one_and_of_everybody_are_ended_by_others(place: Place) {
    let store = place.open().await;
    let (link, _) = with_link(&store).await;
    let account = with_account(&store).await;
    let other =
        store.create_account(new_account("chef@kommun.se"), &analyst(), NOW).await.expect("it is new");
    let start = async |who: Who| store.start_session(&who, NOW, None).await.expect("it begins");
    let (anna, linked) = (start(Who::Account(account.clone())).await, start(Who::Link(link.clone())).await);
    let (own, elsewhere) =
        (start(Who::Account(other.clone())).await, start(Who::Account(other.clone())).await);
    store.end_sessions(&account, &analyst(), NOW).await.expect("they end");
    assert!(!is_there(&store, &anna, NOW).await && is_there(&store, &own, NOW).await);
    let nobody = store.end_sessions(&"ingen".parse().expect("an id"), &analyst(), NOW).await;
    assert!(matches!(nobody, Err(NotDone::NoAccount(_))), "{nobody:?}");
    store.end_everybodys_sessions(Some(&own), &analyst(), NOW).await.expect("they end");
    assert!(is_there(&store, &own, NOW).await);
    assert!(!is_there(&store, &elsewhere, NOW).await && !is_there(&store, &linked, NOW).await);
    store.end_everybodys_sessions(None, &analyst(), NOW).await.expect("they end");
    assert!(!is_there(&store, &own, NOW).await);
    let events = store.events(None, None, 99).await.expect("read");
    let ended = events.into_iter().filter(|event| event.kind == Kind::SessionsEnded);
    let mut ended: Vec<About> = ended.map(|event| event.about).collect();
    ended.sort();
    let (other, account) = (About::Account(other), About::Account(account));
    let mut expected = vec![account, About::Link(link), other.clone(), other];
    expected.sort();
    assert_eq!(ended, expected);
}

async fn it_is_kept_when_somebody_showed_who_they_are(place: Place) {
    let store = place.open().await;
    let (link, _) = with_link(&store).await;
    let who = Who::Account(with_account(&store).await);
    let proved =
        async |token: &Token| store.session(token, NOW).await.expect("read").expect("it is there").proved;
    let here = store.start_session(&who, NOW, None).await.expect("it begins");
    let by_provider = store.start_session_proved(&who, NOW, None, NOW - HOUR).await.expect("it begins");
    let from_the_future = store.start_session_proved(&who, NOW, None, NOW + HOUR).await.expect("it begins");
    let linked = store.start_session(&Who::Link(link), NOW, None).await.expect("it begins");
    assert_eq!((proved(&here).await, proved(&by_provider).await), (NOW, NOW - HOUR));
    assert_eq!((proved(&from_the_future).await, proved(&linked).await), (NOW, 0));
}
