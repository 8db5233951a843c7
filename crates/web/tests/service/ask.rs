//! The question page as somebody uses it: saved while they write, counted with, conflicts, what must not be saved.

use collection::access::Role;
use serde_json::{Value, json};

use crate::House;
use crate::browser::{Browser, Shown};
use crate::page::{Page, checks, sent};
use crate::respond::{Fields, fill};

const ROOT: &str = "/svara/2018/0643";

/// The page of a question, found by its first field.
pub(crate) async fn page_of(browser: &mut Browser, part: &str, cell: &str) -> (String, Fields) {
    for no in 1.. {
        let address = format!("{ROOT}/{part}/{no}");
        let shown = browser.get(&address).await;
        assert!(shown.status.is_success(), "no page of part {part} asks {cell}");
        let fields = sent(&Page::read(&shown.text));
        if fields.iter().any(|(name, _)| *name == format!("base.{cell}")) {
            return (address, fields);
        }
    }
    unreachable!("pages end")
}

pub(crate) fn set(fields: &mut Fields, name: &str, value: &str) {
    fields.retain(|(known, _)| known != name);
    fields.push((name.into(), value.into()));
}

pub(crate) async fn held(house: &House, cell: &str) -> Option<Value> {
    let part = if cell.starts_with('G') { "g" } else { "e" };
    let head =
        house.store.head(&format!("2018-0643-{part}").parse().expect("an id")).await.expect("a response");
    head.cells.get(&cell.parse().expect("a cell")).and_then(|held| held.value.clone())
}

/// As the script sends it.
async fn autosave(browser: &mut Browser, address: &str, fields: &Fields) -> Shown {
    browser.extra.push(("x-jamfor-autosave", "1".into()));
    let shown = browser.send(address, fields).await;
    browser.extra.retain(|(name, _)| *name != "x-jamfor-autosave");
    shown
}

pub(crate) async fn anna(house: &House) -> Browser {
    house.opened("0643", Role::Coordinator, None, "Anna Ek").await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_autosave_is_answered_with_the_page_and_the_same_form_sent_twice_is_one_fact() {
    let house = House::open().await;
    let mut anna = anna(&house).await;
    let (address, mut fields) = page_of(&mut anna, "E", "E5").await;
    set(&mut fields, "E5", "7,50");
    let first = autosave(&mut anna, &address, &fields).await;
    assert_eq!((first.status.as_u16(), first.address.as_str()), (200, address.as_str()));
    let again = autosave(&mut anna, &address, &fields).await;
    assert_eq!(again.status, 200);
    assert_eq!(held(&house, "E5").await, Some(json!("7.5")));
    let now = sent(&Page::read(&again.text));
    let base =
        |fields: &Fields| fields.iter().find(|(name, _)| name == "base.E5").map(|(_, base)| base.clone());
    assert_ne!(base(&fields), base(&now), "the page says which save its answer is from");
    assert!(!again.text.contains("Två har svarat olika"), "nobody is in conflict with themselves");
    checks::all("after an autosave sv", &Page::read(&again.text));
}

/// Somebody goes back in the browser and changes the page that is still there; or writes on while a save is on its way.
#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_is_changed_and_sent_again_is_in_no_conflict_with_itself() {
    let house = House::open().await;
    let mut anna = anna(&house).await;
    let (address, mut fields) = page_of(&mut anna, "E", "E5").await;
    set(&mut fields, "E5", "7");
    anna.send(&address, &fields).await;
    set(&mut fields, "E5", "8");
    let shown = autosave(&mut anna, &address, &fields).await;
    assert!(!shown.text.contains("svarat olika"), "{}", shown.text);
    assert_eq!(held(&house, "E5").await, Some(json!("8")));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_colleagues_and_two_tabs_never_overwrite_each_other() {
    let house = House::open().await;
    let mut anna = anna(&house).await;
    let mut berit = house.opened("0643", Role::Respondent, None, "Berit Lund").await;
    let (address, mut of_anna) = page_of(&mut anna, "E", "E5").await;
    let (_, mut of_berit) = page_of(&mut berit, "E", "E5").await;
    set(&mut of_anna, "E5", "7");
    set(&mut of_berit, "E5", "9");
    autosave(&mut anna, &address, &of_anna).await;
    let shown = autosave(&mut berit, &address, &of_berit).await;
    assert!(shown.text.contains("Två har svarat olika"), "{}", shown.text);
    assert!(shown.text.contains("Anna Ek") && shown.text.contains("Berit Lund"));
    assert_eq!(held(&house, "E5").await, Some(json!("7")), "the first one counts until somebody chooses");
    let mut fields = sent(&Page::read(&shown.text));
    let seen = fields.iter().find(|(name, _)| name == "seen.E5").expect("a proposal").1.clone();
    fields.push(("keep.E5".into(), seen));
    let chosen = berit.send(&address, &fields).await;
    assert!(!chosen.text.contains("svarat olika"), "{}", chosen.text);
    assert_eq!(held(&house, "E5").await, Some(json!("9")));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_tabs_of_one_session_never_overwrite_each_other() {
    let house = House::open().await;
    let mut anna = anna(&house).await;
    let mut other_tab = anna.clone();
    // Both are open before either is saved.
    let (address, mut one) = page_of(&mut anna, "E", "E5").await;
    let (_, mut other) = page_of(&mut other_tab, "E", "E5").await;
    let id = |fields: &Fields| fields.iter().find(|(name, _)| name == "fact").map(|(_, id)| id.clone());
    assert_ne!(id(&one), id(&other), "each tab's save is its own");
    set(&mut one, "E5", "7");
    set(&mut other, "E5", "9");
    set(&mut other, "E5.comment", "Skrivet i den andra fliken");
    assert!(anna.send(&address, &one).await.status.is_success());
    let shown = other_tab.send(&address, &other).await;
    assert_eq!(shown.address, address, "nobody is led on from a conflict");
    for tab in [&mut anna, &mut other_tab] {
        let shown = tab.get(&address).await;
        assert!(shown.text.contains("Du har svarat olika på frågan, i två fönster"), "{}", shown.text);
        let page = Page::read(&shown.text);
        let conflict = page.elements.iter().find(|one| one.get("class") == Some("conflict")).expect("there");
        assert!(conflict.text.contains('7') && conflict.text.contains('9'), "{}", conflict.text);
        checks::all("two tabs sv", &page);
    }
    assert_eq!(held(&house, "E5").await, Some(json!("7")), "the first one counts until somebody chooses");
    let comment = held(&house, "E5#comment").await;
    assert_eq!(comment, Some(json!("Skrivet i den andra fliken")), "what is in no conflict is saved");
    let mut fields = sent(&Page::read(&other_tab.get(&address).await.text));
    let seen = fields.iter().find(|(name, _)| name == "seen.E5").expect("a proposal").1.clone();
    fields.push(("keep.E5".into(), seen));
    let chosen = anna.send(&address, &fields).await;
    assert!(!chosen.text.contains("svarat olika"), "{}", chosen.text);
    assert_eq!(held(&house, "E5").await, Some(json!("9")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_save_after_the_session_ended_says_so() {
    let house = House::open().await;
    let mut anna = anna(&house).await;
    let (address, mut fields) = page_of(&mut anna, "E", "E5").await;
    set(&mut fields, "E5", "7");
    house.wait(2 * crate::house::DAY);
    let shown = autosave(&mut anna, &address, &fields).await;
    assert_eq!(shown.status, 401);
    assert!(shown.text.contains("öppna länken"), "{}", shown.text);
    assert_eq!(held(&house, "E5").await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn follow_ups_show_after_saving_without_a_script() {
    let house = House::open().await;
    let mut anna = anna(&house).await;
    let (address, mut fields) = page_of(&mut anna, "G", "G1").await;
    let before = anna.get(&address).await;
    set(&mut fields, "G1", "ja");
    set(&mut fields, "go", "stay");
    let without = anna.send(&address, &fields).await;
    let asked = |shown: &Shown, cell: &str| {
        sent(&Page::read(&shown.text)).iter().any(|(name, _)| *name == format!("base.{cell}"))
    };
    assert!(asked(&before, "G1a"), "it could be asked, before the main question is answered");
    assert!(!asked(&without, "G1a"), "{}", without.text);
    let mut fields = sent(&Page::read(&without.text));
    set(&mut fields, "G1", "nej");
    set(&mut fields, "go", "stay");
    let with = anna.send(&address, &fields).await;
    assert!(asked(&with, "G1a"), "{}", with.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn cannot_say_takes_the_place_of_the_number() {
    let house = House::open().await;
    let mut anna = anna(&house).await;
    let (address, mut fields) = page_of(&mut anna, "E", "E5").await;
    set(&mut fields, "E5", "7");
    let shown = autosave(&mut anna, &address, &fields).await;
    let mut fields = sent(&Page::read(&shown.text));
    set(&mut fields, "E5.cannot_say", "1");
    let shown = autosave(&mut anna, &address, &fields).await;
    assert_eq!(held(&house, "E5").await, Some(json!({ "cannot_say": true })));
    let fields = sent(&Page::read(&shown.text));
    assert!(
        fields.iter().any(|(name, value)| name == "E5" && value.is_empty()),
        "the number is cleared: {fields:?}"
    );
    let mut fields = fields;
    fields.retain(|(name, _)| name != "E5.cannot_say");
    set(&mut fields, "E5", "999");
    let shown = autosave(&mut anna, &address, &fields).await;
    assert_eq!(shown.status, 422);
    assert!(shown.text.contains("Kan inte lämna uppgift"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_no_text_may_hold_is_refused_and_everything_else_comes_back_as_it_was() {
    let house = House::open().await;
    let mut anna = anna(&house).await;
    for (case, text, status) in [
        ("Swedish letters", "Åsa är på ön", 200),
        ("emoji", "👩‍👧 klart", 200),
        ("right-to-left marks", "\u{202e}abc\u{202c} שלום", 200),
        ("markup", "</textarea><script>alert(1)</script>", 200),
        ("lines", "ett\r\ntvå", 200),
        ("a personal identity number", "ärende 19121212-1212", 422),
        ("a control character", "a\u{7}b", 422),
        ("100,000 characters", &"å".repeat(100_000), 422),
    ] {
        let (address, mut fields) = page_of(&mut anna, "E", "E5").await;
        set(&mut fields, "E5.comment", text);
        let before = held(&house, "E5#comment").await;
        let shown = autosave(&mut anna, &address, &fields).await;
        assert_eq!(shown.status, status, "{case}");
        let page = Page::read(&shown.text);
        checks::all(&format!("{case} sv"), &page);
        let now = held(&house, "E5#comment").await;
        if status == 200 {
            assert_eq!(now, Some(json!(text.replace("\r\n", "\n"))), "{case}");
            let back = sent(&page).into_iter().find(|(name, _)| name == "E5.comment").expect("it is shown").1;
            assert_eq!(back.trim_start_matches("\r\n"), text, "{case}");
        } else {
            assert_eq!(now, before, "{case}: nothing of it is saved");
            assert!(!shown.text.contains("19121212"), "{case}: it is not repeated");
            assert!(shown.text.contains("är inte sparad"), "{case}: {}", shown.text);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn full_time_equivalents_are_counted_shown_and_put_into_the_question_and_never_saved() {
    let house = House::open().await;
    let mut anna = anna(&house).await;
    let (address, mut fields) = page_of(&mut anna, "E", "E5").await;
    for (name, value) in [
        ("help.E5.1.persons", "3"),
        ("help.E5.1.percent", "75"),
        ("help.E5.2.hours", "120"),
        ("help", "count.E5"),
    ] {
        set(&mut fields, name, value);
    }
    let shown = anna.send(&address, &fields).await;
    assert_eq!(shown.address, address);
    for told in ["3 × 75 % = 2,25", "1 × 120 / 165 = 0,73", "Summa: 2,98 årsarbetare"] {
        assert!(shown.text.contains(told), "{told}: {}", shown.text);
    }
    checks::all("counted sv", &Page::read(&shown.text));
    assert_eq!(held(&house, "E5").await, None, "counting answers nothing");
    let mut fields = sent(&Page::read(&shown.text));
    assert!(fields.contains(&("help.E5.1.percent".into(), "75".into())), "what was entered is still there");
    set(&mut fields, "help", "more.E5");
    let more = anna.send(&address, &fields).await;
    assert!(more.text.contains("Rad 6") && !shown.text.contains("Rad 6"));
    let mut fields = sent(&Page::read(&more.text));
    set(&mut fields, "help", "use.E5");
    let used = anna.send(&address, &fields).await;
    assert_eq!(held(&house, "E5").await, Some(json!("2.98")));
    assert!(!sent(&Page::read(&used.text)).iter().any(|(_, value)| value == "75"), "it is forgotten");
    let facts = house.store.history(&"2018-0643-e".parse().expect("an id")).await.expect("facts");
    assert!(!format!("{facts:?}").contains("help"), "nothing of it is stored: {facts:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_waiting_time_is_counted_and_its_class_put_into_the_question() {
    let house = House::open().await;
    let mut anna = anna(&house).await;
    let (address, mut fields) = page_of(&mut anna, "E", "E1").await;
    let lines = "2017-11-01 2017-11-15\r\n2017-11-01\t2017-11-30\t2017-11-16\r\n2017-11-01 2017-11-01 akut";
    set(&mut fields, "help.E1.lines", lines);
    set(&mut fields, "help", "count.E1");
    let shown = anna.send(&address, &fields).await;
    for told in ["28 dagar / 2 besök = 14,00 dagar", "3 rader, varav 1 akuta"] {
        assert!(shown.text.contains(told), "{told}: {}", shown.text);
    }
    let mut fields = sent(&Page::read(&shown.text));
    set(&mut fields, "help", "use.E1");
    anna.send(&address, &fields).await;
    assert_eq!(held(&house, "E1").await, Some(json!("inom_8_14")));
    let (address, mut fields) = page_of(&mut anna, "E", "E1").await;
    set(&mut fields, "help.E1.lines", "Anna 2017-11-02");
    set(&mut fields, "help", "count.E1");
    let shown = anna.send(&address, &fields).await;
    assert!(shown.text.contains("Rad 1: skriv bara datum"), "{}", shown.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_says_what_its_answers_are_used_for_and_what_they_give_so_far() {
    let house = House::open().await;
    let mut anna = anna(&house).await;
    let (address, mut fields) = page_of(&mut anna, "E", "E1").await;
    fill(&mut fields, "E1", &json!("inom_8_14"));
    let shown = autosave(&mut anna, &address, &fields).await;
    let english = anna.get(&format!("/en{address}")).await;
    for (name, shown, told) in [
        (
            "used sv",
            &shown,
            &[
                "Vad svaret används till (1)",
                "Väntetid för besök vid första ansökan",
                "Preliminärt: ",
                "Varför?",
            ],
        ),
        (
            "used en",
            &english,
            &["What the answer is used for (1)", "(0643) has the outcome", "Preliminary: ", "Why?"],
        ),
    ] {
        for told in told {
            assert!(shown.text.contains(told), "{name}: {told}: {}", shown.text);
        }
        checks::all(name, &Page::read(&shown.text));
    }
}

/// What a browser sends of a form with a file.
pub(crate) async fn upload(browser: &mut Browser, address: &str, name: &str, file: &[u8]) -> Shown {
    use axum::body::Body;
    use axum::http::{Request, header};
    use tower::ServiceExt;
    let mut body = format!(
        "--grans\r\nContent-Disposition: form-data; name=\"arbetsbok\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(file);
    body.extend_from_slice(b"\r\n--grans--\r\n");
    let request = Request::builder()
        .method("POST")
        .uri(address)
        .header(header::HOST, "localhost")
        .header("sec-fetch-site", "same-origin")
        .header(header::COOKIE, browser.cookie.clone().unwrap_or_default())
        .header(header::CONTENT_LENGTH, body.len())
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=grans");
    let answer =
        browser.site().oneshot(request.body(Body::from(body)).expect("a request")).await.expect("an answer");
    let (status, headers) = (answer.status(), answer.headers().clone());
    Shown { status, headers, text: crate::page::text_of(answer).await, address: address.to_owned() }
}

/// The fill-in workbook of a unit with these answers.
pub(crate) fn workbook(house: &House, unit: &str, cells: &[(&str, Value)]) -> Vec<u8> {
    use publication::questionnaire::{Options, workbook};
    let edition = &house.app.catalogue.editions[&domain::EditionYear(2018)];
    let cells = cells.iter().map(|(cell, value)| (cell.parse().expect("a cell"), value.clone())).collect();
    let place = edition.frame.position(unit).expect("a unit");
    let code = &edition.frame.units[place].code;
    let (answers, _) = collection::form::answers::answers(edition, [(code, &cells)]);
    workbook(edition, Options { unit: Some(place), answers: Some(&answers) }).expect("a workbook")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_workbook_is_looked_through_before_anything_is_saved() {
    let house = House::open().await;
    let mut anna = anna(&house).await;
    let mut berit = house.opened("0643", Role::Respondent, None, "Berit Lund").await;
    let (address, mut fields) = page_of(&mut berit, "E", "E4").await;
    set(&mut fields, "E4", "ja");
    berit.send(&address, &fields).await;
    let (address, mut fields) = page_of(&mut anna, "G", "G1").await;
    set(&mut fields, "G1", "ja");
    anna.send(&address, &fields).await;

    let file = workbook(&house, "0643", &[("E4", json!("nej")), ("E5", json!("7.5")), ("G1", json!("ja"))]);
    let shown = upload(&mut anna, &format!("{ROOT}/fil"), "svar.xlsx", &file).await;
    assert_eq!(shown.status, 200, "{}", shown.text);
    for told in ["2 svar kan sparas. 1 är likadana", "Berit Lund", "En kollega har svarat", "7,5 årsarbetare"]
    {
        assert!(shown.text.contains(told), "{told}: {}", shown.text);
    }
    checks::all("preview sv", &Page::read(&shown.text));
    assert_eq!(held(&house, "E5").await, None, "nothing is saved before it is confirmed");
    let fields = sent(&Page::read(&shown.text));
    assert!(
        !fields.iter().any(|(name, _)| name == "cell.E4"),
        "a colleague's answer is not chosen by itself"
    );
    let hub = anna.send(&format!("{ROOT}/fil/spara"), &fields).await;
    assert_eq!(hub.address, ROOT, "{}", hub.text);
    assert_eq!((held(&house, "E5").await, held(&house, "E4").await), (Some(json!("7.5")), Some(json!("ja"))));
    anna.send(&format!("{ROOT}/fil/spara"), &fields).await;
    let facts = house.store.history(&"2018-0643-e".parse().expect("an id")).await.expect("facts");
    assert_eq!(facts.len(), 2, "sent twice, it is saved once");

    // Somebody saves between the two steps: nothing is overwritten.
    let file = workbook(&house, "0643", &[("E5", json!("9"))]);
    let shown = upload(&mut anna, &format!("{ROOT}/fil"), "svar.xlsx", &file).await;
    let (address, mut fields) = page_of(&mut berit, "E", "E5").await;
    set(&mut fields, "E5", "8");
    berit.send(&address, &fields).await;
    anna.send(&format!("{ROOT}/fil/spara"), &sent(&Page::read(&shown.text))).await;
    assert_eq!(held(&house, "E5").await, Some(json!("8")));
    let conflict = anna.get(&address).await;
    assert!(conflict.text.contains("Två har svarat olika"), "{}", conflict.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_workbook_that_cannot_be_read_is_refused_with_every_mistake() {
    let house = House::open().await;
    let mut anna = anna(&house).await;
    let address = format!("{ROOT}/fil");
    let other_edition = {
        use publication::questionnaire::{Options, workbook};
        let edition = &house.app.catalogue.editions[&domain::EditionYear(2015)];
        let unit = edition.frame.position("0643");
        workbook(edition, Options { unit, answers: None }).expect("a workbook")
    };
    let good = workbook(&house, "0643", &[("E5", json!("7.5"))]);
    for (case, name, file, status, told) in [
        ("nothing chosen", "", Vec::new(), 422, "Ingen fil kom med"),
        ("no workbook", "a.xlsx", b"hej".to_vec(), 422, "Filen går inte att läsa"),
        ("half a workbook", "a.xlsx", good[..good.len() / 2].to_vec(), 422, "Filen går inte att läsa"),
        (
            "another unit's",
            "a.xlsx",
            workbook(&house, "0642", &[]),
            422,
            "ifylld för Mullsjö (0642), och det här är Habo",
        ),
        ("another edition's", "a.xlsx", other_edition, 422, "arbetsboken är för årgång"),
        ("too large", "a.xlsx", vec![0; 1_100_000], 413, "för stor"),
    ] {
        let shown = upload(&mut anna, &address, name, &file).await;
        assert_eq!(shown.status, status, "{case}: {}", shown.text);
        assert!(shown.text.contains(told), "{case}: {}", shown.text);
        checks::all(&format!("{case} sv"), &Page::read(&shown.text));
    }
    let head = house.store.head(&"2018-0643-e".parse().expect("an id")).await.expect("a response");
    assert!(head.cells.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_workbook_that_is_given_holds_only_what_its_reader_may_see_and_is_read_back() {
    let house = House::open().await;
    let mut anna = anna(&house).await;
    for (part, cell, value) in [("E", "E4", "ja"), ("G", "G1", "ja")] {
        let (address, mut fields) = page_of(&mut anna, part, cell).await;
        set(&mut fields, cell, value);
        anna.send(&address, &fields).await;
    }
    let mut berit = house.opened("0643", Role::Respondent, Some(&["E"]), "Berit Lund").await;
    let edition = &house.app.catalogue.editions[&domain::EditionYear(2018)];
    for (browser, cells) in [(&mut anna, 2), (&mut berit, 1)] {
        let bytes = browser.bytes(&format!("{ROOT}/fil/arbetsbok.xlsx")).await;
        let opened = catalogue::answers::fill_in::open(edition, "a.xlsx", &bytes).expect("a workbook");
        assert!(opened.problems.is_empty(), "{}", opened.problems);
        let unit = opened.unit.expect("it says who answers");
        assert_eq!(collection::form::answers::cells_of(edition, &opened.answers, unit).len(), cells);
    }
    // A part that is not hers is not read.
    let file = workbook(&house, "0643", &[("E5", json!("7")), ("G2.missbruk", json!("ja"))]);
    let shown = upload(&mut berit, &format!("{ROOT}/fil"), "a.xlsx", &file).await;
    assert!(shown.text.contains("1 svar hör till delar"), "{}", shown.text);
    let mut fields = sent(&Page::read(&shown.text));
    fields.push(("cell.G2.missbruk".into(), "\"ja\"".into()));
    fields.push(("cell.E4".into(), "\"kanske\"".into()));
    berit.send(&format!("{ROOT}/fil/spara"), &fields).await;
    assert_eq!(
        (held(&house, "G2.missbruk").await, held(&house, "E4").await),
        (None, Some(json!("ja"))),
        "a forged form"
    );
    assert_eq!(held(&house, "E5").await, Some(json!("7")));
}

#[tokio::test(flavor = "multi_thread")]
async fn anybody_reads_all_questions_in_advance() {
    let house = House::open().await;
    let mut visitor = house.browser();
    for (path, told) in [
        (
            "/fragor/2018",
            &["G2a", "E5", "Kan inte lämna uppgift går att välja", "Besvaras om ", "Definition: "][..],
        ),
        ("/fragor/2018/E", &["E5", "Antal handläggare"]),
        ("/en/fragor/2018/E", &["The questions of part E", "lang=\"sv\""]),
        ("/fragor/2015", &["F14"]),
    ] {
        let shown = visitor.get(path).await;
        assert_eq!(shown.status, 200, "{path}");
        for told in told {
            assert!(shown.text.contains(told), "{path}: {told}: {}", shown.text);
        }
        let language = if path.starts_with("/en") { "en" } else { "sv" };
        checks::all(&format!("{path} {language}"), &Page::read(&shown.text));
    }
    assert!(!visitor.get("/fragor/2018/E").await.text.contains(">G2<"), "one part only");
    for path in ["/fragor/1999", "/fragor/2018/X", "/fragor/x"] {
        assert_eq!(visitor.get(path).await.status, 404, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_soft_check_asks_for_a_comment_and_is_satisfied_by_it_and_a_hard_one_blocks_only_submitting() {
    let house = House::open().await;
    let mut anna = anna(&house).await;
    let (address, mut fields) = page_of(&mut anna, "G", "G8.ekonomiskt_bistand").await;
    set(&mut fields, "G8.ekonomiskt_bistand", "finns_inte");
    let asks = "Ej aktuellt betyder att ekonomiskt bistånd inte finns hos er";
    let shown = autosave(&mut anna, &address, &fields).await;
    assert!(shown.text.contains(asks), "{}", shown.text);
    let mut fields = sent(&Page::read(&shown.text));
    set(&mut fields, "G8.ekonomiskt_bistand.comment", "Sköts av grannkommunen");
    let shown = autosave(&mut anna, &address, &fields).await;
    assert!(!shown.text.contains(asks), "{}", shown.text);

    let (address, mut fields) = page_of(&mut anna, "E", "E7.annan").await;
    set(&mut fields, "E7.annan", "ja");
    set(&mut fields, "go", "next");
    let next = anna.send(&address, &fields).await;
    assert_ne!(next.address, address, "nothing blocks moving on");
    assert_eq!(held(&house, "E7.annan").await, Some(json!("ja")));
    let back = anna.get(&address).await;
    assert!(back.text.contains("class=\"error\""), "the page says what must be mended: {}", back.text);
    let submit = anna.get(&format!("{ROOT}/E/skicka")).await;
    let fields = sent(&Page::read(&submit.text));
    let refused =
        anna.once("POST", &format!("{ROOT}/E/skicka"), Some(crate::browser::serde_urlencoded(&fields))).await;
    assert_eq!(refused.status, 409);
}
