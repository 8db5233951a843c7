//! Every page, as a browser would read it: ids, labels, headings, language, and nothing inline.

mod page;

use axum::http::StatusCode;
use page::{Page, checks};
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

#[test]
fn a_page_parses_without_a_fault() {
    pages().iter().for_each(|(name, page)| checks::parses(name, page));
}

#[test]
fn no_id_is_given_twice() {
    pages().iter().for_each(|(name, page)| checks::ids(name, page));
}

#[test]
fn every_id_that_is_referred_to_is_there() {
    pages().iter().for_each(|(name, page)| checks::references(name, page));
}

#[test]
fn every_input_and_button_has_a_name() {
    pages().iter().for_each(|(name, page)| checks::names(name, page));
}

#[test]
fn every_group_table_and_landmark_has_a_name() {
    pages().iter().for_each(|(name, page)| checks::landmarks(name, page));
}

#[test]
fn a_page_has_one_title_and_its_headings_skip_no_level() {
    pages().iter().for_each(|(name, page)| checks::headings(name, page));
}

#[test]
fn a_page_says_its_language() {
    pages().iter().for_each(|(name, page)| checks::language(name, page));
}

#[test]
fn nothing_is_inline_and_nothing_comes_from_elsewhere() {
    pages().iter().for_each(|(name, page)| checks::nothing_inline(name, page));
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
