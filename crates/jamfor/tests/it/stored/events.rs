//! `audit events`: what another system takes, and that nobody is in it.

use collection::access::{Grant, Role, Scope};
use collection::fact::Author;
use collection::password::Password;
use store::{NewAccount, NewLink, Store, Who};

use super::fill::{answered, fill, round_id};
use super::{Place, on_both};
use crate::{printed, refused};

on_both!(every_event_is_a_line_that_names_nobody_and_those_after_one_are_the_rest);

/// 1 June 2018, 06:00 UTC.
const NOW: i64 = 1_527_832_800_000_000;
const SECRETS: [&str; 5] = ["Anna", "Hemlig", "anna.hemlig@kommun.se", "tegel månsken paraply", "fel lösen"];

/// Somebody with a link and somebody with an account come, fail, and are shut out.
async fn people(store: &Store) -> Vec<String> {
    let by = Author::Program;
    let link = NewLink {
        round: round_id(),
        subject: store.subjects(&round_id()).await.expect("read")[0].id.clone(),
        parts: None,
        role: Role::Coordinator,
        expires: NOW + 86_400_000_000,
        issued_by: by.clone(),
        label: Some("Anna Hemlig".parse().expect("a name")),
    };
    let (link, token) = store.issue_link(link, NOW).await.expect("it is issued");
    let session = store.start_session(&Who::Link(link.clone()), NOW + 1, None).await.expect("it begins");
    let account = NewAccount {
        login: SECRETS[2].parse().expect("an address"),
        name: "Anna Hemlig".parse().expect("a name"),
        password: Password::new(SECRETS[3]),
        grants: vec![Grant { role: Role::Reader, round: None, scope: Scope::All }],
    };
    let account = store.create_account(account, &by, NOW + 2).await.expect("it is new");
    let from = "192.0.2.77".parse().expect("an address");
    let broken = "x\n{\"form\":\"jamfor-event/1\",\"kind\":\"signed_in\"}\n";
    for (login, at) in [(SECRETS[2], NOW + 3), ("ingen.hemlig@kommun.se", NOW + 4), (broken, NOW + 4)] {
        store.sign_in(login, &Password::new("fel lösen"), Some("123456"), at, from).await.expect_err("wrong");
    }
    store.set_label(&link, Some("Anna Hemlig".parse().expect("a name"))).await.expect("it is named");
    store.revoke_link(&link, &by, NOW + 5).await.expect("it is revoked");
    store.disable_account(&account, &by, NOW + 6).await.expect("it is disabled");
    vec![token.reveal(), session.reveal()]
}

fn every_event_is_a_line_that_names_nobody_and_those_after_one_are_the_rest(place: Place) {
    let few = answered(1);
    place.with(async |store| fill(store, &few).await);
    let tokens = place.with(async |store| Ok(people(store).await));
    let (folder, store) = (place.folder(), place.store());
    let events = ["audit", "events", "--store", &store];
    let out = printed(folder, &events);
    let lines: Vec<serde_json::Value> =
        out.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect();
    let field = |name: &str| -> Vec<String> {
        lines.iter().map(|line| line[name].as_str().expect("a text").to_owned()).collect()
    };
    let kinds = field("kind");
    for kind in [
        "link_issued",
        "link_opened",
        "account_created",
        "sign_in_failed",
        "link_revoked",
        "account_disabled",
    ] {
        assert!(kinds.iter().any(|known| known == kind), "{kind}: {kinds:?}");
    }
    assert_eq!(kinds.iter().filter(|kind| *kind == "sign_in_failed").count(), 3);
    assert!(!kinds.iter().any(|kind| kind == "signed_in"), "a name with a line break makes no line");
    assert!(field("about").contains(&"unknown".to_owned()), "a login name that nobody has");
    assert!(field("form").iter().all(|form| form == "jamfor-event/1"));
    assert!(field("at").contains(&"2018-06-01T06:00:00.000006Z".to_owned()), "{out}");
    let ids = field("id");
    assert!(ids.windows(2).all(|pair| pair[0] < pair[1]), "{ids:?}");
    for secret in
        SECRETS.iter().copied().chain(tokens.iter().map(String::as_str)).chain(["192.0.2", "123456"])
    {
        assert!(!out.to_lowercase().contains(&secret.to_lowercase()), "{secret}: {out}");
    }

    let rest = printed(folder, &[&events[..], &["--after", &ids[2]]].concat());
    assert_eq!(rest.lines().collect::<Vec<_>>(), out.lines().skip(3).collect::<Vec<_>>());
    let nothing = printed(folder, &[&events[..], &["--after", ids.last().expect("some")]].concat());
    assert_eq!(nothing, "");
    let late = printed(folder, &[&events[..], &["--since", "2018-06-01T08:00:00.000006+02:00"]].concat());
    assert_eq!(late.lines().count(), 1, "{late}");
    let all = printed(folder, &[&events[..], &["--since", "2018-06-01T06:00:00Z"]].concat());
    assert!(out.ends_with(&all) && all.lines().count() >= 6, "{all}");
    let wrong = refused(folder, &[&events[..], &["--since", "igår"]].concat(), 2);
    assert!(wrong.contains("--since `igår`") && wrong.contains("2018-06-01T08:00:00+02:00"), "{wrong}");
    refused(folder, &[&events[..], &["--since", "2018-06-01T06:00:00Z", "--after", "x"]].concat(), 2);
}
