//! The answers file, the reviewer's decisions, and what is known of units without asking.

use std::collections::HashMap;

use serde_json::Value as Json;

use super::Checked;

/// A line of an answers file.
struct Line {
    row: String,
    value: String,
    accepted: bool,
}

/// An answers file as text, by unit and question.
pub(crate) struct AnswersFile {
    lines: HashMap<(String, String), Vec<Line>>,
    /// By unit and name.
    facts: HashMap<(String, String), String>,
    /// By unit and cell.
    decisions: HashMap<(String, String), String>,
    origin: String,
}

impl AnswersFile {
    /// Reads the text of an answers file; facts are unit, name and value, decisions unit, cell and reason.
    pub(crate) fn read(text: &[u8], facts: Vec<[String; 3]>, decisions: Vec<[String; 3]>) -> Self {
        let keyed =
            |all: Vec<[String; 3]>| all.into_iter().map(|[unit, name, what]| ((unit, name), what)).collect();
        let (facts, decisions) = (keyed(facts), keyed(decisions));
        let mut file = Self { lines: HashMap::new(), facts, decisions, origin: String::new() };
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
        file
    }

    /// Whether everything the explanation quotes stands there, and everything that stands there is quoted.
    pub(crate) fn check(&self, explanation: &Json) -> Checked<()> {
        let unit = explanation["unit"]["id"].as_str().ok_or("no unit")?;
        if explanation["origin"] != self.origin.as_str() {
            return Err(format!("the answers are of origin `{}`", self.origin));
        }
        for cell in explanation["cells"].as_array().into_iter().flatten() {
            let told = |wrong| format!("{unit} {}: {wrong}", cell["cell"]);
            self.check_cell(unit, cell).map_err(told)?;
        }
        Ok(())
    }

    fn check_cell(&self, unit: &str, cell: &Json) -> Checked<()> {
        let text = |key: &str| cell[key].as_str().unwrap_or_default();
        let key = (unit.to_owned(), text("cell").to_owned());
        let decision = self.decisions.get(&key);
        if cell["decision"].as_str() != decision.map(String::as_str) {
            return Err(format!("the reviewer decided {decision:?}"));
        }
        let given: Vec<&str> =
            cell["given"].as_array().into_iter().flatten().filter_map(Json::as_str).collect();
        if text("question").is_empty() {
            let known: Vec<&str> = self.facts.get(&key).into_iter().map(String::as_str).collect();
            let is_right = given == known && cell["accepted"] == false;
            return if is_right { Ok(()) } else { Err(format!("quotes {given:?}, known is {known:?}")) };
        }
        let lines = self.lines.get(&(unit.to_owned(), text("question").to_owned()));
        // Rows of the file are a grid's rows, or number the lines of a table.
        let is_table = text("kind") == "table";
        let lines = lines.into_iter().flatten().filter(|line| is_table || line.row == text("row"));
        let (mut values, mut accepted) = (Vec::new(), false);
        for line in lines {
            values.push(line.value.as_str());
            accepted |= line.accepted;
            if is_table && line.row != values.len().to_string() {
                return Err(format!("line {} of the table is numbered {}", values.len(), line.row));
            }
        }
        if cell["hidden"] == true {
            if values.is_empty() || !given.is_empty() {
                return Err("hides what is not there".to_owned());
            }
        } else if given != values {
            return Err(format!("quotes {given:?}, the file says {values:?}"));
        }
        if cell["accepted"] == accepted { Ok(()) } else { Err(format!("accepted in the file: {accepted}")) }
    }
}
