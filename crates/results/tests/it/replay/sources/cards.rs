//! The questionnaire and the indicators' cards, as they are printed.

use std::collections::HashMap;

use serde_json::Value as Json;

use super::Checked;

/// What the questionnaire prints of a cell.
pub(crate) struct Cell {
    /// Where it stands.
    pub(crate) place: usize,
    pub(crate) kind: &'static str,
    pub(crate) wording: String,
    pub(crate) row_wording: String,
    /// Id and words of each alternative.
    pub(crate) alternatives: Vec<(String, String)>,
    pub(crate) missing_code: Option<String>,
    pub(crate) asked_when: String,
}

/// A questionnaire, by the names of its cells.
pub(crate) struct Questionnaire(pub(crate) HashMap<String, Cell>);

impl Questionnaire {
    /// Whether the explanation's cells are quoted rightly and stand in order.
    pub(crate) fn check(&self, explanation: &Json) -> Checked<()> {
        let mut last = None;
        for told in explanation["cells"].as_array().into_iter().flatten() {
            let name = told["cell"].as_str().unwrap_or_default();
            let cell = self.0.get(name).ok_or_else(|| format!("the questionnaire has no {name}"))?;
            if last.replace(cell.place) >= Some(cell.place) {
                return Err(format!("{name} is not asked there"));
            }
            let words = |id: &Json| {
                let known = cell.alternatives.iter().find(|(known, _)| *id == known.as_str());
                known.map_or_else(|| id.clone(), |(_, words)| words.as_str().into())
            };
            let given_words: Vec<Json> = told["given"].as_array().into_iter().flatten().map(words).collect();
            let set: Vec<Json> = cell.alternatives.iter().map(|(id, _)| id.as_str().into()).collect();
            for (key, printed) in [
                ("kind", cell.kind.into()),
                ("wording", cell.wording.as_str().into()),
                ("row_wording", cell.row_wording.as_str().into()),
                ("set", Json::Array(set)),
                ("given_words", Json::Array(given_words)),
                ("missing_code", cell.missing_code.as_deref().into()),
                ("asked_when", cell.asked_when.as_str().into()),
            ] {
                same(key, &told[key], &printed).map_err(|wrong| format!("{name}: {wrong}"))?;
            }
        }
        Ok(())
    }
}

/// What an indicator's card prints of how it is counted; keys as in explanations.
pub(crate) struct Card(pub(crate) Vec<(&'static str, Json)>);

impl Card {
    /// Whether the explanation quotes it rightly.
    pub(crate) fn check(&self, explanation: &Json) -> Checked<()> {
        self.0.iter().try_for_each(|(key, printed)| match explanation.get(key) {
            Some(told) => same(key, told, printed),
            None => Ok(()),
        })
    }
}

fn same(key: &str, told: &Json, printed: &Json) -> Checked<()> {
    if told == printed { Ok(()) } else { Err(format!("`{key}` is {told}, printed is {printed}")) }
}
