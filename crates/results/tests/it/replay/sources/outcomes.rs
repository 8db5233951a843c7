//! A file of published outcomes.

use std::collections::HashMap;

use serde_json::Value as Json;

use super::Checked;
use crate::replay::interpreter::Exact;

/// An outcomes file as text: value, numerator and denominator by unit and indicator.
pub(crate) struct OutcomesFile(HashMap<(String, String), [String; 3]>);

impl OutcomesFile {
    /// Reads the text of an outcomes file.
    pub(crate) fn read(text: &[u8]) -> Self {
        let mut lines = HashMap::new();
        for record in csv::ReaderBuilder::new().delimiter(b';').from_reader(text).deserialize() {
            let mut record: HashMap<String, String> = record.expect("an outcomes file is a table");
            let mut take = |column: &str| record.remove(column).unwrap_or_default();
            lines.insert(
                (take("unit"), take("indicator")),
                [take("value"), take("numerator"), take("denominator")],
            );
        }
        Self(lines)
    }

    /// Whether the outcome explained is the one in the file; what is not there is not answered.
    pub(crate) fn check(&self, explanation: &Json) -> Checked<()> {
        let id = |what: &str| explanation[what]["id"].as_str().unwrap_or_default().to_owned();
        let told = |key: &str| explanation["outcome"][key].as_str().unwrap_or_default();
        let nothing = Default::default();
        let [value, numerator, denominator] = self.0.get(&(id("unit"), id("indicator"))).unwrap_or(&nothing);
        let is_same = |told: &str, written: &str| match (Exact::read_any(told), Exact::read_any(written)) {
            (Ok(told), Ok(written)) => told == written,
            _ => told == written,
        };
        let is_right = is_same(told("numerator"), numerator)
            && is_same(told("denominator"), denominator)
            && match (value.as_str(), numerator.as_str()) {
                ("", "") => told("empty") == "not_answered",
                ("", _) => !told("figure").is_empty(),
                _ => ["value", "figure", "empty"].into_iter().any(|key| is_same(told(key), value)),
            };
        if is_right { Ok(()) } else { Err(format!("the file says {value} {numerator} {denominator}")) }
    }
}
