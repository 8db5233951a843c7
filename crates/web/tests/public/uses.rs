//! What questions are for, and how often it is used: each view is counted once, and nothing is kept of who looked.

use store::UsedInAll;

use crate::shelf::{Site, issues};

const LEDGER: &str = "/resultat/2018-omgang-3/guide/fragor";

/// What the store has of the third round, as `shown eb-fia 2`.
async fn kept(site: &Site) -> Vec<String> {
    site.app.keep_uses().await.expect("kept");
    let all = site.app.store.uses_of("2018-omgang-3-v1").await.expect("read");
    let line = |used: UsedInAll| format!("{} {} {}", used.kind, used.about, used.count);
    all.into_iter().map(line).collect()
}

#[tokio::test]
async fn each_page_that_is_given_is_counted_once_made_now_or_before() {
    let site = Site::new().await;
    let indicator = "/resultat/2018-omgang-3/indikator/eb-fia";
    let first = site.get(indicator).await;
    let tag = first.headers["etag"].to_str().expect("a tag").to_owned();
    // Made before, by its number, in English, packed, and known to the browser: all of them are views.
    site.get(indicator).await;
    site.get("/resultat/2018-omgang-3-v1/indikator/eb-fia").await;
    site.get(&format!("/en{indicator}")).await;
    site.get_with(indicator, &[("accept-encoding", "gzip")]).await;
    assert_eq!(site.get_with(indicator, &[("if-none-match", &tag)]).await.status, 304);
    site.get("/resultat/2018-omgang-3/varfor/eb-fia/0643").await;
    site.get("/resultat/2018-omgang-3/enhet/0643").await;
    // Who asks for the head alone reads nothing.
    assert_eq!(site.ask("HEAD", indicator, &[]).await.status, 200);
    // What was not there, shows no results, or is of another publication is not.
    for address in [
        "/resultat/2018-omgang-3/indikator/eb-fiaa",
        "/resultat/2018-omgang-3/indikator/%3Cb%3E",
        "/resultat/2018-omgang-3/lar-av/0643?indikator=x",
        "/resultat/2018-omgang-3/enhet/9999",
        "/resultat/2018-omgang-3/guide",
        LEDGER,
        "/resultat/2018-omgang-3/ladda-ner",
        "/resultat/2018-omgang-2/indikator/eb-fia",
        "/sok?q=eb-fia",
    ] {
        site.get(address).await;
    }
    assert_eq!(kept(&site).await, ["shown  1", "shown eb-fia 7"]);
    // Kept once: what is in the store is not counted again.
    assert_eq!(kept(&site).await, ["shown  1", "shown eb-fia 7"]);
    site.get(indicator).await;
    assert_eq!(kept(&site).await, ["shown  1", "shown eb-fia 8"]);
}

#[tokio::test]
async fn each_file_that_is_given_is_counted_and_one_that_is_known_is_not() {
    let site = Site::new().await;
    let file = "/resultat/2018-omgang-3/filer/jamforelse-2018.xlsx";
    let first = site.get(file).await;
    assert_eq!(first.status, 200);
    let tag = first.headers["etag"].to_str().expect("a tag").to_owned();
    assert_eq!(site.get_with(file, &[("if-none-match", &tag)]).await.status, 304);
    site.get("/resultat/2018-omgang-3/filer/finns-inte.csv").await;
    assert_eq!(kept(&site).await, ["downloaded jamforelse-2018.xlsx 1"]);
}

#[tokio::test]
async fn each_answer_to_a_program_is_counted_by_its_indicator() {
    let site = Site::new().await;
    let below = "/api/v1/publications/2018-omgang-3";
    let first = site.get(&format!("{below}/observations/eb-fia/0643")).await;
    let tag = first.headers["etag"].to_str().expect("a tag").to_owned();
    site.get(&format!("{below}/explanations/eb-fia/0643")).await;
    site.get(&format!("{below}/learn/eb-fia/0643")).await;
    site.get(&format!("{below}/observations?indicator=eb-fia&limit=5")).await;
    site.get(&format!("{below}/changes?place=0643")).await;
    // What is known already, is not there, or holds no results is not.
    let known = site.get_with(&format!("{below}/observations/eb-fia/0643"), &[("if-none-match", &tag)]).await;
    assert_eq!(known.status, 304);
    for path in [
        "observations/eb-fiaa/0643",
        "observations?indicator=x",
        "indicators/eb-fia",
        "guide/changes",
        "places",
    ] {
        site.get(&format!("{below}/{path}")).await;
    }
    assert_eq!(kept(&site).await, ["fetched  2", "fetched eb-fia 3"]);
    assert!(site.page(LEDGER).await.contains("Svar till program (API)</dt><dd>5</dd>"));
}

#[tokio::test]
async fn what_is_seen_before_its_time_is_not_counted_and_neither_is_what_was_never_there() {
    let site = Site::new().await;
    site.turn("2020-06-23T05:59:59.999999Z");
    for address in ["/resultat/2018-omgang-3", "/resultat/2018-omgang-3-v1/indikator/eb-fia", LEDGER] {
        assert_eq!(site.get(address).await.status, 404, "{address}");
    }
    assert_eq!(kept(&site).await, [""; 0]);
}

#[tokio::test]
async fn nothing_of_a_person_is_kept() {
    let site = Site::new().await;
    let told =
        [("user-agent", "Telltale/9"), ("referer", "https://telltale.example/"), ("cookie", "telltale=1")];
    site.get_with("/resultat/2018-omgang-3/indikator/eb-fia?visa=0643&telltale=1", &told).await;
    site.get_with("/resultat/2018-omgang-3/lar-av/0643?indikator=telltale", &told).await;
    site.app.keep_uses().await.expect("kept");
    let mut export = Vec::new();
    site.app.store.export(&mut export).await.expect("exported");
    let export = String::from_utf8(export).expect("text");
    for secret in ["elltale", "127.0.0.1", "visa"] {
        assert!(!export.contains(secret), "{secret}: {export}");
    }
    // One row, of a day: no time, no visit.
    let rows: Vec<&str> =
        export.lines().filter(|line| line.contains("use_count") && line.contains("eb-fia")).collect();
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert!(rows[0].contains("2021-01-01"), "{rows:?}");
}

#[tokio::test]
async fn the_ledger_tells_what_each_question_is_for_and_how_often_it_is_shown() {
    let site = Site::new().await;
    let before = site.page(LEDGER).await;
    let all = issues();
    let opened = all[3].opened().expect("a publication");
    for question in &opened.edition().questions {
        assert!(before.contains(&format!("<strong>{}</strong>", question.code)), "{}", question.code);
    }
    // A free text, which no indicator reads: who wrote one is in no publication.
    let text = before.split("<strong>G1b</strong>").nth(1).and_then(|rest| rest.split("</tr>").next());
    let text = text.expect("a row");
    assert!(
        text.contains("Ingen indikator")
            && text.contains("men regeln läser den inte")
            && text.contains("Visas inte"),
        "{text}"
    );
    for _ in 0..3 {
        site.get("/resultat/2018-omgang-3/indikator/eb-utredningsmall-barn").await;
    }
    for place in ["0643", "county:06"] {
        site.get(&format!("/api/v1/publications/2018-omgang-3/observations/eb-utredningsmall-barn/{place}"))
            .await;
    }
    for is_kept in [false, true] {
        if is_kept {
            site.app.keep_uses().await.expect("kept");
        }
        let after = site.get(LEDGER).await;
        assert_eq!(after.headers["cache-control"], "no-store", "{is_kept}");
        let row = after.body.split("<strong>E6a</strong>").nth(1).and_then(|rest| rest.split("</tr>").next());
        let row = row.expect("a row");
        assert!(row.contains("/resultat/2018-omgang-3/indikator/eb-utredningsmall-barn"), "{row}");
        assert!(row.contains("<div>3</div></td>"), "{is_kept}: shown: {row}");
        assert!(row.ends_with("<div>2</div></td>"), "{is_kept}: fetched: {row}");
    }
    let english = site.page(&format!("/en{LEDGER}")).await;
    assert!(english.contains("What the questions are for") && english.contains("Had to answer"), "{english}");
    // 2015: only outcomes are known.
    let unknown = site.page("/resultat/2015/guide/fragor").await;
    assert!(unknown.contains("är inte kända") && !unknown.contains("Hade att svara</th>"), "{unknown}");
    assert!(site.page("/resultat/2018-omgang-3/guide").await.contains(LEDGER));
}
