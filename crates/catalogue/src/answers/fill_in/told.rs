//! What is said of rows that cannot be read.

use domain::{Number, PartCode};

use super::super::both::Both;
use super::super::mistakes::{Mistake, meant_or_allowed, nearest, quoted};
use super::At;
use super::form::{ACCEPTED, ANSWER, COMMENT, KEY, NOT_ACCEPTED, REVIEW, part_sheet};
use super::table::cell_name;
use crate::model::Text;

/// What to say of a key that stands for nothing; `keys` are those that there are, `codes` those of the questions.
pub(super) fn unknown_key<'k>(
    key: &str,
    keys: &[&str],
    codes: impl Iterator<Item = &'k str> + Clone,
) -> Mistake {
    let restore = (
        format!("sätt tillbaka nyckeln i kolumnen {KEY}, som i en ny arbetsbok, eller töm raden"),
        format!("put the key back into the column {KEY}, as in a new workbook, or empty the row"),
    );
    if key.is_empty() {
        return Mistake::new(
            (
                format!(
                    "raden har ett svar men ingenting i kolumnen {KEY}: det framgår inte vad som besvaras"
                ),
                format!(
                    "the row has an answer but nothing in the column {KEY}: what it answers is not known"
                ),
            ),
            restore,
        );
    }
    let shown = quoted(key);
    let message = (
        format!("{} är ingen nyckel i den här enkäten", shown.sv),
        format!("{} is no key of this questionnaire", shown.en),
    );
    let code = key.split(['.', '#']).next().unwrap_or_default();
    let meant = nearest(key, keys.iter().copied());
    match meant {
        Some(meant) => Mistake::new(
            message,
            (
                format!("menade du `{meant}`? I så fall: {}", restore.0),
                format!("did you mean `{meant}`? If so: {}", restore.1),
            ),
        ),
        None => {
            let known = meant_or_allowed(code, ("frågor", "questions"), codes);
            Mistake::new(
                message,
                (format!("{}; {}", restore.0, known.sv), format!("{}; {}", restore.1, known.en)),
            )
        }
    }
}

/// What to say of a part that has no sheet.
pub(super) fn sheet_missing(part: &PartCode, name: &Text) -> Mistake {
    let sheet = part_sheet(part);
    Mistake::new(
        (
            format!(
                "bladet {sheet} ({}) saknas i arbetsboken: det framgår inte om delen är obesvarad",
                name.sv
            ),
            format!(
                "the sheet {sheet} ({}) is missing in the workbook: whether the part is unanswered is not known",
                name.en.as_deref().unwrap_or(&name.sv)
            ),
        ),
        (
            "sätt tillbaka bladet, eller hämta en ny arbetsbok och för över svaren; en del som inte besvaras får ha sitt blad tomt",
            "put the sheet back, or fetch a new workbook and carry the answers over; the sheet of a part that is not answered may be empty",
        ),
    )
}

/// What to say of a sheet with another name than it was made with.
pub(super) fn sheet_renamed(name: &str, parts: &str) -> Both {
    let name = quoted(name);
    (
        format!("bladet {} är läst som {parts}: det är känt på sina nycklar", name.sv),
        format!("the sheet {} was read as {parts}: it is known by its keys", name.en),
    )
        .into()
}

/// What to say of a sheet that is none of the questionnaire's.
pub(super) fn sheet_not_read(name: &str) -> Both {
    let name = quoted(name);
    (
        format!("bladet {} hör inte till enkäten och är inte läst", name.sv),
        format!("the sheet {} is not the questionnaire's and was not read", name.en),
    )
        .into()
}

/// What to say of merged cells.
pub(super) fn merged_cells() -> Mistake {
    Mistake::new(
        (
            format!(
                "cellerna är sammanslagna i en kolumn som läses ({ANSWER}, {COMMENT} eller {KEY}): bara den översta till vänster har kvar sitt innehåll"
            ),
            format!(
                "the cells are merged in a column that is read ({ANSWER}, {COMMENT} or {KEY}): only the upper left one keeps its content"
            ),
        ),
        (
            "dela upp dem igen (Start, Sammanfoga celler) och fyll i varje rad för sig",
            "unmerge them and fill in each row by itself",
        ),
    )
}

/// What to say of a key that stands further up, too.
pub(super) fn key_twice(before: At) -> Mistake {
    let cell = cell_name(before.row, before.column);
    Mistake::new(
        (format!("nyckeln står redan i cell {cell}"), format!("the key stands in cell {cell} already")),
        (
            "varje fråga, delfråga och alternativ besvaras en gång: behåll en av raderna, eller sätt tillbaka den nyckel som stod här",
            "each question, row and alternative is answered once: keep one of the rows, or put back the key that stood here",
        ),
    )
}

/// What to say of a table whose sum is too large.
pub(super) fn lines_too_large() -> Mistake {
    let most = Number::from_micros(Number::MAX_MICROS.into()).unwrap_or_default();
    Mistake::new(
        ("tabellens rader är för stora tillsammans", "the lines of the table are too large together"),
        (format!("högst {most} totalt"), format!("at most {most} in all")),
    )
}

/// What to say of a reviewer's decision that is none.
pub(super) fn no_decision(text: &str) -> Mistake {
    let shown = quoted(text);
    Mistake::new(
        (format!("{REVIEW} är {}", shown.sv), format!("{REVIEW} is {}", shown.en)),
        (
            format!(
                "skriv ”{ACCEPTED}” eller ”{NOT_ACCEPTED}”, samma för hela svaret, eller ingenting där inget beslut har fattats"
            ),
            format!(
                "write “{ACCEPTED}” or “{NOT_ACCEPTED}”, the same for the whole answer, or nothing where no decision was made"
            ),
        ),
    )
}

/// What to say of a decision where there is no answer, or one that nobody reviews.
pub(super) fn decision_astray(text: &str, is_answered: bool) -> Mistake {
    let shown = quoted(text);
    let (sv, en) = if is_answered {
        ("det här svaret granskas inte", "nobody reviews this answer")
    } else {
        ("raden har inget svar", "the row has no answer")
    };
    Mistake::new(
        (format!("{REVIEW} är {}, men {sv}", shown.sv), format!("{REVIEW} is {}, but {en}", shown.en)),
        (
            "töm cellen, eller skriv det svar som granskades",
            "empty the cell, or write the answer that was reviewed",
        ),
    )
}

/// What to say of a header without the columns that are read, or with one of them twice.
pub(super) fn wrong_header(missing: &[&str], twice: &[&str]) -> Mistake {
    let tell = |missing_text: &str, twice_text: &str| {
        let part =
            |text: &str, names: &[&str]| (!names.is_empty()).then(|| format!("{text}: {}", names.join(", ")));
        [part(missing_text, missing), part(twice_text, twice)]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join("; ")
    };
    Mistake::new(
        (
            tell("rubrikraden saknar kolumner", "kolumner finns två gånger"),
            tell("the header lacks columns", "columns stand twice"),
        ),
        (
            format!(
                "rubrikerna {ANSWER}, {COMMENT} och {KEY} ska stå en gång var i samma rad, i valfri ordning; bladet lästes inte"
            ),
            format!(
                "the headers {ANSWER}, {COMMENT} and {KEY} stand once each in one row, in any order; the sheet was not read"
            ),
        ),
    )
}

/// What to say of keys without a header.
pub(super) fn no_header() -> Mistake {
    Mistake::new(
        (
            "bladet har nycklar till frågor men ingen rubrikrad",
            "the sheet has keys of questions but no header",
        ),
        (
            format!(
                "sätt tillbaka raden med rubrikerna {ANSWER}, {COMMENT} och {KEY}, eller ta bort bladet om det bara är anteckningar"
            ),
            format!(
                "put back the row with the headers {ANSWER}, {COMMENT} and {KEY}, or remove the sheet if it holds notes only"
            ),
        ),
    )
}
