//! Why a cell is what it is: complete, the same as the cube, and nobody is named.

use publication::model::Value;

use crate::page::Page;
use crate::shelf::{Site, issues};

/// Units and places of the third round that are of different kinds: a municipality, one that did not answer, a district, levels, a group.
const PLACES: [&str; 7] = ["0643", "0682", "018007", "county:06", "city:0180", "nation:SE", "group:size:3"];

#[tokio::test]
async fn every_indicator_is_explained_for_units_and_places_and_says_what_the_cube_says() {
    let site = Site::new().await;
    let issue = &issues()[3];
    let opened = issue.opened().expect("a publication");
    let codes = &opened.publication().cube("outcomes").expect("outcomes").dimensions[1].codes;
    let mut seen = 0;
    for indicator in codes {
        for place in PLACES {
            let found = opened.outcome(place, &indicator.id).or_else(|| opened.figure(place, &indicator.id));
            let Some(found) = found else { continue };
            let address = format!("/resultat/2018-omgang-3/varfor/{}/{place}", indicator.id);
            let page = site.page(&address).await;
            let word = match &found.value {
                Value::Category(_, name) => name.sv.clone(),
                Value::Figure(figure, plain) => domain::swedish::figure(*figure, *plain),
                Value::Empty(_, _, word) => word.sv.clone(),
            };
            let title = Page::read(&page).elements.iter().find(|e| e.name == "h1").map(|e| e.text.clone());
            assert!(
                title.as_deref().is_some_and(|title| title.contains(&word)),
                "{address}: {title:?}, not {word}"
            );
            if !found.quotient[1].is_empty() && place.contains(':') {
                for part in &found.quotient {
                    assert!(page.contains(&format!("<dd>{part}</dd>")), "{address}: {part}");
                }
            }
            seen += 1;
        }
    }
    assert!(seen > 100, "{seen}");
}

#[tokio::test]
async fn the_deciding_part_is_marked_and_what_it_would_take_is_told() {
    let site = Site::new().await;
    let page = site.page("/resultat/2018-omgang-3/varfor/eb-utredningsmall-barn/0643").await;
    for part in
        ["Vad skulle krävas?", "(avgör)", "Svaren som regeln bygger på", "E6a", "Jämfört med", "förteckning"]
    {
        assert!(page.contains(part), "{part}");
    }
    let english = site.page("/en/resultat/2018-omgang-3/varfor/eb-utredningsmall-barn/0643").await;
    for part in ["What would it take?", "(decides)", "has the outcome", "The condition for"] {
        assert!(english.contains(part), "{part}");
    }
    assert!(!english.contains("har utfallet") && !english.contains("Villkoret för"));
    let told = site
        .page("/api/v1/publications/2018-omgang-3/explanations/eb-utredningsmall-barn/0643?lang=en")
        .await;
    assert!(told.contains("\"sentences\":[\"Habo (0643) has the outcome"), "{told}");
    // 2015: only the outcome is known, and that is said.
    let given = site.page("/resultat/2015/varfor/eb-rutin-vuxenvard/0643").await;
    assert!(given.contains("Svaren är inte kända") && !given.contains("Regeln läser"));
}

#[tokio::test]
async fn a_figure_leads_to_every_unit_behind_it() {
    let site = Site::new().await;
    let page = Page::read(&site.page("/resultat/2018-omgang-3/varfor/eb-fia/county:06").await);
    let to = "/resultat/2018-omgang-3/varfor/eb-fia/06";
    let links: Vec<&str> = page
        .elements
        .iter()
        .filter(|element| element.name == "a")
        .filter_map(|element| element.get("href"))
        .filter(|href| href.starts_with(to) && !href.contains('#'))
        .collect();
    assert_eq!(links.len(), 13, "{links:?}");
    for link in links {
        site.page(link).await;
    }
}
