//! The rows of a sheet of questions: each becomes an answer, or is refused with all that is wrong with it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::PartCode;
use rules::schema::{Col, MAX_TABLE_LINES};
use rules::table::Raw;

use super::super::both::Both;
use super::super::mistakes::{Mistake, quoted};
use super::super::{Answers, blank};
use super::cell::{self, Said};
use super::form::{self, ACCEPTED, NOT_ACCEPTED};
use super::sheets::{Held, Sheet};
use super::table::{Kind, Table};
use super::{At, Log, told};
use crate::model::{Edition, Question};

/// What a key stands for.
#[derive(Clone, Copy, Debug)]
struct Target {
    /// The question's place among the edition's.
    question: usize,
    col: Col,
    alternative: Option<usize>,
    line: u32,
}

/// Reads rows into the answers of one unit.
pub(super) struct RowReader<'e> {
    edition: &'e Edition,
    /// What was read so far.
    pub(super) answers: Answers,
    targets: HashMap<String, Target>,
    unit: usize,
    seen: HashMap<String, At>,
    /// Sheets that repeat keys of an earlier one: the first such row, its key, and how many.
    twice: BTreeMap<(usize, usize), (At, String, usize)>,
    places: HashMap<Col, At>,
}

impl<'e> RowReader<'e> {
    pub(super) fn new(edition: &'e Edition) -> Self {
        let mut targets = HashMap::new();
        for (i, question) in edition.questions.iter().enumerate() {
            let lines = u32::try_from(MAX_TABLE_LINES).unwrap_or(u32::MAX);
            for row in form::answer_rows(edition, question, lines) {
                let target =
                    Target { question: i, col: row.col, alternative: row.alternative, line: row.line };
                targets.insert(row.key, target);
            }
        }
        let answers = blank(edition);
        let (seen, twice, places) = Default::default();
        Self { edition, answers, targets, unit: 0, seen, twice, places }
    }

    /// Whose answers they are. Of an unknown unit they are checked all the same, and nothing is known of it.
    pub(super) fn answer_for(&mut self, unit: Option<usize>) {
        self.unit = unit.unwrap_or_default();
        if unit.is_none() && self.answers.table.subjects() > 0 {
            self.answers.table.row_mut(0).fill(Raw::default());
        }
    }

    pub(super) fn is_key(&self, text: &str) -> bool {
        self.targets.contains_key(text)
    }

    /// Where the answer of a cell stands.
    pub(super) fn place_of(&self, col: Col) -> At {
        self.places.get(&col).copied().unwrap_or_default()
    }

    /// Reads the rows of a sheet.
    pub(super) fn sheet(&mut self, place: usize, sheet: &Sheet, table: &Table, log: &mut Log<'_>) {
        for merged in &sheet.merged {
            let (from, to) = (merged.start, merged.end);
            let is_read =
                to.0 > table.header && table.columns().any(|column| (from.1..=to.1).contains(&column));
            if is_read && from != to {
                let at = |(row, column)| At { sheet: place, row, column };
                log.add_range(at(from), at(to), "ANS-43", "", told::merged_cells);
            }
        }
        for row in table.rows(sheet) {
            self.row(Row { place, sheet, table, row }, log);
        }
    }

    fn row(&mut self, row: Row<'_>, log: &mut Log<'_>) {
        let key = row.text(row.table.key);
        let at_key = row.at(row.table.key);
        let Some(&target) = self.targets.get(&key) else {
            let at = if key.is_empty() { row.at(row.table.answer) } else { at_key };
            if key.is_empty()
                && row.text(row.table.answer).is_empty()
                && row.text(row.table.comment).is_empty()
            {
                return;
            }
            return log.add(at, "ANS-42", "", || self.unknown_key(&key));
        };
        if let Some(&before) = self.seen.get(&key) {
            if before.sheet == row.place {
                return log.add(at_key, "ANS-42", &key, || told::key_twice(before));
            }
            self.twice.entry((before.sheet, row.place)).or_insert((at_key, key, 0)).2 += 1;
            return;
        }
        self.seen.insert(key.clone(), at_key);
        let question = &self.edition.questions[target.question];
        let at_answer = row.at(row.table.answer);
        let mut said = Ok(None);
        if let Some(held) = row.cell(row.table.answer) {
            said = cell::read(self.edition, question, target.alternative, held).map_err(|(code, mistake)| {
                log.add(at_answer, code, &key, || mistake);
            });
        }
        self.comment(&row, target.col, &key, log);
        let is_given = !matches!(said, Ok(None));
        if let Ok(Some(said)) = said {
            self.give(target, said, at_answer, &key, log);
        }
        self.review(&row, target, question, is_given, &key, log);
    }

    /// Puts an answer in its cell.
    fn give(&mut self, target: Target, said: Said, at: At, key: &str, log: &mut Log<'_>) {
        let (unit, col) = (self.unit, target.col);
        let raw = self.answers.raw(unit, col);
        let put = |value: i64| Raw { value, given: true, ..raw };
        match said {
            Said::Alternative(place) => {
                *self.answers.table.cell_mut(unit, col) = put(i64::try_from(place).unwrap_or_default());
            }
            Said::Chosen => {
                // A set has at most 64 alternatives.
                let place = u32::try_from(target.alternative.unwrap_or_default()).unwrap_or_default();
                *self.answers.table.cell_mut(unit, col) = put(raw.value | 1_i64.wrapping_shl(place));
            }
            Said::Number(number) if target.line > 0 => {
                if !self.answers.give_line(unit, col, target.line, number) {
                    log.add(at, "ANS-18", key, told::lines_too_large);
                }
            }
            Said::Number(number) => *self.answers.table.cell_mut(unit, col) = put(number.micros()),
            Said::Date(date) => *self.answers.table.cell_mut(unit, col) = put(date),
            Said::Text(text) => self.answers.give_text(unit, col, &text),
        }
        self.places.entry(col).or_insert(at);
        self.answers.at.entry((unit, col)).or_insert(at.row as usize + 1);
    }

    fn comment(&mut self, row: &Row<'_>, col: Col, key: &str, log: &mut Log<'_>) {
        let Some(held) = row.cell(row.table.comment) else { return };
        let text = held.text();
        let what = ("kommentaren", "comment");
        if let Err((code, mistake)) = cell::sound(held).and_then(|()| cell::free_text(&text, what)) {
            return log.add(row.at(row.table.comment), code, key, || mistake);
        }
        if text.trim().is_empty() {
            return;
        }
        let all = self.answers.comments.entry((self.unit, col)).or_default();
        if !all.is_empty() {
            all.push('\n');
        }
        all.push_str(&text);
    }

    /// A reviewer's decision, where the sheet has a column for them.
    fn review(
        &mut self,
        row: &Row<'_>,
        target: Target,
        question: &Question,
        is_given: bool,
        key: &str,
        log: &mut Log<'_>,
    ) {
        let Some(column) = row.table.review else { return };
        let text = row.text(column);
        let accepted = match text.to_lowercase() {
            empty if empty.is_empty() => return,
            word if word == ACCEPTED.to_lowercase() || word == "yes" => true,
            word if word == NOT_ACCEPTED.to_lowercase() || word == "no" => false,
            _ => return log.add(row.at(column), "ANS-20", key, || told::no_decision(&text)),
        };
        let schema = &self.edition.questionnaire.schema;
        let reviewed = &schema.questions()[question.place].reviewed;
        let cell = schema.column(target.col);
        // Of a grid it is rows that are reviewed, of a multiple choice alternatives.
        let is_reviewed = cell.reviewed
            && match (&cell.row, target.alternative) {
                (None, Some(place)) => {
                    question.alternatives.get(place).is_some_and(|a| reviewed.contains(&a.id))
                }
                (Some(_), _) | (None, None) => true,
            };
        if !is_reviewed {
            return log.add(row.at(column), "ANS-20", key, || told::decision_astray(&text, true));
        }
        if !is_given {
            return log.add(row.at(column), "ANS-20", key, || told::decision_astray(&text, is_given));
        }
        match self.answers.accepted.get(&(self.unit, target.col)) {
            Some(&before) if before != accepted => {
                log.add(row.at(column), "ANS-20", key, || told::no_decision(&text))
            }
            _ => self.answers.decide(self.unit, target.col, accepted),
        }
    }

    fn unknown_key(&self, key: &str) -> Mistake {
        // Of a table's very many lines the first are enough to find what was meant.
        let keys = self.targets.iter().filter(|(_, target)| target.line <= 10);
        let mut keys: Vec<&str> = keys.map(|(key, _)| key.as_str()).collect();
        keys.sort_unstable();
        told::unknown_key(key, &keys, self.edition.questions.iter().map(|question| question.code.as_str()))
    }

    /// Tells of parts of which no row is there: their sheet was taken away, and what it asked is not known to be empty.
    pub(super) fn tell_sheets_missing(&self, log: &mut Log<'_>) {
        let seen = |part: &PartCode| {
            self.seen
                .keys()
                .filter_map(|key| self.targets.get(key))
                .any(|target| self.edition.questions[target.question].part == *part)
        };
        let asked = |part: &PartCode| self.edition.questions.iter().any(|question| question.part == *part);
        let parts = self.edition.parts.iter().filter(|part| part.described && asked(&part.code));
        for part in parts.filter(|part| !seen(&part.code)) {
            log.add_of_file("ANS-47", told::sheet_missing(&part.code, &part.name));
        }
    }

    /// What is to be known of the sheets and is no mistake: those that were renamed, and those that are not read.
    pub(super) fn notes(&self, sheets: &[Sheet], kinds: &[Kind]) -> Vec<Both> {
        let mut notes = Vec::new();
        for (i, (sheet, kind)) in sheets.iter().zip(kinds).enumerate() {
            match kind {
                Kind::Questions(_) => {
                    let of_sheet = self.seen.iter().filter(|(_, at)| at.sheet == i);
                    let parts: BTreeSet<&PartCode> = of_sheet
                        .filter_map(|(key, _)| self.targets.get(key))
                        .map(|target| &self.edition.questions[target.question].part)
                        .collect();
                    let parts: Vec<String> = parts.into_iter().map(form::part_sheet).collect();
                    if !parts.is_empty() && parts != [sheet.name.clone()] {
                        notes.push(told::sheet_renamed(&sheet.name, &parts.join(", ")));
                    }
                }
                Kind::Other if !is_ours(sheet) => notes.push(told::sheet_not_read(&sheet.name)),
                Kind::Other | Kind::Headless(..) | Kind::NoHeader(_) => {}
            }
        }
        notes
    }

    /// Tells of sheets that repeat another's keys, once each.
    pub(super) fn tell_sheets_twice(&self, log: &mut Log<'_>) {
        for (&(first, _), (at, key, n)) in &self.twice {
            let name = log.sheets.get(first).map(|sheet| quoted(&sheet.name)).unwrap_or_default();
            log.add(*at, "ANS-41", key, || {
                Mistake::new(
                    (
                        format!("{n} av bladets nycklar finns redan på bladet {}", name.sv),
                        format!("{n} of the sheet's keys stand on the sheet {} already", name.en),
                    ),
                    (
                        "varje fråga besvaras en gång: behåll ett av bladen",
                        "each question is answered once: keep one of the sheets",
                    ),
                )
            });
        }
    }
}

/// Whether a sheet without questions is one that the workbook is made with.
fn is_ours(sheet: &Sheet) -> bool {
    form::OTHER_SHEETS.contains(&sheet.name.as_str())
        || !sheet.beside(form::VERSION_LABEL).is_empty()
        || sheet.cells.is_empty()
}

/// A row of a sheet.
#[derive(Clone, Copy)]
struct Row<'s> {
    place: usize,
    sheet: &'s Sheet,
    table: &'s Table,
    row: u32,
}

impl<'s> Row<'s> {
    fn at(&self, column: u32) -> At {
        At { sheet: self.place, row: self.row, column }
    }

    fn cell(&self, column: u32) -> Option<&'s Held> {
        self.sheet.cell(self.row, column)
    }

    fn text(&self, column: u32) -> String {
        self.sheet.text(self.row, column)
    }
}
