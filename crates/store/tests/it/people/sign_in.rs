//! Signing in.

use std::time::Instant as Clock;

use collection::lockout::FORGOTTEN_AFTER;
use collection::password::Password;
use store::{About, Identity, Kind, SignIn, Store};

use crate::support::people::*;
use crate::support::{Place, on_both};

on_both!(
    others_who_try_keep_nobody_waiting_where_they_signed_in_before,
    one_wrong_password_an_hour_keeps_nobody_waiting_anywhere,
    who_is_refused_while_waiting_is_kept_without_their_address,
    a_provider_finds_an_account_by_its_address_once_and_by_its_subject_from_then_on,
    the_first_sign_in_sets_up_codes_and_the_next_needs_one,
    a_code_works_once_also_for_two_at_once,
    who_has_no_account_is_answered_as_who_has_another_password,
    after_some_failures_one_waits_and_then_gets_in,
    many_at_once_are_counted_all,
    an_address_that_fails_waits_for_every_login_name,
    a_success_forgives_no_other_address,
    a_clock_that_was_ahead_keeps_nobody_out,
    a_disabled_account_is_wrong,
);

async fn the_first_sign_in_sets_up_codes_and_the_next_needs_one(place: Place) {
    let store = place.open().await;
    let id = with_account(&store).await;
    let secret = set_up(&store, NOW).await;
    assert_eq!(set_up(&store, NOW).await, secret, "the same until a code was taken");
    assert!(matches!(sign_in(&store, PASSWORD, Some("000000"), NOW).await, Err(SignIn::Wrong)));
    assert!(!store.account(&id).await.expect("read").has_codes);
    let first = code(&secret, NOW);
    assert_eq!(sign_in(&store, PASSWORD, Some(&first), NOW).await.expect("it is right"), id);
    assert!(store.account(&id).await.expect("read").has_codes);
    for (case, password, code_given) in [
        ("no code", PASSWORD, None),
        ("an empty code", PASSWORD, Some(" ")),
        ("the same code", PASSWORD, Some(first.as_str())),
        ("no password", "", Some(first.as_str())),
    ] {
        let told = sign_in(&store, password, code_given, NOW + SECOND).await;
        assert!(matches!(told, Err(SignIn::Wrong)), "{case}: {told:?}");
    }
    let later = NOW + HOUR;
    let next = code(&secret, later);
    let password = Password::new(PASSWORD);
    let as_typed = store.sign_in(" Anna.HEMLIG@kommun.se", &password, Some(&next), later, here());
    assert_eq!(as_typed.await.expect("it is right"), id);
    let about = About::Account(id);
    let events = store.events(Some(&about), None, 99).await.expect("read");
    let kinds: Vec<Kind> =
        events.iter().map(|event| event.kind).filter(|kind| *kind != Kind::SignInFailed).collect();
    assert_eq!(kinds, [Kind::AccountCreated, Kind::TotpSetUp, Kind::SignedIn, Kind::SignedIn]);
    assert_eq!(events.len() - kinds.len(), 5);
}

async fn a_code_works_once_also_for_two_at_once(place: Place) {
    let (store, other) = tokio::join!(place.open(), place.open());
    with_account(&store).await;
    let secret = set_up(&store, NOW).await;
    let code = code(&secret, NOW);
    let (one, two) = tokio::join!(
        sign_in(&store, PASSWORD, Some(&code), NOW),
        sign_in(&other, PASSWORD, Some(&code), NOW)
    );
    assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
}

async fn who_has_no_account_is_answered_as_who_has_another_password(place: Place) {
    let store = place.open().await;
    with_account(&store).await;
    let attempt = async |login: &str, at| {
        let clock = Clock::now();
        let told =
            store.sign_in(login, &Password::new("paraply tegel månsken"), Some("123456"), at, here()).await;
        (format!("{told:?}"), clock.elapsed())
    };
    let (mut theirs, mut nobodys) = (Vec::new(), Vec::new());
    for i in 0..12 {
        // An hour between, so that nobody waits.
        let at = NOW + i * 2 * HOUR;
        let (told, took) = attempt(LOGIN, at).await;
        theirs.push(took);
        let (told_nobody, took) = attempt("ingen@kommun.se", at + HOUR).await;
        nobodys.push(took);
        assert_eq!((told.as_str(), told_nobody.as_str()), ("Err(Wrong)", "Err(Wrong)"));
    }
    theirs.sort();
    nobodys.sort();
    // What else the machine does makes an attempt longer, never shorter.
    let (theirs, nobodys) = (theirs[0], nobodys[0]);
    assert!(nobodys * 2 > theirs && theirs * 2 > nobodys, "{theirs:?} against {nobodys:?}");
    for login in ["", "inte en adress", "\0", &"å".repeat(100_000)] {
        let told = store.sign_in(login, &Password::new(PASSWORD), None, NOW + 99 * HOUR, here()).await;
        assert!(matches!(told, Err(SignIn::Wrong)), "{told:?}");
    }
}

async fn after_some_failures_one_waits_and_then_gets_in(place: Place) {
    let store = place.open().await;
    with_account(&store).await;
    let secret = set_up(&store, NOW).await;
    for _ in 0..5 {
        assert!(matches!(sign_in(&store, "fel", None, NOW).await, Err(SignIn::Wrong)));
    }
    let right = code(&secret, NOW);
    let told = sign_in(&store, PASSWORD, Some(&right), NOW + SECOND).await;
    let Err(SignIn::Wait { until }) = told else { panic!("{told:?}") };
    assert_eq!(until, NOW + 15 * SECOND);
    let (password, elsewhere) = (Password::new(PASSWORD), "203.0.113.9".parse().expect("an address"));
    let told = store.sign_in(LOGIN, &password, Some(&right), NOW, elsewhere);
    assert!(matches!(told.await, Err(SignIn::Wait { .. })), "from another address, too");
    assert!(sign_in(&store, PASSWORD, Some(&right), until).await.is_ok());
    let soon = until + MINUTE;
    assert!(
        sign_in(&store, PASSWORD, Some(&code(&secret, soon)), soon).await.is_ok(),
        "what failed is forgotten"
    );
    assert_eq!(place.texts("SELECT login FROM attempt").await.expect("read").len(), 0);
}

async fn many_at_once_are_counted_all(place: Place) {
    let store = place.open().await;
    with_account(&store).await;
    let tasks: Vec<_> = (0..20)
        .map(|i| {
            let store = store.clone();
            tokio::spawn(async move { sign_in(&store, &format!("gissning {i}"), None, NOW).await })
        })
        .collect();
    let mut looked_at = 0;
    for task in tasks {
        looked_at += usize::from(matches!(task.await.expect("it ends"), Err(SignIn::Wrong)));
    }
    assert_eq!(looked_at, 5, "the rest wait");
}

async fn an_address_that_fails_waits_for_every_login_name(place: Place) {
    let store = place.open().await;
    let from = async |login: String, address: &str| {
        let address = address.parse().expect("an address");
        store.sign_in(&login, &Password::new(PASSWORD), None, NOW, address).await
    };
    for i in 0..5 {
        assert!(matches!(
            from(format!("a{i}@kommun.se"), &format!("2001:db8::{i}")).await,
            Err(SignIn::Wrong)
        ));
    }
    let waits = from("b@kommun.se".into(), "2001:db8::ffff").await;
    assert!(matches!(waits, Err(SignIn::Wait { .. })), "one network: {waits:?}");
    assert!(
        matches!(from("b@kommun.se".into(), "2001:db8:0:1::1").await, Err(SignIn::Wrong)),
        "another network"
    );
    assert!(
        matches!(from("c@kommun.se".into(), "::ffff:192.0.2.7").await, Err(SignIn::Wrong)),
        "another kind"
    );
    let kept = place.texts("SELECT login || address FROM attempt").await.expect("read").join(" ");
    assert!(!kept.contains("kommun") && !kept.contains("2001") && !kept.contains("192.0"), "{kept}");
}

async fn fail(store: &Store, login: &str, address: &str) -> Result<collection::ids::AccountId, SignIn> {
    store.sign_in(login, &Password::new("fel"), None, NOW, address.parse().expect("an address")).await
}

async fn a_success_forgives_no_other_address(place: Place) {
    let store = place.open().await;
    with_account(&store).await;
    let secret = set_up(&store, NOW).await;
    for _ in 0..4 {
        assert!(matches!(fail(&store, LOGIN, "198.51.100.1").await, Err(SignIn::Wrong)));
    }
    assert!(sign_in(&store, PASSWORD, Some(&code(&secret, NOW)), NOW).await.is_ok());
    assert!(
        matches!(fail(&store, "x@kommun.se", "198.51.100.1").await, Err(SignIn::Wrong)),
        "the fifth of the address"
    );
    assert!(matches!(fail(&store, "y@kommun.se", "198.51.100.1").await, Err(SignIn::Wait { .. })));
    assert!(
        matches!(fail(&store, LOGIN, "198.51.100.2").await, Err(SignIn::Wrong)),
        "the account begins anew"
    );
}

async fn a_clock_that_was_ahead_keeps_nobody_out(place: Place) {
    let store = place.open().await;
    with_account(&store).await;
    for _ in 0..5 {
        assert!(matches!(sign_in(&store, "fel", None, NOW + 999 * HOUR).await, Err(SignIn::Wrong)));
    }
    let told = sign_in(&store, PASSWORD, None, NOW).await;
    let Err(SignIn::Wait { until }) = told else { panic!("{told:?}") };
    assert_eq!(until, NOW + 15 * SECOND);
    set_up(&store, until).await;
    // A day later nothing is left of it.
    set_up(&store, NOW + FORGOTTEN_AFTER).await;
    assert!(place.texts("SELECT id FROM attempt").await.expect("read").is_empty());
}

async fn a_disabled_account_is_wrong(place: Place) {
    let store = place.open().await;
    let id = with_account(&store).await;
    store.disable_account(&id, &analyst(), NOW).await.expect("it is disabled");
    assert!(matches!(sign_in(&store, PASSWORD, None, NOW).await, Err(SignIn::Wrong)));
    store.enable_account(&id, &analyst(), NOW).await.expect("it is enabled");
    set_up(&store, NOW).await;
}

async fn others_who_try_keep_nobody_waiting_where_they_signed_in_before(place: Place) {
    let store = place.open().await;
    with_account(&store).await;
    let secret = set_up(&store, NOW).await;
    assert!(sign_in(&store, PASSWORD, Some(&code(&secret, NOW)), NOW).await.is_ok());
    let guess = Password::new("fel");
    for i in 0..30 {
        let from = format!("198.51.100.{i}").parse().expect("an address");
        let tried = store.sign_in(LOGIN, &guess, None, NOW + MINUTE - 10 * SECOND, from).await;
        assert!(matches!(tried, Err(SignIn::Wrong | SignIn::Wait { .. })), "{tried:?}");
    }
    let (password, elsewhere) = (Password::new(PASSWORD), "203.0.113.9".parse().expect("an address"));
    let at = NOW + MINUTE;
    let told = store.sign_in(LOGIN, &password, Some(&code(&secret, at)), at, elsewhere).await;
    assert!(matches!(told, Err(SignIn::Wait { .. })), "from an unknown address: {told:?}");
    let told = sign_in(&store, PASSWORD, Some(&code(&secret, at)), at).await;
    assert!(told.is_ok(), "from where they signed in before: {told:?}");
}

async fn one_wrong_password_an_hour_keeps_nobody_waiting_anywhere(place: Place) {
    let store = place.open().await;
    with_account(&store).await;
    let secret = set_up(&store, NOW).await;
    let guess = Password::new("fel");
    let other = "198.51.100.1".parse().expect("an address");
    for hour in 0..48 {
        let _ = store.sign_in(LOGIN, &guess, None, NOW + hour * HOUR, other).await;
    }
    let at = NOW + 47 * HOUR + SECOND;
    let told = sign_in(&store, PASSWORD, Some(&code(&secret, at)), at).await;
    assert!(told.is_ok(), "{told:?}");
}

async fn who_is_refused_while_waiting_is_kept_without_their_address(place: Place) {
    let store = place.open().await;
    let id = with_account(&store).await;
    for _ in 0..5 {
        let _ = sign_in(&store, "fel", None, NOW).await;
    }
    assert!(matches!(sign_in(&store, "fel", None, NOW).await, Err(SignIn::Wait { .. })));
    let events = store.events(Some(&About::Account(id)), None, 99).await.expect("read");
    let last = events.last().expect("an event");
    assert_eq!((last.kind, last.content.to_string().as_str()), (Kind::SignInRefused, "{}"));
}

async fn a_provider_finds_an_account_by_its_address_once_and_by_its_subject_from_then_on(place: Place) {
    let store = place.open().await;
    let id = with_account(&store).await;
    let who = |issuer: &str, subject: &str, email: Option<&str>| Identity {
        issuer: issuer.into(),
        subject: subject.into(),
        verified_email: email.map(str::to_owned),
    };
    for (case, identity, expected) in [
        ("no address is verified", who("a", "1", None), false),
        ("an address that no account has", who("a", "1", Some("b@kommun.se")), false),
        ("no address at all", who("a", "1", Some("hej")), false),
        ("the account's address, in capitals", who("a", "1", Some("Anna.Hemlig@Kommun.se")), true),
        ("the same person under another address", who("a", "1", Some("anna.ny@kommun.se")), true),
        ("the same person, no address verified", who("a", "1", None), true),
        ("another person who was given the address", who("a", "2", Some(LOGIN)), false),
        ("the same subject of another provider", who("b", "1", None), false),
        ("another provider that has verified the address", who("b", "7", Some(LOGIN)), true),
    ] {
        let told = store.sign_in_by(&identity, NOW).await;
        assert_eq!(told.is_ok(), expected, "{case}: {told:?}");
        assert!(told.as_ref().map_or(true, |found| *found == id), "{case}");
        assert!(!format!("{identity:?}").contains("kommun"), "{case}");
    }
    store.disable_account(&id, &analyst(), NOW).await.expect("it is disabled");
    let told = store.sign_in_by(&who("a", "1", Some(LOGIN)), NOW).await;
    assert!(matches!(told, Err(SignIn::Wrong)), "disabled: {told:?}");
    let events = store.events(Some(&About::Account(id)), None, 99).await.expect("read");
    assert_eq!(events.iter().filter(|event| event.kind == Kind::IdentityBound).count(), 2);
    assert!(events.iter().all(|event| !event.content.to_string().contains("kommun")));
}
