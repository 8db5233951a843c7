//! What an answer cell says, by the kind of its question.

use domain::Number;
use rules::schema::{NumberForm, QuestionKind};
use rules::tree::date_raw;

use super::super::both::Both;
use super::super::mistakes::{Mistake, nearest, quoted};
use super::super::value::{self, Wrong};
use super::form::{self, CHOSEN, plain};
use super::sheets::{Held, Shown};
use crate::model::{Edition, Question};

/// What an answer cell says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// An alternative, by its place.
    Alternative(usize),
    /// The alternative of the row is chosen.
    Chosen,
    /// A number.
    Number(Number),
    /// A date, as it stands in a table of answers.
    Date(i64),
    /// A free text.
    Text(String),
}

/// A mistake with its code.
pub(super) type Found = (&'static str, Mistake);

/// The words that mean that an alternative is chosen.
const MARKS: [&str; 3] = ["ja", "x", "✓"];

/// Reads an answer cell; none if it holds nothing. `alternative`: the one that the row is of, in a multiple choice.
pub(super) fn read(
    edition: &Edition,
    question: &Question,
    alternative: Option<usize>,
    held: &Held,
) -> Result<Option<Said>, Found> {
    sound(held)?;
    let text = held.text();
    if text.trim().is_empty() {
        return Ok(None);
    }
    let kind = &edition.questionnaire.schema.questions()[question.place].kind;
    match (kind, alternative) {
        (QuestionKind::Many(_), Some(place)) => chosen(question, place, &text).map(Some),
        (QuestionKind::One(_) | QuestionKind::Many(_), _) => one(question, &text).map(Some),
        (QuestionKind::Number(form) | QuestionKind::Table(form), _) => number(form, held).map(Some),
        (QuestionKind::Date, _) => date(edition, question, held).map(Some),
        (QuestionKind::Text, _) => {
            free_text(&text, ("texten", "text"))?;
            Ok(Some(Said::Text(text)))
        }
    }
}

/// Refuses a cell that shows an error, or nothing because nobody has calculated it.
pub(super) fn sound(held: &Held) -> Result<(), Found> {
    match &held.shown {
        Shown::Error(error) => Err((
            "ANS-09",
            Mistake::new(
                (format!("cellen visar felet {error}"), format!("the cell shows the error {error}")),
                ("rätta formeln eller skriv värdet", "mend its formula or write the value"),
            ),
        )),
        Shown::Uncalculated => Err((
            "ANS-09",
            Mistake::new(
                (
                    "cellen har en formel utan beräknat värde",
                    "the cell has a formula without a calculated value",
                ),
                (
                    "öppna arbetsboken i ett kalkylprogram, spara den och försök igen – eller skriv värdet",
                    "open the workbook in a spreadsheet program, save it and try again – or write the value",
                ),
            ),
        )),
        Shown::Text(_) | Shown::Number(_) | Shown::Date(_) | Shown::Truth(_) => Ok(()),
    }
}

/// Refuses what no free text or comment may hold; `what` it is, in Swedish and English.
pub(super) fn free_text(text: &str, what: (&str, &str)) -> Result<(), Found> {
    if text.chars().count() > super::super::MAX_FIELD {
        return Err((
            "ANS-09",
            Mistake::new(
                (
                    format!("{} har fler än 10 000 tecken", what.0),
                    format!("the {} has more than 10 000 characters", what.1),
                ),
                ("korta den", "shorten it"),
            ),
        ));
    }
    value::free_text(text).map_err(|wrong| (wrong.code(), wrong.tell_text(what)))
}

/// An alternative by its wording, as the list offers it, or by its id.
fn one(question: &Question, text: &str) -> Result<Said, Found> {
    let labels = form::labels(&question.alternatives);
    let said = plain(text);
    let is_same = |label: &String| label.to_lowercase() == said.to_lowercase();
    let place = labels
        .iter()
        .position(|label| *label == said)
        .or_else(|| question.alternatives.iter().position(|alternative| alternative.id == said))
        .or_else(|| labels.iter().position(is_same));
    place.map(Said::Alternative).ok_or_else(|| no_alternative(question, &labels, &said))
}

fn no_alternative(question: &Question, labels: &[String], said: &str) -> Found {
    let shown = quoted(said);
    let message = (
        format!("{} är inget av svarsalternativen på {}", shown.sv, question.code),
        format!("{} is no alternative of {}", shown.en, question.code),
    );
    // The beginning of an alternative was meant as that one.
    let begins = labels.iter().find(|label| label.to_lowercase().starts_with(&said.to_lowercase()));
    let near = begins.map(String::as_str).or_else(|| nearest(said, labels.iter().map(String::as_str)));
    let list =
        |open: char| labels.iter().map(|label| format!("{open}{label}”")).collect::<Vec<_>>().join(", ");
    let (all, all_en) = (list('”'), list('“'));
    let help: Both = match near {
        Some(near) => (
            format!("menade du ”{near}”? Välj i listan: {all}"),
            format!("did you mean “{near}”? Choose from the list: {all_en}"),
        )
            .into(),
        None => (format!("välj i listan: {all}"), format!("choose from the list: {all_en}")).into(),
    };
    ("ANS-14", Mistake::new(message, help))
}

/// Whether the alternative of a row is chosen.
fn chosen(question: &Question, place: usize, text: &str) -> Result<Said, Found> {
    let said = plain(text).to_lowercase();
    let labels = form::labels(&question.alternatives);
    let is_named = question.alternatives.get(place).is_some_and(|alternative| alternative.id == said)
        || labels.get(place).is_some_and(|label| label.to_lowercase() == said);
    if is_named || MARKS.contains(&said.as_str()) {
        return Ok(Said::Chosen);
    }
    let shown = quoted(text.trim());
    Err((
        "ANS-14",
        Mistake::new(
            (
                format!("{} säger inte om alternativet är valt", shown.sv),
                format!("{} does not say whether the alternative is chosen", shown.en),
            ),
            (
                format!("skriv {CHOSEN} (eller x) om det är valt, annars ingenting"),
                format!("write {CHOSEN} (or x) if it is chosen, else nothing"),
            ),
        ),
    ))
}

/// A number; written as text it may have a decimal comma, as people here write.
fn number(form: &NumberForm, held: &Held) -> Result<Said, Found> {
    let text = held.text();
    if let Shown::Date(date) = &held.shown {
        let allowed = Wrong::NoNumber.tell_number(form, date).help;
        return Err((
            "ANS-16",
            Mistake::new(
                (
                    format!("cellen innehåller datumet {date}, men svaret är ett tal"),
                    format!("the cell holds the date {date}, but the answer is a number"),
                ),
                (
                    format!(
                        "kalkylprogrammet har gjort om det som skrevs (2/5 och 2.5 blir lätt 2 maj): sätt cellens format till Tal och skriv talet igen; {}",
                        allowed.sv
                    ),
                    format!(
                        "the spreadsheet turned what was written into a date: set the cell's format to Number and write the number anew; {}",
                        allowed.en
                    ),
                ),
            ),
        ));
    }
    let mut written = text.trim().to_owned();
    if matches!(held.shown, Shown::Text(_)) && written.matches(',').count() == 1 && !written.contains('.') {
        written = written.replace(',', ".");
    }
    value::number(form, &written)
        .map(Said::Number)
        .map_err(|wrong| (wrong.code(), wrong.tell_number(form, text.trim())))
}

/// A date, or a text that is one.
fn date(edition: &Edition, question: &Question, held: &Held) -> Result<Said, Found> {
    let text = held.text();
    if let Shown::Number(number) = &held.shown {
        return Err((
            "ANS-19",
            Mistake::new(
                (
                    format!("cellen innehåller talet {number}, men svaret är ett datum"),
                    format!("the cell holds the number {number}, but the answer is a date"),
                ),
                (
                    "sätt cellens format till Datum och skriv år, månad och dag: 2018-02-01",
                    "set the cell's format to Date and write year, month and day: 2018-02-01",
                ),
            ),
        ));
    }
    match value::date(text.trim()) {
        Some(date) => Ok(Said::Date(date_raw(date))),
        None => Err((Wrong::Date.code(), Wrong::Date.tell(edition, question.place, &text))),
    }
}
