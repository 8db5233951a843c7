//! Three kinds of survey through store and web: municipalities (the rest of these tests), persons, drawn cases.

use collection::access::Role;
use collection::fact::{Author, Content};
use collection::ids::SubjectId;
use collection::round::Subject;
use collection::secret::Token;
use serde_json::{Value, json};
use store::NewLink;

use super::{seen, with};
use crate::House;
use crate::browser::Browser;
use crate::house::DAY;

/// A subject drawn at random, its unit, and the link to it.
async fn drawn(
    house: &House,
    round: &str,
    part: &str,
    class: &str,
    edition: &str,
    name: Option<&str>,
) -> (SubjectId, Token) {
    let number: SubjectId = house.app.new_id().expect("a number drawn at random");
    let subject: SubjectId = number.as_str()[..16].parse().expect("an id");
    house.round(round, edition, class, &[(subject.as_str(), "0001")], &[part]).await;
    let new = NewLink {
        round: round.parse().expect("an id"),
        subject: subject.clone(),
        parts: None,
        role: Role::Individual,
        expires: house.app.now() + 20 * DAY,
        issued_by: Author::Account("utredare".into()),
        label: name.map(|name| name.parse().expect("a name")),
    };
    let (_, token) = house.store.issue_link(new, house.app.now()).await.expect("it is issued");
    (subject, token)
}

async fn opened(house: &House, token: &Token) -> Browser {
    let mut browser = house.browser();
    seen(&mut browser, &format!("/lank/{}", token.reveal())).await;
    browser.send(&format!("/lank/{}", token.reveal()), &[]).await;
    browser
}

/// Answers each page, then submits; gives what the receipt says.
async fn answers(browser: &mut Browser, root: &str, part: &str, pages: &[&[(&str, &str)]]) -> String {
    seen(browser, root).await;
    for (place, put) in pages.iter().enumerate() {
        let address = format!("{root}/{part}/{}", place + 1);
        let page = seen(browser, &address).await;
        let saved = browser.send(&address, &with(&page, put)).await;
        assert!(saved.status.is_success(), "{address}: {}", saved.text);
    }
    seen(browser, &format!("{root}/{part}/sammanstallning")).await;
    let address = format!("{root}/{part}/skicka");
    let page = seen(browser, &address).await;
    assert!(!page.text.contains("Chefens godkännande"), "nobody signs off: {}", page.text);
    let receipt = browser.send(&address, &with(&page, &[])).await;
    assert_eq!(receipt.address, format!("{root}/{part}/kvitto"), "{}", receipt.text);
    seen(browser, &receipt.address).await;
    receipt.text
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_person_answers_leads_back_to_nobody() {
    let house = House::of_surveys().await;
    let (person, token) = drawn(&house, "brukare", "B", "persons", "2026", None).await;
    let mut browser = opened(&house, &token).await;
    let session = browser.cookie.clone().expect("a session");
    let root = format!("/svara/brukare/{person}");
    let pages: [&[(&str, &str)]; 3] = [&[("B1", "ja")], &[("B2", "3")], &[("B3", "Öppna tidigare")]];
    answers(&mut browser, &root, "B", &pages).await;
    for address in [format!("{root}/dela"), format!("{root}/arkiv"), format!("{root}/B/oppna-igen")] {
        assert_eq!(browser.get(&address).await.status, 403, "{address}: nobody else has to do with it");
    }
    let hub = browser.get(&root).await;
    assert!(!hub.text.contains("Kollegor och chef") && !hub.text.contains("Tidigare svar"), "{}", hub.text);

    let response = house.store.responses(&"brukare".parse().expect("an id")).await.expect("read").remove(0);
    let history = house.store.history(&response.id).await.expect("read");
    assert!(history.len() >= 4 && history.iter().all(|entry| entry.fact.author == Author::Anonymous));

    // The whole store, as it is dumped.
    let mut dump = Vec::new();
    house.store.export(&mut dump).await.expect("it is dumped");
    let dump = String::from_utf8(dump).expect("text");
    let secret = session.split_once('=').expect("a cookie").1.to_owned();
    for (what, text) in
        [("the token", token.reveal()), ("the session", secret), ("the address", "127.0.0.1".into())]
    {
        assert!(!dump.contains(&text), "{what} stands in the store");
    }
    let link = house.store.links(&"brukare".parse().expect("an id"), None).await.expect("read").remove(0);
    for line in dump.lines() {
        let row: Value = serde_json::from_str(line).expect("JSON");
        match row["table"].as_str() {
            Some("fact" | "batch" | "head" | "response") => {
                assert!(!line.contains(link.id.as_str()), "an answer names the link: {line}");
            }
            Some("link") => assert_eq!(row["row"]["label"], Value::Null, "nobody's name: {line}"),
            _ => assert!(!line.contains("Öppna tidigare"), "an answer outside of its fact: {line}"),
        }
    }
    assert!(dump.contains("Öppna tidigare"), "the answers themselves are there");
    let subject = Subject { id: person, unit: "0001".into() };
    assert_eq!(house.store.subjects(&"brukare".parse().expect("an id")).await.expect("read"), [subject]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reviewer_notes_what_a_drawn_case_shows() {
    let house = House::of_surveys().await;
    let (case, token) = drawn(&house, "akter", "A", "cases", "2027", Some("Rut Granskare")).await;
    let mut rut = opened(&house, &token).await;
    let root = format!("/svara/akter/{case}");
    let pages: [&[(&str, &str)]; 2] = [&[("A1", "ja"), ("A2", "2026-11-20")], &[("A3", "nej")]];
    let page = rut.get(&format!("{root}/A/1")).await;
    rut.send(&format!("{root}/A/1"), &with(&page, &[("A1", "ja")])).await;
    let receipt = answers(&mut rut, &root, "A", &pages).await;
    assert!(receipt.contains("Rut Granskare"), "the reviewer is known: {receipt}");
    let response = house.store.responses(&"akter".parse().expect("an id")).await.expect("read").remove(0);
    let head = house.store.head(&response.id).await.expect("read");
    assert_eq!(head.answers()[&"A2".parse().expect("an id")], json!("2026-11-20"));
    let history = house.store.history(&response.id).await.expect("read");
    assert!(history.iter().all(|entry| matches!(entry.fact.author, Author::Link(_))));
    assert!(matches!(history.last().expect("facts").fact.content, Content::Submitted { .. }));
    let audit = house.store.verify(&"akter".parse().expect("an id"), None).await.expect("it is read");
    assert!(audit.faults.is_empty(), "{:?}", audit.faults);
}
