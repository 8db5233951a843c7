//! Answers to questions that were not asked: known only when all lines are read.

use domain::Truth;
use rules::schema::Col;
use rules::table::Cell;

use super::Answers;
use super::both::Both;
use super::mistakes::{Entry, Mistake, Mistakes, listing, quoted};
use crate::model::Edition;

/// Most answers that a message repeats of those a filter reads.
const MAX_READ: usize = 12;

/// Refuses every answer whose question's filter is FALSE.
///
/// A follow-up whose main question is missing is accepted: its filter is not FALSE but undetermined.
pub(super) fn refuse_not_asked(edition: &Edition, answers: &Answers, mistakes: &mut Mistakes) {
    each_not_asked(edition, answers, |unit, col, cells| {
        let line = answers.at.get(&(unit, col)).copied().unwrap_or_default();
        let remove = ("ta bort raden", "remove the line");
        mistakes.add(line, "ANS-24", || {
            let name = &edition.questionnaire.schema.column(col).name;
            not_asked(edition, answers, cells, unit, col, remove)
                .at(Entry { unit: edition.frame.units.get(unit), what: name })
        });
    });
}

/// Visits every answer whose question's filter is FALSE, with the cells of its unit.
pub(super) fn each_not_asked(
    edition: &Edition,
    answers: &Answers,
    mut visit: impl FnMut(usize, Col, &[Cell]),
) {
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
            visit(unit, col, &cells);
        }
    }
}

/// What to say of such an answer; how to `remove` it is said in Swedish and English.
pub(super) fn not_asked(
    edition: &Edition,
    answers: &Answers,
    cells: &[Cell],
    unit: usize,
    col: Col,
    remove: (&str, &str),
) -> Mistake {
    let why = Why { edition, answers, cells, unit };
    let mut main = Vec::new();
    let said = why.of(col, &mut main);
    let value = quoted(&answers.cell_text(unit, col).unwrap_or_default());
    let help: Both = if main.is_empty() {
        remove.into()
    } else {
        let main = listing(main);
        (
            format!("{}, eller rätta svaret på {}", remove.0, main.sv),
            format!("{}, or mend the answer to {}", remove.1, main.en),
        )
            .into()
    };
    Mistake::new(
        (
            format!("{} besvarar en fråga som inte ställdes: {}", value.sv, said.sv),
            format!("{} answers a question that was not asked: {}", value.en, said.en),
        ),
        help,
    )
}

/// Why a question was not asked, down to the answers that say so.
struct Why<'a> {
    edition: &'a Edition,
    answers: &'a Answers,
    cells: &'a [Cell],
    unit: usize,
}

impl<'a> Why<'a> {
    /// The filter of a cell and what it read; the answers that decided are added to `main`.
    fn of(&self, col: Col, main: &mut Vec<&'a str>) -> Both {
        let schema = &self.edition.questionnaire.schema;
        let mut read: Vec<Col> = Vec::new();
        if let Some(condition) = &self.edition.questionnaire.filters[col.index()] {
            condition.columns(&mut |col| {
                if !read.contains(&col) {
                    read.push(col);
                }
            });
        }
        let said = read.iter().take(MAX_READ).map(|&col| {
            let column = schema.column(col);
            let name = &column.name;
            if self.cells[col.index()].asked == Truth::False {
                // A filter reads earlier questions only, so this ends.
                let why = self.of(col, main);
                return (
                    format!("{name} ställdes inte heller ({})", why.sv),
                    format!("{name} was not asked either ({})", why.en),
                );
            }
            if column.question.is_some() && !main.contains(&name.as_str()) {
                main.push(name);
            }
            match self.answers.cell_text(self.unit, col) {
                Some(text) => {
                    let shown = quoted(&text);
                    (format!("{name} är {}", shown.sv), format!("{name} is {}", shown.en))
                }
                None => (format!("{name} är inte besvarad"), format!("{name} is not answered")),
            }
        });
        let (sv, en): (Vec<String>, Vec<String>) = said.unzip();
        let filter = self.filter(col);
        (
            format!("den ställs när `{filter}`, och {}", sv.join(", ")),
            format!("it is asked when `{filter}`, and {}", en.join(", ")),
        )
            .into()
    }

    /// The filter's text, with the row it was bound to.
    fn filter(&self, col: Col) -> String {
        let schema = &self.edition.questionnaire.schema;
        let column = schema.column(col);
        let question = column.question.map(|place| &schema.questions()[place]);
        let filter = question.and_then(|question| question.asked_when.as_deref()).unwrap_or_default();
        match &column.row {
            Some(row) => filter.replace("$row", row.as_str()),
            None => filter.to_owned(),
        }
    }
}
