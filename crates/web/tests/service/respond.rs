//! The way of a coordinator through the service, and what becomes of it in the store.

use collection::access::Role;
use collection::fact::Content;
use collection::form::answers::cells_of;
use collection::receipt::Receipt;
use domain::EditionYear;
use results::simulate::simulate;
use serde_json::Value;

use crate::House;
use crate::browser::{Browser, Shown};
use crate::page::{Page, sent};

pub(crate) type Fields = Vec<(String, String)>;

/// Puts an answer into the fields of a form, as a person would.
pub(crate) fn fill(fields: &mut Fields, cell: &str, value: &Value) {
    fields.retain(|(name, _)| name != cell && *name != format!("{cell}.cannot_say"));
    let mut put = |text: &str| fields.push((cell.to_owned(), text.to_owned()));
    match value {
        Value::String(text) => put(text),
        Value::Array(several) => {
            let texts: Vec<&str> = several.iter().filter_map(Value::as_str).collect();
            texts.iter().for_each(|text| put(text));
        }
        Value::Object(_) => fields.push((format!("{cell}.cannot_say"), "1".to_owned())),
        other => panic!("an answer of another form: {other}"),
    }
}

/// Answers every page of a part with the simulated answers of a unit; pages are gone through until no more are shown.
pub(crate) async fn answer_all(
    house: &House,
    browser: &mut Browser,
    root: &str,
    part: &str,
    unit: &str,
) -> Shown {
    let edition = &house.app.catalogue.editions[&EditionYear(2018)];
    let answers = simulate(edition, 7);
    let place = edition.frame.position(unit).expect("a unit");
    let cells = cells_of(edition, &answers, place);
    let mut shown = browser.get(&format!("{root}/{part}/1")).await;
    for no in 1.. {
        let address = format!("{root}/{part}/{no}");
        if shown.address != address {
            break;
        }
        let mut fields = sent(&Page::read(&shown.text));
        for (cell, value) in &cells {
            let base = format!("base.{cell}");
            match cell.as_str().strip_suffix("#comment") {
                Some(commented) if fields.iter().any(|(name, _)| *name == base) => {
                    let field = format!("{commented}.comment");
                    fields.retain(|(name, _)| *name != field);
                    fields.push((field, value.as_str().unwrap_or_default().to_owned()));
                }
                Some(_) => {}
                None if fields.iter().any(|(name, _)| *name == base) => {
                    fill(&mut fields, cell.as_str(), value)
                }
                None => {}
            }
        }
        shown = browser.send(&address, &fields).await;
        assert!(shown.status.is_success(), "page {no} of part {part}: {} {}", shown.status, shown.text);
    }
    shown
}

#[tokio::test(flavor = "multi_thread")]
async fn a_coordinator_answers_a_manager_signs_and_the_receipt_holds_every_answer() {
    let house = House::open().await;
    let mut anna = house.opened("0643", Role::Coordinator, None, "Anna Ek").await;
    let hub = anna.get("/svara/2018/0643").await;
    assert!(hub.text.contains("Habo"), "{}", hub.text);

    let root = "/svara/2018/0643";
    answer_all(&house, &mut anna, root, "E", "0643").await;
    answer_all(&house, &mut anna, root, "G", "0643").await;
    let summary = anna.get(&format!("{root}/G/sammanstallning")).await;
    assert!(summary.text.contains("Alla svar"));

    let asked = anna.get(&format!("{root}/E/skicka")).await;
    assert!(asked.text.contains("Chefens godkännande"), "{}", asked.text);
    let mut chef = house.opened("0643", Role::Manager, None, "Bo Chef").await;
    let to_sign = chef.get(&format!("{root}/E/godkann")).await;
    let mut fields = sent(&Page::read(&to_sign.text));
    fields.retain(|(name, _)| name != "name" && name != "role");
    fields.extend([("name".into(), "Bo Chef".into()), ("role".into(), "Socialchef".into())]);
    let signed = chef.send(&format!("{root}/E/godkann"), &fields).await;
    assert!(signed.status.is_success(), "{}", signed.text);

    let asked = anna.get(&format!("{root}/E/skicka")).await;
    let fields = sent(&Page::read(&asked.text));
    let receipt = anna.send(&format!("{root}/E/skicka"), &fields).await;
    assert_eq!(receipt.address, format!("{root}/E/kvitto"), "{}", receipt.text);
    assert!(receipt.text.contains("Socialchef"), "{}", receipt.text);
    let again = anna.send(&format!("{root}/E/skicka"), &fields).await;
    assert_eq!(again.status, 409, "it is submitted once");

    let file = anna.get(&format!("{root}/E/kvitto.json")).await;
    let file: Receipt = serde_json::from_str(&file.text).expect("a receipt");
    assert_eq!(file.faults(), []);
    let Some(Content::Signed { name, role, .. }) =
        file.signed_off.as_ref().map(|signed| &signed.fact.content)
    else {
        panic!("the sign-off is in the receipt: {file:?}")
    };
    assert_eq!((name.as_str(), role.as_str()), ("Bo Chef", "Socialchef"));
    let Content::Submitted { cells, .. } = &file.submitted.fact.content else {
        panic!("a submission: {file:?}")
    };
    let head = house.store.head(&"2018-0643-e".parse().expect("an id")).await.expect("it is there");
    assert_eq!(
        serde_json::to_value(cells).expect("JSON"),
        serde_json::to_value(head.answers()).expect("JSON")
    );
    let anchors = [&file.submitted].into_iter().chain(&file.signed_off);
    let anchors = anchors.map(|sealed| store::Anchor { no: sealed.batch.no, hash: sealed.batch_hash });
    let audit = house.store.verify(&"2018".parse().expect("an id"), anchors).await.expect("it is read");
    assert!(audit.faults.is_empty(), "{:?}", audit.faults);
}
