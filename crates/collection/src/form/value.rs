//! What a cell holds: typed, as JSON in the store, and as people write it.

use domain::{Date, Number, NumberError, find_personal_number};
use rules::schema::{NumberForm, QuestionKind};
use rules::table::Raw;
use rules::tree::date_raw;
use serde_json::{Value, json};

/// Most characters of a free text or comment.
pub const MAX_TEXT: usize = 10_000;

/// An answer that a question can have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// One alternative, by its place in the question's set.
    One(usize),
    /// Several alternatives, by place, in order; never none.
    Many(Vec<usize>),
    /// A number.
    Number(Number),
    /// *Kan inte lämna uppgift*: a choice of its own, never a magic number.
    CannotSay,
    /// A date.
    Date(Date),
    /// Free text.
    Text(String),
    /// The lines of a table question; never none.
    Lines(Vec<Number>),
}

/// Why a text cannot be an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// No alternative of the question.
    Alternative,
    /// Several, where one may be chosen.
    Several,
    /// Not a number.
    NoNumber(NumberForm),
    /// Too many decimals.
    Decimals(NumberForm),
    /// Outside of what is possible.
    Range(NumberForm),
    /// The code for *cannot say*, written as a number: the choice stands beside the field.
    MissingCode(NumberForm),
    /// The question has no such choice.
    CannotSay,
    /// Not a date.
    Date,
    /// A personal identity number; it is not repeated.
    PersonalNumber,
    /// A control character.
    Character(char),
    /// Longer than [`MAX_TEXT`].
    TooLong {
        /// So many characters.
        characters: usize,
    },
    /// More lines than a table may have.
    TooManyLines,
}

/// Reads what a form sent for a cell; none if nothing was answered.
///
/// `texts`: the chosen alternatives, the lines of a table, or one text. `cannot_say`: the choice beside a number.
/// A decimal comma and blanks between thousands are as good as a point and none.
///
/// # Errors
/// Why it cannot be an answer.
pub fn read(kind: &QuestionKind, texts: &[&str], cannot_say: bool) -> Result<Option<Given>, Wrong> {
    let texts: Vec<&str> = texts.iter().copied().filter(|text| !text.trim().is_empty()).collect();
    if cannot_say {
        return match kind {
            QuestionKind::Number(form) if form.missing_code.is_some() => Ok(Some(Given::CannotSay)),
            QuestionKind::Number(_)
            | QuestionKind::One(_)
            | QuestionKind::Many(_)
            | QuestionKind::Date
            | QuestionKind::Text
            | QuestionKind::Table(_) => Err(Wrong::CannotSay),
        };
    }
    if texts.is_empty() {
        return Ok(None);
    }
    match kind {
        QuestionKind::Many(set) => {
            let places: Result<Vec<usize>, Wrong> =
                texts.iter().map(|id| set.position(id.trim()).ok_or(Wrong::Alternative)).collect();
            let mut places = places?;
            places.sort_unstable();
            places.dedup();
            Ok(Some(Given::Many(places)))
        }
        QuestionKind::Table(form) => {
            if texts.len() > rules::schema::MAX_TABLE_LINES {
                return Err(Wrong::TooManyLines);
            }
            let lines: Result<Vec<Number>, Wrong> = texts.iter().map(|text| number(form, text)).collect();
            Ok(Some(Given::Lines(lines?)))
        }
        QuestionKind::One(_) | QuestionKind::Number(_) | QuestionKind::Date | QuestionKind::Text
            if texts.len() > 1 =>
        {
            Err(Wrong::Several)
        }
        QuestionKind::One(set) => {
            let place = set.position(texts[0].trim()).ok_or(Wrong::Alternative)?;
            Ok(Some(Given::One(place)))
        }
        QuestionKind::Number(form) => {
            let number = number(form, texts[0])?;
            if form.missing_code == Some(number) {
                return Err(Wrong::MissingCode(form.clone()));
            }
            Ok(Some(Given::Number(number)))
        }
        QuestionKind::Date => {
            texts[0].trim().parse().map(|date| Some(Given::Date(date))).map_err(|_| Wrong::Date)
        }
        QuestionKind::Text => free_text(texts[0]).map(|text| Some(Given::Text(text))),
    }
}

/// Reads a free text or comment: line breaks as one kind, nothing that no text may hold.
///
/// # Errors
/// A personal identity number, a control character, too long.
pub fn free_text(text: &str) -> Result<String, Wrong> {
    let characters = text.chars().count();
    if characters > MAX_TEXT {
        return Err(Wrong::TooLong { characters });
    }
    if find_personal_number(text).is_some() {
        return Err(Wrong::PersonalNumber);
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    match text.chars().find(|&c| c.is_control() && !matches!(c, '\n' | '\t')) {
        Some(c) => Err(Wrong::Character(c)),
        None => Ok(text.trim_end().to_owned()),
    }
}

/// Reads a number as people write it: `1 234,5`.
fn number(form: &NumberForm, text: &str) -> Result<Number, Wrong> {
    let plain: String = text.trim().chars().filter(|c| !c.is_whitespace()).collect();
    let plain = plain.replacen(',', ".", 1).replacen('\u{2212}', "-", 1);
    let number: Number = plain.parse().map_err(|error| match error {
        NumberError::Form => Wrong::NoNumber(form.clone()),
        NumberError::TooFine => Wrong::Decimals(form.clone()),
        NumberError::TooLarge => Wrong::Range(form.clone()),
    })?;
    if form.missing_code == Some(number) {
        return Ok(number);
    }
    if number.decimals() > form.digits {
        return Err(Wrong::Decimals(form.clone()));
    }
    if (form.low..=form.high).contains(&number) { Ok(number) } else { Err(Wrong::Range(form.clone())) }
}

impl Given {
    /// As the store keeps it: alternatives by id, numbers as text, so that nothing is rounded.
    pub fn json(&self, kind: &QuestionKind) -> Value {
        let id = |place: &usize| match kind {
            QuestionKind::One(set) | QuestionKind::Many(set) => {
                set.alternatives.get(*place).cloned().unwrap_or_default()
            }
            QuestionKind::Number(_) | QuestionKind::Date | QuestionKind::Text | QuestionKind::Table(_) => {
                String::new()
            }
        };
        match self {
            Self::One(place) => json!(id(place)),
            Self::Many(places) => places.iter().map(id).collect(),
            Self::Number(number) => json!(number.to_string()),
            Self::CannotSay => json!({ "cannot_say": true }),
            Self::Date(date) => json!(date.to_string()),
            Self::Text(text) => json!(text),
            Self::Lines(lines) => lines.iter().map(|number| json!(number.to_string())).collect(),
        }
    }

    /// From what the store keeps; none if it cannot be an answer to such a question.
    pub fn of_json(kind: &QuestionKind, value: &Value) -> Option<Self> {
        let text = value.as_str();
        let texts = || value.as_array()?.iter().map(Value::as_str).collect::<Option<Vec<&str>>>();
        match kind {
            QuestionKind::One(set) => set.position(text?).map(Self::One),
            QuestionKind::Many(set) => {
                let places: Option<Vec<usize>> = texts()?.into_iter().map(|id| set.position(id)).collect();
                places.filter(|places| !places.is_empty()).map(Self::Many)
            }
            QuestionKind::Number(form) => match text {
                Some(text) => text.parse().ok().map(Self::Number),
                None => {
                    let cannot = value.get("cannot_say") == Some(&json!(true));
                    (cannot && form.missing_code.is_some()).then_some(Self::CannotSay)
                }
            },
            QuestionKind::Date => text?.parse().ok().map(Self::Date),
            QuestionKind::Text => text.map(|text| Self::Text(text.to_owned())),
            QuestionKind::Table(_) => {
                let lines: Option<Vec<Number>> = texts()?.into_iter().map(|line| line.parse().ok()).collect();
                lines.filter(|lines| !lines.is_empty()).map(Self::Lines)
            }
        }
    }

    /// As rules read it.
    pub fn raw(&self, kind: &QuestionKind) -> Raw {
        let place = |place: usize| i64::try_from(place).unwrap_or(i64::MAX);
        let value = match self {
            Self::One(one) => place(*one),
            // A set has at most 64 alternatives.
            Self::Many(all) => {
                all.iter().fold(0, |bits, one| bits | 1_i64.wrapping_shl(u32::try_from(*one).unwrap_or(0)))
            }
            Self::Number(number) => number.micros(),
            Self::CannotSay => match kind {
                QuestionKind::Number(form) => form.missing_code.map_or(0, Number::micros),
                QuestionKind::One(_)
                | QuestionKind::Many(_)
                | QuestionKind::Date
                | QuestionKind::Text
                | QuestionKind::Table(_) => 0,
            },
            Self::Date(date) => date_raw(*date),
            Self::Text(_) => 0,
            Self::Lines(lines) => {
                let sum: i128 = lines.iter().map(|number| i128::from(number.micros())).sum();
                Number::from_micros(sum).map_or(Number::MAX_MICROS, Number::micros)
            }
        };
        Raw::answer(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn n(text: &str) -> Number {
        text.parse().expect("a number")
    }

    fn caseworkers() -> QuestionKind {
        let form = NumberForm { digits: 2, low: n("0"), high: n("900"), missing_code: Some(n("999")) };
        QuestionKind::Number(form)
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let form = match caseworkers() {
            QuestionKind::Number(form) => form,
            other => panic!("{other:?}"),
        };
        for (case, text, cannot_say, told) in [
            ("decimal comma", "37,25", false, Ok(Some(Given::Number(n("37.25"))))),
            ("decimal point", "37.25", false, Ok(Some(Given::Number(n("37.25"))))),
            ("blanks around", "  4 ", false, Ok(Some(Given::Number(n("4"))))),
            ("a no-break space", "1\u{a0}2", false, Ok(Some(Given::Number(n("12"))))),
            ("nothing", " ", false, Ok(None)),
            ("the choice", "", true, Ok(Some(Given::CannotSay))),
            ("the code in place of the choice", "999", false, Err(Wrong::MissingCode(form.clone()))),
            ("words", "fyra", false, Err(Wrong::NoNumber(form.clone()))),
            ("three decimals", "1,234", false, Err(Wrong::Decimals(form.clone()))),
            ("too many", "901", false, Err(Wrong::Range(form.clone()))),
            ("below nought", "\u{2212}1", false, Err(Wrong::Range(form.clone()))),
        ] {
            assert_eq!(read(&caseworkers(), &[text], cannot_say), told, "{case}");
        }
    }

    #[test]
    fn what_no_text_may_hold_is_refused_and_everything_else_stays_as_it_is() {
        let read = |text: &str| read(&QuestionKind::Text, &[text], false);
        for (case, text) in [
            ("Swedish letters", "Åsa är på ön"),
            ("emoji", "👩‍👧 klart"),
            ("right-to-left marks", "\u{202e}abc\u{202c} שלום"),
            ("markup", "<script>alert(1)</script>"),
            ("lines", "ett\ntvå"),
        ] {
            assert_eq!(read(text), Ok(Some(Given::Text(text.to_owned()))), "{case}");
        }
        assert_eq!(read("ärende 19121212-1212"), Err(Wrong::PersonalNumber));
        assert_eq!(read("a\u{7}"), Err(Wrong::Character('\u{7}')));
        assert_eq!(read("ett\r\ntvå "), Ok(Some(Given::Text("ett\ntvå".into()))));
        assert_eq!(read(&"å".repeat(MAX_TEXT)), Ok(Some(Given::Text("å".repeat(MAX_TEXT)))));
        assert_eq!(read(&"å".repeat(100_000)), Err(Wrong::TooLong { characters: 100_000 }));
    }

    #[test]
    fn what_the_store_keeps_is_what_was_given() {
        let set = rules::schema::ValueSet {
            id: "s".into(),
            alternatives: ["ja", "nej", "annan"].map(str::to_owned).into(),
            ordered: false,
            alone: Vec::new(),
        };
        let set = std::sync::Arc::new(set);
        let (one, many) = (QuestionKind::One(set.clone()), QuestionKind::Many(set));
        let table =
            QuestionKind::Table(NumberForm { digits: 1, low: n("0"), high: n("9"), missing_code: None });
        for (kind, texts, kept) in [
            (&one, &["nej"][..], json!("nej")),
            (&many, &["annan", "ja", "ja"], json!(["ja", "annan"])),
            (&caseworkers(), &["1,50"], json!("1.5")),
            (&QuestionKind::Date, &["2018-02-01"], json!("2018-02-01")),
            (&QuestionKind::Text, &["x"], json!("x")),
            (&table, &["1", "", "2,5"], json!(["1", "2.5"])),
        ] {
            let given = read(kind, texts, false).expect("an answer").expect("something");
            assert_eq!(given.json(kind), kept);
            assert_eq!(Given::of_json(kind, &kept), Some(given));
        }
        assert_eq!(read(&one, &["ja", "nej"], false), Err(Wrong::Several));
        assert_eq!(read(&one, &["kanske"], false), Err(Wrong::Alternative));
        assert_eq!(read(&one, &[], true), Err(Wrong::CannotSay));
        assert_eq!(Given::of_json(&one, &json!("kanske")), None);
    }
}
