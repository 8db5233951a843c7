//! Every text field of every form, as each role finds them, and what becomes of what people write there.
//!
//! The fields are found by walking the pages. One that is not listed here fails the test: say in [`LISTED`] what it holds.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use collection::access::Role;
use collection::fact::{Author, Change, Content, Fact};
use collection::ids::{CellId, FactId, ResponseId};
use collection::round::{RoundState, Subject};
use serde_json::json;
use store::{InvitedAccount, NewLink};
use web::service::Options;
use web::service::limits::{Limits, Rate};
use web::service::routes::{Permission, all};

use crate::House;
use crate::browser::{Browser, Shown, serde_urlencoded};
use crate::house::DAY;
use crate::page::{Element, Page, checks};
use crate::respond::Fields;
use crate::respond::answer_all;

/// What a field holds, which says what it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holds {
    /// Free text: whatever can be read.
    Text,
    /// What somebody is called: what can be seen, on one line.
    Name,
    /// A number, a date, a code, an address: none of the texts below.
    Form,
    /// The same, and left out where its neighbour is empty.
    FormOrNothing,
    /// A password: never shown again.
    Secret,
    /// Something to count with: shown again, never saved.
    Help,
}

/// Where what is taken is seen: where the form leads, or another page.
const THERE: &str = "";

type Listed = (&'static str, &'static str, &'static [&'static str], Holds, &'static str);

const ANSWERS: &[&str] = &["samordnare", "uppgiftslämnare"];
const LISTED: &[Listed] = &[
    ("/sok", "q", &["besökare"], Holds::Help, THERE),
    ("/lank", "kod", &["besökare"], Holds::Form, THERE),
    ("/valkommen/{token}", "igen", &["inbjuden"], Holds::Secret, THERE),
    ("/valkommen/{token}", "nytt", &["inbjuden"], Holds::Secret, THERE),
    ("/konto/losenord", "igen", &["analytiker"], Holds::Secret, THERE),
    ("/konto/losenord", "nuvarande", &["analytiker"], Holds::Secret, THERE),
    ("/konto/losenord", "nytt", &["analytiker"], Holds::Secret, THERE),
    ("/konton", "adress", &["analytiker"], Holds::Form, THERE),
    ("/konton", "namn", &["analytiker"], Holds::Name, THERE),
    ("/konton", "plats", &["analytiker"], Holds::Form, THERE),
    ("/svara/{round}/{subject}/{part}/{no}", "* (tal)", &["uppgiftslämnare"], Holds::Form, THERE),
    ("/svara/{round}/{subject}/{part}/{no}", "* (text)", &["uppgiftslämnare"], Holds::Text, "?"),
    ("/svara/{round}/{subject}/{part}/{no}", "*.comment", ANSWERS, Holds::Text, "?"),
    ("/svara/{round}/{subject}/{part}/{no}", "help.*.hours", &["uppgiftslämnare"], Holds::Help, THERE),
    ("/svara/{round}/{subject}/{part}/{no}", "help.*.lines", &["uppgiftslämnare"], Holds::Help, THERE),
    ("/svara/{round}/{subject}/{part}/{no}", "help.*.percent", &["uppgiftslämnare"], Holds::Help, THERE),
    ("/svara/{round}/{subject}/{part}/{no}", "help.*.persons", &["uppgiftslämnare"], Holds::Help, THERE),
    ("/svara/{round}/{subject}/{part}/{no}", "*.comment", &["enskild"], Holds::Text, "?"),
    ("/svara/{round}/{subject}/{part}/{no}", "* (tal)", &["enskild"], Holds::Form, THERE),
    ("/svara/{round}/{subject}/{part}/{no}", "* (text)", &["enskild"], Holds::Text, "?"),
    ("/stad/{round}/{subject}/{part}/{no}", "* (tal)", &["stad"], Holds::Form, THERE),
    ("/svara/{round}/{subject}/dela", "namn", &["samordnare"], Holds::Name, THERE),
    ("/svara/{round}/{subject}/dela", "till", &["samordnare"], Holds::Form, THERE),
    ("/svara/{round}/{subject}/{part}/godkann", "name", &["chef"], Holds::Text, THERE),
    ("/svara/{round}/{subject}/{part}/godkann", "role", &["chef"], Holds::Text, THERE),
    ("/svara/{round}/{subject}/{part}/oppna-igen", "varfor", &["samordnare"], Holds::Text, THERE),
    ("/arbete/ny", "id", &["analytiker"], Holds::Form, THERE),
    ("/arbete/ny", "namn", &["analytiker"], Holds::Text, THERE),
    ("/arbete/ny", "oppnar_dag", &["analytiker"], Holds::Form, THERE),
    ("/arbete/ny", "oppnar_tid", &["analytiker"], Holds::FormOrNothing, THERE),
    ("/arbete/ny", "stanger_dag", &["analytiker"], Holds::Form, THERE),
    ("/arbete/ny", "stanger_tid", &["analytiker"], Holds::FormOrNothing, THERE),
    ("/arbete/{round}/enheter/{subject}/{part}", "dag", &["analytiker"], Holds::FormOrNothing, THERE),
    ("/arbete/{round}/enheter/{subject}/{part}", "tid", &["analytiker"], Holds::FormOrNothing, THERE),
    ("/arbete/{round}/enheter/{subject}/{part}/oppna", "varfor", &["analytiker"], Holds::Text, THERE),
    ("/arbete/{round}/enheter/{subject}/lankar", "galler", &["analytiker"], Holds::Form, THERE),
    (
        "/arbete/{round}/enheter/{subject}/lankar",
        "vem",
        &["analytiker"],
        Holds::Name,
        "/arbete/2018/enheter/0643",
    ),
    ("/arbete/{round}/kedja", "nummer", &["analytiker"], Holds::Form, THERE),
    ("/arbete/{round}/kedja", "summa", &["analytiker"], Holds::Form, THERE),
    ("/arbete/{round}/lankar", "galler", &["analytiker"], Holds::Form, THERE),
    ("/arbete/{round}/oppna", "stanger_dag", &["analytiker"], Holds::Form, THERE),
    ("/arbete/{round}/oppna", "stanger_tid", &["analytiker"], Holds::Form, THERE),
    ("/arbete/{round}/oppna", "varfor", &["analytiker"], Holds::Text, THERE),
    ("/arbete/{round}/tider", "oppnar_dag", &["analytiker"], Holds::Form, THERE),
    ("/arbete/{round}/tider", "oppnar_tid", &["analytiker"], Holds::Form, THERE),
    ("/arbete/{round}/tider", "stanger_dag", &["analytiker"], Holds::Form, THERE),
    ("/arbete/{round}/tider", "stanger_tid", &["analytiker"], Holds::Form, THERE),
    ("/arbete/{round}/tider", "varfor", &["analytiker"], Holds::Text, THERE),
    // Last, because the clock is turned between attempts, and sessions end.
    ("/logga-in", "adress", &["besökare"], Holds::Form, THERE),
    ("/logga-in", "kod", &["besökare"], Holds::Form, THERE),
    ("/logga-in", "losenord", &["besökare"], Holds::Secret, THERE),
];

/// A text field, where it was found.
#[derive(Clone, Debug)]
struct Found {
    /// The page.
    page: String,
    /// Where its form is sent, and whether by `GET`.
    action: String,
    reads: bool,
    /// Its name.
    name: String,
}

/// A field's route, what it is called there, and who found it.
type Key = (String, String, &'static str);

/// The pattern of an address; none: no route of ours.
fn pattern(method: &str, address: &str) -> Option<&'static str> {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let parts: Vec<&str> = path.split('/').collect();
    let fits = |pattern: &str| {
        let known: Vec<&str> = pattern.split('/').collect();
        known.len() == parts.len()
            && known.iter().zip(&parts).all(|(known, part)| known == part || known.starts_with('{'))
    };
    let mut found: Vec<&str> = all()
        .iter()
        .filter(|route| route.method.as_str() == method && fits(route.path))
        .map(|route| route.path)
        .collect();
    found.sort_by_key(|path| path.matches('{').count());
    found.first().copied()
}

fn within(page: &Page, element: &Element, form: usize) -> bool {
    let mut at = element.parent;
    while let Some(place) = at {
        if place == form {
            return true;
        }
        at = page.elements[place].parent;
    }
    false
}

fn is_text(element: &Element) -> bool {
    match element.name.as_str() {
        "textarea" => true,
        "input" => !matches!(
            element.get("type"),
            Some("hidden" | "radio" | "checkbox" | "file" | "submit" | "button")
        ),
        _ => false,
    }
}

/// What a field is called in the list: questions are many.
fn called(route: &str, element: &Element) -> String {
    let name = element.get("name").unwrap_or_default();
    if !route.ends_with("/{part}/{no}") {
        return name.to_owned();
    }
    if name.starts_with("help.") {
        return format!("help.*.{}", name.rsplit('.').next().unwrap_or_default());
    }
    if name.ends_with(".comment") {
        return "*.comment".to_owned();
    }
    let is_number = element.get("inputmode").is_some();
    format!("* ({})", if is_number { "tal" } else { "text" })
}

/// Walks the pages that lead on from some, a few of each kind, and collects the text fields.
async fn walk(browser: &mut Browser, who: &'static str, starts: &[&str], found: &mut BTreeMap<Key, Found>) {
    let mut queue: VecDeque<String> = starts.iter().map(|start| (*start).to_owned()).collect();
    let (mut seen, mut of_kind) = (BTreeSet::new(), BTreeMap::<&str, usize>::new());
    while let Some(address) = queue.pop_front() {
        let bare = address.split('#').next().unwrap_or_default().to_owned();
        let is_file = bare.contains('.') && !bare.contains("/svara/");
        let elsewhere = !bare.starts_with('/') || bare.starts_with("/en");
        let Some(kind) = pattern("GET", &bare) else { continue };
        let is_open = all().iter().any(|route| route.path == kind && route.permission == Permission::Anybody);
        // What anybody finds is walked once.
        if is_open && who != "besökare" && kind != "/valkommen/{token}" {
            continue;
        }
        let is_ended = bare.ends_with(".json") || bare.ends_with(".xlsx") || bare.ends_with(".csv");
        if is_file || is_ended || elsewhere || kind == web::living::PATH || !seen.insert(bare.clone()) {
            continue;
        }
        let count = of_kind.entry(kind).or_default();
        *count += 1;
        if *count > if kind.ends_with("{no}") { 60 } else { 4 } {
            continue;
        }
        let shown = browser.get(&bare).await;
        assert!(shown.status.as_u16() < 500, "{who}: {bare}: {}", shown.status);
        let page = Page::read(&shown.text);
        for (at, form) in page.elements.iter().enumerate().filter(|(_, element)| element.name == "form") {
            let action = form.get("action").unwrap_or(&shown.address).to_owned();
            let reads = form.get("method") != Some("post");
            let route = pattern(if reads { "GET" } else { "POST" }, &action);
            let route = route.unwrap_or_else(|| panic!("{bare}: a form leads to {action}, where nothing is"));
            for element in
                page.elements.iter().filter(|element| is_text(element) && within(&page, element, at))
            {
                let key = (route.to_owned(), called(route, element), who);
                let name = element.get("name").expect("a field has a name").to_owned();
                let (page, action) = (shown.address.clone(), action.clone());
                found.entry(key).or_insert(Found { page, action, reads, name });
            }
        }
        let links = page.elements.iter().filter(|element| element.name == "a");
        queue.extend(links.filter_map(|link| link.get("href").map(str::to_owned)));
    }
}

/// What a form of a page would send now.
fn form_of(page: &Page, action: &str) -> Fields {
    let is_it =
        |element: &Element| element.name == "form" && element.get("action").is_none_or(|to| to == action);
    let forms: Vec<usize> = (0..page.elements.len()).filter(|at| is_it(&page.elements[*at])).collect();
    let mut fields = Vec::new();
    for element in &page.elements {
        let Some(name) = element.get("name") else { continue };
        if !forms.iter().any(|form| within(page, element, *form)) {
            continue;
        }
        let value = match (element.name.as_str(), element.get("type")) {
            ("input", Some("radio" | "checkbox")) if element.get("checked").is_none() => continue,
            ("input", _) => element.get("value").unwrap_or_default().to_owned(),
            ("textarea", _) => element.text.trim_start_matches('\n').to_owned(),
            _ => continue,
        };
        fields.push((name.to_owned(), value));
    }
    fields
}

/// What else must be in a form for it to be taken.
fn filled(route: &str, no: usize) -> Vec<(&'static str, String)> {
    let of = |pairs: &[(&'static str, &str)]| -> Vec<(&'static str, String)> {
        pairs.iter().map(|(name, text)| (*name, (*text).to_owned())).collect()
    };
    match route {
        "/arbete/ny" => vec![("id", format!("prov{no}")), ("namn", "Prov".to_owned())],
        "/konton" => vec![
            ("adress", format!("prov{no}@kommun.se")),
            ("namn", "Prov".to_owned()),
            ("roll", "reader".to_owned()),
        ],
        "/svara/{round}/{subject}/dela" => of(&[("namn", "Berit"), ("del", "G"), ("roll", "respondent")]),
        "/svara/{round}/{subject}/{part}/godkann" => of(&[("name", "Bo Chef"), ("role", "Socialchef")]),
        "/arbete/{round}/enheter/{subject}/lankar" => of(&[("roll", "respondent")]),
        "/arbete/{round}/oppna" => of(&[
            ("vilka", "ingen"),
            ("stanger_dag", "2018-04-30"),
            ("stanger_tid", "12.00"),
            ("varfor", "Skäl"),
        ]),
        "/arbete/{round}/tider" => of(&[("varfor", "Skäl")]),
        "/arbete/{round}/kedja" => of(&[("nummer", "0"), ("summa", "")]),
        _ => Vec::new(),
    }
}

/// Everybody who fills in forms.
struct People {
    house: House,
    surveys: House,
    browsers: BTreeMap<&'static str, Browser>,
}

async fn save(house: &House, response: &str, fact: &str) {
    let change = Change { value: Some(json!("ja")), based_on: None, settles: Vec::new(), erased: false };
    let cell: CellId = if response.ends_with("-e") { "E4" } else { "G1" }.parse().expect("a cell");
    append(house, response, fact, Content::Saved { cells: [(cell, change)].into() }).await;
}

async fn submit(house: &House, response: &str, fact: &str) {
    let head = house.store.head(&response.parse().expect("an id")).await.expect("it is there");
    let seen = head.latest.clone().expect("something was saved");
    append(house, response, fact, Content::Submitted { seen, cells: head.answers() }).await;
}

async fn append(house: &House, response: &str, fact: &str, content: Content) {
    let (id, response): (FactId, ResponseId) =
        (fact.parse().expect("an id"), response.parse().expect("an id"));
    let fact = Fact { id, response, author: Author::Link("lank".into()), content };
    house.store.append(fact).await.expect("it is taken");
}

/// A house with a round that is open, one that is closed, a city's, a survey of persons; and everybody in it.
async fn people() -> (People, BTreeMap<Key, Found>) {
    let often = Rate::new(1_000_000, 1_000_000);
    let limits = Limits { reading: often, signing_in: often, wrong_links: often };
    let house = House::open_with(Options { limits, ..Options::default() }).await;
    let districts = [("0180-01", "0180-01"), ("0180-04", "0180-04")];
    house.round("staden", "2018", "open", &districts, &["G", "E"]).await;
    let city = Subject { id: "0180".parse().expect("an id"), unit: "0180".into() };
    house.store.add_subjects(&"staden".parse().expect("an id"), &[city]).await.expect("it is new");
    house.round("stangd", "2018", "open", &[("0643", "0643")], &["G"]).await;
    let mut closed = house.store.round(&"stangd".parse().expect("an id")).await.expect("it is there");
    closed.state = RoundState::Closed;
    house.store.move_round(&closed, "", &Author::Program, house.app.now()).await.expect("it is closed");
    for (part, fact) in [("g", "forst-g"), ("e", "forst-e")] {
        save(&house, &format!("2018-0643-{part}"), fact).await;
    }
    submit(&house, "2018-0643-e", "inskickad-e").await;

    let surveys = House::of_surveys().await;
    surveys.round("brukare", "2026", "persons", &[("en-person", "0001")], &["B"]).await;
    let new = NewLink {
        round: "brukare".parse().expect("an id"),
        subject: "en-person".parse().expect("an id"),
        parts: None,
        role: Role::Individual,
        expires: surveys.app.now() + 20 * DAY,
        issued_by: Author::Program,
        label: None,
    };
    let (_, of_person) = surveys.store.issue_link(new, surveys.app.now()).await.expect("it is issued");
    let (_, of_city) = house.link_in("staden", "0180", Role::Coordinator, None, "Stina").await;
    let invited = InvitedAccount {
        login: "inbjuden@kommun.se".parse().expect("an address"),
        name: "Inga Bjuden".parse().expect("a name"),
        grants: Vec::new(),
    };
    let (_, invitation) =
        house.store.invite_account(invited, &Author::Program, house.app.now()).await.expect("it is new");
    let invitation = format!("/valkommen/{}", invitation.reveal());

    // Only what is answered is signed off.
    let mut answering = house.opened("0642", Role::Coordinator, None, "Eva Alm").await;
    answer_all(&house, &mut answering, "/svara/2018/0642", "E", "0642").await;

    let mut browsers = BTreeMap::new();
    browsers.insert("besökare", house.browser());
    browsers.insert("inbjuden", house.browser());
    browsers.insert("samordnare", house.opened("0643", Role::Coordinator, None, "Anna Ek").await);
    browsers.insert("uppgiftslämnare", house.opened("0642", Role::Respondent, None, "Ulla Lund").await);
    browsers.insert("chef", house.opened("0642", Role::Manager, None, "Bo Chef").await);
    browsers.insert("analytiker", house.analyst().await);
    for (who, at, token) in [("stad", &house, of_city), ("enskild", &surveys, of_person)] {
        let mut browser = at.browser();
        browser.send(&format!("/lank/{}", token.reveal()), &[]).await;
        browsers.insert(who, browser);
    }
    let mut found = BTreeMap::new();
    for (who, starts) in [
        ("besökare", &["/", "/lank", "/logga-in", "/fragor/2018"][..]),
        ("inbjuden", &[invitation.as_str()]),
        ("samordnare", &["/svara/2018/0643", "/svara/2018/0643/E/oppna-igen"]),
        ("uppgiftslämnare", &["/svara/2018/0642"]),
        ("chef", &["/svara/2018/0642", "/svara/2018/0642/E/godkann"]),
        ("stad", &["/stad/staden/0180"]),
        ("enskild", &["/svara/brukare/en-person"]),
        (
            "analytiker",
            &[
                "/arbete/2018/enheter/0643/E",
                "/arbete/stangd/oppna",
                "/arbete/ny?argang=2018",
                "/arbete",
                "/konto",
                "/konton",
            ],
        ),
    ] {
        walk(browsers.get_mut(who).expect("they are there"), who, starts, &mut found).await;
    }
    (People { house, surveys, browsers }, found)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_text_field_that_a_role_finds_is_listed() {
    let (_, found) = people().await;
    let listed: BTreeSet<(String, String, &str)> = LISTED
        .iter()
        .flat_map(|(route, field, who, ..)| who.iter().map(|who| ((*route).into(), (*field).into(), *who)))
        .collect();
    let found: BTreeSet<_> = found.into_keys().collect();
    let (new, gone): (Vec<_>, Vec<_>) =
        (found.difference(&listed).collect(), listed.difference(&found).collect());
    assert!(
        new.is_empty() && gone.is_empty(),
        "not listed: {new:#?}\nlisted, but nobody finds it: {gone:#?}"
    );
}

const NUMBER: &str = "19121212-1212";

/// A text, and whether free text and names take it.
fn texts() -> [(&'static str, String, bool, bool); 6] {
    [
        ("markup", "</textarea><script>alert(1)</script>\"'&amp;".to_owned(), true, true),
        ("right to left", "\u{202e}abc\u{202c} שלום".to_owned(), true, false),
        ("emoji", "👩‍👧 klart 🎉".to_owned(), true, false),
        ("Swedish letters", "Åsa Öberg är på ön".to_owned(), true, true),
        ("100,000 characters", "å".repeat(100_000), false, false),
        ("a personal number", format!("ärende {NUMBER}"), false, false),
    ]
}

/// Every text of a page, and what its fields hold.
fn holds(page: &Page, text: &str) -> bool {
    let plain = |text: &str| text.replace("\r\n", "\n").trim().to_owned();
    page.elements.iter().any(|element| {
        element.text.contains(text) || element.get("value").is_some_and(|value| plain(value) == plain(text))
    })
}

/// What is said at a field, or at one that it belongs to.
fn said(page: &Page) -> String {
    let errors = page.elements.iter().filter(|element| {
        element.get("id").is_some_and(|id| id.ends_with(":error")) || element.get("role") == Some("alert")
    });
    let said = errors.map(|error| error.text.clone()).collect::<Vec<_>>().join(" ");
    let main = || page.elements.iter().find(|element| element.name == "main");
    if said.is_empty() { main().map(|main| main.text.clone()).unwrap_or_default() } else { said }
}

#[tokio::test(flavor = "current_thread")]
async fn what_is_written_comes_back_unchanged_or_is_refused_with_what_is_allowed() {
    crate::log::listen();
    let (mut people, found) = people().await;
    let (mut no, mut faults) = (0, Vec::new());
    for (route, field, whos, kind, seen) in LISTED {
        for who in *whos {
            let Some(at) = found.get(&((*route).to_owned(), (*field).to_owned(), *who)) else { continue };
            for text in texts() {
                no += 1;
                if *route == "/logga-in" {
                    people.house.wait(DAY);
                }
                if *route == "/arbete/{round}/enheter/{subject}/{part}/oppna" {
                    let head = people.house.store.head(&"2018-0643-e".parse().expect("an id")).await;
                    if head.expect("it is there").state == collection::head::State::Open {
                        submit(&people.house, "2018-0643-e", &format!("igen-{no}")).await;
                    }
                }
                let browser = people.browsers.get_mut(who).expect("they are there");
                let shown = write(browser, route, at, &text.1, no).await;
                let there = match *seen {
                    "" => shown.clone(),
                    "?" => browser.get(&at.page).await,
                    other => browser.get(other).await,
                };
                let wrong = judged(*kind, &text, &shown, &there);
                faults.extend(wrong.map(|wrong| format!("{route} {field} ({who}): {}: {wrong}", text.0)));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
    assert!(!crate::log::told().contains(NUMBER), "the log holds the number");
    drop(people.surveys);
}

/// What is wrong with the answer to a text; `there`: where it would be seen.
fn judged(
    kind: Holds,
    (case, text, as_text, as_name): &(&str, String, bool, bool),
    shown: &Shown,
    there: &Shown,
) -> Option<String> {
    if shown.status.as_u16() >= 500 {
        return Some(format!("a fault of ours: {}", shown.status));
    }
    if [shown, there].iter().any(|shown| shown.text.contains("<script>alert(1)")) {
        return Some("it is not escaped".to_owned());
    }
    if [shown, there].iter().any(|shown| shown.text.contains(NUMBER)) {
        return Some("the number is repeated".to_owned());
    }
    let page = Page::read(&shown.text);
    checks::all(&format!("{}: {case} sv", there.address), &page);
    let taken = match kind {
        Holds::Text => *as_text,
        Holds::Name => *as_name,
        Holds::Form => false,
        Holds::Secret => return holds(&page, text).then(|| "a password is shown".to_owned()),
        Holds::FormOrNothing | Holds::Help => return None,
    };
    let said = said(&page);
    if taken {
        let is_there = holds(&Page::read(&there.text), text);
        return match (shown.status.is_success(), is_there) {
            (true, true) => None,
            (true, false) => Some(format!("it is not at {}", there.address)),
            (false, _) => Some(format!("it is not taken: {} {said}", shown.status)),
        };
    }
    let tells = [
        "Skriv",
        "skriv",
        "läs igenom texten",
        "högst",
        "Högst",
        "Tillåtet",
        "stämmer inte",
        "Det finns inget",
    ];
    if shown.status != 422 {
        Some(format!("it is answered with {}", shown.status))
    } else if !tells.iter().any(|word| said.contains(word)) {
        Some(format!("what is allowed? {said}"))
    } else if text.contains(NUMBER) && kind != Holds::Form && !said.contains("personnummer") {
        Some(format!("it does not say why: {said}"))
    } else {
        None
    }
}

async fn write(browser: &mut Browser, route: &str, at: &Found, text: &str, no: usize) -> Shown {
    let page = Page::read(&browser.get(&at.page).await.text);
    let mut fields = form_of(&page, &at.action);
    let mut put: Vec<(&str, String)> = filled(route, no);
    put.retain(|(name, _)| *name != at.name);
    // An address has less room than a body.
    let room = if at.reads { 5_000 } else { usize::MAX };
    put.push((&at.name, text.chars().take(room).collect()));
    if let Some(code) = at.name.strip_prefix("help.") {
        let code = code.split('.').next().unwrap_or_default();
        put.push(("help", format!("count.{code}")));
    }
    if route.ends_with("/{no}") {
        put.push(("go", "stay".to_owned()));
    }
    fields.retain(|(name, _)| !put.iter().any(|(known, _)| known == name));
    fields.extend(put.into_iter().map(|(name, text)| (name.to_owned(), text)));
    if at.reads {
        browser.get(&format!("{}?{}", at.action, serde_urlencoded(&fields))).await
    } else {
        browser.send(&at.action, &fields).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn why_a_personal_number_is_refused_is_said_in_english_too() {
    let (mut people, found) = people().await;
    let mut no = 1_000;
    for (route, field, whos, kind, _) in LISTED {
        if !matches!(kind, Holds::Text | Holds::Name) {
            continue;
        }
        for who in *whos {
            no += 1;
            let key = ((*route).to_owned(), (*field).to_owned(), *who);
            let at = found.get(&key).expect("the other test says who finds it").clone();
            let at = Found { page: format!("/en{}", at.page), action: format!("/en{}", at.action), ..at };
            let browser = people.browsers.get_mut(who).expect("they are there");
            let shown = write(browser, route, &at, &format!("case {NUMBER}"), no).await;
            let case = format!("{route} {field} ({who})");
            assert_eq!(shown.status, 422, "{case}");
            assert!(said(&Page::read(&shown.text)).contains("held a personal identity number"), "{case}");
            assert!(!shown.text.contains(NUMBER), "{case}: the number is repeated");
        }
    }
    drop(people.surveys);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_is_not_repeated_when_the_store_is_away() {
    let house = House::open().await;
    let mut anna = house.opened("0643", Role::Coordinator, None, "Anna Ek").await;
    let address = "/svara/2018/0643/G/1";
    let mut fields = form_of(&Page::read(&anna.get(address).await.text), address);
    fields.retain(|(name, _)| name != "G1.comment");
    fields.push(("G1.comment".into(), format!("Vi följer upp ärendet {NUMBER} varje månad")));
    house.store.close().await;
    let told = anna.send(address, &fields).await;
    assert_eq!(told.status, 503);
    assert!(told.text.contains("Vi följer upp ärendet […] varje månad"), "{}", told.text);
    assert!(!told.text.contains(NUMBER));
}
