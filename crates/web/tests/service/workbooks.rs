//! Workbooks and texts that are sent to harm, through the service.

use std::io::{Cursor, Read, Write};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::House;
use crate::ask::{anna, held, page_of, set, upload, workbook};
use crate::browser::Shown;
use crate::page::{Page, checks, sent};

const ROOT: &str = "/svara/2018/0643";
const TEXTS: &str = "xl/sharedStrings.xml";

/// The same workbook, with its texts or another part rewritten, and parts put in.
fn rewritten(file: &[u8], rewrite: impl Fn(&str, String) -> String, more: &[(&str, &[u8])]) -> Vec<u8> {
    let mut from = ZipArchive::new(Cursor::new(file)).expect("a package");
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    for place in 0..from.len() {
        let mut part = from.by_index(place).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut text = String::new();
        part.read_to_string(&mut text).expect("a text");
        to.start_file(name.clone(), options).expect("a part");
        to.write_all(rewrite(&name, text).as_bytes()).expect("it is kept");
    }
    for (name, bytes) in more {
        to.start_file(*name, options).expect("a part");
        to.write_all(bytes).expect("it is kept");
    }
    to.finish().expect("a package").into_inner()
}

/// Its texts, with a declaration before them and some of them another.
fn with_texts(file: &[u8], declared: &str, texts: &[(&str, &str)]) -> Vec<u8> {
    let rewrite = |name: &str, text: String| {
        if name != TEXTS {
            return text;
        }
        let (before, after) = text.split_once("<sst").expect("a list of texts");
        let text = format!("{before}{declared}<sst{after}");
        texts.iter().fold(text, |text, (old, new)| {
            let (old, new) = (format!(">{old}<"), format!(">{new}<"));
            assert!(text.contains(&old), "{old}");
            text.replace(&old, &new)
        })
    };
    rewritten(file, rewrite, &[])
}

async fn sent_in(house: &House, file: &[u8]) -> Shown {
    assert!(file.len() < 1_000_000, "it is small enough to be read: {}", file.len());
    let mut anna = anna(house).await;
    let begun = Instant::now();
    let shown = upload(&mut anna, &format!("{ROOT}/fil"), "svar.xlsx", file).await;
    assert!(begun.elapsed() < Duration::from_secs(60), "it keeps nobody busy");
    assert!([200, 422].contains(&shown.status.as_u16()), "{}: {}", shown.status, shown.text);
    checks::all("workbook sv", &Page::read(&shown.text));
    shown
}

#[tokio::test(flavor = "multi_thread")]
async fn entities_of_a_workbook_reach_no_file_and_grow_into_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let secret = folder.path().join("hemligt.txt");
    std::fs::write(&secret, "Svaret är 4711").expect("it is written");
    let house = House::open().await;
    let own: &[(&str, Value)] = &[("E4", json!("ja")), ("E4#comment", json!("UTBYTT"))];
    let good = workbook(&house, "0643", own);
    let told = sent_in(&house, &with_texts(&good, "", &[("UTBYTT", "Vi följer upp")])).await;
    assert!(told.text.contains("Vi följer upp"), "what is put in is read: {}", told.text);

    let outside = format!("<!DOCTYPE sst [<!ENTITY x SYSTEM \"file://{}\">]>", secret.display());
    let parameter = format!(
        "<!DOCTYPE sst [<!ENTITY % p SYSTEM \"file://{}\"> %p; <!ENTITY x \"%p;\">]>",
        secret.display()
    );
    let mut laughs = "<!DOCTYPE sst [<!ENTITY a0 \"hahahahahaha\">".to_owned();
    for no in 1..=9 {
        let before = format!("&a{};", no - 1).repeat(10);
        laughs.push_str(&format!("<!ENTITY a{no} \"{before}\">"));
    }
    laughs.push_str("<!ENTITY x \"&a9;\">]>");
    for (case, declared) in [
        ("a file of this machine", outside.as_str()),
        ("the same by a parameter", &parameter),
        ("texts of texts of texts", &laughs),
        ("a text of its own", "<!DOCTYPE sst [<!ENTITY x \"hahahahahaha\">]>"),
        ("none that is declared", ""),
    ] {
        let told = sent_in(&house, &with_texts(&good, declared, &[("UTBYTT", "före &x; efter")])).await;
        assert!(!told.text.contains("4711") && !told.text.contains("hahaha"), "{case}: {}", told.text);
    }
    let head = house.store.head(&"2018-0643-e".parse().expect("an id")).await.expect("a response");
    assert!(head.cells.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_workbook_that_unpacks_to_more_than_is_allowed_is_refused_before_it_is_read() {
    let house = House::open().await;
    let good = workbook(&house, "0643", &[("E4", json!("ja"))]);
    let zeros = vec![0; 260 << 20];
    let bomb = rewritten(&good, |_, text| text, &[("xl/media/image1.png", &zeros)]);
    drop(zeros);
    let told = sent_in(&house, &bomb).await;
    assert_eq!(told.status, 422);
    assert!(told.text.contains("Filen går inte att läsa") && told.text.contains("MiB"), "{}", told.text);
    let parts: Vec<String> = (0..1_001).map(|no| format!("xl/media/{no}.png")).collect();
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|name| (name.as_str(), &b""[..])).collect();
    let told = sent_in(&house, &rewritten(&good, |_, text| text, &parts)).await;
    assert!(told.status == 422 && told.text.contains("Filen går inte att läsa"), "{}", told.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_cell_that_cannot_be_read_is_told_at_once_and_the_rest_can_be_saved() {
    let house = House::open().await;
    let own: &[(&str, Value)] = &[
        ("E4", json!("ja")),
        ("E5", json!("7.5")),
        ("E5#comment", json!("UTBYTT")),
        ("G1", json!("nej")),
        ("G1#comment", json!("<b>Rättas</b>")),
    ];
    let rewrite = |name: &str, text: String| match name {
        TEXTS => text.replace(">UTBYTT<", ">Ring 19121212-1212<").replace(">Ja<", ">Kanske<"),
        _ => text.replace("<v>7.5</v>", "<v>-7.5</v>"),
    };
    let told = sent_in(&house, &rewritten(&workbook(&house, "0643", own), rewrite, &[])).await;
    assert_eq!(told.status, 200, "{}", told.text);
    for said in ["3 celler kan inte läsas", "Kanske", "-7.5", "personnummer", "2 svar kan sparas"] {
        assert!(told.text.contains(said), "{said}: {}", told.text);
    }
    assert!(!told.text.contains("19121212") && !told.text.contains("<b>Rättas"), "{}", told.text);
    let mut anna = anna(&house).await;
    anna.send(&format!("{ROOT}/fil/spara"), &sent(&Page::read(&told.text))).await;
    assert_eq!(held(&house, "G1").await, Some(json!("nej")));
    assert_eq!((held(&house, "E4").await, held(&house, "E5").await), (None, None));
}

/// The list of sheets without one of them, or with other names.
fn without(sheets: &str, name: &str) -> String {
    let at = sheets.find(&format!("<sheet name=\"{name}\"")).expect("the sheet");
    let end = at + sheets[at..].find("/>").expect("its end") + 2;
    format!("{}{}", &sheets[..at], &sheets[end..])
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_sheet_is_told_and_so_are_renamed_ones_and_ones_that_are_not_read() {
    let house = House::open().await;
    let own: &[(&str, Value)] = &[("E4", json!("ja")), ("G1", json!("nej"))];
    let rewrite = |name: &str, text: String| match name {
        "xl/workbook.xml" => without(&text, "Del E")
            .replace("name=\"Del G\"", "name=\"Svar &lt;G&gt;\"")
            .replace("name=\"Begrepp\"", "name=\"Mina anteckningar\""),
        _ => text,
    };
    let told = sent_in(&house, &rewritten(&workbook(&house, "0643", own), rewrite, &[])).await;
    assert_eq!(told.status, 200, "{}", told.text);
    for said in [
        "Blad saknas i arbetsboken",
        "bladet Del E (",
        "sätt tillbaka bladet, eller hämta en ny arbetsbok",
        "Svar &lt;G&gt;` är läst som Del G",
        "Mina anteckningar` hör inte till enkäten och är inte läst",
        "1 svar kan sparas",
    ] {
        assert!(told.text.contains(said), "{said}: {}", told.text);
    }
    assert!(!told.text.contains("kan inte läsas"), "no cell is unreadable: {}", told.text);
    let whole = sent_in(&house, &workbook(&house, "0643", own)).await;
    assert!(!whole.text.contains("Blad saknas") && !whole.text.contains("Om bladen"), "{}", whole.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_sent_is_decoded_once() {
    let house = House::open().await;
    let mut anna = anna(&house).await;
    let (address, mut fields) = page_of(&mut anna, "E", "E4").await;
    for (case, address, status) in [
        ("as it is", address.clone(), 200),
        ("encoded", address.replace("/E/", "/%45/"), 200),
        ("encoded twice", address.replace("/E/", "/%2545/"), 404),
        ("a way up", "/svara/2018/0643/%2e%2e/0642".to_owned(), 404),
        ("a way up, encoded twice", "/svara/2018/0643/%252e%252e/0642".to_owned(), 404),
        ("a slash", "/svara/2018/0643%2FE".to_owned(), 404),
        ("nothing that is a text", "/svara/2018/%ff/E".to_owned(), 400),
        ("a text that ends early", "/svara/2018/0643%00/E".to_owned(), 404),
    ] {
        let told = anna.once("GET", &address, None).await;
        assert_eq!(told.status, status, "{case}: {address}");
    }
    let comment = "%3Cscript%3E %2500 &amp;lt; \\u003c +";
    set(&mut fields, "E4", "ja");
    set(&mut fields, "E4.comment", comment);
    let shown = anna.send(&address, &fields).await;
    assert!(shown.status.is_success(), "{}", shown.text);
    assert_eq!(held(&house, "E4#comment").await, Some(json!(comment)));
    let shown = anna.get(&address).await;
    let fields = sent(&Page::read(&shown.text));
    let again = fields.iter().find(|(name, _)| name == "E4.comment").expect("it is shown");
    assert_eq!(again.1, comment);
    // A way on that is no path of ours after one decoding is none after two.
    let shown = house.browser().get("/logga-in?till=%252F%252Fother.host").await;
    assert!(sent(&Page::read(&shown.text)).iter().all(|(name, _)| name != "till"), "{}", shown.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn last_rounds_answer_is_confirmed_only_where_there_is_one() {
    let house = House::open().await;
    let mut anna = anna(&house).await;
    let (address, fields) = page_of(&mut anna, "E", "E4").await;
    for forged in ["E4", "E5", "G1", "E999", "E4#comment", "../E4", ""] {
        let mut fields = fields.clone();
        fields.push(("unchanged".into(), forged.into()));
        let shown = anna.send(&address, &fields).await;
        assert!(!shown.status.is_server_error(), "{forged}: {}", shown.text);
    }
    for part in ["e", "g"] {
        let response = format!("2018-0643-{part}").parse().expect("an id");
        let head = house.store.head(&response).await.expect("a response");
        assert!(head.cells.is_empty(), "{:?}", head.cells);
    }
}
