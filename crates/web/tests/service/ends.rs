//! Links that have ended, links on a second device, and a clock that jumps: nothing is lost, nobody gets in who should not,
//! and what is told can be acted on.

use collection::access::{Grant, Role, Scope};
use collection::fact::Author;
use collection::password::Password;
use collection::secret::Token;
use collection::totp::Secret;
use serde_json::json;
use store::{NewAccount, SignIn};

use crate::House;
use crate::ask::{held, page_of};
use crate::browser::{Browser, Shown};
use crate::house::DAY;
use crate::page::{Page, checks, sent};
use crate::respond::Fields;

const ROOT: &str = "/svara/2018/0643";
const HOUR: i64 = DAY / 24;
const MINUTE: i64 = HOUR / 60;

fn check(case: &str, shown: &Shown) {
    let language = if shown.address.starts_with("/en") { "en" } else { "sv" };
    checks::all(&format!("{case} {language}"), &Page::read(&shown.text));
}

async fn opens(house: &House, token: &Token) -> Browser {
    let mut browser = house.browser();
    let hub = browser.send(&format!("/lank/{}", token.reveal()), &[]).await;
    assert_eq!(hub.address, ROOT, "{}", hub.text);
    browser
}

async fn writes(browser: &mut Browser, value: &str) -> Shown {
    let (address, mut fields) = page_of(browser, "E", "E5").await;
    fields.retain(|(name, _)| name != "E5");
    fields.push(("E5".into(), value.into()));
    browser.send(&address, &fields).await
}

/// A page that was shown before, sent now.
async fn sends(browser: &mut Browser, (address, fields): &(String, Fields), value: &str) -> Shown {
    let mut fields = fields.clone();
    fields.retain(|(name, _)| name != "E5");
    fields.push(("E5".into(), value.into()));
    browser.send(address, &fields).await
}

/// Opening a link that has ended says so, in both languages, and whom to ask; looking and pressing alike.
async fn is_over(case: &str, house: &House, token: &Token, told: (&str, &str)) {
    for (prefix, happened, ask, kept) in [
        ("", told.0, "Be den som skickade länken om en ny", "Det som är sparat finns kvar"),
        ("/en", told.1, "Ask whoever sent you the link for a new one", "What was saved is still there"),
    ] {
        let mut browser = house.browser();
        let address = format!("{prefix}/lank/{}", token.reveal());
        let code = vec![("kod".to_owned(), token.reveal()), ("oppna".to_owned(), "1".to_owned())];
        for (way, shown) in [
            ("looked at", browser.get(&address).await),
            ("pressed", browser.send(&address, &[]).await),
            ("typed", browser.send(&format!("{prefix}/lank"), &code).await),
        ] {
            let case = format!("{case}, {way} {prefix}");
            assert!(matches!(shown.status.as_u16(), 403 | 410), "{case}: {}", shown.status);
            for text in [happened, ask, kept] {
                assert!(shown.text.contains(text), "{case}: {text}: {}", shown.text);
            }
            check(&case, &shown);
        }
        assert!(browser.cookie.is_none(), "{case}: nobody gets in");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_expired_says_when_and_whom_to_ask() {
    let house = House::open().await;
    let (_, token) = house.link("0643", Role::Respondent, None, "Berit Lund").await;
    let mut berit = opens(&house, &token).await;
    writes(&mut berit, "7").await;
    house.wait(20 * DAY);
    is_over("expired", &house, &token, ("Den gick ut 2018-03-21", "It expired 2018-03-21")).await;
    assert_eq!(held(&house, "E5").await, Some(json!("7")), "what was saved is still there");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_was_taken_back_ends_what_it_opened() {
    let house = House::open().await;
    let (id, token) = house.link("0643", Role::Respondent, None, "Berit Lund").await;
    let mut berit = opens(&house, &token).await;
    writes(&mut berit, "7").await;
    let page = page_of(&mut berit, "E", "E5").await;
    house.store.revoke_link(&id, &Author::Program, house.app.now()).await.expect("it is revoked");
    is_over("taken back", &house, &token, ("Den återkallades 2018-03-01", "It was revoked 2018-03-01")).await;
    for prefix in ["", "/en"] {
        let refused = sends(&mut berit, &(format!("{prefix}{}", page.0), page.1.clone()), "8").await;
        assert_eq!(refused.status, 401, "{}", refused.text);
        let told = if prefix.is_empty() {
            "öppna länken i ditt utskick igen"
        } else {
            "open the link in your invitation again"
        };
        assert!(refused.text.contains(told), "{}", refused.text);
        check("a page that was open", &refused);
    }
    assert_eq!(held(&house, "E5").await, Some(json!("7")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_was_replaced_says_so_and_the_new_one_goes_on() {
    let house = House::open().await;
    let (id, token) = house.link("0643", Role::Respondent, None, "Berit Lund").await;
    let mut berit = opens(&house, &token).await;
    writes(&mut berit, "7").await;
    let mut desk = house.analyst().await;
    let form = vec![("lank".to_owned(), id.to_string()), ("gor".to_owned(), "byt".to_owned())];
    let shown = desk.send("/arbete/2018/enheter/0643/lankar/aterkalla", &form).await;
    let new = shown.text.split("/lank/").nth(1).expect("the new link is shown");
    let new: Token = new.chars().take(35).collect::<String>().parse().expect("a token");
    is_over("replaced", &house, &token, ("Den återkallades", "It was revoked")).await;
    let mut again = opens(&house, &new).await;
    let (address, _) = page_of(&mut again, "E", "E5").await;
    let page = again.get(&address).await;
    assert!(sent(&Page::read(&page.text)).contains(&("E5".into(), "7".into())), "it goes on where it was");
    let shown = writes(&mut again, "8").await;
    assert!(shown.status.is_success(), "{}", shown.text);
    assert_eq!(held(&house, "E5").await, Some(json!("8")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_goes_on_on_another_device_while_the_first_stays_open() {
    let house = House::open().await;
    let (_, token) = house.link("0643", Role::Respondent, None, "Berit Lund").await;
    let mut desktop = opens(&house, &token).await;
    writes(&mut desktop, "7").await;
    let before = page_of(&mut desktop, "E", "E5").await;
    house.wait(HOUR);
    let mut phone = opens(&house, &token).await;
    let (address, _) = page_of(&mut phone, "E", "E5").await;
    let page = phone.get(&address).await;
    assert!(sent(&Page::read(&page.text)).contains(&("E5".into(), "7".into())), "{}", page.text);
    writes(&mut phone, "8").await;
    let still = desktop.get(ROOT).await;
    assert_eq!(still.status, 200, "the first is still signed in");
    let tab = sends(&mut desktop, &before, "9").await;
    assert!(tab.status.is_success(), "{}", tab.text);
    let head = house.store.head(&"2018-0643-e".parse().expect("an id")).await.expect("a response");
    let cell = &head.cells[&"E5".parse().expect("a cell")];
    let all: Vec<_> =
        cell.proposals.iter().map(|one| one.value.clone()).chain([cell.value.clone()]).collect();
    assert!(all.contains(&Some(json!("8"))) && all.contains(&Some(json!("9"))), "neither is lost: {all:?}");
    phone.send("/logga-ut", &[]).await;
    assert_eq!(phone.get(ROOT).await.status, 401);
    assert_eq!(desktop.get(ROOT).await.status, 200, "each device has a session of its own");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_goes_back_loses_nothing_of_what_was_saved() {
    let house = House::open().await;
    let mut anna = house.opened("0643", Role::Coordinator, None, "Anna Ek").await;
    writes(&mut anna, "7").await;
    for back in [MINUTE, 2 * HOUR, 2 * DAY] {
        house.wait(-back);
        let shown = writes(&mut anna, "8").await;
        assert!(shown.status.is_success(), "{back}: a session goes on: {}", shown.text);
        assert_eq!(
            held(&house, "E5").await,
            Some(json!("8")),
            "the later save counts, whatever the clock says"
        );
        house.wait(back);
        let shown = writes(&mut anna, "7").await;
        assert!(shown.status.is_success(), "{}", shown.text);
        assert_eq!(held(&house, "E5").await, Some(json!("7")));
    }
    let history = house.store.history(&"2018-0643-e".parse().expect("an id")).await.expect("read");
    assert_eq!(history.len(), 7, "every save is kept");
    let audit = house.store.verify(&"2018".parse().expect("an id"), None).await.expect("read");
    assert!(audit.faults.is_empty(), "{:?}", audit.faults);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_turned_away_stays_out_when_the_clock_goes_back() {
    let house = House::open().await;
    let (id, token) = house.link("0643", Role::Respondent, None, "Berit Lund").await;
    let mut berit = opens(&house, &token).await;
    let mut left = opens(&house, &token).await;
    let kept = left.clone();
    left.send("/logga-ut", &[]).await;
    house.store.revoke_link(&id, &Author::Program, house.app.now()).await.expect("it is revoked");
    for back in [MINUTE, 2 * HOUR, 10 * DAY] {
        house.wait(-back);
        assert_eq!(berit.get(ROOT).await.status, 401, "a link that was taken back");
        assert_eq!(kept.clone().get(ROOT).await.status, 401, "a session that was left");
        is_over("taken back later", &house, &token, ("Den återkallades", "It was revoked")).await;
        house.wait(back);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_links_end_and_a_rounds_closing_follow_the_clock_both_ways() {
    let house = House::open().await;
    let (_, token) = house.link("0643", Role::Coordinator, None, "Anna Ek").await;
    let mut anna = opens(&house, &token).await;
    writes(&mut anna, "7").await;
    let page = page_of(&mut anna, "E", "E5").await;

    // The round closes after fifteen days, the link ends after twenty.
    house.wait(16 * DAY);
    let mut late = opens(&house, &token).await;
    for (prefix, told) in [
        ("", &["Insamlingen är stängd", "Be den som leder insamlingen"][..]),
        ("/en", &["The collection is closed", "Ask those who lead the collection"]),
    ] {
        let refused = sends(&mut late, &(format!("{prefix}{}", page.0), page.1.clone()), "8").await;
        assert!(refused.status.is_client_error(), "{}", refused.status);
        for told in told {
            assert!(refused.text.contains(told), "{told}: {}", refused.text);
        }
        check("after closing", &refused);
    }
    assert_eq!(held(&house, "E5").await, Some(json!("7")));
    house.wait(-2 * DAY);
    let shown = sends(&mut late, &page, "8").await;
    assert!(shown.status.is_success(), "before closing again: {}", shown.text);
    assert_eq!(held(&house, "E5").await, Some(json!("8")));
    house.wait(7 * DAY);
    is_over("past its end", &house, &token, ("Den gick ut", "It expired")).await;
    house.wait(-2 * DAY);
    opens(&house, &token).await;

    // What somebody closed stays closed.
    house.wait(-10 * DAY);
    let mut desk = house.analyst().await;
    desk.send("/arbete/2018/stang", &[]).await;
    house.wait(-DAY);
    let mut early = opens(&house, &token).await;
    let refused = sends(&mut early, &page, "9").await;
    assert!(refused.text.contains("Insamlingen är stängd"), "{}", refused.text);
    assert_eq!(held(&house, "E5").await, Some(json!("8")));
}

const LOGIN: &str = "anna.hemlig@kommun.se";
const PASSWORD: &str = "tegel månsken paraply";

async fn signs_in(house: &House, code: &str) -> (Browser, Shown) {
    let mut browser = house.browser();
    let form = [("adress", LOGIN), ("losenord", PASSWORD), ("kod", code)];
    let form: Fields = form.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    let shown = browser.send("/logga-in", &form).await;
    (browser, shown)
}

async fn with_codes(house: &House) -> Secret {
    let new = NewAccount {
        login: LOGIN.parse().expect("an address"),
        name: "Anna Hemlig".parse().expect("a name"),
        password: Password::new(PASSWORD),
        grants: vec![Grant { role: Role::Reader, round: None, scope: Scope::All }],
    };
    house.store.create_account(new, &Author::Program, house.app.now()).await.expect("it is new");
    let from = "192.0.2.250".parse().expect("an address");
    let told = house.store.sign_in(LOGIN, &Password::new(PASSWORD), None, house.app.now(), from).await;
    let Err(SignIn::SetUp(secret)) = told else { panic!("{told:?}") };
    secret
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_works_once_and_none_before_it_ever_again_whatever_the_clock_says() {
    let house = House::open().await;
    let secret = with_codes(&house).await;
    let code = secret.code_at(house.app.now());
    let (mut anna, shown) = signs_in(&house, &code).await;
    assert!(anna.cookie.is_some(), "{}", shown.text);
    for (back, ahead) in [(0, HOUR), (30_000_000, 2 * HOUR), (5 * MINUTE, 3 * HOUR)] {
        house.wait(-back);
        for (case, code) in
            [("the same code", code.clone()), ("the code of then", secret.code_at(house.app.now()))]
        {
            let (browser, shown) = signs_in(&house, &code).await;
            assert!(browser.cookie.is_none(), "{case}, {back} back");
            assert_eq!(shown.status, 422, "{case}, {back} back: {}", shown.text);
            assert!(shown.text.contains("En kod gäller en gång: vänta på nästa"), "{}", shown.text);
            check(case, &shown);
        }
        house.wait(back + ahead);
        // The clock is right again: nobody is locked out by having tried.
        let (browser, shown) = signs_in(&house, &secret.code_at(house.app.now())).await;
        assert!(browser.cookie.is_some(), "afterwards: {}", shown.text);
        house.wait(-ahead);
        assert_eq!(anna.get("/konto").await.status, 200, "who was in stays in");
    }
}
