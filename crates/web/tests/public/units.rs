//! Profiles of units, cities, counties, Sweden and groups.

use axum::http::StatusCode;
use domain::swedish;
use publication::model::Value;
use publication::shelf::Opened;

use crate::page::{Element, Page};
use crate::shelf::{Site, issues};

/// The third simulated round.
fn with_third<T>(told: impl FnOnce(&Opened) -> T) -> T {
    told(issues()[3].opened().expect("it can be computed"))
}

/// The texts of a table's rows: header and cells.
fn rows(page: &Page, table: &str) -> Vec<Vec<String>> {
    let at = page.elements.iter().position(|e| e.name == "table" && e.get("id") == Some(table));
    let at = at.unwrap_or_else(|| panic!("no table {table}"));
    let inside = |element: &Element| {
        let above = std::iter::successors(element.parent, |parent| page.elements[*parent].parent);
        above.into_iter().any(|parent| parent == at)
    };
    let mut rows: Vec<Vec<String>> = Vec::new();
    for element in page.elements.iter().filter(|element| inside(element)) {
        match element.name.as_str() {
            "tr" => rows.push(Vec::new()),
            "th" | "td" => rows.last_mut().expect("a row").push(element.text.trim().to_owned()),
            _ => {}
        }
    }
    rows
}

#[tokio::test]
async fn the_outcomes_of_a_profile_are_those_of_the_publication() {
    let site = Site::new().await;
    let page = Page::read(&site.page("/resultat/2018-omgang-3/enhet/0643").await);
    let rows = rows(&page, "utfall");
    let mut compared = 0;
    with_third(|opened| {
        for indicator in opened.edition().computed() {
            let own = rows.iter().find(|row| row[0].starts_with(&indicator.short_name.sv));
            let Some(own) = own else { continue };
            let text = |value: &Value| match value {
                Value::Category(_, name) => name.sv.clone(),
                Value::Figure(figure, plain) => swedish::figure(*figure, *plain),
                Value::Empty(_, sign, _) => sign.clone(),
            };
            let id = indicator.id.as_str();
            let outcome = opened.outcome("0643", id).expect("an outcome");
            assert!(own[1].contains(&text(&outcome.value)), "{id}: {own:?}");
            // After the outcome and its change: its group of each grouping, the county, Sweden.
            for (place, cell) in
                ["group:size:1", "group:skl:B4", "county:06", "nation:SE"].iter().zip(&own[3..7])
            {
                let figure = opened.figure(place, id).expect("a figure");
                assert!(cell.contains(&text(&figure.value)), "{id}, {place}: {own:?}");
            }
            compared += 1;
        }
    });
    assert!(compared > 30, "{compared} indicators were found on the page");
}

#[tokio::test]
async fn every_grouping_of_the_edition_gives_a_column_and_a_comparison() {
    let site = Site::new().await;
    for (publication, at, unit) in
        [("2018-omgang-3", 3, "0643"), ("2018-omgang-3", 3, "0180-07"), ("2015", 0, "0643")]
    {
        let html = site.page(&format!("/resultat/{publication}/enhet/{unit}")).await;
        let page = Page::read(&html);
        let table = rows(&page, "utfall");
        let all = issues();
        let opened = all[at].opened().expect("it can be computed");
        let edition = opened.edition();
        let own = &edition.frame.units[edition.frame.position(unit).expect("the unit")];
        assert!(own.groups.len() > 1, "{publication} {unit}");
        for scheme in &edition.frame.schemes {
            let Some(code) = own.groups.get(&scheme.grouping) else { continue };
            let group = scheme.groups.iter().find(|group| group.code == *code).expect("the group");
            let place = format!("group:{}:{code}", scheme.grouping);
            let namesakes = edition.frame.schemes.iter().flat_map(|scheme| &scheme.groups);
            let name = match namesakes.filter(|other| other.name == group.name).count() {
                1 => group.name.clone(),
                _ => format!("{}: {}", scheme.name, group.name),
            };
            let figures = |id: &str| match opened.figure(&place, id).map(|found| &found.value) {
                Some(Value::Figure(figure, plain)) => Some(swedish::figure(*figure, *plain)),
                Some(Value::Category(..) | Value::Empty(..)) | None => None,
            };
            let with: Vec<_> =
                edition.computed().filter(|known| figures(known.id.as_str()).is_some()).collect();
            let column = table[0].iter().position(|head| head.starts_with(&name));
            assert_eq!(column.is_some(), !with.is_empty(), "{publication} {unit}: {name} in {:?}", table[0]);
            for indicator in with {
                let row = table.iter().find(|row| row[0].starts_with(&indicator.short_name.sv));
                let (Some(row), Some(column)) = (row, column) else { continue };
                let figure = figures(indicator.id.as_str()).expect("a figure");
                assert!(row[column].contains(&figure), "{} {place}: {row:?}", indicator.id);
            }
            assert!(column.is_some() || html.contains(&name), "{name} is named without a figure");
            let to =
                format!("/resultat/{publication}/jamfor?enheter={unit},grupp:{}:{code}", scheme.grouping);
            let link = page.elements.iter().find(|link| link.get("href") == Some(to.as_str()));
            assert!(link.is_some_and(|link| link.text.contains(&name)), "{to}: {link:?}");
            assert_eq!(site.get(&to).await.status, StatusCode::OK, "{to}");
            // Whoever compares one alone is led to the same.
            let alone = site.page(&format!("/resultat/{publication}/jamfor?enheter={unit}")).await;
            assert!(alone.contains(&format!("href=\"{to}\"")), "{to}");
        }
    }
}

#[tokio::test]
async fn a_mode_is_named_and_what_it_says_is_what_the_publication_says() {
    let site = Site::new().await;
    for (mode, name, none) in [
        ("mal", "Målvärde", "bättre"),
        ("relativ", "Relativ", "Uppnått"),
        ("osakerhet", "Osäkerhet", "Uppnått"),
    ] {
        let page = Page::read(&site.page(&format!("/resultat/2018-omgang-3/enhet/0643?farg={mode}")).await);
        let chosen = page
            .elements
            .iter()
            .find(|e| e.name == "li" && e.get("class") == Some("here") && e.text.trim() == name);
        assert!(chosen.is_some(), "{mode} is not named");
        let table = rows(&page, "utfall");
        assert!(table.iter().all(|row| !row.get(1).is_some_and(|cell| cell.contains(none))), "{mode}");
    }
    for (written, near) in [("relativt", "farg=relativ"), ("xyz", "farg=osakerhet")] {
        let answer = site.get(&format!("/resultat/2018-omgang-3/enhet/0643?farg={written}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{written}");
        assert!(answer.body.contains(written) && answer.body.contains(near), "{written}: {}", answer.body);
    }
}

#[tokio::test]
async fn the_links_of_a_profile_lead_to_the_publication_that_it_is_of() {
    let site = Site::new().await;
    for address in ["/resultat/2018-omgang-3-v1/enhet/0643", "/en/resultat/2018-omgang-3-v1/enhet/county:06"]
    {
        let page = Page::read(&site.page(address).await);
        let links = page.elements.iter().filter(|e| e.name == "a").filter_map(|e| e.get("href"));
        let inside: Vec<&str> = links.filter(|href| href.contains("/resultat/2018")).collect();
        assert!(inside.len() > 40, "{address}");
        assert!(
            inside.iter().all(|href| href.contains("/resultat/2018-omgang-3-v1")),
            "{address}: {inside:?}"
        );
        for there in
            inside.iter().filter(|href| href.contains("/enhet/") || href.contains("/varfor/")).take(12)
        {
            assert_eq!(site.get(there).await.status, StatusCode::OK, "{there}");
        }
    }
}

#[tokio::test]
async fn what_changed_since_the_round_before_is_told() {
    let site = Site::new().await;
    let page = Page::read(&site.page("/resultat/2018-omgang-3/enhet/0643").await);
    let rows = rows(&page, "utfall");
    assert_eq!(rows[0][2], "Mot föregående omgång");
    let second = issues()[2].clone();
    let second = second.opened().expect("it can be computed");
    let (mut moved, mut same) = (0, 0);
    with_third(|opened| {
        for indicator in opened.edition().computed() {
            let Some(own) = rows.iter().find(|row| row[0].starts_with(&indicator.short_name.sv)) else {
                continue;
            };
            let id = indicator.id.as_str();
            let [now, before] =
                [opened, second].map(|opened| &opened.outcome("0643", id).expect("an outcome").value);
            if now == before {
                assert_eq!(own[2], "Oförändrat", "{id}");
                same += 1;
            } else if let Value::Category(_, name) = before {
                assert!(own[2].contains(&name.sv), "{id}: {own:?}");
                moved += 1;
            }
        }
    });
    assert!(moved > 0 && same > 0, "{moved} moved, {same} did not");
    // Nothing stands before what is first.
    let first = site.page("/resultat/2018-omgang-1/enhet/0643").await;
    assert!(!first.contains("Mot föregående"));
}

#[tokio::test]
async fn a_place_is_named_by_its_code_alone_too() {
    let site = Site::new().await;
    for (code, whole) in [("0180", "city:0180"), ("06", "county:06"), ("SE", "nation:SE")] {
        let answer = site.get(&format!("/resultat/2018-omgang-3/enhet/{code}?farg=relativ")).await;
        assert_eq!(answer.status, StatusCode::PERMANENT_REDIRECT, "{code}");
        let to = format!("/resultat/2018-omgang-3/enhet/{whole}?farg=relativ");
        assert_eq!(answer.headers["location"], to.as_str());
        assert_eq!(site.get(&to).await.status, StatusCode::OK);
    }
    let answer = site.get("/resultat/2018-omgang-3/enhet/jonkoping").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(answer.body.contains("/resultat/2018-omgang-3/enhet/0680"), "{}", answer.body);
}

#[tokio::test]
async fn a_city_has_the_share_of_its_districts_and_a_table_of_them() {
    let site = Site::new().await;
    let page = Page::read(&site.page("/resultat/2018-omgang-3/enhet/city:0180").await);
    let (share, districts) = (rows(&page, "siffror"), rows(&page, "stadsdelarnas-utfall"));
    let indicator = with_third(|opened| {
        let stockholm =
            opened.edition().frame.units.iter().filter(|u| u.code.as_str().starts_with("0180-")).count();
        assert_eq!(districts[0].len(), stockholm + 1);
        opened
            .edition()
            .indicators
            .iter()
            .find(|known| known.id.as_str() == "eb-fia")
            .map(|known| known.short_name.sv.clone())
    });
    let indicator = indicator.expect("eb-fia");
    assert!(share.iter().any(|row| row[0].starts_with(&indicator)));
    assert!(districts.iter().any(|row| row[0].starts_with(&indicator)));
}

#[tokio::test]
async fn who_the_material_says_nothing_about_is_told_so() {
    let site = Site::new().await;
    let outside = site.page("/resultat/2015/enhet/0180-01").await;
    assert!(outside.contains("Materialet säger inget"), "{outside}");
    assert!(outside.contains("/resultat/2015/enhet/0643"), "those that it covers are named");
    assert!(!outside.contains("id=\"utfall\""));
    let inside = site.page("/resultat/2015/enhet/0643").await;
    assert!(!inside.contains("Materialet säger inget") && inside.contains("id=\"utfall\""));
    let simulated = site.page("/resultat/2018-omgang-3/enhet/0643").await;
    assert!(simulated.contains("Simulerade data"));
}

#[tokio::test]
async fn an_overview_has_every_county_with_its_units_and_the_figures_of_sweden() {
    let site = Site::new().await;
    let body = site.page("/resultat/2018-omgang-3").await;
    let page = Page::read(&body);
    let indicators = rows(&page, "indikatorer");
    with_third(|opened| {
        for county in &opened.edition().frame.counties {
            assert!(body.contains(&format!("/enhet/county:{}\"", county.code)), "{}", county.name);
        }
        for unit in &opened.edition().frame.units {
            assert!(body.contains(&format!("/enhet/{}\"", unit.code)), "{}", unit.name);
        }
        let Some(Value::Figure(figure, plain)) =
            opened.figure("nation:SE", "eb-fia").map(|found| &found.value)
        else {
            panic!("eb-fia has a figure");
        };
        let name = &opened.edition().indicator("eb-fia").expect("eb-fia").name.sv;
        let row = indicators.iter().find(|row| row[0].starts_with(name)).expect("eb-fia");
        assert!(row[1].starts_with(&swedish::figure(*figure, *plain)), "{row:?}");
    });
    // The material of 2015 is not enough for Sweden: the places that it is enough for stand instead.
    let first = Page::read(&site.page("/resultat/2015").await);
    assert_eq!(rows(&first, "indikatorer")[0][1], "Jönköpings län");
}
