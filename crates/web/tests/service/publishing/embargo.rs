//! Under embargo a publication is as if it were not: every route of the service, asked by everybody without the right, answers as it
//! did before there was a draft, to the microsecond. And when it is published, the day before is as it was.
//!
//! A new route is walked by itself: what its address names is filled in with what the draft is about.

use std::collections::BTreeMap;

use axum::http::Method;
use collection::access::Role;
use publication::folder::sha256;
use publication::shelf::Issue;
use results::aggregates::Place;
use results::diff::{Computed, Who, with_editions};
use web::service::routes::{Permission, all};

use super::*;

/// The correction that waits.
const WAITS: &str = "2018-v2";

/// What the names of addresses stand for; other names are tried with all that the draft is about.
fn values(name: &str) -> Vec<&'static str> {
    match name {
        "publication" | "edition" | "series" => vec![WAITS, "2018", "2018-v1", "2018-v3"],
        "round" => vec!["2018"],
        "subject" | "code" | "unit" => vec!["0643"],
        "indicator" | "id" => vec![INDICATOR],
        "place" => vec!["0643", "county:06"],
        "part" => vec!["G"],
        "no" => vec!["1"],
        "section" => vec!["indicators", "changes"],
        "*path" => vec![
            "outcomes.csv",
            "manifest.json",
            "correction.json",
            "cubes/outcomes.csv",
            "jamforelse-2018.xlsx",
        ],
        "token" | "from" | "fact" | "account" | "name" | "file" => vec!["finns-inte"],
        _ => vec![WAITS, INDICATOR, "0643", "outcomes"],
    }
}

/// What is asked of a route besides its names; without it some say nothing of any publication.
fn asks(route: &str) -> Vec<String> {
    let indicator = format!("indikator={INDICATOR}");
    let end = route.rsplit('/').find(|name| !name.starts_with('{')).unwrap_or_default();
    match end {
        "sok" | "search" => ["Habo", WAITS, INDICATOR, "2018"].map(|text| format!("q={text}")).to_vec(),
        "jamfor" => vec!["enheter=0643".to_owned(), format!("enheter=lan:06&indikatorer={INDICATOR}")],
        "forandring" => vec![format!("fran={WAITS}"), "enhet=0643&fran=2018-v1".to_owned()],
        "changes" => vec![format!("from={WAITS}"), "place=0643&from=2018-v1".to_owned()],
        "lar-av" => vec![indicator],
        _ => Vec::new(),
    }
}

/// Every address that a route can have, with the parameters that pages take.
fn addresses() -> Vec<String> {
    let mut found = Vec::new();
    // Behind a secret there is nothing of a publication, and who guesses one is soon told to wait.
    let is_secret = |path: &str| path.contains("{token}") || path.starts_with("/logga-in/");
    for route in all().iter().filter(|route| route.method == Method::GET && !is_secret(route.path)) {
        let mut own = vec![route.path.to_owned()];
        while own.iter().any(|path| path.contains('{')) {
            let fill = |path: String| {
                let Some((before, rest)) = path.split_once('{') else { return vec![path] };
                let (name, after) = rest.split_once('}').expect("a name ends");
                values(name).iter().map(|value| format!("{before}{value}{after}")).collect()
            };
            own = own.into_iter().flat_map(fill).collect();
        }
        let asks =
            own.iter().flat_map(|path| asks(route.path).into_iter().map(move |ask| format!("{path}?{ask}")));
        own.extend(asks.collect::<Vec<_>>());
        if route.permission == Permission::Anybody {
            let with_day = own.iter().filter(|path| !path.contains("/2018-v1") && !path.contains("/2018-v3"));
            let with_day = with_day.map(|path| {
                let join = if path.contains('?') { '&' } else { '?' };
                format!("{path}{join}per=2018-03-01")
            });
            own.extend(with_day.collect::<Vec<_>>());
            own.push(format!("{}?per=2999-12-31", own[0]));
        }
        found.extend(own);
    }
    found
}

/// What is different each time, whatever is published: ids that forms are given.
fn settled(text: &str) -> String {
    let is_id = |word: &str| word.len() >= 16 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    let mut whole = String::with_capacity(text.len());
    let mut word = String::new();
    for c in text.chars().chain(['\n']) {
        if c.is_ascii_alphanumeric() {
            word.push(c);
            continue;
        }
        whole.push_str(if is_id(&word) { "…" } else { &word });
        word.clear();
        whole.push(c);
    }
    whole
}

/// The same without times of day: `12.34`, `12:34`.
fn without_clock(text: &str) -> String {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let is_clock = |at: usize| {
        digit(at)
            && digit(at + 1)
            && matches!(bytes.get(at + 2), Some(b'.' | b':'))
            && digit(at + 3)
            && digit(at + 4)
    };
    let mut own = bytes.to_vec();
    for at in (0..bytes.len()).filter(|at| is_clock(*at)) {
        own[at..at + 5].copy_from_slice(b"00.00");
    }
    String::from_utf8(own).expect("digits take the place of digits")
}

/// The same without numbers: the ledger of questions counts how often pages are read, this walk's readings among them.
fn without_numbers(text: &str) -> String {
    let mut own = String::with_capacity(text.len());
    for c in text.chars() {
        match c.is_ascii_digit() {
            true if own.ends_with('0') => {}
            true => own.push('0'),
            false => own.push(c),
        }
    }
    own
}

/// How something was asked for besides its address.
type How = (&'static str, &'static str, Vec<(&'static str, String)>);

/// An answer, as far as it can tell anything: status, headers and body.
async fn told(browser: &mut Browser, (_, method, extra): &How, address: &str) -> String {
    browser.extra.clone_from(extra);
    let shown = browser.once(method, address, None).await;
    browser.extra.clear();
    assert_ne!(shown.status, 429, "{address}: the limit tells nothing");
    assert!(!shown.status.is_server_error(), "{address}: {}", shown.text);
    assert!(!shown.text.contains("elak.example"), "{address} takes over what a header says: {}", shown.text);
    let counts = address.contains("/guide/fragor");
    let all = shown.headers.iter().filter(|(name, _)| !(counts && *name == "content-length"));
    let mut headers: Vec<String> = all.map(|(name, value)| format!("{name}: {value:?}")).collect();
    headers.sort();
    let body = settled(&shown.text);
    let body = match (counts, shown.headers.contains_key("content-encoding")) {
        (true, true) => String::new(),
        (true, false) => without_numbers(&body),
        (false, _) => body,
    };
    // The desk asks as of when, and fills in the time of day that it is.
    let body = if address.starts_with("/arbete") { without_clock(&body) } else { body };
    format!(
        "{}\n{}\n{} {}",
        shown.status,
        settled(&headers.join("\n")),
        body.len(),
        &sha256(body.as_bytes())[..16]
    )
}

/// Who has no right to what is not published; each with a browser of their own.
struct Walk {
    who: Vec<(&'static str, Browser)>,
    addresses: Vec<String>,
}

impl Walk {
    async fn of(house: &House) -> Self {
        let mut who = vec![("nobody", house.browser())];
        for (case, subject, role, parts) in [
            ("the coordinator", "0643", Role::Coordinator, None),
            ("a manager", "0643", Role::Manager, None),
            ("a respondent", "0643", Role::Respondent, None),
            ("who answers a part", "0643", Role::Coordinator, Some(&["E"][..])),
            ("another municipality", "0642", Role::Coordinator, None),
        ] {
            who.push((case, house.opened(subject, role, parts, case).await));
        }
        for (case, role, round, place) in [
            ("another reader", Role::Reader, Some("2018"), None),
            ("a reader of another round", Role::Reader, Some("2017"), None),
            ("a regional analyst", Role::RegionalAnalyst, None, Some("06")),
            ("a reviewer of one county", Role::Reviewer, None, Some("06")),
            ("a publisher of another round", Role::Publisher, Some("2017"), None),
        ] {
            who.push((case, house.staff(&case.replace(' ', "-"), &[(role, round, place)]).await));
        }
        Self { who, addresses: addresses() }
    }

    /// What everybody is answered, everywhere, in whatever way it is asked for.
    async fn walked(&mut self, tags: &[String]) -> BTreeMap<String, String> {
        let mut all = BTreeMap::new();
        // First with headers that could make a page for somebody else, then as everybody reads it.
        let (_, nobody) = &mut self.who[0];
        let with = |name: &'static str, value: &str| vec![(name, value.to_owned())];
        let ways: Vec<How> = vec![
            ("HEAD", "HEAD", Vec::new()),
            ("any tag", "GET", with("if-none-match", "*")),
            ("its tags", "GET", with("if-none-match", &tags.join(", "))),
            ("packed", "GET", with("accept-encoding", "gzip")),
            ("a part of it", "GET", with("range", "bytes=0-99")),
            ("another host ahead", "GET", with("x-forwarded-host", "elak.example")),
            ("for somebody", "GET", with("x-forwarded-for", "127.0.0.1")),
            ("another address", "GET", with("x-original-url", "/resultat/2018-v2")),
            ("rewritten", "GET", with("x-rewrite-url", "/resultat/2018-v2")),
            ("a forged session", "GET", with("cookie", "jamfor=0123abcd-4567efgh-89jkmnpq-rstvwxyz")),
        ];
        let open = self
            .addresses
            .iter()
            .filter(|address| !address.starts_with("/arbete") && !address.contains("per="));
        for address in open {
            for how in &ways {
                all.insert(format!("{}: {address}", how.0), told(nobody, how, address).await);
            }
        }
        let plain: How = ("read", "GET", Vec::new());
        for (who, browser) in &mut self.who {
            for address in &self.addresses {
                // What is published already is the same page for everybody, and slow to make.
                let is_known = address.starts_with("/resultat/2018/") || address.contains("/2018-v1");
                if *who != "nobody" && (is_known || address.contains("per=")) {
                    continue;
                }
                let prefixes: &[&str] = if *who == "nobody" && !is_known { &["", "/en"] } else { &[""] };
                for prefix in prefixes {
                    let address = format!("{prefix}{address}");
                    all.insert(format!("{who}: {address}"), told(browser, &plain, &address).await);
                }
            }
        }
        all
    }
}

/// Every difference between two walks, a line each.
fn moved(before: &BTreeMap<String, String>, after: &BTreeMap<String, String>) -> Vec<String> {
    assert_eq!(before.len(), after.len());
    let differ = |(asked, was): (&String, &String)| {
        (after[asked] != *was).then(|| format!("{asked}\nwas {was}\nis {}\n", after[asked]))
    };
    before.iter().filter_map(differ).collect()
}

/// What nobody without the right may be told of, by a named reader who has seen all of it; gives its entity tags.
async fn warmed(reader: &mut Browser, open: &[String]) -> Vec<String> {
    let mut tags = Vec::new();
    for address in open {
        let shown = reader.once("GET", address, None).await;
        if shown.status == 200 {
            assert_eq!(shown.headers["cache-control"], "no-store", "{address}");
        }
        tags.extend(shown.headers.get("etag").map(|tag| tag.to_str().expect("a text").to_owned()));
    }
    tags
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_is_as_if_it_were_not_on_every_route_and_the_day_before_stays_as_it_was() {
    let house = house().await;
    let mut publisher = house.staff("publicerare", &[(Role::Publisher, Some("2018"), None)]).await;
    // The first is published on the first day.
    answered(&house, "f1", "nej").await;
    assert_eq!(send(&mut publisher, "/utkast", &[]).await.status, 200);
    let time = local(house.app.now() + WHILE);
    assert_eq!(send(&mut publisher, "/tid", &[("dag", &time.0), ("tid", &time.1)]).await.status, 200);
    house.wait(DAY);
    append(&house, "x1", Content::Reopened { why: "Rätta".into() }).await;
    answered(&house, "f2", "ja").await;

    // The day after, before there is anything else: what everybody is answered.
    let mut publisher = house.staff("publicerare-2", &[(Role::Publisher, Some("2018"), None)]).await;
    let mut reader = house.staff("lasare", &[(Role::Reader, Some("2018"), None)]).await;
    house.round("2017", "2018", "open", &[("0642", "0642")], &["E"]).await;
    let mut walk = Walk::of(&house).await;
    let open: Vec<String> = walk
        .addresses
        .iter()
        .filter(|address| address.contains(&format!("/{WAITS}")) && !address.contains("per="))
        .cloned()
        .collect();
    assert!(open.len() > 10, "{open:?}");
    let hidden = ["0".repeat(64)];
    let never = walk.walked(&hidden).await;

    // A draft.
    let note = [
        ("art", "answers"),
        ("vad_sv", "Habos rutin"),
        ("vad_en", "Habo's routine"),
        ("varfor_sv", "Fel rad"),
        ("varfor_en", "The wrong row"),
    ];
    assert_eq!(send(&mut publisher, "/utkast", &note).await.status, 200);
    warmed(&mut publisher, &open).await;
    assert_eq!(moved(&never, &walk.walked(&hidden).await), [""; 0], "a draft");

    // Accepted, and under embargo with a named reader, who has read everything.
    let moves = publisher.get(&format!("{DESK}/rattelse")).await;
    told_as_computed(&house, &moves).await;
    let folder =
        sent(&Page::read(&moves.text)).into_iter().find(|(name, _)| name == "utkast").expect("a form").1;
    assert_eq!(send(&mut publisher, "/rattelse", &[("utkast", &folder)]).await.status, 200);
    let accounts = house.store.accounts().await.expect("read");
    let named = accounts.iter().find(|account| account.name.reveal() == "Handläggare lasare").expect("there");
    let time = local(house.app.now() + WHILE);
    let set = [("dag", time.0.as_str()), ("tid", time.1.as_str()), ("lasare", named.id.as_str())];
    assert_eq!(send(&mut publisher, "/tid", &set).await.status, 200);
    house.wait(WHILE - 1);
    let tags = warmed(&mut reader, &open).await;
    assert!(tags.len() > 3, "the reader is given files: {tags:?}");
    assert_eq!(reader.get(&format!("/resultat/{WAITS}")).await.status, 200);
    assert_eq!(moved(&never, &walk.walked(&tags).await), [""; 0], "a microsecond before its time");

    // At its time everybody has it; and who asks for the day before is answered as then.
    house.wait(1);
    let now = walk.walked(&tags).await;
    let (then, else_): (Vec<_>, Vec<_>) = moved(&never, &now)
        .into_iter()
        .partition(|line| line.lines().next().is_some_and(|asked| asked.contains("per=2018-03-01")));
    assert_eq!(then, [""; 0], "the day before is as it was");
    let is_new =
        |address: &String| else_.iter().any(|line| line.starts_with(&format!("nobody: {address}\n")));
    // Whatever there is of the first version is there of the second.
    let is_of_first = |address: &&String| {
        let first = format!("nobody: {}", address.replace(WAITS, "2018-v1"));
        never.get(&first).is_some_and(|told| told.starts_with("200"))
    };
    let there: Vec<&String> = open.iter().filter(is_of_first).collect();
    assert!(there.len() > 8, "{there:?}");
    for address in there {
        assert!(is_new(address), "{address} is there at its time");
    }
    for address in
        ["/flode.atom", "/rattelser", "/resultat", &format!("/resultat/2018/varfor/{INDICATOR}/0643")]
    {
        assert!(is_new(&address.to_owned()), "{address} tells of it");
    }
}

/// A publication of the store, opened from its own folder.
async fn issue(house: &House, name: &str) -> Issue {
    let state = house.store.publishing(&name.parse().expect("a name")).await.expect("read").expect("there");
    let files = house.store.publication_files(&state.folder).await.expect("read").expect("a folder");
    Issue::of(files).unwrap_or_else(|problems| panic!("{problems}"))
}

/// The page that is looked at before a correction is accepted tells every move that `results::diff` finds, and no other.
async fn told_as_computed(house: &House, page: &Shown) {
    let (before, after) = (issue(house, "2018-v1").await, issue(house, WAITS).await);
    let of = |issue: &'static Issue| {
        let opened = issue.opened().unwrap_or_else(|problems| panic!("{problems}"));
        Computed { edition: opened.edition(), results: opened.results() }
    };
    let diff = with_editions(of(Box::leak(Box::new(before))), of(Box::leak(Box::new(after))));
    let mut ways = Vec::new();
    for indicator in &diff.indicators {
        let outcomes = indicator.outcomes.iter().filter(|moved| moved.moved());
        ways.extend(outcomes.map(|moved| format!("{}/{}", indicator.id(), moved.unit)));
        let figures = indicator.figures.iter().filter(|moved| moved.moved());
        ways.extend(figures.map(|moved| format!("{}/{}", indicator.id(), code_of(&moved.place))));
    }
    assert!(ways.contains(&format!("{INDICATOR}/0643")), "{ways:?}");
    for moved in &diff.moved {
        let code = match &moved.who {
            Who::Unit(code) => code.to_string(),
            Who::Place(place) => code_of(place),
        };
        ways.extend(moved.indicator.as_ref().map(|id| format!("{id}/{code}")));
    }
    let read = Page::read(&page.text);
    let begins = format!("/resultat/{WAITS}/varfor/");
    let hrefs = read.elements.iter().filter_map(|element| element.get("href")?.strip_prefix(&begins));
    let mut shown: Vec<String> = hrefs.map(str::to_owned).collect();
    shown.sort();
    ways.sort();
    assert_eq!(shown, ways, "{}", page.text);
}

fn code_of(place: &Place) -> String {
    match place {
        Place::Level(level, code) => format!("{}:{code}", level.id()),
        Place::Group(grouping, group) => format!("group:{grouping}:{group}"),
    }
}
