//! Words that were erased: every page says so in their place, and the log who did it.

use collection::access::Role;
use collection::fact::Author;

use super::{DESK, INDICATOR, OWN, answered, fields, house, send};
use crate::page::{Page, checks, sent};

const REASON: &str = "Ring Annamaria Hemligsson";
const WORDS: &str = "Annamaria svarar inte";
const WHY: &str = "Annamaria har slutat";

#[tokio::test(flavor = "multi_thread")]
async fn erased_words_are_on_no_page_and_the_log_tells_of_the_erasure() {
    let house = house().await;
    let mut publisher = house.staff("publicerare", &[(Role::Publisher, Some("2018"), None)]).await;
    let mut analyst = house.analyst().await;
    let mut anna = house.opened("0643", Role::Coordinator, None, "Anna Ek").await;
    answered(&house, "f1", "nej").await;
    assert_eq!(send(&mut publisher, "/utkast", &[]).await.status, 200);
    assert_eq!(send(&mut publisher, "/forhandsvisning", &[("oppen", "ja")]).await.status, 200);
    let contest = fields(&[("indikator", INDICATOR), (&format!("skal-{INDICATOR}"), REASON)]);
    assert_eq!(anna.send(OWN, &contest).await.status, 200);
    let page = analyst.get(DESK).await;
    let no =
        sent(&Page::read(&page.text)).into_iter().find(|(name, _)| name == "bestridan").expect("a form").1;
    let (verdict, words) = (format!("beslut-{no}"), format!("ord-{no}"));
    let decision = fields(&[("bestridan", &no), (&verdict, "kvarstar"), (&words, WORDS)]);
    assert_eq!(analyst.send(&format!("{DESK}/beslut"), &decision).await.status, 200);
    assert!(analyst.get(DESK).await.text.contains(REASON) && anna.get(OWN).await.text.contains(WORDS));

    let erase = async |event: i64| {
        let (id, by) = ("2018-v1".parse().expect("a name"), (&Author::Program, house.app.now()));
        house.store.erase_words(&id, event, by).await.expect("it is erased");
    };
    let contested: i64 = no.parse().expect("a number");
    erase(contested).await;
    erase(contested + 1).await;
    let (own, desk) = (anna.get(OWN).await, analyst.get(DESK).await);
    for (case, page, times) in [("preview sv", &own, 2), ("desk sv", &desk, 3)] {
        assert!(!page.text.contains("Annamaria"), "{case}: {}", page.text);
        assert_eq!(page.text.matches("(gallrat)").count(), times, "{case}: {}", page.text);
        checks::all(case, &Page::read(&page.text));
    }
    for told in
        ["Gallrat: kommunens skäl – Habo: ", "Gallrat: motiveringen till beslutet – Habo: ", "Programmet"]
    {
        assert!(desk.text.contains(told), "{told}: {}", desk.text);
    }
    let english = analyst.get(&format!("/en{DESK}")).await;
    assert!(
        english.text.contains("(erased)")
            && english.text.contains("Erased: the municipality’s reason – Habo"),
        "{}",
        english.text
    );

    assert_eq!(send(&mut publisher, "/aterkalla", &[("varfor", WHY)]).await.status, 200);
    assert!(analyst.get(DESK).await.text.contains(&format!("Återkallad: {WHY}")));
    let last = house.store.publishing_end().await.expect("read");
    erase(last).await;
    let desk = analyst.get(DESK).await;
    assert!(desk.text.contains("Återkallad: (gallrat)") && !desk.text.contains("Annamaria"), "{}", desk.text);
    assert_eq!(house.store.verify_publications().await.expect("read").faults, []);
}
