//! As it was on a day: every way on from a page that is looked at as of a day leads to what was published then.

use crate::page::Page;
use crate::pages::ADDRESSES;
use crate::shelf::Site;

const DAY: &str = "per=2020-12-31";

/// What a page leads to that is of publications: links, and where its forms send.
fn ways(page: &Page) -> Vec<(&str, &str)> {
    let ways = page.elements.iter().filter_map(|element| Some((element.get("href")?, element.text.trim())));
    let of_publications = |to: &str| {
        let to = to.strip_prefix("/en").unwrap_or(to);
        let begins = ["/resultat", "/rattelser", "/sok", "/guide", "/api/v1/publications"];
        begins.iter().any(|beginning| to.starts_with(beginning))
    };
    // One address is of one version, for ever, and says so.
    let is_for_ever = |words: &str| {
        words.starts_with("Så här ser det ut i just") || words.starts_with("As it is in this very")
    };
    ways.filter(|(to, words)| of_publications(to) && !is_for_ever(words)).collect()
}

#[tokio::test]
async fn every_link_of_every_page_keeps_the_day_in_its_query() {
    let site = Site::new().await;
    let wrong = [
        "/resultat/2018-omgang-3/indikator/eb-fiaa",
        "/resultat/2018-omgang-3/enhet/jonkoping",
        "/resultat/2018-omgang-3/enhet/0643?farg=relativt",
        "/resultat/2018-omgang-3/jamfor?enheter=jonkopig",
        "/resultat/2018-omgang-3/forandring?enhet=0643&fran=2018-omgang-9",
    ];
    let (mut links, mut below) = (0, 0);
    for address in ADDRESSES.iter().chain(&wrong).filter(|address| !address.contains("per=")) {
        for prefix in ["", "/en"] {
            let address =
                format!("{prefix}{}", if *address == "/" && prefix == "/en" { "" } else { *address });
            let address = format!("{address}{}{DAY}", if address.contains('?') { '&' } else { '?' });
            let page = Page::read(&site.get(&address).await.body);
            for (to, words) in ways(&page) {
                let (before, fragment) = to.split_once('#').unwrap_or((to, ""));
                let query = before.split_once('?').map_or("", |(_, query)| query);
                assert!(query.split('&').any(|pair| pair == DAY), "{address}: {to} ({words})");
                assert!(!fragment.contains("per="), "{address}: {to}");
                links += 1;
                below += usize::from(!fragment.is_empty());
            }
            let forms = page.elements.iter().filter(|form| form.name == "form");
            for form in forms.filter(|form| form.get("method") == Some("get")) {
                let is_of_form = |field: usize| {
                    let mut above = std::iter::successors(Some(field), |at| page.elements[*at].parent);
                    above.any(|at| std::ptr::eq(&page.elements[at], form))
                };
                let fields =
                    (0..page.elements.len()).filter(|at| is_of_form(*at)).map(|at| &page.elements[at]);
                let mut days = fields.filter(|field| field.get("name") == Some("per"));
                let day = days.next().and_then(|field| field.get("value"));
                assert_eq!(day, DAY.strip_prefix("per="), "{address}: {:?}", form.get("action"));
            }
        }
    }
    assert!(links > 5_000 && below > 100, "{links} links, {below} of them to a place on a page");
}

#[tokio::test]
async fn a_place_on_a_page_is_reached_as_it_was_then() {
    let site = Site::new().await;
    for (from, at) in [
        ("/resultat/2018-omgang-2/lar-av/0643?indikator=eb-fia", "/varfor/eb-fia/0643"),
        ("/resultat/2018-omgang-2/varfor/eb-fia/county:06", "/varfor/eb-fia/"),
    ] {
        let join = if from.contains('?') { '&' } else { '?' };
        let page = Page::read(&site.page(&format!("{from}{join}per=2019-12-31")).await);
        let links = page.elements.iter().filter_map(|element| element.get("href"));
        let to = links.into_iter().find(|to| to.contains(at) && to.ends_with("#vad-kravs"));
        let to = to.unwrap_or_else(|| panic!("{from}: no way to what it would take"));
        let (before, _) = to.split_once('#').expect("a place on the page");
        assert!(before.ends_with("?per=2019-12-31"), "{to}");
        let there = site.page(before).await;
        assert!(there.contains("id=\"vad-kravs\"") && there.contains("Så här såg det ut då"), "{to}");
    }
}
