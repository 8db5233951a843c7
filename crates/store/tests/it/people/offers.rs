//! What a city offers its districts.

use std::collections::BTreeMap;

use collection::fact::Author;
use collection::ids::CellId;
use collection::round::Subject;
use serde_json::{Value, json};
use store::NotDone;

use crate::support::facts::*;
use crate::support::people::*;
use crate::support::{Place, on_both};

on_both!(an_offer_is_kept_beside_and_never_an_answer,);

async fn an_offer_is_kept_beside_and_never_an_answer(place: Place) {
    let store = place.open().await;
    with_responses(&store, "2018", 1).await;
    let (round, city) = (round_id(), "0180".parse().expect("an id"));
    let by = Author::Link("staden".into());
    let cells = |cells: &[(&str, Option<Value>)]| -> BTreeMap<CellId, Option<Value>> {
        cells.iter().map(|(cell, value)| (cell.parse().expect("an id"), value.clone())).collect()
    };
    let first = cells(&[("G6", Some(json!("ja_samtliga"))), ("G6a", Some(json!("ja")))]);
    let refused = store.offer(&round, &city, &first, &by, NOW).await;
    assert!(matches!(refused, Err(NotDone::NoSubject { .. })), "the city does not take part");
    let subject = Subject { id: city.clone(), unit: "0180".into() };
    store.add_subjects(&round, &[subject]).await.expect("it is new");
    store.offer(&round, &city, &first, &by, NOW).await.expect("it is offered");
    let then = cells(&[("G6", Some(json!("nej"))), ("G6a", None)]);
    store.offer(&round, &city, &then, &by, NOW + MINUTE).await.expect("it is offered");
    let offers = store.offers(&round, &city).await.expect("read");
    let told: Vec<(&str, &Value, i64)> =
        offers.iter().map(|(cell, offer)| (cell.as_str(), &offer.value, offer.at)).collect();
    assert_eq!(told, [("G6", &json!("nej"), NOW + MINUTE)], "the last one counts, and one was taken back");
    let heads = store.heads(&round).await.expect("read");
    assert!(heads.values().all(|head| head.cells.is_empty() && head.latest.is_none()), "no answer was given");
    assert_eq!(store.chain_end(&round).await.expect("read").no, 0, "and nothing stands in the chain");
}
