//! Why a cell is what it is: complete, the same as the cube, and nobody is named.

use std::collections::BTreeMap;

use catalogue::model::{CountsAs, Indicator};
use domain::Outcome;
use publication::model::Value;

use crate::page::Page;
use crate::shelf::{Site, issues};

/// Units and places of the third round that are of different kinds: a municipality, one that did not answer, a district, levels, a group.
const PLACES: [&str; 7] = ["0643", "0682", "0180-07", "county:06", "city:0180", "nation:SE", "group:size:3"];

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
            let found = found.unwrap_or_else(|| panic!("{place} has no {}", indicator.id));
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
    assert_eq!(seen, codes.len() * PLACES.len());
    assert!(codes.len() > 30, "{}", codes.len());
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

/// What the table of those behind a figure says of each: its outcome, and how it counts.
fn members(page: &Page) -> BTreeMap<String, [String; 2]> {
    let inside = |outer: usize| {
        let lies_in = move |at: &usize| {
            std::iter::successors(Some(*at), |at| page.elements[*at].parent).any(|above| above == outer)
        };
        (outer..page.elements.len()).take_while(lies_in)
    };
    let table = page.elements.iter().position(|table| table.get("id") == Some("enheterna")).expect("a table");
    let rows = inside(table).filter(|row| page.elements[*row].name == "tr");
    let rows = rows.filter_map(|row| {
        let of_row = inside(row).map(|at| &page.elements[at]);
        let code = of_row.clone().find_map(|link| link.get("href")?.rsplit('/').next())?.to_owned();
        let mut cells = of_row.filter(|cell| cell.name == "td").map(|cell| cell.text.trim().to_owned());
        Some((code, [cells.next()?, cells.next()?]))
    });
    rows.collect()
}

#[tokio::test]
async fn how_each_counts_and_why_some_do_not_is_what_the_results_say() {
    let site = Site::new().await;
    let issue = &issues()[3];
    let opened = issue.opened().expect("a publication");
    let (edition, results, words) = (opened.edition(), opened.results(), opened.vocabulary());
    // How many count in each way; those that do not count by the word for why.
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (place, every) in [("county:06", 1), ("nation:SE", 7)] {
        // Of the nation some, and those that leave out others than whom they do not concern.
        let is_read = |i: usize, of: &Indicator| i.is_multiple_of(every) || !of.leaves_denominator.is_empty();
        for (i, indicator) in edition.computed().enumerate().filter(|(i, of)| is_read(*i, of)) {
            let address = format!("/resultat/2018-omgang-3/varfor/{}/{place}", indicator.id);
            let page = Page::read(&site.page(&address).await);
            let shown = members(&page);
            let of_place = |code: &str| place == "nation:SE" || code.starts_with("06");
            let of_place = (0..results.subjects.len())
                .map(|subject| (subject, edition.frame.units[results.subjects[subject].unit].code.as_str()))
                .filter(|(_, code)| of_place(code));
            assert_eq!(shown.len(), of_place.clone().count(), "{address}");
            for (subject, code) in of_place {
                let outcome = results.outcomes.get(subject, i);
                let word = match outcome {
                    Outcome::Category(id) => words.value(id.as_str()).to_owned(),
                    Outcome::Empty(empty) => words.empty(empty.reason.id()).expect("a word").name.sv.clone(),
                    Outcome::Figure(_) => String::new(),
                };
                let expected = match (outcome, indicator.counts_as(outcome)) {
                    (Outcome::Figure(_), _) => "ingår i siffran".to_owned(),
                    (_, Some(CountsAs::Reached)) => "når målvärdet".to_owned(),
                    (_, Some(CountsAs::NotReached)) => "når inte målvärdet".to_owned(),
                    (_, Some(CountsAs::LeftOut)) => format!("räknas inte med (”{word}”)"),
                    (_, Some(CountsAs::NonResponse)) => format!("bortfall (”{word}”)"),
                    (_, None) => "tillfrågades inte".to_owned(),
                };
                let [got, counts] = &shown[code];
                assert_eq!(*counts, expected, "{address} {code}");
                assert!(got.contains(&word), "{address} {code}: {got}, not {word}");
                *seen.entry(expected).or_default() += 1;
            }
            let left_out = seen_of(&shown, "räknas inte med");
            let told =
                opened.figure(place, indicator.id.as_str()).and_then(|found| found.counts).expect("counts");
            assert_eq!(u32::try_from(left_out), Ok(told.left_out), "{address}");
        }
    }
    let kinds = |beginning: &str| seen.keys().filter(|words| words.starts_with(beginning)).count();
    assert!(kinds("räknas inte med") > 1, "several outcomes are left out, each by its own word: {seen:?}");
    assert!(kinds("bortfall") > 0 && kinds("når") == 2 && kinds("ingår") == 1, "{seen:?}");
}

fn seen_of(shown: &BTreeMap<String, [String; 2]>, beginning: &str) -> usize {
    shown.values().filter(|[_, counts]| counts.starts_with(beginning)).count()
}

#[tokio::test]
async fn a_cell_leads_to_a_comparison_of_the_same_cell_with_others() {
    let site = Site::new().await;
    for (place, indicator) in [("0643", "eb-fia"), ("0180-07", "eb-utredningsmall-barn")] {
        for prefix in ["", "/en"] {
            let from = format!("{prefix}/resultat/2018-omgang-3/varfor/{indicator}/{place}?per=2020-12-31");
            let page = Page::read(&site.page(&from).await);
            let links = page.elements.iter().filter_map(|element| element.get("href"));
            let to =
                links.into_iter().find(|to| to.contains("/jamfor?enheter=")).expect("a way to a comparison");
            let compared = Page::read(&site.page(to).await);
            let cells = crate::compare::cells(&compared);
            let own = cells.iter().find(|cell| cell.who == place);
            assert_eq!(own.map(|cell| cell.indicator.as_str()), Some(indicator), "{to}");
            assert!(cells.iter().filter(|cell| !cell.who.contains(':')).count() > 2, "{to}: with others");
            assert!(cells.iter().all(|cell| cell.indicator == indicator), "{to}");
        }
    }
    // A background measure is compared with nothing.
    let measure = site.page("/resultat/2018-omgang-3/varfor/eb-bg-handlaggare/0643").await;
    assert!(!measure.contains("/jamfor?enheter="), "{measure}");
}
