//! Answers of an earlier edition as answers to this one's questions (*förra omgångens svar*), where the catalogue says which
//! question became which.

use std::collections::BTreeMap;

use catalogue::model::{Edition, QuestionMap};
use serde_json::Value;

use super::value::Given;
use crate::ids::CellId;

/// What of an earlier edition's answers stands beside this edition's questions.
///
/// Only questions that [`catalogue::model::Comparability::questions`] names are carried over, alternative by alternative; a
/// code that is the same in both editions says nothing. Comments stay where they were written.
pub fn carried(edition: &Edition, from: u16, answers: &BTreeMap<CellId, Value>) -> BTreeMap<CellId, Value> {
    let schema = &edition.questionnaire.schema;
    let mut cells = BTreeMap::new();
    for map in &edition.comparability.questions {
        let (Some(then), Some(now)) = (code_in(&map.from, from), code_in(&map.to, edition.year.0)) else {
            continue;
        };
        for (cell, value) in answers {
            let Some(row) = row_of(cell.as_str(), then) else { continue };
            let Ok(id) = format!("{now}{row}").parse::<CellId>() else { continue };
            let value = translated(map, value);
            let fits = |value: &Value| {
                let column = schema.find(id.as_str()).map(|col| schema.column(col));
                column.is_some_and(|column| Given::of_json(&column.kind, value).is_some())
            };
            if let Some(value) = value.filter(fits) {
                cells.insert(id, value);
            }
        }
    }
    cells
}

/// `E11` of `2017:E11`, if it is of this year.
fn code_in(text: &str, year: u16) -> Option<&str> {
    let (of, code) = text.split_once(':')?;
    (of.parse() == Ok(year)).then_some(code)
}

/// What follows a question's code in a cell: nothing, or a row.
fn row_of<'c>(cell: &'c str, code: &str) -> Option<&'c str> {
    let rest = cell.strip_prefix(code)?;
    ((rest.is_empty() || rest.starts_with('.')) && !rest.contains('#')).then_some(rest)
}

/// None if an alternative has no counterpart. A map without alternatives carries answers over as they are.
fn translated(map: &QuestionMap, value: &Value) -> Option<Value> {
    let became = |id: &str| {
        let pair = map.alternatives.iter().find(|(then, _)| then == id);
        pair.map(|(_, now)| Value::from(now.as_str()))
    };
    match value {
        _ if map.alternatives.is_empty() => Some(value.clone()),
        Value::String(id) => became(id),
        Value::Array(several) => several.iter().map(|id| became(id.as_str()?)).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => None,
    }
}
