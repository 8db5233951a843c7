//! After a part is submitted: the back button, a second press, two tabs; opening it again; answers kept aside.

use collection::access::Role;
use collection::fact::Content;
use collection::head::State;
use store::Entry;

use super::{ROOT, ready, reopen, seen, submitted, ways, with};
use crate::House;
use crate::browser::serde_urlencoded;
use crate::page::{Page, checks};
use crate::respond::{Fields, answer_all};

#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_pressed_after_a_submission_leads_to_the_receipt() {
    let house = House::open().await;
    let mut berit = house.opened("0643", Role::Respondent, Some(&["E"]), "Berit Lund").await;
    let tab = berit.get(&format!("{ROOT}/E/1")).await;
    let (mut anna, mut bo, sent) = submitted(&house).await;
    let receipt = format!("{ROOT}/E/kvitto");

    let back = anna.get(&format!("{ROOT}/E/3")).await;
    assert_eq!(back.address, receipt, "the back button after a submission");
    let before = house.store.head(&"2018-0643-e".parse().expect("an id")).await.expect("read");
    for (case, browser, address, fields) in [
        ("a second press", &mut anna, format!("{ROOT}/E/skicka"), sent),
        (
            "a tab that is still open",
            &mut berit,
            format!("{ROOT}/E/1"),
            with(&tab, &[("E1.comment", "för sent")]),
        ),
        ("a sign-off that comes late", &mut bo, format!("{ROOT}/E/godkann"), vec![]),
    ] {
        let told = browser.send(&address, &fields).await;
        assert_eq!(told.status, 409, "{case}");
        assert!(told.text.contains("Delen är inskickad"), "{case}: {}", told.text);
        assert!(ways(&told).contains(&receipt), "{case}: it leads to the receipt");
        assert!(browser.get(&receipt).await.status.is_success(), "{case}");
        checks::all(&format!("{case} sv"), &Page::read(&told.text));
    }
    berit.extra = vec![("x-jamfor-autosave", "1".into())];
    let told = berit.send(&format!("/en{ROOT}/E/1"), &with(&tab, &[("E1.comment", "late")])).await;
    assert_eq!(told.status, 409);
    assert!(ways(&told).contains(&format!("/en{receipt}")), "in the language of the page: {}", told.text);
    let after = house.store.head(&"2018-0643-e".parse().expect("an id")).await.expect("read");
    assert_eq!(before, after, "nothing changed");
    let page = seen(&mut anna, &format!("{ROOT}/E/skicka")).await;
    assert!(page.text.contains("redan inskickad") && ways(&page).contains(&receipt));
    seen(&mut anna, &receipt).await;
    seen(&mut anna, ROOT).await;
}

/// Submits a part from two forms, or twice from one, at the same moment; whether both were led to the receipt as if each had
/// been alone: the other answer, that it is submitted already, is for whoever comes when it is done.
async fn at_once(is_one_form: bool) -> bool {
    let (address, receipt) = (format!("{ROOT}/E/skicka"), format!("{ROOT}/E/kvitto"));
    let id = |fields: &Fields| fields.iter().find(|(name, _)| name == "fact").map(|(_, id)| id.clone());
    let house = House::open().await;
    let (mut anna, _) = ready(&house).await;
    let first = with(&anna.get(&address).await, &[]);
    let second = if is_one_form { first.clone() } else { with(&anna.get(&address).await, &[]) };
    assert_eq!(id(&first) == id(&second), is_one_form);
    let [first, second] = [first, second].map(|fields| Some(serde_urlencoded(&fields)));
    let mut other = anna.clone();
    let (one, two) = tokio::join!(anna.once("POST", &address, first), other.once("POST", &address, second));
    let led = [&one, &two].map(|told| told.status == 303);
    for told in [one, two] {
        let to = match told.status.as_u16() {
            303 => told.headers["location"].to_str().expect("an address").to_owned(),
            409 => ways(&told).into_iter().find(|way| *way == receipt).unwrap_or_default(),
            other => panic!("{other}: {}", told.text),
        };
        assert_eq!(to, receipt, "{}", told.text);
    }
    assert!(anna.get(&receipt).await.status.is_success());
    let facts = house.store.history(&"2018-0643-e".parse().expect("an id")).await.expect("read");
    let submitted = |entry: &&Entry| matches!(entry.fact.content, Content::Submitted { .. });
    assert_eq!(facts.iter().filter(submitted).count(), 1, "one submission: {facts:?}");
    led == [true, true]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_that_is_submitted_twice_at_the_same_moment_is_submitted_once() {
    for (case, is_one_form) in [("a double click", true), ("two tabs", false)] {
        // Now and then one is so much faster that the other comes after it; not each time.
        let (mut met, mut left) = (false, 5);
        while !met && left > 0 {
            (met, left) = (at_once(is_one_form).await, left - 1);
        }
        assert!(met, "{case}: two at the same moment are both led to the receipt");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_is_asked_to_be_opened_again_with_a_reason() {
    let house = House::open().await;
    let (mut anna, mut bo, _) = submitted(&house).await;
    let ask = format!("{ROOT}/E/oppna-igen");
    assert!(ways(&anna.get(&format!("{ROOT}/E/kvitto")).await).contains(&ask), "the receipt leads there");
    assert!(!ways(&bo.get(&format!("{ROOT}/E/kvitto")).await).contains(&ask), "not for a manager");
    for above in [ROOT.to_owned(), format!("{ROOT}/E")] {
        let shown = anna.get(&above).await;
        assert!(ways(&shown).contains(&ask), "{above}: where it is told that it is submitted");
        let [asks, tasks] = [ask.as_str(), "class=\"tasks\""].map(|of| shown.text.find(of));
        assert!(asks < tasks, "{above}: above the list");
        assert!(!ways(&bo.get(&above).await).contains(&ask), "{above}: not for a manager");
    }
    assert_eq!(bo.get(&ask).await.status, 403);
    let page = seen(&mut anna, &ask).await;
    for (case, why, told) in [
        ("nothing", "  ", "Skriv vad som behöver ändras"),
        ("a personal number", "Gäller 19121212-1212", "personnummer"),
    ] {
        let shown = anna.send(&ask, &with(&page, &[("varfor", why)])).await;
        assert_eq!(shown.status, 422, "{case}");
        assert!(shown.text.contains(told) && !shown.text.contains("19121212"), "{case}: {}", shown.text);
        checks::all(&format!("{case} sv"), &Page::read(&shown.text));
    }
    let asked = anna.send(&ask, &with(&page, &[("varfor", "E5 ska vara 7,25 <b>")])).await;
    assert!(asked.text.contains("De som leder insamlingen har fått det"), "{}", asked.text);
    for address in [ROOT.to_owned(), format!("{ROOT}/E/kvitto"), ask.clone()] {
        let shown = seen(&mut anna, &address).await;
        assert!(!shown.text.contains("Be att få del"), "{address}: once is enough");
        assert!(shown.text.contains("E5 ska vara 7,25 &lt;b&gt;"), "{address}: {}", shown.text);
    }
    assert_eq!(
        house.store.head(&"2018-0643-e".parse().expect("an id")).await.expect("read").state,
        State::Submitted
    );
    reopen(&house).await;
    let hub = seen(&mut anna, ROOT).await;
    assert!(
        hub.text.contains("Öppnad igen efter inskickning") && !hub.text.contains("E5 ska vara"),
        "{}",
        hub.text
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_is_no_longer_asked_for_is_kept_aside_and_a_choice_can_be_taken_back() {
    let house = House::open().await;
    let mut anna = house.opened("0643", Role::Coordinator, None, "Anna Ek").await;
    answer_all(&house, &mut anna, ROOT, "G", "0643").await;
    let head = house.store.head(&"2018-0643-g".parse().expect("an id")).await.expect("read");
    let page = anna.get(&format!("{ROOT}/G/4")).await;
    assert!(page.text.contains("Inget svar"), "what was chosen can be taken back: {}", page.text);
    assert!(
        head.cells.iter().any(|(cell, held)| cell.as_str() == "G6a" && held.value.is_some()),
        "the follow-up is answered"
    );
    anna.send(&format!("{ROOT}/G/4"), &with(&page, &[("G6", "nej")])).await;
    let summary = seen(&mut anna, &format!("{ROOT}/G/sammanstallning")).await;
    assert!(summary.text.contains("Sparade vid sidan om, räknas inte"), "{}", summary.text);

    let page = anna.get(&format!("{ROOT}/G/4")).await;
    anna.send(&format!("{ROOT}/G/4"), &with(&page, &[("G6", "")])).await;
    let head = house.store.head(&"2018-0643-g".parse().expect("an id")).await.expect("read");
    let held = |cell: &str| head.cells[&cell.parse().expect("an id")].value.clone();
    assert_eq!(held("G6"), None, "the choice is taken back");
    assert!(held("G6a").is_some(), "and what depends on it is kept");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_questions_saves_and_leads_to_what_is_left() {
    let house = House::open().await;
    let mut anna = house.opened("0643", Role::Coordinator, None, "Anna Ek").await;
    let page = anna.get(&format!("{ROOT}/E/4")).await;
    assert!(page.text.contains("Spara och se vad som återstår"), "{}", page.text);
    let mut fields = with(&page, &[("E4", "ja")]);
    fields.push(("go".into(), "left".into()));
    let left = anna.send(&format!("{ROOT}/E/4"), &fields).await;
    assert_eq!(left.address, format!("{ROOT}/E/skicka"));
    let head = house.store.head(&"2018-0643-e".parse().expect("an id")).await.expect("read");
    assert!(head.cells.contains_key(&"E4".parse().expect("an id")), "it is saved");
    assert!(left.text.contains("E1 Hur många dagar"), "each row under the wording of its question");
}
