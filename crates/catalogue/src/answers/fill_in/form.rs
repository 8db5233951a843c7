//! What a fill-in workbook looks like: what its writer and its reader must agree on.

use domain::PartCode;
use rules::schema::{Col, MAX_TABLE_LINES};
use sha2::{Digest, Sha256};

use super::super::{MAX_ROUND, Origin};
use crate::model::{Alternative, Edition, Question, QuestionType, Row};

/// The column of question codes.
pub const QUESTION: &str = "Fråga";
/// The column of wordings: question, row, alternative.
pub const WORDING: &str = "Lydelse";
/// The column of answers.
pub const ANSWER: &str = "Svar";
/// The column that says how an answer stands.
pub const STATUS: &str = "Status";
/// The column of comments.
pub const COMMENT: &str = "Kommentar";
/// The column of what is asked when, what is allowed and what is checked.
pub const HELP: &str = "Att veta";
/// The column of a reviewer's decisions; only in workbooks of answers that were reviewed.
pub const REVIEW: &str = "Granskning";
/// The column that says whether a question is asked.
pub const ASKED: &str = "Ställs";
/// The column of keys, which say what a row answers wherever it stands.
pub const KEY: &str = "Nyckel";
/// The columns of a sheet of questions.
pub const COLUMNS: [&str; 9] = [QUESTION, WORDING, ANSWER, STATUS, COMMENT, HELP, REVIEW, ASKED, KEY];

/// Beside it stands the code of the unit that answers.
pub const UNIT_LABEL: &str = "Kommunens eller stadsdelens kod";
/// Beside it, on a sheet of questions, stand the code and name of the unit that answers.
pub const UNIT_ON_SHEET: &str = "Svarar";
/// Beside it stands the edition.
pub const EDITION_LABEL: &str = "Årgång";
/// Beside it stands [`version`].
pub const VERSION_LABEL: &str = "Enkätens version";
/// Beside it stands where the answers come from, if nobody gave them.
pub const ORIGIN_LABEL: &str = "Ursprung";

/// What stands beside [`ORIGIN_LABEL`] of simulated answers, before the number of the round.
const SIMULATED: &str = "Påhittade svar (simulering)";
const OF_ROUND: &str = ", omgång ";

/// Where answers come from, in words; none if somebody gave them.
pub fn origin_words(origin: Origin, round: Option<u8>) -> Option<String> {
    let of_round = round.map_or_else(String::new, |round| format!("{OF_ROUND}{round}"));
    match origin {
        Origin::Given => None,
        Origin::Simulated => Some(format!("{SIMULATED}{of_round}")),
    }
}

/// What the words say; also as the contract's files say it (`simulated round 2`).
pub(super) fn origin_said(text: &str) -> Option<(Origin, Option<u8>)> {
    let of = |simulated: &str, of_round: &str| {
        let rest = text.strip_prefix(simulated)?;
        if rest.is_empty() {
            return Some(None);
        }
        let round: u8 = rest.strip_prefix(of_round)?.parse().ok()?;
        (1..=MAX_ROUND).contains(&round).then_some(Some(round))
    };
    let round = of(SIMULATED, OF_ROUND).or_else(|| of(Origin::Simulated.id(), " round "))?;
    Some((Origin::Simulated, round))
}

/// What stands at a chosen alternative of a multiple choice.
pub const CHOSEN: &str = "Ja";
/// A reviewer accepted it.
pub const ACCEPTED: &str = "Godkänd";
/// A reviewer did not accept it.
pub const NOT_ACCEPTED: &str = "Inte godkänd";

/// A line to answer: a question, a row of a grid, an alternative of a multiple choice, a line of a table.
#[derive(Clone, Debug)]
pub struct AnswerRow<'e> {
    /// What it answers: `G1`, `G2.missbruk`, `G1c#socionom`, `G8a.barn#annan`, `F14.1`.
    pub key: String,
    /// The cell it belongs to.
    pub col: Col,
    /// The row of a grid.
    pub row: Option<&'e Row>,
    /// The place of an alternative, in a multiple choice.
    pub alternative: Option<usize>,
    /// The line of a table, from 1; else 0.
    pub line: u32,
}

/// The lines to answer of a question, in order; a table has `lines` of them.
pub fn answer_rows<'e>(edition: &Edition, question: &'e Question, lines: u32) -> Vec<AnswerRow<'e>> {
    let schema = &edition.questionnaire.schema;
    let mut all = Vec::new();
    for (i, col) in schema.cells_of(question.place).into_iter().enumerate() {
        let name = &schema.column(col).name;
        let row = question.rows.as_ref().and_then(|rows| rows.get(i));
        let of = |key, alternative, line| AnswerRow { key, col, row, alternative, line };
        match question.kind {
            QuestionType::Many => all.extend(
                question
                    .alternatives
                    .iter()
                    .enumerate()
                    .map(|(i, a)| of(format!("{name}#{}", a.id), Some(i), 0)),
            ),
            QuestionType::Table => {
                let lines = lines.min(u32::try_from(MAX_TABLE_LINES).unwrap_or(u32::MAX));
                all.extend((1..=lines).map(|line| of(format!("{name}.{line}"), None, line)));
            }
            QuestionType::YesNo
            | QuestionType::One
            | QuestionType::Number
            | QuestionType::Text
            | QuestionType::Date => all.push(of(name.clone(), None, 0)),
        }
    }
    all
}

/// What alternatives are called in a workbook: word for word, with their id where two say the same.
pub fn labels(alternatives: &[Alternative]) -> Vec<String> {
    let text = |alternative: &Alternative| plain(&alternative.text.sv);
    let is_unique = |wanted: &str| alternatives.iter().filter(|a| plain(&a.text.sv) == wanted).count() == 1;
    let labels = alternatives.iter().map(|alternative| match text(alternative) {
        text if is_unique(&text) => text,
        text => format!("{text} [{}]", alternative.id),
    });
    labels.collect()
}

/// A text on one line, with one blank between words, whichever blanks somebody's program made of them.
pub fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The version of an edition's questionnaire: another one if any question, alternative or filter is.
///
/// Answers given to one version are never read as answers to another.
pub fn version(edition: &Edition) -> String {
    let mut hash = Sha256::new();
    // Lengths between the texts, so that no two lists of texts look the same.
    let mut add = |text: &str| {
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text.as_bytes());
    };
    for question in &edition.questions {
        add(question.part.as_str());
        add(question.code.as_str());
        add(question.kind.id());
        add(&question.text.sv);
        add(&question.asked_when);
        add(&question.belongs_to);
        add(if question.optional { "optional" } else { "" });
        for alternative in &question.alternatives {
            add(&alternative.id);
            add(&alternative.text.sv);
            add(if alternative.alone { "alone" } else { "" });
        }
        for row in question.rows.iter().flatten() {
            add(&row.id);
            add(&row.text.sv);
        }
        if let Some(form) = &question.form {
            let code = form.missing_code.map(|code| code.to_string()).unwrap_or_default();
            add(&format!("{} {} {} {code}", form.digits, form.low, form.high));
        }
    }
    let hash = hash.finalize();
    let digits: String = hash.iter().take(5).map(|byte| format!("{byte:02x}")).collect();
    format!("{}-{digits}", edition.year)
}

/// The name that a part's sheet is made with.
pub fn part_sheet(part: &PartCode) -> String {
    format!("Del {part}")
}

/// Sheets that a workbook is made with and that ask nothing.
pub const OTHER_SHEETS: [&str; 4] = ["Läs mig", "Begrepp", "Svarsalternativ", "Kommunkoder"];
