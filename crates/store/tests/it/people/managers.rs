//! Somebody can always manage accounts.

use collection::access::{Grant, Role, Scope};
use collection::ids::AccountId;
use collection::password::Password;
use store::{InvitedAccount, NewAccount, NotDone, Store, Who};

use crate::support::people::*;
use crate::support::{Place, on_both};

on_both!(
    the_last_manager_stays,
    of_two_managers_who_shut_each_other_out_at_once_one_stays,
    a_store_without_managers_can_be_changed,
);

async fn manager(store: &Store, login: &str) -> AccountId {
    let new = NewAccount { grants: vec![grant(Role::NationalAnalyst)], ..new_account(login) };
    store.create_account(new, &analyst(), NOW).await.expect("it is new")
}

async fn the_last_manager_stays(place: Place) {
    let store = place.open().await;
    let last = manager(&store, "a@kommun.se").await;
    with_account(&store).await;
    // None of these may: one of one round, one of a county, one who has not accepted.
    let new = InvitedAccount {
        login: "b@kommun.se".parse().expect("an address"),
        name: "B".parse().expect("a name"),
        grants: vec![grant(Role::NationalAnalyst)],
    };
    let (invited, token) = store.invite_account(new, &analyst(), NOW).await.expect("it is new");
    let county = Grant { scope: Scope::Place("06".into()), ..grant(Role::NationalAnalyst) };
    for (case, done) in [
        ("disabled", store.disable_account(&last, &analyst(), NOW).await),
        ("no grants", store.set_grants(&last, &[], &analyst(), NOW).await),
        ("another role", store.set_grants(&last, &[grant(Role::Reviewer)], &analyst(), NOW).await),
        ("a county only", store.set_grants(&last, &[county], &analyst(), NOW).await),
        ("erased", store.erase_person(&Who::Account(last.clone()), &analyst(), NOW).await),
    ] {
        assert!(matches!(done, Err(NotDone::LastManager)), "{case}: {done:?}");
        let account = store.account(&last).await.expect("read");
        assert_eq!((account.disabled, account.grants), (None, vec![grant(Role::NationalAnalyst)]), "{case}");
    }
    let more = [grant(Role::Reader), grant(Role::NationalAnalyst)];
    store.set_grants(&last, &more, &analyst(), NOW).await.expect("the right stays");
    store.reset_codes(&last, &analyst(), NOW).await.expect("the right stays");
    store.accept_invitation(&token, &Password::new(PASSWORD), NOW).await.expect("it holds");
    store.disable_account(&last, &analyst(), NOW).await.expect("now there is another");
    let done = store.disable_account(&invited, &analyst(), NOW).await;
    assert!(matches!(done, Err(NotDone::LastManager)), "{done:?}");
}

/// As two processes on one database would.
async fn of_two_managers_who_shut_each_other_out_at_once_one_stays(place: Place) {
    let (here, there) = (place.open().await, place.open().await);
    for round in 0..12 {
        let one = manager(&here, &format!("a{round}@kommun.se")).await;
        let other = manager(&here, &format!("b{round}@kommun.se")).await;
        let (author_one, author_other) = (analyst(), analyst());
        let done = tokio::join!(
            here.disable_account(&other, &author_one, NOW),
            there.set_grants(&one, &[], &author_other, NOW),
        );
        match &done {
            (Ok(()), Err(NotDone::LastManager)) | (Err(NotDone::LastManager), Ok(())) => {}
            other => panic!("{other:?}"),
        }
        // Nobody is left but one; take the right from all of this time by the way of a third.
        let third = manager(&here, &format!("c{round}@kommun.se")).await;
        here.set_grants(&one, &[], &analyst(), NOW).await.expect("there is a third");
        here.set_grants(&other, &[], &analyst(), NOW).await.expect("there is a third");
        place.sql(&format!("DELETE FROM account_grant WHERE account = '{third}'")).await.expect("it goes");
    }
}

async fn a_store_without_managers_can_be_changed(place: Place) {
    let store = place.open().await;
    let id = with_account(&store).await;
    store.disable_account(&id, &analyst(), NOW).await.expect("nobody could before, either");
}
