//! What a row says of itself while it is filled in: what its cell lets through, and the formula of its status.

use catalogue::answers::fill_in::{AnswerRow, CHOSEN};
use catalogue::model::{Question, QuestionType, Severity};
use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, Formula, XlsxError};

use super::formula::{Formulas, and, not, or};
use super::help::allowed;
use super::part::{Asked, PartSheet};
use super::{lists, status};

impl<'e> PartSheet<'e> {
    /// What the answer cell lets through while it is written.
    pub(super) fn validation(
        &self,
        row: u32,
        question: &Question,
        answer: &AnswerRow<'_>,
    ) -> Result<Option<DataValidation>, XlsxError> {
        let of_kind = DataValidation::new();
        let (validation, told) = match question.kind {
            QuestionType::Text => return Ok(None),
            QuestionType::Many => (
                of_kind.allow_list_strings(&[CHOSEN])?,
                format!("Skriv {CHOSEN} om alternativet är valt, annars ingenting."),
            ),
            QuestionType::YesNo | QuestionType::One => {
                let Some(list) = lists::name_of(self.edition, answer.col) else { return Ok(None) };
                let list = Formula::new(format!("={list}"));
                (of_kind.allow_list_formula(list), "Välj ett av svarsalternativen i listan.".to_owned())
            }
            QuestionType::Number | QuestionType::Table | QuestionType::Date => {
                let valid = Formula::new(format!("={}", self.valid(row, question, answer)));
                let told = match &question.form {
                    Some(form) => allowed(form, &question.unit),
                    None => "Skriv ett datum: år-månad-dag, till exempel 2018-02-01.".to_owned(),
                };
                (of_kind.allow_custom(valid), told)
            }
        };
        let validation =
            validation.set_error_title("Ogiltigt svar")?.set_error_message(shortened(&told, 255))?;
        Ok(Some(validation.set_error_style(DataValidationErrorStyle::Stop)))
    }

    /// Whether what stands in the answer cell can be an answer.
    fn valid(&self, row: u32, question: &Question, answer: &AnswerRow<'_>) -> String {
        let cell = format!("$C{}", row + 1);
        match question.kind {
            QuestionType::Text => "TRUE".to_owned(),
            QuestionType::Many => or([format!("{cell}=\"{CHOSEN}\""), format!("{cell}=\"x\"")]),
            QuestionType::YesNo | QuestionType::One => match lists::name_of(self.edition, answer.col) {
                Some(list) => format!("SUMPRODUCT(--({list}={cell}))>0"),
                None => "TRUE".to_owned(),
            },
            QuestionType::Date => {
                and([format!("ISNUMBER({cell})"), format!("INT({cell})={cell}"), format!("{cell}>0")])
            }
            QuestionType::Number | QuestionType::Table => {
                let Some(form) = &question.form else { return format!("ISNUMBER({cell})") };
                let within = and([
                    format!("{cell}>={}", form.low),
                    format!("{cell}<={}", form.high),
                    format!("ROUND({cell},{})={cell}", form.digits),
                ]);
                let missing = form.missing_code.map(|code| format!("{cell}={code}"));
                and([format!("ISNUMBER({cell})"), or([within].into_iter().chain(missing))])
            }
        }
    }

    /// The formula of a row's status; decided in the order of [`Standing::words`].
    pub(super) fn status(
        &self,
        row: u32,
        question: &Question,
        asked: &Asked<'e>,
        formulas: &Formulas<'e>,
    ) -> String {
        let cell = format!("LEN(TRIM($C{}))", row + 1);
        let (filled, empty) = (format!("{cell}>0"), format!("{cell}=0"));
        let standing = &asked.standing;
        let col = asked.row.col;
        let group = if standing.is_part { formulas.group_is_filled(col) } else { None };
        let group = group.unwrap_or_else(|| filled.clone());
        let own_comment = format!("LEN(TRIM($E{}))>0", row + 1);
        let comment = if standing.is_part { formulas.group_is_commented(col) } else { None };
        let fires = |severity: Severity| {
            let of = asked.checks.iter().filter(move |check| check.severity == severity);
            of.filter_map(|check| formulas.holds(check.when_at(col)?)).collect::<Vec<_>>()
        };
        let hard = or(fires(Severity::Hard).into_iter().chain(formulas.stands_with_others(col)));
        let soft = or(fires(Severity::Soft));
        let if_then = |cond: &str, then: &str, other: String| match cond {
            "FALSE" => other,
            _ => format!("IF({cond},\"{then}\",{other})"),
        };
        let uncommented = not(&comment.unwrap_or(own_comment));
        let mut formula = format!("\"{}\"", status::DONE);
        let to_comment = if soft == "FALSE" { soft } else { and([soft, uncommented]) };
        formula = if_then(&to_comment, status::TO_COMMENT, formula);
        formula = if_then(&hard, status::TO_MEND, formula);
        if standing.is_part {
            formula = if_then(&empty, status::NOT_NEEDED, formula);
        }
        let unanswered = if standing.mandatory { status::TO_ANSWER } else { status::OPTIONAL };
        let invalid = and([filled.clone(), not(&self.valid(row, question, &asked.row))]);
        let is_empty = not(&group);
        formula = match formulas.filter(col) {
            None => if_then(&invalid, status::INVALID, if_then(&is_empty, unanswered, formula)),
            Some(None) => {
                if_then(&invalid, status::INVALID, if_then(&is_empty, status::SEE_CONDITION, formula))
            }
            Some(Some(_)) => {
                let word = char::from(b'A' + u8::try_from(self.asked()).unwrap_or(0));
                let is = |said: &str| format!("${word}{}=\"{said}\"", row + 1);
                let waits = format!("IF({filled},\"{}\",\"{}\")", status::MAIN_MISSING, status::WAITS);
                let asked = if_then(&is_empty, unanswered, formula);
                let open =
                    if_then(&invalid, status::INVALID, format!("IF({},{asked},{waits})", is(status::ASKED)));
                let closed =
                    format!("IF({filled},\"{}\",\"{}\")", status::ANSWERED_NOT_ASKED, status::NOT_ASKED);
                format!("IF({},{closed},{open})", is(status::NOT))
            }
        };
        format!("=IFERROR({formula},\"{}\")", status::INVALID)
    }
}

fn shortened(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}
