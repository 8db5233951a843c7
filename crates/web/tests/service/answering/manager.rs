//! The manager's way: what is ready, signing, what happens afterwards; and that nobody is offered what is refused.

use collection::access::Role;

use super::{ROOT, ready, seen, signs, ways, with};
use crate::House;
use crate::page::{Page, checks};
use crate::respond::answer_all;

#[tokio::test(flavor = "multi_thread")]
async fn a_manager_sees_what_is_ready_signs_it_and_is_told_what_happens_next() {
    let house = House::open().await;
    let mut bo = house.opened("0643", Role::Manager, None, "Bo Chef").await;
    let hub = seen(&mut bo, ROOT).await;
    assert!(hub.text.contains("Inget är klart att godkänna ännu"), "{}", hub.text);
    let mut anna = house.opened("0643", Role::Coordinator, None, "Anna Ek").await;
    answer_all(&house, &mut anna, ROOT, "E", "0643").await;
    let hub = seen(&mut bo, ROOT).await;
    assert!(hub.text.contains("Läs och godkänn del E") && ways(&hub).contains(&format!("{ROOT}/E/godkann")));
    let signed = signs(&mut bo, "E").await;
    assert_eq!(signed.address, format!("{ROOT}/E/godkant"));
    assert!(signed.text.contains("Samordnaren skickar in delen"), "{}", signed.text);
    seen(&mut bo, &format!("{ROOT}/E/godkant")).await;
    seen(&mut bo, &format!("{ROOT}/E/godkann")).await;
    let hub = anna.get(ROOT).await;
    assert!(hub.text.contains("Godkänd av Bo Chef"), "{}", hub.text);

    // An answer changes: the sign-off is gone, and its page says so.
    let page = anna.get(&format!("{ROOT}/E/1")).await;
    anna.send(&format!("{ROOT}/E/1"), &with(&page, &[("E1.comment", "Rättat")])).await;
    let lost = seen(&mut bo, &format!("{ROOT}/E/godkant")).await;
    assert!(lost.text.contains("inte godkända som de är nu"), "{}", lost.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_off_of_answers_that_changed_meanwhile_is_not_taken_and_says_which() {
    let house = House::open().await;
    let (mut anna, mut bo) = ready(&house).await;
    let page = bo.get(&format!("{ROOT}/E/godkann")).await;
    let form = anna.get(&format!("{ROOT}/E/1")).await;
    house.wait(1_000_000);
    anna.send(&format!("{ROOT}/E/1"), &with(&form, &[("E1.comment", "Rättat")])).await;
    let fields = with(&page, &[("name", "Bo Chef"), ("role", "Socialchef")]);
    let told = bo.send(&format!("{ROOT}/E/godkann"), &fields).await;
    assert_eq!(told.status, 409);
    assert!(
        told.text.contains("Svaren ändrades medan du läste") && told.text.contains("Ändrat: E1."),
        "{}",
        told.text
    );
    assert!(told.text.contains("value=\"Bo Chef\""), "what was written is shown again");
    checks::all("changed sv", &Page::read(&told.text));
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_offered_what_their_role_is_refused() {
    let house = House::open().await;
    let mut anna = house.opened("0643", Role::Coordinator, None, "Anna Ek").await;
    answer_all(&house, &mut anna, ROOT, "E", "0643").await;
    for (role, never) in [
        (Role::Manager, &["/skicka", "/dela", "/E/1", "/oppna-igen"][..]),
        (Role::Respondent, &["/godkann", "/dela", "/oppna-igen"]),
        (Role::Coordinator, &["/E/godkann", "/oppna-igen"]),
    ] {
        let mut one = house.opened("0643", role, None, "Någon").await;
        for page in ["", "/E", "/E/sammanstallning", "/E/skicka", "/E/1", "/E/godkant"] {
            let shown = seen(&mut one, &format!("{ROOT}{page}")).await;
            for way in ways(&shown) {
                let way = way.split('#').next().unwrap_or_default();
                let is_own = way == shown.address || way.starts_with("/en");
                assert!(is_own || !never.iter().any(|end| way.ends_with(end)), "{role:?} at {page}: {way}");
                if way.starts_with(ROOT) {
                    let status = one.get(way).await.status;
                    assert!(status.is_success(), "{role:?} at {page}: {way} {status}");
                }
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_finished_is_not_signed_off_and_says_what_is_left() {
    let house = House::open().await;
    let mut anna = house.opened("0643", Role::Coordinator, None, "Anna Ek").await;
    answer_all(&house, &mut anna, ROOT, "E", "0643").await;
    let mut bo = house.opened("0643", Role::Manager, None, "Bo Chef").await;
    let ready = bo.get(&format!("{ROOT}/E/godkann")).await;
    let emptied = anna.get(&format!("{ROOT}/E/2")).await;
    let fields = with(&emptied, &[]);
    let emptied: Vec<_> = fields
        .into_iter()
        .map(|(name, text)| if name.starts_with("E2.") { (name, String::new()) } else { (name, text) })
        .collect();
    anna.send(&format!("{ROOT}/E/2"), &emptied).await;
    let page = seen(&mut bo, &format!("{ROOT}/E/godkann")).await;
    assert!(page.text.contains("Delen kan inte godkännas ännu"), "{}", page.text);
    assert!(!page.text.contains("name=\"role\""), "there is nothing to fill in");
    assert!(ways(&page).contains(&format!("{ROOT}/E/skicka")));
    let id = "2018-0643-e".parse().expect("an id");
    let latest = house.store.head(&id).await.expect("it is there").latest.expect("a save").to_string();
    let forged = with(&ready, &[("name", "Bo Chef"), ("role", "Socialchef"), ("seen", latest.as_str())]);
    let told = bo.send(&format!("{ROOT}/E/godkann"), &forged).await;
    assert_eq!(told.status, 409, "{}", told.text);
    assert!(house.store.head(&id).await.expect("it is there").signature.is_none());
    let hub = anna.get(ROOT).await;
    assert!(!hub.text.contains("Allt besvarat"), "{}", hub.text);
}
