//! Comparing units: every cell is the publication's, and every state has an address that says all of it.

mod asked;

use axum::http::StatusCode;
use domain::swedish;
use publication::model::Value;
use publication::shelf::Opened;
use results::colours::{Mode, Verdict};

use crate::page::{Element, Page};
use crate::shelf::{Site, issues};

const AT: &str = "/resultat/2018-omgang-3/jamfor";

fn opened(at: usize) -> &'static Opened {
    let issue: &'static _ = Box::leak(Box::new(issues()[at].clone()));
    issue.opened().expect("it can be computed")
}

fn ancestors<'p>(page: &'p Page, element: &'p Element) -> impl Iterator<Item = &'p Element> {
    std::iter::successors(element.parent, |parent| page.elements[*parent].parent).map(|at| &page.elements[at])
}

/// A cell of the table: of whom, of which indicator, its text, and the class that says its colour.
pub(crate) struct Cell {
    pub(crate) who: String,
    pub(crate) indicator: String,
    text: String,
    class: String,
}

/// Every cell of the table, by where it leads.
pub(crate) fn cells(page: &Page) -> Vec<Cell> {
    let of_table = |link: &&Element| ancestors(page, link).any(|above| above.get("id") == Some("jamforelse"));
    let links = page.elements.iter().filter(|element| element.name == "a").filter(of_table);
    links
        .filter_map(|link| {
            let href = link.get("href")?.split('?').next()?;
            let (_, of) = href.split_once("/varfor/")?;
            let (indicator, who) = of.split_once('/')?;
            let cell = ancestors(page, link).find(|above| above.name == "td").expect("a cell");
            Some(Cell {
                who: who.to_owned(),
                indicator: indicator.to_owned(),
                text: cell.text.clone(),
                class: cell.get("class").unwrap_or_default().trim().to_owned(),
            })
        })
        .collect()
}

/// Whose rows there are, in order.
fn order(page: &Page) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for cell in cells(page) {
        if !all.contains(&cell.who) {
            all.push(cell.who);
        }
    }
    all
}

fn of_county(opened: &Opened, county: &str) -> Vec<String> {
    let units = &opened.publication().cube("outcomes").expect("a cube").dimensions[0].codes;
    let is = |key: &str, value: &str, all: &[(String, publication::model::Text)]| {
        all.iter().any(|(known, text)| known == key && text.sv == value)
    };
    units.iter().filter(|unit| is("county", county, &unit.properties)).map(|unit| unit.id.clone()).collect()
}

fn text(value: &Value) -> String {
    match value {
        Value::Category(_, name) => name.sv.clone(),
        Value::Figure(figure, plain) => swedish::figure(*figure, *plain),
        Value::Empty(_, sign, _) => sign.clone(),
    }
}

#[tokio::test]
async fn every_cell_is_that_of_the_publication() {
    let site = Site::new().await;
    for (address, at, county, places) in [
        (format!("{AT}?enheter=lan:06"), 3, "06", ["nation:SE", "county:06"]),
        ("/resultat/2015/jamfor?enheter=lan:06".to_owned(), 0, "06", ["nation:SE", "county:06"]),
        (
            format!("{AT}?enheter=lan:01&indikatorer=tillganglighet&farg=mal"),
            3,
            "01",
            ["nation:SE", "county:01"],
        ),
    ] {
        let (page, opened) = (Page::read(&site.page(&address).await), opened(at));
        let all = cells(&page);
        let mut whom = of_county(opened, county);
        whom.extend(places.map(str::to_owned));
        let mut shown: Vec<String> = order(&page);
        shown.sort();
        whom.sort();
        assert_eq!(shown, whom, "{address}");
        for cell in &all {
            let cube = if cell.who.contains(':') { "aggregates" } else { "outcomes" };
            let found = opened.observation(cube, &[&cell.who, &cell.indicator]).expect("a cell of the cube");
            assert!(
                cell.text.contains(&text(&found.value)),
                "{address}: {} {}: {:?}, not {:?}",
                cell.who,
                cell.indicator,
                cell.text,
                found.value
            );
        }
        let indicators = opened.edition().computed();
        let indicators = indicators.filter(|known| known.role == catalogue::model::IndicatorRole::Indicator);
        let of_area = indicators.filter(|known| {
            !address.contains("tillganglighet")
                || known.quality_areas.first().is_some_and(|area| area == "tillganglighet")
        });
        assert_eq!(all.len(), whom.len() * of_area.count(), "{address}");
    }
}

#[tokio::test]
async fn a_colour_is_what_the_chosen_mode_says_with_its_word_beside() {
    let site = Site::new().await;
    for (word, mode) in [("mal", Mode::Target), ("relativ", Mode::Relative), ("osakerhet", Mode::Uncertainty)]
    {
        let page = Page::read(&site.page(&format!("{AT}?enheter=lan:06&farg={word}")).await);
        let opened = opened(3);
        for cell in cells(&page) {
            let cube = if cell.who.contains(':') { "aggregates" } else { "outcomes" };
            let found = opened.observation(cube, &[&cell.who, &cell.indicator]).expect("a cell");
            let verdict =
                found.colours.iter().find(|told| told.mode == mode).and_then(|told| told.verdict.ok());
            let class = match verdict {
                Some(Verdict::Reached | Verdict::Best | Verdict::Better) => "green",
                Some(Verdict::Partly | Verdict::Middle) => "yellow",
                Some(Verdict::NotReached | Verdict::Worst | Verdict::Worse) => "red",
                Some(Verdict::Alike) => "grey",
                None => "",
            };
            let coloured = ["green", "yellow", "red", "grey"].contains(&cell.class.as_str());
            assert_eq!(
                if coloured { cell.class.as_str() } else { "" },
                class,
                "{word}: {} {}",
                cell.who,
                cell.indicator
            );
            if let Some(verdict) = verdict {
                let name = &opened.vocabulary().colour(verdict.id()).expect("a word").name.sv;
                assert!(cell.text.contains(name), "{word}: {:?} has no word {name}", cell.text);
            }
        }
    }
}

/// Where an outcome stands: green, yellow, red; figures by size; what is empty last.
fn rank(opened: &Opened, who: &str, indicator: &str) -> (u8, i128) {
    let found = opened.outcome(who, indicator).expect("an outcome");
    let told = found.colours.iter().find(|told| told.mode == Mode::Target).and_then(|told| told.verdict.ok());
    match (&found.value, told) {
        (Value::Empty(..), _) => (9, 0),
        (Value::Figure(figure, _), _) => (1, figure.scaled),
        (Value::Category(..), Some(Verdict::Reached)) => (0, 0),
        (Value::Category(..), Some(Verdict::Partly)) => (0, 1),
        (Value::Category(..), Some(Verdict::NotReached)) => (0, 2),
        (Value::Category(..), _) => (0, 3),
    }
}

#[tokio::test]
async fn a_sorted_table_has_the_same_rows_in_the_order_of_their_outcomes() {
    let site = Site::new().await;
    let (mut sorted_by, opened) = (0, opened(3));
    let plain = order(&Page::read(&site.page(&format!("{AT}?enheter=lan:06")).await));
    let judged =
        opened.edition().computed().filter(|known| known.role == catalogue::model::IndicatorRole::Indicator);
    for indicator in judged.step_by(4) {
        let id = indicator.id.as_str();
        for (way, turned) in [("", false), ("&ordning=fallande", true)] {
            let page = Page::read(&site.page(&format!("{AT}?enheter=lan:06&sortera={id}{way}")).await);
            let shown = order(&page);
            let (mut a, mut b) = (plain.clone(), shown.clone());
            a.sort();
            b.sort();
            assert_eq!(a, b, "{id}: another set of rows");
            assert_eq!(&shown[..2], ["nation:SE", "county:06"], "{id}: the places stand first");
            let ranks: Vec<(u8, i128)> = shown[2..].iter().map(|who| rank(opened, who, id)).collect();
            let (values, empties): (Vec<_>, Vec<_>) = ranks.iter().copied().partition(|(kind, _)| *kind < 9);
            assert_eq!(ranks, [values.clone(), empties].concat(), "{id}: what is empty stands last");
            let in_order =
                values.windows(2).all(|two| if turned { two[0] >= two[1] } else { two[0] <= two[1] });
            assert!(in_order, "{id}{way}: {values:?}");
            let heads: Vec<_> = page.elements.iter().filter(|head| head.get("aria-sort").is_some()).collect();
            let told = if turned { "descending" } else { "ascending" };
            assert!(matches!(heads.as_slice(), [one] if one.get("aria-sort") == Some(told)), "{id}{way}");
        }
        sorted_by += 1;
    }
    assert!(sorted_by > 7);
}

#[tokio::test]
async fn what_somebody_looks_for_is_all_that_is_left_and_nothing_of_it_is_lost() {
    let site = Site::new().await;
    let all = cells(&Page::read(&site.page(&format!("{AT}?enheter=lan:06")).await));
    for (word, class) in [("roda", "red"), ("gula", "yellow"), ("grona", "green")] {
        let left = cells(&Page::read(&site.page(&format!("{AT}?enheter=lan:06&visa={word}")).await));
        let of = |cells: &[Cell]| {
            let units = cells.iter().filter(|cell| cell.class == class && !cell.who.contains(':'));
            let mut found: Vec<_> = units.map(|cell| (cell.who.clone(), cell.indicator.clone())).collect();
            found.sort();
            found
        };
        assert_eq!(of(&left), of(&all), "{word}");
        for cell in left.iter().filter(|cell| !cell.who.contains(':')) {
            let mates = left.iter().filter(|other| !other.who.contains(':') && other.class == class);
            assert!(mates.clone().any(|other| other.who == cell.who), "{word}: {} has none", cell.who);
            assert!(
                mates.clone().any(|other| other.indicator == cell.indicator),
                "{word}: {} has none",
                cell.indicator
            );
            assert!(
                cell.class == class || cell.class == "not-judged",
                "{word}: {} is {}",
                cell.text,
                cell.class
            );
        }
    }
    // Nothing of it: said, with the way back.
    let none = site.page(&format!("{AT}?enheter=0643&indikatorer=eb-fia&visa=gula")).await;
    assert!(
        none.contains("Inget att visa") && none.contains("enheter=0643&amp;indikatorer=eb-fia\""),
        "{none}"
    );
}

#[tokio::test]
async fn few_units_are_read_down_their_columns() {
    let site = Site::new().await;
    let page = Page::read(&site.page(&format!("{AT}?enheter=0643,0680")).await);
    let heads: Vec<&str> = page
        .elements
        .iter()
        .filter(|head| head.get("scope") == Some("col"))
        .map(|head| head.text.trim())
        .collect();
    assert_eq!(heads.len(), 5, "{heads:?}");
    assert!(heads[3].starts_with("Habo") && heads[4].starts_with("Jönköping"), "{heads:?}");
    // Sorted by a unit, its green ones stand first.
    let page = Page::read(&site.page(&format!("{AT}?enheter=0643,0680&sortera=0643")).await);
    let own = cells(&page).into_iter().filter(|cell| cell.who == "0643").map(|cell| cell.class);
    let own: Vec<String> = own.collect();
    let place =
        |class: &String| ["green", "yellow", "red"].iter().position(|known| known == class).unwrap_or(9);
    assert!(own.windows(2).all(|two| place(&two[0]) <= place(&two[1])), "{own:?}");
    let turned = Page::read(&site.page(&format!("{AT}?enheter=0643,0680&rader=enheter")).await);
    let sorted = |page: &Page| {
        let mut all: Vec<_> =
            cells(page).into_iter().map(|cell| (cell.who, cell.indicator, cell.text, cell.class)).collect();
        all.sort();
        all
    };
    assert_eq!(sorted(&page), sorted(&turned), "the same, turned");
}

#[tokio::test]
async fn a_table_wider_than_paper_is_printed_in_parts_that_hold_all_of_it() {
    let site = Site::new().await;
    for rows in ["", "&rader=indikatorer"] {
        let page = Page::read(&site.page(&format!("{AT}?enheter=lan:06{rows}")).await);
        let whole: Vec<String> = cells(&page).into_iter().map(|cell| cell.text).collect();
        let is_part =
            |above: &Element| above.get("class").is_some_and(|class| class.split(' ').any(|c| c == "part"));
        let printed: Vec<&Element> = page
            .elements
            .iter()
            .filter(|cell| {
                cell.name == "td" && !ancestors(&page, cell).any(|above| above.get("class") == Some("shared"))
            })
            .filter(|cell| ancestors(&page, cell).any(is_part))
            .collect();
        let sorted = |mut all: Vec<String>| {
            all.sort();
            all
        };
        assert!(whole.len() > 400, "{}", whole.len());
        let printed = printed.iter().map(|cell| cell.text.clone()).collect();
        assert_eq!(sorted(printed), sorted(whole), "{rows}");
    }
    let few = site.page(&format!("{AT}?enheter=0643,0680")).await;
    assert!(!few.contains("heat part"));
}

#[tokio::test]
async fn every_link_of_a_comparison_leads_somewhere_and_keeps_the_version() {
    let site = Site::new().await;
    for address in [
        "/resultat/2018-omgang-3-v1/jamfor",
        "/resultat/2018-omgang-3-v1/jamfor?enheter=0643,0680&indikatorer=tillganglighet",
        "/en/resultat/2018-omgang-3-v1/jamfor?enheter=lan:09&indikatorer=eb-fia&visa=roda&farg=mal&sortera=eb-fia",
    ] {
        let page = Page::read(&site.page(address).await);
        let mut seen: Vec<String> = Vec::new();
        for link in page.elements.iter().filter(|e| e.name == "a").filter_map(|e| e.get("href")) {
            let there = link.split('#').next().unwrap_or_default().to_owned();
            if !there.contains("/resultat/2018") || seen.contains(&there) {
                continue;
            }
            assert!(there.contains("/resultat/2018-omgang-3-v1"), "{address}: {there}");
            if there.contains("/jamfor") || there.contains("/varfor/") || there.contains("/enhet/") {
                let status = site.get(&there).await.status;
                assert!(status.is_success(), "{address}: {there} is {status}");
            }
            seen.push(there);
        }
        assert!(seen.len() > 15, "{address}: {}", seen.len());
    }
}

#[tokio::test]
async fn other_pages_lead_to_comparisons() {
    let site = Site::new().await;
    for (address, to) in [
        ("/resultat/2018-omgang-3/enhet/0643", "/jamfor?enheter=liknande:0643"),
        ("/resultat/2018-omgang-3/enhet/0643", "/jamfor?enheter=0643,lan:06"),
        ("/resultat/2018-omgang-3/enhet/0643", "/jamfor?enheter=0643,grupp:size:1"),
        ("/resultat/2018-omgang-3/enhet/county:06", "/jamfor?enheter=lan:06"),
        ("/resultat/2018-omgang-3/enhet/city:0180", "/jamfor?enheter=stad:0180"),
        ("/resultat/2018-omgang-3/enhet/nation:SE", "/jamfor?enheter=lan"),
        (
            "/resultat/2018-omgang-3/indikator/eb-fia",
            "/jamfor?enheter=alla&amp;indikatorer=kunskapsbaserad_verksamhet",
        ),
    ] {
        let page = site.page(address).await;
        assert!(page.contains(to), "{address} leads to {to}");
        let to = to.replace("&amp;", "&");
        assert_eq!(site.get(&format!("/resultat/2018-omgang-3{to}")).await.status, StatusCode::OK, "{to}");
    }
}
