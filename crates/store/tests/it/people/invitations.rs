//! The first password of an account, by invitation.

use collection::access::{Grant, Role, Scope};
use collection::ids::AccountId;
use collection::password::{Password, Weak};
use collection::secret::{Purpose, Token};
use store::{About, INVITATION_LASTS, InvitedAccount, Kind, NotDone, SignIn, Store, Who};

use crate::support::people::*;
use crate::support::{self, Place, on_both};

on_both!(
    an_invitation_sets_the_first_password_once,
    an_invitation_ends,
    of_two_who_accept_at_once_one_does,
    a_forgotten_password_is_replaced_by_an_invitation_and_codes_stay,
    a_password_that_was_made_with_less_is_made_anew_at_sign_in,
);

async fn invite(store: &Store) -> (AccountId, Token) {
    let new = InvitedAccount {
        login: LOGIN.parse().expect("an address"),
        name: "Anna Hemlig".parse().expect("a name"),
        grants: vec![grant(Role::Reviewer)],
    };
    store.invite_account(new, &analyst(), NOW).await.expect("it is new")
}

async fn an_invitation_sets_the_first_password_once(place: Place) {
    let store = place.open().await;
    let (id, token) = invite(&store).await;
    assert!(!store.account(&id).await.expect("read").has_password);
    for password in ["", PASSWORD] {
        assert!(matches!(sign_in(&store, password, None, NOW).await, Err(SignIn::Wrong)), "{password}");
    }
    let shown = store.invitation(&token, NOW).await.expect("read").expect("it holds");
    assert_eq!((&shown.id, shown.login.reveal()), (&id, LOGIN));
    let weak = store.accept_invitation(&token, &Password::new("kort"), NOW).await;
    assert!(matches!(weak, Err(NotDone::Weak(Weak::Short))), "{weak:?}");
    let accepted = store.accept_invitation(&token, &Password::new(PASSWORD), NOW + HOUR).await;
    assert_eq!(accepted.expect("it holds still"), id);
    assert!(store.account(&id).await.expect("read").has_password);
    let again = store.accept_invitation(&token, &Password::new("gurka orkester trappa"), NOW + HOUR).await;
    assert!(matches!(again, Err(NotDone::NoInvitation)), "{again:?}");
    assert!(matches!(store.invite_again(&id, &analyst(), NOW).await, Err(NotDone::HasPassword)));
    set_up(&store, NOW + 2 * HOUR).await;
    let events = store.events(Some(&About::Account(id)), None, 99).await.expect("read");
    let kinds: Vec<Kind> = events.iter().map(|event| event.kind).collect();
    assert_eq!(
        kinds[..5],
        [
            Kind::AccountCreated,
            Kind::Invited,
            Kind::SignInFailed,
            Kind::SignInFailed,
            Kind::InvitationAccepted
        ]
    );
    assert_eq!(kinds[5..], [Kind::PasswordSet]);
}

async fn an_invitation_ends(place: Place) {
    let store = place.open().await;
    let (id, token) = invite(&store).await;
    // The token is nowhere; its hash is in no backup.
    let hash = token.hash(Purpose::Invitation).to_string();
    assert_eq!(place.texts("SELECT hash FROM invitation").await.expect("read"), std::slice::from_ref(&hash));
    let file = place.folder().join("kopia");
    store.backup(&file).await.expect("it is written");
    let bytes = std::fs::read(&file).expect("read");
    assert!(!bytes.windows(hash.len()).any(|window| window == hash.as_bytes()));
    let other = support::sqlite();
    let restored = other.open().await;
    restored.restore(&file).await.expect("it is restored");
    assert_eq!(restored.invitation(&token, NOW).await.expect("read"), None);
    let token_again = restored.invite_again(&id, &analyst(), NOW).await.expect("there is no password");
    assert!(restored.invitation(&token_again, NOW).await.expect("read").is_some());
    restored.close().await;

    let over = NOW + INVITATION_LASTS;
    assert!(store.invitation(&token, over - 1).await.expect("read").is_some());
    let accept = async |token: &Token, at| store.accept_invitation(token, &Password::new(PASSWORD), at).await;
    assert!(matches!(accept(&token, over).await, Err(NotDone::NoInvitation)), "after 72 hours");
    let second = store.invite_again(&id, &analyst(), NOW).await.expect("there is no password");
    assert!(matches!(accept(&token, NOW).await, Err(NotDone::NoInvitation)), "it was replaced");
    store.disable_account(&id, &analyst(), NOW).await.expect("done");
    assert!(matches!(accept(&second, NOW).await, Err(NotDone::NoInvitation)), "the account is disabled");
    assert!(matches!(store.invite_again(&id, &analyst(), NOW).await, Err(NotDone::NoAccount(_))));
    store.enable_account(&id, &analyst(), NOW).await.expect("done");
    store.set_password(&id, &Password::new("gurka orkester trappa"), &analyst(), NOW).await.expect("set");
    assert!(matches!(accept(&second, NOW).await, Err(NotDone::NoInvitation)), "it has a password");
    let never = Token::of_random([7; 20]);
    assert!(matches!(accept(&never, NOW).await, Err(NotDone::NoInvitation)), "there never was one");
}

async fn of_two_who_accept_at_once_one_does(place: Place) {
    let (here, there) = (place.open().await, place.open().await);
    let (_, token) = invite(&here).await;
    let (one, other) = (Password::new(PASSWORD), Password::new("gurka orkester trappa"));
    let done =
        tokio::join!(here.accept_invitation(&token, &one, NOW), there.accept_invitation(&token, &other, NOW));
    let (taken, password) = match done {
        (Ok(_), Err(NotDone::NoInvitation)) => (true, PASSWORD),
        (Err(NotDone::NoInvitation), Ok(_)) => (true, "gurka orkester trappa"),
        _ => (false, ""),
    };
    assert!(taken, "one of them");
    assert!(matches!(sign_in(&here, password, None, NOW).await, Err(SignIn::SetUp(_))));
}

async fn a_forgotten_password_is_replaced_by_an_invitation_and_codes_stay(place: Place) {
    let store = place.open().await;
    let id = with_account(&store).await;
    let secret = set_up(&store, NOW).await;
    sign_in(&store, PASSWORD, Some(&code(&secret, NOW)), NOW).await.expect("codes are set up");
    let managing = [Grant { role: Role::NationalAnalyst, round: None, scope: Scope::All }];
    store.set_grants(&id, &managing, &analyst(), NOW).await.expect("given");
    let alone = store.forget_password(&id, &analyst(), NOW).await;
    assert!(matches!(alone, Err(NotDone::LastManager)), "nobody else may manage accounts");
    let other = InvitedAccount {
        login: "andra@kommun.se".parse().expect("an address"),
        name: "Andra".parse().expect("a name"),
        grants: vec![Grant { role: Role::NationalAnalyst, round: None, scope: Scope::All }],
    };
    let (_, other) = store.invite_account(other, &analyst(), NOW).await.expect("it is new");
    store.accept_invitation(&other, &Password::new("gurka orkester trappa"), NOW).await.expect("set");
    let session = store.start_session(&Who::Account(id.clone()), NOW, None).await.expect("it begins");
    let token = store.forget_password(&id, &analyst(), NOW).await.expect("forgotten");
    assert!(store.session(&session, NOW).await.expect("read").is_none(), "its sessions have ended");
    let soon = NOW + HOUR / 60;
    sign_in(&store, PASSWORD, Some(&code(&secret, soon)), soon).await.expect_err("the password is gone");
    let new = "sallad trombon källare";
    store.accept_invitation(&token, &Password::new(new), NOW).await.expect("set");
    let later = NOW + HOUR;
    let without = sign_in(&store, new, None, later).await;
    assert!(matches!(without, Err(SignIn::Wrong)), "a code is still asked for");
    let later = later + HOUR;
    sign_in(&store, new, Some(&code(&secret, later)), later).await.expect("the old codes count");
}

async fn a_password_that_was_made_with_less_is_made_anew_at_sign_in(place: Place) {
    use argon2::password_hash::PasswordHasher;
    let store = place.open().await;
    let id = with_account(&store).await;
    let secret = set_up(&store, NOW).await;
    let less = argon2::Params::new(8192, 1, 1, None).expect("they can be");
    let less = argon2::Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, less);
    let old = less.hash_password(PASSWORD.as_bytes()).expect("a hash").to_string();
    place.sql(&format!("UPDATE account SET password = '{old}'")).await.expect("written");
    let kept = async || place.texts("SELECT password FROM account").await.expect("read").remove(0);
    sign_in(&store, "fel lösenord här", Some(&code(&secret, NOW)), NOW).await.expect_err("it is wrong");
    sign_in(&store, PASSWORD, Some("000000"), NOW).await.expect_err("the code is wrong");
    assert_eq!(kept().await, old, "nobody has signed in");
    let signed_in = sign_in(&store, PASSWORD, Some(&code(&secret, NOW)), NOW).await.expect("it is right");
    assert_eq!(signed_in, id);
    let new = kept().await;
    assert!(new.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{new}");
    let later = NOW + HOUR;
    sign_in(&store, PASSWORD, Some(&code(&secret, later)), later).await.expect("it is right still");
    assert_eq!(kept().await, new, "once");
}
