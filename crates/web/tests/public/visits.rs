//! The start, the search and the list of publications.

use axum::http::StatusCode;

use crate::page::Page;
use crate::shelf::Site;

/// Addresses that the links of a page's main part lead to, with their texts.
fn links(page: &Page) -> Vec<(String, String)> {
    let links = page.elements.iter().filter(|element| element.name == "a");
    links.filter_map(|link| Some((link.get("href")?.to_owned(), link.text.trim().to_owned()))).collect()
}

#[tokio::test]
async fn the_start_has_a_search_what_is_new_and_every_colour_mode_by_name() {
    let site = Site::new().await;
    for (address, field, mode, sign) in
        [("/", "/sok", "Målvärde", "Inte uppnått"), ("/en", "/en/sok", "Target", "Not reached")]
    {
        let body = site.page(address).await;
        let page = Page::read(&body);
        let form = page.elements.iter().find(|element| element.name == "form").expect("a form");
        assert_eq!((form.get("action"), form.get("method")), (Some(field), Some("get")), "{address}");
        for told in [mode, sign, "2018-omgang-3", "/lank", "/logga-in"] {
            assert!(body.contains(told), "{address}: {told}");
        }
    }
}

#[tokio::test]
async fn a_search_leads_to_what_was_meant() {
    let site = Site::new().await;
    for (case, question, expected) in [
        ("a municipality", "habo", "/resultat/2018-omgang-3/enhet/0643"),
        ("with a typing error", "J%C3%B6nkpoing", "/resultat/2018-omgang-3/enhet/0680"),
        ("without accents", "ostersund", "/resultat/2018-omgang-3/enhet/2380"),
        ("by code", "0643", "/resultat/2018-omgang-3/enhet/0643"),
        ("a city", "stockholm", "/resultat/2018-omgang-3/enhet/city:0180"),
        ("a county", "j%C3%B6nk%C3%B6pings+l%C3%A4n", "/resultat/2018-omgang-3/enhet/county:06"),
        ("the nation", "sverige", "/resultat/2018-omgang-3/enhet/nation:SE"),
        ("an indicator by its id", "eb-fia", "/resultat/2018-omgang-3/indikator/eb-fia"),
        ("an edition", "2015", "/resultat/2015"),
    ] {
        let page = Page::read(&site.page(&format!("/sok?q={question}")).await);
        let found = links(&page);
        assert!(found.iter().any(|(href, _)| href == expected), "{case}: {found:?}");
        assert_eq!(site.get(expected).await.status, StatusCode::OK, "{case}");
        let english = Page::read(&site.page(&format!("/en/sok?q={question}")).await);
        assert!(links(&english).iter().any(|(href, _)| *href == format!("/en{expected}")), "{case}");
    }
}

#[tokio::test]
async fn a_search_that_finds_nothing_says_so_and_proposes_what_is_near() {
    let site = Site::new().await;
    let body = site.page("/sok?q=jokopning+zzzz").await;
    assert!(body.contains("Inget hittades"), "{body}");
    let nothing = site.page("/sok?q=%3Cscript%3Ezzzzqqqq").await;
    assert!(nothing.contains("Inget hittades") && nothing.contains("&lt;script&gt;"), "{nothing}");
    let near = site.page("/sok?q=gotbeorgg").await;
    assert!(near.contains("Göteborg"), "{near}");
    let empty = site.page("/sok").await;
    assert!(!empty.contains("Inget hittades"));
    let long = site.page(&format!("/sok?q={}", "habo+".repeat(300))).await;
    assert!(long.contains("Bara de första 100"), "{}", long.len());
}

#[tokio::test]
async fn a_question_in_a_sentence_finds_what_it_is_about() {
    let site = Site::new().await;
    for (question, to) in [
        ("habo+ekonomiskt+bist%C3%A5nd", "/resultat/2018-omgang-3/enhet/0643\""),
        ("hur+g%C3%A5r+det+f%C3%B6r+habo", "/resultat/2018-omgang-3/enhet/0643\""),
        ("habo+barnutredning+fia", "/enhet/0643\""),
    ] {
        let page = site.page(&format!("/sok?q={question}")).await;
        assert!(page.contains("Det här har några av dem") && page.contains(to), "{question}: {page}");
    }
    let all = site.page("/sok?q=habo+kommun").await;
    assert!(!all.contains("några av dem"), "{all}");
}

#[tokio::test]
async fn a_search_looks_at_what_was_published_then_and_finds_nothing_that_is_not() {
    let site = Site::new().await;
    let then = site.page("/sok?q=habo&per=2019-12-31").await;
    assert!(then.contains("/resultat/2018-omgang-2/enhet/0643?per=2019-12-31"), "{then}");
    assert!(!then.contains("omgang-3"), "{then}");
    assert_eq!(site.get("/sok?q=habo&per=snart").await.status, StatusCode::BAD_REQUEST);
    site.turn("2020-06-23T05:59:59.999999Z");
    for address in ["/", "/sok?q=habo", "/sok?q=2018", "/sok?q=omgang+3", "/resultat"] {
        assert!(!site.page(address).await.contains("2018-omgang-3"), "{address}");
    }
    site.turn("2020-06-23T06:00:00Z");
    for address in ["/", "/sok?q=habo", "/resultat"] {
        assert!(site.page(address).await.contains("2018-omgang-3"), "{address}");
    }
}

#[tokio::test]
async fn every_publication_and_version_is_listed() {
    let site = Site::new().await;
    let page = Page::read(&site.page("/resultat").await);
    let found = links(&page);
    for expected in ["/resultat/2015-v1", "/resultat/2018-omgang-1-v1", "/resultat/2018-omgang-3"] {
        assert!(found.iter().any(|(href, _)| href == expected), "{expected}: {found:?}");
        assert_eq!(site.get(expected).await.status, StatusCode::OK, "{expected}");
    }
    let nothing = Site::of(Vec::new()).await;
    assert!(nothing.page("/resultat").await.contains("Inget är publicerat"));
    assert!(nothing.page("/").await.contains("Inget är publicerat än"));
    assert!(nothing.page("/sok?q=habo").await.contains("Inget hittades"));
}
