//! Every page, as a browser would read it: ids, labels, headings, language, and nothing inline.

mod page;

use axum::http::StatusCode;
use page::{Element, Page};
use web::language::Language;
use web::{errors, living};

/// Every page there is; a new route adds itself here.
fn pages() -> Vec<(String, Page)> {
    let mut pages = Vec::new();
    for language in Language::ALL {
        let name = |what: &str| format!("{what} in {}", language.code());
        pages.push((name("living page"), Page::read(&living::page(language, living::PATH).into_string())));
        for code in [400, 403, 404, 405, 413, 418, 429, 500, 503] {
            let status = StatusCode::from_u16(code).expect("a status");
            let html = page::body_of(errors::page(status, language, "/finns?a=\"><script>"));
            pages.push((name(&format!("error {code}")), Page::read(&html)));
        }
    }
    pages
}

/// Runs a check on every element of every page and names what it finds.
fn none(found: impl Fn(&Page, &Element) -> Option<String>) {
    for (name, page) in pages() {
        for element in &page.elements {
            if let Some(fault) = found(&page, element) {
                panic!("{name}: <{}> {:?}: {fault}", element.name, element.attributes);
            }
        }
    }
}

#[test]
fn a_page_parses_without_a_fault() {
    for (name, page) in pages() {
        assert_eq!(page.faults, Vec::<String>::new(), "{name}");
    }
}

#[test]
fn no_id_is_given_twice() {
    for (name, page) in pages() {
        let mut ids: Vec<&str> = page.elements.iter().filter_map(|element| element.get("id")).collect();
        ids.sort_unstable();
        let twice: Vec<_> = ids.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
        assert_eq!(twice, Vec::<&str>::new(), "{name}");
    }
}

#[test]
fn every_id_that_is_referred_to_is_there() {
    none(|page, element| {
        let lists = ["for", "aria-labelledby", "aria-describedby", "aria-controls"];
        let referred = lists.iter().filter_map(|name| element.get(name)).flat_map(str::split_whitespace);
        let anchor = element.get("href").and_then(|href| href.strip_prefix('#'));
        referred
            .chain(anchor)
            .find(|id| page.by_id(id).is_none())
            .map(|id| format!("no element has the id {id:?}"))
    });
}

#[test]
fn every_input_and_button_has_a_name() {
    none(|page, element| {
        let control =
            matches!(element.name.as_str(), "input" | "textarea" | "select" | "button" | "a" | "summary");
        let named = || !page.name_of(element).trim().is_empty();
        (control && element.get("type") != Some("hidden") && !named()).then(|| "it has no name".to_owned())
    });
}

#[test]
fn every_group_table_and_landmark_has_a_name() {
    none(|page, element| {
        let grouped = matches!(element.name.as_str(), "fieldset" | "nav" | "table" | "section")
            || element.get("role") == Some("region");
        (grouped && page.name_of(element).trim().is_empty()).then(|| "it has no name".to_owned())
    });
}

#[test]
fn a_page_has_one_title_and_its_headings_skip_no_level() {
    for (name, page) in pages() {
        let levels: Vec<u8> = page.elements.iter().filter_map(Element::heading_level).collect();
        assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "{name}: one h1");
        assert_eq!(levels.first(), Some(&1), "{name}: h1 comes first");
        for pair in levels.windows(2) {
            assert!(pair[1] <= pair[0] + 1, "{name}: h{} follows h{}", pair[1], pair[0]);
        }
    }
}

#[test]
fn a_page_says_its_language() {
    for (name, page) in pages() {
        let lang =
            page.elements.iter().find(|element| element.name == "html").and_then(|html| html.get("lang"));
        assert!(name.ends_with(lang.unwrap_or("?")), "{name}: lang is {lang:?}");
        assert!(
            page.elements
                .iter()
                .all(|element| element.get("lang").is_none_or(|lang| matches!(lang, "sv" | "en")))
        );
    }
}

#[test]
fn nothing_is_inline_and_nothing_comes_from_elsewhere() {
    none(|_, element| {
        let inline = element.name == "style"
            || (element.name == "script"
                && (element.get("src").is_none() || !element.text.trim().is_empty()));
        let attribute = element.attributes.keys().find(|name| name.starts_with("on") || *name == "style");
        let elsewhere = ["src", "href", "action"]
            .iter()
            .filter_map(|name| element.get(name))
            .find(|address| address.contains(':') || address.starts_with("//"));
        match (inline, attribute, elsewhere) {
            (true, ..) => Some("style or script within the page".to_owned()),
            (_, Some(name), _) => Some(format!("attribute {name}")),
            (.., Some(address)) => Some(format!("address {address}")),
            (false, None, None) => None,
        }
    });
}

#[test]
fn an_official_text_is_marked_as_swedish_on_an_english_page() {
    let page = Page::read(&living::page(Language::English, "/en/design").into_string());
    let label =
        page.elements.iter().find(|element| element.name == "span" && element.text == "Socialpsykiatrin");
    assert!(label.is_some_and(|element| page.language_of(element) == "sv"), "{label:?}");
}

#[test]
fn an_address_with_markup_in_it_stays_an_address() {
    let page =
        Page::read(&page::body_of(errors::page(StatusCode::NOT_FOUND, Language::Swedish, "/a\"><script>x")));
    assert_eq!(page.elements.iter().filter(|element| element.name == "script").count(), 1);
}

#[test]
fn the_page_for_nothing_found_says_so_in_both_languages() {
    for language in Language::ALL {
        let html = page::body_of(errors::page(StatusCode::NOT_FOUND, language, "/x"));
        assert!(html.contains("Sidan finns inte") && html.contains("The page does not exist"));
    }
}
