//! A city offers, a district decides.

use collection::access::Role;
use collection::round::Subject;
use serde_json::json;

use super::{seen, ways, with};
use crate::House;

/// A round with two districts of Stockholm, and the city itself, which answers nothing.
pub(super) async fn with_city() -> House {
    let house = House::open().await;
    house
        .round(
            "staden",
            "2018",
            "open",
            &[("0180-01", "0180-01"), ("0180-04", "0180-04"), ("0643", "0643")],
            &["G"],
        )
        .await;
    let city = Subject { id: "0180".parse().expect("an id"), unit: "0180".into() };
    house.store.add_subjects(&"staden".parse().expect("an id"), &[city]).await.expect("it is new");
    house
}

pub(super) async fn opened(house: &House, subject: &str, role: Role) -> crate::browser::Browser {
    let (_, token) = house.link_in("staden", subject, role, None, "Någon").await;
    let mut browser = house.browser();
    let landing = browser.get(&format!("/lank/{}", token.reveal())).await;
    assert!(landing.status.is_success(), "{}", landing.text);
    browser.send(&format!("/lank/{}", token.reveal()), &[]).await;
    browser
}

#[tokio::test(flavor = "multi_thread")]
async fn a_city_offers_once_and_each_district_accepts_by_a_save_of_its_own() {
    let house = with_city().await;
    let mut city = opened(&house, "0180", Role::Coordinator).await;
    let hub = seen(&mut city, "/stad/staden/0180").await;
    assert!(hub.text.contains("Rinkeby-Kista") && hub.text.contains("Stockholm"), "{}", hub.text);
    let page = seen(&mut city, "/stad/staden/0180/G/4").await;
    assert!(page.text.contains("Det här är förslag till stadsdelarna"), "{}", page.text);
    assert!(!page.text.contains("Kommentera svaret"), "a comment is the district's own");
    city.send("/stad/staden/0180/G/4", &with(&page, &[("G6", "ja_samtliga")])).await;
    let hub = seen(&mut city, "/stad/staden/0180").await;
    assert!(hub.text.contains("Föreslaget"), "{}", hub.text);

    let response = "staden-0180-01-g".parse().expect("an id");
    let mut kista = opened(&house, "0180-01", Role::Respondent).await;
    let page = seen(&mut kista, "/svara/staden/0180-01/G/4").await;
    assert!(page.text.contains("Stockholm föreslår"), "{}", page.text);
    assert!(
        page.text.contains("kommunövergripande överenskommelse"),
        "what counts for a district stands at the question"
    );
    let head = house.store.head(&response).await.expect("read");
    assert!(head.cells.is_empty(), "an offer is no answer");
    let taken = kista.send("/svara/staden/0180-01/G/4", &with(&page, &[("offered", "G6")])).await;
    assert!(taken.text.contains("Ni har svarat så"), "{}", taken.text);
    let head = house.store.head(&response).await.expect("read");
    let held = &head.cells[&"G6".parse().expect("an id")];
    assert_eq!(held.value, Some(json!("ja_samtliga")));
    let links =
        house.store.links(&"staden".parse().expect("an id"), Some(&"0180-01".parse().expect("an id"))).await;
    let own = collection::fact::Author::Link(links.expect("read")[0].id.to_string());
    assert_eq!(held.author, own, "the district answered, not the city");
    let other = house.store.head(&"staden-0180-04-g".parse().expect("an id")).await.expect("read");
    assert!(other.cells.is_empty(), "the other district has answered nothing");

    // Taken back, it is gone from the pages; what the district answered stays.
    let page = city.get("/stad/staden/0180/G/4").await;
    city.send("/stad/staden/0180/G/4", &with(&page, &[("G6", "")])).await;
    let page = kista.get("/svara/staden/0180-01/G/4").await;
    assert!(!page.text.contains("föreslår"), "{}", page.text);
    assert_eq!(house.store.head(&response).await.expect("read"), head);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_city_sees_no_answers_of_its_districts_and_nobody_else_offers() {
    let house = with_city().await;
    let mut city = opened(&house, "0180", Role::Coordinator).await;
    for address in
        ["/svara/staden/0180-01", "/svara/staden/0180-01/G/4", "/svara/staden/0180", "/stad/staden/0180-01"]
    {
        assert_eq!(city.get(address).await.status, 404, "{address}");
    }
    assert_eq!(city.get("/stad/2018/0180").await.status, 404, "another round");
    let mut kista = opened(&house, "0180-01", Role::Coordinator).await;
    let mut habo = opened(&house, "0643", Role::Coordinator).await;
    for browser in [&mut kista, &mut habo] {
        assert_eq!(browser.get("/stad/staden/0180").await.status, 404);
        let sent = browser.send("/stad/staden/0180/G/4", &[("G6".to_owned(), "nej".to_owned())]).await;
        assert_eq!(sent.status, 404);
    }
    let page = habo.get("/svara/staden/0643/G/4").await;
    assert!(!page.text.contains("föreslår") && ways(&page).len() > 3, "no district, no offer");
}
