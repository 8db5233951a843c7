//! Names of things: short texts whose form is checked once, at the border.

use std::borrow::Borrow;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// A text that is not an id of its kind.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{value}` is not {kind}: {form}")]
pub struct IdError {
    /// The text.
    pub value: String,
    /// What it should be, with article.
    pub kind: &'static str,
    /// The form that is allowed.
    pub form: &'static str,
}

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident, $kind:literal, $form:literal, $check:expr) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                let check: fn(&str) -> bool = $check;
                if text.len() <= 120 && check(text) {
                    Ok(Self(text.into()))
                } else {
                    Err(IdError { value: text.to_owned(), kind: $kind, form: $form })
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:?}", &*self.0)
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    };
}

/// Lower-case ASCII letter, then letters, digits and `_`.
fn is_plain(text: &str) -> bool {
    starts_with_lower(text) && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

fn starts_with_lower(text: &str) -> bool {
    text.bytes().next().is_some_and(|b| b.is_ascii_lowercase())
}

/// Upper-case ASCII letter, then letters, digits and `_`.
fn is_code(text: &str) -> bool {
    text.bytes().next().is_some_and(|b| b.is_ascii_uppercase())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

text_id!(
    /// Code of a question as printed (*frågekod*), such as `G2a`. Case matters.
    QuestionCode,
    "a question code",
    "an upper-case letter, then letters, digits and _",
    is_code
);
text_id!(
    /// Code of a part of the questionnaire (*del*), such as `G`.
    PartCode,
    "a part code",
    "an upper-case letter, then letters, digits and _",
    is_code
);
text_id!(
    /// A row of a grid question (*rad*). The rows of a table are numbered: `1`, `2`, …
    RowId,
    "a row id",
    "a lower-case letter, then a–z, 0–9 and _ (a table's rows: 1, 2, 3 …)",
    |text| is_plain(text) || (text.len() <= 5 && text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0') && !text.is_empty())
);
text_id!(
    /// An alternative of a question (*svarsalternativ*).
    AlternativeId,
    "an alternative's id",
    "a lower-case letter, then a–z, 0–9 and _",
    is_plain
);
text_id!(
    /// A category that an indicator can have as outcome (*utfall*), such as `ja` or `integrerat`.
    ValueId,
    "an outcome value",
    "a lower-case letter, then a–z, 0–9 and _",
    is_plain
);
text_id!(
    /// Id of an indicator or of a family (*indikator*), the same through the years.
    IndicatorId,
    "an indicator id",
    "a lower-case letter, then a–z, 0–9 and -",
    |text| starts_with_lower(text)
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
);
text_id!(
    /// Id of a way to group units (*sorteringsnyckel*): `county`, `size`, `skl`, `socioeconomic`.
    GroupingId,
    "a grouping id",
    "a lower-case letter, then a–z, 0–9 and _",
    is_plain
);
text_id!(
    /// Code of one group, as printed: `3`, `B4`.
    GroupCode,
    "a group code",
    "letters and digits",
    |text| !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric())
);
text_id!(
    /// Code of a place: nation `SE`, county `06`, municipality `0680`, district `0180-01`.
    ///
    /// Text, not a number: the leading zero is part of the code. Only the shape is checked here.
    UnitCode,
    "a unit code",
    "SE, two digits (county), four digits (municipality), or four digits, - and two digits (district)",
    |text| {
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        match text.split_once('-') {
            Some((city, district)) => city.len() == 4 && district.len() == 2 && digits(city) && digits(district),
            None => text == "SE" || (matches!(text.len(), 2 | 4) && digits(text)),
        }
    }
);

/// The year a comparison is published under (*årgång*). Not the time the answers describe.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EditionYear(pub u16);

impl fmt::Display for EditionYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl FromStr for EditionYear {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        match text.parse() {
            Ok(year @ 2000..=2100) => Ok(Self(year)),
            _ => Err(IdError { value: text.to_owned(), kind: "an edition", form: "a year, such as 2018" }),
        }
    }
}

/// A cell of the questionnaire: a question, and its row if it is a grid. Written `G2.missbruk`, `E5`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellName {
    /// The question.
    pub question: QuestionCode,
    /// The row of a grid; none otherwise.
    pub row: Option<RowId>,
}

impl fmt::Display for CellName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.row {
            Some(row) => write!(f, "{}.{row}", self.question),
            None => self.question.fmt(f),
        }
    }
}

impl FromStr for CellName {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        match text.split_once('.') {
            Some((question, row)) => Ok(Self { question: question.parse()?, row: Some(row.parse()?) }),
            None => Ok(Self { question: text.parse()?, row: None }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_checked() {
        for (case, ok) in [
            ("0180", true),
            ("0180-01", true),
            ("06", true),
            ("SE", true),
            ("180", false),
            ("0180-1", false),
            ("0180-", false),
            ("", false),
        ] {
            assert_eq!(case.parse::<UnitCode>().is_ok(), ok, "unit {case}");
        }
        assert!("G2.barn_unga".parse::<CellName>().is_ok());
        assert!("G2.barn-unga".parse::<CellName>().is_err(), "a hyphen would be a subtraction");
        assert!("20a".parse::<RowId>().is_err() && "12".parse::<RowId>().is_ok());
        let error = "g2".parse::<QuestionCode>().unwrap_err();
        assert_eq!(
            error.to_string(),
            "`g2` is not a question code: an upper-case letter, then letters, digits and _"
        );
    }
}
