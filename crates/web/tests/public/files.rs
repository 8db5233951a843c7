//! Files of publications, as they are; the feed, as readers of feeds read it.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use quick_xml::events::Event;
use quick_xml::reader::Reader;

use crate::shelf::{Site, folders};

#[tokio::test]
async fn every_listed_file_is_given_as_it_is_and_nothing_else() {
    let site = Site::new().await;
    let files = &folders()[0];
    for (path, bytes) in files.iter().filter(|(path, _)| !path.ends_with(".xlsx")) {
        let answer = site.get(&format!("/resultat/2015/filer/{path}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert!(answer.body.as_bytes() == bytes, "{path}: its own bytes");
        let tag = format!("W/\"{}\"", publication::folder::sha256(bytes));
        assert_eq!(answer.headers["etag"], tag, "{path}");
        let called = answer.headers["content-disposition"].to_str().expect("a text");
        assert!(called.starts_with("attachment; filename=\"2015-v1-"), "{path}: {called}");
        let again =
            site.get_with(&format!("/resultat/2015-v1/filer/{path}"), &[("if-none-match", &tag)]).await;
        assert_eq!((again.status, again.body.as_str()), (StatusCode::NOT_MODIFIED, ""), "{path}");
    }
    for (path, kind) in [
        ("jamforelse-2015.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("outcomes.csv", "text/csv; charset=utf-8"),
        ("publication.json", "application/json"),
        ("README.md", "text/markdown; charset=utf-8"),
    ] {
        let answer = site.get(&format!("/en/resultat/2015/filer/{path}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert_eq!(answer.headers["content-type"], kind, "{path}");
    }
    for path in [
        "finns-inte.csv",
        "../2015/manifest.json",
        "..%2Fmanifest.json",
        "%2Fetc%2Fpasswd",
        "catalogue",
        "catalogue/",
    ] {
        let answer = site.get(&format!("/resultat/2015/filer/{path}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn every_file_on_the_page_of_downloads_is_there() {
    let site = Site::new().await;
    let page = site.page("/resultat/2018-omgang-2/ladda-ner?per=2019-12-31").await;
    let mut found = 0;
    for part in page.split("href=\"").skip(1) {
        let to = part.split('"').next().expect("an address").replace("&amp;", "&");
        if to.contains("/filer/") {
            assert!(to.ends_with("?per=2019-12-31"), "{to}: the same moment");
            assert_eq!(site.get(&to).await.status, StatusCode::OK, "{to}");
            found += 1;
        }
    }
    assert!(found > 10, "{found} files");
}

/// Every element's text by its path, of XML that a strict reader takes.
fn texts(xml: &str) -> Vec<(String, String)> {
    let mut reader = Reader::from_str(xml);
    let (mut path, mut texts): (Vec<String>, Vec<(String, String)>) = (Vec::new(), Vec::new());
    loop {
        match reader.read_event().unwrap_or_else(|why| panic!("{why}: {xml}")) {
            Event::Start(start) => {
                path.push(start.name().as_ref().to_owned());
                for attribute in start.attributes() {
                    let attribute = attribute.expect("an attribute");
                    let name = attribute.key.as_ref().to_owned();
                    let value = attribute.value.into_owned();
                    texts.push((format!("{}@{name}", path.join("/")), value));
                }
                texts.push((path.join("/"), String::new()));
            }
            Event::End(_) => drop(path.pop()),
            Event::Text(text) => {
                if let Some((_, last)) = texts.last_mut() {
                    last.push_str(text.as_ref());
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(path.is_empty(), "{path:?} is not ended");
    texts
}

#[tokio::test]
async fn the_feed_is_atom_with_absolute_addresses_that_lead_to_each_publication() {
    let site = Site::new().await;
    let mut ids = BTreeSet::new();
    for (address, prefix) in [("/flode.atom", ""), ("/en/flode.atom", "/en")] {
        let answer = site.get_with(address, &[]).await;
        assert_eq!(answer.headers["content-type"], "application/atom+xml; charset=utf-8");
        let all = texts(&answer.body);
        let of = |path: &str| -> Vec<&str> {
            all.iter().filter(|(known, _)| known == path).map(|(_, text)| text.as_str()).collect()
        };
        assert_eq!(of("feed@xmlns"), ["http://www.w3.org/2005/Atom"]);
        for one in ["feed/id", "feed/title", "feed/updated", "feed/author/name"] {
            assert_eq!(of(one).len(), 1, "{one}");
        }
        let links = of("feed/entry/link@href");
        assert_eq!(links.len(), 4);
        for (link, at) in links.iter().zip(of("feed/entry/updated")) {
            let _: jiff::Timestamp = at.parse().expect("a time");
            let path = link.strip_prefix("http://localhost").expect("our own");
            assert!(path.starts_with(&format!("{prefix}/resultat/")), "{path}");
            assert_eq!(site.get(path).await.status, StatusCode::OK, "{link}");
        }
        ids.extend(of("feed/entry/id").into_iter().map(str::to_owned));
        let mut times = of("feed/entry/updated");
        assert_eq!(of("feed/updated"), [times[0]], "the latest first");
        times.sort_unstable_by(|a, b| b.cmp(a));
        assert_eq!(of("feed/entry/updated"), times);
    }
    assert_eq!(ids.len(), 8, "one of each publication in each language");
    // Another host gets its own addresses, and leaves none behind; what it is about is the same.
    let other = site.get_with("/flode.atom", &[("host", "evil.example")]).await;
    assert_eq!(other.status, StatusCode::OK);
    let moved = texts(&other.body);
    for (_, id) in moved.iter().filter(|(known, _)| known == "feed/entry/id") {
        assert!(id.starts_with("urn:uuid:") && id.len() == 45 && ids.contains(id), "{id}");
    }
    assert!(!site.page("/flode.atom").await.contains("evil"));
}

#[tokio::test]
async fn a_reader_of_feeds_that_has_it_already_is_sent_nothing() {
    let site = Site::new().await;
    let first = site.get("/flode.atom").await;
    let tag = first.headers["etag"].to_str().expect("a tag").to_owned();
    let again = site.get_with("/flode.atom", &[("if-none-match", &tag)]).await;
    assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0));
    let english = site.get_with("/en/flode.atom", &[("if-none-match", &tag)]).await;
    assert_eq!(english.status, StatusCode::OK, "another feed");
}
