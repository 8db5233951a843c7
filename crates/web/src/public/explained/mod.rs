//! Why a value is what it is (*varför?*): the complete derivation on one page, and what it would take.

mod colour;
mod place;
mod reach;
mod rule;
mod unit;

use axum::response::{IntoResponse, Response};
use catalogue::model::{Indicator, IndicatorRole};
use maud::{Markup, html};
use publication::model::Observation;
use results::explain::{self, AggregateExplanation, Explanation};

use super::around::page;
use super::lost::{Asked, lost};
use super::{Look, observed};
use crate::design::text::{Level, Link, heading, paragraph};

/// The derivation of a unit's outcome or a place's figure.
#[derive(Clone, Debug)]
pub enum Derivation {
    /// Of a unit's outcome.
    Outcome(Box<Explanation>),
    /// Of a place's figure.
    Figure(Box<AggregateExplanation>),
}

impl Derivation {
    /// In plain words. The indicator is the one that was explained.
    pub fn sentences(&self, look: &Look<'_>, indicator: &Indicator) -> Vec<String> {
        let (edition, vocabulary) = (look.opened.edition(), look.opened.vocabulary());
        let language = look.language.of_catalogue();
        match self {
            Self::Outcome(told) => told.told(language, edition, vocabulary, indicator),
            Self::Figure(told) => told.told(language, vocabulary, indicator),
        }
    }

    /// The name of its place.
    pub fn name(&self) -> &str {
        match self {
            Self::Outcome(told) => &told.unit.name,
            Self::Figure(told) => &told.name,
        }
    }

    /// As JSON: complete, so that somebody else gets the same cell with nothing but it.
    pub fn to_json(&self) -> serde_json::Value {
        match self {
            Self::Outcome(told) => told.to_json(),
            Self::Figure(told) => told.to_json(),
        }
    }
}

/// What is asked about: an indicator and a unit or place of the publication.
#[derive(Clone, Copy)]
struct Cell<'a> {
    look: &'a Look<'a>,
    indicator: &'a Indicator,
    /// Its place among the computed ones.
    at: usize,
    /// The unit's code or the place's id.
    place: &'a str,
    observation: &'a Observation,
}

/// The derivation of a cell, as everybody may see it; none where the publication has no such place.
pub fn derivation(look: &Look<'_>, indicator: &Indicator, place: &str) -> Option<Derivation> {
    let opened = look.opened;
    let (edition, words, results) = (opened.edition(), opened.vocabulary(), opened.results());
    let at = edition.computed().position(|known| known.id == indicator.id)?;
    if let Some(unit) = edition.frame.position(place) {
        let origin = &results.origin;
        let told = match opened.answers() {
            Some(answers) => explain::outcome(edition, words, answers, unit, indicator, origin),
            None => explain::given(edition, words, unit, indicator, results.outcomes.get(unit, at), origin),
        };
        return Some(Derivation::Outcome(Box::new(told)));
    }
    let place = opened.publication().cube("aggregates")?.position(0, place)?;
    explain::aggregate(edition, words, results, place, at).map(|told| Derivation::Figure(Box::new(told)))
}

/// The page.
pub fn explained(look: &Look<'_>, id: &str, place: &str) -> Response {
    let language = look.language;
    let opened = look.opened;
    let found = opened.edition().computed().enumerate().find(|(_, known)| known.id.as_str() == id);
    let Some((at, indicator)) = found else {
        return lost(look, Asked::Indicator, id, |id| format!("/varfor/{id}/{place}"));
    };
    let told = derivation(look, indicator, place);
    let observation = opened.outcome(place, id).or_else(|| opened.figure(place, id));
    let (Some(told), Some(observation)) = (told, observation) else {
        return lost(look, Asked::Place, place, |place| format!("/varfor/{id}/{place}"));
    };
    let cell = Cell { look, indicator, at, place, observation };
    let got = observed::words(look, observation, &unit_of(look, indicator));
    let title = language.say(
        format!("Varför har {} ”{}”?", told.name(), got.text()),
        format!("Why does {} have “{}”?", told.name(), got.text()),
    );
    let mode = observed::mode_of(indicator);
    let body = html! {
        p.verdict { (observed::label(look, observation, &unit_of(look, indicator), mode)) }
        (sentences(&told.sentences(look, indicator)))
        @match &told {
            Derivation::Outcome(told) => (unit::unit(cell, told)),
            Derivation::Figure(told) => (place::place(cell, told)),
        }
        (colour::colours(cell))
        (reach::reach(cell))
        (from(cell))
        (on(cell, told.name()))
    };
    let short = language.either(indicator.short_name.sv.as_str(), indicator.short_name.en.as_deref());
    page(look, title, body).kicker(short.clone()).about(short).into_response()
}

/// The sentences; those that begin with a dash are points of the one before.
fn sentences(all: &[String]) -> Markup {
    const POINT: &str = "– ";
    let mut rest = all;
    let mut parts: Vec<Markup> = Vec::new();
    while let Some((first, after)) = rest.split_first() {
        let is_point = |sentence: &&String| sentence.trim_start().starts_with(POINT);
        let points = after.iter().take_while(is_point).count();
        let (own, after) = after.split_at(points);
        parts.push(paragraph(first.trim()));
        if !own.is_empty() {
            parts.push(html! {
                ul { @for point in own { li { (point.trim_start().trim_start_matches(POINT)) } } }
            });
        }
        rest = after;
    }
    html! { @for part in &parts { (part) } }
}

/// `%`, or the words of the indicator's unit.
fn unit_of(look: &Look<'_>, indicator: &Indicator) -> String {
    let cube = look.opened.publication().cube("outcomes");
    let code = cube.and_then(|cube| cube.dimensions.get(1)).map(|dimension| dimension.codes.iter());
    let code = code.and_then(|mut codes| codes.find(|code| code.id == indicator.id.as_str()));
    let unit = code.and_then(|code| code.properties.iter().find(|(key, _)| key == "unit"));
    unit.map(|(_, text)| look.text(text).text().to_owned()).unwrap_or_default()
}

/// By what it was made: rule and its version, catalogue, publication, program.
fn from(cell: Cell<'_>) -> Markup {
    let language = cell.look.language;
    let manifest = cell.look.issue.manifest();
    let short = |hash: &str| hash.chars().take(12).collect::<String>();
    let line = |name: &str, value: Markup| html! { div { dt { (name) } dd { (value) } } };
    let words = cell.look.opened.vocabulary();
    html! {
        (heading(Level::Two, None, language.say("Gjort av", "Made by")))
        dl.facts {
            (line(language.say("Regelns källa", "Source of the rule"), html! { (language.official(words.cite(&cell.indicator.source))) }))
            @for reading in &cell.indicator.readings {
                (line(language.say("Läsning av källan", "Reading of the source"), html! { (language.official(format!("{}: {}", reading.id, reading.text))) }))
            }
            (line(language.say("Publicering", "Publication"), html! {
                a href=(cell.look.to("")) { (cell.look.issue.named().to_string()) }
                ", " (language.say("förteckning", "manifest")) " " code { (short(cell.look.issue.hash())) }
            }))
            (line(language.say("Katalog", "Catalogue"), html! { (language.say("årgång", "edition")) " " (manifest.edition) ", " code { (short(&manifest.catalogue.sha256)) } }))
            (line(language.say("Svar", "Answers"), html! { (manifest.given.path) ", " code { (short(&manifest.given.sha256)) } }))
            (line(language.say("Program", "Program"), html! { (manifest.program.title()) }))
        }
    }
}

/// Where one goes from here.
fn on(cell: Cell<'_>, name: &str) -> Markup {
    let Cell { look, indicator, place, .. } = cell;
    let language = look.language;
    let id = &indicator.id;
    let frame = &look.opened.edition().frame;
    let unit = frame.position(place).map(|position| &frame.units[position]);
    // A background measure is never compared in colour.
    let compared = unit.filter(|_| indicator.role == IndicatorRole::Indicator);
    let link = |path: String, words: String| html! { li { (Link::new(look.to(&path), words)) } };
    html! {
        (heading(Level::Two, None, language.say("Vidare", "Further")))
        ul {
            (link(format!("/enhet/{place}"), language.say(format!("Allt om {name}"), format!("All about {name}"))))
            (link(format!("/indikator/{id}"), language.say("Indikatorn i alla kommuner".to_owned(), "The indicator in all municipalities".to_owned())))
            @if unit.is_some() {
                (link(format!("/lar-av/{place}?indikator={id}"), language.say("Vem kan man lära av?".to_owned(), "Who can one learn from?".to_owned())))
            }
            @if let Some(unit) = compared {
                (link(format!("/jamfor?enheter={place},lan:{}&indikatorer={id}", unit.county), language.say("Jämför med andra i länet".to_owned(), "Compare with others in the county".to_owned())))
            }
            li { a href=(look.data(&format!("/explanations/{id}/{place}"))) { (language.say("Hela härledningen som JSON", "The whole derivation as JSON")) } }
        }
    }
}
