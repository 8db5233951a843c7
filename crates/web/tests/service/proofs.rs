//! What was only taken for granted: files of the questions, optional answers, "Oförändrat", preliminary outcomes, headers, and
//! who may do what at the desk.

use std::net::SocketAddr;
use std::time::Duration;

use axum::http::Method;
use collection::access::{Action, Role, Rule};
use collection::fact::Author;
use collection::form::answers::answers;
use collection::round::RoundState;
use domain::EditionYear;
use results::explain;
use serde_json::json;
use web::guard::Protection;
use web::service::routes::{Permission, all};
use web::service::site;

use crate::House;
use crate::ask::{held, page_of};
use crate::browser::Browser;
use crate::page::{Page, checks, sent};
use crate::respond::{answer_all, fill};

const ROOT: &str = "/svara/2018/0643";

#[tokio::test(flavor = "multi_thread")]
async fn the_questions_come_as_files_that_open_with_a_kind_and_a_name() {
    let house = House::open().await;
    // A program that is not optimised takes longer to set a page.
    let patient = Protection { max_time: Duration::from_secs(300), ..Protection::default() };
    let mut visitor = Browser::new(site(&house.app, patient), SocketAddr::from(([127, 0, 0, 1], 40_000)));
    for prefix in ["", "/en"] {
        let page = Page::read(&visitor.get(&format!("{prefix}/fragor/2018/E")).await.text);
        let links = page.elements.iter().filter_map(|element| element.get("href"));
        let files: Vec<String> = links.filter(|href| href.contains("/fil/")).map(str::to_owned).collect();
        assert_eq!(files.len(), 2, "{files:?}");
        for (ending, kind, begins, holds) in [
            (".pdf", "application/pdf", &b"%PDF-"[..], &b"%%EOF"[..]),
            (
                ".docx",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                b"PK\x03\x04",
                b"word/document.xml",
            ),
        ] {
            let file = files.iter().find(|file| file.ends_with(ending)).expect("the page leads to it");
            let shown = visitor.once("GET", file, None).await;
            assert_eq!(shown.status, 200, "{file}");
            assert_eq!(shown.headers["content-type"], kind, "{file}");
            let name = shown.headers["content-disposition"].to_str().expect("a text");
            assert!(name.contains("2018") && name.contains(ending) && name.contains("filename"), "{name}");
            let bytes = visitor.bytes(file).await;
            assert!(bytes.starts_with(begins), "{file} begins as its kind does");
            assert!(bytes.windows(holds.len()).any(|part| part == holds), "{file} is whole");
        }
        for file in ["E.txt", "X.pdf", "alla", "..%2falla.pdf", "E.pdf.docx", ".pdf"] {
            let shown = visitor.get(&format!("{prefix}/fragor/2018/fil/{file}")).await;
            assert_eq!(shown.status, 404, "{file}");
            let page = Page::read(&shown.text);
            checks::all(&format!("{file} {}", if prefix.is_empty() { "sv" } else { "en" }), &page);
            let home = if prefix.is_empty() { "/" } else { "/en/" };
            let leads = |element: &crate::page::Element| {
                element.get("href").is_some_and(|to| to.trim_end_matches('/') == home.trim_end_matches('/'))
            };
            assert!(page.elements.iter().any(leads), "{file}: there is a way on: {}", shown.text);
        }
    }
}

async fn signs(house: &House, part: &str) {
    let mut bo = house.opened("0643", Role::Manager, None, "Bo Chef").await;
    let address = format!("{ROOT}/{part}/godkann");
    let mut fields = sent(&Page::read(&bo.get(&address).await.text));
    fields.retain(|(name, _)| name != "name" && name != "role");
    fields.extend([("name".into(), "Bo Chef".into()), ("role".into(), "Socialchef".into())]);
    assert!(bo.send(&address, &fields).await.status.is_success());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_is_submitted_with_its_optional_answers_empty() {
    let house = House::open().await;
    let edition = &house.app.catalogue.editions[&EditionYear(2018)];
    let schema = &edition.questionnaire.schema;
    let mut anna = house.opened("0643", Role::Coordinator, None, "Anna Ek").await;
    let mut optional: Vec<String> = Vec::new();
    for question in
        edition.questions.iter().filter(|question| question.optional && question.part.as_str() == "E")
    {
        optional
            .extend(schema.cells_of(question.place).into_iter().map(|col| schema.column(col).name.clone()));
    }
    assert!(!optional.is_empty(), "part E has questions that need no answer");
    answer_all(&house, &mut anna, ROOT, "E", "0643").await;
    let mut emptied = 0;
    for cell in &optional {
        if held(&house, cell).await.is_none() {
            continue;
        }
        let (address, mut fields) = page_of(&mut anna, "E", cell).await;
        fields.retain(|(name, _)| name != cell && *name != format!("{cell}.cannot_say"));
        fields.push((cell.clone(), String::new()));
        assert!(anna.send(&address, &fields).await.status.is_success());
        assert_eq!(held(&house, cell).await, None, "{cell} is emptied");
        emptied += 1;
    }
    signs(&house, "E").await;
    let page = anna.get(&format!("{ROOT}/E/skicka")).await;
    let receipt = anna.send(&format!("{ROOT}/E/skicka"), &sent(&Page::read(&page.text))).await;
    assert_eq!(receipt.address, format!("{ROOT}/E/kvitto"), "{emptied} emptied: {}", receipt.text);
    let head = house.store.head(&"2018-0643-e".parse().expect("an id")).await.expect("it is there");
    let answers = head.answers();
    assert!(optional.iter().all(|cell| !answers.keys().any(|known| known.as_str() == cell)), "{answers:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn unchanged_takes_over_what_was_answered_in_the_round_before() {
    let house = House::open().await;
    let former = "/svara/forra/0643";
    house.round("forra", "2018", "open", &[("0643", "0643")], &["E"]).await;
    let (_, token) = house.link_in("forra", "0643", Role::Coordinator, None, "Anna Ek").await;
    let mut before = house.browser();
    before.send(&format!("/lank/{}", token.reveal()), &[]).await;
    answer_all(&house, &mut before, former, "E", "0643").await;
    let then = house.store.head(&"forra-0643-e".parse().expect("an id")).await.expect("it is there");
    let (_, token) = house.link_in("forra", "0643", Role::Manager, None, "Bo Chef").await;
    let mut bo = house.browser();
    bo.send(&format!("/lank/{}", token.reveal()), &[]).await;
    let mut fields = sent(&Page::read(&bo.get(&format!("{former}/E/godkann")).await.text));
    fields.retain(|(name, _)| name != "name" && name != "role");
    fields.extend([("name".into(), "Bo Chef".into()), ("role".into(), "Socialchef".into())]);
    bo.send(&format!("{former}/E/godkann"), &fields).await;
    let page = before.get(&format!("{former}/E/skicka")).await;
    let receipt = before.send(&format!("{former}/E/skicka"), &sent(&Page::read(&page.text))).await;
    assert_eq!(receipt.address, format!("{former}/E/kvitto"), "{}", receipt.text);
    let mut closed = house.store.round(&"forra".parse().expect("an id")).await.expect("it is there");
    closed.state = RoundState::Closed;
    house.store.move_round(&closed, "", &Author::Program, house.app.now()).await.expect("it is closed");

    let mut anna = house.opened("0643", Role::Coordinator, None, "Anna Ek").await;
    let (address, mut fields) = page_of(&mut anna, "E", "E5").await;
    let page = Page::read(&anna.get(&address).await.text);
    let button = page.elements.iter().find(|element| {
        element.name == "button"
            && element.get("name") == Some("unchanged")
            && element.get("value") == Some("E5")
    });
    assert!(button.is_some_and(|button| button.text.contains("Oförändrat")), "the page has the button");
    fields.push(("unchanged".into(), "E5".into()));
    let shown = anna.send(&address, &fields).await;
    assert_eq!(shown.address.split('#').next(), Some(address.as_str()), "one stays on the page");
    let was = then.cells[&"E5".parse().expect("a cell")].value.clone();
    assert!(was.is_some());
    assert_eq!(held(&house, "E5").await, was, "the answer is last round's");
    let head = house.store.head(&"2018-0643-e".parse().expect("an id")).await.expect("it is there");
    assert!(
        head.cells.keys().all(|cell| cell.as_str().starts_with("E5")),
        "and no other: {:?}",
        head.cells.keys()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_preliminary_outcome_is_what_the_results_are_computed_as() {
    let house = House::open().await;
    let mut anna = house.opened("0643", Role::Coordinator, None, "Anna Ek").await;
    let edition = &house.app.catalogue.editions[&EditionYear(2018)];
    let unit = edition.frame.position("0643").expect("a unit");
    let mut seen = std::collections::BTreeSet::new();
    let (address, _) = page_of(&mut anna, "E", "E1").await;
    let offers: Vec<String> = Page::read(&anna.get(&address).await.text)
        .elements
        .iter()
        .filter(|element| element.get("name") == Some("E1"))
        .filter_map(|element| element.get("value").filter(|value| !value.is_empty()).map(str::to_owned))
        .collect();
    for answer in offers {
        let (address, mut fields) = page_of(&mut anna, "E", "E1").await;
        fill(&mut fields, "E1", &json!(answer));
        fields.push(("go".into(), "stay".into()));
        let shown = anna.send(&address, &fields).await;
        let mut cells = std::collections::BTreeMap::new();
        for part in ["e", "g"] {
            let head = house.store.head(&format!("2018-0643-{part}").parse().expect("an id")).await;
            cells.extend(head.expect("it is there").answers());
        }
        let (counted, _) = answers(edition, [(&edition.frame.units[unit].code, &cells)]);
        let text = Page::read(&shown.text).elements[0].text.clone();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut told = 0;
        let outcomes = results::outcomes(edition, &counted.table);
        assert_eq!(outcomes.indicators(), edition.computed().count());
        for (place, indicator) in
            edition.computed().enumerate().filter(|(_, one)| text.contains(&one.name.sv))
        {
            let vocabulary = &house.app.catalogue.vocabulary;
            let found = explain::outcome_text(
                catalogue::model::Language::Swedish,
                vocabulary,
                indicator,
                outcomes.get(unit, place),
            );
            let word = found.word.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(
                text.contains(&format!("Preliminärt: {word}")),
                "{answer}: {} is {word}: {text}",
                indicator.name.sv
            );
            seen.insert(word);
            told += 1;
        }
        assert!(told > 0, "{answer}: the page tells an outcome");
    }
    assert!(seen.len() > 1, "different answers give different outcomes: {seen:?}");
}

fn filled(path: &str) -> String {
    crate::routes::filled(path, "0643").replace("{file}", "E.pdf").replace("{publication}", "2015")
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_answers_with_strict_headers_to_everybody() {
    let house = House::open().await;
    let anna = house.opened("0643", Role::Coordinator, None, "Anna Ek").await;
    let desk = house.analyst().await;
    for (who, browser) in [("a visitor", house.browser()), ("a coordinator", anna), ("an analyst", desk)] {
        for route in all() {
            let address = filled(route.path);
            // Signing out, and closing the round, would end the walk.
            let ends = address == "/logga-ut" || address.ends_with("/stang");
            let mut browser: Browser = browser.clone();
            let body = (route.method == Method::POST && !ends).then(String::new);
            let method = if ends { "GET" } else { route.method.as_str() };
            let shown = browser.once(method, &address, body).await;
            let of =
                |name: &str| shown.headers.get(name).map(|value| value.to_str().expect("a text").to_owned());
            let case = format!("{} {address} by {who}", route.method);
            let csp = of("content-security-policy").unwrap_or_default();
            for part in [
                "default-src 'none'",
                "script-src 'self'",
                "form-action 'self'",
                "base-uri 'none'",
                "frame-ancestors 'none'",
            ] {
                assert!(csp.contains(part), "{case}: {csp}");
            }
            assert!(!csp.contains("unsafe") && !csp.contains('*'), "{case}: {csp}");
            assert_eq!(of("x-content-type-options").as_deref(), Some("nosniff"), "{case}");
            assert_eq!(of("referrer-policy").as_deref(), Some("strict-origin"), "{case}");
            assert_eq!(of("cross-origin-opener-policy").as_deref(), Some("same-origin"), "{case}");
            // Data are for pages of any site; pages are for nobody else's.
            let resource = if address.starts_with("/api/") { "cross-origin" } else { "same-origin" };
            assert_eq!(of("cross-origin-resource-policy").as_deref(), Some(resource), "{case}");
            assert!(of("permissions-policy").is_some_and(|policy| policy.contains("camera=()")), "{case}");
            let kept = of("cache-control").unwrap_or_default();
            let is_public = route.permission == Permission::Anybody && who == "a visitor";
            assert!(
                is_public || route.path.starts_with("/static") || kept.contains("no-store"),
                "{case}: {kept:?}"
            );
            if kept.contains("public") {
                assert_eq!(route.permission, Permission::Anybody, "{case}: {kept}");
            }
            assert!(of("server").is_none() && of("x-powered-by").is_none(), "{case}");
            let kind = of("content-type").unwrap_or_default();
            assert!(!kind.starts_with("text/plain"), "{case}: a bare line");
        }
    }
}

/// A route that is added here is open to the world: it shows nothing that is not public, or asks for a secret itself.
const OPEN: &[&str] = &[
    "GET /",
    "GET /api/openapi.json",
    "GET /api/v1",
    "GET /api/v1/api-info",
    "GET /api/v1/corrections",
    "GET /api/v1/openapi.json",
    "GET /api/v1/problems",
    "GET /api/v1/problems/{problem}",
    "GET /api/v1/publications",
    "GET /api/v1/publications/{publication}",
    "GET /api/v1/publications/{publication}/changes",
    "GET /api/v1/publications/{publication}/colours",
    "GET /api/v1/publications/{publication}/cubes",
    "GET /api/v1/publications/{publication}/cubes/{cube}",
    "GET /api/v1/publications/{publication}/cubes/{cube}/observations",
    "GET /api/v1/publications/{publication}/explanations/{indicator}/{place}",
    "GET /api/v1/publications/{publication}/guide",
    "GET /api/v1/publications/{publication}/guide/{section}",
    "GET /api/v1/publications/{publication}/indicators",
    "GET /api/v1/publications/{publication}/indicators/{indicator}",
    "GET /api/v1/publications/{publication}/learn/{indicator}/{place}",
    "GET /api/v1/publications/{publication}/manifest",
    "GET /api/v1/publications/{publication}/moves",
    "GET /api/v1/publications/{publication}/observations",
    "GET /api/v1/publications/{publication}/observations/{indicator}/{place}",
    "GET /api/v1/publications/{publication}/places",
    "GET /api/v1/publications/{publication}/places/{place}",
    "GET /api/v1/publications/{publication}/places/{place}/peers",
    "GET /api/v1/publications/{publication}/reach/{indicator}/{place}",
    "GET /api/v1/publications/{publication}/versions",
    "GET /api/v1/search",
    "GET /design",
    "GET /flode.atom",
    "GET /fragor/{edition}",
    "GET /fragor/{edition}/fil/{file}",
    "GET /fragor/{edition}/{part}",
    "GET /guide",
    "GET /kontakt",
    "GET /lank",
    "GET /lank/{token}",
    "GET /logga-in",
    "GET /logga-in/extern",
    "GET /logga-in/tillbaka",
    "GET /personuppgifter",
    "GET /prov/{token}",
    "GET /rattelser",
    "GET /resultat",
    "GET /resultat/{publication}",
    "GET /resultat/{publication}/enhet/{code}",
    "GET /resultat/{publication}/filer/{*path}",
    "GET /resultat/{publication}/forandring",
    "GET /resultat/{publication}/guide",
    "GET /resultat/{publication}/guide/fragor",
    "GET /resultat/{publication}/guide/{section}",
    "GET /resultat/{publication}/indikator/{indicator}",
    "GET /resultat/{publication}/jamfor",
    "GET /resultat/{publication}/ladda-ner",
    "GET /resultat/{publication}/lar-av/{code}",
    "GET /resultat/{publication}/rattelse.csv",
    "GET /resultat/{publication}/varfor/{indicator}/{place}",
    "GET /sok",
    "GET /static/{name}",
    "GET /tillganglighet",
    "GET /valkommen/{token}",
    "POST /lank",
    "POST /lank/{token}",
    "POST /logga-in",
    "POST /prov/{token}",
    "POST /valkommen/{token}",
];

#[test]
fn these_routes_are_open_to_anybody_and_no_others() {
    let mut open: Vec<String> = all()
        .iter()
        .filter(|route| route.permission == Permission::Anybody)
        .map(|route| format!("{} {}", route.method, route.path))
        .collect();
    open.sort();
    assert_eq!(open, OPEN);
}

/// The action that a permission asks for.
fn action(permission: Permission) -> Option<Action> {
    match permission {
        Permission::Anybody | Permission::SignedIn => None,
        Permission::Site(action)
        | Permission::Round(action)
        | Permission::Subject(action)
        | Permission::Part(action)
        | Permission::Asked(action)
        | Permission::City(action) => Some(action),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_staff_role_is_refused_at_the_desk_what_the_matrix_refuses_it() {
    let house = House::open().await;
    let staff = [Role::NationalAnalyst, Role::Reviewer, Role::Publisher, Role::RegionalAnalyst, Role::Reader];
    let (mut refused, mut allowed) = (0, 0);
    for role in staff {
        let browser =
            house.staff(&format!("roll-{}", role.id().replace('_', "-")), &[(role, None, None)]).await;
        for route in all() {
            let is_desk = route.staff || route.path.starts_with("/konton");
            let Some(action) = action(route.permission).filter(|_| is_desk && route.method == Method::POST)
            else {
                continue;
            };
            let address = filled(route.path);
            // Without the fields of its form, so that what is allowed changes nothing; closing needs none, and is left out.
            let may = action.allows(role) == Rule::Within;
            if may && address.ends_with("/stang") {
                continue;
            }
            for address in [address.clone(), format!("/en{address}")] {
                let shown = browser.clone().once("POST", &address, Some(String::new())).await;
                let status = shown.status.as_u16();
                let case = format!("{} to {address} ({})", role.id(), action.id());
                if may {
                    assert!(status != 401 && status != 403, "{case}: {status}");
                    allowed += 1;
                } else {
                    assert!(matches!(status, 403 | 404), "{case}: {status}");
                    refused += 1;
                    let language = if address.starts_with("/en") { "en" } else { "sv" };
                    checks::all(&format!("{case} {language}"), &Page::read(&shown.text));
                }
            }
        }
    }
    assert!(refused > 20 && allowed > 10, "{refused} refused, {allowed} allowed");
    let round = house.store.round(&"2018".parse().expect("an id")).await.expect("it is there");
    assert_eq!(round.state, RoundState::Open, "nobody closed it");
}
