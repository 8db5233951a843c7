//! The charts of an indicator's page: every mark is the publication's, in its colour, and stands in the table beside it.

use std::collections::BTreeSet;

use publication::model::{Observation, Value};
use publication::shelf::Opened;
use results::colours::Mode;

use crate::indicator::{CATEGORIES, FIGURES, inside, read, rows};
use crate::page::{Element, Page};
use crate::shelf::{Site, issues};

/// The marks of a chart: what each says when it is pointed at, and the class that says how it is filled.
fn marks(page: &Page, chart: &str) -> Vec<(String, String)> {
    let titles = page.elements.iter().filter(|title| title.name == "title" && inside(page, title, chart));
    let titles = titles.filter(|title| title.get("id").is_none());
    titles
        .map(|title| {
            let mut above = std::iter::successors(title.parent, |at| page.elements[*at].parent);
            let class = above.find_map(|at| page.elements[at].get("class")).unwrap_or_default();
            (plain(&title.text), class.trim().to_owned())
        })
        .collect()
}

/// A text as it is read: signs and hard spaces are for the eye.
fn plain(text: &str) -> String {
    let text = text.replace('\u{fe0e}', "").replace(['\u{a0}', '\u{202f}'], " ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How a cell is to be filled: by the verdict of a mode that the publication holds, and the vocabulary's colour for it.
fn filled(opened: &Opened, found: &Observation, mode: Mode) -> String {
    let verdict = found.colours.iter().find(|told| told.mode == mode).and_then(|told| told.verdict.ok());
    let word = verdict.and_then(|verdict| opened.vocabulary().colour(verdict.id()));
    match (word, &found.value) {
        (Some(word), _) => word.colour.clone(),
        (None, Value::Empty(..)) => "missing".to_owned(),
        (None, Value::Category(..) | Value::Figure(..)) => "plain".to_owned(),
    }
}

#[tokio::test]
async fn the_map_and_the_tiles_have_the_values_and_colours_of_the_publication() {
    let site = Site::new().await;
    for (address, at, id, mode) in [
        (CATEGORIES, 3, "eb-utredningsmall-barn", Mode::Target),
        (FIGURES, 0, "eb-socionomexamen", Mode::Relative),
        ("/resultat/2018-omgang-3/indikator/eb-fia", 3, "eb-fia", Mode::Target),
    ] {
        let page = Page::read(&site.page(address).await);
        let issue = &issues()[at];
        let opened = issue.opened().expect("it opens");
        let compared = |cube: &str, chart: &str, mode: Mode, wanted: &dyn Fn(&str) -> bool| {
            let marks = marks(&page, chart);
            let codes = &opened.publication().cube(cube).expect("a cube").dimensions[0].codes;
            let mut colours = BTreeSet::new();
            for code in codes.iter().filter(|code| wanted(&code.id)) {
                let found = opened.observation(cube, &[&code.id, id]).expect("a cell");
                let begins = format!("{}: ", code.name.sv);
                let own: Vec<_> = marks.iter().filter(|(words, _)| words.starts_with(&begins)).collect();
                let [(words, class)] = own.as_slice() else { panic!("{address} {begins} {own:?}") };
                assert!(words.contains(&plain(&read(found))), "{address}: {words}, not {}", read(found));
                assert_eq!(*class, filled(opened, found, mode), "{address}: {words}");
                colours.insert(class.clone());
            }
            colours
        };
        let of_map = compared("outcomes", "karta-kommuner", mode, &|code| !code.contains('-'));
        assert!(of_map.len() > 1, "{address}: {of_map:?}");
        if at == 3 {
            let of_tiles =
                compared("aggregates", "karta-lan", Mode::Relative, &|code| code.starts_with("county:"));
            assert!(of_tiles.len() > 1, "{address}: {of_tiles:?}");
        }
    }
}

/// The rows of the table that a chart has beside it, or leads to, each as it is read.
fn table_of(page: &Page, chart: &str) -> Vec<Vec<String>> {
    let inner: Vec<&Element> = page.elements.iter().filter(|inner| inside(page, inner, chart)).collect();
    let own = inner.iter().find(|inner| inner.name == "table").and_then(|table| table.get("id"));
    let linked = inner.iter().find_map(|link| link.get("href")?.strip_prefix('#'));
    let id = own.or(linked).unwrap_or_else(|| panic!("{chart} has no table"));
    // A heading leads to the first table after it.
    let from = page.elements.iter().position(|element| element.get("id") == Some(id)).expect(id);
    let table = page.elements[from..].iter().find(|element| element.name == "table").expect("a table");
    rows_of(page, table.get("id").expect("an id"))
}

/// The rows of a table: each cell as it is read.
fn rows_of(page: &Page, table: &str) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for element in page.elements.iter().filter(|element| inside(page, element, table)) {
        match (element.name.as_str(), rows.last_mut()) {
            ("tr", _) => rows.push(Vec::new()),
            ("th" | "td", Some(row)) => row.push(plain(&element.text)),
            _ => {}
        }
    }
    rows
}

/// Whether a cell says a value: all of its number, not a part of another.
fn says(cell: &str, value: &str) -> bool {
    let is_part = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || c == ',');
    cell.match_indices(value).any(|(at, _)| {
        let (before, after) = (&cell[..at], &cell[at + value.len()..]);
        !is_part(before.chars().next_back()) && !is_part(after.chars().next())
    })
}

#[tokio::test]
async fn every_mark_of_every_chart_stands_in_the_table_that_the_chart_leads_to() {
    let site = Site::new().await;
    for address in [CATEGORIES, FIGURES, "/resultat/2018-omgang-3/indikator/eb-bg-handlaggare"] {
        let page = Page::read(&site.page(address).await);
        let charts = page.elements.iter().filter(|chart| chart.name == "figure");
        let charts: Vec<&str> = charts.map(|chart| chart.get("id").expect("an id")).collect();
        assert!(charts.len() >= 3, "{address}: {charts:?}");
        let of_cities = rows_of(&page, "lan");
        let mut compared = 0;
        for chart in charts {
            let rows = match chart {
                // Its own table has the quartiles; the dots are the units.
                "diagram-spridning" => table_of(&page, "karta-kommuner"),
                _ => table_of(&page, chart),
            };
            for (words, _) in marks(&page, chart) {
                let (name, value) = words.rsplit_once(": ").expect("a name and a value");
                let name = name.rsplit_once(": ").map_or(name, |(_, own)| own);
                // Signs stand before the value, the unit and what it is of after it.
                let value = value.trim_start_matches(|c: char| !c.is_alphanumeric());
                let (rows, value) = match value.split_once(" (stadens andel)") {
                    Some((share, _)) => (&of_cities, share),
                    None => (&rows, value),
                };
                // Through time a row is a round: the place is its column.
                let is_named = |row: &Vec<String>| row.first().is_some_and(|head| head.contains(name));
                let stands = match chart {
                    "diagram-utveckling" => {
                        let column = rows[0].iter().position(|head| head.contains(name));
                        column.is_some_and(|at| rows.iter().skip(1).any(|row| says(&row[at], value)))
                    }
                    _ => {
                        rows.iter().any(|row| is_named(row) && row[1..].iter().any(|cell| says(cell, value)))
                    }
                };
                assert!(stands, "{address} {chart}: {words} stands in no row of its table");
                compared += 1;
            }
        }
        assert!(compared > 300, "{address}: {compared}");
    }
}

#[tokio::test]
async fn the_part_of_the_bar_that_a_unit_is_in_is_marked_and_said() {
    let site = Site::new().await;
    let issue = &issues()[3];
    let opened = issue.opened().expect("it opens");
    for (id, unit, name) in [
        ("eb-utredningsmall-barn", "0643", "Habo"),
        ("eb-utredningsmall-barn", "0682", "Nässjö"),
        ("eb-bg-handlaggare", "0643", "Habo"),
    ] {
        let address = format!("/resultat/2018-omgang-3/indikator/{id}");
        let found = opened.outcome(unit, id).expect("a cell");
        let part = match &found.value {
            Value::Figure(..) => "Har ett tal".to_owned(),
            Value::Category(_, word) | Value::Empty(_, _, word) => word.sv.clone(),
        };
        let page = Page::read(&site.page(&format!("{address}?visa={unit}")).await);
        let of_chart = |name: &str| -> Vec<&Element> {
            let all = page.elements.iter().filter(|element| inside(&page, element, "diagram-fordelning"));
            all.filter(|element| element.name == name).collect()
        };
        let said = format!("{name}: {part}");
        assert!(of_chart("li").iter().any(|entry| plain(&entry.text) == said), "{address}: {said}");
        assert!(of_chart("desc")[0].text.ends_with(&format!(" {said}.")), "{:?}", of_chart("desc")[0]);
        let groups = of_chart("g");
        let own = groups.iter().find(|group| plain(&group.text).starts_with(&format!("{part}: ")));
        let own = own.expect("the part is drawn");
        let is_own = |rect: &&&Element| rect.parent.is_some_and(|at| std::ptr::eq(&page.elements[at], *own));
        let rects: Vec<&Element> = of_chart("rect");
        let drawn = rects.iter().find(is_own).expect("a part");
        let frames: Vec<_> = rects
            .iter()
            .filter(|rect| {
                rect.get("class") == Some("here") && rect.get("width").is_some_and(|w| w.ends_with('%'))
            })
            .collect();
        let [frame] = frames.as_slice() else { panic!("{address}: {frames:?}") };
        assert_eq!((frame.get("x"), frame.get("width")), (drawn.get("x"), drawn.get("width")), "{address}");
        let nobody = site.page(&address).await;
        assert!(!nobody.contains(&said) && !nobody.contains("class=\"here\" x="), "{address}");
    }
}

#[tokio::test]
async fn the_map_of_the_whole_country_leads_to_a_table_of_the_whole_country() {
    let site = Site::new().await;
    let all = issues()[3].opened().expect("it opens").edition().frame.units.len();
    for (query, count) in
        [("", all), ("?lan=06&visa=0643&sortera=utfall&ordning=fallande&per=2020-12-31", 13)]
    {
        let page = Page::read(&site.page(&format!("{CATEGORIES}{query}")).await);
        assert_eq!(rows(&page, "kommuner").len(), count, "{query}");
        let mut links = page.elements.iter().filter(|link| inside(&page, link, "karta-kommuner"));
        let to = links.find_map(|link| link.get("href")).expect("a way to a table");
        let whole = match to.strip_prefix('#') {
            Some(id) => rows(&page, id),
            None => {
                assert!(to.contains("per=2020-12-31") && to.contains("visa=0643"), "{to}");
                assert!(to.contains("sortera=utfall") && to.ends_with("#kommuner"), "{to}");
                rows(&Page::read(&site.page(to.split('#').next().unwrap_or_default()).await), "kommuner")
            }
        };
        assert_eq!(whole.len(), all, "{query}: {to}");
    }
}
