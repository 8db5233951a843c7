//! The analyst's desk over a real store: who sees what, that the table follows what units do, and that nothing is lost.

use std::collections::BTreeMap;

use collection::access::Role;
use collection::fact::{Author, Change, Content, Fact};
use collection::head::State;
use collection::ids::{CellId, FactId, ResponseId};
use collection::round::RoundState;
use serde_json::{Value, json};
use web::service::routes::all;

use crate::House;
use crate::browser::{Browser, Shown};
use crate::house::{DAY, NOON};
use crate::page::{Page, checks, sent};

fn id<T: std::str::FromStr>(text: &str) -> T {
    text.parse().unwrap_or_else(|_| panic!("{text} is an id"))
}

fn fields(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// Every text of a table: a row's header, then its cells.
fn rows(shown: &Shown, table: &str) -> Vec<Vec<String>> {
    let page = Page::read(&shown.text);
    let within = |mut at: Option<usize>| {
        while let Some(place) = at {
            if page.elements[place].get("id") == Some(table) {
                return true;
            }
            at = page.elements[place].parent;
        }
        false
    };
    let mut rows: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for element in page.elements.iter().filter(|element| {
        (element.name == "td" || matches!(element.get("scope"), Some("row" | "rowgroup")))
            && within(element.parent)
    }) {
        let text = element.text.split_whitespace().collect::<Vec<_>>().join(" ");
        rows.entry(element.parent.expect("a row")).or_default().push(text);
    }
    rows.into_values().collect()
}

/// The lines of the first list after a heading.
fn list(shown: &Shown, heading: &str) -> Vec<String> {
    let page = Page::read(&shown.text);
    let from = page.elements.iter().position(|e| e.heading_level().is_some() && e.text.starts_with(heading));
    let from = from.unwrap_or_else(|| panic!("a heading {heading}: {}", shown.text));
    let after = page.elements[from + 1..].iter().take_while(|e| e.heading_level().is_none());
    let lines = after.filter(|e| e.name == "li");
    lines.map(|e| e.text.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

fn row(shown: &Shown, table: &str, begins: &str) -> Vec<String> {
    let rows = rows(shown, table);
    rows.iter()
        .find(|row| row[0].starts_with(begins))
        .unwrap_or_else(|| panic!("{table} has a row {begins}: {rows:?}\n{}", shown.text))
        .clone()
}

/// The first row under the header of a group.
fn under(shown: &Shown, table: &str, group: &str) -> Vec<String> {
    let rows = rows(shown, table);
    let header = rows.iter().position(|row| row.len() == 1 && row[0].starts_with(group));
    let header = header.unwrap_or_else(|| panic!("{table} has a group {group}: {rows:?}\n{}", shown.text));
    rows[header + 1].clone()
}

/// Saves behind the pages; what a cell held before does not matter.
async fn save(house: &House, response: &str, fact: &str, cells: &[(&str, Value)]) -> i64 {
    let head = house.store.head(&id(response)).await.expect("it is there");
    let change = |(cell, value): &(&str, Value)| -> (CellId, Change) {
        let cell: CellId = id(cell);
        let based_on = head.cells.get(&cell).map(|held| held.by.clone());
        (cell, Change { value: Some(value.clone()), based_on, settles: Vec::new(), erased: false })
    };
    let content = Content::Saved { cells: cells.iter().map(change).collect() };
    append(house, response, fact, content).await
}

async fn submit(house: &House, response: &str, fact: &str) -> i64 {
    let head = house.store.head(&id(response)).await.expect("it is there");
    let seen = head.latest.clone().expect("something was saved");
    append(house, response, fact, Content::Submitted { seen, cells: head.answers() }).await
}

async fn append(house: &House, response: &str, fact: &str, content: Content) -> i64 {
    let author = Author::Link("lank".into());
    let fact = Fact { id: id::<FactId>(fact), response: id::<ResponseId>(response), author, content };
    house.store.append(fact).await.expect("it is taken").at
}

async fn status(browser: &mut Browser, address: &str) -> u16 {
    browser.get(address).await.status.as_u16()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_role_sees_what_is_its_own() {
    let house = House::open().await;
    save(&house, "2018-0643-e", "s1", &[("E4", json!("ja"))]).await;
    let unit = "/arbete/2018/enheter/0643";
    let part = "/arbete/2018/enheter/0643/E";
    let everywhere = ["/arbete/2018", "/arbete/2018/svarslage.csv", "/arbete/2018/enheter"];
    for (case, role, place, table, history, links, manage, audit) in [
        ("analyst", Role::NationalAnalyst, None, 200, 200, 200, 200, 200),
        ("analyst of the county", Role::NationalAnalyst, Some("06"), 200, 200, 404, 404, 404),
        ("analyst of another county", Role::NationalAnalyst, Some("01"), 200, 404, 404, 404, 404),
        ("reviewer", Role::Reviewer, None, 200, 200, 403, 403, 200),
        ("publisher", Role::Publisher, None, 200, 403, 403, 403, 200),
        ("regional", Role::RegionalAnalyst, Some("06"), 200, 403, 403, 403, 403),
        ("reader", Role::Reader, None, 403, 403, 403, 403, 403),
    ] {
        let mut browser = house.staff(&case.replace(' ', "-"), &[(role, None, place)]).await;
        assert_eq!(status(&mut browser, "/arbete").await, 200, "{case}");
        for address in everywhere {
            assert_eq!(status(&mut browser, address).await, table, "{case}: {address}");
        }
        assert_eq!(status(&mut browser, unit).await, history, "{case}: a unit");
        assert_eq!(status(&mut browser, part).await, history, "{case}: its answers");
        assert_eq!(status(&mut browser, "/arbete/2018/lankar").await, links, "{case}: links");
        for address in ["/arbete/2018/tider", "/arbete/2018/stang", "/arbete/2018/oppna"] {
            assert_eq!(status(&mut browser, address).await, manage, "{case}: {address}");
        }
        assert_eq!(status(&mut browser, "/arbete/2018/kedja").await, audit, "{case}: the chain");
        let create = if role == Role::NationalAnalyst && place.is_none() { 200 } else { 0 };
        let may = status(&mut browser, "/arbete/ny?argang=2018").await;
        assert!(if create == 200 { may == 200 } else { may >= 403 }, "{case}: a new round, {may}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_finds_no_desk() {
    let house = House::open().await;
    for role in [Role::Coordinator, Role::Manager] {
        let mut holder = house.opened("0643", role, None, "Anna Ek").await;
        for route in all().iter().filter(|route| route.path.starts_with("/arbete")) {
            assert!(route.staff, "{}", route.path);
            let address =
                route.path.replace("{round}", "2018").replace("{subject}", "0643").replace("{part}", "E");
            let body = (route.method == "POST").then(String::new);
            let shown = holder.once(route.method.as_str(), &address, body).await;
            assert_eq!(shown.status, 404, "{role:?}: {} {address}", route.method);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_round_is_made_of_an_edition_with_everybody_in_its_frame() {
    let house = House::open().await;
    let mut analyst = house.analyst().await;
    let form = analyst.get("/arbete/ny?argang=2018").await;
    let mut made = sent(&Page::read(&form.text));
    let text = |made: &[(String, String)], name: &str| {
        made.iter().find(|(sent, _)| sent == name).map(|(_, value)| value.clone()).unwrap_or_default()
    };
    assert_eq!(text(&made, "oppnar_dag"), "2018-01-24", "the edition's calendar");
    assert_eq!(text(&made, "stanger_dag"), "2018-03-21", "the edition's calendar");
    let twice = analyst.send("/arbete/ny", &made).await;
    assert_eq!(twice.status, 422, "there is a round `2018`");
    assert!(twice.text.contains("redan en omgång"), "{}", twice.text);
    made.retain(|(name, _)| name != "id");
    made.push(("id".into(), "2018-prov".into()));
    let shown = analyst.send("/arbete/ny", &made).await;
    assert_eq!(shown.address, "/arbete/2018-prov", "{}", shown.text);
    assert_eq!(
        row(&shown, "riket", "Del G")[1..8],
        ["0,0 %", "250", "Redovisas inte", "0", "0", "312", "312"]
    );
    assert_eq!(row(&shown, "riket", "Del G")[8], "95,0 %", "the printed share of the year before");
    assert_eq!(row(&shown, "lan", "Jönköpings län")[7], "13");
    assert_eq!(row(&shown, "stader", "Göteborg")[7], "10", "its districts");
    assert!(shown.text.contains("Handläggare analys"), "who made it");
    let round = house.store.round(&id("2018-prov")).await.expect("it is there");
    assert_eq!(round.state, RoundState::Planned);
    assert_eq!(house.store.responses(&round.id).await.expect("read").len(), 624);
    let opened = analyst.get("/arbete/2018-prov/oppna").await;
    let fields = sent(&Page::read(&opened.text));
    analyst.send("/arbete/2018-prov/oppna", &fields).await;
    assert_eq!(house.store.round(&round.id).await.expect("it is there").state, RoundState::Open);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_table_follows_what_units_do_and_a_county_sees_itself() {
    let house = House::open().await;
    house.round("2016", "2018", "open", &[("0114", "0114"), ("0643", "0643")], &["E"]).await;
    let mut analyst = house.analyst().await;
    let mut regional = house.staff("lan", &[(Role::RegionalAnalyst, Some("2016"), Some("06"))]).await;
    let before = analyst.get("/arbete/2016").await;
    assert_eq!(row(&before, "riket", "Del E")[1..8], ["0,0 %", "2", "Redovisas inte", "0", "0", "2", "2"]);
    save(&house, "2016-0643-e", "s1", &[("E4", json!("ja"))]).await;
    assert_eq!(row(&analyst.get("/arbete/2016").await, "riket", "Del E")[4..8], ["0", "1", "1", "2"]);
    submit(&house, "2016-0643-e", "u1").await;
    let after = analyst.get("/arbete/2016?del=E&sortera=andel&ordning=fallande").await;
    let nation = row(&after, "riket", "Del E");
    assert_eq!(nation[1..8], ["50,0 %", "1", "Redovisas inte", "1", "0", "1", "2"]);
    for (address, words) in [
        ("/arbete/2016", "enstaka indikatorer kan falla bort fast delen redovisas"),
        ("/arbete/2016/stang", "till exempel för att många har svarat ”kan inte lämna uppgift”"),
        ("/en/arbete/2016", "single indicators may still be withheld although the part is shown"),
    ] {
        let told = analyst.get(address).await.text;
        assert!(told.contains(words) && told.contains("20"), "{address}: {told}");
    }
    let counties: Vec<String> = rows(&after, "lan").into_iter().map(|row| row[0].clone()).collect();
    assert_eq!(counties, ["Jönköpings län", "Stockholms län"], "the largest share first");
    let theirs = regional.get("/arbete/2016").await;
    assert!(rows(&theirs, "riket").is_empty() && !theirs.text.contains("Stockholms län"));
    assert_eq!(
        row(&theirs, "lan", "Jönköpings län")[1..8],
        ["100,0 %", "–", "Redovisas", "1", "0", "0", "1"]
    );
    let units = regional.get("/arbete/2016/enheter").await;
    assert_eq!(rows(&units, "enheter").len(), 1);
    assert_eq!(regional.get("/arbete/2018").await.status, 404, "another round");
    let file = regional.get("/arbete/2016/svarslage.csv").await.text;
    assert_eq!(file.lines().count(), 2, "{file}");
    assert!(file.contains("E;county;06;Jönköpings län;1;1;0;0;100,0;;redovisas;0"), "{file}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_table_says_what_time_it_is_of_and_can_be_fetched_again() {
    let house = House::open().await;
    let mut analyst = house.analyst().await;
    let live = |shown: &Shown| -> String {
        let page = Page::read(&shown.text);
        let regions: Vec<_> = page.elements.iter().filter(|one| one.get("data-live").is_some()).collect();
        assert_eq!(regions.len(), 1, "one region is fetched again: {}", shown.text);
        assert!(
            page.elements.iter().all(|one| one.get("aria-live").is_none()),
            "nobody is read a table aloud"
        );
        regions[0].text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let asked = "/arbete/2018?del=G&sortera=andel&ordning=fallande";
    for (prefix, of, way, old) in [
        ("", "Läget 2018-03-01 kl. 11.00.", "Uppdatera", "Något nyare gick inte att hämta."),
        ("/en", "As of 2018-03-01 at 11:00.", "Update", "Nothing newer could be fetched."),
    ] {
        let address = format!("{prefix}{asked}");
        let shown = analyst.get(&address).await;
        let told = live(&shown);
        assert!(told.starts_with(&format!("{of} {way}")), "{told}");
        let page = Page::read(&shown.text);
        let of_page = |text: &str| page.elements.iter().rfind(|one| one.text.trim() == text);
        let link = of_page(way).expect("without scripts, a link");
        assert_eq!(link.get("href"), Some(address.as_str()), "the same page once more");
        let hidden = of_page(old).expect("the script shows it when nothing comes");
        assert!(hidden.get("hidden").is_some() && hidden.get("data-live-old").is_some());
        for part in ["Jönköping", "riket"] {
            assert!(shown.text.contains(part), "{part}");
        }
        checks::all(&format!("{address} {}", if prefix.is_empty() { "sv" } else { "en" }), &page);
    }
    save(&house, "2018-0643-e", "s1", &[("E4", json!("ja"))]).await;
    submit(&house, "2018-0643-e", "u1").await;
    house.wait(60_000_000);
    let mut by_itself = analyst.clone();
    by_itself.extra = vec![("x-jamfor-live", "1".into())];
    let later = by_itself.get("/arbete/2018").await;
    assert!(live(&later).starts_with("Läget 2018-03-01 kl. 11.01."), "{}", later.text);
    assert_eq!(row(&later, "riket", "Del E")[4], "1");
    // A page that is left open keeps nobody signed in.
    for _ in 0..3 {
        house.wait(10 * 60_000_000);
        by_itself.get("/arbete/2018").await;
    }
    assert_eq!(by_itself.get("/arbete/2018").await.status, 401, "half an hour, and nobody was there");
    assert_eq!(analyst.get("/arbete/2018").await.status, 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_year_before_is_known_as_it_was_as_long_before_its_closing() {
    let house = House::open().await;
    house.round("2017", "2018", "open", &[("0643", "0643"), ("0642", "0642")], &["E"]).await;
    save(&house, "2017-0643-e", "s1", &[("E4", json!("ja"))]).await;
    let first = submit(&house, "2017-0643-e", "u1").await;
    save(&house, "2017-0642-e", "s2", &[("E4", json!("ja"))]).await;
    let second = submit(&house, "2017-0642-e", "u2").await;
    let mut analyst = house.analyst().await;
    // This round closes in fifteen days; the earlier one is looked at fifteen days before it closed.
    for (case, moment, share) in
        [("nobody", first - 1, "0,0 %"), ("after one", first, "50,0 %"), ("after both", second, "100,0 %")]
    {
        let (opens, closes) = (Some(NOON - 400 * DAY), Some(moment + 15 * DAY));
        house.store.change_round(&id("2017"), opens, closes, RoundState::Closed).await.expect("it is there");
        let shown = analyst.get("/arbete/2018").await;
        assert_eq!(row(&shown, "riket", "Del E")[8], share, "{case}");
        assert!(shown.text.contains("lika lång tid före sin stängning"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_are_shown_as_they_were() {
    let house = House::open().await;
    save(&house, "2018-0643-e", "s1", &[("E5", json!("3.5"))]).await;
    submit(&house, "2018-0643-e", "u1").await;
    append(&house, "2018-0643-e", "q1", Content::ReopeningAsked { why: "Fel på E5".into() }).await;
    let mut analyst = house.analyst().await;
    let asked = analyst.get("/arbete/2018/enheter?lage=oppnas").await;
    assert_eq!(rows(&asked, "enheter").len(), 1, "who asks is found");
    let page = analyst.get("/arbete/2018/enheter/0643/E").await;
    assert!(page.text.contains("Fel på E5"), "why");
    let address = "/arbete/2018/enheter/0643/E/oppna";
    let form = sent(&Page::read(&page.text));
    let empty = analyst.send(address, &form).await;
    assert_eq!(empty.status, 422, "a reason is needed");
    let mut why = form.clone();
    why.retain(|(name, _)| name != "varfor");
    why.push(("varfor".into(), "Rättar årsarbetare".into()));
    analyst.send(address, &why).await;
    let head = house.store.head(&id("2018-0643-e")).await.expect("it is there");
    assert_eq!((head.state, head.reopening_asked), (State::Open, None));
    let again = analyst.send(address, &why).await;
    assert_eq!(again.status, 409, "it is open already");
    save(&house, "2018-0643-e", "s2", &[("E5", json!("4.25"))]).await;
    let then = analyst.get("/arbete/2018/enheter/0643/E?vid=u1").await;
    let line = under(&then, "jamforelse", "E5 Ange antal handläggare");
    assert_eq!(line[0], "Svar");
    assert!(line[1].starts_with("3,5") && line[2].starts_with("4,25") && line[3] == "Ändrat", "{line:?}");
    let unchanged = under(&then, "jamforelse", "E4");
    assert_eq!(unchanged[3], "", "{unchanged:?}");
    let only = analyst.get("/arbete/2018/enheter/0643/E?vid=u1&bara=andrade").await;
    assert_eq!(rows(&only, "jamforelse").len(), 2, "the question, and what it holds");
    assert!(then.text.contains("<code>u1</code>"), "the receipt's number");
    let earliest = analyst.get("/arbete/2018/enheter/0643/E?dag=2000-01-01&tid=12.00").await;
    let line = under(&earliest, "jamforelse", "E5");
    assert_eq!((line[1].as_str(), line[3].as_str()), ("–", "Ändrat"));
}

#[tokio::test(flavor = "multi_thread")]
async fn closing_stops_saving_and_reopening_lets_it_through() {
    let house = House::open().await;
    let mut anna = house.opened("0643", Role::Coordinator, None, "Anna Ek").await;
    let mut analyst = house.analyst().await;
    save(&house, "2018-0642-e", "s0", &[("E4", json!("ja"))]).await;
    submit(&house, "2018-0642-e", "u0").await;
    let page = anna.get("/svara/2018/0643/E/1").await;
    let form = sent(&Page::read(&page.text));
    let asked = analyst.get("/arbete/2018/stang").await;
    assert!(asked.text.contains("1 delar är inskickade, 0 påbörjade och 3 inte påbörjade"), "{}", asked.text);
    assert!(
        asked.text.contains("Planerad sista tid är 2018-03-16 kl. 11.00: det är 15 dagar kvar"),
        "{}",
        asked.text
    );
    let lines = list(&asked, "Del G");
    let expected = ["Riket.", "Län: Jönköpings län.", "Storleksgrupp 2018 (1–5): Grupp 1."];
    assert_eq!(lines[..3], expected, "nothing of part G is submitted: {lines:?}");
    assert!(list(&asked, "Del E").iter().all(|line| !line.contains("påbörjade")), "nobody has begun");
    let closed = analyst.send("/arbete/2018/stang", &[]).await;
    assert_eq!(closed.address, "/arbete/2018");
    let refused = anna.send("/svara/2018/0643/E/1", &form).await;
    assert_eq!(refused.status, 409);
    assert!(refused.text.contains("Insamlingen är stängd"), "in words: {}", refused.text);
    let heads = house.store.heads(&id("2018")).await.expect("read");
    let states: Vec<State> = heads.values().map(|head| head.state).collect();
    assert_eq!(states.iter().filter(|state| **state == State::Closed).count(), 3, "{states:?}");

    // An interruption: one response was left open. The table says so, and the same button ends it.
    append(&house, "2018-0643-g", "o1", Content::Reopened { why: "avbrott".into() }).await;
    let table = analyst.get("/arbete/2018").await;
    assert!(table.text.contains("1 svar är öppna fast insamlingen är stängd"), "{}", table.text);
    analyst.send("/arbete/2018/stang", &[]).await;
    let head = house.store.head(&id("2018-0643-g")).await.expect("read");
    assert_eq!(head.state, State::Closed);

    let address = "/arbete/2018/oppna";
    let wrong = analyst.send(address, &fields(&[("stanger_dag", "2018-02-30")])).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.text.contains("Skriv varför") && wrong.text.contains("Välj vilka"), "{}", wrong.text);
    let form = [
        ("vilka", "alla"),
        ("stanger_dag", "2018-04-12"),
        ("stanger_tid", "23.59"),
        ("varfor", "Fler hinner"),
    ];
    let opened = analyst.send(address, &fields(&form)).await;
    assert_eq!(opened.address, "/arbete/2018", "{}", opened.text);
    let heads = house.store.heads(&id("2018")).await.expect("read");
    let states: Vec<State> = heads.values().map(|head| head.state).collect();
    assert_eq!(
        states.iter().filter(|state| **state == State::Open).count(),
        3,
        "submitted stays: {states:?}"
    );
    house.wait(30 * 60_000_000 - 1);
    let page = anna.get("/svara/2018/0643/E/1").await;
    let saved = anna.send("/svara/2018/0643/E/1", &sent(&Page::read(&page.text))).await;
    assert!(saved.status.is_success(), "{}", saved.text);
    assert!(opened.text.contains("Fler hinner") && opened.text.contains("2018-04-12"), "the events tell it");
    let audit = house.store.verify(&id("2018"), None).await.expect("read");
    assert!(audit.faults.is_empty(), "{:?}", audit.faults);
}

#[tokio::test(flavor = "multi_thread")]
async fn times_are_moved_with_a_reason() {
    let house = House::open().await;
    let mut analyst = house.analyst().await;
    let form = analyst.get("/arbete/2018/tider").await;
    let mut written = sent(&Page::read(&form.text));
    let without = analyst.send("/arbete/2018/tider", &written).await;
    assert_eq!(without.status, 422, "why?");
    written.retain(|(name, _)| name != "varfor" && name != "stanger_dag");
    written.extend(fields(&[("varfor", "Sportlov"), ("stanger_dag", "2018-01-01")]));
    let early = analyst.send("/arbete/2018/tider", &written).await;
    assert!(early.text.contains("stänger innan den öppnar"), "{}", early.text);
    written.retain(|(name, _)| name != "stanger_dag");
    written.extend(fields(&[("stanger_dag", "2018-03-28")]));
    let moved = analyst.send("/arbete/2018/tider", &written).await;
    assert!(moved.text.contains("Sportlov") && moved.text.contains("2018-03-28"), "{}", moved.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn links_are_shown_once_and_open_what_they_are_for() {
    let house = House::open().await;
    let mut analyst = house.analyst().await;
    let ask = analyst.get("/arbete/2018/lankar").await;
    assert!(ask.text.contains("0 av 2 har en samordnarlänk"), "{}", ask.text);
    let mut form = sent(&Page::read(&ask.text));
    form.push(("som".into(), "fil".into()));
    let file = analyst.send("/arbete/2018/lankar", &form).await;
    assert_eq!(file.headers["cache-control"], "no-store");
    let lines: Vec<&str> = file.text.lines().collect();
    assert_eq!(lines.len(), 3, "{}", file.text);
    let link =
        lines.iter().find(|line| line.contains("Habo")).expect("Habo's").split(';').nth(2).expect("a link");
    let path = link.strip_prefix("http://localhost").expect("of this site");
    let mut habo = house.browser();
    let hub = habo.send(path, &[]).await;
    assert_eq!(hub.address, "/svara/2018/0643");
    let none = analyst.get("/arbete/2018/lankar").await;
    assert!(none.text.contains("Ingen saknar länk"), "{}", none.text);

    let unit = analyst.get("/arbete/2018/enheter/0643").await;
    let token = path.rsplit('/').next().expect("a token");
    assert!(!unit.text.contains(token), "never again");
    let links = house.store.links(&id("2018"), Some(&id("0643"))).await.expect("read");
    let change = "/arbete/2018/enheter/0643/lankar/aterkalla";
    let new = analyst.send(change, &fields(&[("lank", links[0].id.as_str()), ("gor", "byt")])).await;
    assert!(new.text.contains("Visas bara nu") && !new.text.contains(token), "{}", new.text);
    assert_eq!(habo.get("/svara/2018/0643").await.status, 401, "the old one's session ended");
    let links = house.store.links(&id("2018"), Some(&id("0643"))).await.expect("read");
    let revoked = links.iter().filter(|issued| issued.link.revoked.is_some()).count();
    assert_eq!((links.len(), revoked), (2, 1));
    let other = house.store.links(&id("2018"), Some(&id("0642"))).await.expect("read");
    let foreign =
        analyst.send(change, &fields(&[("lank", other[0].id.as_str()), ("gor", "aterkalla")])).await;
    assert_eq!(foreign.status, 404, "another unit's link");
    let one = [("roll", "manager"), ("vem", "Bo Chef"), ("galler", "2018-04-30")];
    let issued = analyst.send("/arbete/2018/enheter/0643/lankar", &fields(&one)).await;
    assert!(issued.text.contains("/lank/"), "{}", issued.text);
    let listed = analyst.get("/arbete/2018/enheter/0643").await;
    assert!(row(&listed, "lanklista", "Bo Chef (Chef)")[1].contains("Inte öppnad"));
    let past = [("roll", "publisher"), ("galler", "2018-02-01"), ("vem", "\u{202e}x")];
    let wrong = analyst.send("/arbete/2018/enheter/0643/lankar", &fields(&past)).await;
    for text in ["Välj en roll", "Dagen har varit", "synliga tecken"] {
        assert!(wrong.text.contains(text), "{text}");
    }
    let mut reviewer = house.staff("granskare", &[(Role::Reviewer, None, None)]).await;
    let seen = reviewer.get("/arbete/2018/enheter/0643").await;
    assert!(!seen.text.contains("Bo Chef"), "names are for those who issue links");
    assert_eq!(row(&seen, "lanklista", "Chef")[0], "Chef");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_persons_no_single_answer_is_shown() {
    let house = House::open().await;
    house.round("personer", "2018", "persons", &[("p1", "0643"), ("p2", "0643")], &["E"]).await;
    save(&house, "personer-p1-e", "s1", &[("E5", json!("3.5"))]).await;
    let mut analyst = house.analyst().await;
    let table = analyst.get("/arbete/personer").await;
    assert_eq!(row(&table, "riket", "Del E")[2..6], ["0", "1", "1", "2"]);
    assert!(!table.text.contains("Om insamlingen stängde nu"));
    for address in [
        "/arbete/personer/enheter/p1",
        "/arbete/personer/enheter/p1/E",
        "/arbete/personer/enheter/p1/E?vid=s1",
        "/arbete/personer/enheter",
    ] {
        assert_eq!(status(&mut analyst, address).await, 404, "{address}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_chain_is_verified_against_what_was_kept() {
    let house = House::open().await;
    save(&house, "2018-0643-e", "s1", &[("E4", json!("ja"))]).await;
    let mut analyst = house.analyst().await;
    let end = house.store.chain_end(&id("2018")).await.expect("read");
    let page = analyst.get("/arbete/2018/kedja").await;
    assert!(page.text.contains(&end.hash.to_string()));
    save(&house, "2018-0643-e", "s2", &[("E4", json!("nej"))]).await;
    let (no, hash) = (end.no.to_string(), end.hash.to_string());
    let holds = analyst.send("/arbete/2018/kedja", &fields(&[("nummer", &no), ("summa", &hash)])).await;
    assert!(holds.text.contains("Kedjan håller, och innehåller det du sparat"), "{}", holds.text);
    let other = "0".repeat(64);
    let broken = analyst.send("/arbete/2018/kedja", &fields(&[("nummer", &no), ("summa", &other)])).await;
    assert!(broken.text.contains("Kedjan håller inte"), "{}", broken.text);
    let wrong = analyst.send("/arbete/2018/kedja", &fields(&[("nummer", "x"), ("summa", "y")])).await;
    assert_eq!(wrong.status, 422);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_of_the_desk_holds_in_both_languages() {
    let house = House::open().await;
    save(&house, "2018-0643-e", "s1", &[("E5", json!("3.5")), ("E5#comment", json!("osäkert"))]).await;
    submit(&house, "2018-0643-e", "u1").await;
    append(&house, "2018-0643-e", "q1", Content::ReopeningAsked { why: "Fel".into() }).await;
    house.link("0643", Role::Coordinator, None, "Anna Ek").await;
    let mut analyst = house.analyst().await;
    let pages = [
        "/arbete",
        "/arbete/ny?argang=2018",
        "/arbete/ny?argang=2015",
        "/arbete/2018",
        "/arbete/2018?del=G&sortera=prognos&ordning=fallande",
        "/arbete/2018/enheter",
        "/arbete/2018/enheter?lan=06&lage=oppnas",
        "/arbete/2018/enheter?lage=begun&lan=99",
        "/arbete/2018/enheter/0643",
        "/arbete/2018/enheter/0643/E",
        "/arbete/2018/enheter/0643/E?vid=s1",
        "/arbete/2018/lankar",
        "/arbete/2018/tider",
        "/arbete/2018/oppna",
        "/arbete/2018/stang",
        "/arbete/2018/kedja",
    ];
    let posts = [
        ("/arbete/ny", vec![("argang", "2018")]),
        ("/arbete/2018/tider", vec![("oppnar_dag", ""), ("stanger_dag", "x")]),
        ("/arbete/2018/enheter/0643/lankar", vec![("galler", "2018-02-01")]),
        ("/arbete/2018/enheter/0643/lankar", vec![("galler", "2018-05-01"), ("roll", "respondent")]),
        ("/arbete/2018/enheter/0643/E/oppna", vec![]),
        ("/arbete/2018/kedja", vec![]),
        ("/arbete/2018/kedja", vec![("nummer", "1")]),
        ("/arbete/2018/lankar", vec![("galler", "x")]),
    ];
    for (language, prefix) in [("sv", ""), ("en", "/en")] {
        for address in pages {
            let shown = analyst.get(&format!("{prefix}{address}")).await;
            assert_eq!(shown.status, 200, "{prefix}{address}");
            checks::all(&format!("{address} {language}"), &Page::read(&shown.text));
        }
        for (address, body) in &posts {
            let shown = analyst.send(&format!("{prefix}{address}"), &fields(body)).await;
            assert!(matches!(shown.status.as_u16(), 200 | 422), "{address}: {}", shown.status);
            checks::all(&format!("{address} {language}"), &Page::read(&shown.text));
        }
    }
}
