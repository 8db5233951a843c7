//! The help calculator of a question: its form, what it gives, and the answer that is put into the question.
//!
//! Its fields begin with `help.`: no cell has such a name, so what is entered is never saved. The button's name is `help`, its
//! value what to do and for which question: `count.E5`, `more.E5`, `use.E5`.

use catalogue::model::{Edition, Help, HelpKind, Question as Asks};
use collection::form::help::{
    FullTime, MAX_ROWS, Share, StaffField, StaffRow, StaffWrong, VisitWrong, Waiting, full_time, waiting,
};
use collection::form::pages::Page;
use domain::Number;
use maud::{Markup, html};

use super::super::form::{Fields, shown_again};
use super::super::{hidden, words};
use super::Asked;
use crate::design::button::{Button, ButtonKind, buttons};
use crate::design::field::{Field, id_of};
use crate::design::helper::{Helper, HelperResult, HelperRow, helper_id};
use crate::design::input::TextArea;
use crate::design::number::NumberInput;
use crate::language::{Language, Phrase};

/// The name of a calculator's buttons.
pub(crate) const HELP: &str = "help";
/// Rows that a calculator begins with, and that are added at once.
const ROWS: usize = 3;
/// Characters that a calculator's lines may be: [`MAX_ROWS`] of them.
const MAX_LINES: usize = MAX_ROWS * 40;

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

    fn equivalents(&self, full: Option<Number>) -> Helper<'a> {
        let (language, code) = (self.language(), self.question.code.as_str());
        let rows = staff(self.fields, code);
        let counted = self.doing.map(|_| full_time(&rows, full, digits(self.question)));
        let wrong = match &counted {
            Some(Err(wrong)) => wrong.as_slice(),
            Some(Ok(_)) | None => &[],
        };
        let hours = full.map(|full| written(language, full)).unwrap_or_default();
        let row = |(place, row): (usize, &StaffRow)| {
            let no = place + 1;
            let why = wrong.iter().find(|(wrong, _)| *wrong == no).map(|(_, why)| *why);
            let field = |name: &str, of: StaffField, label: &'static str, unit: &'static str, value: &str| {
                let input = NumberInput::new(unit, value).decimals();
                let name = row_name(code, no, name);
                let field = Field::new(&name, label, input);
                let is_here = why.is_some_and(|why| of == at(why));
                match why.filter(|_| is_here) {
                    Some(why) => field.error(staff_wrong(language, why)).html(language),
                    None => field.html(language),
                }
            };
            let persons = language.say("Antal personer", "Number of persons");
            let percent = language.say("Sysselsättningsgrad", "Share of full time");
            let each = language.say("eller timmar per person", "or hours of each");
            let mut fields = vec![
                field("persons", StaffField::Persons, persons, language.say("st", ""), &row.persons),
                field("percent", StaffField::Percent, percent, "%", &row.percent),
            ];
            if full.is_some() {
                fields.push(field("hours", StaffField::Hours, each, language.say("tim.", "h"), &row.hours));
            }
            HelperRow { name: format!("{} {no}", language.say("Rad", "Row")), fields }
        };
        let full_words = match full {
            Some(_) => format!(
                "{} {hours} {}",
                language.say("Timmar delas med", "Hours are divided by"),
                language.say("timmar, som är heltid.", "hours, which is full time."),
            ),
            None => String::new(),
        };
        let intro = html! {
            p.hint {
                (language.say(
                    "En rad för var och en, eller för flera som arbetar lika mycket; lämnas antalet tomt är det en person. ",
                    "A row for each person, or for several who work as much as each other; an empty number is one person. ",
                ))
                (full_words) " " (self.never_saved())
            }
            (hidden(&format!("help.{code}.rows"), &rows.len().to_string()))
        };
        let result = counted.as_ref().and_then(|counted| counted.as_ref().ok());
        let result = result.filter(|counted| !counted.steps.is_empty());
        Helper {
            field: self.cell,
            title: language
                .say("Hjälp att räkna om till heltider", "Help with counting full-time equivalents")
                .into(),
            open: self.doing.is_some(),
            intro,
            rows: rows.iter().enumerate().map(row).collect(),
            buttons: self.buttons(rows.len() < MAX_ROWS),
            result: result.map(|counted| self.full_time_result(counted)),
        }
    }

    fn full_time_result(&self, counted: &FullTime) -> HelperResult<'a> {
        let language = self.language();
        let number = |number: Number| written(language, number);
        let steps = counted.steps.iter().map(|step| {
            let (row, persons, gives) = (step.row, number(step.persons), written(language, step.gives));
            let by = match step.share {
                Share::Percent(percent) => format!("{} %", number(percent)),
                Share::Hours(hours, full) => format!("{} / {}", number(hours), number(full)),
            };
            format!("{} {row}: {persons} × {by} = {gives}", language.say("Rad", "Row"))
        });
        let mut steps: Vec<String> = steps.collect();
        if counted.is_rounded {
            steps.push(
                language
                    .say(
                        "Summan räknas på exakta värden och avrundas en gång, sist: därför är den inte summan av raderna ovan.",
                        "The sum is counted from exact values and rounded once, at the end: so it is not the sum of the rows above.",
                    )
                    .to_owned(),
            );
        }
        let unit = self.question.unit.as_str();
        let sum = format!("{}: {} {unit}", language.say("Summa", "Sum"), written(language, counted.sum));
        HelperResult { steps, sum: sum.into(), take: Some(self.take()) }
    }

    fn waiting(&self, classes: &[(Option<Number>, String)]) -> Helper<'a> {
        let (language, code) = (self.language(), self.question.code.as_str());
        let name = lines_name(code);
        let lines = text(self.fields, &name);
        let counted = self.doing.map(|_| waiting(lines, classes));
        let again = lines_again(lines);
        let area = TextArea { value: &again, rows: 6, max: MAX_LINES };
        let mut field = Field::new(&name, language.say("Besök, ett på varje rad", "Visits, one a line"), area).hint(language.say(
            "Datum för första kontakt, sedan datum för besöket: 2017-11-03 2017-11-10. Uteblev klienten från en tidigare tid: skriv också den först erbjudna tiden, så räknas dagarna från den. Skriv akut sist på raden om ärendet var akut, så räknas det inte med.",
            "The date of the first contact, then of the visit: 2017-11-03 2017-11-10. If the client missed an earlier time: write the first offered time, too, and days are counted from it. Write acute at the end of the line if the case was acute, and it is left out.",
        ));
        if let Some(Err(wrong)) = &counted {
            let told: Vec<String> =
                wrong.iter().take(5).map(|(line, why)| visit_wrong(language, *line, *why)).collect();
            let rest = wrong.len().saturating_sub(told.len());
            let more = match rest {
                0 => String::new(),
                n => format!(
                    " {} {n} {}",
                    language.say("Och", "And"),
                    language.say("rader till.", "lines more.")
                ),
            };
            field = field.error(told.join(" ") + &more);
        }
        let result = counted.and_then(Result::ok).filter(|counted| !counted.steps.is_empty());
        Helper {
            field: self.cell,
            title: language
                .say("Hjälp att räkna ut väntetiden", "Help with counting the waiting time")
                .into(),
            open: self.doing.is_some(),
            intro: html! {
                p.hint { (language.say("Raderna kan klistras in från ett kalkylblad. ", "Lines can be pasted from a spreadsheet. ")) (self.never_saved()) }
                (field.html(language))
            },
            rows: Vec::new(),
            buttons: self.buttons(false),
            result: result.map(|counted| self.waiting_result(&counted)),
        }
    }

    fn waiting_result(&self, counted: &Waiting) -> HelperResult<'a> {
        let language = self.language();
        let (all, acute) = (counted.steps.len(), counted.steps.iter().filter(|step| step.is_acute).count());
        let missed = counted.steps.iter().filter(|step| step.is_missed && !step.is_acute).count();
        let mut steps = vec![match language {
            Language::Swedish => {
                format!("{all} rader, varav {acute} akuta som inte räknas: {} besök.", counted.visits)
            }
            Language::English => {
                format!("{all} lines, {acute} of them acute and left out: {} visits.", counted.visits)
            }
        }];
        if missed > 0 {
            steps.push(match language {
                Language::Swedish => format!("{missed} av besöken räknas från den först erbjudna tiden."),
                Language::English => {
                    format!("{missed} of the visits are counted from the first offered time.")
                }
            });
        }
        let Some(mean) = counted.mean else {
            let none = language.say("Inget besök att räkna på.", "No visit to count.");
            return HelperResult { steps, sum: none.into(), take: None };
        };
        let (sum, visits, mean) = (counted.sum, counted.visits, written(language, mean));
        steps.push(match language {
            Language::Swedish => format!("{sum} dagar / {visits} besök = {mean} dagar."),
            Language::English => format!("{sum} days / {visits} visits = {mean} days."),
        });
        steps.push(
            language
                .say(
                    "Svaret är den lägsta klass vars övre gräns inte ligger under medelvärdet.",
                    "The answer is the lowest class whose upper limit is not below the mean.",
                )
                .to_owned(),
        );
        let class = counted.class.as_deref().unwrap_or_default();
        let text = self.question.alternatives.iter().find(|of| of.id == class);
        let sum = text.map_or_else(|| Phrase::from(""), |of| self.asked.response.setting.text_of(of));
        let take = text.map(|_| self.take());
        HelperResult { steps, sum: to_owned(language, &sum), take }
    }
}

fn to_owned(language: Language, phrase: &Phrase<'_>) -> Phrase<'static> {
    match phrase.lang() {
        Some(_) => language.official(phrase.text().to_owned()),
        None => phrase.text().to_owned().into(),
    }
}

/// The field that a mistake stands at.
fn at(why: StaffWrong) -> StaffField {
    match why {
        StaffWrong::NoNumber(field) => field,
        StaffWrong::NoShare => StaffField::Percent,
        StaffWrong::Both | StaffWrong::NoHours => StaffField::Hours,
    }
}

fn staff_wrong(language: Language, why: StaffWrong) -> &'static str {
    match why {
        StaffWrong::NoNumber(_) => language.say(
            "Skriv ett tal från 0 till 9 999, högst två decimaler.",
            "Write a number from 0 to 9,999, at most two decimals.",
        ),
        StaffWrong::NoShare => {
            language.say("Skriv sysselsättningsgrad eller timmar.", "Write the share of full time, or hours.")
        }
        StaffWrong::Both => language.say(
            "Skriv antingen sysselsättningsgrad eller timmar.",
            "Write either a share of full time or hours.",
        ),
        StaffWrong::NoHours => language.say("Timmar räknas inte här.", "Hours are not counted here."),
    }
}

fn visit_wrong(language: Language, line: usize, why: VisitWrong) -> String {
    let said = match why {
        VisitWrong::NoDate => language.say(
            "skriv bara datum, som 2017-11-03, och eventuellt akut.",
            "write dates only, as 2017-11-03, and acute if it was.",
        ),
        VisitWrong::Dates => language.say(
            "skriv två datum, eller tre om klienten uteblev.",
            "write two dates, or three if the client missed a time.",
        ),
        VisitWrong::Before => language.say(
            "besöket ligger före den dag som det räknas från.",
            "the visit is before the day it is counted from.",
        ),
        VisitWrong::Offered => language.say(
            "den erbjudna tiden ligger före den första kontakten.",
            "the offered time is before the first contact.",
        ),
    };
    format!("{} {line}: {said}", language.say("Rad", "Line"))
}
