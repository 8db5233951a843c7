//! Values that others published, apart from everything computed.

use catalogue::answers::PublishedValue;

use super::{code, dimension, not_stated};
use crate::build::scene::{Scene, plain};
use crate::build::words::{same, say};
use crate::model::{Code, Cube, Value};

/// Place × indicator, as far as anything is published; none if nothing is.
///
/// A value's source stands in its place's property `source:` and the indicator's id.
pub(in crate::build) fn published(scene: &Scene<'_>) -> Option<Cube> {
    let values = scene.input.published;
    if values.is_empty() {
        return None;
    }
    let id = |value: &PublishedValue| format!("{}:{}", value.level, value.code);
    let mut places: Vec<Code> = Vec::new();
    for value in values {
        let place = id(value);
        let at = places.iter().position(|known| known.id == place).unwrap_or_else(|| {
            places.push(code(place, scene.level_name(value.code.as_str())));
            places.len() - 1
        });
        let source = (format!("source:{}", value.indicator), same(value.source.clone()));
        places[at].properties.push(source);
    }
    let is_published = |id: &str| values.iter().any(|value| value.indicator.as_str() == id);
    let indicators = scene.edition.indicators.iter().filter(|known| is_published(known.id.as_str()));
    let indicators: Vec<Code> = indicators.map(|known| code(known.id.as_str(), known.name.clone())).collect();
    let observations = places.iter().flat_map(|place| {
        indicators.iter().map(move |indicator| {
            let value = values.iter().find(|v| id(v) == place.id && v.indicator.as_str() == indicator.id);
            let value = value.map(|value| Value::Figure(value.figure, scene.plain_ends()));
            plain(value.unwrap_or_else(not_stated), "published")
        })
    });
    let observations = observations.collect();
    Some(Cube {
        id: "published".to_owned(),
        title: say("Publicerade värden, inte omräknade", "Published values, not recomputed"),
        dimensions: vec![
            dimension("place", say("Plats", "Place"), places),
            dimension("indicator", say("Indikator", "Indicator"), indicators),
        ],
        observations,
    })
}
