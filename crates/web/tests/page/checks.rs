//! What holds of every page, whatever is on it. A page's name ends with its language.

use super::{Element, Page};

/// All of it.
pub fn all(name: &str, page: &Page) {
    for check in [parses, ids, references, names, landmarks, headings, language, nothing_inline] {
        check(name, page);
    }
}

/// Runs a check on every element and names what it finds.
fn none(name: &str, page: &Page, found: impl Fn(&Element) -> Option<String>) {
    for element in &page.elements {
        if let Some(fault) = found(element) {
            panic!("{name}: <{}> {:?}: {fault}", element.name, element.attributes);
        }
    }
}

/// It parses without a fault.
pub fn parses(name: &str, page: &Page) {
    assert_eq!(page.faults, Vec::<String>::new(), "{name}");
}

/// No id is given twice.
pub fn ids(name: &str, page: &Page) {
    let mut ids: Vec<&str> = page.elements.iter().filter_map(|element| element.get("id")).collect();
    ids.sort_unstable();
    let twice: Vec<_> = ids.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
    assert_eq!(twice, Vec::<&str>::new(), "{name}");
}

/// Every id that is referred to is there.
pub fn references(name: &str, page: &Page) {
    none(name, page, |element| {
        let lists = ["for", "aria-labelledby", "aria-describedby", "aria-controls"];
        let referred = lists.iter().filter_map(|name| element.get(name)).flat_map(str::split_whitespace);
        let anchor = element.get("href").and_then(|href| href.strip_prefix('#'));
        referred
            .chain(anchor)
            .find(|id| page.by_id(id).is_none())
            .map(|id| format!("no element has the id {id:?}"))
    });
}

/// Every input and button has a name.
pub fn names(name: &str, page: &Page) {
    none(name, page, |element| {
        let control =
            matches!(element.name.as_str(), "input" | "textarea" | "select" | "button" | "a" | "summary");
        let named = || !page.name_of(element).trim().is_empty();
        (control && element.get("type") != Some("hidden") && !named()).then(|| "it has no name".to_owned())
    });
}

/// Every group, table and landmark has a name.
pub fn landmarks(name: &str, page: &Page) {
    none(name, page, |element| {
        let grouped = matches!(element.name.as_str(), "fieldset" | "nav" | "table" | "section")
            || element.get("role") == Some("region");
        (grouped && page.name_of(element).trim().is_empty()).then(|| "it has no name".to_owned())
    });
}

/// One title, and no level skipped.
pub fn headings(name: &str, page: &Page) {
    let levels: Vec<u8> = page.elements.iter().filter_map(Element::heading_level).collect();
    assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "{name}: one h1");
    assert_eq!(levels.first(), Some(&1), "{name}: h1 comes first");
    for pair in levels.windows(2) {
        assert!(pair[1] <= pair[0] + 1, "{name}: h{} follows h{}", pair[1], pair[0]);
    }
}

/// It says its language, and no other than Swedish and English.
pub fn language(name: &str, page: &Page) {
    let lang = page.elements.iter().find(|element| element.name == "html").and_then(|html| html.get("lang"));
    assert!(name.ends_with(lang.unwrap_or("?")), "{name}: lang is {lang:?}");
    none(name, page, |element| {
        let lang = element.get("lang").filter(|lang| !matches!(*lang, "sv" | "en"));
        lang.map(|lang| format!("language {lang}"))
    });
}

/// No style or script within the page, and nothing from elsewhere.
pub fn nothing_inline(name: &str, page: &Page) {
    none(name, page, |element| {
        let inline = element.name == "style"
            || (element.name == "script"
                && (element.get("src").is_none() || !element.text.trim().is_empty()));
        let attribute = element.attributes.keys().find(|name| name.starts_with("on") || *name == "style");
        let elsewhere = ["src", "href", "action"]
            .iter()
            .filter_map(|name| element.get(name))
            .filter(|address| !address.starts_with("otpauth://totp/"))
            // After a slash a colon parts no scheme from the rest: `/varfor/…/county:06`.
            .find(|address| {
                address.starts_with("//") || (address.contains(':') && !address.starts_with('/'))
            });
        match (inline, attribute, elsewhere) {
            (true, ..) => Some("style or script within the page".to_owned()),
            (_, Some(name), _) => Some(format!("attribute {name}")),
            (.., Some(address)) => Some(format!("address {address}")),
            (false, None, None) => None,
        }
    });
}
