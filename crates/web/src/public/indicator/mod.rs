//! An indicator (*indikator*): what it is, what every unit got, where, in which groups and since when.
//!
//! Each section is a chart or two and the same figures in a table; all of them are read from the cubes. What somebody looks
//! for – an order, a county, a unit, a colour mode – stands in the address.

mod areas;
mod asked;
mod definition;
mod distribution;
mod groups;
mod levels;
mod map;
mod places;
mod scale;
mod through;
mod units;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use catalogue::model::Indicator;
use domain::swedish;
use maud::{Markup, html};
use publication::model::{Code, Observation, Value};
use results::colours::{Mode, NotHere};

use self::asked::Asked;
pub(super) use self::asked::NAMES;
use super::around::page;
use super::lost::{Asked as AskedFor, lost};
use super::{Look, observed, signs};
use crate::design::chart::{Entry, Tone};
use crate::design::text::lead;

/// A unit and what it got.
struct Unit<'a> {
    code: &'a Code,
    /// Its name; a district's after its city's: `Stockholm: Bromma`.
    name: String,
    county: &'a str,
    /// Its city's code, of a district.
    city: Option<&'a str>,
    found: &'a Observation,
}

/// An indicator as somebody looks at it.
struct Shown<'a> {
    look: Look<'a>,
    indicator: &'a Indicator,
    units: Vec<Unit<'a>>,
    asked: Asked,
}

/// The page.
pub fn indicator(look: &Look<'_>, id: &str) -> Response {
    let Some(indicator) = look.opened.edition().computed().find(|known| known.id.as_str() == id) else {
        return lost(look, AskedFor::Indicator, id, |id| format!("/indikator/{id}"));
    };
    let language = look.language;
    let units = units_of(look, id);
    let asked = Asked::of(look, indicator, &units);
    let shown = Shown { look: *look, indicator, units, asked };
    let body = html! {
        (shown.asked.notices(language))
        (lead(language.official(indicator.purpose.as_str())))
        (definition::short(&shown))
        (units::find(&shown))
        (distribution::section(&shown))
        (map::section(&shown))
        (levels::section(&shown))
        (groups::section(&shown))
        (through::section(&shown))
        (areas::section(&shown))
        (definition::whole(&shown))
        (units::section(&shown))
    };
    let name = language.either(indicator.name.sv.as_str(), indicator.name.en.as_deref());
    let status = if shown.asked.is_wrong() { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    (status, page(look, name, body)).into_response()
}

fn units_of<'a>(look: &Look<'a>, id: &str) -> Vec<Unit<'a>> {
    let cube = look.opened.publication().cube("outcomes");
    let codes = cube.map(|cube| cube.dimensions[0].codes.as_slice()).unwrap_or_default();
    let frame = &look.opened.edition().frame;
    let mut units: Vec<Unit<'a>> = codes
        .iter()
        .filter_map(|code| {
            let unit = &frame.units[frame.position(&code.id)?];
            let city = unit.city.as_ref().map(domain::UnitCode::as_str);
            let found = look.opened.outcome(&code.id, id)?;
            let of_city = city.and_then(|city| frame.name(city));
            let name = of_city.map_or_else(|| unit.name.clone(), |city| format!("{city}: {}", unit.name));
            Some(Unit { code, name, county: unit.county.as_str(), city, found })
        })
        .collect();
    units.sort_by_cached_key(|unit| (swedish::sort_key(&unit.name), unit.code.id.clone()));
    units
}

impl<'a> Shown<'a> {
    /// What stands after a figure: `%`, `timmar per vecka`.
    fn unit(&self) -> String {
        if self.indicator.unit == "percent" {
            return "%".to_owned();
        }
        let cube = self.look.opened.publication().cube("outcomes");
        let codes = cube.map(|cube| cube.dimensions[1].codes.as_slice()).unwrap_or_default();
        let code = codes.iter().find(|code| code.id == self.indicator.id.as_str());
        let unit = code.and_then(|code| code.properties.iter().find(|(key, _)| key == "unit"));
        unit.map(|(_, unit)| self.look.text(unit).text().to_owned()).unwrap_or_default()
    }

    /// The unit that somebody looks for.
    fn asked_for(&self) -> Option<&Unit<'a>> {
        self.units.iter().find(|unit| self.asked.unit.as_deref() == Some(unit.code.id.as_str()))
    }

    /// The mode that figures of places are coloured in: they have no target, but can be held against each other.
    fn place_mode(&self) -> Option<Mode> {
        match self.asked.mode? {
            Mode::Target | Mode::Relative => Some(Mode::Relative),
            Mode::Uncertainty => Some(Mode::Uncertainty),
        }
    }

    /// How a cell is filled.
    fn tone(&self, found: &Observation, mode: Option<Mode>) -> Tone {
        match (observed::colour_of(&self.look, found, mode), &found.value) {
            (Some((colour, ..)), _) => Tone::Judged(colour),
            (None, Value::Category(..) | Value::Figure(..)) => Tone::Plain,
            (None, Value::Empty(..)) => Tone::Missing,
        }
    }

    /// What a cell says, in a line: sign, value, unit.
    fn said(&self, found: &Observation, mode: Option<Mode>, unit: &str) -> String {
        let words = observed::words(&self.look, found, unit);
        let sign = match (observed::colour_of(&self.look, found, mode), &found.value) {
            (Some((_, sign, _)), _) => sign,
            (None, Value::Empty(_, sign, _)) => sign.as_str(),
            (None, Value::Category(..) | Value::Figure(..)) => "",
        };
        match sign {
            "" => words.text().to_owned(),
            sign => format!("{sign}\u{FE0E}\u{a0}{}", words.text()),
        }
    }

    /// What the colours of some cells mean, with what is not judged and what is empty.
    fn legend<'f>(
        &self,
        found: impl Iterator<Item = &'f Observation>,
        mode: Option<Mode>,
        plain: &'static str,
    ) -> Vec<Entry<'a>> {
        let mut entries: Vec<Entry<'a>> = Vec::new();
        for observation in found {
            let tone = self.tone(observation, mode);
            if entries.iter().any(|entry| entry.tone == tone) {
                continue;
            }
            let (sign, words) = match observed::colour_of(&self.look, observation, mode) {
                Some((_, sign, word)) => (sign.to_owned(), word),
                None if tone == Tone::Missing => {
                    (String::new(), self.look.language.say("Inget värde", "No value").into())
                }
                // Why it is not judged, if that is one of the reasons that have to do with the place.
                None => {
                    let why = mode.and_then(|mode| observed::told(observation, mode)?.verdict.err());
                    let why = why.filter(|why| *why == NotHere::TooFewUnits);
                    let word = why.and_then(|why| self.look.opened.vocabulary().not_here(why.id()));
                    (String::new(), word.map_or_else(|| plain.into(), |word| self.look.text(&word.name)))
                }
            };
            entries.push(Entry { tone, sign, words, count: None });
        }
        entries.sort_by_key(|entry| Tone::ALL.iter().position(|tone| *tone == entry.tone));
        entries
    }

    /// The name of a mode and what it compares with, of a cell that it judges: colours are never shown without.
    fn named(&self, mode: Option<Mode>, among: Option<&Observation>) -> Markup {
        let language = self.look.language;
        let (Some(mode), Some(among)) = (mode, among) else { return html! {} };
        let Some(word) = self.look.opened.vocabulary().mode(mode.id()) else { return html! {} };
        let set = observed::told(among, mode).map(|told| &told.set);
        html! {
            p.source {
                (language.say("Färgläge: ", "Colour mode: ")) strong { (self.look.text(&word.name)) } ". "
                @match set.filter(|set| !set.sv.is_empty()) {
                    Some(set) => { (language.say("Jämfört med: ", "Compared with: ")) (self.look.text(set)) "." }
                    None => { (signs::said(language, word, mode)) }
                }
            }
        }
    }

    /// The first cell that a mode judges: of it the comparison set is told.
    fn judged<'f>(
        &self,
        found: impl Iterator<Item = &'f Observation>,
        mode: Option<Mode>,
    ) -> Option<&'f Observation> {
        let mut found = found;
        found.find(|found| {
            mode.and_then(|mode| observed::told(found, mode)).is_some_and(|told| told.verdict.is_ok())
        })
    }
}
