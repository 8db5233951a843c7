//! Pages, workbook, csv and JSON – the cube as a file and as the interface answers it – say the same: every figure, every empty, every
//! colour, of every unit and place, of both editions. That workbook and files say what was computed is a test of `publication`.

use std::collections::{BTreeMap, HashMap};

use catalogue::model::Edition;
use serde_json::Value as Json;

use crate::page::{Element, Page};
use crate::shelf::{Site, folders, issues};
use crate::support::said::{
    Key, Said, Words, dimension, mode_of, of_csv, of_json, places_of_workbook, rounded, shown_as, units_shown,
};
use crate::support::workbook;

/// A cell of a page: the colour's class, sign, value, word.
#[derive(Debug, Default, PartialEq, Eq)]
struct Shown {
    colour: Option<String>,
    sign: String,
    value: String,
    word: String,
}

#[tokio::test]
async fn every_format_says_the_same_of_2015() {
    all_say_the_same("/resultat/2015", 0).await;
}

#[tokio::test]
async fn every_format_says_the_same_of_2018() {
    all_say_the_same("/resultat/2018-omgang-3", 3).await;
}

async fn all_say_the_same(address: &str, nth: usize) {
    let site = Site::new().await;
    let (folder, issues) = (&folders()[nth], issues());
    let edition = issues[nth].opened().expect("it can be computed").edition();
    let json: Json = serde_json::from_slice(&folder["publication.json"]).expect("JSON");
    let words = Words::of(&json);
    let sheets = workbook::read(&folder[&format!("jamforelse-{}.xlsx", edition.year)]);
    let in_workbook = [units_shown(&sheets, edition), places_of_workbook(&sheets, edition)];
    let api = of_api(&site, address).await;
    // One fill of the workbook is one colour of the pages.
    let mut colours: BTreeMap<String, String> = BTreeMap::new();
    let mut asked = 0;
    for (i, (cube, of)) in [("outcomes", "unit"), ("aggregates", "place")].into_iter().enumerate() {
        let (csv, from_json) = (of_csv(&folder[&format!("cubes/{cube}.csv")], of), of_json(&json, cube, of));
        assert_eq!(csv, from_json, "{cube}");
        for (key, said) in &csv {
            assert_eq!(api.get(key), Some(said), "{key:?} in the interface for programs");
        }
        asked += csv.len();
        let mut on_pages = HashMap::new();
        for code in dimension(&json, cube, of)["codes"].as_array().expect("codes") {
            let code = code["id"].as_str().expect("an id");
            let page = site.page(&format!("{address}/enhet/{code}")).await;
            let cells = cells(&Page::read(&page), code);
            // A profile without any outcome says why.
            assert!(!cells.is_empty() || page.contains("Materialet säger inget om"), "{code}");
            on_pages.extend(cells);
        }
        let mut found = 0;
        for (key, said) in &csv {
            let mode = mode_of(&json, cube, &key.1);
            match in_workbook[i].get(key) {
                Some(cell) => {
                    found += 1;
                    shown_as(key, said, mode, &words, edition, cell);
                }
                // Groups of counties are the counties, which have a row.
                None => assert!(key.0.starts_with("group:county:"), "{key:?} stands nowhere in the workbook"),
            }
            // What no profile holds, such as background measures of places, has a page of its own.
            if !on_pages.contains_key(key) && said.empty != "not_covered" {
                let why = site.page(&format!("{address}/varfor/{}/{}", key.1, key.0)).await;
                on_pages.insert(key.clone(), verdict(&Page::read(&why)));
            }
            match on_pages.get(key) {
                Some(page) => on_page(key, said, mode, &words, edition.plain_ends, (page, &mut colours)),
                None => assert_eq!(said.empty, "not_covered", "{key:?} stands on no page"),
            }
        }
        let rows = if cube == "outcomes" { edition.frame.units.len() } else { places_shown(edition) };
        assert_eq!(found, rows * edition.computed().count(), "{cube}: cells of the workbook");
        assert!(on_pages.keys().all(|key| csv.contains_key(key)), "{cube}: a page shows what no file has");
    }
    assert_eq!(api.len(), asked, "the interface has what no file has");
    assert!(colours.len() >= 2, "{colours:?}");
}

/// Places with a row in the workbook: groups *county* are the counties, which have one.
fn places_shown(edition: &Edition) -> usize {
    let groups: usize = edition.frame.schemes.iter().map(|scheme| scheme.groups.len()).sum();
    edition.frame.cities.len() + edition.frame.counties.len() + 1 + groups
}

/// Every value that the interface for programs answers, list after list.
async fn of_api(site: &Site, address: &str) -> HashMap<Key, Said> {
    let publication = address.trim_start_matches("/resultat/");
    let mut next = Some(format!("/api/v1/publications/{publication}/observations?limit=1000"));
    let mut all = HashMap::new();
    while let Some(address) = next {
        let list: Json = serde_json::from_str(&site.page(&address).await).expect("JSON");
        let text = |json: &Json| json.as_str().unwrap_or("").to_owned();
        for item in list["items"].as_array().expect("items") {
            let decimals = item["decimals"].as_u64().map_or(0, |decimals| decimals as usize);
            let status = text(&item["status"]);
            let empty = match item["reason"].as_str() {
                Some(reason) => format!("{status}:{reason}"),
                None if status == "value" => String::new(),
                None => status,
            };
            let told = item["colours"].as_array().expect("colours").iter();
            let said = Said {
                value: text(&item["value"]),
                figure: item["figure"]
                    .as_f64()
                    .map_or(String::new(), |figure| format!("{figure:.decimals$}")),
                empty,
                told: told
                    .map(|told| (text(&told["mode"]), (text(&told["verdict"]), text(&told["not_here"]))))
                    .collect(),
            };
            all.insert((text(&item["place"]["id"]), text(&item["indicator"]["id"])), said);
        }
        next = list["links"]["next"].as_str().map(str::to_owned);
    }
    all
}

/// Whether a page shows what the files say.
fn on_page(
    key: &Key,
    said: &Said,
    mode: Option<&str>,
    words: &Words,
    plain_ends: bool,
    (shown, colours): (&Shown, &mut BTreeMap<String, String>),
) {
    let verdict = mode.and_then(|mode| said.told.get(mode)).map_or("", |(verdict, _)| verdict.as_str());
    let colour = mode.and_then(|mode| words.colours.get(&(mode.to_owned(), verdict.to_owned())));
    let (sign, word) = colour.map_or(("", ""), |colour| (colour.sign.as_str(), colour.word.as_str()));
    // A word that says the same as the value is not said twice.
    let is_said = shown.word == word || shown.word.is_empty() && shown.value == word;
    assert!(shown.sign == sign && is_said, "{key:?}: {shown:?}, and the files say {said:?}");
    match (colour, &shown.colour) {
        (Some(colour), Some(class)) => {
            let known = colours.entry(colour.fill.clone()).or_insert_with(|| class.clone());
            assert_eq!(known, class, "{key:?}");
        }
        (colour, class) => assert_eq!(colour.is_some(), class.is_some(), "{key:?}: {said:?}"),
    }
    let expected = match (said.figure.as_str(), said.empty.as_str()) {
        ("", "") => words.values[&said.value].clone(),
        ("", empty) => words.empties[empty].clone(),
        (figure, _) => domain::swedish::figure(rounded(figure), plain_ends),
    };
    let value = plain(&shown.value);
    let expected = plain(&expected);
    // A figure is followed by its unit, and what is not shown by what others printed.
    let is_same = value.strip_prefix(&expected).is_some_and(|rest| {
        rest.is_empty()
            || !said.figure.is_empty() && rest.starts_with(' ')
            || rest.starts_with(" (enligt källan ")
    });
    assert!(is_same, "{key:?}: {value:?}, and the files say {expected:?}");
}

fn plain(text: &str) -> String {
    let text = text.replace(['\u{a0}', '\u{fe0e}', '\u{202f}'], " ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The cells of a profile, by the indicator that each one's *why* leads to.
fn cells(page: &Page, code: &str) -> HashMap<Key, Shown> {
    let row_of = |at: usize| {
        let mut above = std::iter::successors(Some(at), |at| page.elements[*at].parent);
        above.find(|at| page.elements[*at].name == "tr")
    };
    let mut all = HashMap::new();
    for (at, link) in page.elements.iter().enumerate() {
        let Some((_, rest)) = link.get("href").and_then(|to| to.split_once("/varfor/")) else { continue };
        let Some((indicator, place)) = rest.split_once('/') else { continue };
        let Some(row) = row_of(at).filter(|_| place == code) else { continue };
        let is_value = |element: &Element| matches!(element.get("data-of"), Some("Utfall" | "Tal"));
        let Some(cell) = within(page, row).find(|at| is_value(&page.elements[*at])) else { continue };
        all.entry((code.to_owned(), indicator.to_owned())).or_insert_with(|| shown(page, cell));
    }
    all
}

/// What the page of a cell says first.
fn verdict(page: &Page) -> Shown {
    let at = page.elements.iter().position(|element| element.get("class") == Some("verdict"));
    shown(page, at.expect("a verdict"))
}

/// What an element shows.
fn shown(page: &Page, cell: usize) -> Shown {
    let of_cell = || within(page, cell).map(|at| &page.elements[at]);
    let text = |class: &str| {
        let found = of_cell().find(|element| element.get("class") == Some(class));
        found.map(|element| element.text.replace('\u{fe0e}', "").trim().to_owned())
    };
    let colour = of_cell().find_map(|element| element.get("class")?.strip_prefix("outcome "));
    Shown {
        colour: colour.map(str::to_owned),
        sign: text("outcome-sign").unwrap_or_default(),
        value: text("outcome-value").unwrap_or_else(|| page.elements[cell].text.clone()),
        word: text("outcome-word").unwrap_or_default(),
    }
}

/// An element and what lies in it: elements stand in order.
fn within(page: &Page, outer: usize) -> impl Iterator<Item = usize> {
    let lies_in = move |at: &usize| {
        std::iter::successors(Some(*at), |at| page.elements[*at].parent).any(|above| above == outer)
    };
    (outer..page.elements.len()).take_while(lies_in)
}
