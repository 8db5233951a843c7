//! The work around answering: colleagues, the manager, opening again, the archive, a city, other kinds of survey.

mod archive;
pub(crate) mod city;
mod kinds;
mod manager;
mod pass_on;
mod reading;
mod submitted;

use collection::access::Role;
use collection::fact::{Author, Content, Fact};

use crate::House;
use crate::browser::{Browser, Shown};
use crate::page::{Page, checks, sent};
use crate::respond::{Fields, answer_all};

const ROOT: &str = "/svara/2018/0643";

/// Looks at a page in both languages, with all that holds of every page.
async fn seen(browser: &mut Browser, address: &str) -> Shown {
    let swedish = browser.get(address).await;
    assert!(swedish.status.is_success(), "{address}: {} {}", swedish.status, swedish.text);
    for (language, shown) in [("sv", swedish.clone()), ("en", browser.get(&format!("/en{address}")).await)] {
        checks::all(&format!("{address} {language}"), &Page::read(&shown.text));
    }
    swedish
}

/// What a page's forms send, with some fields put in.
fn with(shown: &Shown, put: &[(&str, &str)]) -> Fields {
    let mut fields = sent(&Page::read(&shown.text));
    fields.retain(|(name, _)| !put.iter().any(|(known, _)| known == name));
    fields.extend(put.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())));
    fields
}

/// Addresses that a page leads to and sends to.
fn ways(shown: &Shown) -> Vec<String> {
    let page = Page::read(&shown.text);
    let of = |name: &str| {
        page.elements.iter().filter_map(|element| element.get(name).map(str::to_owned)).collect()
    };
    let (links, forms): (Vec<String>, Vec<String>) = (of("href"), of("action"));
    [links, forms].concat()
}

/// Signs a part off.
async fn signs(browser: &mut Browser, part: &str) -> Shown {
    let address = format!("{ROOT}/{part}/godkann");
    let page = browser.get(&address).await;
    browser.send(&address, &with(&page, &[("name", "Bo Chef"), ("role", "Socialchef")])).await
}

/// Part E answered by its coordinator and signed off by a manager.
async fn ready(house: &House) -> (Browser, Browser) {
    let mut anna = house.opened("0643", Role::Coordinator, None, "Anna Ek").await;
    answer_all(house, &mut anna, ROOT, "E", "0643").await;
    let mut bo = house.opened("0643", Role::Manager, None, "Bo Chef").await;
    signs(&mut bo, "E").await;
    (anna, bo)
}

/// The same, submitted.
pub(crate) async fn submitted(house: &House) -> (Browser, Browser, Fields) {
    let (mut anna, bo) = ready(house).await;
    let page = anna.get(&format!("{ROOT}/E/skicka")).await;
    let fields = with(&page, &[]);
    let receipt = anna.send(&format!("{ROOT}/E/skicka"), &fields).await;
    assert_eq!(receipt.address, format!("{ROOT}/E/kvitto"), "{}", receipt.text);
    (anna, bo, fields)
}

/// What those who lead the round do.
async fn reopen(house: &House) {
    let fact = Fact {
        id: house.app.new_id().expect("an id"),
        response: "2018-0643-e".parse().expect("an id"),
        author: Author::Account("utredare".into()),
        content: Content::Reopened { why: "Ni bad om det".into() },
    };
    house.store.append(fact).await.expect("it is opened");
}
