//! Counting the mean waiting time (*medelväntetid*): a line a visit, pasted from anywhere.

use collection::form::help::{MAX_ROWS, VisitWrong, Waiting, waiting};
use domain::Number;
use maud::html;

use super::{Drawn, lines_again, lines_name, text, written};
use crate::design::field::Field;
use crate::design::helper::{Helper, HelperResult};
use crate::design::input::TextArea;
use crate::language::{Language, Phrase};

/// Characters that a calculator's lines may be: [`MAX_ROWS`] of them.
const MAX_LINES: usize = MAX_ROWS * 40;

impl<'a> Drawn<'a> {
    pub(super) fn waiting(&self, classes: &[(Option<Number>, String)]) -> Helper<'a> {
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
