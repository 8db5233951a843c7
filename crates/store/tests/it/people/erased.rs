//! What leads to a person goes when it is asked for; what they did stays.

use collection::access::Role;
use collection::password::Password;
use store::{About, Kind, NotDone, SignIn, Who};

use crate::support::facts::*;
use crate::support::people::*;
use crate::support::{Place, on_both};

on_both!(
    a_label_is_changed_and_taken_away,
    of_an_erased_account_nothing_leads_to_anybody,
    of_an_erased_link_the_label_goes,
);

async fn a_label_is_changed_and_taken_away(place: Place) {
    let store = place.open().await;
    with_responses(&store, "2018", 1).await;
    let (link, token) = store.issue_link(new_link(Role::Respondent, None), NOW).await.expect("issued");
    let label = async || {
        let label = store.links(&round_id(), None).await.expect("read").remove(0).label;
        label.map(|label| label.reveal().to_owned())
    };
    assert_eq!(label().await.as_deref(), Some("Anna Hemlig, IFO"));
    store.set_label(&link, Some("Bo, ekonomi".parse().expect("a label"))).await.expect("done");
    assert_eq!(label().await.as_deref(), Some("Bo, ekonomi"));
    store.set_label(&link, None).await.expect("done");
    assert_eq!(label().await, None);
    assert!(store.open_link(&token).await.expect("read").is_some(), "it opens as before");
    let unknown = store.set_label(&"ingen".parse().expect("an id"), None).await;
    assert!(matches!(unknown, Err(NotDone::NoLink(_))), "{unknown:?}");
}

async fn of_an_erased_account_nothing_leads_to_anybody(place: Place) {
    let store = place.open().await;
    let id = with_account(&store).await;
    let who = Who::Account(id.clone());
    let session = store.start_session(&who, NOW, None).await.expect("it begins");
    set_up(&store, NOW).await;
    store.erase_person(&who, &analyst(), NOW).await.expect("done");
    let account = store.account(&id).await.expect("it is there, by its id");
    assert_eq!((account.disabled, account.has_password, account.has_codes), (Some(NOW), false, false));
    assert_eq!(store.session(&session, NOW).await.expect("read"), None);
    assert!(matches!(sign_in(&store, PASSWORD, None, NOW).await, Err(SignIn::Wrong)));
    let mut export = Vec::new();
    store.export(&mut export).await.expect("it is written");
    let export = String::from_utf8(export).expect("text");
    for text in ["Anna", "hemlig", "argon2"] {
        assert!(!export.contains(text), "{text}");
    }
    let events = store.events(Some(&About::Account(id.clone())), None, 99).await.expect("read");
    assert!(events.iter().any(|event| event.kind == Kind::PersonErased));
    // The address is free, and the erased account is not invited by mistake.
    with_account(&store).await;
    assert!(matches!(store.invite_again(&id, &analyst(), NOW).await, Err(NotDone::NoAccount(_))));
    let unknown = Who::Account("ingen".parse().expect("an id"));
    assert!(matches!(store.erase_person(&unknown, &analyst(), NOW).await, Err(NotDone::NoAccount(_))));
    store.set_password(&id, &Password::new(PASSWORD), &analyst(), NOW).await.expect("it helps nobody");
    assert!(matches!(sign_in(&store, "fel", None, NOW).await, Err(SignIn::Wrong)));
}

async fn of_an_erased_link_the_label_goes(place: Place) {
    let store = place.open().await;
    with_responses(&store, "2018", 1).await;
    let (link, _) = store.issue_link(new_link(Role::Respondent, None), NOW).await.expect("issued");
    store.erase_person(&Who::Link(link.clone()), &analyst(), NOW + 1).await.expect("done");
    assert_eq!(store.links(&round_id(), None).await.expect("read")[0].label, None);
    let events = store.events(Some(&About::Link(link)), None, 99).await.expect("read");
    assert_eq!(events.last().map(|event| event.kind), Some(Kind::PersonErased));
    let unknown = Who::Link("ingen".parse().expect("an id"));
    assert!(matches!(store.erase_person(&unknown, &analyst(), NOW).await, Err(NotDone::NoLink(_))));
}
