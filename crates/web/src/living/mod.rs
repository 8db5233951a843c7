//! The living page (*levande designguide*): every component in every state, made of the components themselves.
//!
//! It is where a component is looked at while it is made, and what the tests of `tests/` and `e2e/` walk through: a
//! component that is not here is not tested.

mod charts;
mod colours;
mod forms;
mod questions;
mod tables;
mod texts;
mod ways;
mod work;

use axum::extract::OriginalUri;
use maud::{Markup, html};

use crate::design::save_state::SaveState;
use crate::design::shell::{Page, Place};
use crate::design::text::{Link, lead};
use crate::language::Language;

/// Where the page is, in Swedish; in English under `/en`.
pub const PATH: &str = "/design";

/// `GET /design`.
pub async fn swedish(OriginalUri(uri): OriginalUri) -> Markup {
    page(Language::Swedish, uri.path_and_query().map_or(PATH, |address| address.as_str()))
}

/// `GET /en/design`.
pub async fn english(OriginalUri(uri): OriginalUri) -> Markup {
    page(Language::English, uri.path_and_query().map_or(PATH, |address| address.as_str()))
}

/// A component shown: its id, its name, what it is for, how it is written, and itself.
struct Specimen {
    id: &'static str,
    name: &'static str,
    used: &'static str,
    written: &'static str,
    shown: Markup,
}

/// Specimens that belong together.
struct Chapter {
    name: &'static str,
    specimens: Vec<Specimen>,
}

/// The page as HTML; `address` is what the reader asked for, kept when the language is switched.
pub fn page(language: Language, address: &str) -> Markup {
    let chapters = [
        texts::chapter(language),
        colours::chapter(language),
        forms::chapter(language),
        questions::chapter(language),
        work::chapter(language),
        ways::chapter(language),
        tables::chapter(language),
        charts::chapter(language),
    ];
    let places = vec![
        Place { link: Link::new(language.address("/"), language.say("Start", "Start")), here: false },
        Place { link: Link::new(language.address(PATH), language.say("Design", "Design")), here: true },
    ];
    let context = html! {
        p { strong { (language.say("Levande sida", "Living page")) } " · "
            (language.say("varje komponent i varje läge", "every component in every state")) }
        (SaveState::Saved("14.32").html(language))
    };
    Page::new(language, address, language.say("Jämförs designsystem", "The design system of Jamfor"))
        .places(places)
        .context(context)
        .wide()
        .body(body(language, &chapters))
        .html()
}

fn body(language: Language, chapters: &[Chapter]) -> Markup {
    html! {
        (lead(language.say(
            "Det här är byggstenarna. Varje sida i Jämför är gjord av dem och av inget annat: den som hittar ett fel här har hittat det överallt.",
            "These are the building blocks. Every page of Jamfor is made of them and of nothing else: a fault found here is found everywhere.",
        )))
        div.living {
            nav.contents aria-label=(language.say("Innehåll", "Contents")) {
                @for chapter in chapters {
                    p { (chapter.name) }
                    ul {
                        @for specimen in &chapter.specimens {
                            li { a href={ "#" (specimen.id) } { (specimen.name) } }
                        }
                    }
                }
            }
            div {
                @for specimen in chapters.iter().flat_map(|chapter| &chapter.specimens) { (show(specimen)) }
            }
        }
    }
}

fn show(specimen: &Specimen) -> Markup {
    html! {
        section.specimen id=(specimen.id) aria-labelledby={ (specimen.id) "-name" } {
            h2 id={ (specimen.id) "-name" } { (specimen.name) }
            p { (specimen.used) }
            div.shown { (specimen.shown) }
            p.written lang="en" { code { (specimen.written) } }
        }
    }
}
