//! What the checks say of a workbook is told before it is saved: as the pages say it, with a way there.

use catalogue::model::Severity;
use collection::access::Role;
use domain::EditionYear;
use results::checks::findings;
use serde_json::{Value, json};

use crate::House;
use crate::ask::{upload, workbook};
use crate::browser::{Browser, Shown};
use crate::page::{Page, checks, sent};

const ROOT: &str = "/svara/2018/0643";
const HARD: &str = "Annan standardiserad bedömningsmetod är besvarad med Ja, men det står inte vilken metod.";
const SOFT: &str = "Ej aktuellt betyder att ekonomiskt bistånd inte finns hos er.";

type Cells<'a> = &'a [(&'a str, Value)];

async fn previewed(house: &House, browser: &mut Browser, address: &str, cells: Cells<'_>) -> Shown {
    let shown = upload(browser, address, "svar.xlsx", &workbook(house, "0643", cells)).await;
    assert_eq!(shown.status, 200, "{}", shown.text);
    let language = if address.starts_with("/en") { "en" } else { "sv" };
    checks::all(&format!("{cells:?} {language}"), &Page::read(&shown.text));
    shown
}

/// The cells that a page has a button for, in the order of the page.
fn ways(shown: &Shown) -> Vec<String> {
    let page = Page::read(&shown.text);
    let buttons = page.elements.iter().filter(|element| {
        element.name == "button" && element.get("name") == Some("till") && element.get("value") != Some("")
    });
    buttons.map(|button| button.get("value").unwrap_or_default().to_owned()).collect()
}

/// What `jamfor check` says of answers, but for what is only missing and for reviewers.
fn checked(house: &House, cells: Cells<'_>) -> Vec<String> {
    let edition = &house.app.catalogue.editions[&EditionYear(2018)];
    let cells = cells.iter().map(|(cell, value)| (cell.parse().expect("a cell"), value.clone())).collect();
    let place = edition.frame.position("0643").expect("a unit");
    let (answers, _) =
        collection::form::answers::answers(edition, [(&edition.frame.units[place].code, &cells)]);
    let mut found = findings(edition, &answers.table);
    found.retain(|finding| {
        finding.subject == place
            && finding.severity != Severity::Review
            && !finding.check.starts_with("obligatorisk")
    });
    found.into_iter().map(|finding| finding.message).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn hard_and_soft_checks_are_told_before_anything_is_saved() {
    let house = House::open().await;
    let mut anna = house.opened("0643", Role::Coordinator, None, "Anna Ek").await;
    let (other, finns_inte) = (("E7.annan", json!("ja")), ("G8.ekonomiskt_bistand", json!("finns_inte")));
    let (which, why) =
        (("E7_text", json!("ASI")), ("G8.ekonomiskt_bistand#comment", json!("Sköts av grannkommunen")));
    let asks = &["E7.annan"][..];
    for (case, cells, hard, soft) in [
        ("none", vec![("E4", json!("ja"))], &[][..], &[][..]),
        ("a hard one", vec![other.clone()], asks, &[]),
        ("a hard one that is mended in the workbook", vec![other.clone(), which], &[], &[]),
        ("a soft one", vec![finns_inte.clone()], &[], &["G8.ekonomiskt_bistand"]),
        ("a soft one that the workbook comments on", vec![finns_inte.clone(), why], &[], &[]),
        ("both", vec![other, finns_inte], asks, &["G8.ekonomiskt_bistand"]),
    ] {
        let shown = previewed(&house, &mut anna, &format!("{ROOT}/fil"), &cells).await;
        let page = Page::read(&shown.text);
        assert_eq!(page.by_id("fel").is_some(), !hard.is_empty(), "{case}: {}", shown.text);
        assert_eq!(page.by_id("kommentar").is_some(), !soft.is_empty(), "{case}: {}", shown.text);
        assert_eq!(ways(&shown), [hard, soft].concat(), "{case}");
        assert_eq!(shown.text.contains(HARD), !hard.is_empty(), "{case}");
        assert_eq!(shown.text.contains(SOFT), !soft.is_empty(), "{case}");
        assert_eq!(
            shown.text.contains("har inget att anmärka"),
            hard.is_empty() && soft.is_empty(),
            "{case}: {}",
            shown.text
        );
        if !cells.iter().any(|(cell, _)| cell.ends_with("#comment")) {
            let text = &page.elements[0].text;
            for message in checked(&house, &cells) {
                assert!(text.contains(&message), "{case}: as `jamfor check` says: {message}");
            }
        }
    }
    for part in ["e", "g"] {
        let head = house.store.head(&format!("2018-0643-{part}").parse().expect("an id")).await;
        assert!(head.expect("a response").cells.is_empty(), "nothing is saved by looking");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_saved_already_is_checked_together_with_the_workbook() {
    let house = House::open().await;
    let mut anna = house.opened("0643", Role::Coordinator, None, "Anna Ek").await;
    let save = format!("{ROOT}/fil/spara");
    let first = previewed(&house, &mut anna, &format!("{ROOT}/fil"), &[("E7.annan", json!("ja"))]).await;
    anna.send(&save, &sent(&Page::read(&first.text))).await;
    let unrelated = previewed(&house, &mut anna, &format!("{ROOT}/fil"), &[("E4", json!("ja"))]).await;
    assert_eq!(ways(&unrelated), ["E7.annan"], "what is saved is still to be mended");
    // The text belongs to an answer that only the store holds.
    let mut file = workbook(&house, "0643", &[("E7.annan", json!("ja")), ("E7_text", json!("ASI"))]);
    let shown = upload(&mut anna, &format!("{ROOT}/fil"), "svar.xlsx", &std::mem::take(&mut file)).await;
    assert!(shown.text.contains("1 är likadana") && ways(&shown).is_empty(), "{}", shown.text);
    anna.send(&save, &sent(&Page::read(&shown.text))).await;
    let again = previewed(&house, &mut anna, &format!("{ROOT}/fil"), &[("E4", json!("ja"))]).await;
    assert!(ways(&again).is_empty(), "{}", again.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_button_saves_and_goes_to_the_answer_in_both_languages() {
    for (prefix, told) in [("", "Spara och gå dit"), ("/en", "Save and go there")] {
        let house = House::open().await;
        let mut anna = house.opened("0643", Role::Coordinator, None, "Anna Ek").await;
        let cells = [("E7.annan", json!("ja")), ("G8.ekonomiskt_bistand", json!("finns_inte"))];
        let shown = previewed(&house, &mut anna, &format!("{prefix}{ROOT}/fil"), &cells).await;
        assert!(shown.text.contains(told), "{}", shown.text);
        let mut fields = sent(&Page::read(&shown.text));
        fields.retain(|(name, _)| name != "till");
        fields.push(("till".into(), "G8.ekonomiskt_bistand".into()));
        let there = anna.send(&format!("{prefix}{ROOT}/fil/spara"), &fields).await;
        let (page, place) = there.address.split_once('#').expect("it leads to a place on a page");
        assert!(page.starts_with(&format!("{prefix}{ROOT}/G/")), "{page}");
        assert!(there.text.contains(SOFT), "the page says the same: {}", there.text);
        assert!(Page::read(&there.text).by_id(place).is_some(), "{place} is on the page");
        let head = house.store.head(&"2018-0643-e".parse().expect("an id")).await.expect("a response");
        assert_eq!(head.cells.len(), 1, "everything that was ticked is saved, of the other part, too");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn checks_of_parts_that_are_not_ones_own_are_not_told_and_lead_nowhere() {
    let house = House::open().await;
    let mut anna = house.opened("0643", Role::Coordinator, None, "Anna Ek").await;
    let first = previewed(&house, &mut anna, &format!("{ROOT}/fil"), &[("E7.annan", json!("ja"))]).await;
    anna.send(&format!("{ROOT}/fil/spara"), &sent(&Page::read(&first.text))).await;
    let mut gun = house.opened("0643", Role::Respondent, Some(&["G"]), "Gun Alm").await;
    let cells = [("G8.ekonomiskt_bistand", json!("finns_inte"))];
    let shown = previewed(&house, &mut gun, &format!("{ROOT}/fil"), &cells).await;
    assert_eq!(ways(&shown), ["G8.ekonomiskt_bistand"]);
    let mut fields = sent(&Page::read(&shown.text));
    fields.retain(|(name, _)| name != "till");
    for to in ["E7.annan", "finns.inte", "//elak.se", ""] {
        let mut forged = fields.clone();
        forged.push(("till".into(), to.into()));
        let hub = gun.send(&format!("{ROOT}/fil/spara"), &forged).await;
        assert_eq!(hub.address, ROOT, "{to:?}");
    }
}
