//! Comments: one a question. It stands at the cell that has one already, or where a check asks for it, or at the first.

use catalogue::model::{Question as Asks, Severity};
use collection::ids::CellId;
use maud::{Markup, html};

use super::super::cells::{Base, Filled};
use super::super::form::comment_field;
use super::super::{hidden, words};
use super::Asked;
use super::question::{Shown, comment_cell, filled, seen, versions};
use crate::design::conflict::Conflict;
use crate::design::field::{Control, Field};
use crate::design::input::TextArea;
use crate::design::question::{Comment, MAX_COMMENT, Question};
use crate::language::Phrase;

/// The comments of a question, as they stand on the page.
pub(super) struct Comments<'a> {
    asked: &'a Asked<'a>,
    all: Vec<One<'a>>,
    asked_for: Option<Phrase<'a>>,
}

struct One<'a> {
    cell: CellId,
    field: String,
    about: String,
    filled: Filled,
    base: Base,
    error: Option<&'a str>,
}

/// The comment of a question, and those on its rows if somebody has commented there.
pub(super) fn comments<'a>(asked: &'a Asked<'a>, question: &'a Asks, cells: &[Shown<'a>]) -> Comments<'a> {
    let sheet = asked.response.sheet;
    let soft = || asked.response.findings_on(asked.page).filter(|finding| finding.severity == Severity::Soft);
    let is_written = |cell: &&Shown<'_>| {
        let written = |cell| asked.written.and_then(|written| written.of(&cell));
        sheet.comment(cell.col).is_some() || comment_cell(cell.name).and_then(written).is_some()
    };
    let is_held = |cell: &Shown<'_>| {
        let held = comment_cell(cell.name).and_then(|id| asked.response.head.cells.get(&id));
        held.is_some_and(|held| !held.proposals.is_empty())
    };
    let mut at: Vec<&Shown<'a>> = cells.iter().filter(|cell| is_written(cell) || is_held(cell)).collect();
    if at.is_empty() {
        let is_asked = |cell: &&Shown<'_>| soft().any(|finding| finding.cell == cell.col);
        at.extend(cells.iter().find(is_asked).or(cells.first()));
    }
    let all: Vec<One<'a>> = at.into_iter().filter_map(|cell| one(asked, question, cell)).collect();
    let is_commented = cells.iter().any(|cell| sheet.comment(cell.col).is_some());
    let asked_for = (!is_commented).then(|| reasons(asked, question, cells)).flatten();
    Comments { asked, all, asked_for }
}

fn one<'a>(asked: &'a Asked<'a>, question: &Asks, cell: &Shown<'_>) -> Option<One<'a>> {
    let id = comment_cell(cell.name)?;
    let field = comment_field(cell.name);
    let fresh = Filled::comment(asked.response.sheet.comment(cell.col));
    let held = asked.response.head.cells.get(&id);
    let written = asked.written.and_then(|written| written.of(&id));
    let (filled, base) = filled(fresh, held, written, (id.as_str(), &field));
    let error = asked.written.and_then(|written| written.error(&id));
    let error = error.map(|error| error.said.get(asked.response.setting.language));
    let column = asked.response.setting.edition.questionnaire.schema.column(cell.col);
    let row = column.row.as_ref().and_then(|row| {
        question.rows.iter().flatten().find(|known| known.id == row.as_str()).map(|row| row.text.sv.as_str())
    });
    let about = match row {
        Some(row) => format!("{}, {row}", words::number(question)),
        None => words::number(question).to_owned(),
    };
    Some(One { cell: id, field, about, filled, base, error })
}

/// Why checks ask for a comment; of a grid, with the rows they are about.
fn reasons<'a>(asked: &'a Asked<'a>, question: &'a Asks, cells: &[Shown<'a>]) -> Option<Phrase<'a>> {
    let setting = &asked.response.setting;
    let mut said: Vec<(Phrase<'a>, Vec<&str>)> = Vec::new();
    for finding in asked.response.findings_on(asked.page) {
        if finding.severity != Severity::Soft || !cells.iter().any(|cell| cell.col == finding.cell) {
            continue;
        }
        let text = words::finding(setting, finding);
        let column = setting.edition.questionnaire.schema.column(finding.cell);
        let row = column.row.as_ref().and_then(|id| {
            question.rows.iter().flatten().find(|row| row.id == id.as_str()).map(|row| row.text.sv.as_str())
        });
        match said.iter_mut().find(|(before, _)| *before == text) {
            Some((_, rows)) => rows.extend(row),
            None => said.push((text, row.into_iter().collect())),
        }
    }
    let is_official = said.iter().any(|(text, rows)| text.lang().is_some() || !rows.is_empty());
    let texts: Vec<String> = said
        .iter()
        .map(|(text, rows)| match rows.is_empty() {
            true => text.text().to_owned(),
            false => format!("{}: {}", rows.join(", "), text.text()),
        })
        .collect();
    let text = texts.join(" ");
    match (texts.is_empty(), is_official) {
        (true, _) => None,
        (false, true) => Some(setting.language.official(text)),
        (false, false) => Some(text.into()),
    }
}

impl<'a> Comments<'a> {
    /// Puts them on their question.
    pub(super) fn on<'q, C: Control>(&'q self, mut question: Question<'q, C>) -> Question<'q, C>
    where
        'a: 'q,
    {
        let setting = &self.asked.response.setting;
        let Some((first, more)) = self.all.split_first() else { return question };
        let comment = Comment { value: first.filled.text(), asked_for: self.asked_for.clone() };
        question = question.comment(comment).comment_name(&first.field);
        if let Some(error) = first.error {
            question = question.comment_error(error);
        }
        for one in more {
            let label = format!("{} {}", setting.language.say("Kommentar till", "Comment on"), one.about);
            let area = TextArea { value: one.filled.text(), rows: 3, max: MAX_COMMENT };
            let field = Field::new(&one.field, label, area);
            let field = match one.error {
                Some(error) => field.error(error),
                None => field,
            };
            question = question.also_comment(field.html(setting.language));
        }
        for one in &self.all {
            let held = self.asked.response.head.cells.get(&one.cell);
            if let Some(held) = held.filter(|held| !held.proposals.is_empty()) {
                let about = setting.language.say("Kommentaren", "The comment");
                let read =
                    |value: &serde_json::Value| value.as_str().map(|text| Phrase::from(text.to_owned()));
                let versions = versions(self.asked, held, read);
                question = question
                    .conflict(Conflict { versions, at: Some((one.cell.as_str().into(), about.into())) });
            }
        }
        question
    }

    /// What the form carries for them.
    pub(super) fn hidden(&self) -> Markup {
        html! {
            @for one in &self.all {
                (hidden(&Base::name(one.cell.as_str()), &one.base.text()))
                (seen(self.asked, &one.cell))
            }
        }
    }
}
