//! Those who sign in, through pages as a browser sees them.

use axum::body::Body;
use axum::http::{Request, header};
use collection::access::{Grant, Role, Scope};
use collection::fact::Author;
use collection::ids::AccountId;
use collection::password::Password;
use collection::secret::Token;
use collection::totp::Secret;
use store::{About, Kind, NewAccount, SignIn};
use tower::ServiceExt;
use web::guard::Protection;
use web::service::limits::{Limits, Rate};
use web::service::{Options, site};

use crate::House;
use crate::browser::{Browser, Shown};
use crate::house::DAY;
use crate::log;
use crate::page::{Page, checks, sent};

pub(crate) const LOGIN: &str = "anna.hemlig@kommun.se";
const PASSWORD: &str = "tegel månsken paraply";
const SECOND: i64 = 1_000_000;
const MINUTE: i64 = 60 * SECOND;

fn fields(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// An account in every round and the whole country.
pub(crate) async fn account(house: &House, login: &str, role: Role) -> AccountId {
    let new = NewAccount {
        login: login.parse().expect("an address"),
        name: "Anna Hemlig".parse().expect("a name"),
        password: Password::new(PASSWORD),
        grants: vec![Grant { role, round: None, scope: Scope::All }],
    };
    house.store.create_account(new, &Author::Program, house.app.now()).await.expect("it is new")
}

/// The same, whose codes are set up.
async fn with_codes(house: &House, login: &str, role: Role) -> (AccountId, Secret) {
    let id = account(house, login, role).await;
    let from = "192.0.2.250".parse().expect("an address");
    let (password, now) = (Password::new(PASSWORD), house.app.now());
    let told = house.store.sign_in(login, &password, None, now, from).await;
    let Err(SignIn::SetUp(secret)) = told else { panic!("{told:?}") };
    let code = secret.code_at(now);
    house.store.sign_in(login, &password, Some(&code), now, from).await.expect("signed in");
    house.wait(MINUTE);
    (id, secret)
}

async fn sign_in(house: &House, browser: &mut Browser, login: &str, secret: &Secret, till: &str) -> Shown {
    let code = secret.code_at(house.app.now());
    let sent = fields(&[("adress", login), ("losenord", PASSWORD), ("kod", &code), ("till", till)]);
    let shown = browser.send("/logga-in", &sent).await;
    house.wait(MINUTE);
    shown
}

async fn events(house: &House) -> Vec<Kind> {
    let events = house.store.events(None, None, 999).await.expect("read");
    events.into_iter().map(|event| event.kind).collect()
}

/// The page holds what all pages hold.
fn check(name: &str, shown: &Shown) {
    checks::all(name, &Page::read(&shown.text));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_sign_in_sets_up_codes_in_both_languages() {
    for (language, prefix, title) in [("sv", "", "Skaffa koder"), ("en", "/en", "Set up codes")] {
        let house = House::open().await;
        account(&house, LOGIN, Role::Reader).await;
        let mut anna = house.browser();
        let asked = anna.get(&format!("{prefix}/logga-in?till=/konto")).await;
        check(&format!("sign-in in {language}"), &asked);
        let mut form = sent(&Page::read(&asked.text));
        let put = |form: &mut Vec<(String, String)>, name: &str, value: &str| {
            form.iter_mut().find(|(known, _)| known == name).expect("a field").1 = value.to_owned();
        };
        put(&mut form, "adress", LOGIN);
        put(&mut form, "losenord", PASSWORD);
        let shown = anna.send(&format!("{prefix}/logga-in"), &form).await;
        check(&format!("set-up in {language}"), &shown);
        assert!(shown.text.contains(title) && shown.text.contains("<svg class=\"square\""), "{}", shown.text);
        assert!(!shown.text.contains(PASSWORD), "nothing of it is written back");
        let page = Page::read(&shown.text);
        let key = page.elements.iter().find(|element| element.get("translate") == Some("no"));
        let key = key.expect("the key").text.clone();
        assert!(key.split(' ').count() == 8 && key.split(' ').all(|group| group.len() == 4), "{key}");
        assert!(page.elements.iter().any(|element| {
            element.get("href").is_some_and(|href| {
                href.starts_with("otpauth://totp/") && href.contains(&key.replace(' ', ""))
            })
        }));
        let password = Password::new(PASSWORD);
        let told =
            house.store.sign_in(LOGIN, &password, None, house.app.now(), "::1".parse().expect("ip")).await;
        let Err(SignIn::SetUp(secret)) = told else { panic!("{told:?}") };
        let mut form = sent(&page);
        put(&mut form, "losenord", PASSWORD);
        put(&mut form, "kod", &secret.code_at(house.app.now()));
        let shown = anna.send(&format!("{prefix}/logga-in"), &form).await;
        assert_eq!((shown.status.as_u16(), shown.address.as_str()), (200, "/konto"), "{}", shown.text);
        assert!(shown.text.contains("Anna Hemlig") && shown.text.contains("läsare av opublicerade resultat"));
        let own = anna.get(&format!("{prefix}/konto")).await;
        check(&format!("own account in {language}"), &own);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_not_said_what_was_wrong_nor_whether_there_is_an_account() {
    let house = House::open().await;
    let (_, secret) = with_codes(&house, LOGIN, Role::Reader).await;
    let code = secret.code_at(house.app.now());
    let mut told = Vec::new();
    for (at, (login, password, code)) in [
        ("ingen.finns@kommun.se", PASSWORD, code.as_str()),
        (LOGIN, "ett annat lösenord", code.as_str()),
        (LOGIN, PASSWORD, "000000"),
        (LOGIN, PASSWORD, ""),
    ]
    .into_iter()
    .enumerate()
    {
        let mut browser = house.browser_at([192, 0, 2, u8::try_from(at).expect("few")]);
        let sent = fields(&[("adress", login), ("losenord", password), ("kod", code)]);
        let shown = browser.send("/logga-in", &sent).await;
        assert_eq!(shown.status, 422);
        assert!(browser.cookie.is_none());
        told.push(shown.text.replace(login, "…"));
    }
    assert!(told.windows(2).all(|pair| pair[0] == pair[1]), "{told:?}");
    assert!(told[0].contains("Adressen, lösenordet eller koden stämmer inte"));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_to_wait_is_told_until_when() {
    let house = House::open().await;
    account(&house, LOGIN, Role::Reader).await;
    let mut browser = house.browser();
    let wrong = fields(&[("adress", LOGIN), ("losenord", "fel")]);
    for _ in 0..5 {
        assert_eq!(browser.send("/logga-in", &wrong).await.status, 422);
    }
    // 15 seconds after 10:00 UTC, which is 11:00 in Sweden: said to the minute, and not too early.
    for (address, said) in [("/logga-in", "försöka igen kl. 11.01"), ("/en/logga-in", "try again at 11:01")]
    {
        let shown = browser.send(address, &wrong).await;
        assert_eq!(shown.status, 429);
        assert_eq!(shown.headers[header::RETRY_AFTER], "16");
        assert!(shown.text.contains(said), "{}", shown.text);
        check(if address.starts_with("/en") { "wait in en" } else { "wait in sv" }, &shown);
    }
    assert_eq!(events(&house).await.iter().filter(|kind| **kind == Kind::SignInRefused).count(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_is_replaced_at_sign_in_and_ends_at_sign_out() {
    let house = House::open().await;
    let (id, secret) = with_codes(&house, LOGIN, Role::Reader).await;
    let mut anna = house.browser();
    let planted = format!("jamfor={}", Token::of_random([9; 20]).reveal());
    anna.cookie = Some(planted.clone());
    sign_in(&house, &mut anna, LOGIN, &secret, "").await;
    let first = anna.cookie.clone().expect("a session");
    assert_ne!(first, planted, "a planted token is not taken over");
    sign_in(&house, &mut anna, LOGIN, &secret, "").await;
    let second = anna.cookie.clone().expect("a session");
    let status = async |cookie: &str| {
        let mut browser = house.browser();
        browser.cookie = Some(cookie.to_owned());
        browser.get("/konto").await.status.as_u16()
    };
    assert_eq!((status(&planted).await, status(&first).await, status(&second).await), (401, 401, 200));
    let shown = anna.get("/konto").await;
    assert!(shown.text.contains("Logga ut") && shown.text.contains("action=\"/logga-ut\""), "{}", shown.text);
    let left = anna.once("POST", "/logga-ut", Some(String::new())).await;
    assert_eq!(left.headers["clear-site-data"], "\"cache\", \"storage\"");
    assert_eq!(status(&second).await, 401, "the old cookie is dead");
    let about = house.store.events(Some(&About::Account(id)), None, 99).await.expect("read");
    assert_eq!(about.last().map(|event| event.kind), Some(Kind::SignedOut));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_way_out_stands_on_every_page_of_those_who_have_a_session() {
    let house = House::open().await;
    let mut link = house.opened("0643", Role::Coordinator, None, "Anna Ek").await;
    for (address, said) in [
        ("/svara/2018/0643", "Avsluta"),
        ("/", "Avsluta"),
        ("/finns/inte", "Avsluta"),
        ("/en/svara/2018/0642", "Leave"),
    ] {
        let shown = link.get(address).await;
        let way =
            if address.starts_with("/en/") { "action=\"/en/logga-ut\"" } else { "action=\"/logga-ut\"" };
        assert!(shown.text.contains(way), "{address}: {}", shown.text);
        assert!(shown.text.contains(said), "{address}");
    }
    for address in ["/", "/finns/inte"] {
        let shown = house.browser().get(address).await;
        assert!(!shown.text.contains("/logga-ut"), "{address}: a visitor has nothing to leave");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_is_led_to_where_one_was_going_and_to_no_other_site() {
    let house = House::open().await;
    let (_, reader) = with_codes(&house, LOGIN, Role::Reader).await;
    let (_, analyst) = with_codes(&house, "bo@kommun.se", Role::NationalAnalyst).await;
    let led = async |login: &str, secret: &Secret, till: &str| {
        let code = secret.code_at(house.app.now());
        let sent = fields(&[("adress", login), ("losenord", PASSWORD), ("kod", &code), ("till", till)]);
        let body = crate::browser::serde_urlencoded(&sent);
        let shown = house.browser().once("POST", "/en/logga-in", Some(body)).await;
        house.wait(MINUTE);
        shown.headers[header::LOCATION].to_str().expect("text").to_owned()
    };
    for (till, expected) in [
        ("", "/en/konto"),
        ("/svara/2018/0643", "/svara/2018/0643"),
        ("https://other.host/", "/en/konto"),
        ("//other.host/", "/en/konto"),
        ("/\\other.host/", "/en/konto"),
        ("/logga-ut", "/en/konto"),
    ] {
        assert_eq!(led(LOGIN, &reader, till).await, expected, "{till}");
    }
    assert_eq!(led("bo@kommun.se", &analyst, "").await, "/en/arbete");
    let refused = house.browser().get("/konto").await;
    assert!(refused.text.contains("/logga-in?till=/konto"), "the way back is kept: {}", refused.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_is_changed_by_who_knows_it_and_other_sessions_end() {
    let house = House::open().await;
    let (_, secret) = with_codes(&house, LOGIN, Role::Reader).await;
    let (mut anna, mut elsewhere) = (house.browser(), house.browser());
    sign_in(&house, &mut elsewhere, LOGIN, &secret, "").await;
    sign_in(&house, &mut anna, LOGIN, &secret, "").await;
    let new = "gurka lampa cykel 7";
    let code = secret.code_at(house.app.now());
    let code = code.as_str();
    let wrong = "Det nuvarande lösenordet eller koden stämmer inte";
    for (case, present, code, new, again, said) in [
        ("wrong", "fel", code, new, new, wrong),
        ("without a code", PASSWORD, "", new, new, wrong),
        ("with another code", PASSWORD, "000000", new, new, wrong),
        ("short", PASSWORD, code, "kort", "kort", "minst 12 tecken"),
        ("leaked", PASSWORD, code, "Mailcreated5240", "Mailcreated5240", "provas först"),
        ("written differently", PASSWORD, code, new, "gurka lampa cykel 8", "inte lika"),
        ("a municipality and digits", PASSWORD, code, "jönköping 2018", "jönköping 2018", "räknas inte"),
    ] {
        let sent = fields(&[("nuvarande", present), ("kod", code), ("nytt", new), ("igen", again)]);
        let shown = anna.send("/konto/losenord", &sent).await;
        assert_eq!(shown.status, 422, "{case}");
        assert!(shown.text.contains(said), "{case}: {}", shown.text);
        assert!(!shown.text.contains(PASSWORD) && !shown.text.contains(new), "{case}");
        check("change refused in sv", &shown);
    }
    let before = anna.cookie.clone();
    let sent = fields(&[("nuvarande", PASSWORD), ("kod", code), ("nytt", new), ("igen", new)]);
    let shown = anna.send("/konto/losenord", &sent).await;
    assert!(shown.text.contains("Lösenordet är bytt"), "{}", shown.text);
    assert_ne!(anna.cookie, before);
    assert_eq!(elsewhere.get("/konto").await.status, 401);
    anna.cookie = before;
    assert_eq!(anna.get("/konto").await.status, 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn other_sessions_are_seen_and_ended() {
    let house = House::open().await;
    let (_, secret) = with_codes(&house, LOGIN, Role::Reader).await;
    let (mut anna, mut elsewhere) = (house.browser(), house.browser());
    sign_in(&house, &mut elsewhere, LOGIN, &secret, "").await;
    let shown = sign_in(&house, &mut anna, LOGIN, &secret, "/konto").await;
    assert!(shown.text.contains("Avsluta mina andra inloggningar"), "{}", shown.text);
    let shown = anna.send("/konto/inloggningar", &[]).await;
    assert!(shown.text.contains("Dina andra inloggningar är avslutade"), "{}", shown.text);
    assert!(shown.text.contains("inte inloggad någon annanstans"));
    assert_eq!(elsewhere.get("/konto").await.status, 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_manages_accounts_shows_again_who_they_are_after_a_while() {
    let house = House::open().await;
    let (id, chief) = with_codes(&house, "chef@kommun.se", Role::NationalAnalyst).await;
    let mut boss = house.browser();
    let begun = house.app.now();
    assert_eq!(sign_in(&house, &mut boss, "chef@kommun.se", &chief, "/konton").await.status, 200);
    let new = fields(&[("adress", LOGIN), ("namn", "Anna Ek"), ("roll", "reader")]);
    house.wait(begun + 15 * MINUTE - 1 - house.app.now());
    assert_eq!(boss.get("/konton").await.status, 200, "not yet");
    house.wait(1);
    for (address, title) in [("/konton", "Visa att det är du"), ("/en/konton", "Show that it is you")] {
        let asked = boss.get(address).await;
        assert_eq!(asked.status, 403);
        assert!(asked.text.contains(title) && !asked.text.contains("chef@kommun.se"), "{}", asked.text);
        check(if address == "/konton" { "once more in sv" } else { "once more in en" }, &asked);
    }
    // Who began in time to fill in a form may send it.
    house.wait(14 * MINUTE);
    assert_eq!(boss.get("/konto").await.status, 200, "one's own page asks for nothing");
    let handed = boss.send("/konton", &new).await;
    assert!(handed.text.contains("/valkommen/"), "{}", handed.text);
    house.wait(MINUTE);
    let before = house.store.accounts().await.expect("read");
    let other = new
        .iter()
        .cloned()
        .map(|(name, value)| (name, value.replace(LOGIN, "b@kommun.se")))
        .collect::<Vec<_>>();
    for (address, sent) in [
        ("/konton".to_owned(), other.as_slice()),
        (format!("/konton/{}/avstang", before[0].id), &[]),
        (format!("/konton/{}/koder", before[1].id), &[]),
        ("/konton/alla/logga-ut".to_owned(), &[]),
        ("/konto/inloggningar".to_owned(), &[]),
    ] {
        let asked = boss.send(&address, sent).await;
        assert_eq!(asked.status, 403, "{address}");
        assert!(asked.text.contains("Det du skickade är inte gjort"), "{address}: {}", asked.text);
        check("once more, not done, in sv", &asked);
    }
    assert_eq!(house.store.accounts().await.expect("read"), before, "nothing is done");

    let asked = boss.get("/konton").await;
    let form = sent(&Page::read(&asked.text));
    assert!(form.contains(&("till".to_owned(), "/konton".to_owned())), "{form:?}");
    let code = chief.code_at(house.app.now());
    let shows = |password: &str, code: &str| {
        let mut form = form.clone();
        form.retain(|(name, _)| name == "till");
        form.extend(fields(&[("losenord", password), ("kod", code)]));
        form
    };
    for (password, code) in [("fel", code.as_str()), (PASSWORD, "000000"), (PASSWORD, "")] {
        let again = boss.send("/konto/igen", &shows(password, code)).await;
        assert_eq!(again.status, 422);
        check("once more, wrong, in sv", &again);
        assert_eq!(boss.get("/konton").await.status, 403, "a wrong one opens nothing");
    }
    let old = boss.cookie.clone().expect("a session");
    let shown = boss.send("/konto/igen", &shows(PASSWORD, &code)).await;
    assert_eq!((shown.status.as_u16(), shown.address.as_str()), (200, "/konton"), "{}", shown.text);
    assert_ne!(boss.cookie.as_ref(), Some(&old), "a new session");
    let mut stolen = house.browser();
    stolen.cookie = Some(old);
    assert_eq!(stolen.get("/konto").await.status, 401, "the old one has ended");
    // Who has no session shows nothing, and nobody gets into another's.
    assert_eq!(house.browser().send("/konto/igen", &shows(PASSWORD, &code)).await.status, 401);
    let mut link = house.opened("0643", Role::Coordinator, None, "Anna Ek").await;
    for address in ["/konto/igen", "/konto/inloggningar"] {
        let refused = link.send(address, if address == "/konto/igen" { &form } else { &[] }).await;
        assert_eq!(refused.status, 403, "{address}");
        assert!(!refused.text.contains("losenord"), "a link has no password to ask for: {}", refused.text);
    }
    let events = house.store.events(Some(&About::Account(id)), None, 99).await.expect("read");
    assert!(events.iter().filter(|event| event.kind == Kind::SignInFailed).count() >= 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_manages_accounts_ends_the_sessions_of_one_and_of_everybody() {
    let house = House::open().await;
    let (_, chief) = with_codes(&house, "chef@kommun.se", Role::NationalAnalyst).await;
    let (id, secret) = with_codes(&house, LOGIN, Role::Reader).await;
    let (mut boss, mut anna, mut elsewhere) = (house.browser(), house.browser(), house.browser());
    sign_in(&house, &mut anna, LOGIN, &secret, "").await;
    sign_in(&house, &mut elsewhere, LOGIN, &secret, "").await;
    let mut link = house.opened("0643", Role::Coordinator, None, "Anna Ek").await;
    sign_in(&house, &mut boss, "chef@kommun.se", &chief, "/konton").await;
    let shown = boss.get(&format!("/konton/{id}")).await;
    assert!(shown.text.contains(&format!("/konton/{id}/logga-ut")), "{}", shown.text);
    assert_eq!(anna.send(&format!("/konton/{id}/logga-ut"), &[]).await.status, 403, "not theirs to do");
    assert_eq!(boss.send(&format!("/konton/{id}/logga-ut"), &[]).await.status, 200);
    assert_eq!(anna.get("/konto").await.status, 401);
    assert_eq!(elsewhere.get("/konto").await.status, 401);
    assert_eq!(link.get("/svara/2018/0643").await.status, 200);
    sign_in(&house, &mut anna, LOGIN, &secret, "").await;
    assert_eq!(boss.send("/konton/alla/logga-ut", &[]).await.status, 200);
    assert_eq!(anna.get("/konto").await.status, 401);
    assert_eq!(link.get("/svara/2018/0643").await.status, 401);
    assert_eq!(boss.get("/konton").await.status, 200, "but their own");
    let events = house.store.events(None, None, 999).await.expect("read");
    let ended: Vec<&About> =
        events.iter().filter(|event| event.kind == Kind::SessionsEnded).map(|event| &event.about).collect();
    assert_eq!(ended.len(), 3, "{ended:?}");
    assert!(ended.iter().any(|about| matches!(about, About::Link(_))));
    assert_eq!(boss.send("/konton/finns-inte/logga-ut", &[]).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_was_cut_off_says_what_to_do() {
    let house = House::open().await;
    let (_, token) = house.link("0643", Role::Coordinator, None, "Anna Ek").await;
    let mut browser = house.browser();
    let whole = format!("/lank/{}", token.reveal());
    for (case, link) in [
        ("its end is lost", whole[..whole.len() - 9].to_owned()),
        ("another one", "/lank/0123abcd-4567efgh-89jkmnpq-rstvwxyz".to_owned()),
    ] {
        let shown = browser.get(&link).await;
        assert_eq!(shown.status, 404, "{case}");
        assert!(shown.text.contains("Länken är inte hel"), "{case}: {}", shown.text);
        check(&format!("{case}, in sv"), &shown);
        check(&format!("{case}, in en"), &browser.get(&format!("/en{link}")).await);
    }
    assert_eq!(browser.get(&whole).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_is_made_handed_over_used_disabled_and_reset() {
    let house = House::open().await;
    let (chief_id, chief) = with_codes(&house, "chef@kommun.se", Role::NationalAnalyst).await;
    let mut boss = house.browser();
    sign_in(&house, &mut boss, "chef@kommun.se", &chief, "/konton").await;
    for (language, address) in [("sv", "/konton"), ("en", "/en/konton")] {
        check(&format!("accounts in {language}"), &boss.get(address).await);
    }
    for (case, sent, said) in [
        ("nothing", fields(&[("adress", "")]), "Skriv en e-postadress"),
        ("no role", fields(&[("adress", LOGIN), ("namn", "Anna")]), "Välj minst en roll"),
        (
            "no place",
            fields(&[("adress", LOGIN), ("namn", "Anna"), ("roll", "reader"), ("plats", "9999")]),
            "med den koden",
        ),
        (
            "no round",
            fields(&[("adress", LOGIN), ("namn", "Anna"), ("roll", "reader"), ("omgang", "1900")]),
            "Omgången finns inte",
        ),
        (
            "taken",
            fields(&[("adress", "chef@kommun.se"), ("namn", "Anna"), ("roll", "reader")]),
            "Ett annat konto",
        ),
    ] {
        let shown = boss.send("/konton", &sent).await;
        assert_eq!(shown.status, 422, "{case}");
        assert!(shown.text.contains(said), "{case}: {}", shown.text);
    }
    let new = fields(&[
        ("adress", LOGIN),
        ("namn", "Anna Ek"),
        ("roll", "regional_analyst"),
        ("roll", "reader"),
        ("omgang", "2018"),
        ("plats", "06"),
    ]);
    let handed = boss.send("/konton", &new).await;
    check("hand over in sv", &handed);
    let page = Page::read(&handed.text);
    let link = page.elements.iter().find(|e| e.get("translate") == Some("no")).expect("a link").text.clone();
    let link = link.strip_prefix("http://localhost").expect("a whole address").to_owned();
    assert!(link.starts_with("/valkommen/"), "{link}");
    assert!(handed.text.contains("Visas bara nu") && handed.text.contains("data-copies"), "{}", handed.text);
    let listed = boss.get("/konton").await;
    assert!(listed.text.contains("Jönköpings län (06)"), "a county is named: {}", listed.text);

    let mut anna = house.browser();
    let asked = anna.get(&link).await;
    check("first password in sv", &asked);
    assert!(asked.text.contains(LOGIN));
    let weak = anna.send(&link, &fields(&[("nytt", "kort"), ("igen", "kort")])).await;
    assert!(weak.status == 422 && weak.text.contains("minst 12 tecken"), "{}", weak.text);
    let set = anna.send(&link, &fields(&[("nytt", PASSWORD), ("igen", PASSWORD)])).await;
    assert!(set.text.contains("Lösenordet är satt"), "{}", set.text);
    for (case, link) in [
        ("used", link.clone()),
        ("used, in en", format!("/en{link}")),
        ("cut off", link[..link.len() - 9].to_owned()),
    ] {
        let again = anna.get(&link).await;
        assert_eq!(again.status, 404, "{case}");
        let said =
            if case.ends_with("en") { "The link is no longer valid" } else { "Länken gäller inte längre" };
        assert!(again.text.contains(said) && again.text.contains("/logga-in"), "{case}: {}", again.text);
        check(&format!("invitation {case}{}", if case.ends_with("en") { "" } else { ", in sv" }), &again);
    }
    let late = anna.send(&link, &fields(&[("nytt", PASSWORD), ("igen", PASSWORD)])).await;
    assert!(late.status == 404 && late.text.contains("Länken gäller inte längre"), "{}", late.text);
    let login = fields(&[("adress", LOGIN), ("losenord", PASSWORD)]);
    assert!(anna.send("/logga-in", &login).await.text.contains("Skaffa koder"));
    let told = house
        .store
        .sign_in(LOGIN, &Password::new(PASSWORD), None, house.app.now(), "::1".parse().expect("ip"))
        .await;
    let Err(SignIn::SetUp(secret)) = told else { panic!("{told:?}") };
    let shown = sign_in(&house, &mut anna, LOGIN, &secret, "/konto").await;
    assert!(shown.text.contains("regional utredare, omgången 2018"), "{}", shown.text);
    assert_eq!(anna.get("/konton").await.status, 404, "others' accounts are not theirs to know of");

    let accounts = house.store.accounts().await.expect("read");
    let id = accounts.iter().find(|account| account.login.reveal() == LOGIN).expect("made").id.clone();
    for (language, address) in [("sv", format!("/konton/{id}")), ("en", format!("/en/konton/{id}"))] {
        let one = boss.get(&address).await;
        check(&format!("an account in {language}"), &one);
        for act in ["glomt", "koder", "avstang"] {
            assert!(one.text.contains(&format!("{address}/{act}\"")), "{act}: {}", one.text);
        }
    }
    let own = boss.get(&format!("/konton/{chief_id}")).await;
    assert!(!own.text.contains("/avstang"), "nobody disables themselves: {}", own.text);
    assert_eq!(anna.get(&format!("/konton/{id}")).await.status, 404, "not even their own, there");
    let reset = boss.send(&format!("/konton/{id}/koder"), &[]).await;
    assert!(reset.status == 200 && reset.text.contains("Ändringen är gjord"), "{}", reset.text);
    assert_eq!(anna.get("/konto").await.status, 401, "codes are reset, and sessions end");
    assert!(boss.send(&format!("/konton/{id}/avstang"), &[]).await.text.contains("Avstängt"));
    assert_eq!(anna.send("/logga-in", &login).await.status, 422, "disabled");
    assert_eq!(boss.send(&format!("/konton/{id}/oppna"), &[]).await.status, 200);
    let again = boss.send(&format!("/konton/{id}/bjud-in"), &[]).await;
    assert!(again.status == 409 && again.text.contains("har redan ett lösenord"), "{}", again.text);
    let own = boss.send(&format!("/konton/{chief_id}/avstang"), &[]).await;
    assert!(own.status == 409 && own.text.contains("ditt eget konto"), "{}", own.text);
    assert_eq!(boss.send(&format!("/konton/{id}/hitta-pa"), &[]).await.status, 404);
    assert_eq!(boss.send("/konton/finns-inte/avstang", &[]).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_that_was_typed_gets_into_no_address() {
    let house = House::open().await;
    let (_, token) = house.link("0643", Role::Coordinator, None, "Anna Ek").await;
    let mut anna = house.browser();
    let typed = fields(&[("kod", &token.reveal().to_uppercase())]);
    let landing = anna.once("POST", "/lank", Some(crate::browser::serde_urlencoded(&typed))).await;
    assert_eq!(landing.status, 200);
    assert!(landing.text.contains("Öppna enkäten") && anna.cookie.is_none(), "it is not opened yet");
    let page = Page::read(&landing.text);
    let in_addresses = page.elements.iter().any(|element| {
        ["href", "action"].iter().filter_map(|name| element.get(name)).any(|a| a.contains(&token.reveal()))
    });
    assert!(!in_addresses);
    check("landing in sv", &landing);
    let form: Vec<_> = sent(&page);
    let opened = anna.send("/lank", &form).await;
    assert_eq!(opened.address, "/svara/2018/0643", "{}", opened.text);
    let twice = fields(&[("kod", &token.reveal()), ("kod", "x")]);
    assert_eq!(house.browser().send("/lank", &twice).await.status, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn secrets_are_tried_so_often_and_no_more() {
    let limits =
        Limits { reading: Rate::new(50, 60), signing_in: Rate::new(3, 60), wrong_links: Rate::new(3, 60) };
    let house = House::open_with(Options { limits, ..Options::default() }).await;
    let (_, token) = house.link("0643", Role::Coordinator, None, "Anna Ek").await;
    let right = format!("/lank/{}", token.reveal());
    let wrong = "/lank/0123abcd-4567efgh-89jkmnpq-rstvwxyz";
    let (mut one, mut other) = (house.browser_at([192, 0, 2, 1]), house.browser_at([192, 0, 2, 2]));
    for _ in 0..4 {
        assert_eq!(one.get(wrong).await.status, 404);
    }
    let shut = one.get(&right).await;
    assert_eq!(shut.status, 429);
    assert!(shut.headers.contains_key(header::RETRY_AFTER) && shut.text.contains("För många försök"));
    assert_eq!(other.get(&right).await.status, 200, "another address");
    house.wait(2 * SECOND);
    assert_eq!(one.get(&right).await.status, 200, "after a while");
    for _ in 0..20 {
        assert_eq!(one.get(&right).await.status, 200, "links that open something are not counted");
    }
    let form = fields(&[("adress", "a@b.se"), ("losenord", "x")]);
    let mut told = Vec::new();
    for _ in 0..4 {
        told.push(other.send("/logga-in", &form).await.status.as_u16());
    }
    assert_eq!(told, [422, 422, 422, 429]);
    // Whoever has a session reads and saves as often as they like; whoever has none does not.
    let mut anna = house.browser_at([192, 0, 2, 3]);
    anna.send(&right, &[]).await;
    for _ in 0..80 {
        assert_eq!(anna.get("/svara/2018/0643").await.status, 200);
    }
    let mut visitor = house.browser_at([192, 0, 2, 4]);
    let mut statuses = Vec::new();
    for _ in 0..60 {
        statuses.push(visitor.get("/").await.status.as_u16());
    }
    assert!(statuses[..50].iter().all(|status| *status == 200) && statuses[59] == 429, "{statuses:?}");
    // Where it is not known who asks, nothing breaks.
    let request = Request::get("/").body(Body::empty()).expect("a request");
    let answer = site(&house.app, Protection::default()).oneshot(request).await.expect("an answer");
    assert_eq!(answer.status(), 200);
}

#[tokio::test]
async fn refusals_are_told_to_the_operator_without_secrets_or_people() {
    let house = House::open().await;
    let (_, token) = house.link("0643", Role::Coordinator, None, "Anna Ek").await;
    log::listen();
    let mut browser = house.browser_at([192, 0, 2, 77]);
    browser.get("/svara/2018/0643?hemligt").await;
    browser.send("/logga-in", &fields(&[("adress", LOGIN), ("losenord", PASSWORD), ("kod", "123456")])).await;
    let (link, _) = house.link("0643", Role::Respondent, Some(&["G"]), "Gunnar Hemlig").await;
    let mut gunnar = house.browser_at([192, 0, 2, 78]);
    let session = house.store.start_session(&store::Who::Link(link.clone()), house.app.now(), None).await;
    gunnar.cookie = Some(format!("jamfor={}", session.expect("it begins").reveal()));
    assert_eq!(gunnar.get("/svara/2018/0643/E").await.status, 404);
    let account = account(&house, LOGIN, Role::Reader).await;
    let session =
        house.store.start_session(&store::Who::Account(account.clone()), house.app.now(), None).await;
    gunnar.cookie = Some(format!("jamfor={}", session.expect("it begins").reveal()));
    assert_eq!(gunnar.get("/konton").await.status, 403);
    gunnar.extra = vec![("sec-fetch-site", "cross-site".into())];
    assert_eq!(gunnar.once("POST", "/konton", Some("adress=b%40kommun.se".into())).await.status, 403);
    house.wait(30 * DAY);
    assert_eq!(browser.get(&format!("/lank/{}", token.reveal())).await.status, 410);
    browser.get("/lank/0123abcd-4567efgh-89jkmnpq-rstvwxyz").await;
    browser.extra = vec![("sec-fetch-site", "cross-site".into())];
    browser.send(&format!("/lank/{}", token.reveal()), &[]).await;
    let text = log::told();
    for said in [
        "route=\"/svara/{round}/{subject}\"",
        "SignInNeeded",
        "route=\"/lank/{token}\"",
        "LinkExpired",
        "not sent by a page of ours",
        "who=visitor",
        &format!("who=link:{link}"),
        &format!("who=account:{account} reason=\"not sent by a page of ours\""),
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    for secret in [
        token.reveal().as_str(),
        "0123abcd",
        "Gunnar",
        LOGIN,
        PASSWORD,
        "123456",
        "192.0.2",
        "hemligt",
        "Anna",
    ] {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
    let kinds = events(&house).await;
    for kind in [Kind::SignInFailed, Kind::LinkOver, Kind::LinkUnknown] {
        assert!(kinds.contains(&kind), "{kind:?}: {kinds:?}");
    }
}
