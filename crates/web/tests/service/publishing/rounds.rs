//! Several rounds of one edition; contested cells until the end, and after it.

use collection::round::RoundState;

use super::*;

const OTHER: &str = "/arbete/2018-prov/publicering";

/// A second round of the same edition, of which one part is submitted.
async fn second_round(house: &House) {
    house.round("2018-prov", "2018", "open", &[("0643", "0643")], &["G"]).await;
    let response = "2018-prov-0643-g".parse().expect("an id");
    let change = |cell: &str, value: serde_json::Value| {
        let change = Change { value: Some(value), based_on: None, settles: Vec::new(), erased: false };
        (cell.parse().expect("a cell"), change)
    };
    let cells = [change("G2.missbruk", json!("ja"))].into();
    let add = async |id: &str, content: Content| {
        let (id, response) = (id.parse().expect("an id"), "2018-prov-0643-g".parse().expect("an id"));
        let fact = Fact { id, response, author: Author::Link("lank".into()), content };
        house.store.append(fact).await.expect("it is taken");
    };
    add("o1-s", Content::Saved { cells }).await;
    let head = house.store.head(&response).await.expect("it is there");
    let seen = head.latest.clone().expect("something was saved");
    add("o1-u", Content::Submitted { seen, cells: head.answers() }).await;
}

async fn send_to(browser: &mut Browser, desk: &str, to: &str, pairs: &[(&str, &str)]) -> Shown {
    let page = browser.get(desk).await;
    let seen = sent(&Page::read(&page.text)).into_iter().find(|(name, _)| name == "sett");
    let mut all = fields(pairs);
    all.extend(seen);
    browser.send(&format!("{desk}{to}"), &all).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_withdrawn_draft_stands_in_no_round_s_way_and_a_round_corrects_only_itself() {
    let house = house().await;
    second_round(&house).await;
    answered(&house, "f1", "nej").await;
    let mut publisher = house.staff("publicerare", &[(Role::Publisher, None, None)]).await;
    assert_eq!(send_to(&mut publisher, OTHER, "/utkast", &[]).await.status, 200);
    let waits = send(&mut publisher, "/utkast", &[]).await;
    assert!(waits.status == 422 && waits.text.contains("annan omgång"), "{}", waits.text);
    assert_eq!(send_to(&mut publisher, OTHER, "/aterkalla", &[("varfor", "Fel omgång")]).await.status, 200);
    assert!(!publisher.get(DESK).await.text.contains("En annan omgång publiceras"));
    assert_eq!(send(&mut publisher, "/utkast", &[]).await.status, 200);
    let time = local(house.app.now() + WHILE);
    assert_eq!(send(&mut publisher, "/tid", &[("dag", &time.0), ("tid", &time.1)]).await.status, 200);
    house.wait(DAY);
    let mut publisher = house.staff("publicerare-2", &[(Role::Publisher, None, None)]).await;
    let refused = send_to(&mut publisher, OTHER, "/utkast", &[]).await;
    assert!(
        refused.status == 422 && refused.text.contains("kommer från en annan omgång"),
        "{}",
        refused.text
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_drafts_while_others_answer_is_warned() {
    let house = house().await;
    house.round("2018-stangd", "2018", "open", &[("0643", "0643")], &["G"]).await;
    let mut closed = house.store.round(&"2018-stangd".parse().expect("an id")).await.expect("it is there");
    closed.state = RoundState::Closed;
    house.store.move_round(&closed, "", &Author::Program, house.app.now()).await.expect("it is closed");
    let mut publisher = house.staff("publicerare", &[(Role::Publisher, None, None)]).await;
    assert!(publisher.get(DESK).await.text.contains("Insamlingen pågår"));
    assert!(!publisher.get("/arbete/2018-stangd/publicering").await.text.contains("Insamlingen pågår"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cell_that_was_to_be_corrected_must_change_or_be_said_to_stand() {
    let house = house().await;
    answered(&house, "f1", "nej").await;
    let mut publisher = house.staff("publicerare", &[(Role::Publisher, Some("2018"), None)]).await;
    let mut analyst = house.analyst().await;
    let mut anna = house.opened("0643", Role::Coordinator, None, "Anna Ek").await;
    send(&mut publisher, "/utkast", &[]).await;
    send(&mut publisher, "/forhandsvisning", &[("oppen", "ja")]).await;
    let contest = fields(&[("indikator", INDICATOR), (&format!("skal-{INDICATOR}"), "Vi har rutinen")]);
    anna.send(OWN, &contest).await;
    let page = Page::read(&analyst.get(DESK).await.text);
    let no = sent(&page).into_iter().find(|(name, _)| name == "bestridan").expect("a form").1;
    let decision = |verdict: &str| {
        let (of, words) = (format!("beslut-{no}"), format!("ord-{no}"));
        fields(&[("bestridan", &no), (&of, verdict), (&words, "Se svaret på G2")])
    };
    assert_eq!(analyst.send(&format!("{DESK}/beslut"), &decision("rattas")).await.status, 200);
    // The draft is another one, since somebody else's answer changed; the cell is what it was.
    append(&house, "x1", Content::Reopened { why: "Rätta".into() }).await;
    let head = house.store.head(&"2018-0643-g".parse().expect("an id")).await.expect("it is there");
    let cell: collection::ids::CellId = "G2.lss".parse().expect("a cell");
    let change = Change { value: Some(json!("nej")), based_on: None, settles: Vec::new(), erased: false };
    append(&house, "x2", Content::Saved { cells: [(cell, change)].into() }).await;
    assert!(head.latest.is_some());
    let head = house.store.head(&"2018-0643-g".parse().expect("an id")).await.expect("it is there");
    let seen = head.latest.clone().expect("something was saved");
    append(&house, "x3", Content::Submitted { seen, cells: head.answers() }).await;
    assert_eq!(send(&mut publisher, "/utkast", &[]).await.status, 200);
    let time = local(house.app.now() + WHILE);
    let at = [("dag", time.0.as_str()), ("tid", time.1.as_str())];
    let refused = send(&mut publisher, "/tid", &at).await;
    assert!(
        refused.status == 422 && refused.text.contains("skulle rättas men är som förut"),
        "{}",
        refused.text
    );
    assert!(refused.text.contains("Habo"), "{}", refused.text);
    // It turns out to be right.
    assert_eq!(analyst.send(&format!("{DESK}/beslut"), &decision("kvarstar")).await.status, 200);
    assert_eq!(send(&mut publisher, "/tid", &at).await.status, 200);
    house.wait(DAY);
    // What was contested and decided stays to be read, with the way to what was published.
    let mut anna = house.opened("0643", Role::Coordinator, None, "Anna Ek").await;
    let own = anna.get(OWN).await;
    for told in ["Det ni har bestridit", "Se svaret på G2", "Kvarstår", "/resultat/2018-v1/enhet/0643"] {
        assert!(own.text.contains(told), "{told}: {}", own.text);
    }
    checks::all("after publication sv", &Page::read(&own.text));
}
