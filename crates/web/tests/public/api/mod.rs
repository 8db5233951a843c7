//! The REST API: the same figures as the pages, typed answers for what there is not, and nothing of what is not published.

mod cells;
mod change;
mod description;
mod learn;
mod problems;

use std::collections::BTreeSet;

use axum::http::StatusCode;
use serde_json::Value as Json;
use web::api::{ENDPOINTS, ProblemKind};

use crate::shelf::{Answer, Site};

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
    "/api/v1/publications/2015-v1/moves",
    "/api/v1/publications/2018-omgang-3/changes?place=county:06&from=2018-omgang-1&limit=3",
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
    "/api/v1/publications/2018-omgang-3/learn/eb-utredningsmall-barn/0643",
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
