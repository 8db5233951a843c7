//! Publishing from end to end: previewed and contested, decided, under embargo to the second, published, corrected.

mod embargo;
mod erased;
mod rounds;

use std::path::Path;
use std::sync::Arc;

use catalogue::Catalogue;
use collection::access::Role;
use collection::fact::{Author, Change, Content, Fact, Instant};
use publication::manifest::Program;
use serde_json::json;
use web::service::{Options, Publisher};

use crate::House;
use crate::browser::{Browser, Shown};
use crate::house::DAY;
use crate::page::{Page, checks, sent};

const DESK: &str = "/arbete/2018/publicering";
const OWN: &str = "/svara/2018/0643/resultat";
/// Shorter than anybody is signed out in.
const WHILE: Instant = 600_000_000;
/// An indicator that Habo's answer to E1 decides.
const INDICATOR: &str = "eb-rutin-missbruk";

async fn house() -> House {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue");
    let files = Catalogue::files_of(Some(&folder)).unwrap_or_else(|problems| panic!("{problems}"));
    let program = Program {
        name: "jamfor".to_owned(),
        version: "0.1.0".to_owned(),
        commit: "unknown".to_owned(),
        lock: "0".repeat(64),
        target: "test".to_owned(),
    };
    let publisher = Some(Publisher { program, catalogue: Arc::new(files) });
    House::open_with(Options { publisher, ..Options::default() }).await
}

async fn append(house: &House, fact: &str, content: Content) {
    let (id, response) = (fact.parse().expect("an id"), "2018-0643-g".parse().expect("an id"));
    let fact = Fact { id, response, author: Author::Link("lank".into()), content };
    house.store.append(fact).await.expect("it is taken");
}

/// Habo answers whether there is a routine with the substance abuse services, and submits.
async fn answered(house: &House, fact: &str, routine: &str) {
    let head = house.store.head(&"2018-0643-g".parse().expect("an id")).await.expect("it is there");
    let change = |cell: &str, value: serde_json::Value| {
        let cell: collection::ids::CellId = cell.parse().expect("a cell");
        let based_on = head.cells.get(&cell).map(|held| held.by.clone());
        (cell, Change { value: Some(value), based_on, settles: Vec::new(), erased: false })
    };
    let cells = [change("G2.missbruk", json!(routine)), change("G2a.missbruk", json!("ny"))].into();
    append(house, &format!("{fact}-s"), Content::Saved { cells }).await;
    let head = house.store.head(&"2018-0643-g".parse().expect("an id")).await.expect("it is there");
    let seen = head.latest.clone().expect("something was saved");
    append(house, &format!("{fact}-u"), Content::Submitted { seen, cells: head.answers() }).await;
}

fn fields(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// Sends one of the desk's forms with the number that its page has.
async fn send(browser: &mut Browser, to: &str, pairs: &[(&str, &str)]) -> Shown {
    let page = browser.get(if to == "/rattelse" { "/arbete/2018/publicering/rattelse" } else { DESK }).await;
    let seen = sent(&Page::read(&page.text)).into_iter().find(|(name, _)| name == "sett");
    let mut all = fields(pairs);
    all.extend(seen);
    browser.send(&format!("{DESK}{to}"), &all).await
}

/// Day and time of day in Sweden in winter and summer time of 2018: an hour or two after UTC.
fn local(at: Instant) -> (String, String) {
    let (day, (hour, minute)) = web::respond::local(at);
    (day, format!("{hour:02}.{minute:02}"))
}

async fn is_there(browser: &mut Browser, address: &str) -> bool {
    browser.get(address).await.status == 200
}

#[tokio::test(flavor = "multi_thread")]
async fn a_publication_is_previewed_contested_decided_embargoed_published_and_corrected() {
    let house = house().await;
    let mut publisher = house.staff("publicerare", &[(Role::Publisher, Some("2018"), None)]).await;
    let mut analyst = house.analyst().await;
    let mut named = house.staff("lasare", &[(Role::Reader, Some("2018"), None)]).await;
    let mut other_reader = house.staff("annan", &[(Role::Reader, Some("2018"), None)]).await;
    let mut anna = house.opened("0643", Role::Coordinator, None, "Anna Ek").await;
    let mut part_only = house.opened("0643", Role::Coordinator, Some(&["E"]), "Bo Ek").await;
    let mut neighbour = house.opened("0642", Role::Coordinator, None, "Eva Ek").await;
    let mut visitor = house.browser();

    // Nothing is submitted: nothing to publish.
    let refused = send(&mut publisher, "/utkast", &[]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text.contains("Ingen del är inskickad"), "{}", refused.text);
    checks::all("desk, refused sv", &Page::read(&refused.text));
    answered(&house, "f1", "nej").await;

    // Only who publishes makes a draft.
    assert_eq!(send(&mut analyst, "/utkast", &[]).await.status, 403);
    let drafted = send(&mut publisher, "/utkast", &[]).await;
    assert_eq!(drafted.status, 200, "{}", drafted.text);
    assert!(drafted.text.contains("2018-v1 är ett utkast"), "{}", drafted.text);
    checks::all("desk, draft sv", &Page::read(&drafted.text));
    for (who, browser, seen) in [
        ("a visitor", &mut visitor, false),
        ("a reader", &mut named, false),
        ("the municipality", &mut anna, false),
        ("an analyst", &mut analyst, true),
    ] {
        assert_eq!(is_there(browser, "/resultat/2018-v1").await, seen, "{who} and the draft");
    }

    // Preview: each unit its own.
    assert!(!anna.get(OWN).await.text.contains("Bestrid uppgiften"), "not open yet");
    assert_eq!(send(&mut publisher, "/forhandsvisning", &[("oppen", "ja")]).await.status, 200);
    let own = anna.get(OWN).await;
    assert!(
        own.text.contains("Bestrid uppgiften") && own.headers["cache-control"] == "no-store",
        "{}",
        own.text
    );
    checks::all("preview sv", &Page::read(&own.text));
    assert_eq!(part_only.get(OWN).await.status, 404, "who answers for a part does not see the whole");
    assert_eq!(neighbour.get(OWN).await.status, 404, "another's");
    assert_eq!(analyst.get(OWN).await.status, 403);
    let contest = |reason: &str| fields(&[("indikator", INDICATOR), (&format!("skal-{INDICATOR}"), reason)]);
    assert_eq!(neighbour.send(OWN, &contest("Fel")).await.status, 404, "another's cell");
    let empty = anna.send(OWN, &contest(" ")).await;
    assert!(empty.status == 422 && empty.text.contains("Skriv varför"), "{}", empty.text);
    let contested = anna.send(OWN, &contest("Vi har rutinen sedan 2016")).await;
    assert!(contested.text.contains("Väntar på beslut"), "{}", contested.text);
    let twice = anna.send(OWN, &contest("Igen")).await;
    assert_eq!(twice.status, 422);

    // No time while somebody waits; then a decision, which two cannot take.
    let time = local(house.app.now() + WHILE);
    let at = [("dag", time.0.as_str()), ("tid", time.1.as_str())];
    assert!(send(&mut publisher, "/tid", &at).await.text.contains("väntar på beslut"));
    let page = analyst.get(DESK).await;
    let no =
        sent(&Page::read(&page.text)).into_iter().find(|(name, _)| name == "bestridan").expect("a form").1;
    let decision = |verdict: &'static str| {
        vec![
            ("bestridan".to_owned(), no.clone()),
            (format!("beslut-{no}"), verdict.to_owned()),
            (format!("ord-{no}"), "Svaret är nej".to_owned()),
        ]
    };
    assert_eq!(publisher.send(&format!("{DESK}/beslut"), &decision("kvarstar")).await.status, 403);
    assert_eq!(analyst.send(&format!("{DESK}/beslut"), &decision("kvarstar")).await.status, 200);
    let late = analyst.send(&format!("{DESK}/beslut"), &decision("rattas")).await;
    assert!(late.status == 422 && late.text.contains("redan beslutat"), "{}", late.text);
    assert!(anna.get(OWN).await.text.contains("Svaret är nej"), "the unit reads what was decided");

    // A time, with a named reader.
    let readers = Page::read(&publisher.get(DESK).await.text);
    let of = |name: &str| {
        let label =
            readers.elements.iter().find(|e| e.name == "label" && e.text.contains(name)).expect("a reader");
        let field = label.get("for").expect("of a field");
        readers
            .elements
            .iter()
            .find(|e| e.get("id") == Some(field))
            .and_then(|e| e.get("value"))
            .expect("a value")
            .to_owned()
    };
    let reader = of("Handläggare lasare");
    let (yesterday, clock) = local(house.app.now() - DAY);
    let past = send(&mut publisher, "/tid", &[("dag", &yesterday), ("tid", &clock)]).await;
    assert!(past.status == 422 && past.text.contains("Tiden har varit"), "{}", past.text);
    let unknown = send(&mut publisher, "/tid", &[at[0], at[1], ("lasare", "finns-inte")]).await;
    assert!(unknown.status == 422 && unknown.text.contains("rollen läsare"), "{}", unknown.text);
    let set = send(&mut publisher, "/tid", &[at[0], at[1], ("lasare", &reader)]).await;
    assert!(set.text.contains("publiceras"), "{}", set.text);
    checks::all("desk, scheduled sv", &Page::read(&set.text));
    assert!(!anna.get(OWN).await.text.contains("Bestrid uppgiften"));

    // Under embargo: to the second, by its number alone, and to nobody else.
    let published_at = house.app.now() + WHILE;
    let addresses = |name: &str| {
        let pages = [
            "",
            &format!("/indikator/{INDICATOR}"),
            &format!("/varfor/{INDICATOR}/0643"),
            "/ladda-ner",
            "/filer/outcomes.csv",
            "/filer/manifest.json",
        ]
        .map(|rest| format!("/resultat/{name}{rest}"));
        let data = [
            "",
            "/versions",
            "/manifest",
            &format!("/indicators/{INDICATOR}"),
            "/observations?place=0643",
            "/observations?place=0643&format=csv",
            &format!("/explanations/{INDICATOR}/0643"),
            "/cubes/response/observations",
        ]
        .map(|rest| format!("/api/v1/publications/{name}{rest}"));
        pages.into_iter().chain(data)
    };
    let same = |shown: &Shown, name: &str| shown.text.replace(name, "");
    house.wait(WHILE - 1);
    for (own, never) in addresses("2018-v1").zip(addresses("2018-v9")) {
        for (who, browser) in [
            ("a visitor", &mut visitor),
            ("another reader", &mut other_reader),
            ("the municipality", &mut anna),
        ] {
            let (early, never_was) = (browser.get(&own).await, browser.get(&never).await);
            assert_eq!(early.status, 404, "{who}: {own}");
            assert_eq!(same(&early, "2018-v1"), same(&never_was, "2018-v9"), "{who}: {own}");
            assert_eq!(early.headers, never_was.headers, "{who}: {own}");
        }
        let early = named.get(&own).await;
        assert_eq!(early.status, 200, "the named reader: {own}");
        assert_eq!(early.headers["cache-control"], "no-store", "{own}");
    }
    for address in ["/resultat/2018", "/resultat/2018-v1?per=2018-03-03"] {
        assert_eq!(named.get(address).await.status, 404, "{address}");
    }
    for address in ["/", "/flode.atom", "/rattelser"] {
        assert!(!visitor.get(address).await.text.contains("resultat/2018"), "{address}");
    }
    for address in ["/api/v1/publications", "/api/v1/search?q=habo", "/api/v1/search?q=2018"] {
        for browser in [&mut visitor, &mut named] {
            assert!(!browser.get(address).await.text.contains("publications/2018"), "{address}");
        }
    }
    house.wait(1);
    assert_eq!(house.app.now(), published_at);
    for address in addresses("2018-v1").chain(addresses("2018")) {
        assert_eq!(visitor.get(&address).await.status, 200, "{address}");
    }
    assert!(visitor.get("/flode.atom").await.text.contains("/resultat/2018-v1"));
    let first = visitor.get("/resultat/2018/varfor/eb-rutin-missbruk/0643").await;
    let gone = send(&mut publisher, "/aterkalla", &[("varfor", "Fel")]).await;
    assert_eq!(gone.status, 404, "what is published is not withdrawn");

    // A service that starts anew, or another node, shows the same.
    let again = House::beside(&house).await;
    again.app.renew_shelf().await.expect("read");
    assert!(is_there(&mut again.browser(), "/resultat/2018-v1").await);

    // A correction: a note, what moves, accepted, and then a time.
    house.wait(DAY);
    let mut publisher = house.staff("publicerare-2", &[(Role::Publisher, Some("2018"), None)]).await;
    append(&house, "x1", Content::Reopened { why: "Rätta".into() }).await;
    answered(&house, "f2", "ja").await;
    assert_eq!(send(&mut publisher, "/utkast", &[]).await.status, 422, "a correction has a note");
    let note = [
        ("art", "answers"),
        ("vad_sv", "Habos rutin"),
        ("vad_en", "Habo's routine"),
        ("varfor_sv", "Kommunen svarade fel"),
        ("varfor_en", "The municipality answered wrongly"),
    ];
    let drafted = send(&mut publisher, "/utkast", &note).await;
    assert!(drafted.text.contains("2018-v2 är ett utkast"), "{}", drafted.text);
    let time = local(house.app.now() + WHILE);
    let at = [("dag", time.0.as_str()), ("tid", time.1.as_str())];
    assert!(send(&mut publisher, "/tid", &at).await.text.contains("godta den först"));
    let moves = publisher.get(&format!("{DESK}/rattelse")).await;
    assert!(moves.text.contains("Habo (0643)") && moves.text.contains(INDICATOR), "{}", moves.text);
    checks::all("what moves sv", &Page::read(&moves.text));
    let drafted = publisher.bytes(&format!("{DESK}/rattelse.csv")).await;
    assert!(!visitor.get("/resultat/2018-v2/rattelse.csv").await.status.is_success());
    let folder =
        sent(&Page::read(&moves.text)).into_iter().find(|(name, _)| name == "utkast").expect("a form").1;
    assert_eq!(send(&mut publisher, "/rattelse", &[("utkast", &folder)]).await.status, 200);
    let set = send(&mut publisher, "/tid", &at).await;
    assert_eq!(set.status, 200, "{}", set.text);
    house.wait(WHILE);
    let corrected = visitor.get("/resultat/2018/varfor/eb-rutin-missbruk/0643").await;
    assert_ne!(corrected.text, first.text);
    let day_before = local(house.app.now() - DAY).0;
    let (was, is) =
        (visitor.get(&format!("/resultat/2018?per={day_before}")).await, visitor.get("/resultat/2018").await);
    assert_eq!((was.status, is.status), (axum::http::StatusCode::OK, axum::http::StatusCode::OK));
    let csv = |browser: &Browser, address: String| {
        let browser = browser.clone();
        async move { browser.bytes(&address).await }
    };
    let old = csv(&visitor, "/resultat/2018-v1/filer/outcomes.csv".to_owned()).await;
    let then = csv(&visitor, format!("/resultat/2018/filer/outcomes.csv?per={day_before}")).await;
    let now = csv(&visitor, "/resultat/2018/filer/outcomes.csv".to_owned()).await;
    assert!(old == then && old != now, "the day before gives the old figures");
    let corrections = visitor.get("/rattelser").await;
    assert!(
        corrections.text.contains("Habos rutin") && corrections.text.contains("Habo (0643)"),
        "{}",
        corrections.text
    );
    checks::all("corrections sv", &Page::read(&corrections.text));
    moves_are_told(&mut visitor, &drafted).await;
    let audit = house.store.verify_publications().await.expect("read");
    assert_eq!(audit.faults, []);
}

/// What a correction moves is told alike at the desk, to the public and by the REST API, which tells of the correction, too.
async fn moves_are_told(visitor: &mut Browser, drafted: &[u8]) {
    let file = visitor.bytes("/resultat/2018-v2/rattelse.csv").await;
    assert!(drafted == file.as_slice(), "what the desk saw is what is published");
    let text = String::from_utf8(file).expect("text");
    let told = format!("outcome;;{INDICATOR};");
    let line = text.lines().find(|line| line.starts_with(&told) && line.contains(";0643;Habo;"));
    assert!(line.is_some_and(|line| line.ends_with(";nej;Nej;ja;Ja")), "{text}");
    let table = visitor.bytes("/api/v1/publications/2018-v2/moves?format=csv&limit=1000&lang=sv").await;
    assert!(table == text.as_bytes(), "the same table");
    let mut json = async |address: &str| -> serde_json::Value {
        serde_json::from_str(&visitor.get(address).await.text).expect("JSON")
    };
    let moves = json("/api/v1/publications/2018/moves").await;
    assert_eq!(moves["total"], text.lines().count() - 1);
    let first = json("/api/v1/publications/2018-v1/moves").await;
    assert_eq!((&first["total"], first["note"].is_string()), (&0.into(), true), "{first}");
    let corrections = json("/api/v1/corrections?lang=en").await;
    let own = &corrections["items"][0];
    assert_eq!([&own["version"], &own["corrects"], &own["kind"]], ["2018-v2", "2018-v1", "answers"]);
    assert_eq!([&own["what"], &own["why"]], ["Habo's routine", "The municipality answered wrongly"]);
    let moves = own["links"]["moves"].as_str().expect("an address");
    assert!(json(moves).await["items"][0]["place"]["id"].is_string());
    let versions = json("/api/v1/publications/2018/versions").await;
    assert_eq!(versions["total"], 2);
    // Held against what it corrects: what was is explained where it was.
    let held = visitor.get("/resultat/2018/forandring?enhet=0643&fran=2018-v1").await;
    for version in ["2018-v1", "2018"] {
        let why = format!("href=\"/resultat/{version}/varfor/{INDICATOR}/0643\"");
        assert!(held.text.contains(&why), "{why}: {}", held.text);
    }
}
