//! The rows of a sheet of questions: each becomes an answer, or is refused with all that is wrong with it.

use std::collections::{BTreeMap, HashMap};

use domain::Number;
use rules::schema::{Col, MAX_TABLE_LINES};
use rules::table::Raw;

use super::super::accepted::Wrong;
use super::super::mistakes::{Mistake, meant_or_allowed, nearest, quoted};
use super::super::{Answers, blank};
use super::cell::{self, Said};
use super::form::{self, ACCEPTED, ANSWER, COMMENT, KEY, NOT_ACCEPTED, REVIEW};
use super::sheets::{Held, Sheet};
use super::table::{Table, cell_name};
use super::{At, Log};
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
                let target = Target { question: i, col: row.col, alternative: row.alternative, line: row.line };
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
            let is_read = to.0 > table.header && table.columns().any(|column| (from.1..=to.1).contains(&column));
            if is_read && from != to {
                let at = |(row, column)| At { sheet: place, row, column };
                log.add_range(at(from), at(to), "ANS-43", "", merged_cells);
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
            if key.is_empty() && row.text(row.table.answer).is_empty() && row.text(row.table.comment).is_empty() {
                return;
            }
            return log.add(at, "ANS-42", "", || self.unknown_key(&key));
        };
        if let Some(&before) = self.seen.get(&key) {
            if before.sheet == row.place {
                return log.add(at_key, "ANS-42", &key, || key_twice(before));
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
                    log.add(at, "ANS-18", key, lines_too_large);
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
            _ => return log.add(row.at(column), "ANS-20", key, || no_decision(&text)),
        };
        let schema = &self.edition.questionnaire.schema;
        let reviewed = &schema.questions()[question.place].reviewed;
        let cell = schema.column(target.col);
        // Of a grid it is rows that are reviewed, of a multiple choice alternatives.
        let is_reviewed = cell.reviewed
            && match (&cell.row, target.alternative) {
                (None, Some(place)) => question.alternatives.get(place).is_some_and(|a| reviewed.contains(&a.id)),
                (Some(_), _) | (None, None) => true,
            };
        if !is_reviewed {
            return log.add(row.at(column), "ANS-20", key, || Wrong::NotReviewed.tell(schema, &text));
        }
        if !is_given {
            return log.add(row.at(column), "ANS-20", key, || Wrong::NoValue.tell(schema, &text));
        }
        match self.answers.accepted.get(&(self.unit, target.col)) {
            Some(&before) if before != accepted => log.add(row.at(column), "ANS-20", key, || no_decision(&text)),
            _ => self.answers.decide(self.unit, target.col, accepted),
        }
    }

    fn unknown_key(&self, key: &str) -> Mistake {
        let restore = (
            format!("sätt tillbaka nyckeln i kolumnen {KEY}, som i en ny arbetsbok, eller töm raden"),
            format!("put the key back into the column {KEY}, as in a new workbook, or empty the row"),
        );
        if key.is_empty() {
            return Mistake::new(
                (
                    format!("raden har ett svar men ingenting i kolumnen {KEY}: det framgår inte vad som besvaras"),
                    format!("the row has an answer but nothing in the column {KEY}: what it answers is not known"),
                ),
                restore,
            );
        }
        let shown = quoted(key);
        let message = (
            format!("{} är ingen nyckel i den här enkäten", shown.sv),
            format!("{} is no key of this questionnaire", shown.en),
        );
        // Tables have very many keys; the nearest is looked for among questions first.
        let code = key.split(['.', '#']).next().unwrap_or_default();
        let mut keys: Vec<&str> = self.targets.iter().filter(|(_, target)| target.line <= 10).map(|(key, _)| key.as_str()).collect();
        keys.sort_unstable();
        let meant = nearest(key, keys.iter().copied());
        match meant {
            Some(meant) => Mistake::new(
                message,
                (
                    format!("menade du `{meant}`? {}", restore.0),
                    format!("did you mean `{meant}`? {}", restore.1),
                ),
            ),
            None => {
                let codes = self.edition.questions.iter().map(|question| question.code.as_str());
                let known = meant_or_allowed(code, ("frågor", "questions"), codes);
                Mistake::new(
                    message,
                    (format!("{}; {}", restore.0, known.sv), format!("{}; {}", restore.1, known.en)),
                )
            }
        }
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

fn merged_cells() -> Mistake {
    Mistake::new(
        (
            format!("cellerna är sammanslagna i en kolumn som läses ({ANSWER}, {COMMENT} eller {KEY}): bara den översta till vänster har kvar sitt innehåll"),
            format!("the cells are merged in a column that is read ({ANSWER}, {COMMENT} or {KEY}): only the upper left one keeps its content"),
        ),
        (
            "dela upp dem igen (Start, Sammanfoga celler) och fyll i varje rad för sig",
            "unmerge them and fill in each row by itself",
        ),
    )
}

fn key_twice(before: At) -> Mistake {
    let cell = cell_name(before.row, before.column);
    Mistake::new(
        (format!("nyckeln står redan i cell {cell}"), format!("the key stands in cell {cell} already")),
        (
            "varje fråga, delfråga och alternativ besvaras en gång: behåll en av raderna, eller sätt tillbaka den nyckel som stod här",
            "each question, row and alternative is answered once: keep one of the rows, or put back the key that stood here",
        ),
    )
}

fn lines_too_large() -> Mistake {
    let most = Number::from_micros(Number::MAX_MICROS.into()).unwrap_or_default();
    Mistake::new(
        ("tabellens rader är för stora tillsammans", "the lines of the table are too large together"),
        (format!("högst {most} totalt"), format!("at most {most} in all")),
    )
}

fn no_decision(text: &str) -> Mistake {
    let shown = quoted(text);
    Mistake::new(
        (format!("{REVIEW} är {}", shown.sv), format!("{REVIEW} is {}", shown.en)),
        (
            format!("skriv «{ACCEPTED}» eller «{NOT_ACCEPTED}», samma för hela svaret, eller ingenting där inget beslut har fattats"),
            format!("write «{ACCEPTED}» or «{NOT_ACCEPTED}», the same for the whole answer, or nothing where no decision was made"),
        ),
    )
}

/// What to say of a header without the columns that are read, or with one of them twice.
pub(super) fn wrong_header(missing: &[&str], twice: &[&str]) -> Mistake {
    let tell = |missing_text: &str, twice_text: &str| {
        let part = |text: &str, names: &[&str]| (!names.is_empty()).then(|| format!("{text}: {}", names.join(", ")));
        [part(missing_text, missing), part(twice_text, twice)].into_iter().flatten().collect::<Vec<_>>().join("; ")
    };
    Mistake::new(
        (
            tell("rubrikraden saknar kolumner", "kolumner finns två gånger"),
            tell("the header lacks columns", "columns stand twice"),
        ),
        (
            format!("rubrikerna {ANSWER}, {COMMENT} och {KEY} ska stå en gång var i samma rad, i valfri ordning; bladet lästes inte"),
            format!("the headers {ANSWER}, {COMMENT} and {KEY} stand once each in one row, in any order; the sheet was not read"),
        ),
    )
}

/// What to say of keys without a header.
pub(super) fn no_header() -> Mistake {
    Mistake::new(
        ("bladet har nycklar till frågor men ingen rubrikrad", "the sheet has keys of questions but no header"),
        (
            format!("sätt tillbaka raden med rubrikerna {ANSWER}, {COMMENT} och {KEY}, eller ta bort bladet om det bara är anteckningar"),
            format!("put back the row with the headers {ANSWER}, {COMMENT} and {KEY}, or remove the sheet if it holds notes only"),
        ),
    )
}
