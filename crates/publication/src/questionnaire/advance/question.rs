//! A question as people read it in advance.

use catalogue::model::{Check, Edition, Question, QuestionType, Row, Severity};
use rules::schema::NumberForm;

use super::super::words;
use super::paper::{Block, Cell, GridRow, Line, Role};
use super::says::{Says, heavy, joined};

/// More alternatives than this do not fit beside each other: each row of the grid gets a list instead.
const MOST_COLUMNS: usize = 5;

/// Lines of a table that are printed.
const TABLE_LINES: u32 = 6;

/// A number that cannot be given, in words.
pub(super) fn cannot_say(says: Says) -> &'static str {
    says.say("Kan inte lämna uppgift", "Cannot give this figure")
}

/// The question: heading, who gets it, wording, explanation, terms, room for the answer, checks.
pub(super) fn blocks(edition: &Edition, question: &Question, says: Says, blocks: &mut Vec<Block>) {
    let paragraph = |role, line| Block::Paragraph { role, line };
    let heading = match question.belongs_to.split(['.', '#']).next() {
        Some(of) if !of.is_empty() => {
            format!("{} {of}", says.say("Tillägg till fråga", "Addition to question"))
        }
        Some(_) | None => format!("{} {}", says.say("Fråga", "Question"), question.code),
    };
    blocks.push(Block::Question { line: says.own(heading) });
    blocks.push(paragraph(Role::Meta, says.own(meta(question, says))));
    let quotes_are_swedish = edition
        .questions
        .iter()
        .flat_map(|question| &question.alternatives)
        .any(|alternative| says.is_swedish(&alternative.text));
    for filter in words::question_asked_when(edition, question, says.language) {
        blocks.push(paragraph(Role::Filter, says.quoting(&filter, quotes_are_swedish)));
    }
    blocks.push(paragraph(Role::Wording, says.text(&question.text)));
    if !question.instruction.is_empty() {
        blocks.push(paragraph(Role::Text, says.official(&question.instruction)));
    }
    if !question.definitions.is_empty() {
        blocks.push(paragraph(Role::Label, says.own(says.say("Begrepp", "Terms"))));
        let lines = question.definitions.iter().map(|definition| {
            joined([heavy(says.official(&definition.term)), says.own(": "), says.official(&definition.text)])
        });
        blocks.push(Block::Points { lines: lines.collect() });
    }
    answer(question, says, blocks);
    checks(edition, question, says, blocks);
}

/// How it is answered, and whether it must be.
fn meta(question: &Question, says: Says) -> String {
    let rows = question.rows.is_some();
    let how = match (question.kind, rows) {
        (QuestionType::YesNo | QuestionType::One, false) => says.say("Ett svar", "One answer"),
        (QuestionType::YesNo | QuestionType::One, true) => {
            says.say("Ett svar på varje rad", "One answer a row")
        }
        (QuestionType::Many, false) => says.say("Ett eller flera svar", "One or more answers"),
        (QuestionType::Many, true) => {
            says.say("Ett eller flera svar på varje rad", "One or more answers a row")
        }
        (QuestionType::Number, false) => says.say("Ett tal", "A number"),
        (QuestionType::Number, true) => says.say("Ett tal på varje rad", "A number a row"),
        (QuestionType::Table, _) => says.say("En tabell med tal", "A table of numbers"),
        (QuestionType::Date, _) => says.say("Ett datum", "A date"),
        (QuestionType::Text, _) => says.say("Fri text", "Free text"),
    };
    let must = match question.optional {
        true => says.say("frivillig", "voluntary"),
        false => says.say("obligatorisk", "mandatory"),
    };
    format!("{how} · {must}")
}

/// Room for the answer.
fn answer(question: &Question, says: Says, blocks: &mut Vec<Block>) {
    if let Some(form) = &question.form {
        blocks.push(Block::Paragraph { role: Role::Meta, line: allowed(form, question, says) });
    }
    match (&question.rows, question.kind) {
        (Some(rows), QuestionType::YesNo | QuestionType::One | QuestionType::Many) => {
            grid(question, rows, says, blocks);
        }
        (
            Some(rows),
            QuestionType::Number | QuestionType::Table | QuestionType::Date | QuestionType::Text,
        ) => {
            let missing = has_missing_code(question);
            let mut heads = vec![about(says), asked_for(question, says)];
            let mut cells = vec![Cell::Room];
            if missing {
                heads.push(says.own(cannot_say(says)));
                cells.push(Cell::Tick);
            }
            let rows = rows.iter().map(|row| GridRow { head: says.text(&row.text), cells: cells.clone() });
            blocks.push(Block::Grid { heads, rows: rows.collect() });
        }
        (None, QuestionType::YesNo | QuestionType::One | QuestionType::Many) => {
            blocks.push(Block::Boxes { lines: alternatives(question, says) });
        }
        (None, QuestionType::Number) => {
            blocks.push(Block::Blank { after: says.official(&question.unit) });
            if has_missing_code(question) {
                blocks.push(Block::Boxes { lines: vec![says.own(cannot_say(says))] });
            }
        }
        (None, QuestionType::Date) => {
            blocks.push(Block::Blank { after: says.own(says.say("år-månad-dag", "year-month-day")) });
        }
        (None, QuestionType::Text) => blocks.push(Block::Room),
        (None, QuestionType::Table) => {
            let line = |number: u32| GridRow {
                head: says.own(format!("{} {number}", says.say("Rad", "Line"))),
                cells: vec![Cell::Room],
            };
            blocks.push(Block::Grid {
                heads: vec![about(says), asked_for(question, says)],
                rows: (1..=TABLE_LINES).map(line).collect(),
            });
        }
    }
}

fn has_missing_code(question: &Question) -> bool {
    question.form.as_ref().is_some_and(|form| form.missing_code.is_some())
}

fn about(says: Says) -> Line {
    says.own(says.say("Gäller", "About"))
}

/// The heading of a column of answers: the unit, where there is one.
fn asked_for(question: &Question, says: Says) -> Line {
    match question.unit.is_empty() {
        true => says.own(says.say("Svar", "Answer")),
        false => says.official(&question.unit),
    }
}

fn alternatives(question: &Question, says: Says) -> Vec<Line> {
    let alone = |is_alone: bool| match is_alone && question.kind == QuestionType::Many {
        true => says.own(says.say(" (väljs ensamt)", " (chosen alone)")),
        false => Line::new(),
    };
    let line = |of: &catalogue::model::Alternative| joined([says.text(&of.text), alone(of.alone)]);
    question.alternatives.iter().map(line).collect()
}

fn grid(question: &Question, rows: &[Row], says: Says, blocks: &mut Vec<Block>) {
    let alternatives = alternatives(question, says);
    if alternatives.len() > MOST_COLUMNS {
        for row in rows {
            blocks.push(Block::Paragraph { role: Role::Label, line: says.text(&row.text) });
            blocks.push(Block::Boxes { lines: alternatives.clone() });
        }
        return;
    }
    let cells = vec![Cell::Tick; alternatives.len()];
    blocks.push(Block::Grid {
        heads: std::iter::once(about(says)).chain(alternatives).collect(),
        rows: rows.iter().map(|row| GridRow { head: says.text(&row.text), cells: cells.clone() }).collect(),
    });
}

/// `Ett tal från 0 till 9 998,99, högst 2 decimaler.`
fn allowed(form: &NumberForm, question: &Question, says: Says) -> Line {
    let kind = match form.digits {
        0 => says.say("Heltal", "Whole number").to_owned(),
        _ => says.say("Tal", "Number").to_owned(),
    };
    let decimals = match form.digits {
        0 => String::new(),
        1 => says.say(", högst 1 decimal", ", at most 1 decimal").to_owned(),
        n => format!("{} {n} {}", says.say(", högst", ", at most"), says.say("decimaler", "decimals")),
    };
    let range = format!(
        "{kind} {} {} {} {}",
        says.say("från", "from"),
        says.number(form.low),
        says.say("till", "to"),
        says.number(form.high)
    );
    let unit = match question.unit.is_empty() {
        true => Line::new(),
        false => joined([says.own(" "), says.official(&question.unit)]),
    };
    joined([says.own(range), unit, says.own(format!("{decimals}."))])
}

/// What is checked: each message once, however many rows it stands at.
fn checks(edition: &Edition, question: &Question, says: Says, blocks: &mut Vec<Block>) {
    let cells = edition.questionnaire.schema.cells_of(question.place);
    let mut lines: Vec<Line> = Vec::new();
    for check in edition.checks.iter().filter(|check| check.on.iter().any(|cell| cells.contains(cell))) {
        let line = about_check(check, says);
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    if !lines.is_empty() {
        blocks.push(Block::Paragraph { role: Role::Label, line: says.own(says.say("Kontroller", "Checks")) });
        blocks.push(Block::Points { lines });
    }
}

fn about_check(check: &Check, says: Says) -> Line {
    let what = match check.severity {
        Severity::Hard => says.say("Måste rättas: ", "Must be mended: "),
        Severity::Soft => says.say("Kräver kommentar: ", "Needs a comment: "),
        Severity::Review => says.say("Granskas: ", "Reviewed: "),
    };
    let mut line = joined([says.strong(what), says.text(&check.message)]);
    // What the reviewer does is not the respondent's to do.
    if check.severity != Severity::Review && !check.next_step.sv.is_empty() {
        line.extend(joined([says.own(" "), says.text(&check.next_step)]));
    }
    line
}
