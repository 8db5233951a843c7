//! The store is away, or its disk is full: what somebody wrote is on the page that says so.

use axum::http::StatusCode;
use collection::access::Role;

use crate::answering::city;
use crate::ask::set;
use crate::browser::{Browser, Shown};
use crate::page::{Page, sent};
use crate::respond::Fields;
use crate::{House, postgres};

const PAGE: &str = "/svara/2018/0643/G/1";
const OFFER: &str = "/stad/staden/0180/G/4";
const WRITTEN: &str = "Vi <följer> upp \"varje\" månad & skriver ned det";

const ANSWERED: [(&str, &str); 2] = [("G1", "ja"), ("G1.comment", WRITTEN)];
const OFFERED: [(&str, &str); 1] = [("G6", "ja_samtliga")];

/// What a page sends with some fields filled in.
fn filled_in(shown: &Shown, filled: &[(&str, &str)]) -> Fields {
    let mut fields: Fields = sent(&Page::read(&shown.text));
    for (name, text) in filled {
        set(&mut fields, name, text);
    }
    fields
}

/// A page is sent while the store is away: everything that was filled in is on the page that says so.
async fn is_told(house: &House, browser: &mut Browser, address: &str, filled: &[(&str, &str)]) -> String {
    let mut fields = filled_in(&browser.get(address).await, filled);
    house.store.close().await;
    let told = browser.send(address, &fields).await;
    assert_eq!(told.status, StatusCode::SERVICE_UNAVAILABLE);
    let (title, again) = match address.starts_with("/en/") {
        false => ("Det gick inte att spara", "Skicka igen"),
        true => ("It could not be saved", "Send again"),
    };
    assert!(told.text.contains(title) && told.text.contains(again), "{}", told.text);
    let mut kept = sent(&Page::read(&told.text));
    kept.sort();
    fields.sort();
    assert_eq!(kept, fields, "everything that was sent would be sent again");
    told.text
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_sent_while_the_store_was_away_is_still_in_a_form_that_can_be_sent_again() {
    for address in [PAGE.to_owned(), format!("/en{PAGE}")] {
        let house = House::open().await;
        let mut anna = house.opened("0643", Role::Coordinator, None, "Anna Ek").await;
        let told = is_told(&house, &mut anna, &address, &ANSWERED).await;
        assert!(told.contains("textarea"), "what somebody wrote can be seen");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_city_offers_while_the_store_is_away_is_still_there_too() {
    for address in [OFFER.to_owned(), format!("/en{OFFER}")] {
        let house = House::open().await;
        city::add_city(&house).await;
        let mut stina = city::opened(&house, "0180", Role::Coordinator).await;
        is_told(&house, &mut stina, &address, &OFFERED).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_offer_that_a_full_disk_refuses_is_taken_when_there_is_room() {
    let (house, database) = House::open_on_postgres().await;
    city::add_city(&house).await;
    let mut stina = city::opened(&house, "0180", Role::Coordinator).await;
    let fields = filled_in(&stina.get(OFFER).await, &OFFERED);
    postgres::shared().sql(
        &database,
        "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
         RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$; \
         CREATE TRIGGER full_disk BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION full_disk()",
    );
    let told = stina.send(OFFER, &fields).await;
    assert_eq!(told.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(told.text.contains("Lagret är fullt."), "{}", told.text);
    let again: Fields = sent(&Page::read(&told.text));
    assert!(again.contains(&(OFFERED[0].0.to_owned(), OFFERED[0].1.to_owned())), "{}", told.text);
    let (round, city) = ("staden".parse().expect("an id"), "0180".parse().expect("an id"));
    assert!(house.store.offers(&round, &city).await.expect("read").is_empty(), "nothing was saved");
    postgres::shared().sql(&database, "DROP FUNCTION full_disk() CASCADE");
    assert_eq!(stina.send(OFFER, &again).await.status, StatusCode::OK);
    assert_eq!(house.store.offers(&round, &city).await.expect("read").len(), 1, "it is saved");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_of_postgresql_is_told_and_the_same_form_is_taken_when_there_is_room() {
    let (house, database) = House::open_on_postgres().await;
    let mut anna = house.opened("0643", Role::Coordinator, None, "Anna Ek").await;
    let sql = |sql: &str| postgres::shared().sql(&database, sql);
    for (root, told_here, told_there) in
        [("", "Kunde inte spara.", "Lagret är fullt."), ("/en", "Could not save.", "The store is full.")]
    {
        let address = format!("{root}{PAGE}");
        let response = "2018-0643-g".parse().expect("an id");
        let before = house.store.head(&response).await.expect("read");
        let mut fields: Fields = sent(&Page::read(&anna.get(&address).await.text));
        let written = format!("{WRITTEN} {told_here}");
        fields.retain(|(name, _)| name != "G1.comment");
        fields.push(("G1.comment".to_owned(), written.clone()));
        sql("CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
             RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$; \
             CREATE TRIGGER full_disk BEFORE INSERT ON fact FOR EACH ROW EXECUTE FUNCTION full_disk(); \
             CREATE TRIGGER full_disk BEFORE INSERT ON link FOR EACH ROW EXECUTE FUNCTION full_disk()");
        let told = anna.send(&address, &fields).await;
        assert_eq!(told.status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(told.text.contains(told_here), "{}", told.text);
        assert_eq!(house.store.head(&response).await.expect("read"), before, "nothing was saved");
        let again: Fields = sent(&Page::read(&told.text));
        assert!(again.contains(&("G1.comment".to_owned(), written.clone())), "what was written is there");
        let share = format!("{root}/svara/2018/0643/dela");
        let mut link: Fields = sent(&Page::read(&anna.get(&share).await.text));
        link.retain(|(name, _)| !["lank", "namn", "del", "roll"].contains(&name.as_str()));
        link.extend(
            [
                ("namn", if root.is_empty() { "Berit Ek" } else { "Cecilia Ek" }),
                ("del", "E"),
                ("roll", "respondent"),
            ]
            .map(|(a, b)| (a.into(), b.into())),
        );
        let told = anna.send(&share, &link).await;
        assert_eq!(told.status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(told.text.contains(told_there), "{}", told.text);
        sql("DROP FUNCTION full_disk() CASCADE");
        assert_eq!(anna.send(&share, &link).await.status, StatusCode::OK, "the link is given");
        let saved = anna.send(&address, &again).await;
        assert_eq!(saved.status, StatusCode::OK, "it leads on: {}", saved.text);
        let now = house.store.head(&response).await.expect("read").answers();
        assert!(now.values().any(|value| value.as_str() == Some(&written)), "it is saved: {now:?}");
    }
}
