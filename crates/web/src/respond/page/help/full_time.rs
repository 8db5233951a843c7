//! Counting full-time equivalents (*omräkning till heltider*): a row each, or for several who work alike.

use collection::form::help::{FullTime, MAX_ROWS, Share, StaffField, StaffRow, StaffWrong, full_time};
use domain::Number;
use maud::html;

use super::super::super::hidden;
use super::{Drawn, digits, row_name, staff, written};
use crate::design::field::Field;
use crate::design::helper::{Helper, HelperResult, HelperRow};
use crate::design::number::NumberInput;
use crate::language::Language;

impl<'a> Drawn<'a> {
    pub(super) fn equivalents(&self, full: Option<Number>) -> Helper<'a> {
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
