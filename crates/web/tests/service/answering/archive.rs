//! The own archive, and last round's answers beside this round's questions.

use collection::access::Role;
use collection::round::RoundState;

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
    let way = ways(&archive).into_iter().find(|way| way.contains("/arkiv/2018/")).expect("the earlier round is there");
    assert!(archive.text.contains("Anna Ek"), "{}", archive.text);
    let receipt = seen(&mut cilla, &way).await;
    assert!(receipt.text.contains("Kvittonummer"), "{}", receipt.text);
    let page = cilla.get("/svara/2018-2/0643/E/1").await;
    assert!(page.text.contains("Oförändrat"), "last round's answer is beside the question");
    assert_eq!(anna.get(&way).await.status, 404, "the old link opens its own round alone");
}
