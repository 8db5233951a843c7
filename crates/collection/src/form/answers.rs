//! From responses to an edition's answers: what `compute` and `publish` count.

use std::collections::BTreeMap;

use catalogue::answers::{Answers, blank};
use catalogue::model::Edition;
use domain::UnitCode;
use rules::schema::Col;
use serde_json::Value;

use super::sheet::Sheet;
use super::value::Given;
use crate::ids::CellId;

/// The answers of an edition, from what units answered.
///
/// Answers to questions that were not asked are left out: they are kept aside, and no rule reads them. A unit that the
/// edition does not know is left out as well, and given back.
pub fn answers<'v>(
    edition: &Edition,
    units: impl IntoIterator<Item = (&'v UnitCode, &'v BTreeMap<CellId, Value>)>,
) -> (Answers, Vec<&'v UnitCode>) {
    let (mut answers, mut unknown) = (blank(edition), Vec::new());
    for (code, cells) in units {
        let Some(unit) = edition.frame.position(code.as_str()) else {
            unknown.push(code);
            continue;
        };
        let sheet = Sheet::of(edition, &edition.frame.units[unit], cells);
        for i in 0..sheet.cells().len() {
            let col = Col(u32::try_from(i).expect("columns are numbered by u32"));
            if !sheet.is_shown(col) {
                continue;
            }
            if let Some(comment) = sheet.comment(col) {
                answers.comments.insert((unit, col), comment.to_owned());
            }
            match sheet.given(col) {
                Some(Given::Text(text)) => answers.give_text(unit, col, text),
                Some(Given::Lines(lines)) => {
                    for (line, number) in (1..).zip(lines) {
                        answers.give_line(unit, col, line, *number);
                    }
                }
                Some(
                    Given::One(_) | Given::Many(_) | Given::Number(_) | Given::CannotSay | Given::Date(_),
                ) => *answers.table.cell_mut(unit, col) = sheet.raw()[i],
                None => {}
            }
        }
    }
    (answers, unknown)
}

/// The cells that answers of a file hold for a unit: what an uploaded workbook saves.
pub fn cells_of(edition: &Edition, answers: &Answers, unit: usize) -> BTreeMap<CellId, Value> {
    let schema = &edition.questionnaire.schema;
    let mut cells = BTreeMap::new();
    for (i, column) in schema.columns().iter().enumerate() {
        let col = Col(u32::try_from(i).expect("columns are numbered by u32"));
        if column.question.is_none() {
            continue;
        }
        let mut put = |name: String, value: Value| {
            if let Ok(id) = name.parse() {
                cells.insert(id, value);
            }
        };
        if let Some(comment) = answers.comments.get(&(unit, col)) {
            put(format!("{}{}", column.name, super::sheet::COMMENT), comment.as_str().into());
        }
        if let Some(given) = given_in(answers, edition, unit, col) {
            put(column.name.clone(), given.json(&column.kind));
        }
    }
    cells
}

fn given_in(answers: &Answers, edition: &Edition, unit: usize, col: Col) -> Option<Given> {
    use rules::schema::QuestionKind as Kind;
    let kind = &edition.questionnaire.schema.column(col).kind;
    let raw = answers.raw(unit, col);
    if !raw.given {
        return None;
    }
    let is_missing_code = edition.questionnaire.missing_code(col) == Some(raw.value);
    match kind {
        Kind::Number(_) if is_missing_code => Some(Given::CannotSay),
        Kind::Number(_) => domain::Number::from_micros(raw.value.into()).map(Given::Number),
        Kind::One(set) | Kind::Many(set) => {
            let chosen = answers.chosen(unit, col);
            let places: Vec<usize> = chosen.into_iter().filter_map(|id| set.position(id)).collect();
            match kind {
                Kind::Many(_) => Some(Given::Many(places)),
                Kind::One(_) | Kind::Number(_) | Kind::Date | Kind::Text | Kind::Table(_) => {
                    places.first().copied().map(Given::One)
                }
            }
        }
        Kind::Date => answers.cell_text(unit, col)?.parse().ok().map(Given::Date),
        Kind::Text => answers.texts.get(&(unit, col)).cloned().map(Given::Text),
        Kind::Table(_) => {
            let lines = answers.lines.get(&(unit, col))?;
            Some(Given::Lines(lines.iter().map(|(_, number)| *number).collect()))
        }
    }
}
