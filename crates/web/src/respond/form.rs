//! From a sent form to a fact: the cells that changed, and what could not be read.

use std::collections::BTreeMap;

use catalogue::model::Edition;
use collection::fact::{Change, Content};
use collection::form::pages::Page;
use collection::form::sheet::COMMENT;
use collection::form::value::{Given, Wrong, free_text};
use collection::head::{Head, Held};
use collection::ids::{CellId, FactId};
use domain::find_personal_number;
use rules::schema::QuestionKind;
use serde_json::Value;

use super::LastRound;
use super::cells::{Base, Filled, Sent};
use super::city::Offers;
use super::words::{self, Said};
use crate::design::question::MAX_COMMENT;

/// Where a form's id is sent, under which its save becomes one fact, however often it is sent.
pub const FACT: &str = "fact";
/// Where the question is sent that shall be answered as last time.
pub const UNCHANGED: &str = "unchanged";
/// Which question's answers are taken over from what the city offers.
pub const OFFERED: &str = "offered";
/// Which button was pressed.
pub const GO: &str = "go";

/// What is sent with a form: names and texts, a name as often as there are texts.
pub type Fields = [(String, String)];

/// What could not be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The cell, or its comment.
    pub cell: CellId,
    /// The field on the page.
    pub field: String,
    /// The question's number, for a list of errors.
    pub number: String,
    /// What is wrong, what is allowed, what to do.
    pub said: Said,
}

/// Where somebody wants to go once it is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Go {
    /// To the next page.
    Next,
    /// To the overview.
    Hub,
    /// To what is left before the part can be submitted.
    Left,
    /// They stay, and see what their choice did.
    Stay,
}

/// Where a sent form leads.
pub fn go(fields: &Fields) -> Go {
    let has = |is: fn(&str) -> bool| fields.iter().any(|(name, _)| is(name));
    if has(|name| name == UNCHANGED || name == OFFERED || name.starts_with("keep.")) {
        return Go::Stay;
    }
    match fields.iter().find(|(name, _)| name == GO).map(|(_, to)| to.as_str()) {
        Some("hub") => Go::Hub,
        Some("left") => Go::Left,
        Some("stay") => Go::Stay,
        Some(_) | None => Go::Next,
    }
}

/// The form's id, if it is one.
pub fn fact_id(fields: &Fields) -> Option<FactId> {
    fields.iter().find(|(name, _)| name == FACT)?.1.parse().ok()
}

/// Whether a page came as a page of ours is sent. One that lost what it was made from on its way – by a program in between, by
/// a form of somebody's own – would be read as unchanged, and what was written in it be lost without a word.
pub fn is_whole(edition: &Edition, page: &Page, fields: &Fields) -> bool {
    let has = |wanted: &str| fields.iter().any(|(name, _)| name == wanted);
    let writes = |wanted: &str| fields.iter().any(|(name, text)| name == wanted && !text.is_empty());
    let schema = &edition.questionnaire.schema;
    let questions = page.questions.iter().filter_map(|place| edition.questions.get(*place));
    let mut cells = questions.flat_map(|question| schema.cells_of(question.place));
    fields.iter().any(|(name, _)| is_ours(name))
        && cells.all(|col| {
            let cell = schema.column(col).name.as_str();
            let answers = writes(cell) || has(&format!("{cell}.cannot_say"));
            let comments = writes(&comment_field(cell));
            (!answers || has(&Base::name(cell)))
                && (!comments || has(&Base::name(&format!("{cell}{COMMENT}"))))
        })
}

/// Reads a page that was sent: what to save, if anything changed, and what could not be read.
///
/// What can be read is saved although something beside it cannot. A cell that the form did not show is left alone.
/// `head` is the response as it is now: the answers that a conflict's choice speaks of.
pub fn read_form(
    edition: &Edition,
    page: &Page,
    head: &Head,
    previous: Option<&LastRound>,
    fields: &Fields,
) -> (Option<Content>, Vec<FieldError>) {
    read_district(edition, page, head, previous, None, fields)
}

/// The same for a district, whose city may offer answers: pressed, an offer is saved as any answer of the district's own.
pub fn read_district(
    edition: &Edition,
    page: &Page,
    head: &Head,
    previous: Option<&LastRound>,
    offers: Option<&Offers>,
    fields: &Fields,
) -> (Option<Content>, Vec<FieldError>) {
    let sent = Sent::of(fields);
    let (unchanged, offered) = (sent.first(UNCHANGED), sent.first(OFFERED));
    let mut reading = Reading { head, fields: sent, cells: BTreeMap::new(), errors: Vec::new() };
    let schema = &edition.questionnaire.schema;
    for place in &page.questions {
        let Some(question) = edition.questions.get(*place) else { continue };
        for col in schema.cells_of(question.place) {
            let column = schema.column(col);
            let code = Some(question.code.as_str());
            let copied = (unchanged == code).then_some(previous).flatten().map(|last| &last.cells);
            let copied = copied.or((offered == code).then_some(offers).flatten().map(|offers| &offers.cells));
            reading.cell(&column.name, &column.kind, copied, words::number(question));
            reading.comment(&column.name, words::number(question));
        }
    }
    let Reading { cells, errors, .. } = reading;
    ((!cells.is_empty()).then_some(Content::Saved { cells }), errors)
}

struct Reading<'a> {
    head: &'a Head,
    fields: Sent<'a>,
    cells: BTreeMap<CellId, Change>,
    errors: Vec<FieldError>,
}

impl Reading<'_> {
    fn cell(
        &mut self,
        name: &str,
        kind: &QuestionKind,
        copied: Option<&BTreeMap<CellId, Value>>,
        number: &str,
    ) {
        let (Some(base), Ok(cell)) = (Base::sent(&self.fields, name), name.parse::<CellId>()) else { return };
        if self.choice(&cell, name, number, &base) {
            return;
        }
        if let Some(last) = copied {
            let value = last.get(&cell).filter(|value| Given::of_json(kind, value).is_some());
            if let Some(value) = value {
                self.save(cell, base.change(Some(value.clone())));
                return;
            }
        }
        let sent = Filled::sent(&self.fields, name);
        if base.holds(&sent) {
            return;
        }
        match sent.read(kind) {
            Ok(value) => self.save(cell, base.change(value)),
            Err(why) => {
                let line = sent.wrong_line(kind);
                let written = if line.is_some() { "" } else { sent.text() };
                let said = words::after_what_was_written(words::wrong(&why, line), &why, written);
                self.errors.push(FieldError {
                    cell,
                    field: name.to_owned(),
                    number: number.to_owned(),
                    said,
                });
            }
        }
    }

    fn comment(&mut self, cell: &str, number: &str) {
        let (name, field) = (format!("{cell}{COMMENT}"), comment_field(cell));
        let (Some(base), Ok(cell)) = (Base::sent(&self.fields, &name), name.parse::<CellId>()) else {
            return;
        };
        if self.choice(&cell, &field, number, &base) {
            return;
        }
        let sent = Filled::sent(&self.fields, &field);
        if base.holds(&sent) {
            return;
        }
        let characters = sent.text().chars().count();
        let read = match characters > MAX_COMMENT {
            true => Err(Wrong::TooLong { characters }),
            false => free_text(sent.text()),
        };
        match read {
            Ok(text) => {
                let value = (!text.trim().is_empty()).then(|| text.into());
                self.save(cell, base.change(value));
            }
            Err(why) => {
                let said = words::wrong_comment(&why);
                self.errors.push(FieldError { cell, field, number: number.to_owned(), said });
            }
        }
    }

    /// Whether one of several answers was chosen; the choice settles those that were shown.
    fn choice(&mut self, cell: &CellId, field: &str, number: &str, base: &Base) -> bool {
        let (keep, seen) = (format!("keep.{cell}"), seen_name(cell.as_str()));
        let Some(key) = self.fields.first(&keep) else { return false };
        let seen = self.fields.first(&seen).unwrap_or_default();
        let settles: Vec<FactId> = seen.split_whitespace().filter_map(|id| id.parse().ok()).collect();
        let chosen = self.head.cells.get(cell).and_then(|held| version(held, key));
        match chosen {
            Some(value) => {
                let change = base.clone().change(value);
                self.cells.insert(cell.clone(), Change { settles, ..change });
            }
            None => self.errors.push(FieldError {
                cell: cell.clone(),
                field: field.to_owned(),
                number: number.to_owned(),
                said: words::chosen_too_late(),
            }),
        }
        true
    }

    /// Unless the cell holds just that already.
    fn save(&mut self, cell: CellId, change: Change) {
        let held = self.head.cells.get(&cell);
        let by = held.map(|held| &held.by);
        let is_held = held.and_then(|held| held.value.as_ref()) == change.value.as_ref();
        if !(is_held && by == change.based_on.as_ref()) {
            self.cells.insert(cell, change);
        }
    }
}

/// The value of the version that came with a save.
fn version(held: &Held, key: &str) -> Option<Option<Value>> {
    if held.by.as_str() == key {
        return Some(held.value.clone());
    }
    held.proposals.iter().find(|proposal| proposal.by.as_str() == key).map(|proposal| proposal.value.clone())
}

/// Whether two answers stand against each other that the page did not show when it was sent: they are shown before
/// anybody goes on.
pub fn hides_a_conflict(head: &Head, fields: &Fields) -> bool {
    let has = |name: String| fields.iter().any(|(known, _)| *known == name);
    head.undecided().iter().any(|cell| has(format!("base.{cell}")) && !has(seen_name(cell.as_str())))
}

/// The field of a cell's comment.
pub(super) fn comment_field(cell: &str) -> String {
    format!("{cell}.comment")
}

/// The hidden field that says which proposals were shown.
pub(super) fn seen_name(cell: &str) -> String {
    format!("seen.{cell}")
}

/// What was written, fit to be shown again: personal identity numbers and control characters are taken out.
pub(crate) fn shown_again(text: &str) -> String {
    let mut shown: String =
        text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t')).collect();
    while let Some(found) = find_personal_number(&shown) {
        shown.replace_range(found, "[…]");
    }
    shown
}

/// The same of all that was sent, to fill a form again; what pages of ours wrote into it stays as it is.
pub(crate) fn all_again(fields: &Fields) -> Vec<(String, String)> {
    let again = |(name, text): &(String, String)| {
        (name.clone(), if is_ours(name) { text.clone() } else { shown_again(text) })
    };
    fields.iter().map(again).collect()
}

/// Whether a field of this name is one that nobody writes in: a digest, ids of saves.
pub(crate) fn is_ours(name: &str) -> bool {
    name == FACT || ["base.", "seen.", "keep."].iter().any(|start| name.starts_with(start))
}

/// What is said at a field of ours that a personal identity number was written in; none if there is none.
pub(crate) fn personal_number(text: &str) -> Option<Said> {
    free_text(text).is_err_and(|why| why == Wrong::PersonalNumber).then(words::wrong_here)
}

/// Reads a text on one line that says something.
///
/// # Errors
/// Why it cannot be kept; `missing` if there is none.
pub(crate) fn one_line(text: &str, most: usize, missing: Said) -> Result<String, Said> {
    let text = text.trim();
    let characters = text.chars().count();
    if text.is_empty() {
        return Err(missing);
    }
    if let Some(said) = personal_number(text) {
        return Err(said);
    }
    if characters > most {
        return Err(words::too_long(characters, most));
    }
    match free_text(text) {
        Ok(text) if text.contains('\n') => Err(missing),
        Ok(text) => Ok(text),
        Err(why) => Err(words::wrong_comment(&why)),
    }
}
