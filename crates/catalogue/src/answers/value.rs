//! What stands in `value`, by the question's kind.

use domain::{Date, Number, NumberError, find_personal_number};
use rules::schema::{NumberForm, QuestionKind};
use rules::tree::date_raw;

use super::both::Both;
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
pub(super) fn date(value: &str) -> Option<Date> {
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

    /// What is wrong with a text, in words; `what` it is, in Swedish and English.
    pub(super) fn tell_text(self, (what_sv, what_en): (&str, &str)) -> Mistake {
        if let Self::Character(c) = self {
            let c = u32::from(c);
            return Mistake::new(
                (
                    format!("{what_sv} innehåller styrtecknet U+{c:04X}"),
                    format!("the {what_en} holds the control character U+{c:04X}"),
                ),
                (
                    "ta bort det: text, emojier och radbrytningar får vara kvar",
                    "remove it: text, emoji and line breaks may stay",
                ),
            );
        }
        Mistake::new(
            (
                format!("{what_sv} innehåller ett personnummer"),
                format!("the {what_en} holds a personal identity number"),
            ),
            (
                "ta bort numret (det upprepas inte här): en kommuns svar är offentliga",
                "remove the number (it is not repeated here): answers of a municipality are public",
            ),
        )
    }

    /// What is wrong with an answer, in words.
    pub(super) fn tell(self, edition: &Edition, place: usize, written: &str) -> Mistake {
        let value = written.trim();
        let kind = &edition.questionnaire.schema.questions()[place].kind;
        let (QuestionKind::Number(form) | QuestionKind::Table(form)) = kind else {
            return match self {
                Self::Alternative => unknown_alternative(edition, place, value),
                Self::Date => {
                    let shown = quoted(value);
                    Mistake::new(
                        (format!("{} är inget datum", shown.sv), format!("{} is no date", shown.en)),
                        ("skriv år, månad och dag: 2018-02-01", "write year, month and day: 2018-02-01"),
                    )
                }
                Self::PersonalNumber | Self::Character(_) => self.tell_text(("texten", "text")),
                Self::DecimalComma | Self::NoNumber | Self::Decimals | Self::Range => no_answer(value),
            };
        };
        self.tell_number(form, value)
    }

    /// What is wrong with a number, in words.
    pub(super) fn tell_number(self, form: &NumberForm, value: &str) -> Mistake {
        let Both { sv, en } = quoted(value);
        let allowed = allowed_number(form);
        let only_allowed = (format!("tillåtet: {}", allowed.sv), format!("allowed: {}", allowed.en));
        match self {
            Self::DecimalComma => {
                let point = quoted(&value.replacen(',', ".", 1));
                Mistake::new(
                    (format!("{sv} har decimalkomma"), format!("{en} has a decimal comma")),
                    (
                        format!("decimaltecknet är punkt: skriv {}. Tillåtet: {}", point.sv, allowed.sv),
                        format!("write a point: {}; allowed: {}", point.en, allowed.en),
                    ),
                )
            }
            Self::Decimals => Mistake::new(
                (format!("{sv} har för många decimaler"), format!("{en} has too many decimals")),
                only_allowed,
            ),
            Self::Range => Mistake::new(
                (format!("{sv} ligger utanför gränserna"), format!("{en} is out of range")),
                only_allowed,
            ),
            Self::NoNumber | Self::Alternative | Self::Date | Self::PersonalNumber | Self::Character(_) => {
                Mistake::new(
                    (format!("{sv} är inget tal"), format!("{en} is no number")),
                    (
                        format!("skriv siffror, utan mellanslag eller enhet. Tillåtet: {}", allowed.sv),
                        format!("write digits, without blanks or units; allowed: {}", allowed.en),
                    ),
                )
            }
        }
    }
}

/// What a number question takes, in words.
fn allowed_number(form: &NumberForm) -> Both {
    let (sv, en) = match form.digits {
        0 => ("heltal".to_owned(), "whole numbers".to_owned()),
        1 => ("tal med högst 1 decimal".to_owned(), "numbers with at most 1 decimal".to_owned()),
        n => (format!("tal med högst {n} decimaler"), format!("numbers with at most {n} decimals")),
    };
    let (missing_sv, missing_en) = match form.missing_code {
        Some(code) => (
            format!(", eller {code} för en uppgift som inte kan lämnas"),
            format!(", or {code} for a figure that cannot be given"),
        ),
        None => Default::default(),
    };
    let NumberForm { low, high, .. } = form;
    (format!("{sv} från {low} till {high}{missing_sv}"), format!("{en} from {low} to {high}{missing_en}"))
        .into()
}

fn no_answer(value: &str) -> Mistake {
    let shown = quoted(value);
    Mistake::new(
        (format!("{} är inget svar", shown.sv), format!("{} is no answer", shown.en)),
        ("rätta det eller lämna det tomt", "mend it or leave it empty"),
    )
}

fn unknown_alternative(edition: &Edition, place: usize, value: &str) -> Mistake {
    let schema = &edition.questionnaire.schema;
    let question = &schema.questions()[place];
    let (QuestionKind::One(set) | QuestionKind::Many(set)) = &question.kind else {
        return no_answer(value);
    };
    let alternatives = set.alternatives.iter().map(String::as_str);
    let allowed = listing(alternatives.clone());
    let shown = quoted(value);
    let message_sv = format!("okänt svarsalternativ {} på {}", shown.sv, question.code);
    let message_en = format!("{} has no alternative {}", question.code, shown.en);
    let by_text = wording(edition, place).and_then(|question| {
        let same = |text: &str| text.trim().to_lowercase() == value.to_lowercase();
        question.alternatives.iter().find(|alternative| same(&alternative.text.sv))
    });
    if let Some(alternative) = by_text {
        let id = &alternative.id;
        return Mistake::new(
            (message_sv, message_en),
            (
                format!("skriv id:t `{id}`, inte lydelsen. Tillåtet: {}", allowed.sv),
                format!("write its id `{id}`, not its wording; allowed: {}", allowed.en),
            ),
        );
    }
    let owners = schema.questions().iter().filter(|question| match &question.kind {
        QuestionKind::One(set) | QuestionKind::Many(set) => set.position(value).is_some(),
        QuestionKind::Number(_) | QuestionKind::Date | QuestionKind::Text | QuestionKind::Table(_) => false,
    });
    let owners: Vec<&str> = owners.map(|question| question.code.as_str()).collect();
    if owners.is_empty() {
        let help = meant_or_allowed(value, ("tillåtet", "allowed"), alternatives);
        return Mistake::new((message_sv, message_en), help);
    }
    let owners = listing(owners);
    Mistake::new(
        (
            format!("{message_sv}: det hör till {}", owners.sv),
            format!("{message_en}: it belongs to {}", owners.en),
        ),
        (format!("tillåtet: {}", allowed.sv), format!("allowed: {}", allowed.en)),
    )
}

/// The question as people meet it.
pub(super) fn wording(edition: &Edition, place: usize) -> Option<&Question> {
    edition.questions.iter().find(|question| question.place == place)
}
