//! The guide (*guide och metod*): what the publication's own document says of how it was made – read-me, indicator cards, response, what
//! has changed – and help to analyse one's results in four steps.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use publication::model::{Block, Link as Leads, Section};

use super::around::page;
use super::{Look, document};
use crate::design::text::{Level, Link, heading, lead, paragraph};

mod collection;
mod keys;
pub mod ledger;
mod quality;
mod steps;

/// Where the help to analyse stands.
const STEPS: &str = "analys";

/// A chapter that is made from the catalogue for the guide alone.
type Chapter = fn(&Look<'_>) -> Markup;

/// Chapters, by what they are called in addresses, in Swedish and in English.
const CHAPTERS: [(&str, &str, &str, Chapter); 4] = [
    (
        "kvalitet",
        "Kvalitetsområden, dimensioner och slag",
        "Quality areas, dimensions and types",
        quality::page,
    ),
    ("sorteringsnycklar", "Sorteringsnycklar", "Groupings of municipalities", keys::page),
    ("insamling", "Insamlingen", "The collection", collection::page),
    (STEPS, "Analysera resultatet i fyra steg", "Analyse the result in four steps", steps::page),
];

/// Where it is told what questions are for.
const QUESTIONS: &str = "fragor";

/// Cubes whose tables have pages of their own: of units, places and indicators.
const SHOWN_ELSEWHERE: [&str; 4] = ["outcomes", "aggregates", "peers", "peer_sensitivity"];

/// Sections that are read as pages.
fn sections<'a>(look: &Look<'a>) -> impl Iterator<Item = &'a Section> {
    let is_elsewhere = |block: &Block| match block {
        Block::Table(view) => SHOWN_ELSEWHERE.contains(&view.cube.as_str()),
        Block::Heading(_)
        | Block::Paragraph(_)
        | Block::List(_)
        | Block::Note(_)
        | Block::Legend(_)
        | Block::Card(_)
        | Block::Link(_) => false,
    };
    let all = look.opened.publication().document.sections.iter();
    all.filter(move |section| !section.blocks.iter().any(is_elsewhere))
}

/// The address of a section, where a page shows it: the guide's own, or that of an indicator or of all units.
fn address(look: &Look<'_>, link: &Leads) -> Option<String> {
    let section = sections(look).find(|section| section.id == link.section)?;
    let anchor = if link.anchor.is_empty() { String::new() } else { format!("#{}", link.anchor) };
    Some(format!("{}{anchor}", look.to(&format!("/guide/{}", section.id))))
}

/// All that there is to read.
pub fn guide(look: &Look<'_>) -> Response {
    let language = look.language;
    let body = html! {
        (lead(language.say(
            "Så är jämförelsen gjord, och så läser du den. Allt här kommer ur publiceringens egen katalog.",
            "How the comparison was made, and how to read it. All of it comes from the publication’s own catalogue.",
        )))
        (heading(Level::Two, Some("las"), language.say("Läs resultatet", "Read the result")))
        ul {
            @for section in sections(look) {
                li { (Link::new(look.to(&format!("/guide/{}", section.id)), look.text(&section.name))) }
            }
        }
        (heading(Level::Two, Some("mer"), language.say("Så är det gjort, och vad det kan användas till", "How it was made, and what it can be used for")))
        ul {
            @for (id, sv, en, _) in CHAPTERS {
                li { (Link::new(look.to(&format!("/guide/{id}")), language.say(sv, en))) }
            }
            li { (Link::new(look.to(&format!("/guide/{QUESTIONS}")), language.say("Frågornas nytta", "What the questions are for"))) }
        }
        (careful(look))
    };
    page(look, language.say("Guide och metod", "Guide and method"), body).into_response()
}

/// A section of the document, or a chapter.
pub fn section(look: &Look<'_>, id: &str) -> Response {
    let language = look.language;
    if let Some((_, sv, en, chapter)) = CHAPTERS.into_iter().find(|(known, ..)| *known == id) {
        return page(look, language.say(sv, en), chapter(look)).back(back(look)).into_response();
    }
    let Some(found) = sections(look).find(|section| section.id == id) else {
        let body = html! {
            (paragraph(language.say("Guiden har inget sådant avsnitt.", "The guide has no such section.")))
            p { (back(look)) }
        };
        let title = language.say("Avsnittet finns inte", "There is no such section");
        return (StatusCode::NOT_FOUND, page(look, title, body)).into_response();
    };
    let body = document::blocks(look, found, &|link| address(look, link));
    page(look, look.text(&found.name), body).back(back(look)).into_response()
}

/// What questions are for, and how often it was used.
pub fn questions(look: &Look<'_>, uses: &ledger::Uses) -> Response {
    let title = look.language.say("Frågornas nytta", "What the questions are for");
    page(look, title, ledger::page(look, uses)).back(back(look)).wide().into_response()
}

fn back<'a>(look: &Look<'_>) -> Link<'a> {
    Link::new(look.to("/guide"), look.language.say("Guide och metod", "Guide and method"))
}

/// What the source asks everybody to say beside results.
fn careful(look: &Look<'_>) -> Markup {
    let language = look.language;
    html! {
        (heading(Level::Two, None, language.say("Var försiktig med slutsatser", "Be careful with conclusions")))
        (paragraph(language.say(
            "Ett gott resultat är ingen garanti för god kvalitet i det enskilda fallet, och ett svagt resultat betyder inte att alla får dålig kvalitet. Komplettera alltid med annat underlag.",
            "A good result does not guarantee good quality in the single case, and a weak one does not mean that everybody is served badly. Always look at other material as well.",
        )))
    }
}
