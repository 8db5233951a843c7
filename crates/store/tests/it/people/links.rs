//! Individual links.

use collection::access::{Action, Actor, NotYours, Refused, Resource, Role, may};
use collection::fact::Author;
use collection::round::Subject;
use collection::secret::Token;
use store::{NewLink, NotDone};

use crate::support::facts::*;
use crate::support::people::*;
use crate::support::{Place, on_both};

on_both!(
    a_link_opens_what_it_was_issued_for_also_after_a_restart,
    a_link_that_is_over_says_so_and_a_foreign_one_is_not_known,
    what_is_no_link_is_not_issued,
    a_coordinator_passes_on_and_takes_back_within_their_own_link,
    links_are_listed_by_subject,
    a_link_to_a_person_is_theirs_alone_and_carries_no_name,
);

async fn a_link_opens_what_it_was_issued_for_also_after_a_restart(place: Place) {
    let store = place.open().await;
    with_responses(&store, "2018", 1).await;
    let (id, token) =
        store.issue_link(new_link(Role::Respondent, Some(&["E", "F"])), NOW).await.expect("it is issued");
    store.close().await;
    let store = place.open().await;
    let token: Token = token.reveal().to_uppercase().parse().expect("as it was copied");
    let (found, link) = store.open_link(&token).await.expect("read").expect("it is there");
    assert_eq!((found, link.role, link.revoked), (id, Role::Respondent, None));
    assert_eq!(link.parts, Some(["E", "F"].map(str::to_owned).into()));
    assert_eq!(link.expires, NOW + 24 * HOUR);
}

async fn a_link_that_is_over_says_so_and_a_foreign_one_is_not_known(place: Place) {
    let store = place.open().await;
    with_responses(&store, "2018", 1).await;
    let round = store.round(&round_id()).await.expect("read");
    let (id, token) = store.issue_link(new_link(Role::Coordinator, None), NOW).await.expect("issued");
    let (_, link) = store.open_link(&token).await.expect("read").expect("it is there");
    let later = link.expires;
    let told = |link, at| may(&Actor::Link(link), Action::PassOn, Resource::Round(&round), at);
    assert_eq!(told(link.clone(), NOW), Ok(()));
    assert_eq!(told(link, later), Err(Refused::LinkExpired { at: later }));
    store.revoke_link(&id, &analyst(), NOW + 5).await.expect("it is revoked");
    store.revoke_link(&id, &analyst(), NOW + 9).await.expect("once more changes nothing");
    let (_, link) = store.open_link(&token).await.expect("read").expect("it is there");
    assert_eq!(told(link, NOW + 9), Err(Refused::LinkRevoked { at: NOW + 5 }));
    let foreign = Token::of_random([3; 20]);
    assert_eq!(store.open_link(&foreign).await.expect("read"), None);
    let unknown = "ingen".parse().expect("an id");
    assert!(matches!(store.revoke_link(&unknown, &analyst(), NOW).await, Err(NotDone::NoLink(_))));
}

async fn what_is_no_link_is_not_issued(place: Place) {
    let store = place.open().await;
    with_responses(&store, "2018", 1).await;
    let link = || new_link(Role::Respondent, None);
    let refused = async |link: NewLink| store.issue_link(link, NOW).await.expect_err("it is refused");
    assert!(matches!(
        refused(NewLink { role: Role::NationalAnalyst, ..link() }).await,
        NotDone::NotALinksRole
    ));
    assert!(matches!(refused(NewLink { parts: Some([].into()), ..link() }).await, NotDone::NoParts));
    assert!(matches!(refused(NewLink { expires: NOW, ..link() }).await, NotDone::Over));
    let other = NewLink { subject: "0680".parse().expect("an id"), ..link() };
    assert!(matches!(refused(other).await, NotDone::NoSubject { .. }));
    let other = NewLink { round: "2019".parse().expect("an id"), ..link() };
    assert!(matches!(refused(other).await, NotDone::NoSubject { .. }));
    assert!(store.links(&round_id(), None).await.expect("read").is_empty());
    assert!(store.events(None, None, 9).await.expect("read").is_empty(), "nothing happened");
}

async fn a_coordinator_passes_on_and_takes_back_within_their_own_link(place: Place) {
    let store = place.open().await;
    with_responses(&store, "2018", 1).await;
    let issue = async |link: NewLink, by: &Author| {
        store.issue_link(NewLink { issued_by: by.clone(), ..link }, NOW).await.map(|(id, _)| id)
    };
    let own = issue(new_link(Role::Coordinator, Some(&["E", "F"])), &analyst()).await.expect("issued");
    let by = Author::Link(own.as_str().into());
    let given = issue(new_link(Role::Respondent, Some(&["E"])), &by).await.expect("it is passed on");
    for (case, link, expected) in [
        ("a part they have not", new_link(Role::Respondent, Some(&["G"])), NotYours::Parts),
        ("all parts", new_link(Role::Manager, None), NotYours::Parts),
        ("another coordinator", new_link(Role::Coordinator, Some(&["E"])), NotYours::Role),
        (
            "longer than their own",
            NewLink { expires: NOW + 25 * HOUR, ..new_link(Role::Respondent, Some(&["E"])) },
            NotYours::Lifetime,
        ),
    ] {
        let refused = issue(link, &by).await.expect_err(case);
        assert!(matches!(refused, NotDone::NotYours(why) if why == expected), "{case}: {refused:?}");
    }
    let by_given = Author::Link(given.as_str().into());
    for author in [&by_given, &Author::Link("ingen".into())] {
        assert!(issue(new_link(Role::Respondent, Some(&["E"])), author).await.is_err());
    }
    assert!(store.revoke_link(&own, &by_given, NOW).await.is_err(), "not the other way round");
    store.revoke_link(&given, &by, NOW + 1).await.expect("it is taken back");
    store.revoke_link(&own, &analyst(), NOW + 2).await.expect("it is revoked");
    let late = NewLink { issued_by: by, ..new_link(Role::Respondent, Some(&["E"])) };
    let late = store.issue_link(late, NOW + 3).await.expect_err("not any more");
    assert!(matches!(late, NotDone::NotYours(NotYours::Over)), "{late:?}");
}

async fn links_are_listed_by_subject(place: Place) {
    let store = place.open().await;
    with_responses(&store, "2018", 1).await;
    let other = collection::round::Subject { id: "0680".parse().expect("an id"), unit: "0680".into() };
    store.add_subjects(&round_id(), std::slice::from_ref(&other)).await.expect("it is new");
    let (first, _) = store.issue_link(new_link(Role::Coordinator, None), NOW).await.expect("issued");
    let second = NewLink { label: None, ..new_link(Role::Manager, Some(&["E"])) };
    let (second, _) = store.issue_link(second, NOW + 1).await.expect("issued");
    let elsewhere = NewLink { subject: other.id.clone(), ..new_link(Role::Coordinator, None) };
    store.issue_link(elsewhere, NOW + 2).await.expect("issued");
    store.revoke_link(&second, &Author::Program, NOW + 3).await.expect("it is revoked");
    let links = store.links(&round_id(), Some(&"0643".parse().expect("an id"))).await.expect("read");
    let ids: Vec<_> = links.iter().map(|link| link.id.clone()).collect();
    assert_eq!(ids, [first, second]);
    assert_eq!(links[0].label.as_ref().map(|label| label.reveal()), Some("Anna Hemlig, IFO"));
    assert_eq!((links[0].issued, links[0].issued_by.clone(), links[0].first_used), (NOW, analyst(), None));
    assert_eq!((links[1].link.revoked, links[1].revoked_by.clone()), (Some(NOW + 3), Some(Author::Program)));
    assert_eq!(store.links(&round_id(), None).await.expect("read").len(), 3);
}

async fn a_link_to_a_person_is_theirs_alone_and_carries_no_name(place: Place) {
    let store = place.open().await;
    let round = round("brukare", "persons");
    store.create_round(&round).await.expect("it is new");
    let person = Subject { id: "7f3a".parse().expect("an id"), unit: "0643".into() };
    store.add_subjects(&round.id, std::slice::from_ref(&person)).await.expect("they are new");
    let link = |role, label: Option<&str>| NewLink {
        round: round.id.clone(),
        subject: person.id.clone(),
        label: label.map(|label| label.parse().expect("a label")),
        ..new_link(role, None)
    };
    for (case, link) in [
        ("with a name", link(Role::Individual, Some("Anna Hemlig"))),
        ("of a coordinator", link(Role::Coordinator, None)),
        ("of a manager", link(Role::Manager, None)),
    ] {
        let told = store.issue_link(link, NOW).await;
        assert!(matches!(told, Err(NotDone::Nameless)), "{case}");
    }
    store.issue_link(link(Role::Individual, None), NOW).await.expect("it is issued");
}
