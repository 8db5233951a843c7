//! What answers carry: the attributes of every cookie, and what is said of files.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::http::{HeaderMap, header};
use collection::access::Role;
use web::guard::Protection;
use web::service::{App, Parts, site};

use crate::House;
use crate::answering::submitted;
use crate::browser::Browser;

/// A browser at the same service behind a proxy that speaks TLS.
fn behind_tls(house: &House) -> Browser {
    let parts = Parts {
        store: house.store.clone(),
        catalogue: Arc::clone(&house.app.catalogue),
        clock: Arc::clone(&house.app.clock),
        shelf: web::service::Shelved::default(),
        demo: None,
        behind_tls: true,
        behind_proxy: false,
    };
    let protection = Protection { behind_tls: true, ..Protection::default() };
    Browser::new(site(&App::new(parts), protection), SocketAddr::from(([127, 0, 0, 1], 40_000)))
}

/// The cookies that an answer gives: name, value, attributes.
pub(crate) fn given(headers: &HeaderMap) -> Vec<(String, String, BTreeSet<String>)> {
    let cookies = headers.get_all(header::SET_COOKIE).iter();
    let read = |cookie: &str| {
        let mut parts = cookie.split(';').map(str::trim);
        let (name, value) = parts.next().and_then(|pair| pair.split_once('=')).expect("name and value");
        (name.to_owned(), value.to_owned(), parts.map(str::to_ascii_lowercase).collect())
    };
    cookies.map(|cookie| read(cookie.to_str().expect("a text"))).collect()
}

fn attributes(of: &[&str]) -> BTreeSet<String> {
    of.iter().map(|text| (*text).to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_travels_in_a_cookie_that_no_script_other_site_or_open_line_gets() {
    let house = House::open().await;
    let (_, token) = house.link("0643", Role::Coordinator, None, "Anna Ek").await;
    let link = format!("/lank/{}", token.reveal());
    let plain = attributes(&["httponly", "samesite=lax", "path=/"]);
    let secure = attributes(&["httponly", "samesite=lax", "path=/", "secure"]);
    for (case, mut browser, name, expected) in [
        ("behind TLS", behind_tls(&house), "__Host-jamfor", &secure),
        ("on this machine", house.browser(), "jamfor", &plain),
    ] {
        let opened = browser.once("POST", &link, Some(String::new())).await;
        let cookies = given(&opened.headers);
        let [(known, value, found)] = cookies.as_slice() else { panic!("{case}: {cookies:?}") };
        assert_eq!((known.as_str(), found), (name, expected), "{case}");
        // It ends with the browser, or in the store: no end stands in it.
        assert!(value.len() >= 32, "{case}");
        assert!(!opened.text.contains(value.as_str()), "{case}: it is in the cookie alone");
        for address in ["/", "/svara/2018/0643", "/svara/2018/0643/E/1", "/logga-in"] {
            let shown = browser.get(address).await;
            assert!(!shown.text.contains(value.as_str()), "{case}: {address}");
            assert!(given(&shown.headers).is_empty(), "{case}: a page gives no cookie: {address}");
        }
        let left = browser.once("POST", "/logga-ut", Some(String::new())).await;
        let cookies = given(&left.headers);
        let [(known, value, found)] = cookies.as_slice() else { panic!("{case}: {cookies:?}") };
        let over: BTreeSet<String> = expected.iter().cloned().chain(["max-age=0".to_owned()]).collect();
        assert_eq!((known.as_str(), value.as_str(), found), (name, "", &over), "{case}: signed out");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn behind_tls_a_cookie_without_the_secure_name_is_nobodys() {
    let house = House::open().await;
    let anna = house.opened("0643", Role::Coordinator, None, "Anna Ek").await;
    let plain = anna.cookie.clone().expect("a session");
    for (case, cookie, status) in [
        ("the name that a neighbour of the domain can set", plain.clone(), 401),
        ("the name that only this host can set", plain.replacen("jamfor", "__Host-jamfor", 1), 200),
    ] {
        let mut browser = behind_tls(&house);
        browser.cookie = Some(cookie);
        assert_eq!(browser.get("/svara/2018/0643").await.status, status, "{case}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_kept_under_a_name_of_ours_and_never_shown_as_a_page() {
    let house = House::open().await;
    let (anna, _, _) = submitted(&house).await;
    for (mut browser, address, kind, name) in [
        (
            anna.clone(),
            "/svara/2018/0643/fil/arbetsbok.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "enkat-2018-0643.xlsx",
        ),
        (anna, "/svara/2018/0643/E/kvitto.json", "application/json", "kvitto-0643-E.json"),
        (
            house.analyst().await,
            "/arbete/2018/svarslage.csv",
            "text/csv; charset=utf-8",
            "svarslage-2018.csv",
        ),
        (
            house.browser(),
            "/fragor/2018/fil/E.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "fragor-2018-E.docx",
        ),
    ] {
        let shown = browser.once("GET", address, None).await;
        let told = |name: header::HeaderName| shown.headers[name].to_str().expect("a text");
        assert_eq!(shown.status, 200, "{address}");
        assert_eq!(told(header::CONTENT_TYPE), kind, "{address}");
        let expected = format!("attachment; filename=\"{name}\"");
        assert_eq!(told(header::CONTENT_DISPOSITION), expected, "{address}");
        assert_eq!(told(header::X_CONTENT_TYPE_OPTIONS), "nosniff", "{address}");
        assert_eq!(told(header::CACHE_CONTROL), "no-store", "{address}");
        assert!(told(header::CONTENT_SECURITY_POLICY).starts_with("default-src 'none'"), "{address}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receipt_holds_what_it_is_for_and_nothing_else() {
    let house = House::open().await;
    let (mut anna, _, _) = submitted(&house).await;
    let receipt = anna.once("GET", "/svara/2018/0643/E/kvitto.json", None).await;
    let receipt: serde_json::Value = serde_json::from_str(&receipt.text).expect("it is JSON");
    let keys = |of: &serde_json::Value| -> Vec<String> {
        of.as_object().expect("an object").keys().cloned().collect()
    };
    assert_eq!(keys(&receipt), ["form", "round", "unit", "submitted", "signed_off"]);
    for sealed in [&receipt["submitted"], &receipt["signed_off"]] {
        assert_eq!(keys(sealed), ["fact", "salt", "leaf", "path", "batch", "batch_hash"]);
        assert_eq!(keys(&sealed["fact"]), ["id", "response", "author", "content"]);
    }
    let signed = &receipt["signed_off"]["fact"]["content"];
    assert_eq!(keys(signed), ["kind", "name", "role", "seen"], "what the manager wrote there");
    let cells = receipt["submitted"]["fact"]["content"].to_string();
    assert!(cells.contains("E4") && !cells.contains("\"G1"), "the part that was submitted alone: {cells}");
    assert!(!receipt.to_string().contains("Anna Ek"), "who answered is an id");
}
