//! Two publications held against each other, as data: the rows of the page, with the same values, parts and causes.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use results::diff::{Cause, OutcomeDiff};
use serde_json::Value as Json;

use super::cells::{csv_of, is_cell};
use super::{OF, json, no_null_of_ours, problem, read, walk};
use crate::change::{differ, opened, rows};
use crate::page::Page;
use crate::shelf::Site;

const PAGE: &str = "/resultat/2018-omgang-3/forandring";

/// The number that a cell begins with: `+3,2 bättre`.
fn figure(cell: &str) -> Option<f64> {
    let text = cell.split_whitespace().next()?.replace(',', ".").replace('−', "-");
    text.trim_start_matches('+').parse().ok()
}

fn text(told: &Json) -> &str {
    told.as_str().unwrap_or_default()
}

/// Rows with a status, by the indicator that they are of now.
fn of_status(all: &[Json], status: &str) -> Vec<(String, Json)> {
    let of = all.iter().filter(|row| row["status"] == status);
    of.map(|row| (text(&row["indicator_after"]["id"]).to_owned(), row.clone())).collect()
}

#[tokio::test]
async fn a_change_is_told_as_the_page_tells_it() {
    let site = Site::new().await;
    let (mut split, mut causes) = (0, BTreeSet::new());
    // Somebody who only another rule moved.
    let is_defined = |outcome: &&OutcomeDiff| outcome.cause == Some(Cause::Definition) && outcome.moved();
    let moved = differ(opened(1), opened(3));
    let moved = moved.indicators.iter().find_map(|of| of.outcomes.iter().find(is_defined));
    let by_definition = moved.expect("somebody").unit.to_string();
    for (from, before) in [("2018-omgang-1", 1), ("2018-omgang-2", 2)] {
        let units = ["0643", "0684", "0180-01", by_definition.as_str()];
        for place in units.into_iter().chain(["county:06", "nation:SE", "group:size:3", "city:0180"]) {
            let all = walk(&site, &format!("{OF}/changes?place={place}&from={from}&limit=9")).await;
            let page = Page::read(&site.page(&format!("{PAGE}?enhet={place}&fran={from}")).await);
            for (status, table) in [("moved", "forandrat"), ("same", "samma")] {
                let (told, shown) = (of_status(&all, status), rows(&page, table));
                let ids = |one: &[(String, Json)]| one.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>();
                let there: Vec<String> = shown.iter().map(|(id, _)| id.clone()).collect();
                assert_eq!(ids(&told), there, "{from} {place}: {status}");
                for ((id, row), (_, cells)) in told.iter().zip(&shown) {
                    let case = format!("{from} {place} {id}: {row}");
                    no_null_of_ours(&case, row);
                    assert_eq!((&row["from"], &row["place"]["id"]), (&from.into(), &place.into()), "{case}");
                    assert_eq!(row["comparable"], "comparable", "{case}");
                    for (told, opened) in [(&row["before"], opened(before)), (&row["after"], opened(3))] {
                        let cell = opened.outcome(place, id).or_else(|| opened.figure(place, id));
                        is_cell(&case, told, cell.expect("a cell"));
                    }
                    match (status, place.contains(':')) {
                        ("same", _) => {
                            for part in ["word", "difference", "split", "not_split", "cause"] {
                                assert!(row.get(part).is_none(), "{case}: {part}");
                            }
                        }
                        (_, true) => split += usize::from(is_split_as(&case, row, cells)),
                        (_, false) => {
                            causes.insert(text(&row["cause"]["id"]).to_owned());
                            is_caused_as(&case, row, cells);
                        }
                    }
                }
            }
            assert_eq!(all.len(), opened(3).edition().computed().count(), "{from} {place}");
        }
    }
    assert!(split > 60, "{split}");
    assert!(causes.contains("reality") && causes.contains("definition"), "{causes:?}");
}

/// A figure that moved, beside its cells on the page: the change, and its three parts; whether it was split.
fn is_split_as(case: &str, row: &Json, cells: &[String]) -> bool {
    assert_eq!(row["difference"].as_f64(), figure(&cells[2]), "{case}: {cells:?}");
    let word = text(&row["word"]).to_lowercase();
    assert!(cells[2].to_lowercase().ends_with(&word), "{case}: {cells:?}");
    let parts = ["reality", "definition", "interaction"].map(|part| row["split"][part].as_f64());
    match row.get("split") {
        Some(_) => {
            let shown = [&cells[3], &cells[4], &cells[5]].map(|cell| figure(cell));
            assert_eq!(parts, shown, "{case}: {cells:?}");
        }
        None => {
            let why = text(&row["not_split"]["name"]);
            assert!(cells[3] == "–" || (!why.is_empty() && cells[3].contains(why)), "{case}: {cells:?}");
        }
    }
    row.get("split").is_some()
}

/// An outcome that moved, beside its cells: why, and what it would be at the two corners.
fn is_caused_as(case: &str, row: &Json, cells: &[String]) {
    assert!(cells[3].starts_with(text(&row["cause"]["name"])), "{case}: {cells:?}");
    for (cell, name) in [(4, "former_answers_by_new_rules"), (5, "new_answers_by_former_rules")] {
        let told = row.get(name).map_or("–", |corner| text(&corner["text"]));
        assert_eq!(cells[cell], told, "{case}: {name}");
        if let Some(corner) = row.get(name) {
            let is_value = corner["status"] == "value";
            let has_one = corner.get("value").is_some() || corner.get("figure").is_some();
            assert_eq!(is_value, has_one, "{case}: a value or a reason: {corner}");
        }
    }
}

#[tokio::test]
async fn what_may_not_be_compared_has_no_value_in_data_either() {
    let site = Site::new().await;
    for place in ["county:06", "0643"] {
        let address = format!("{OF}/changes?place={place}&from=2015");
        let all = walk(&site, &format!("{address}&limit=1000")).await;
        let page = site.page(&format!("{PAGE}?enhet={place}&fran=2015")).await;
        let count = |status: &str| all.iter().filter(|row| row["status"] == status).count();
        for (status, title) in [
            ("not_comparable", "Kan inte jämföras"),
            ("only_now", "Finns bara i 2018, simulerad omgång 3"),
            ("only_then", "Finns bara i 2015"),
        ] {
            assert!(count(status) > 0, "{place}: {status}");
            assert!(page.contains(&format!("{title} ({})", count(status))), "{place}: {status}: {page}");
        }
        assert_eq!(count("not_comparable") + count("only_now") + count("only_then"), all.len(), "{place}");
        for row in &all {
            let case = format!("{place}: {row}");
            for part in ["before", "after", "word", "difference", "split", "cause"] {
                assert!(row.get(part).is_none(), "{case}: {part}");
            }
            let sides = ["indicator_before", "indicator_after"].map(|side| row.get(side).is_some());
            match text(&row["status"]) {
                "not_comparable" => {
                    assert_eq!(sides, [true, true], "{case}");
                    let why = text(&row["why"]);
                    assert!(!why.is_empty() && page.contains(why), "{case}");
                    assert!(matches!(text(&row["comparable"]), "not" | "not_stated"), "{case}");
                }
                "only_now" => assert_eq!(sides, [false, true], "{case}"),
                _ => assert_eq!(sides, [true, false], "{case}"),
            }
        }
        let note = read(&site, &address).await["note"].clone();
        assert!(text(&note).contains("Får inte jämföras som helhet. "), "{note}");
    }
}

#[tokio::test]
async fn without_parameters_it_is_what_the_page_begins_with() {
    let site = Site::new().await;
    let usual = read(&site, &format!("{OF}/changes")).await;
    let asked = read(&site, &format!("{OF}/changes?place=nation:SE&from=2018-omgang-2")).await;
    assert_eq!((&usual["items"], &usual["total"]), (&asked["items"], &asked["total"]));
    assert_eq!(usual["items"][0]["place"]["id"], "nation:SE");
    let first = read(&site, "/api/v1/publications/2015/changes").await;
    assert_eq!(first["total"], 0);
    assert!(text(&first["note"]).contains("första publiceringen"), "{first}");
    // By number, everything that it leads to has one.
    let numbered = read(&site, "/api/v1/publications/2018-omgang-3-v1/changes?place=0643&limit=1").await;
    let row = &numbered["items"][0];
    assert_eq!(row["from"], "2018-omgang-2-v1");
    for link in [&row["links"]["indicator_before"], &row["before"]["links"]["self"]] {
        assert!(text(link).contains("/2018-omgang-2-v1/"), "{row}");
    }
    // The page leads to its data.
    let page = site.page(&format!("/en{PAGE}?enhet=0643&fran=2018-omgang-1")).await;
    let data = format!("{OF}/changes?place=0643&amp;from=2018-omgang-1");
    assert!(page.contains(&format!("href=\"{data}\"")), "{page}");
}

#[tokio::test]
async fn a_table_of_changes_says_what_the_data_say() {
    let site = Site::new().await;
    for query in
        ["place=county:06&from=2018-omgang-1", "place=0684&from=2018-omgang-1", "place=0643&from=2015"]
    {
        let address = format!("{OF}/changes?{query}&limit=1000");
        let data = read(&site, &address).await;
        let table = site.get(&format!("{address}&format=csv")).await;
        assert_eq!(table.headers["content-type"], "text/csv; charset=utf-8; header=present");
        let mut lines = csv_of(&table.body);
        let names = lines.remove(0);
        let items = data["items"].as_array().expect("rows");
        assert_eq!(lines.len(), items.len(), "{query}");
        for (line, item) in lines.iter().zip(items) {
            assert_eq!(line.len(), names.len(), "{query}");
            for (name, field) in names.iter().zip(line) {
                let told = match (name.split_once('_'), name.strip_suffix("_name")) {
                    (_, Some(of)) => item[of]["name"].clone(),
                    (Some((side @ ("before" | "after"), part)), _) => item[side][part].clone(),
                    _ if matches!(name.as_str(), "reality" | "definition" | "interaction") => {
                        item["split"][name].clone()
                    }
                    _ if name.ends_with("_rules") => short(&item[name]),
                    _ if name == "obstacles" => {
                        let all = item[name].as_array().cloned().unwrap_or_default();
                        all.iter().map(text).collect::<Vec<_>>().join("; ").into()
                    }
                    _ => item[name].get("id").unwrap_or(&item[name]).clone(),
                };
                let case = format!("{query}: {name} of {item}");
                match &told {
                    Json::Null => assert!(field.is_empty(), "{case}: {field}"),
                    Json::Number(number) => {
                        assert_eq!(field.parse::<f64>().ok(), number.as_f64(), "{case}");
                    }
                    Json::String(text) => assert_eq!(field, text, "{case}"),
                    Json::Bool(_) | Json::Array(_) | Json::Object(_) => panic!("{case}: {told}"),
                }
            }
        }
    }
}

/// A corner as one field.
fn short(corner: &Json) -> Json {
    let parts = ["value", "figure", "status"].map(|part| corner.get(part).cloned());
    parts.into_iter().flatten().next().unwrap_or_default()
}

#[tokio::test]
async fn what_cannot_be_held_against_it_is_told_with_what_can() {
    let site = Site::new().await;
    for (address, status, kind, told) in [
        ("/changes?place=0643&from=igar", 404, "unknown-publication", "2018-omgang-1"),
        ("/changes?place=0643&from=%3Cb%3E", 404, "unknown-publication", "2018-omgang-2"),
        ("/changes?place=0643&from=0000", 404, "unknown-publication", "2018-omgang-1"),
        ("/changes?place=0643&from=2018-omgang-3", 404, "unknown-publication", "med sig själv"),
        (
            "/changes?place=0643&from=2018-omgang-9",
            404,
            "unknown-publication",
            r#""allowed":["2018-omgang-2","#,
        ),
        ("/changes?place=0643&from=2018-omgang-2-v7", 404, "unknown-publication", "2018-omgang-1"),
        ("/changes?place=0644", 404, "unknown-id", "/places"),
        ("/changes?place=06", 404, "unknown-id", r#""id":"county:06""#),
        ("/changes?place=0643,0642", 404, "unknown-id", "0643,0642"),
        ("/changes?place=", 400, "invalid-parameter", "place"),
        ("/changes?place=0643&place=0642", 400, "invalid-parameter", "place"),
        ("/changes?enhet=0643", 400, "unknown-parameter", r#""allowed":["#),
        ("/changes?fran=2015", 400, "unknown-parameter", r#""from""#),
    ] {
        let problem = problem(&site, &format!("{OF}{address}"), status).await;
        assert_eq!(problem["type"], format!("/api/v1/problems/{kind}"), "{address}: {problem}");
        assert!(problem.to_string().contains(told), "{address}: {problem}");
    }
    // The other way round leads on.
    let later = "/api/v1/publications/2018-omgang-1/changes?place=0643&from=2018-omgang-3";
    let later = problem(&site, later, 404).await;
    let turned = text(&later["elsewhere"][0]["href"]).to_owned();
    assert!(turned.contains("/2018-omgang-3/changes"), "{later}");
    assert_eq!(read(&site, &turned).await["items"][0]["place"]["id"], "0643");
    // What is not published yet is as what never was.
    site.turn("2019-12-31T00:00:00Z");
    let from = |from: &str| format!("/api/v1/publications/2018-omgang-2/changes?place=0643&from={from}");
    let [early, never] = [site.get(&from("2018-omgang-3")).await, site.get(&from("2018-omgang-9")).await];
    assert_eq!((early.status, never.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
    assert_eq!(json(&early).to_string().replace("omgang-3", "omgang-9"), json(&never).to_string());
}
