//! Links and accounts.

use std::net::IpAddr;

use collection::access::{Grant, Role, Scope};
use collection::fact::{Author, Instant};
use collection::ids::AccountId;
use collection::password::Password;
use collection::totp::Secret;
use store::{NewAccount, NewLink, SignIn, Store};

pub(crate) const SECOND: Instant = 1_000_000;
pub(crate) const MINUTE: Instant = 60 * SECOND;
pub(crate) const HOUR: Instant = 60 * MINUTE;
/// A moment in June 2018.
pub(crate) const NOW: Instant = 1_528_000_000 * SECOND;

pub(crate) const LOGIN: &str = "anna.hemlig@kommun.se";
pub(crate) const PASSWORD: &str = "tegel månsken paraply";

pub(crate) fn analyst() -> Author {
    Author::Account("utredare".into())
}

pub(crate) fn here() -> IpAddr {
    "192.0.2.7".parse().expect("an address")
}

pub(crate) fn new_link(role: Role, parts: Option<&[&str]>) -> NewLink {
    NewLink {
        round: "2018".parse().expect("an id"),
        subject: "0643".parse().expect("an id"),
        parts: parts.map(|parts| parts.iter().map(|part| (*part).to_owned()).collect()),
        role,
        expires: NOW + 24 * HOUR,
        issued_by: analyst(),
        label: Some("Anna Hemlig, IFO".parse().expect("a label")),
    }
}

pub(crate) fn grant(role: Role) -> Grant {
    Grant { role, round: None, scope: Scope::All }
}

pub(crate) fn new_account(login: &str) -> NewAccount {
    NewAccount {
        login: login.parse().expect("an address"),
        name: "Anna Hemlig".parse().expect("a name"),
        password: Password::new(PASSWORD),
        grants: vec![grant(Role::Reviewer)],
    }
}

pub(crate) async fn with_account(store: &Store) -> AccountId {
    store.create_account(new_account(LOGIN), &analyst(), NOW).await.expect("it is new")
}

pub(crate) async fn sign_in(
    store: &Store,
    password: &str,
    code: Option<&str>,
    at: Instant,
) -> Result<AccountId, SignIn> {
    store.sign_in(LOGIN, &Password::new(password), code, at, here()).await
}

/// The secret that the first sign-in gives.
pub(crate) async fn set_up(store: &Store, at: Instant) -> Secret {
    match sign_in(store, PASSWORD, None, at).await {
        Err(SignIn::SetUp(secret)) => secret,
        other => panic!("not set up: {other:?}"),
    }
}

/// The code of a moment.
pub(crate) fn code(secret: &Secret, at: Instant) -> String {
    secret.code_at(at)
}
