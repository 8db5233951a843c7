//! The own archive, and last round's answers beside this round's questions.

use std::collections::BTreeMap;

use collection::access::Role;
use collection::fact::{Author, Change, Content, Fact};
use collection::ids::CellId;
use collection::round::RoundState;
use serde_json::{Value, json};

use super::{ROOT, reopen, seen, signs, submitted, ways, with};
use crate::House;
use crate::house::{DAY, NOON};

#[tokio::test(flavor = "multi_thread")]
async fn every_submission_stays_readable_with_its_receipt() {
    let house = House::open().await;
    let (mut anna, mut bo, _) = submitted(&house).await;
    reopen(&house).await;
    let form = anna.get(&format!("{ROOT}/E/1")).await;
    anna.send(&format!("{ROOT}/E/1"), &with(&form, &[("E1.comment", "Rättat i andra vändan")])).await;
    signs(&mut bo, "E").await;
    let page = anna.get(&format!("{ROOT}/E/skicka")).await;
    anna.send(&format!("{ROOT}/E/skicka"), &with(&page, &[])).await;

    let archive = seen(&mut anna, &format!("{ROOT}/arkiv")).await;
    let receipts: Vec<String> =
        ways(&archive).into_iter().filter(|way| way.starts_with(&format!("{ROOT}/arkiv/2018/"))).collect();
    assert_eq!(receipts.len(), 2, "{receipts:?} {}", archive.text);
    let (latest, first) = (seen(&mut anna, &receipts[0]).await, seen(&mut anna, &receipts[1]).await);
    assert!(latest.text.contains("Rättat i andra vändan") && !first.text.contains("Rättat i andra vändan"));
    assert!(first.text.contains("öppnades igen efter den här inskickningen"), "{}", first.text);
    for receipt in [&latest, &first] {
        assert!(receipt.text.contains("Socialchef"), "signed off as it was then");
        assert!(!ways(receipt).iter().any(|way| way.contains("/E/1")), "nothing of it can be changed");
    }
    let mut gunnar = house.opened("0643", Role::Respondent, Some(&["G"]), "Gunnar").await;
    let empty = seen(&mut gunnar, &format!("{ROOT}/arkiv")).await;
    assert!(empty.text.contains("Ingenting är inskickat ännu"), "another part's submissions are not theirs");
    assert_eq!(gunnar.get(&receipts[0]).await.status, 404);
    let mut stranger = house.opened("0642", Role::Coordinator, None, "Grannen").await;
    assert_eq!(stranger.get(&receipts[0]).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_earlier_round_is_in_the_archive_and_its_answers_beside_this_rounds_questions() {
    let house = House::open().await;
    let (mut anna, _, _) = submitted(&house).await;
    let round = "2018".parse().expect("an id");
    house
        .store
        .change_round(&round, Some(NOON - 400 * DAY), Some(NOON - 300 * DAY), RoundState::Closed)
        .await
        .expect("it is closed");
    house.round("2018-2", "2018", "open", &[("0643", "0643")], &["G", "E"]).await;
    let (_, token) = house.link_in("2018-2", "0643", Role::Coordinator, None, "Cilla").await;
    let mut cilla = house.browser();
    cilla.send(&format!("/lank/{}", token.reveal()), &[]).await;
    let archive = seen(&mut cilla, "/svara/2018-2/0643/arkiv").await;
    let way = ways(&archive)
        .into_iter()
        .find(|way| way.contains("/arkiv/2018/"))
        .expect("the earlier round is there");
    assert!(archive.text.contains("Anna Ek"), "{}", archive.text);
    let receipt = seen(&mut cilla, &way).await;
    assert!(receipt.text.contains("Kvittonummer"), "{}", receipt.text);
    let page = cilla.get("/svara/2018-2/0643/E/1").await;
    assert!(page.text.contains("Oförändrat"), "last round's answer is beside the question");
    assert_eq!(anna.get(&way).await.status, 404, "the old link opens its own round alone");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_sees_earlier_rounds_of_its_grants_and_no_others() {
    let house = House::open().await;
    submitted(&house).await;
    let round = "2018".parse().expect("an id");
    let (opens, closes) = (Some(NOON - 400 * DAY), Some(NOON - 300 * DAY));
    house.store.change_round(&round, opens, closes, RoundState::Closed).await.expect("it is closed");
    house.round("2018-2", "2018", "open", &[("0643", "0643"), ("0642", "0642")], &["G", "E"]).await;
    let analyst = Role::NationalAnalyst;
    let mut everywhere = house.staff("alla", &[(analyst, None, None)]).await;
    let archive = seen(&mut everywhere, "/svara/2018-2/0643/arkiv").await;
    let is_earlier = |way: &String| way.contains("/arkiv/2018/");
    let earlier = ways(&archive).into_iter().find(is_earlier).expect("the earlier round is there");
    for (case, grants, archive, receipt) in [
        ("every round", &[(analyst, None, None)][..], Some(true), 200),
        ("this round alone", &[(analyst, Some("2018-2"), None)], Some(false), 404),
        (
            "both, by two grants",
            &[(analyst, Some("2018-2"), None), (analyst, Some("2018"), None)],
            Some(true),
            200,
        ),
        (
            "the earlier one in another county",
            &[(analyst, Some("2018-2"), None), (analyst, Some("2018"), Some("01"))],
            Some(false),
            404,
        ),
        (
            "the earlier one in another role",
            &[(analyst, Some("2018-2"), None), (Role::Reviewer, Some("2018"), None)],
            Some(false),
            404,
        ),
        ("another unit", &[(analyst, None, Some("0642"))], None, 404),
        ("another county", &[(analyst, None, Some("01"))], None, 404),
        ("the earlier round alone", &[(analyst, Some("2018"), None)], None, 404),
    ] {
        let mut staff = house.staff(&case.replace([' ', ','], "-"), grants).await;
        let shown = staff.get("/svara/2018-2/0643/arkiv").await;
        let found = shown.status.is_success().then(|| ways(&shown).iter().any(is_earlier));
        assert_eq!(found, archive, "{case}: {}", shown.text);
        assert_eq!(staff.get(&earlier).await.status, receipt, "{case}: {earlier}");
        // Another's submission is in nobody's archive, whatever address it is asked for under.
        let elsewhere = earlier.replace("/0643/", "/0642/");
        assert_eq!(staff.get(&elsewhere).await.status, 404, "{case}: {elsewhere}");
    }
}

/// A closed round of an edition that the catalogue does not hold any more, with what Habo submitted of part E.
async fn round_of_2017(house: &House, answers: &[(&str, Value)]) {
    house.round("2017", "2017", "open", &[("0643", "0643")], &["E"]).await;
    let response = || "2017-0643-e".parse().expect("an id");
    let cells: BTreeMap<CellId, Value> =
        answers.iter().map(|(cell, value)| (cell.parse().expect("an id"), value.clone())).collect();
    let change =
        |value: &Value| Change { value: Some(value.clone()), based_on: None, settles: vec![], erased: false };
    let saved =
        Content::Saved { cells: cells.iter().map(|(cell, value)| (cell.clone(), change(value))).collect() };
    let submitted = Content::Submitted { seen: "then-1".parse().expect("an id"), cells };
    for (id, content) in [("then-1", saved), ("then-2", submitted)] {
        let fact =
            Fact { id: id.parse().expect("an id"), response: response(), author: Author::Program, content };
        house.store.append(fact).await.expect("it is taken");
    }
    let round = "2017".parse().expect("an id");
    let (opens, closes) = (Some(NOON - 400 * DAY), Some(NOON - 300 * DAY));
    house.store.change_round(&round, opens, closes, RoundState::Closed).await.expect("it is closed");
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_of_another_edition_stand_beside_the_questions_they_became_and_no_others() {
    let house = House::open().await;
    round_of_2017(&house, &[("E11", json!("ja_alla")), ("E4", json!("ja"))]).await;
    let mut anna = house.opened("0643", Role::Coordinator, None, "Anna Ek").await;
    let became = anna.get(&format!("{ROOT}/E/10")).await;
    assert!(
        became.text.contains("Oförändrat") && became.text.contains("Öppna jämförelser 2017"),
        "{}",
        became.text
    );
    let same_code = anna.get(&format!("{ROOT}/E/4")).await;
    assert!(!same_code.text.contains("Oförändrat"), "nobody says that E4 is the same question");
    let archive = seen(&mut anna, &format!("{ROOT}/arkiv")).await;
    assert!(archive.text.contains("Frågorna finns inte i tjänsten"), "{}", archive.text);
    assert_eq!(anna.get(&format!("{ROOT}/arkiv/2017/then-2")).await.status, 404);
}
