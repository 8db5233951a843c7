//! The frame, and the outcomes of its units.

use std::collections::HashMap;

use serde_json::Value as Json;

use super::Checked;

/// Which units belong to each place: level, code, grouping, group.
pub(crate) type Members = HashMap<[String; 4], Vec<String>>;

/// Which place a figure is of.
pub(crate) fn place_of(explanation: &Json) -> [String; 4] {
    ["level", "code", "grouping", "group"].map(|key| explanation[key].as_str().unwrap_or_default().to_owned())
}

/// What each unit's own explanation says of its outcome, by unit and indicator.
pub(crate) type OwnOutcomes = HashMap<(String, String), Json>;

/// Whether the units listed are those of the place, each with the outcome that its own explanation has.
pub(crate) fn check_members(explanation: &Json, members: &Members, own: &OwnOutcomes) -> Checked<()> {
    let place = place_of(explanation);
    let expected = members.get(&place).ok_or_else(|| format!("there is no place {place:?}"))?;
    let listed = explanation["members"].as_array().ok_or("no members")?;
    let codes: Vec<&str> =
        listed.iter().map(|member| member["unit"]["id"].as_str().unwrap_or_default()).collect();
    if codes != *expected {
        return Err(format!("lists {codes:?}, the place has {expected:?}"));
    }
    let indicator = explanation["indicator"]["id"].as_str().unwrap_or_default();
    for (member, code) in listed.iter().zip(expected) {
        let own = own
            .get(&(code.clone(), indicator.to_owned()))
            .ok_or_else(|| format!("no {indicator} of {code}"))?;
        let differs = |key: &&str| member["outcome"][*key] != own[*key];
        let keys = ["value", "figure", "numerator", "denominator", "exact", "empty", "all_reasons"];
        if let Some(key) = keys.into_iter().find(differs) {
            return Err(format!("{key} of {code} is {}, its own {}", member["outcome"][key], own[key]));
        }
    }
    Ok(())
}
