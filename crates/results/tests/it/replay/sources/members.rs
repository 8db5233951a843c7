//! The frame, and the outcomes of its units.

use std::collections::HashMap;

use serde_json::Value as Json;

use super::Checked;

/// Who belongs where.
pub(crate) struct Frame {
    /// The units of each place: level, code, grouping, group.
    pub(crate) members: HashMap<[String; 4], Vec<String>>,
    /// How many live in a unit, where that is known.
    pub(crate) population: HashMap<String, String>,
    /// What each unit's own explanation says of its outcome, by unit and indicator.
    pub(crate) outcomes: HashMap<(String, String), Json>,
}

/// Which place a figure is of.
pub(crate) fn place_of(explanation: &Json) -> [String; 4] {
    ["level", "code", "grouping", "group"].map(|key| explanation[key].as_str().unwrap_or_default().to_owned())
}

impl Frame {
    /// Whether the units listed are those of the place, each with its own outcome and weight.
    pub(crate) fn check(&self, explanation: &Json) -> Checked<()> {
        let place = place_of(explanation);
        let expected = self.members.get(&place).ok_or_else(|| format!("there is no place {place:?}"))?;
        let listed = explanation["members"].as_array().ok_or("no members")?;
        let codes: Vec<&str> =
            listed.iter().map(|member| member["unit"]["id"].as_str().unwrap_or_default()).collect();
        if codes != *expected {
            return Err(format!("lists {codes:?}, the place has {expected:?}"));
        }
        let indicator = explanation["indicator"]["id"].as_str().unwrap_or_default();
        let is_weighed = explanation["method"] == "population_weighted_mean";
        for (member, code) in listed.iter().zip(expected) {
            let own = self.outcomes.get(&(code.clone(), indicator.to_owned()));
            let own = own.ok_or_else(|| format!("{code} has no {indicator}"))?;
            let keys = ["value", "figure", "numerator", "denominator", "exact", "empty", "all_reasons"];
            if let Some(key) = keys.into_iter().find(|key| member["outcome"][*key] != own[*key]) {
                return Err(format!("{key} of {code} is {}, its own {}", member["outcome"][key], own[key]));
            }
            let population = self.population.get(code).filter(|_| is_weighed);
            if member["weight"].as_str() != population.map(String::as_str) {
                return Err(format!("{code} has a population of {population:?}"));
            }
        }
        Ok(())
    }
}
