//! A city offers, a district decides.

use collection::access::Role;
use collection::round::Subject;
use serde_json::json;

use super::{seen, ways, with};
use crate::House;
use crate::browser::Shown;

/// A round with two districts of Stockholm, and the city itself, which answers nothing.
pub(super) async fn with_city() -> House {
    let house = House::open().await;
    add_city(&house).await;
    house
}

/// Adds the same to a service.
pub(crate) async fn add_city(house: &House) {
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
}

pub(crate) async fn opened(house: &House, subject: &str, role: Role) -> crate::browser::Browser {
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

/// The row of a table that begins so.
fn row(page: &Shown, begins: &str) -> Option<String> {
    let rows: Vec<&str> = page.text.split("<tr").skip(1).collect();
    rows.into_iter().find(|row| row.contains(begins)).map(str::to_owned)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_link_of_a_city_is_issued_seen_replaced_and_revoked_as_any_other() {
    let house = with_city().await;
    let round = "staden".parse().expect("an id");
    let city: collection::ids::SubjectId = "0180".parse().expect("an id");
    let mut analyst = house.analyst().await;
    let list = seen(&mut analyst, "/arbete/staden/enheter").await;
    let told = row(&list, ">Stockholm<").unwrap_or_else(|| panic!("the city is asked: {}", list.text));
    assert!(told.contains("samordnar") && told.contains("/arbete/staden/enheter/0180\""), "{told}");
    let unit = "/arbete/staden/enheter/0180";
    assert!(seen(&mut analyst, unit).await.text.contains("Ingen länk är utfärdad ännu"), "not yet");

    // Issued to everybody, the city included.
    let ask = analyst.get("/arbete/staden/lankar").await;
    let file = analyst.send("/arbete/staden/lankar", &with(&ask, &[("som", "fil")])).await;
    let line = file.text.lines().find(|line| line.starts_with("0180;")).expect("the city's link");
    let address = line.split(';').nth(2).expect("a link").strip_prefix("http://localhost").expect("ours");
    let mut coordinator = house.browser();
    assert_eq!(coordinator.send(address, &[]).await.address, "/stad/staden/0180");

    // Seen, and replaced: what it opened is over.
    let page = seen(&mut analyst, unit).await;
    assert!(page.text.contains("I bruk") && page.text.contains("svarar inte själv"), "{}", page.text);
    assert!(ways(&page).contains(&format!("{unit}/lankar/aterkalla")), "{}", page.text);
    let links = house.store.links(&round, Some(&city)).await.expect("read");
    let change =
        |how: &str| [("lank".to_owned(), links[0].id.to_string()), ("gor".to_owned(), how.to_owned())];
    let new = analyst.send(&format!("{unit}/lankar/aterkalla"), &change("byt")).await;
    let of_new =
        new.text.split("/lank/").nth(1).expect("a new link").split(['<', '"']).next().expect("its end");
    assert_eq!(coordinator.get("/stad/staden/0180").await.status, 401, "the old one's session ended");
    assert_eq!(coordinator.send(address, &[]).await.status, 410, "the old one opens nothing");
    let address = format!("/lank/{}", of_new.trim());
    assert_eq!(coordinator.send(&address, &[]).await.address, "/stad/staden/0180", "the new one does");

    // Revoked: it opens nothing, and neither does what it had opened.
    let links = house.store.links(&round, Some(&city)).await.expect("read");
    let valid = links.iter().find(|issued| issued.link.revoked.is_none()).expect("the new one");
    let revoke = [("lank".to_owned(), valid.id.to_string()), ("gor".to_owned(), "aterkalla".to_owned())];
    let page = analyst.send(&format!("{unit}/lankar/aterkalla"), &revoke).await;
    assert_eq!((page.status.as_u16(), page.address.as_str()), (200, unit));
    assert!(page.text.contains("Återkallad") && !page.text.contains("I bruk"), "{}", page.text);
    assert_eq!(coordinator.get("/stad/staden/0180").await.status, 401);
    assert_eq!(coordinator.send(&address, &[]).await.status, 410);

    // One alone is issued, to a coordinator: nobody answers for a city.
    let form = with(&page, &[("roll", "respondent"), ("galler", "2018-04-30"), ("vem", "Cissi Ek")]);
    let refused = analyst.send(&format!("{unit}/lankar"), &form).await;
    assert!(refused.status == 422 && refused.text.contains("Välj en roll"), "{}", refused.text);
    let form = with(&page, &[("roll", "coordinator"), ("galler", "2018-04-30"), ("vem", "Cissi Ek")]);
    assert!(analyst.send(&format!("{unit}/lankar"), &form).await.text.contains("/lank/"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_city_is_there_for_those_whose_grants_hold_one_of_its_districts_and_for_nobody_else() {
    let house = with_city().await;
    let (page, list) = ("/arbete/staden/enheter/0180", "/arbete/staden/enheter");
    let never = "/arbete/staden/enheter/1480";
    for (case, role, place, listed, status) in [
        ("the nation's analyst", Role::NationalAnalyst, None, true, 200),
        ("an analyst of the county", Role::NationalAnalyst, Some("01"), true, 200),
        ("an analyst of one district", Role::NationalAnalyst, Some("0180-04"), true, 200),
        ("an analyst of another county", Role::NationalAnalyst, Some("06"), false, 404),
        ("a reviewer", Role::Reviewer, None, true, 200),
        ("a regional analyst of the county", Role::RegionalAnalyst, Some("01"), true, 403),
        ("a regional analyst of another county", Role::RegionalAnalyst, Some("06"), false, 404),
    ] {
        let mut browser = house.staff(&case.replace([' ', '\''], "-"), &[(role, None, place)]).await;
        let units = browser.get(list).await;
        assert_eq!(units.status, 200, "{case}");
        assert_eq!(row(&units, ">0180<").is_some(), listed, "{case}: {}", units.text);
        let shown = browser.get(page).await;
        assert_eq!(shown.status, status, "{case}");
        if status == 404 {
            let told = browser.get(never).await.text.replace("1480", "0180");
            assert_eq!(shown.text, told, "{case}: as what never was");
        }
        let issues = role == Role::NationalAnalyst && status == 200;
        let fields = [("roll", "coordinator"), ("galler", "2018-04-30")];
        let fields: Vec<_> = fields.map(|(name, text)| (name.to_owned(), text.to_owned())).into();
        for way in ["lankar", "lankar/aterkalla"] {
            let told = browser.send(&format!("{page}/{way}"), &fields).await.status.as_u16();
            match (issues, way) {
                (true, "lankar") => assert_eq!(told, 200, "{case}"),
                // No link is named.
                (true, _) => assert_eq!(told, 404, "{case}"),
                (false, _) => assert_eq!(told, if status == 404 { 404 } else { 403 }, "{case}: {way}"),
            }
        }
    }
    // The way to a city is the desk's alone: nobody reads the questionnaire of a subject that answers nothing.
    let mut analyst = house.staff("utredare", &[(Role::NationalAnalyst, None, None)]).await;
    let mut kista = opened(&house, "0180-01", Role::Coordinator).await;
    for browser in [&mut analyst, &mut kista] {
        for address in ["/svara/staden/0180", "/svara/staden/0180/fil", "/svara/staden/0180/resultat"] {
            assert_eq!(browser.get(address).await.status, 404, "{address}");
        }
    }
    assert_eq!(kista.get(page).await.status, 404, "a link finds no desk");
}
