//! The help calculator of a question: its form, what it gives, and the answer that is put into the question.
//!
//! Its fields begin with `help.`: no cell has such a name, so what is entered is never saved. The button's name is `help`, its
//! value what to do and for which question: `count.E5`, `more.E5`, `use.E5`.

use catalogue::model::{Edition, Help, HelpKind, Question as Asks};
use collection::form::help::{MAX_ROWS, StaffRow, full_time, waiting};
use collection::form::pages::Page;
use maud::{Markup, html};

use super::super::form::{Fields, shown_again};
use super::super::words;
use super::Asked;
use crate::design::button::{Button, ButtonKind, buttons};
use crate::design::field::id_of;
use crate::design::helper::helper_id;
use crate::language::Language;

mod full_time;
mod waiting;

/// The name of a calculator's buttons.
pub(crate) const HELP: &str = "help";
/// Rows that a calculator begins with, and that are added at once.
const ROWS: usize = 3;

/// What a calculator's button asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Doing {
    /// Count, and show how.
    Count,
    /// More rows.
    More,
    /// Put what came out into the question.
    Use,
}

/// Which calculator's button was pressed, if one was.
pub(crate) fn pressed(fields: &Fields) -> Option<(Doing, &str)> {
    let (_, value) = fields.iter().find(|(name, _)| name == HELP)?;
    let (doing, code) = value.split_once('.')?;
    let doing = match doing {
        "count" => Doing::Count,
        "more" => Doing::More,
        "use" => Doing::Use,
        _ => return None,
    };
    Some((doing, code))
}

/// The form with what the calculator gives as the question's answer; none if it gives nothing.
pub(crate) fn put(
    edition: &Edition,
    page: &Page,
    fields: &Fields,
    code: &str,
) -> Option<Vec<(String, String)>> {
    let question = page.questions.iter().map(|place| &edition.questions[*place]);
    let question = question.into_iter().find(|question| question.code.as_str() == code)?;
    let answer = match &question.help.as_ref()?.kind {
        HelpKind::FullTimeEquivalents { full_time_hours, .. } => {
            let counted = full_time(&staff(fields, code), *full_time_hours, digits(question)).ok()?;
            (!counted.steps.is_empty()).then(|| counted.sum.to_string())?
        }
        HelpKind::AverageWaitingDays { classes, .. } => {
            waiting(text(fields, &lines_name(code)), classes).ok()?.class?
        }
    };
    let beside = format!("{code}.cannot_say");
    let mut put: Vec<(String, String)> =
        fields.iter().filter(|(name, _)| name != code && *name != beside).cloned().collect();
    put.push((code.to_owned(), answer));
    Some(put)
}

/// Where a page shows its calculator.
pub(crate) fn place(address: &str, code: &str) -> String {
    format!("{address}#{}", helper_id(code))
}

/// Where a page shows the question that something was put into.
pub(crate) fn question(address: &str, code: &str) -> String {
    format!("{address}#{}", id_of(code))
}

fn digits(question: &Asks) -> u8 {
    question.form.as_ref().map_or(0, |form| form.digits)
}

fn text<'a>(fields: &'a Fields, name: &str) -> &'a str {
    fields.iter().find(|(sent, _)| sent == name).map_or("", |(_, text)| text.as_str())
}

fn lines_name(code: &str) -> String {
    format!("help.{code}.lines")
}

/// Lines of dates stay as they are, although two dates in a row may look like a personal identity number.
fn lines_again(lines: &str) -> String {
    let is_dates = |line: &str| line.split_whitespace().all(|word| word.parse::<domain::Date>().is_ok());
    let again = |line| if is_dates(line) { line.to_owned() } else { shown_again(line) };
    lines.split('\n').map(again).collect::<Vec<_>>().join("\n")
}

fn row_name(code: &str, row: usize, field: &str) -> String {
    format!("help.{code}.{row}.{field}")
}

/// The rows as they were sent; more if more are asked for.
fn staff(fields: &Fields, code: &str) -> Vec<StaffRow> {
    let sent: usize = text(fields, &format!("help.{code}.rows")).parse().unwrap_or(ROWS);
    let more = if pressed(fields) == Some((Doing::More, code)) { ROWS } else { 0 };
    let get = |row, field| shown_again(text(fields, &row_name(code, row, field)));
    (1..=(sent + more).clamp(ROWS, MAX_ROWS))
        .map(|row| StaffRow {
            persons: get(row, "persons"),
            percent: get(row, "percent"),
            hours: get(row, "hours"),
        })
        .collect()
}

fn written(language: Language, number: impl ToString) -> String {
    language.say(number.to_string().replace('.', ","), number.to_string())
}

/// The calculator as it stands below its question.
pub(super) fn html(asked: &Asked<'_>, question: &Asks, help: &Help, cell: &str) -> Markup {
    let language = asked.response.setting.language;
    let fields = asked.counting.unwrap_or(&[]);
    let at = pressed(fields).filter(|(_, code)| *code == question.code.as_str());
    let drawn = Drawn {
        asked,
        question,
        cell,
        fields: at.map_or(&[], |_| fields),
        doing: at.map(|(doing, _)| doing),
    };
    let helper = match &help.kind {
        HelpKind::FullTimeEquivalents { full_time_hours, .. } => drawn.equivalents(*full_time_hours),
        HelpKind::AverageWaitingDays { classes, .. } => drawn.waiting(classes),
    };
    helper.html(language)
}

struct Drawn<'a> {
    asked: &'a Asked<'a>,
    question: &'a Asks,
    cell: &'a str,
    fields: &'a Fields,
    doing: Option<Doing>,
}

impl<'a> Drawn<'a> {
    fn language(&self) -> Language {
        self.asked.response.setting.language
    }

    fn address(&self) -> String {
        let setting = &self.asked.response.setting;
        place(&setting.page(self.asked.response.part, self.asked.page.no), self.cell)
    }

    fn buttons(&self, more: bool) -> Markup {
        let (language, address, code) = (self.language(), self.address(), self.question.code.as_str());
        let (count, add) = (format!("count.{code}"), format!("more.{code}"));
        let about = words::number(self.question);
        let mut all = vec![
            Button::new(ButtonKind::Secondary, language.say("Räkna ut", "Calculate"))
                .sends(HELP, &count)
                .to(&address)
                .about(about),
        ];
        if more {
            all.push(
                Button::new(ButtonKind::Quiet, language.say("Fler rader", "More rows"))
                    .sends(HELP, &add)
                    .to(&address)
                    .about(about),
            );
        }
        buttons(&all)
    }

    /// Puts it into the question: an ordinary save.
    fn take(&self) -> Markup {
        let (language, code) = (self.language(), self.question.code.as_str());
        let put = format!("use.{code}");
        html! {
            (Button::new(ButtonKind::Secondary, language.say("Använd svaret", "Use the answer")).sends(HELP, &put).about(words::number(self.question)))
        }
    }

    fn never_saved(&self) -> &'static str {
        self.language().say(
            "Det du skriver här sparas inte. Skriv inga namn eller personnummer.",
            "What you write here is not saved. Write no names or identity numbers.",
        )
    }
}
