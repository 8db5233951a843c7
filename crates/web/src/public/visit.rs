//! What a page of the whole site is made from: the start, the search, the list of publications.

use maud::{Markup, html};
use publication::model::Text;
use publication::shelf::{Issue, View};

use super::unread;
use crate::design::notice::{Notice, NoticeKind};
use crate::design::shell::{Page, Place};
use crate::design::text::{Link, paragraph};
use crate::language::{Language, Phrase};

/// Somebody looks at everything that is published (*besök*).
#[derive(Clone, Copy, Debug)]
pub struct Visit<'a> {
    /// The language of the page.
    pub language: Language,
    /// Its address, with its query.
    pub address: &'a str,
    /// What is published.
    pub view: &'a View,
    /// The day or moment of `?per=`, as it was written; kept in every address that leads on.
    pub per: Option<&'a str>,
}

impl Visit<'_> {
    /// An address that looks at the same moment: `visit.to("/resultat/2018")`.
    pub fn to(&self, path: &str) -> String {
        at(self.language, self.per, path)
    }

    /// A text of the model in the page's language.
    pub fn text<'t>(&self, text: &'t Text) -> Phrase<'t> {
        self.language.either(text.sv.as_str(), text.en.as_deref())
    }
}

/// An address of the site, with the moment that is looked at: in its query, which ends where a fragment begins.
pub(crate) fn at(language: Language, per: Option<&str>, path: &str) -> String {
    let address = language.address(path);
    let Some(per) = per else { return address };
    let (before, fragment) = address.split_at(address.find('#').unwrap_or(address.len()));
    let join = if before.contains('?') { '&' } else { '?' };
    format!("{before}{join}per={per}{fragment}")
}

/// What a parameter of an address says; the first where it stands several times.
pub fn asked(address: &str, name: &str) -> Option<String> {
    query_of(address).into_iter().find(|(known, _)| known == name).map(|(_, value)| value)
}

/// Every name of an address with its value, in order; none where they cannot be read.
pub(super) fn query_of(address: &str) -> Vec<(String, String)> {
    let query = address.split_once('?').map_or("", |(_, query)| query);
    let query = query.split('#').next().unwrap_or_default();
    serde_urlencoded::from_str(query).unwrap_or_default()
}

/// A page of the whole site.
pub fn page<'a>(visit: &Visit<'a>, title: impl Into<Phrase<'a>>, body: Markup) -> Page<'a> {
    let language = visit.language;
    let page = Page::new(language, visit.address, title);
    page.places(places(language, visit.address, visit.per)).corrections(visit.to("/rattelser")).body(html! {
        @if let Some(per) = visit.per {
            (Notice::new(NoticeKind::Info, language.say("Så här såg det ut då", "As it was then"))
                .body(paragraph(language.say(
                    format!("Du ser det som var publicerat {per}."),
                    format!("You see what was published on {per}."),
                )))
                .html(language))
        }
        (unread::notice(language, visit.address))
        (body)
    })
}

/// The ways through the public site, in the header of each of its pages.
pub fn places<'a>(language: Language, address: &str, per: Option<&str>) -> Vec<Place<'a>> {
    let own = Language::Swedish.address(address);
    let own = own.split(['?', '#']).next().unwrap_or_default().to_owned();
    let place = |path: &str, words: &'static str| {
        let here = own == path || own.starts_with(&format!("{path}/"));
        Place { link: Link::new(at(language, per, path), words), here }
    };
    vec![
        place("/sok", language.say("Sök", "Search")),
        place("/resultat", language.say("Resultat", "Results")),
        place("/guide", language.say("Guide", "Guide")),
    ]
}

/// The name of a publication as a link: `Öppna jämförelser 2018 – Ekonomiskt bistånd, simulerad omgång 2`.
pub fn named(visit: &Visit<'_>, issue: &Issue) -> Markup {
    named_in(visit.language, issue)
}

/// The same in a language.
pub(super) fn named_in(language: Language, issue: &Issue) -> Markup {
    let title = &issue.manifest().title;
    let title = language.either(title.sv.as_str(), title.en.as_deref());
    html! { (title) @if let Some(what) = kind(language, issue) { ", " (what) } }
}

/// What a publication is where it is no real one.
pub(super) fn kind(language: Language, issue: &Issue) -> Option<String> {
    match (issue.series().round(), issue.manifest().origin.is_empty()) {
        (Some(round), _) => {
            Some(language.say(format!("simulerad omgång {round}"), format!("simulated round {round}")))
        }
        (None, false) => Some(language.say("simulerad", "simulated").to_owned()),
        (None, true) => None,
    }
}

/// The short name of a publication in a list of them: `2018, simulerad omgång 2`.
pub(super) fn short(language: Language, issue: &Issue) -> String {
    let year = issue.series().year;
    kind(language, issue).map_or_else(|| year.to_string(), |what| format!("{year}, {what}"))
}

/// The field that one searches with, and its button.
pub fn search_form(language: Language, per: Option<&str>, written: &str) -> Markup {
    html! {
        form.search role="search" method="get" action=(language.address("/sok")) {
            label for="q" { (language.say("Kommun, län, indikator eller årgång", "Municipality, county, indicator or edition")) }
            div {
                input.text.full #q type="search" name="q" value=[(!written.is_empty()).then_some(written)] maxlength="200" autocomplete="off" enterkeyhint="search" spellcheck="false";
                button.button.primary { (language.say("Sök", "Search")) }
            }
            @if let Some(per) = per { input type="hidden" name="per" value=(per); }
        }
    }
}
