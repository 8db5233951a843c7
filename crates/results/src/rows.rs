//! Results as rows of the contract's tables: plain texts, decimal point, empty field = nothing.

use catalogue::model::{Edition, Indicator};
use domain::{Aggregate, Figure, Number, Outcome, Rounded};

use crate::aggregates::{Place, rules_of};
use crate::run::Results;

/// Columns of the `outcomes` table.
pub const OUTCOME_COLUMNS: [&str; 9] =
    ["edition", "unit", "indicator", "value", "figure", "numerator", "denominator", "empty", "origin"];

/// Columns of the `aggregates` table.
pub const AGGREGATE_COLUMNS: [&str; 15] = [
    "edition",
    "level",
    "code",
    "grouping",
    "group",
    "indicator",
    "method",
    "figure",
    "numerator",
    "denominator",
    "units",
    "responded",
    "left_out",
    "empty",
    "origin",
];

/// The value, figure, numerator, denominator and empty of an outcome; exactly one of value, figure, empty.
pub fn outcome_fields(indicator: &Indicator, outcome: &Outcome) -> [String; 5] {
    let mut fields: [String; 5] = Default::default();
    match outcome {
        Outcome::Category(value) => fields[0] = value.to_string(),
        Outcome::Figure(figure) => {
            fields[1] = figure.rounded(indicator.times(), indicator.decimals).to_string();
            if let Figure::Pair { numerator, denominator } = figure {
                fields[2] = numerator.to_string();
                fields[3] = denominator.to_string();
            }
        }
        Outcome::Empty(empty) => fields[4] = empty.reason.id().to_owned(),
    }
    fields
}

/// Rows of the `outcomes` table.
pub fn outcomes<'a>(edition: &'a Edition, results: &'a Results) -> impl Iterator<Item = [String; 9]> + 'a {
    results.each_outcome(edition).map(|(subject, indicator, outcome)| {
        let [value, figure, numerator, denominator, empty] = outcome_fields(indicator, outcome);
        let unit = &edition.frame.units[results.subjects[subject].unit];
        [
            edition.year.to_string(),
            unit.code.to_string(),
            indicator.id.to_string(),
            value,
            figure,
            numerator,
            denominator,
            empty,
            results.origin.clone(),
        ]
    })
}

/// Level, code, grouping and group of a place.
pub fn place_fields(place: &Place) -> [String; 4] {
    match place {
        Place::Level(level, code) => [level.id().to_owned(), code.to_string(), String::new(), String::new()],
        Place::Group(grouping, group) => {
            ["group".to_owned(), String::new(), grouping.to_string(), group.to_string()]
        }
    }
}

/// Numerator and denominator as texts; both empty where there are none.
pub fn quotient_fields(aggregate: &Aggregate) -> [String; 2] {
    let exact = |micros: i128| match Number::from_micros(micros) {
        Some(number) => number.to_string(),
        None => Rounded { scaled: micros, decimals: 6 }.to_string(),
    };
    aggregate.quotient.map_or_else(Default::default, |(a, b)| [exact(a), exact(b)])
}

/// Rows of the `aggregates` table.
pub fn aggregates<'a>(edition: &'a Edition, results: &'a Results) -> impl Iterator<Item = [String; 15]> + 'a {
    results.each_aggregate(edition).map(|(membership, indicator, aggregate)| {
        let [level, code, grouping, group] = place_fields(&membership.place);
        let [numerator, denominator] = quotient_fields(aggregate);
        let (figure, empty) = match &aggregate.figure {
            Ok(figure) => (figure.to_string(), String::new()),
            Err(why) => (String::new(), why.id().to_owned()),
        };
        debug_assert_eq!(rules_of(edition, indicator).method, aggregate.method);
        [
            edition.year.to_string(),
            level,
            code,
            grouping,
            group,
            indicator.id.to_string(),
            aggregate.method.id().to_owned(),
            figure,
            numerator,
            denominator,
            aggregate.units.to_string(),
            aggregate.responded.to_string(),
            aggregate.left_out.to_string(),
            empty,
            results.origin.clone(),
        ]
    })
}
