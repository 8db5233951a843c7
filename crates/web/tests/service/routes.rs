//! Every route has a permission, and the permission holds: whoever has no session, or another's, sees nothing.

use axum::http::Method;
use collection::access::Role;
use web::service::routes::{Permission, all};

use crate::House;
use crate::browser::Browser;

/// A path with its names filled in.
pub(crate) fn filled(path: &str, subject: &str) -> String {
    path.replace("{round}", "2018")
        .replace("{subject}", subject)
        .replace("{part}", "E")
        .replace("{no}", "1")
        .replace("{edition}", "2018")
        .replace("{account}", "0123")
        .replace("{act}", "avstang")
        .replace("{name}", "jamfor.css")
        .replace("{token}", "0123abcd-4567efgh-89jkmnpq-rstvwxyz")
}

async fn asked(browser: &mut Browser, method: &Method, address: &str) -> u16 {
    let body = (*method == Method::POST).then(String::new);
    browser.once(method.as_str(), address, body).await.status.as_u16()
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_session_only_open_routes_answer() {
    let house = House::open().await;
    let mut visitor = house.browser();
    for route in all() {
        let address = filled(route.path, "0643");
        for address in [address.clone(), format!("/en{address}")] {
            let status = asked(&mut visitor, &route.method, &address).await;
            let is_open = route.permission == Permission::Anybody;
            assert_eq!(
                status == 401,
                !is_open,
                "{} {address}: {status}; see its permission in routes/mod.rs",
                route.method
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_of_another_unit_or_part_finds_nothing() {
    let house = House::open().await;
    for (case, subject, parts) in [
        ("another unit's coordinator", "0642", None),
        ("a colleague of another part", "0643", Some(&["G"][..])),
    ] {
        let mut stranger = house.opened(subject, Role::Coordinator, parts, "Någon").await;
        for route in all() {
            let within = matches!(route.permission, Permission::Part(_))
                || (subject == "0642"
                    && matches!(route.permission, Permission::Subject(_) | Permission::Asked(_)));
            if within {
                let address = filled(route.path, "0643");
                let status = asked(&mut stranger, &route.method, &address).await;
                assert_eq!(status, 404, "{case}: {} {address}", route.method);
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_from_another_site_changes_nothing() {
    let house = House::open().await;
    let mut anna = house.opened("0643", Role::Coordinator, None, "Anna Ek").await;
    anna.extra = vec![("sec-fetch-site", "cross-site".into())];
    for route in all().iter().filter(|route| route.method == Method::POST) {
        let address = filled(route.path, "0643");
        let shown = anna.once("POST", &address, Some(String::new())).await;
        assert_eq!(shown.status, 403, "{address}");
    }
}

#[test]
fn sessions_begin_in_so_many_places_and_in_no_others() {
    fn walk(folder: &std::path::Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path())
        {
            if entry.is_dir() {
                walk(&entry, found);
            } else if std::fs::read_to_string(&entry).is_ok_and(|text| text.contains(".start_session")) {
                found.push(entry.file_name().expect("a name").to_string_lossy().into_owned());
            }
        }
    }
    let mut found = Vec::new();
    walk(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    found.sort();
    // A demonstration, a link, a new password, and a sign-in, by password or provider.
    assert_eq!(found, ["demo.rs", "link.rs", "own.rs", "sign_in.rs"], "another way in: see docs/security.md");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_came_by_a_link_is_led_back_from_where_there_is_nothing_for_them() {
    let house = House::open().await;
    let mut anna = house.opened("0643", Role::Coordinator, None, "Anna Ek").await;
    let mut told = Vec::new();
    for address in ["/svara/2018/0642", "/svara/2018/9999", "/svara/2000/0643", "/arbete/2018"] {
        let shown = anna.get(address).await;
        assert_eq!(shown.status, 404, "{address}");
        assert!(shown.text.contains("<a href=\"/svara\">Till er enkät</a>"), "{address}: {}", shown.text);
        told.push(shown.text.replace(address, ""));
    }
    assert!(told.windows(2).all(|two| two[0] == two[1]), "none tells whether there is anything");
    for (way, to) in [("/svara", "/svara/2018/0643"), ("/en/svara", "/en/svara/2018/0643")] {
        assert_eq!(anna.get(way).await.address, to);
    }
    let mut visitor = house.browser();
    assert_eq!(visitor.get("/svara").await.status, 401);
    let mut analyst = house.analyst().await;
    assert_eq!(analyst.get("/svara").await.address, "/arbete");
    let missing = analyst.get("/arbete/finns-inte").await;
    assert!(!missing.text.contains("Till er enkät"), "{}", missing.text);
}
