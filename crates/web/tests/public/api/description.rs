//! What leads where: explanations, links, and the OpenAPI description.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use publication::model::Value;
use serde_json::Value as Json;
use web::api::openapi;

use super::cells::is_cell;
use super::{ADDRESSES, OF, read};
use crate::shelf::{Site, issues};

#[tokio::test]
async fn an_explanation_is_the_page_s_own_and_names_nobody() {
    let site = Site::new().await;
    let issues = issues();
    let opened = issues[3].opened().expect("a publication");
    for indicator in ["eb-fia", "eb-utredningsmall-barn", "eb-bg-handlaggare"] {
        for place in ["0643", "0180-07", "county:06", "nation:SE", "group:size:3", "city:0180"] {
            let address = format!("{OF}/explanations/{indicator}/{place}");
            let told = read(&site, &address).await;
            let cell =
                opened.outcome(place, indicator).or_else(|| opened.figure(place, indicator)).expect("a cell");
            is_cell(&address, &told["observation"], cell);
            assert_eq!(told["derivation"]["format"], "jamfor-explanation/1", "{address}");
            let got = &told["derivation"]["outcome"]["value"];
            if let Value::Category(id, _) = &cell.value {
                assert_eq!(got, id.as_str(), "{address}");
            }
            let page = site.page(told["observation"]["links"]["page"].as_str().expect("an address")).await;
            assert!(page.contains(&address), "the page leads to its data: {address}");
            let sentence = told["derivation"]["sentences"][0].as_str().expect("a sentence").trim();
            let shown = sentence
                .replace('&', "&amp;")
                .replace('"', "&quot;")
                .replace('<', "&lt;")
                .replace('>', "&gt;");
            assert!(page.contains(&shown), "{address}: {sentence}");
            for (name, values) in texts(&told) {
                assert!(
                    !matches!(name.as_str(), "comment" | "author" | "respondent"),
                    "{address}: {name} {values}"
                );
            }
        }
    }
}

/// Every field with a text.
fn texts(told: &Json) -> Vec<(String, String)> {
    match told {
        Json::Object(fields) => fields
            .iter()
            .flat_map(|(name, value)| match value {
                Json::String(text) => vec![(name.clone(), text.clone())],
                other => texts(other),
            })
            .collect(),
        Json::Array(all) => all.iter().flat_map(texts).collect(),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => Vec::new(),
    }
}

#[tokio::test]
async fn a_link_of_an_answer_leads_somewhere() {
    let site = Site::new().await;
    let mut seen = BTreeSet::new();
    let starts = ADDRESSES
        .iter()
        .filter(|address| !address.ends_with("openapi.json") && !address.ends_with("manifest"));
    for &address in starts {
        for lang in ["sv", "en"] {
            let join = if address.contains('?') { '&' } else { '?' };
            let told = read(&site, &format!("{address}{join}lang={lang}")).await;
            for (_, to) in
                texts(&told).into_iter().filter(|(_, text)| text.starts_with('/') && !text.contains(' '))
            {
                if seen.len() < 400 && seen.insert(to.clone()) {
                    let answer = site.get(&to).await;
                    // The search's address is to be filled in.
                    let is_open = to.contains("/search?q=");
                    assert!(
                        answer.status == StatusCode::OK || is_open,
                        "{address} leads to {to}: {}",
                        answer.status
                    );
                }
            }
        }
    }
    assert!(seen.len() > 150, "{}", seen.len());
}

#[test]
fn the_description_lists_exactly_the_routes_that_there_are() {
    let described: Json = serde_json::from_str(openapi::document()).expect("JSON");
    assert_eq!(described["openapi"], "3.1.0");
    let described: BTreeSet<String> =
        described["paths"].as_object().expect("paths").keys().cloned().collect();
    let routes = web::service::routes::all();
    let routes: BTreeSet<String> = routes
        .iter()
        .filter(|route| route.path.starts_with("/api"))
        .map(|route| route.path.to_owned())
        .collect();
    assert_eq!(described, routes);
}

#[test]
fn whatever_the_description_refers_to_is_in_it() {
    let document: Json = serde_json::from_str(openapi::document()).expect("JSON");
    fn references(told: &Json, found: &mut BTreeSet<String>) {
        match told {
            Json::Object(fields) => {
                found.extend(fields.get("$ref").and_then(Json::as_str).map(str::to_owned));
                fields.values().for_each(|value| references(value, found));
            }
            Json::Array(all) => all.iter().for_each(|value| references(value, found)),
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
        }
    }
    let mut found = BTreeSet::new();
    references(&document, &mut found);
    assert!(found.len() > 50, "{}", found.len());
    for reference in found {
        let pointer = reference.strip_prefix('#').expect("within the document");
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }
    for (path, item) in document["paths"].as_object().expect("paths") {
        let names: BTreeSet<&str> =
            path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).collect();
        let told = item["get"]["parameters"].as_array().expect("parameters");
        let told: BTreeSet<&str> =
            told.iter().filter(|one| one["in"] == "path").filter_map(|one| one["name"].as_str()).collect();
        assert_eq!(names, told, "{path}");
    }
}
