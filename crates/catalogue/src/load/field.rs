//! One value of a TOML file, and the type it should have.

use std::str::FromStr;

use domain::{Date, IdError, Number};
use toml::de::DeValue;

use super::entry::Entry;
use super::files::Document;
use super::log::Spot;

/// A key's value, or a member of a list.
pub(super) struct Field<'a> {
    pub(super) doc: &'a Document<'a>,
    pub(super) key: String,
    pub(super) value: &'a DeValue<'a>,
    pub(super) spot: Spot<'a>,
}

fn what(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => {
            let short: String = text.chars().take(40).collect();
            format!("the text \"{short}\"")
        }
        DeValue::Integer(number) => format!("the number {number}"),
        DeValue::Float(number) => format!("the float {number}"),
        DeValue::Boolean(flag) => format!("`{flag}`"),
        DeValue::Datetime(date) => format!("the date {date}"),
        DeValue::Array(_) => "a list".to_owned(),
        DeValue::Table(_) => "a table".to_owned(),
    }
}

impl<'a> Field<'a> {
    fn wrong<T>(&self, wanted: &str, help: &str) -> Option<T> {
        let help = match self.value {
            DeValue::Float(number) => format!("exact numbers with decimals are texts: \"{number}\""),
            _ => help.to_owned(),
        };
        self.spot.problem("CAT-05", format!("`{}` is {}, not {wanted}", self.key, what(self.value)), help);
        None
    }

    /// A value that has the right type and is not allowed.
    fn refuse<T>(&self, message: String, help: impl Into<String>) -> Option<T> {
        self.spot.problem("CAT-06", message, help);
        None
    }

    /// A text.
    pub(super) fn text(&self) -> Option<&'a str> {
        match self.value {
            DeValue::String(text) => Some(text.as_ref()),
            _ => self.wrong("a text", &format!("write {} = \"…\"", self.key)),
        }
    }

    /// `true` or `false`.
    pub(super) fn flag(&self) -> Option<bool> {
        match self.value {
            DeValue::Boolean(flag) => Some(*flag),
            _ => self.wrong("true or false", "write true or false, without quotes"),
        }
    }

    /// A whole number.
    pub(super) fn whole<T: TryFrom<i64>>(&self) -> Option<T> {
        let DeValue::Integer(number) = self.value else {
            return self.wrong("a whole number", "write digits, without quotes");
        };
        let value = i64::from_str_radix(number.as_str(), number.radix()).ok();
        let fits = value.and_then(|value| T::try_from(value).ok());
        if fits.is_none() {
            return self.refuse(
                format!("`{}` is {number}", self.key),
                "give a whole number that is not negative and not so large",
            );
        }
        fits
    }

    /// A date.
    pub(super) fn date(&self) -> Option<Date> {
        if let DeValue::Datetime(toml::value::Datetime { date: Some(d), time: None, offset: None }) =
            self.value
            && let (Ok(year), Ok(month), Ok(day)) =
                (i16::try_from(d.year), i8::try_from(d.month), i8::try_from(d.day))
            && let Ok(date) = Date::new(year, month, day)
        {
            return Some(date);
        }
        self.wrong("a date", "write year-month-day without quotes: 2018-02-01")
    }

    /// An exact number, written as text.
    pub(super) fn number(&self) -> Option<Number> {
        let text = match self.value {
            DeValue::String(text) => text.to_string(),
            DeValue::Integer(number) if number.radix() == 10 => number.to_string(),
            _ => return self.wrong("a number", "write it as text: \"0.5\""),
        };
        match text.parse() {
            Ok(number) => Some(number),
            Err(error) => self.refuse(
                format!("`{}` is \"{text}\", which {error}", self.key),
                "write digits and a decimal point: \"0.5\"",
            ),
        }
    }

    /// An id of a form.
    pub(super) fn id<T: FromStr<Err = IdError>>(&self) -> Option<T> {
        match self.text()?.parse() {
            Ok(id) => Some(id),
            Err(error) => self
                .refuse(format!("`{}` is not {}", error.value, error.kind), format!("write {}", error.form)),
        }
    }

    /// One of a few words.
    pub(super) fn choice<T: Copy>(&self, allowed: &[(&str, T)]) -> Option<T> {
        let text = self.text()?;
        match allowed.iter().find(|(word, _)| *word == text) {
            Some((_, value)) => Some(*value),
            None => {
                let names = allowed.iter().map(|(word, _)| *word);
                let help = self.spot.suggestion(text, names);
                self.refuse(format!("`{}` is \"{text}\"", self.key), help)
            }
        }
    }

    /// What a case gives: a text, a whole number or a date, as text.
    pub(super) fn as_written(&self) -> Option<String> {
        match self.value {
            DeValue::String(text) => Some(text.to_string()),
            DeValue::Integer(number) if number.radix() == 10 => Some(number.to_string()),
            DeValue::Datetime(_) => self.date().map(|date| date.to_string()),
            _ => self.wrong("an answer", "write an alternative's id, a number as text, a date or a list"),
        }
    }

    /// Whether it is a list.
    pub(super) fn is_list(&self) -> bool {
        matches!(self.value, DeValue::Array(_))
    }

    /// The members of a list.
    pub(super) fn items(&self) -> Vec<Field<'a>> {
        let DeValue::Array(items) = self.value else {
            let help = match self.value {
                DeValue::Table(_) => format!("write [[{}]] above the entry", self.key),
                _ => format!("write {} = […]", self.key),
            };
            self.wrong::<()>("a list", &help);
            return Vec::new();
        };
        let field = |item: &'a toml::Spanned<DeValue<'a>>| Field {
            doc: self.doc,
            key: self.key.clone(),
            value: item.get_ref(),
            spot: self.spot.at(self.doc.line(item.span().start)),
        };
        items.iter().map(field).collect()
    }

    /// A table of its own, under the same name in messages.
    pub(super) fn table(&self) -> Option<Entry<'a>> {
        match self.value {
            DeValue::Table(table) => Some(Entry::new(self.doc, table, self.spot.clone())),
            _ => self.wrong("a table", &format!("write {} = {{ … }}", self.key)),
        }
    }

    /// A table that is an entry: messages name it by its word and id.
    pub(super) fn entry(&self, word: &str, place: usize) -> Option<Entry<'a>> {
        let entry = self.table()?;
        let name = ["id", "code", "indicator", "question", "name", "term", "area", "title", "with"]
            .into_iter()
            .find_map(|key| match entry.table.get(key)?.get_ref() {
                DeValue::String(text) => Some(format!("`{text}`")),
                _ => None,
            })
            .unwrap_or_else(|| (place + 1).to_string());
        let name = format!("{word} {name}");
        let label = if self.spot.entry.is_empty() { name } else { format!("{}, {name}", self.spot.entry) };
        let spot = self.spot.named(label);
        Some(Entry::new(self.doc, entry.table, spot))
    }
}
