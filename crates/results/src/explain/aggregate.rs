//! Why is a county's figure what it is? The units behind it, what each adds, and what is left out.

use catalogue::model::{Edition, Indicator, Language, Vocabulary};
use domain::{Contribution, Outcome};
use serde::Serialize;
use serde_json::Value as Json;

use super::{Coded, FORMAT, OutcomeText, Speech, outcome_text, sentences};
use crate::aggregates::{contribution, rules_of};
use crate::rows;
use crate::run::Results;

/// A unit behind a figure.
#[derive(Clone, Debug, Serialize)]
pub struct Member {
    /// The unit.
    pub unit: Coded,
    /// What it got.
    pub outcome: OutcomeText,
    /// `reached`, `not_reached`, `figure`, `left_out`, `non_response`, `not_asked`.
    pub counts_as: &'static str,
    /// Its population, where the method weighs by it.
    pub weight: Option<String>,
}

/// Why a level or group has a figure, or none.
#[derive(Clone, Debug, Serialize)]
pub struct AggregateExplanation {
    /// [`FORMAT`].
    pub format: &'static str,
    /// `aggregate`.
    pub kind: &'static str,
    /// The edition.
    pub edition: u16,
    /// `city`, `county`, `nation`, `group`.
    pub level: String,
    /// The place's code; empty for groups.
    pub code: String,
    /// The grouping; empty for levels.
    pub grouping: String,
    /// The group; empty for levels.
    pub group: String,
    /// The place's name.
    pub name: String,
    /// The indicator.
    pub indicator: Coded,
    /// `simulated`, `trial`, or empty.
    pub origin: String,
    /// How units are summed up.
    pub method: &'static str,
    /// 100 where the figure is per cent, else 1.
    pub times: i128,
    /// Decimals of the figure.
    pub decimals: u8,
    /// Non-response above this many per cent withholds.
    pub withhold_above_percent: String,
    /// Whether the indicator is reported here at all.
    pub reported: bool,
    /// Values that count as reached.
    pub target: Vec<String>,
    /// Values that leave the denominator.
    pub leaves_denominator: Vec<String>,
    /// The figure as published; empty if none.
    pub figure: String,
    /// Above the line.
    pub numerator: String,
    /// Below the line.
    pub denominator: String,
    /// Units asked.
    pub units: u32,
    /// Units that answered what decides it.
    pub responded: u32,
    /// Units that leave the denominator.
    pub left_out: u32,
    /// Why there is no figure; empty if there is one.
    pub empty: String,
    /// The units.
    pub members: Vec<Member>,
    /// In plain Swedish.
    pub sentences: Vec<String>,
}

impl AggregateExplanation {
    /// As JSON.
    pub fn to_json(&self) -> Json {
        serde_json::to_value(self).expect("an explanation holds texts, numbers and lists only")
    }

    /// The sentences, in a language. The indicator is the one that was explained.
    pub fn told(&self, language: Language, vocabulary: &Vocabulary, indicator: &Indicator) -> Vec<String> {
        sentences::of_aggregate(Speech { language, vocabulary, indicator }, self)
    }
}

/// Explains the figure of a place (its position in `results.places`) on a computed indicator (its position).
pub fn aggregate(
    edition: &Edition,
    vocabulary: &Vocabulary,
    results: &Results,
    place: usize,
    indicator: usize,
) -> Option<AggregateExplanation> {
    let which = edition.computed().nth(indicator)?;
    let membership = results.places.get(place)?;
    let figures = results.aggregates.get(place, indicator);
    let rules = rules_of(edition, which);
    let [level, code, grouping, group] = rows::place_fields(&membership.place);
    let [numerator, denominator] = rows::quotient_fields(figures);
    let population = edition.measures.get("population");
    let members = results
        .subjects
        .iter()
        .enumerate()
        .filter(|(_, subject)| membership.units.contains(&subject.unit))
        .map(|(i, subject)| {
            let unit = &edition.frame.units[subject.unit];
            let outcome: &Outcome = results.outcomes.get(i, indicator);
            let weight = population.and_then(|population| population.get(&unit.code)).copied();
            Member {
                unit: Coded { id: unit.code.to_string(), name: unit.name.clone() },
                outcome: outcome_text(Language::Swedish, vocabulary, which, outcome),
                counts_as: counts_as(contribution(which, outcome, weight)),
                weight: weight
                    .filter(|_| which.method == domain::Method::PopulationWeightedMean)
                    .map(|weight| weight.to_string()),
            }
        })
        .collect();
    let name = if code.is_empty() {
        let scheme = edition.frame.schemes.iter().find(|scheme| scheme.grouping.as_str() == grouping);
        let named = scheme.and_then(|s| s.groups.iter().find(|g| g.code.as_str() == group));
        named.map_or_else(|| edition.frame.name(&group).unwrap_or(&group).to_owned(), |g| g.name.clone())
    } else {
        edition.frame.name(&code).unwrap_or(&code).to_owned()
    };
    let mut explanation = AggregateExplanation {
        format: FORMAT,
        kind: "aggregate",
        edition: edition.year.0,
        level,
        code,
        grouping,
        group,
        name,
        indicator: Coded { id: which.id.to_string(), name: which.name.sv.clone() },
        origin: results.origin.clone(),
        method: which.method.id(),
        times: rules.times,
        decimals: rules.decimals,
        withhold_above_percent: edition.withhold_above_percent.to_string(),
        reported: crate::aggregates::is_reported(which, &membership.place),
        target: which.target.iter().map(ToString::to_string).collect(),
        leaves_denominator: which.leaves_denominator.iter().map(ToString::to_string).collect(),
        figure: figures.figure.map(|figure| figure.to_string()).unwrap_or_default(),
        numerator,
        denominator,
        units: figures.units,
        responded: figures.responded,
        left_out: figures.left_out,
        empty: figures.figure.err().map(|why| why.id().to_owned()).unwrap_or_default(),
        members,
        sentences: Vec::new(),
    };
    explanation.sentences = explanation.told(Language::Swedish, vocabulary, which);
    Some(explanation)
}

fn counts_as(contribution: Contribution) -> &'static str {
    match contribution {
        Contribution::NotAsked => "not_asked",
        Contribution::NonResponse => "non_response",
        Contribution::LeftOut => "left_out",
        Contribution::Category { reached: true } => "reached",
        Contribution::Category { reached: false } => "not_reached",
        Contribution::Figure { .. } => "figure",
    }
}
