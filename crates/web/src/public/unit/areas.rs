//! The indicators by quality area (*kvalitetsområde*), in the vocabulary's order.

use catalogue::model::{Indicator, IndicatorRole, QualityArea};
use domain::Method;
use maud::{Markup, html};
use publication::model::Code;

use super::super::{Look, observed};
use crate::language::Phrase;

/// An area and its indicators; those without one last.
pub struct Area<'a> {
    area: Option<&'a QualityArea>,
    /// The indicators.
    pub indicators: Vec<&'a Indicator>,
}

impl<'a> Area<'a> {
    /// Its name.
    pub fn name(&self, look: &Look<'a>) -> Phrase<'a> {
        match self.area {
            Some(area) => look.text(&area.named.name),
            None => look.language.say("Kvalitetsområde anges inte", "No quality area stated").into(),
        }
    }
}

/// The judged indicators, area by area; an indicator of several stands in the first.
pub fn areas<'a>(look: &Look<'a>) -> Vec<Area<'a>> {
    let opened = look.opened;
    let known = &opened.vocabulary().quality_areas;
    let of = |indicator: &Indicator| {
        known.iter().position(|area| indicator.quality_areas.first() == Some(&area.named.id))
    };
    let judged: Vec<&Indicator> =
        opened.edition().computed().filter(|known| known.role == IndicatorRole::Indicator).collect();
    let areas = (0..known.len()).map(Some).chain([None]).map(|place| Area {
        area: place.map(|place| &known[place]),
        indicators: judged.iter().copied().filter(|indicator| of(indicator) == place).collect(),
    });
    areas.filter(|area| !area.indicators.is_empty()).collect()
}

/// What stands after a figure: the sign of per cent; longer units stand at the indicator's name.
pub fn percent(indicator: &Indicator, place: bool) -> &'static str {
    if indicator.unit == "percent" || (place && indicator.method == Method::Share) { "%" } else { "" }
}

/// The unit of an indicator's figures where it is no percentage.
pub fn long_unit<'a>(look: &Look<'a>, indicator: &Indicator) -> Option<Phrase<'a>> {
    if indicator.unit == "percent" || indicator.method == Method::Share {
        return None;
    }
    let codes = &look.opened.publication().cube("outcomes")?.dimensions.get(1)?.codes;
    let code = codes.iter().find(|code| code.id == indicator.id.as_str())?;
    property(code, "unit").map(|text| look.text(text))
}

/// What others printed of a place, where the publication cannot compute it: set apart, and said so.
pub fn printed(look: &Look<'_>, place: &str, indicator: &Indicator) -> Option<Markup> {
    let found = look.opened.printed(place, indicator.id.as_str())?;
    Some(html! {
        span.muted {
            (look.language.say("(enligt källan ", "(according to the source "))
            (observed::words(look, found, percent(indicator, true))) ")"
        }
    })
}

/// A property of a code.
pub fn property<'c>(code: &'c Code, key: &str) -> Option<&'c publication::model::Text> {
    code.properties.iter().find(|(known, _)| known == key).map(|(_, value)| value)
}

/// The codes of a dimension of a cube.
pub fn codes<'a>(look: &Look<'a>, cube: &str, dimension: usize) -> &'a [Code] {
    let cube = look.opened.publication().cube(cube);
    cube.and_then(|cube| cube.dimensions.get(dimension))
        .map(|found| found.codes.as_slice())
        .unwrap_or_default()
}
