//! What is wrong, what there is not, and what is not published: told as problems.

use axum::http::StatusCode;
use web::api::ProblemKind;

use super::{OF, json, problem, read};
use crate::shelf::Site;

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
async fn what_cannot_be_written_is_a_wrong_parameter_and_never_sent_back_as_it_is() {
    let site = Site::new().await;
    for (address, status) in [
        ("/api/v1?per=%15B", 400),
        ("/api/v1/api-info?lang=%09%00", 400),
        ("/api/v1/publications/2018%00", 404),
        ("/api/v1/publications/2018-omgang-3/places/%08", 404),
    ] {
        let told = problem(&site, address, status).await;
        assert!(!told.to_string().contains(char::is_control), "{address}: {told}");
    }
    assert_eq!(site.get("/api/v1/search?q=%1b").await.status, StatusCode::OK);
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
