//! The REST API: the same figures as the pages, typed answers for what there is not, and nothing of what is not published.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::StatusCode;
use publication::model::{Cube, Observation, Value};
use publication::shelf::Opened;
use serde_json::Value as Json;
use web::api::{ENDPOINTS, ProblemKind, openapi};

use crate::shelf::{Answer, Site, issues};

/// Where there is something to read.
const OF: &str = "/api/v1/publications/2018-omgang-3";

/// Addresses of every endpoint, each with something in it.
const ADDRESSES: &[&str] = &[
    "/api/v1",
    "/api/v1/api-info",
    "/api/v1/openapi.json",
    "/api/openapi.json",
    "/api/v1/problems",
    "/api/v1/problems/unknown-id",
    "/api/v1/search?q=habo",
    "/api/v1/publications",
    "/api/v1/corrections",
    "/api/v1/publications/2018-omgang-3",
    "/api/v1/publications/2015-v1/versions",
    "/api/v1/publications/2018-omgang-3/manifest",
    "/api/v1/publications/2018-omgang-3/colours",
    "/api/v1/publications/2018-omgang-3/indicators",
    "/api/v1/publications/2018-omgang-3/indicators/eb-fia",
    "/api/v1/publications/2018-omgang-3/places?level=county",
    "/api/v1/publications/2018-omgang-3/places/0643",
    "/api/v1/publications/2018-omgang-3/places/0643/peers",
    "/api/v1/publications/2018-omgang-3/observations?place=0643,county:06,nation:SE",
    "/api/v1/publications/2018-omgang-3/observations/eb-fia/county:06",
    "/api/v1/publications/2018-omgang-3/explanations/eb-fia/0643",
    "/api/v1/publications/2018-omgang-3/reach/eb-fia/county:06",
    "/api/v1/publications/2018-omgang-3/guide",
    "/api/v1/publications/2018-omgang-3/guide/read-me",
    "/api/v1/publications/2018-omgang-3/cubes",
    "/api/v1/publications/2018-omgang-3/cubes/response",
    "/api/v1/publications/2018-omgang-3/cubes/background/observations?code=unit:0643",
];

pub(crate) fn json(answer: &Answer) -> Json {
    serde_json::from_str(&answer.body).unwrap_or_else(|why| panic!("{why}: {}", answer.body))
}

async fn read(site: &Site, address: &str) -> Json {
    let answer = site.get(address).await;
    assert_eq!(answer.status, StatusCode::OK, "{address}: {}", answer.body);
    json(&answer)
}

/// A problem, which must hold to what every problem holds to.
async fn problem(site: &Site, address: &str, status: u16) -> Json {
    let answer = site.get(address).await;
    assert_eq!(answer.status.as_u16(), status, "{address}: {}", answer.body);
    is_problem(address, &answer)
}

fn is_problem(case: &str, answer: &Answer) -> Json {
    assert_eq!(answer.headers["content-type"], "application/problem+json", "{case}");
    assert_eq!(answer.headers["access-control-allow-origin"], "*", "{case}");
    assert_eq!(answer.headers["cache-control"], "no-store", "{case}");
    let told = json(answer);
    assert_eq!(told["status"], answer.status.as_u16(), "{case}");
    for field in ["title", "detail", "instance"] {
        assert!(told[field].as_str().is_some_and(|text| !text.is_empty()), "{case}: {field}");
    }
    let kind =
        told["type"].as_str().and_then(|kind| kind.strip_prefix("/api/v1/problems/")).unwrap_or_default();
    assert!(ProblemKind::ALL.iter().any(|known| known.id() == kind), "{case}: {kind}");
    told
}

/// The pattern of an address, as the list of endpoints has it.
fn endpoint(address: &str) -> &'static str {
    let path = address.split('?').next().unwrap_or_default();
    let parts: Vec<&str> = path.split('/').collect();
    let fits = |known: &&str| {
        let known: Vec<&str> = known.split('/').collect();
        known.len() == parts.len()
            && known.iter().zip(&parts).all(|(known, part)| known == part || known.starts_with('{'))
    };
    let mut all: Vec<&str> = ENDPOINTS.iter().map(|endpoint| endpoint.path).filter(fits).collect();
    all.sort_by_key(|path| path.matches('{').count());
    all.first().copied().unwrap_or_else(|| panic!("{address} is none of ours"))
}

#[tokio::test]
async fn every_endpoint_answers_in_both_languages_and_is_kept_by_its_tag() {
    let site = Site::new().await;
    let mut seen = BTreeSet::new();
    for &address in ADDRESSES {
        seen.insert(endpoint(address));
        let first = site.get(address).await;
        assert_eq!(first.status, StatusCode::OK, "{address}: {}", first.body);
        assert!(
            first.headers["content-type"].to_str().is_ok_and(|kind| kind == "application/json"),
            "{address}"
        );
        assert_eq!(first.headers["access-control-allow-origin"], "*", "{address}");
        assert_eq!(first.headers["cache-control"], "public, no-cache", "{address}");
        assert_eq!(first.headers["content-language"], "sv", "{address}");
        no_null_of_ours(address, &json(&first));
        let tag = first.headers["etag"].to_str().expect("a tag").to_owned();
        assert!(tag.starts_with('"') && tag.ends_with('"'), "{address}: a strong tag, not {tag}");
        for known in [tag.clone(), format!("W/{tag}"), format!("\"other\", {tag}"), "*".to_owned()] {
            let again = site.get_with(address, &[("if-none-match", &known)]).await;
            assert_eq!(
                (again.status, again.body.as_str()),
                (StatusCode::NOT_MODIFIED, ""),
                "{address}: {known}"
            );
            assert_eq!(again.headers["etag"].to_str().expect("a tag"), tag, "{address}");
        }
        assert_eq!(site.get_with(address, &[("if-none-match", "\"other\"")]).await.status, StatusCode::OK);
        let packed = site.get_with(address, &[("accept-encoding", "gzip")]).await;
        assert_eq!(packed.headers["content-encoding"], "gzip", "{address}");
        let other = packed.headers["etag"].to_str().expect("a tag");
        assert_ne!(other, tag, "{address}: other bytes have another tag");
        let english = site.get_with(address, &[("accept-language", "en-GB,en;q=0.8,sv;q=0.5")]).await;
        assert_eq!(english.headers["content-language"], "en", "{address}");
        assert!(english.headers["vary"].to_str().expect("a text").contains("accept-language"), "{address}");
        if !address.ends_with("openapi.json") {
            let join = if address.contains('?') { '&' } else { '?' };
            let said = site.get(&format!("{address}{join}lang=en")).await;
            assert_eq!(said.headers["content-language"], "en", "{address}");
        }
    }
    let all: BTreeSet<&str> = ENDPOINTS.iter().map(|endpoint| endpoint.path).collect();
    assert_eq!(seen, all, "an address of each endpoint stands in ADDRESSES");
    let [sv, en] = ["sv", "en"].map(|lang| format!("{OF}/observations/eb-fia/0643?lang={lang}"));
    assert_eq!(read(&site, &sv).await["colours"][0]["word"], "Inte uppnått");
    assert_eq!(read(&site, &en).await["colours"][0]["word"], "Not reached");
}

/// Nothing is null, but in derivations and reports, whose forms are their own.
fn no_null_of_ours(case: &str, told: &Json) {
    match told {
        Json::Null => panic!("{case} has a null"),
        Json::Array(all) => all.iter().for_each(|one| no_null_of_ours(case, one)),
        Json::Object(fields) => {
            let own = fields.iter().filter(|(name, _)| !matches!(name.as_str(), "derivation" | "reach"));
            // A manifest is the file as it is.
            if fields.get("form").is_none() {
                own.for_each(|(_, one)| no_null_of_ours(case, one));
            }
        }
        Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
    }
}

/// Every page of a list, from the first to the last by `next`.
async fn walk(site: &Site, address: &str) -> Vec<Json> {
    let mut next = Some(address.to_owned());
    let mut all = Vec::new();
    while let Some(address) = next {
        let answer = site.get(&address).await;
        assert_eq!(answer.status, StatusCode::OK, "{address}: {}", answer.body);
        let page = json(&answer);
        next = page["links"]["next"].as_str().map(str::to_owned);
        let link = answer.headers["link"].to_str().expect("a text").to_owned();
        assert_eq!(link.contains("rel=\"next\""), next.is_some(), "{address}: {link}");
        assert!(next.as_ref().is_none_or(|next| link.contains(&format!("<{next}>"))), "{address}: {link}");
        assert_eq!(
            answer.headers["x-total-count"].to_str().expect("a text"),
            page["total"].to_string(),
            "{address}"
        );
        all.extend(page["items"].as_array().expect("lines").clone());
    }
    all
}

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

fn is_cell(case: &str, told: &Json, cell: &Observation) {
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
fn csv_of(text: &str) -> Vec<Vec<String>> {
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
async fn what_is_wrong_is_told_with_what_is_right() {
    let site = Site::new().await;
    for (address, status, kind, told) in [
        ("/indicators/eb-fi", 404, "unknown-id", r#""id":"eb-fia""#),
        (
            "/indicators/eb-socionomexamen",
            404,
            "retired",
            "/api/v1/publications/2015/indicators/eb-socionomexamen",
        ),
        ("/places/06", 404, "unknown-id", r#""id":"county:06""#),
        ("/places/habo", 404, "unknown-id", r#""id":"0643""#),
        ("/places/%3Cscript%3E", 404, "unknown-id", "places"),
        ("/places/h/peers", 404, "unknown-id", "places?level=unit"),
        (
            "/observations?place=0643,0644,06&indicator=eb-fia",
            404,
            "unknown-id",
            r#""unknown":["0644","06"]"#,
        ),
        ("/observations?indicator=eb-rutin-barn-unga&county=66", 404, "unknown-id", r#""06""#),
        ("/observations?group=size:33", 404, "unknown-id", r#""size:3""#),
        ("/observations?indikator=eb-fia", 400, "unknown-parameter", r#""id":"indicator""#),
        ("/observations?mode=relativ", 400, "invalid-parameter", r#""id":"relative""#),
        ("/observations?limit=5000", 400, "invalid-parameter", "1000"),
        ("/observations?limit=1&limit=2", 400, "invalid-parameter", "limit"),
        ("/observations?place=%ff", 400, "malformed-request", "UTF-8"),
        ("/observations?place=%4", 400, "malformed-request", "UTF-8"),
        ("/places/%ff", 400, "malformed-request", "UTF-8"),
        ("/indicators?per=2020-02-31", 400, "invalid-parameter", "per"),
        ("/indicators?format=xml", 400, "invalid-parameter", r#""allowed":["json","csv"]"#),
        ("/indicators/eb-fia?format=csv", 400, "invalid-parameter", r#""allowed":["json"]"#),
        ("/indicators?lang=de", 400, "invalid-parameter", r#""sv","en""#),
        ("/observations/eb-fia/0644", 404, "unknown-id", "0644"),
        ("/explanations/eb-fio/0643", 404, "unknown-id", "eb-fia"),
        ("/reach/eb-fio/0643", 404, "unknown-id", "eb-fia"),
        ("/guide/read-mee", 404, "unknown-id", r#""id":"read-me""#),
        ("/cubes/backgrund", 404, "unknown-id", r#""id":"background""#),
        ("/cubes/response/observations?code=parts:E", 404, "unknown-id", r#""part""#),
        ("/nothing", 404, "not-found", "openapi.json"),
        ("/", 404, "not-found", "openapi.json"),
    ] {
        let problem = problem(&site, &format!("{OF}{address}"), status).await;
        assert_eq!(problem["type"], format!("/api/v1/problems/{kind}"), "{address}: {problem}");
        assert!(problem.to_string().contains(told), "{address}: {problem}");
    }
    let not_here = problem(&site, "/api/v1/publications/2015/indicators/eb-fia", 404).await;
    assert_eq!(not_here["type"], "/api/v1/problems/not-here");
    for elsewhere in not_here["elsewhere"].as_array().expect("publications") {
        read(&site, elsewhere["href"].as_str().expect("an address")).await;
    }
    for (address, kind) in [
        ("/api/v1/publications/2019", "unknown-publication"),
        ("/api/v1/publications/2018-omgang-3-v2/indicators", "unknown-publication"),
        ("/api/v1/publications/02018", "unknown-publication"),
        ("/api/v1/problems/unknown", "unknown-id"),
        ("/api", "not-found"),
        ("/api/v2/publications", "not-found"),
        ("/api/v1/publications/", "not-found"),
    ] {
        let told = problem(&site, address, 404).await;
        assert_eq!(told["type"], format!("/api/v1/problems/{kind}"), "{address}");
    }
    let many = vec!["eb-fia"; 501].join(",");
    let told = problem(&site, &format!("{OF}/observations?indicator={many}"), 400).await;
    assert_eq!(told["type"], "/api/v1/problems/too-much");
    for (case, address) in [("no question", "/api/v1/search"), ("an empty one", "/api/v1/search?q=")] {
        assert_eq!(problem(&site, address, 400).await["parameter"], "q", "{case}");
    }
    let long = "a".repeat(101);
    problem(&site, &format!("/api/v1/search?q={long}"), 400).await;
    // A number that the tax agency gives out for tests.
    let person = problem(&site, "/api/v1/search?q=19900101-2385", 400).await;
    assert!(!person.to_string().contains("2385"), "{person}");
    let english = site.get_with(&format!("{OF}/places/06"), &[("accept-language", "en")]).await;
    assert_eq!(json(&english)["title"], "An unknown id");
}

#[tokio::test]
async fn every_kind_of_problem_is_explained_where_its_type_leads() {
    let site = Site::new().await;
    for kind in ProblemKind::ALL {
        let told = read(&site, &kind.address()).await;
        assert_eq!((&told["type"], &told["status"]), (&kind.address().into(), &kind.status().into()));
        assert!(told["advice"].as_str().is_some_and(|advice| advice.len() > 10), "{}", kind.id());
    }
}

#[tokio::test]
async fn methods_and_headers_change_nothing_that_they_should_not() {
    let site = Site::new().await;
    let address = &format!("{OF}/indicators/eb-fia");
    for method in ["POST", "PUT", "DELETE", "PATCH"] {
        let answer = site.ask(method, address, &[]).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method}");
        let allowed = answer.headers["allow"].to_str().expect("a text").replace(' ', "");
        assert_eq!(allowed, "GET,HEAD,OPTIONS", "{method}");
        is_problem(method, &answer);
    }
    let first = site.get(address).await;
    let head = site.ask("HEAD", address, &[]).await;
    assert_eq!((head.status, head.body.as_str()), (StatusCode::OK, ""));
    assert_eq!(head.headers["etag"], first.headers["etag"]);
    let asked = [("origin", "https://a.example"), ("access-control-request-method", "GET")];
    let preflight = site.ask("OPTIONS", address, &asked).await;
    assert_eq!(preflight.status, StatusCode::NO_CONTENT);
    assert_eq!(preflight.headers["access-control-allow-origin"], "*");
    assert_eq!(preflight.headers["access-control-allow-methods"], "GET, HEAD, OPTIONS");
    assert!(preflight.headers.get("access-control-allow-credentials").is_none());
    for (name, value) in [
        ("host", "evil.example"),
        ("x-forwarded-host", "evil.example"),
        ("x-original-url", "/api/v1/publications/2015"),
        ("range", "bytes=0-10"),
        ("accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1"),
        ("accept", ";;;,,"),
        ("accept-language", "xx-\u{80}"),
        ("if-none-match", "\"x"),
        ("cookie", "jamfor=made-up"),
        ("origin", "https://a.example"),
    ] {
        let again = site.get_with(address, &[(name, value)]).await;
        assert_eq!((again.status, &again.body), (StatusCode::OK, &first.body), "{name}: {value}");
        assert!(!format!("{:?}", again.headers).contains("evil"), "{name}");
        assert_eq!(again.headers["access-control-allow-origin"], "*", "{name}");
    }
    let refused = site.get_with(address, &[("accept", "image/png")]).await;
    assert_eq!(refused.status, StatusCode::NOT_ACCEPTABLE);
    assert_eq!(is_problem("a picture", &refused)["allowed"][0], "application/json");
    let sent = site.get_with(address, &[("content-length", "3")]).await;
    assert_eq!(sent.status, StatusCode::BAD_REQUEST, "a request that reads has no body");
    is_problem("a body", &sent);
}

#[tokio::test]
async fn what_is_not_published_is_told_as_what_never_was_in_data_too() {
    let site = Site::new().await;
    site.turn("2020-06-23T05:59:59.999999Z");
    for suffix in [
        "",
        "-v1",
        "/versions",
        "/manifest",
        "-v1/manifest",
        "/indicators/eb-fia",
        "/observations",
        "/observations?format=csv",
        "-v1/observations/eb-fia/0643",
        "/explanations/eb-fia/0643",
        "?per=2020-06-23",
        "/cubes/response",
        "/nothing",
    ] {
        let address = format!("{OF}{suffix}");
        let never = address.replace("omgang-3", "omgang-9");
        let [early, never_was] = [site.get(&address).await, site.get(&never).await];
        assert_eq!(early.status, StatusCode::NOT_FOUND, "{address}");
        assert_eq!(early.body.replace("omgang-3", ""), never_was.body.replace("omgang-9", ""), "{address}");
        assert_eq!(early.headers, never_was.headers, "{address}");
    }
    for address in
        ["/api/v1/publications", "/api/v1/search?q=habo", "/api/v1/search?q=2018", "/api/v1/corrections"]
    {
        assert!(!read(&site, address).await.to_string().contains("omgang-3"), "{address}");
    }
    let told = problem(&site, "/api/v1/publications/2018-omgang-2/indicators/eb-socionomexamen", 404).await;
    assert!(!told.to_string().contains("omgang-3"), "{told}");
    site.turn("2020-06-23T06:00:00Z");
    for address in [OF, "/api/v1/publications", "/api/v1/search?q=habo"] {
        assert!(read(&site, address).await.to_string().contains("omgang-3"), "{address}");
    }
    // As of the day before, it is not there today either, and links keep to that day.
    problem(&site, &format!("{OF}?per=2020-06-22"), 404).await;
    let then = read(&site, "/api/v1/publications?per=2020-06-22").await;
    assert!(!then.to_string().contains("omgang-3") && then["total"] == 3, "{then}");
    let link = then["items"][0]["links"]["indicators"].as_str().expect("an address").to_owned();
    assert!(link.ends_with("?per=2020-06-22"), "{link}");
    read(&site, &link).await;
    read(&site, &format!("{OF}?per=2020-06-23")).await;
}

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
