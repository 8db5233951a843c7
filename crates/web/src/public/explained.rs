//! Why a value is what it is (*varför?*).

use axum::response::{IntoResponse, Response};
use catalogue::model::Indicator;
use maud::html;
use results::explain::{self, AggregateExplanation, Explanation};

use super::Look;
use super::around::page;
use super::lost::{Asked, lost};
use crate::design::text::paragraph;

/// The derivation of a unit's outcome or a place's figure.
#[derive(Clone, Debug)]
pub enum Derivation {
    /// Of a unit's outcome.
    Outcome(Box<Explanation>),
    /// Of a place's figure.
    Figure(Box<AggregateExplanation>),
}

impl Derivation {
    /// In plain Swedish.
    pub fn sentences(&self) -> &[String] {
        match self {
            Self::Outcome(told) => &told.sentences,
            Self::Figure(told) => &told.sentences,
        }
    }

    /// Its place: code and name.
    pub fn name(&self) -> &str {
        match self {
            Self::Outcome(told) => &told.unit.name,
            Self::Figure(told) => &told.name,
        }
    }
}

/// The derivation of a cell, as everybody may see it; none where the publication has no such place.
pub fn derivation(look: &Look<'_>, indicator: &Indicator, place: &str) -> Option<Derivation> {
    let opened = look.opened;
    let (edition, words, results) = (opened.edition(), opened.vocabulary(), opened.results());
    let i = edition.computed().position(|known| known.id == indicator.id)?;
    if let Some(subject) = edition.frame.position(place) {
        let origin = &results.origin;
        let told = match opened.answers() {
            Some(answers) => explain::outcome(edition, words, answers, subject, indicator, origin),
            None => {
                explain::given(edition, words, subject, indicator, results.outcomes.get(subject, i), origin)
            }
        };
        return Some(Derivation::Outcome(Box::new(told)));
    }
    let cube = opened.publication().cube("aggregates")?;
    let at = cube.position(0, place)?;
    explain::aggregate(edition, words, results, at, i).map(|told| Derivation::Figure(Box::new(told)))
}

/// The page.
pub fn explained(look: &Look<'_>, id: &str, place: &str) -> Response {
    let language = look.language;
    let Some(indicator) = look.opened.edition().computed().find(|known| known.id.as_str() == id) else {
        return lost(look, Asked::Indicator, id, |id| format!("/varfor/{id}/{place}"));
    };
    let Some(told) = derivation(look, indicator, place) else {
        return lost(look, Asked::Place, place, |place| format!("/varfor/{id}/{place}"));
    };
    let title = language.say(
        format!("Varför har {} det här utfallet?", told.name()),
        format!("Why does {} have this outcome?", told.name()),
    );
    let body =
        html! { @for sentence in told.sentences() { (paragraph(language.official(sentence.as_str()))) } };
    let short = language.either(indicator.short_name.sv.as_str(), indicator.short_name.en.as_deref());
    page(look, title, body).kicker(short).into_response()
}
