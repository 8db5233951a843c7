//! What an address asks for and cannot be had (*går inte att jämföra*): why, and what there is instead.

use maud::{Markup, html};

use super::who::Token;
use crate::design::notice::{Notice, NoticeKind};
use crate::design::text::Link;
use crate::language::Phrase;
use crate::public::Look;
use crate::public::unit::codes;

/// What is told above the table.
#[derive(Clone, Debug)]
pub(in crate::public) struct Told {
    /// The address names something that there is not.
    pub(super) is_wrong: bool,
    /// What it says.
    pub(super) what: Phrase<'static>,
    /// What there is instead: words, and the address below the publication, or a whole one.
    pub(super) instead: Vec<(String, To)>,
}

/// Where something else leads.
#[derive(Clone, Debug)]
pub(in crate::public) enum To {
    /// The same comparison with another word instead: of units, or of indicators.
    Units(String),
    Indicators(String),
    /// An address as it stands.
    Address(String),
}

impl Told {
    pub(super) fn wrong(what: impl Into<Phrase<'static>>) -> Self {
        Self { is_wrong: true, what: what.into(), instead: Vec::new() }
    }

    pub(super) fn note(what: impl Into<Phrase<'static>>) -> Self {
        Self { is_wrong: false, what: what.into(), instead: Vec::new() }
    }

    pub(super) fn or(mut self, words: impl Into<String>, to: To) -> Self {
        self.instead.push((words.into(), to));
        self
    }

    /// A name or code that is no unit's here.
    pub(super) fn unknown_unit(look: &Look<'_>, written: &str, near: Vec<(Token, String)>) -> Self {
        let shown = short(written);
        let told = Self::wrong(look.language.say(
            format!("”{shown}” är ingen kommun, stadsdel eller plats i den här publiceringen."),
            format!("“{shown}” is no municipality, district or place in this publication."),
        ));
        let told = elsewhere(look, told, "outcomes", 0, written, "enheter");
        near.into_iter().fold(told, |told, (token, name)| told.or(name, To::Units(token.to_string())))
    }

    /// A unit without peers.
    pub(super) fn no_peers(look: &Look<'_>, code: &str, why: String) -> Self {
        let county = super::who::unit_of(look, code)
            .and_then(|unit| crate::public::unit::property(unit, "county"))
            .map(|county| Token::County(county.sv.clone()));
        let told = Self::note(why);
        match county {
            Some(county) => {
                let name = county.name(look).text().to_owned();
                told.or(format!("{code}, {name}"), To::Units(format!("{code},{county}")))
            }
            None => told,
        }
    }

    /// An indicator that is not here: perhaps elsewhere, perhaps misspelt.
    pub(super) fn unknown_indicator(look: &Look<'_>, written: &str) -> Self {
        let shown = short(written);
        let told = Self::wrong(look.language.say(
            format!("”{shown}” är ingen indikator och inget område i den här publiceringen."),
            format!("“{shown}” is no indicator and no area in this publication."),
        ));
        let told = elsewhere(look, told, "outcomes", 1, written, "indikatorer");
        let all = codes(look, "outcomes", 1);
        let near =
            rules::nearest(written, all.iter().flat_map(|code| [code.id.as_str(), code.name.sv.as_str()]));
        let near = near.and_then(|near| all.iter().find(|code| code.id == near || code.name.sv == near));
        match near {
            Some(code) => told.or(look.text(&code.name).text().to_owned(), To::Indicators(code.id.clone())),
            None => told,
        }
    }
}

/// Where else an id is found, in another edition that is published.
fn elsewhere(look: &Look<'_>, told: Told, cube: &str, dimension: usize, id: &str, name: &str) -> Told {
    let others = look.view.valid().into_iter().filter(|other| other.series() != look.issue.series());
    let found = others.filter(|other| {
        let cube = other.opened().ok().and_then(|opened| opened.publication().cube(cube));
        cube.is_some_and(|cube| cube.dimensions[dimension].codes.iter().any(|code| code.id == id))
    });
    found.fold(told, |told, other| {
        let words = look.language.say(
            format!("Den finns i {}", crate::public::visit::short(look.language, other)),
            format!("It is in {}", crate::public::visit::short(look.language, other)),
        );
        told.or(words, To::Address(look.beside(other, &format!("/jamfor?{name}={id}"))))
    })
}

/// As it is shown again.
pub(super) fn short(written: &str) -> String {
    written.chars().take(60).collect()
}

/// The notices: what is wrong first, what only must be known after it. `address` gives the comparison with another word in place of what was
/// not understood.
pub(super) fn notices(look: &Look<'_>, told: &[Told], address: impl Fn(&To) -> String) -> Markup {
    let language = look.language;
    let list = |wrong: bool| -> Vec<&Told> { told.iter().filter(|told| told.is_wrong == wrong).collect() };
    let all = [
        (
            list(true),
            NoticeKind::Warning,
            language.say("Något i adressen finns inte här", "Something in the address is not here"),
        ),
        (
            list(false),
            NoticeKind::Info,
            language.say("Allt kan inte jämföras", "Not everything can be compared"),
        ),
    ];
    html! {
        @for (list, kind, title) in all {
            @if !list.is_empty() {
                (Notice::new(kind, title).body(html! {
                    @for told in list.iter().take(12) {
                        p {
                            (told.what)
                            @if !told.instead.is_empty() {
                                " " (language.say("Det här går:", "This can be had:")) " "
                                @for (at, (words, to)) in told.instead.iter().enumerate() {
                                    @if at > 0 { ", " }
                                    (Link::new(address(to), words.as_str()))
                                }
                                "."
                            }
                        }
                    }
                    @if list.len() > 12 {
                        p { (language.say(format!("Och {} till.", list.len() - 12), format!("And {} more.", list.len() - 12))) }
                    }
                }).html(language))
            }
        }
    }
}
