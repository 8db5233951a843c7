//! Passing parts on.

use collection::access::Role;

use super::{ROOT, seen, ways, with};
use crate::House;
use crate::browser::Shown;
use crate::page::Page;
use crate::respond::Fields;

const SHARE: &str = "/svara/2018/0643/dela";

fn token_in(shown: &Shown) -> String {
    let text = Page::read(&shown.text).by_id("f-lankadress").expect("the link is shown").text.clone();
    text.rsplit_once("/lank/").expect("an address").1.trim().to_owned()
}

fn form(shown: &Shown, put: &[(&str, &str)]) -> Fields {
    let mut fields = with(shown, put);
    fields.retain(|(name, _)| name != "lank");
    fields
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_is_passed_on_by_a_link_that_is_shown_once_and_can_be_taken_back() {
    let house = House::open().await;
    let mut anna = house.opened("0643", Role::Coordinator, None, "Anna Ek").await;
    assert!(ways(&anna.get(ROOT).await).contains(&SHARE.to_owned()), "the overview leads there");
    let page = seen(&mut anna, SHARE).await;
    let made =
        anna.send(SHARE, &form(&page, &[("namn", "Berit Lund"), ("del", "E"), ("roll", "respondent")])).await;
    let token = token_in(&made);
    crate::page::checks::all("a new link sv", &Page::read(&made.text));
    assert!(
        made.text.contains("Hej Berit Lund!") && made.text.contains("till och med 2018-03-21"),
        "{}",
        made.text
    );
    assert_eq!(made.headers["cache-control"], "no-store", "what is shown once is kept by nobody");
    let twice =
        anna.send(SHARE, &form(&page, &[("namn", "Berit Lund"), ("del", "E"), ("roll", "respondent")])).await;
    assert_eq!(twice.status, 422, "a page that is loaded again makes no second link");
    assert!(twice.text.contains("Det finns redan en sådan länk"), "{}", twice.text);
    let again = seen(&mut anna, SHARE).await;
    assert!(!again.text.contains(&token) && again.text.contains("Inte öppnad"), "{}", again.text);
    let hub = anna.get(ROOT).await;
    assert!(hub.text.contains("Berit Lund (inbjuden)"), "the overview says who has the part");

    let mut berit = house.browser();
    berit.send(&format!("/lank/{token}"), &[]).await;
    let hub = seen(&mut berit, ROOT).await;
    assert!(hub.text.contains("Del E") || hub.text.contains(&format!("{ROOT}/E")), "{}", hub.text);
    assert!(
        !ways(&hub).iter().any(|way| way.contains("/G") || way.ends_with("/dela")),
        "only their part, and no sharing"
    );
    assert_eq!(berit.get(SHARE).await.status, 403);
    assert_eq!(berit.get(&format!("{ROOT}/G")).await.status, 404);
    let left = seen(&mut berit, &format!("{ROOT}/E/skicka")).await;
    assert!(left.text.contains("skickar samordnaren in delen"), "{}", left.text);
    assert!(!ways(&left).contains(&format!("{ROOT}/E/godkann")));

    let page = anna.get(SHARE).await;
    assert!(page.text.contains("I bruk"), "{}", page.text);
    let id = with(&page, &[]).into_iter().find(|(name, _)| name == "lank").expect("one can be taken back");
    let after = anna.send(&format!("{SHARE}/aterta"), &[id]).await;
    assert!(after.text.contains("Återkallad"), "{}", after.text);
    assert_eq!(berit.get(ROOT).await.status, 401, "their session ended");
    let told = house.browser().get(&format!("/lank/{token}")).await;
    assert_eq!(told.status, 410, "{}", told.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_passed_on_is_said_at_its_field() {
    let house = House::open().await;
    let mut anna = house.opened("0643", Role::Coordinator, Some(&["E"]), "Anna Ek").await;
    let page = anna.get(SHARE).await;
    let long = "x".repeat(121);
    for (case, put, told) in [
        ("no name", ("namn", " "), "Skriv kollegans eller chefens namn"),
        ("a very long name", ("namn", long.as_str()), "högst 120 tecken"),
        ("a name turned around", ("namn", "Be\u{202e}rit"), "Skriv kollegans eller chefens namn"),
        ("a personal number", ("namn", "Berit 19121212-1212"), "innehöll ett personnummer"),
        ("no part", ("del", ""), "Välj bland de delar som er egen länk öppnar"),
        ("a part of others", ("del", "G"), "Välj bland de delar som er egen länk öppnar"),
        ("a coordinator", ("roll", "coordinator"), "Välj vad länken är till för"),
        ("an analyst", ("roll", "national_analyst"), "Välj vad länken är till för"),
        ("no date", ("till", "i morgon"), "år-månad-dag"),
        ("yesterday", ("till", "2018-02-28"), "inte har varit"),
        ("longer than their own", ("till", "2018-03-22"), "till och med 2018-03-21"),
    ] {
        let good = [("namn", "Berit Lund"), ("del", "E"), ("roll", "respondent"), ("till", "2018-03-20")];
        let put: Vec<(&str, &str)> =
            good.into_iter().map(|(name, text)| if name == put.0 { put } else { (name, text) }).collect();
        let shown = anna.send(SHARE, &form(&page, &put)).await;
        assert_eq!(shown.status, 422, "{case}");
        assert!(shown.text.contains(told), "{case}: {}", shown.text);
        assert!(!shown.text.contains("19121212"), "{case}: it is not repeated");
        crate::page::checks::all(&format!("{case} sv"), &Page::read(&shown.text));
    }
    let links = house.store.links(&"2018".parse().expect("an id"), None).await.expect("read");
    assert_eq!(links.len(), 1, "no link was given but their own");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_links_within_ones_own_are_seen_and_taken_back() {
    let house = House::open().await;
    let (other, _) = house.link("0642", Role::Respondent, Some(&["E"]), "Grannen").await;
    let (wider, _) = house.link("0643", Role::Respondent, Some(&["E", "G"]), "Vid bredd").await;
    let (elsewhere, _) = house.link("0643", Role::Respondent, Some(&["G"]), "Gunnar").await;
    let mut anna = house.opened("0643", Role::Coordinator, Some(&["E"]), "Anna Ek").await;
    let page = anna.get(SHARE).await;
    assert!(
        page.text.contains("Vid bredd") && !page.text.contains("Gunnar") && !page.text.contains("Grannen")
    );
    for id in [other, wider, elsewhere] {
        let told = anna.send(&format!("{SHARE}/aterta"), &[("lank".to_owned(), id.to_string())]).await;
        assert_eq!(told.status, 404);
    }
    let links = house.store.links(&"2018".parse().expect("an id"), None).await.expect("read");
    assert!(links.iter().all(|issued| issued.link.revoked.is_none()));
}
