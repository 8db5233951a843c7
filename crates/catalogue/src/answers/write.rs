//! Writing answers as the contract says, so that reading them gives the same.

use std::io::{self, Write};

use csv::{Terminator, Writer, WriterBuilder};
use rules::schema::{Col, QuestionKind};

use super::{Answers, Origin};
use crate::model::Edition;

/// Writes answers as `answers.csv`: units by code, questions in the order they are asked.
///
/// The column `accepted` is there if a reviewer decided anything, `origin` if the answers are simulated, `round` if they
/// are one of several simulated rounds.
///
/// # Errors
/// If `out` cannot be written to.
pub fn write_answers(edition: &Edition, answers: &Answers, out: impl Write) -> io::Result<()> {
    let writer = WriterBuilder::new().delimiter(b';').terminator(Terminator::Any(b'\n')).from_writer(out);
    let (has_accepted, origin) = (!answers.accepted.is_empty(), answers.origin);
    let round = answers.round.filter(|_| origin == Origin::Simulated).map(|round| round.to_string());
    let named_round = round.is_some().then_some("round");
    let mut lines = AnswerWriter { writer, has_accepted, origin, round };
    let names = ["unit", "question", "row", "value", "comment"];
    let accepted = has_accepted.then_some("accepted");
    let origin = (origin == Origin::Simulated).then_some("origin");
    lines.writer.write_record(names.into_iter().chain(accepted).chain(origin).chain(named_round))?;
    let schema = &edition.questionnaire.schema;
    for (unit, place) in edition.frame.units.iter().zip(0..) {
        for (i, column) in schema.columns().iter().enumerate() {
            let Some(question) = column.question.map(|place| &schema.questions()[place]) else { continue };
            let col = Col(u32::try_from(i).expect("columns are numbered by u32"));
            let row = column.row.as_ref().map_or("", |row| row.as_str());
            let cell = [unit.code.as_str(), question.code.as_str()];
            let mut comment = answers.comments.get(&(place, col)).map_or("", String::as_str);
            let decided = answers.accepted.get(&(place, col)).copied();
            if !answers.raw(place, col).given {
                if !comment.is_empty() {
                    let row = if matches!(column.kind, QuestionKind::Table(_)) { "1" } else { row };
                    lines.line(cell, row, "", comment, None)?;
                }
                continue;
            }
            match &column.kind {
                QuestionKind::Many(_) => {
                    let chosen = answers.chosen(place, col);
                    let decided_on =
                        chosen.iter().find(|id| question.rows.is_some() || is_among(&question.reviewed, id));
                    for id in &chosen {
                        lines.line(cell, row, id, comment, decided.filter(|_| Some(id) == decided_on))?;
                        comment = "";
                    }
                }
                QuestionKind::Table(_) => {
                    for (number, value) in answers.lines.get(&(place, col)).into_iter().flatten() {
                        lines.line(cell, &number.to_string(), &value.to_string(), comment, None)?;
                        comment = "";
                    }
                }
                QuestionKind::One(_) | QuestionKind::Number(_) | QuestionKind::Date | QuestionKind::Text => {
                    let value = answers.cell_text(place, col).unwrap_or_default();
                    lines.line(cell, row, &value, comment, decided)?;
                }
            }
        }
    }
    lines.writer.flush()
}

fn is_among(ids: &[String], id: &str) -> bool {
    ids.iter().any(|known| known == id)
}

struct AnswerWriter<W: Write> {
    writer: Writer<W>,
    has_accepted: bool,
    origin: Origin,
    round: Option<String>,
}

impl<W: Write> AnswerWriter<W> {
    fn line(
        &mut self,
        [unit, question]: [&str; 2],
        row: &str,
        value: &str,
        comment: &str,
        decided: Option<bool>,
    ) -> io::Result<()> {
        let accepted = self.has_accepted.then_some(match decided {
            Some(true) => "yes",
            Some(false) => "no",
            None => "",
        });
        let origin = (self.origin == Origin::Simulated).then_some(self.origin.id());
        let fields = [unit, question, row, value, comment];
        Ok(self
            .writer
            .write_record(fields.into_iter().chain(accepted).chain(origin).chain(self.round.as_deref()))?)
    }
}
