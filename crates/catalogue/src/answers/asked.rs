//! Answers to questions that were not asked: known only when all lines are read.

use domain::Truth;
use rules::schema::Col;

use super::Answers;
use super::mistakes::{Mistake, Mistakes, quoted};
use crate::model::Edition;

/// Refuses every answer whose question's filter is FALSE.
///
/// A follow-up whose main question is missing is accepted: its filter is not FALSE but undetermined.
pub(super) fn refuse_not_asked(edition: &Edition, answers: &Answers, mistakes: &mut Mistakes) {
    let questionnaire = &edition.questionnaire;
    let mut cells = Vec::new();
    for unit in 0..answers.table.subjects() {
        let given = answers.table.row(unit);
        questionnaire.settle(given, &mut cells);
        for (i, (raw, cell)) in given.iter().zip(&cells).enumerate() {
            if !raw.given || cell.asked != Truth::False {
                continue;
            }
            let col = Col(u32::try_from(i).expect("columns are numbered by u32"));
            let line = answers.at.get(&(unit, col)).copied().unwrap_or_default();
            mistakes.add(line, "ANS-24", || not_asked(edition, answers, unit, col));
        }
    }
}

fn not_asked(edition: &Edition, answers: &Answers, unit: usize, col: Col) -> Mistake {
    let schema = &edition.questionnaire.schema;
    let column = schema.column(col);
    let question = column.question.map(|place| &schema.questions()[place]);
    let filter = question.and_then(|question| question.asked_when.as_deref()).unwrap_or_default();
    let filter = match &column.row {
        Some(row) => filter.replace("$row", row.as_str()),
        None => filter.to_owned(),
    };
    let mut read: Vec<Col> = Vec::new();
    if let Some(condition) = &edition.questionnaire.filters[col.index()] {
        condition.columns(&mut |col| {
            if !read.contains(&col) {
                read.push(col);
            }
        });
    }
    let said = |&col: &Col| {
        let name = &schema.column(col).name;
        match answers.cell_text(unit, col) {
            Some(text) => format!("{name} is {}", quoted(&text)),
            None => format!("{name} is not answered"),
        }
    };
    let said: Vec<String> = read.iter().take(12).map(said).collect();
    let main: Vec<&str> = read
        .iter()
        .map(|&col| schema.column(col))
        .filter(|column| column.question.is_some())
        .take(12)
        .map(|column| column.name.as_str())
        .collect();
    let value = answers.cell_text(unit, col).unwrap_or_default();
    let who = &edition.frame.units[unit];
    let help = match main.is_empty() {
        true => "remove the line".to_owned(),
        false => format!("remove the line, or mend the answer to {}", main.join(", ")),
    };
    Mistake::new(
        format!(
            "{} answers a question that was not asked: it is asked when `{filter}`, and {}",
            quoted(&value),
            said.join(", ")
        ),
        help,
    )
    .at(&format!("unit {} ({}), {}", who.code, who.name, column.name))
}
