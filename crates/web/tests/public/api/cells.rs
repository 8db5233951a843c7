//! What cells hold, as data and as tables; what a selection selects.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use publication::model::{Cube, Observation, Value};
use publication::shelf::Opened;
use serde_json::Value as Json;

use super::{OF, problem, read, walk};
use crate::shelf::{Site, issues};

fn cube<'a>(opened: &'a Opened, id: &str) -> &'a Cube {
    opened.publication().cube(id).expect(id)
}

/// A figure as files print it is a number that says the same.
fn is_same(case: &str, told: &Json, printed: &str) {
    match printed {
        "" => assert!(told.is_null(), "{case}: {told}, not nothing"),
        _ => {
            let [told, printed] = [told.as_f64(), printed.parse().ok()];
            assert!(told.is_some() && told == printed, "{case}: {told:?}, not {printed:?}");
        }
    }
}

pub(super) fn is_cell(case: &str, told: &Json, cell: &Observation) {
    match &cell.value {
        Value::Category(id, name) => {
            assert_eq!((&told["status"], &told["value"]), (&"value".into(), &id.as_str().into()), "{case}");
            assert_eq!(told["text"], name.sv.as_str(), "{case}");
            assert!(told["figure"].is_null(), "{case}");
        }
        Value::Figure(figure, _) => {
            assert_eq!(told["status"], "value", "{case}");
            is_same(case, &told["figure"], &figure.to_string());
            assert_eq!(told["decimals"], figure.decimals, "{case}");
        }
        Value::Empty(id, _, word) => {
            let (status, reason) = id.split_once(':').unwrap_or((id, ""));
            assert_eq!(told["status"], status, "{case}");
            assert_eq!(told["reason"].as_str().unwrap_or_default(), reason, "{case}");
            assert_eq!(told["text"], word.sv.as_str(), "{case}");
            assert!(told["figure"].is_null() && told["value"].is_null(), "{case}");
        }
    }
    is_same(case, &told["numerator"], &cell.quotient[0]);
    is_same(case, &told["denominator"], &cell.quotient[1]);
    assert_eq!(told["counts"]["units"].as_u64(), cell.counts.map(|counts| counts.units.into()), "{case}");
    for colouring in &cell.colours {
        let colours = told["colours"].as_array().expect("colours");
        let found = colours.iter().find(|told| told["mode"] == colouring.mode.id()).expect(case);
        match colouring.verdict {
            Ok(verdict) => {
                assert_eq!(found["verdict"], verdict.id(), "{case}");
                for field in ["colour", "sign", "word"] {
                    assert!(found[field].is_string(), "{case}: a verdict has its {field}");
                }
            }
            Err(why) => assert_eq!(found["not_here"], why.id(), "{case}"),
        }
        assert_eq!(found["interval"].is_null(), colouring.interval.is_none(), "{case}");
    }
}

#[tokio::test]
async fn every_observation_is_given_once_and_says_what_the_cube_says() {
    let site = Site::new().await;
    for (at, name) in [(0, "2015"), (3, "2018-omgang-3")] {
        let issues = issues();
        let opened = issues[at].opened().expect("a publication");
        let all = walk(&site, &format!("/api/v1/publications/{name}/observations?limit=1000")).await;
        let mut seen = BTreeMap::new();
        for told in &all {
            let of = |what: &str| told[what]["id"].as_str().expect("an id").to_owned();
            let key = (of("place"), of("indicator"));
            let case = format!("{name} {key:?}");
            let cell = opened.outcome(&key.0, &key.1).or_else(|| opened.figure(&key.0, &key.1)).expect(&case);
            is_cell(&case, told, cell);
            assert_eq!(seen.insert(key, ()), None, "{case} was given twice");
        }
        let cells = |id: &str| cube(opened, id).observations.len();
        assert_eq!(seen.len(), cells("outcomes") + cells("aggregates"), "{name}");
    }
}

#[tokio::test]
async fn every_cube_is_there_with_its_codes() {
    let site = Site::new().await;
    let issues = issues();
    let opened = issues[3].opened().expect("a publication");
    let listed = walk(&site, &format!("{OF}/cubes?limit=1")).await;
    assert_eq!(listed.len(), opened.publication().cubes.len());
    for id in ["background", "response", "comparability", "peer_variables", "cannot_say"] {
        let codes = read(&site, &format!("{OF}/cubes/{id}")).await;
        let known = cube(opened, id);
        assert_eq!(codes["dimensions"].as_array().map(Vec::len), Some(known.dimensions.len()), "{id}");
        let all = walk(&site, &format!("{OF}/cubes/{id}/observations?limit=700")).await;
        assert_eq!(all.len(), known.observations.len(), "{id}");
        for told in &all {
            let codes: Vec<&str> = known
                .dimensions
                .iter()
                .map(|known| told["codes"][&known.id].as_str().expect("a code"))
                .collect();
            let cell = opened.observation(id, &codes).expect("a cell");
            match &cell.value {
                Value::Category(..) => assert_eq!(told["status"], "value"),
                Value::Figure(figure, _) => is_same(id, &told["figure"], &figure.to_string()),
                Value::Empty(status, ..) => {
                    assert_eq!(told["status"], status.split(':').next().expect("a status"))
                }
            }
        }
    }
    let some =
        read(&site, &format!("{OF}/cubes/background/observations?code=unit:0643,unit:0642,measure:area"))
            .await;
    assert_eq!(some["total"], 2);
    for (code, near) in [("unitt:0643", "unit"), ("unit:0644", "0642")] {
        let told = problem(&site, &format!("{OF}/cubes/background/observations?code={code}"), 404).await;
        assert!(told["nearest"].to_string().contains(near) || code == "unit:0644", "{code}: {told}");
    }
}

#[tokio::test]
async fn a_table_says_what_the_data_say() {
    let site = Site::new().await;
    for list in [
        "observations?place=0643,0180-07,county:06,nation:SE,group:size:3",
        "places?county=06",
        "indicators",
        "versions",
    ] {
        let join = if list.contains('?') { '&' } else { '?' };
        let address = format!("{OF}/{list}{join}limit=500");
        let data = read(&site, &address).await;
        let by_name = site.get(&format!("{address}&format=csv")).await;
        let by_header = site.get_with(&address, &[("accept", "text/csv")]).await;
        assert_eq!(by_name.body, by_header.body, "{list}");
        assert_eq!(by_name.headers["content-type"], "text/csv; charset=utf-8; header=present", "{list}");
        let mut lines = csv_of(&by_name.body);
        let names = lines.remove(0);
        let items = data["items"].as_array().expect("lines");
        assert_eq!(lines.len(), items.len(), "{list}");
        assert!(!items.is_empty(), "{list}");
        for (line, item) in lines.iter().zip(items) {
            assert_eq!(line.len(), names.len(), "{list}");
            for (name, field) in names.iter().zip(line) {
                let told = match (name.split_once('_'), &item[name]) {
                    (_, known) if !known.is_null() => known.clone(),
                    (Some((what, "name")), _) => item[what]["name"].clone(),
                    (Some((mode @ ("target" | "relative" | "uncertainty"), part)), _) => {
                        colour_of(item, mode)[if part == "not_here" { "not_here" } else { part }].clone()
                    }
                    (None, _) if matches!(name.as_str(), "target" | "relative" | "uncertainty") => {
                        colour_of(item, name)["verdict"].clone()
                    }
                    _ => item["counts"][name].clone(),
                };
                let told = match &told {
                    Json::Object(named) => named["id"].clone(),
                    _ => told,
                };
                match &told {
                    Json::Null => assert!(
                        field.is_empty() || matches!(name.as_str(), "target_low" | "target_high"),
                        "{list}: {name} is {field}"
                    ),
                    Json::String(text) => assert_eq!(field, text, "{list}: {name}"),
                    Json::Number(number) => {
                        assert_eq!(field.parse::<f64>().ok(), number.as_f64(), "{list}: {name}");
                    }
                    Json::Bool(is) => assert_eq!(field, &is.to_string(), "{list}: {name}"),
                    Json::Array(_) | Json::Object(_) => {}
                }
            }
        }
    }
}

fn colour_of(item: &Json, mode: &str) -> Json {
    let colours = item["colours"].as_array().cloned().unwrap_or_default();
    colours.into_iter().find(|colour| colour["mode"] == mode).unwrap_or_default()
}

/// Lines of a table without quotes inside fields.
pub(super) fn csv_of(text: &str) -> Vec<Vec<String>> {
    let line = |line: &str| {
        let mut fields = vec![String::new()];
        let mut quoted = false;
        for c in line.chars() {
            match c {
                '"' => quoted = !quoted,
                ';' if !quoted => fields.push(String::new()),
                other => fields.last_mut().expect("a field").push(other),
            }
        }
        fields
    };
    text.lines().map(line).collect()
}

#[tokio::test]
async fn filters_select_and_what_matches_nothing_says_why() {
    let site = Site::new().await;
    for (case, query, total) in [
        ("a county and what lies in it", "indicator=eb-fia&county=06", 14),
        ("units of a county", "indicator=eb-fia&county=06&level=unit", 13),
        ("levels", "indicator=eb-fia&level=nation,county", 22),
        ("said twice is once", "indicator=eb-fia,eb-fia&place=0643&place=0643", 1),
        ("two by two", "indicator=eb-fia,eb-audit&place=0643,nation:SE", 4),
    ] {
        assert_eq!(read(&site, &format!("{OF}/observations?{query}")).await["total"], total, "{case}");
    }
    let nothing = read(&site, &format!("{OF}/observations?place=0643&level=county")).await;
    assert_eq!((&nothing["total"], nothing["items"].as_array().map(Vec::len)), (&0.into(), Some(0)));
    assert!(nothing["note"].as_str().is_some_and(|note| note.contains("place, level")), "{nothing}");
    let after = read(&site, &format!("{OF}/indicators?offset=5000")).await;
    assert!(after["note"].as_str().is_some_and(|note| note.contains("36")), "{after}");
    let group = read(&site, &format!("{OF}/places?group=size:3&limit=1000")).await;
    for place in group["items"].as_array().expect("places") {
        assert!(place["groups"].to_string().contains("\"group:size:3\""), "{place}");
    }
    let one = read(&site, &format!("{OF}/observations?indicator=eb-fia&place=0643&mode=target")).await;
    assert_eq!(one["items"][0]["colours"].as_array().map(Vec::len), Some(1));
    let no_peers = read(&site, &format!("{OF}/places/county:06/peers")).await;
    assert!(no_peers["total"] == 0 && no_peers["note"].is_string(), "{no_peers}");
    let none = read(&site, "/api/v1/corrections").await;
    assert!(none["note"].is_string(), "{none}");
}

#[tokio::test]
async fn a_figure_that_others_printed_stands_beside_the_cell_that_cannot_be_computed() {
    let site = Site::new().await;
    let of = "/api/v1/publications/2015";
    let cells = walk(&site, &format!("{of}/cubes/published/observations?limit=1000")).await;
    let mut found = 0;
    for cell in &cells {
        let [place, indicator] =
            ["place", "indicator"].map(|name| cell["codes"][name].as_str().expect("a code"));
        let address = format!("{of}/observations/{indicator}/{place}");
        let answer = site.get(&address).await;
        if answer.status == StatusCode::NOT_FOUND {
            continue;
        }
        let told = read(&site, &address).await;
        match cell["status"] == "value" {
            true => {
                found += 1;
                for field in ["figure", "decimals"] {
                    assert_eq!(told["published"][field], cell[field], "{address}: {field}");
                }
                assert_ne!(told["status"], "value", "{address}: computed as well");
            }
            false => assert!(told.get("published").is_none(), "{address}"),
        }
    }
    assert!(found > 10, "{found}");
}
