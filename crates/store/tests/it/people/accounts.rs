//! Accounts and what they may.

use collection::access::{Actor, Grant, Role, Scope};
use collection::password::{Password, Weak};
use store::{About, Kind, NewAccount, NotChanged, NotDone, SignIn, StoreError, Who};

use crate::support::facts::*;
use crate::support::people::*;
use crate::support::{Place, on_both};

on_both!(
    an_account_is_made_once_a_login_name,
    grants_hold_at_once,
    whoever_changes_their_password_knows_the_present_one,
    a_lost_telephone_is_replaced,
    whoever_has_codes_changes_their_password_with_one,
);

async fn an_account_is_made_once_a_login_name(place: Place) {
    let store = place.open().await;
    let id = with_account(&store).await;
    let twice = store.create_account(new_account("ANNA.hemlig@Kommun.se"), &analyst(), NOW).await;
    assert!(matches!(twice, Err(NotDone::LoginTaken)), "{twice:?}");
    let weak = NewAccount { password: Password::new("sommaren2018!"), ..new_account("b@kommun.se") };
    let weak = store.create_account(weak, &analyst(), NOW).await;
    assert!(matches!(weak, Err(NotDone::Weak(Weak::Common))));
    let foreign = Grant { round: Some("2031".parse().expect("an id")), ..grant(Role::Reader) };
    let foreign = NewAccount { grants: vec![foreign], ..new_account("c@kommun.se") };
    let foreign = store.create_account(foreign, &analyst(), NOW).await;
    assert!(matches!(foreign, Err(NotDone::Store(StoreError::NoRound(_)))));
    let accounts = store.accounts().await.expect("read");
    assert_eq!(accounts.len(), 1);
    assert_eq!((&accounts[0].id, accounts[0].name.reveal()), (&id, "Anna Hemlig"));
    assert_eq!(accounts[0].login.reveal(), LOGIN);
    assert_eq!(accounts[0].grants, [grant(Role::Reviewer)]);
    let unknown = "ingen".parse().expect("an id");
    assert!(matches!(store.account(&unknown).await, Err(NotDone::NoAccount(_))));
    assert!(matches!(store.set_grants(&unknown, &[], &analyst(), NOW).await, Err(NotDone::NoAccount(_))));
}

async fn grants_hold_at_once(place: Place) {
    let store = place.open().await;
    with_responses(&store, "2018", 1).await;
    let id = with_account(&store).await;
    let token = store.start_session(&Who::Account(id.clone()), NOW, None).await.expect("it begins");
    let actor = async || store.session(&token, NOW).await.expect("read").expect("it is there").actor;
    assert_eq!(actor().await, Actor::Account(vec![grant(Role::Reviewer)]));
    let county =
        Grant { role: Role::RegionalAnalyst, round: Some(round_id()), scope: Scope::Place("06".into()) };
    let grants = [county, grant(Role::Reader)];
    store.set_grants(&id, &grants, &analyst(), NOW).await.expect("they are set");
    assert_eq!(actor().await, Actor::Account(grants.to_vec()));
    assert_eq!(store.account(&id).await.expect("read").grants, grants);
    store.set_grants(&id, &[], &analyst(), NOW).await.expect("they are set");
    assert_eq!(actor().await, Actor::Account(Vec::new()));
    let events = store.events(Some(&About::Account(id)), None, 99).await.expect("read");
    let set = events.iter().find(|event| event.kind == Kind::GrantsSet).expect("it was set");
    assert_eq!(
        set.content["grants"],
        serde_json::json!([{ "role": "regional_analyst", "round": "2018", "place": "06" }, { "role": "reader", "round": null, "place": null }])
    );
}

async fn whoever_changes_their_password_knows_the_present_one(place: Place) {
    let store = place.open().await;
    let id = with_account(&store).await;
    let token = store.start_session(&Who::Account(id.clone()), NOW, None).await.expect("it begins");
    let change = async |present: &str, new: &str, at| {
        store.change_password(&id, (&Password::new(present), None), &Password::new(new), at, here()).await
    };
    let new = "gurka orkester trappa";
    let weak = change(PASSWORD, "kort", NOW).await;
    assert!(matches!(weak, Err(NotChanged::NotDone(NotDone::Weak(Weak::Short)))), "{weak:?}");
    for _ in 0..5 {
        assert!(matches!(change("fel", new, NOW).await, Err(NotChanged::SignIn(SignIn::Wrong))));
    }
    let waits = change(PASSWORD, new, NOW).await;
    assert!(matches!(waits, Err(NotChanged::SignIn(SignIn::Wait { .. }))), "{waits:?}");
    assert!(store.session(&token, NOW).await.expect("read").is_some());
    let later = NOW + MINUTE;
    change(PASSWORD, new, later).await.expect("it is changed");
    assert_eq!(store.session(&token, later).await.expect("read"), None, "sessions have ended");
    assert!(matches!(sign_in(&store, PASSWORD, None, later).await, Err(SignIn::Wrong)));
    assert!(matches!(sign_in(&store, new, None, later).await, Err(SignIn::SetUp(_))));
    store.set_password(&id, &Password::new(PASSWORD), &analyst(), later).await.expect("it is set");
    set_up(&store, later).await;
}

async fn a_lost_telephone_is_replaced(place: Place) {
    let store = place.open().await;
    let id = with_account(&store).await;
    let lost = set_up(&store, NOW).await;
    sign_in(&store, PASSWORD, Some(&code(&lost, NOW)), NOW).await.expect("it is right");
    store.reset_codes(&id, &analyst(), NOW).await.expect("it is done");
    let later = NOW + HOUR;
    let new = set_up(&store, later).await;
    assert_ne!(new, lost);
    let old_code = sign_in(&store, PASSWORD, Some(&code(&lost, later)), later).await;
    assert!(matches!(old_code, Err(SignIn::Wrong)));
    sign_in(&store, PASSWORD, Some(&code(&new, later)), later).await.expect("it is right");
}

async fn whoever_has_codes_changes_their_password_with_one(place: Place) {
    let store = place.open().await;
    let id = with_account(&store).await;
    let secret = set_up(&store, NOW).await;
    let later = NOW + MINUTE;
    sign_in(&store, PASSWORD, Some(&code(&secret, later)), later).await.expect("it is right");
    let used = code(&secret, later);
    let change = async |code: Option<&str>, at| {
        let (present, new) = (Password::new(PASSWORD), Password::new("gurka orkester trappa"));
        store.change_password(&id, (&present, code), &new, at, here()).await
    };
    for (case, code) in
        [("none", None), ("an empty one", Some("")), ("another", Some("000000")), ("used", Some(&*used))]
    {
        let told = change(code, later).await;
        assert!(matches!(told, Err(NotChanged::SignIn(SignIn::Wrong))), "{case}: {told:?}");
    }
    let later = later + MINUTE;
    let next = code(&secret, later);
    change(Some(&next), later).await.expect("it is changed");
    let again = sign_in(&store, "gurka orkester trappa", Some(&next), later).await;
    assert!(matches!(again, Err(SignIn::Wrong)), "the code was used: {again:?}");
}
