//! What stands in `value`, by the question's kind.

use domain::{Date, Number, NumberError, find_personal_number};
use rules::schema::{NumberForm, QuestionKind};
use rules::tree::date_raw;

use super::mistakes::{Mistake, listing, meant_or_allowed, quoted};
use crate::model::{Edition, Question};

/// A value that can be an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value<'a> {
    /// Nothing: the question is not answered.
    None,
    /// An alternative, by its place.
    Alternative(usize),
    /// A number, as it stands in a table of answers.
    Number(Number),
    /// A date, as it stands in a table of answers.
    Date(i64),
    /// A free text.
    Text(&'a str),
}

/// Why a value cannot be an answer. Told only when it is listed: a file may hold millions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    Alternative,
    DecimalComma,
    NoNumber,
    Decimals,
    Range,
    Date,
    PersonalNumber,
    Character(char),
}

/// Reads a value.
pub(super) fn read<'a>(kind: &QuestionKind, written: &'a str) -> Result<Value<'a>, Wrong> {
    let value = written.trim();
    if value.is_empty() {
        return Ok(Value::None);
    }
    match kind {
        QuestionKind::One(set) | QuestionKind::Many(set) => {
            set.position(value).map(Value::Alternative).ok_or(Wrong::Alternative)
        }
        QuestionKind::Number(form) | QuestionKind::Table(form) => number(form, value).map(Value::Number),
        QuestionKind::Date => date(value).map(|date| Value::Date(date_raw(date))).ok_or(Wrong::Date),
        QuestionKind::Text => free_text(written).map(|()| Value::Text(written)),
    }
}

/// Refuses what no free text or comment may hold.
pub(super) fn free_text(text: &str) -> Result<(), Wrong> {
    if find_personal_number(text).is_some() {
        return Err(Wrong::PersonalNumber);
    }
    match text.chars().find(|&c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        Some(c) => Err(Wrong::Character(c)),
        None => Ok(()),
    }
}

/// Reads a number of a form.
pub(super) fn number(form: &NumberForm, value: &str) -> Result<Number, Wrong> {
    let number: Number = value.parse().map_err(|error| match error {
        NumberError::Form if value.replacen(',', ".", 1).parse::<Number>().is_ok() => Wrong::DecimalComma,
        NumberError::Form => Wrong::NoNumber,
        NumberError::TooFine => Wrong::Decimals,
        NumberError::TooLarge => Wrong::Range,
    })?;
    if form.missing_code == Some(number) {
        return Ok(number);
    }
    if number.decimals() > form.digits {
        return Err(Wrong::Decimals);
    }
    if (form.low..=form.high).contains(&number) { Ok(number) } else { Err(Wrong::Range) }
}

/// A date as `2018-02-01` and no other way.
fn date(value: &str) -> Option<Date> {
    let bytes = value.as_bytes();
    let is_form = bytes.len() == 10
        && bytes
            .iter()
            .enumerate()
            .all(|(i, b)| if matches!(i, 4 | 7) { *b == b'-' } else { b.is_ascii_digit() });
    if is_form { value.parse().ok() } else { None }
}

impl Wrong {
    /// The code of the mistake.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Alternative => "ANS-14",
            Self::DecimalComma | Self::NoNumber => "ANS-16",
            Self::Decimals => "ANS-17",
            Self::Range => "ANS-18",
            Self::Date => "ANS-19",
            Self::PersonalNumber => "ANS-22",
            Self::Character(_) => "ANS-23",
        }
    }

    /// What is wrong with a text, in words; `what` it is.
    pub(super) fn tell_text(self, what: &str) -> Mistake {
        if let Self::Character(c) = self {
            let message = format!("the {what} holds the control character U+{:04X}", u32::from(c));
            return Mistake::new(message, "remove it: text, emoji and line breaks may stay");
        }
        Mistake::new(
            format!("the {what} holds a personal identity number"),
            "remove the number (it is not repeated here): answers of a municipality are public",
        )
    }

    /// What is wrong with an answer, in words.
    pub(super) fn tell(self, edition: &Edition, place: usize, written: &str) -> Mistake {
        let value = written.trim();
        let kind = &edition.questionnaire.schema.questions()[place].kind;
        let (QuestionKind::Number(form) | QuestionKind::Table(form)) = kind else {
            return match self {
                Self::Alternative => unknown_alternative(edition, place, value),
                Self::Date => Mistake::new(
                    format!("{} is no date", quoted(value)),
                    "write year, month and day: 2018-02-01",
                ),
                Self::PersonalNumber | Self::Character(_) => self.tell_text("text"),
                Self::DecimalComma | Self::NoNumber | Self::Decimals | Self::Range => {
                    Mistake::new(format!("{} is no answer", quoted(value)), "mend it or leave it empty")
                }
            };
        };
        self.tell_number(form, value)
    }

    /// What is wrong with a number, in words.
    pub(super) fn tell_number(self, form: &NumberForm, value: &str) -> Mistake {
        let shown = quoted(value);
        let allowed = allowed_number(form);
        match self {
            Self::DecimalComma => Mistake::new(
                format!("{shown} has a decimal comma"),
                format!("write a point: {}; allowed: {allowed}", quoted(&value.replacen(',', ".", 1))),
            ),
            Self::Decimals => {
                Mistake::new(format!("{shown} has too many decimals"), format!("allowed: {allowed}"))
            }
            Self::Range => Mistake::new(format!("{shown} is out of range"), format!("allowed: {allowed}")),
            Self::NoNumber | Self::Alternative | Self::Date | Self::PersonalNumber | Self::Character(_) => {
                Mistake::new(
                    format!("{shown} is no number"),
                    format!("write digits, without blanks or units; allowed: {allowed}"),
                )
            }
        }
    }
}

/// What a number question takes, in words.
fn allowed_number(form: &NumberForm) -> String {
    let decimals = match form.digits {
        0 => "whole numbers".to_owned(),
        1 => "numbers with at most 1 decimal".to_owned(),
        n => format!("numbers with at most {n} decimals"),
    };
    let missing = form.missing_code.map(|code| format!(", or {code} for a figure that cannot be given"));
    format!("{decimals} from {} to {}{}", form.low, form.high, missing.unwrap_or_default())
}

fn unknown_alternative(edition: &Edition, place: usize, value: &str) -> Mistake {
    let schema = &edition.questionnaire.schema;
    let question = &schema.questions()[place];
    let (QuestionKind::One(set) | QuestionKind::Many(set)) = &question.kind else {
        return Mistake::new(format!("{} is no answer", quoted(value)), "mend it or leave it empty");
    };
    let alternatives = set.alternatives.iter().map(String::as_str);
    let allowed = format!("allowed: {}", listing(alternatives.clone()));
    let message = format!("{} has no alternative {}", question.code, quoted(value));
    let by_text = wording(edition, place).and_then(|question| {
        let same = |text: &str| text.trim().to_lowercase() == value.to_lowercase();
        question.alternatives.iter().find(|alternative| same(&alternative.text.sv))
    });
    if let Some(alternative) = by_text {
        return Mistake::new(
            message,
            format!("write its id `{}`, not its wording; {allowed}", alternative.id),
        );
    }
    let owners = schema.questions().iter().filter(|question| match &question.kind {
        QuestionKind::One(set) | QuestionKind::Many(set) => set.position(value).is_some(),
        QuestionKind::Number(_) | QuestionKind::Date | QuestionKind::Text | QuestionKind::Table(_) => false,
    });
    let owners: Vec<&str> = owners.map(|question| question.code.as_str()).collect();
    if owners.is_empty() {
        return Mistake::new(message, meant_or_allowed(value, "allowed", alternatives));
    }
    Mistake::new(format!("{message}: it belongs to {}", listing(owners)), allowed)
}

/// The question as people meet it.
pub(super) fn wording(edition: &Edition, place: usize) -> Option<&Question> {
    edition.questions.iter().find(|question| question.place == place)
}
