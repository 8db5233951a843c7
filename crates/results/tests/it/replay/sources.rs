//! What an explanation quotes, looked up in plain texts: the answers file, the units' facts, the frame, the
//! published rows.

use std::collections::HashMap;

use serde_json::Value as Json;

use super::interpreter::Checked;

/// A line of an answers file.
struct Line {
    row: String,
    value: String,
    accepted: bool,
}

/// An answers file as text, by unit and question; and what is known of units without asking.
pub(crate) struct AnswersFile {
    lines: HashMap<(String, String), Vec<Line>>,
    facts: HashMap<(String, String), String>,
    origin: String,
}

impl AnswersFile {
    /// Reads the text of an answers file; `facts` are unit, name and value.
    pub(crate) fn read(text: &[u8], facts: impl IntoIterator<Item = [String; 3]>) -> Self {
        let mut file = Self { lines: HashMap::new(), facts: HashMap::new(), origin: String::new() };
        for record in csv::ReaderBuilder::new().delimiter(b';').from_reader(text).deserialize() {
            let mut record: HashMap<String, String> = record.expect("an answers file is a table");
            let mut take = |column: &str| record.remove(column).unwrap_or_default();
            let (unit, question) = (take("unit"), take("question"));
            let line = Line { row: take("row"), value: take("value"), accepted: take("accepted") == "yes" };
            file.origin = take("origin");
            if !line.value.is_empty() {
                file.lines.entry((unit, question)).or_default().push(line);
            }
        }
        file.facts = facts.into_iter().map(|[unit, name, value]| ((unit, name), value)).collect();
        file
    }

    /// Whether everything the explanation quotes stands there, and everything that stands there is quoted.
    pub(crate) fn check(&self, explanation: &Json) -> Checked<()> {
        let unit = &explanation["unit"]["id"];
        let unit = unit.as_str().ok_or("no unit")?;
        if explanation["origin"] != self.origin.as_str() {
            return Err(format!("the answers are of origin `{}`", self.origin));
        }
        for cell in explanation["cells"].as_array().into_iter().flatten() {
            self.check_cell(unit, cell).map_err(|wrong| format!("{} {}: {wrong}", unit, cell["cell"]))?;
        }
        Ok(())
    }

    fn check_cell(&self, unit: &str, cell: &Json) -> Checked<()> {
        let text = |key: &str| cell[key].as_str().unwrap_or_default();
        let given: Vec<&str> =
            cell["given"].as_array().into_iter().flatten().filter_map(Json::as_str).collect();
        let question = text("question");
        if question.is_empty() {
            let fact = self.facts.get(&(unit.to_owned(), text("cell").to_owned()));
            let known: Vec<&str> = fact.into_iter().map(String::as_str).collect();
            return if given == known {
                Ok(())
            } else {
                Err(format!("quotes {given:?}, known is {known:?}"))
            };
        }
        let all = self.lines.get(&(unit.to_owned(), question.to_owned()));
        // Rows of the file are a grid's rows, or number the lines of a table.
        let is_table = text("kind") == "table";
        let lines = all.into_iter().flatten().filter(|line| is_table || line.row == text("row"));
        let (mut values, mut accepted, mut number) = (Vec::new(), false, 0);
        for line in lines {
            number += 1;
            if is_table && line.row != number.to_string() {
                return Err(format!("line {number} of the table is numbered {}", line.row));
            }
            values.push(line.value.as_str());
            accepted |= line.accepted;
        }
        if cell["hidden"] == true {
            if values.is_empty() || !given.is_empty() {
                return Err("hides what is not there".to_owned());
            }
        } else if given != values {
            return Err(format!("quotes {given:?}, the file says {values:?}"));
        }
        if cell["accepted"] != accepted {
            return Err(format!("accepted in the file: {accepted}"));
        }
        Ok(())
    }
}

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

/// Compares an explanation with the published row it explains; the columns by their names.
pub(crate) fn check_row<const N: usize>(
    explanation: &Json,
    columns: [&str; N],
    row: &[String; N],
) -> Checked<()> {
    for (column, value) in columns.into_iter().zip(row) {
        let told = match column {
            "unit" | "indicator" => &explanation[column]["id"],
            _ => match explanation.get(column) {
                Some(told) => told,
                None => &explanation["outcome"][column],
            },
        };
        let told = match told {
            Json::String(text) => text.clone(),
            other => other.to_string(),
        };
        if told != *value {
            return Err(format!("{column} is {told}, the published row says {value}"));
        }
    }
    Ok(())
}
