//! The colour mode that a page is shown in (*valt färgläge*): chosen in its address, always named, never guessed.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use catalogue::model::{Indicator, IndicatorRole};
use maud::{Markup, html};
use results::colours::Mode;

use super::around::page;
use super::visit::asked;
use super::{Look, observed};
use crate::design::text::{Level, Link, heading, paragraph};
use crate::language::Phrase;

/// The parameter.
pub(super) const NAME: &str = "farg";

/// The mode that somebody chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Each indicator in its own, as in the workbook.
    Usual,
    /// All in one.
    In(Mode),
}

impl Shown {
    /// All of them, with how addresses write them.
    pub const ALL: [(&'static str, Self); 4] = [
        ("", Self::Usual),
        ("mal", Self::In(Mode::Target)),
        ("relativ", Self::In(Mode::Relative)),
        ("osakerhet", Self::In(Mode::Uncertainty)),
    ];

    /// What an address says.
    ///
    /// # Errors
    /// What it says instead of a mode.
    pub fn of(address: &str) -> Result<Self, String> {
        let written = asked(address, NAME).unwrap_or_default();
        let known = Self::ALL.iter().find(|(id, _)| *id == written);
        known.map(|(_, shown)| *shown).ok_or(written)
    }

    /// As addresses write it; empty for the usual one.
    pub fn id(self) -> &'static str {
        Self::ALL.iter().find(|(_, shown)| *shown == self).map_or("", |(id, _)| id)
    }

    /// An address below the publication in this mode.
    pub fn at(self, path: &str) -> String {
        match self.id() {
            "" => path.to_owned(),
            id => format!("{path}{}{NAME}={id}", if path.contains('?') { '&' } else { '?' }),
        }
    }

    /// The mode of a unit's outcome.
    pub fn of_unit(self, indicator: &Indicator) -> Option<Mode> {
        match self {
            Self::Usual => observed::mode_of(indicator),
            Self::In(mode) => Some(mode),
        }
    }

    /// The mode of a place's figure: usually its rank among its like.
    pub fn of_place(self, indicator: &Indicator) -> Option<Mode> {
        match (self, indicator.role) {
            (_, IndicatorRole::Background) => None,
            (Self::Usual, IndicatorRole::Indicator) => Some(Mode::Relative),
            (Self::In(mode), IndicatorRole::Indicator) => Some(mode),
        }
    }

    /// The modes in which something is shown; of places, or of units.
    pub fn modes(self, places: bool) -> Vec<Mode> {
        match (self, places) {
            (Self::Usual, true) => vec![Mode::Relative],
            (Self::Usual, false) => vec![Mode::Target, Mode::Relative],
            (Self::In(mode), _) => vec![mode],
        }
    }

    fn name<'a>(self, look: &Look<'a>) -> Phrase<'a> {
        let words = look.opened.vocabulary();
        let of = |mode: Mode| match words.mode(mode.id()) {
            Some(word) => look.language.either(word.name.sv.as_str(), word.name.en.as_deref()),
            None => Phrase::from(mode.id()),
        };
        match self {
            Self::In(mode) => of(mode),
            Self::Usual => look.language.say("Som i tabellboken", "As in the workbook").into(),
        }
    }
}

/// Which mode a page is in, the ways to the others, and what its colours say. `path` is the page's own, below the publication.
pub fn chooser(look: &Look<'_>, path: &str, shown: Shown, places: bool) -> Markup {
    let language = look.language;
    let words = look.opened.vocabulary();
    html! {
        (modes(look, path, shown))
        @if shown == Shown::Usual && !places {
            p.muted { (language.say(
                "Ja och nej färgas efter målvärdet, tal efter var de ligger bland dem som jämförs.",
                "Yes and no are coloured by the target, figures by where they stand among those compared.",
            )) }
        }
        @for mode in shown.modes(places) { (super::signs::meaning(language, words, mode)) }
        details {
            summary { (language.say("Vad färgerna betyder", "What the colours mean")) }
            @for mode in shown.modes(places) { (super::signs::colours(language, words, mode)) }
        }
    }
}

/// Which mode a page is in, and the ways to the others.
pub fn modes(look: &Look<'_>, path: &str, shown: Shown) -> Markup {
    let language = look.language;
    html! {
        nav.modes aria-label=(language.say("Färgläge", "Colour mode")) {
            p { (language.say("Färgläge:", "Colour mode:")) }
            ul {
                @for (_, other) in Shown::ALL {
                    @let link = Link::new(look.to(&other.at(path)), other.name(look));
                    li .here[other == shown] { @if other == shown { (link.chosen()) } @else { (link) } }
                }
            }
        }
    }
}

/// The page for a mode that there is none of.
pub fn misspelt(look: &Look<'_>, path: &str, written: &str) -> Response {
    let language = look.language;
    let written: String = written.chars().take(40).collect();
    let near = rules::nearest(&written, Shown::ALL.iter().map(|(id, _)| *id).filter(|id| !id.is_empty()));
    let near = Shown::ALL.iter().find(|(id, _)| Some(*id) == near);
    let body = html! {
        (paragraph(language.say(
            format!("”{written}” är inget färgläge."),
            format!("“{written}” is no colour mode."),
        )))
        @if let Some((id, shown)) = near {
            p { (language.say("Menade du ", "Did you mean ")) (Link::new(look.to(&shown.at(path)), *id)) "?" }
        }
        (heading(Level::Two, None, language.say("De lägen som finns", "The modes that there are")))
        ul {
            @for (id, shown) in Shown::ALL {
                li {
                    (Link::new(look.to(&shown.at(path)), shown.name(look)))
                    @if !id.is_empty() { ": " code { (NAME) "=" (id) } }
                }
            }
        }
    };
    let title = language.say("Färgläget finns inte", "There is no such colour mode");
    (StatusCode::BAD_REQUEST, page(look, title, body)).into_response()
}
