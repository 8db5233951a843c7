//! Bodies that no form of ours sends: each is answered with a page that says what to do, and changes nothing.

use axum::body::{Body, to_bytes};
use axum::http::{Request, header};
use collection::access::Role;
use collection::ids::RoundId;
use serde_json::json;
use tower::ServiceExt;

use crate::House;
use crate::ask::{held, page_of};
use crate::browser::{Browser, Shown, serde_urlencoded};
use crate::page::{Page, checks, sent};
use crate::respond::Fields;

const ROOT: &str = "/svara/2018/0643";
const FORM: &str = "application/x-www-form-urlencoded";

/// Sends bytes as somebody who has the browser's cookie.
async fn raw(browser: &Browser, address: &str, kind: Option<&str>, body: Vec<u8>) -> Shown {
    let mut request = Request::builder()
        .method("POST")
        .uri(address)
        .header(header::HOST, "localhost")
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_LENGTH, body.len())
        .header(header::COOKIE, browser.cookie.clone().unwrap_or_default());
    if let Some(kind) = kind {
        request = request.header(header::CONTENT_TYPE, kind);
    }
    let answer =
        browser.site().oneshot(request.body(Body::from(body)).expect("a request")).await.expect("an answer");
    let (status, headers) = (answer.status(), answer.headers().clone());
    let bytes = to_bytes(answer.into_body(), usize::MAX).await.expect("a body");
    let text = String::from_utf8(bytes.to_vec()).expect("a page is text");
    Shown { status, headers, text, address: address.to_owned() }
}

/// The page says in its language what happened and what to do, and has a way on.
fn says_what_to_do(case: &str, shown: &Shown) {
    let language = if shown.address.starts_with("/en") { "en" } else { "sv" };
    let page = Page::read(&shown.text);
    checks::all(&format!("{case} {language}"), &page);
    let told = page.elements.iter().find(|element| element.name == "main").expect("a main").text.clone();
    let ways = match language {
        "en" => [
            "Go back",
            "not right",
            "read the text through",
            "Write",
            "Choose",
            "sign in",
            "Sign in",
            "See what is left",
        ],
        _ => [
            "Gå tillbaka",
            "stämmer inte",
            "läs igenom texten",
            "Skriv",
            "Välj",
            "logga in",
            "Logga in",
            "Se vad som återstår",
        ],
    };
    assert!(ways.iter().any(|way| told.contains(way)), "{case}: {told}");
    assert!(
        page.elements.iter().any(|element| element.name == "a" && element.get("href").is_some()),
        "{case}"
    );
}

/// Everybody's forms: who fills them in, and where they are sent.
async fn forms(house: &House) -> Vec<(&'static str, Browser, Vec<String>)> {
    let anna = house.opened("0643", Role::Coordinator, None, "Anna Ek").await;
    let bo = house.opened("0643", Role::Manager, None, "Bo Chef").await;
    let desk = house.analyst().await;
    let of = |paths: &[&str]| paths.iter().map(|path| (*path).to_owned()).collect::<Vec<_>>();
    vec![
        ("a visitor", house.browser(), of(&["/lank", "/logga-in"])),
        (
            "a coordinator",
            anna,
            of(&[
                &format!("{ROOT}/E/1"),
                &format!("{ROOT}/E/skicka"),
                &format!("{ROOT}/dela"),
                &format!("{ROOT}/fil/spara"),
            ]),
        ),
        ("a manager", bo, of(&[&format!("{ROOT}/E/godkann")])),
        (
            "an analyst",
            desk,
            of(&[
                "/arbete/ny",
                "/arbete/2018/tider",
                "/arbete/2018/oppna",
                "/arbete/2018/kedja",
                "/arbete/2018/lankar",
                "/arbete/2018/enheter/0643/lankar",
                "/konton",
                "/konto/losenord",
            ]),
        ),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn what_no_form_of_ours_sends_is_told_what_to_do_and_changes_nothing() {
    let house = House::open().await;
    let round: RoundId = "2018".parse().expect("an id");
    let parts = "--grans\r\nContent-Disposition: form-data; name=\"E5\"\r\n\r\n7\r\n--grans--\r\n";
    let before = house.store.chain_end(&round).await.expect("read");
    for (who, browser, addresses) in forms(&house).await {
        for address in addresses.iter().flat_map(|address| [address.clone(), format!("/en{address}")]) {
            for (case, kind, body, statuses) in [
                ("JSON", Some("application/json"), json!({ "E5": 7 }).to_string().into_bytes(), &[415][..]),
                ("multipart", Some("multipart/form-data; boundary=grans"), parts.as_bytes().to_vec(), &[415]),
                ("no kind", None, b"E5=7".to_vec(), &[415]),
                ("plain text", Some("text/plain"), b"E5=7".to_vec(), &[415]),
                ("too much", Some(FORM), [b"E5=".to_vec(), vec![b'7'; 1_100_000]].concat(), &[413]),
            ] {
                let case = format!("{case} by {who} to {address}");
                let shown = raw(&browser, &address, kind, body).await;
                assert!(statuses.contains(&shown.status.as_u16()), "{case}: {} {}", shown.status, shown.text);
                says_what_to_do(&case, &shown);
            }
        }
    }
    assert_eq!(house.store.chain_end(&round).await.expect("read"), before, "the chain is what it was");
    assert_eq!(house.store.rounds().await.expect("read").len(), 1, "no round was made");
    let links = house.store.links(&round, None).await.expect("read");
    assert_eq!(links.len(), 2, "no link was given");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_or_broken_body_of_a_form_is_told_what_to_do() {
    let house = House::open().await;
    let round: RoundId = "2018".parse().expect("an id");
    let before = house.store.chain_end(&round).await.expect("read");
    for (who, browser, addresses) in forms(&house).await {
        for address in addresses.iter().flat_map(|address| [address.clone(), format!("/en{address}")]) {
            for (case, body) in [
                ("empty", &b""[..]),
                ("an ampersand", b"&"),
                ("percent and nothing", b"namn=%&varfor=%&kod=%&adress=%&name=%&id=%&summa=%&galler=%&E5=%"),
                ("percent and no digits", b"namn=%zz&E5=%zz&name=%zz&adress=%zz&kod=%zz&varfor="),
                ("no UTF-8", b"namn=%ff%fe&E5=%ff&name=%ff&adress=%ff&kod=%ff&varfor=&id=%c3%28"),
                ("zero bytes", b"namn=a%00b&E5=%00&name=a%00&role=%00&adress=%00&kod=%00&varfor=%00&id=%00"),
                ("bytes that are no text", b"\xff\xfe\x00\x01"),
                ("a name that is not ours", b"__proto__=1&constructor[a]=2"),
            ] {
                let case = format!("{case} by {who} to {address}");
                let shown = raw(&browser, &address, Some(FORM), body.to_vec()).await;
                let status = shown.status.as_u16();
                let is_nothing_to_do = address.ends_with("/kedja") || address.ends_with("/fil/spara");
                let is_verified = is_nothing_to_do && (status == 200 || status == 303);
                assert!(matches!(status, 400 | 409 | 422) || is_verified, "{case}: {status} {}", shown.text);
                if !is_verified && status != 409 {
                    says_what_to_do(&case, &shown);
                }
            }
        }
    }
    assert_eq!(house.store.chain_end(&round).await.expect("read"), before, "the chain is what it was");
    assert_eq!(house.store.rounds().await.expect("read").len(), 1, "no round was made");
    assert_eq!(house.store.links(&round, None).await.expect("read").len(), 2, "no link was given");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_that_is_no_upload_is_told_what_to_do() {
    let house = House::open().await;
    let anna = house.opened("0643", Role::Coordinator, None, "Anna Ek").await;
    for prefix in ["", "/en"] {
        for (case, kind, body, status) in [
            ("no boundary", Some("multipart/form-data"), &b"--x\r\n"[..], 400),
            ("no kind", None, b"arbetsbok=1", 400),
            ("a plain form", Some(FORM), b"arbetsbok=1", 400),
            ("JSON", Some("application/json"), b"{}", 400),
            ("cut off", Some("multipart/form-data; boundary=grans"), b"--grans\r\nContent-Disp", 400),
            ("empty", Some("multipart/form-data; boundary=grans"), b"", 400),
            ("no field", Some("multipart/form-data; boundary=grans"), b"--grans--\r\n", 422),
        ] {
            let shown = raw(&anna, &format!("{prefix}{ROOT}/fil"), kind, body.to_vec()).await;
            let case = format!("{case} {prefix}");
            assert_eq!(shown.status, status, "{case}: {}", shown.text);
            says_what_to_do(&case, &shown);
        }
    }
}

/// The fields of the page of E5, with an answer.
async fn answered(browser: &mut Browser) -> (String, Fields) {
    let (address, mut fields) = page_of(browser, "E", "E5").await;
    fields.retain(|(name, _)| name != "E5");
    fields.push(("E5".into(), "7".into()));
    (address, fields)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_save_that_lost_what_it_was_made_from_is_not_taken_for_one_without_changes() {
    let house = House::open().await;
    let mut anna = house.opened("0643", Role::Coordinator, None, "Anna Ek").await;
    for prefix in ["", "/en"] {
        let (address, whole) = answered(&mut anna).await;
        for (case, gone) in [("no base of the answer", "base.E5"), ("no base at all", "base.")] {
            let mut fields = whole.clone();
            fields.retain(|(name, _)| !name.starts_with(gone));
            let shown =
                anna.once("POST", &format!("{prefix}{address}"), Some(serde_urlencoded(&fields))).await;
            assert_eq!(shown.status, 400, "{case}: {}", shown.text);
            says_what_to_do(case, &shown);
            assert_eq!(held(&house, "E5").await, None, "{case}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_save_without_or_with_anothers_id_and_bases_loses_nothing() {
    let house = House::open().await;
    let mut anna = house.opened("0643", Role::Coordinator, None, "Anna Ek").await;
    let (address, mut fields) = answered(&mut anna).await;
    fields.retain(|(name, _)| name != "fact");
    anna.send(&address, &fields).await;
    assert_eq!(held(&house, "E5").await, Some(json!("7")), "a form without an id gets one");

    // The id of a save of somebody else, in another unit.
    let mut ulla = house.opened("0642", Role::Coordinator, None, "Ulla Lund").await;
    let theirs = ulla.get("/svara/2018/0642/E/1").await;
    let theirs = sent(&Page::read(&theirs.text));
    ulla.send("/svara/2018/0642/E/1", &theirs).await;
    let id = |fields: &Fields| fields.iter().find(|(name, _)| name == "fact").expect("an id").1.clone();
    for (case, fact, base) in [
        ("another's id", id(&theirs), None),
        ("an id that is none", "'; DROP TABLE fact; --".to_owned(), None),
        ("a base that is none", String::new(), Some("abc".to_owned())),
        ("another's base", String::new(), Some(format!("0123456789abcdef {}", id(&theirs)))),
    ] {
        let (address, mut fields) = page_of(&mut anna, "E", "E5").await;
        let was = held(&house, "E5").await;
        fields.retain(|(name, _)| name != "E5" && (fact.is_empty() || name != "fact"));
        if !fact.is_empty() {
            fields.push(("fact".into(), fact));
        }
        if let Some(base) = base {
            fields.retain(|(name, _)| name != "base.E5");
            fields.push(("base.E5".into(), base));
        }
        fields.push(("E5".into(), "8".into()));
        let shown = anna.send(&address, &fields).await;
        assert!(shown.status.is_success(), "{case}: {}", shown.text);
        let head = house.store.head(&"2018-0643-e".parse().expect("an id")).await.expect("a response");
        let cell = &head.cells[&"E5".parse().expect("a cell")];
        let all = cell.proposals.iter().map(|proposal| &proposal.value).chain([&cell.value]);
        assert!(all.clone().any(|value| *value == Some(json!("8"))), "{case}: it is saved");
        if case.ends_with("base") || case.contains("a base") {
            assert!(all.clone().any(|value| *value == was), "{case}: what was there is still there");
        }
        let other = house.store.head(&"2018-0642-e".parse().expect("an id")).await.expect("a response");
        assert!(other.cells.is_empty(), "{case}: nothing is saved elsewhere");
        // For the next case there is one answer again.
        if !cell.proposals.is_empty() {
            let (address, mut fields) = page_of(&mut anna, "E", "E5").await;
            fields.push(("keep.E5".into(), cell.by.to_string()));
            anna.send(&address, &fields).await;
        }
    }
    let foreign = [("base.G99".to_owned(), "x".to_owned()), ("G99".to_owned(), "1".to_owned())];
    let (address, mut fields) = page_of(&mut anna, "E", "E5").await;
    fields.extend(foreign);
    let shown = anna.send(&address, &fields).await;
    assert!(shown.status.is_success(), "{}", shown.text);
    let head = house.store.head(&"2018-0643-e".parse().expect("an id")).await.expect("a response");
    assert!(head.cells.keys().all(|cell| cell.as_str() == "E5"), "{:?}", head.cells.keys());
}
