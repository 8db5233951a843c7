//! Outcomes of units and figures of places: the fields of `results::rows`, with their colours.

use catalogue::model::{Indicator, IndicatorRole};
use domain::Unit;
use results::aggregates::{Membership, Place, is_reported};
use results::rows::{outcome_fields, quotient_fields};

use super::{code, dimension};
use crate::build::scene::Scene;
use crate::build::words::{self, same, say};
use crate::model::{Code, Counts, Cube, Dimension, Observation, Text};

/// Unit × indicator.
pub(in crate::build) fn outcomes(scene: &Scene<'_>) -> Cube {
    let subjects = 0..scene.results.outcomes.subjects();
    let observations = subjects.clone().flat_map(|subject| {
        scene.indicators.iter().enumerate().map(move |(i, indicator)| {
            let outcome = scene.results.outcomes.get(subject, i);
            let [_, _, numerator, denominator, _] = outcome_fields(indicator, outcome);
            Observation {
                value: scene.subject_value(subject, i),
                colours: scene.unit_colours(subject, i),
                quotient: [numerator, denominator],
                counts: None,
                origin: scene.results.origin.clone(),
            }
        })
    });
    let observations = observations.collect();
    let units = subjects.map(|subject| unit_code(scene.unit(subject))).collect();
    Cube {
        id: "outcomes".to_owned(),
        title: say("Utfall per kommun och stadsdel", "Outcomes of municipalities and districts"),
        dimensions: vec![
            dimension("unit", say("Kommun eller stadsdel", "Municipality or district"), units),
            indicators(scene),
        ],
        observations,
    }
}

/// Place × indicator.
pub(in crate::build) fn aggregates(scene: &Scene<'_>) -> Cube {
    let places = scene.results.places.iter().map(|member| place_code(scene, member)).collect();
    let observations = (0..scene.results.places.len()).flat_map(|place| {
        (0..scene.indicators.len()).map(move |i| {
            let aggregate = scene.results.aggregates.get(place, i);
            let counts = Counts {
                units: aggregate.units,
                responded: aggregate.responded,
                left_out: aggregate.left_out,
            };
            Observation {
                value: scene.aggregate_value(place, i),
                colours: scene.place_colours(place, i),
                quotient: quotient_fields(aggregate),
                counts: Some(counts),
                origin: scene.results.origin.clone(),
            }
        })
    });
    Cube {
        id: "aggregates".to_owned(),
        title: say("Städer, län, riket och grupper", "Cities, counties, Sweden and groups"),
        observations: observations.collect(),
        dimensions: vec![dimension("place", say("Plats", "Place"), places), indicators(scene)],
    }
}

/// A unit with what it is sorted and filtered by; a group of the year before has `_before` after its key.
pub(super) fn unit_code(unit: &Unit) -> Code {
    let mut properties =
        vec![("kind".to_owned(), words::kind(unit.kind)), ("county".to_owned(), same(unit.county.as_str()))];
    properties
        .extend(unit.groups.iter().map(|(grouping, group)| (grouping.to_string(), same(group.as_str()))));
    let before = unit.groups_before.iter();
    properties.extend(before.map(|(grouping, group)| (format!("{grouping}_before"), same(group.as_str()))));
    let parent = unit.city.as_ref().unwrap_or(&unit.county);
    Code {
        id: unit.code.to_string(),
        name: same(unit.name.clone()),
        parent: Some(parent.to_string()),
        properties,
    }
}

/// The id of a place: `city:0180`, `county:06`, `nation:SE`, `group:size:3`.
pub fn place_id(place: &Place) -> String {
    match place {
        Place::Level(level, code) => format!("{level}:{code}"),
        Place::Group(grouping, group) => format!("group:{grouping}:{group}"),
    }
}

fn place_code(scene: &Scene<'_>, member: &Membership) -> Code {
    let (level, own) = match &member.place {
        Place::Level(level, code) => (level.id(), vec![("code".to_owned(), same(code.as_str()))]),
        Place::Group(grouping, group) => (
            "group",
            vec![
                ("grouping".to_owned(), same(grouping.as_str())),
                ("group".to_owned(), same(group.as_str())),
            ],
        ),
    };
    let mut properties = vec![("level".to_owned(), same(level))];
    properties.extend(own);
    Code { properties, ..code(place_id(&member.place), scene.place_name(&member.place)) }
}

/// The computed indicators, as every cube of figures has them.
pub(super) fn indicators(scene: &Scene<'_>) -> Dimension {
    let codes = scene.indicators.iter().map(|indicator| indicator_code(scene, indicator)).collect();
    dimension("indicator", say("Indikator", "Indicator"), codes)
}

fn indicator_code(scene: &Scene<'_>, indicator: &Indicator) -> Code {
    let levels = scene.results.places.iter().filter(|member| is_reported(indicator, &member.place));
    let mut reported: Vec<&str> = levels
        .map(|member| match &member.place {
            Place::Level(level, _) => level.id(),
            Place::Group(..) => "group",
        })
        .collect();
    reported.dedup();
    let role = match indicator.role {
        IndicatorRole::Indicator => "indicator",
        IndicatorRole::Background => "background",
    };
    let properties: [(&str, Text); 9] = [
        ("number", same(indicator.number.to_string())),
        ("short_name", indicator.short_name.clone()),
        ("measure", same(indicator.measure.clone())),
        ("quality_area", same(indicator.quality_areas.join(","))),
        ("unit", words::unit_of(&indicator.unit)),
        ("decimals", same(indicator.decimals.to_string())),
        ("method", same(indicator.method.id())),
        ("levels", same(reported.join(","))),
        ("role", same(role)),
    ];
    Code {
        id: indicator.id.to_string(),
        name: indicator.name.clone(),
        parent: Some(indicator.indicator_area.clone()),
        properties: properties.into_iter().map(|(key, value)| (key.to_owned(), value)).collect(),
    }
}
