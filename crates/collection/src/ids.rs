//! Names of the things of a collection. Their form is checked once, at the border.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

pub use domain::IdError;
use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $kind:literal, $form:literal, $max:literal, $check:expr) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
                if !text.is_empty() && text.len() <= $max && check(text) {
                    return Ok(Self(text.into()));
                }
                Err(IdError { value: text.chars().take(60).collect(), kind: $kind, form: $form })
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdError;

            fn try_from(text: String) -> Result<Self, IdError> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0.as_ref().to_owned()
            }
        }

        // A response has hundreds of them, and they are read with every page: no text is copied that need not be.
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                struct Text;
                impl Visitor<'_> for Text {
                    type Value = $name;

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str($form)
                    }

                    fn visit_str<E: de::Error>(self, text: &str) -> Result<$name, E> {
                        text.parse().map_err(E::custom)
                    }
                }
                from.deserialize_str(Text)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

fn is_slug(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

fn is_cell(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'#'))
}

id!(
    /// A round of collection (*insamlingsomgång*), such as `2018` or `2018-forsok`: an edition's questionnaire, sent to a frame.
    RoundId, "the id of a round", "lower-case letters, digits and `-`, at most 40", 40, is_slug
);
id!(
    /// Who answers (*den som svarar*): a unit's code in a national round; a number drawn at random for persons and cases.
    SubjectId, "the id of one who answers", "letters, digits and `-`, at most 40", 40,
    |text| text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
);
id!(
    /// One subject's answers to one part (*ett svar på en del*).
    ResponseId, "the id of a response", "lower-case letters, digits and `-`, at most 40", 40, is_slug
);
id!(
    /// A fact: given by whoever sends it, so that what is sent twice is one fact.
    FactId, "the id of a fact", "lower-case letters, digits and `-`, at most 40", 40, is_slug
);
id!(
    /// A cell of the questionnaire: a question, `E5`, or its row, `G2.missbruk`; `E5#comment` is the comment on it.
    CellId, "the id of a cell", "letters, digits, `_`, `.` and `#`, at most 120", 120, is_cell
);
id!(
    /// An individual link, not its token: drawn at random, so that it tells nothing and can stand in the chain.
    LinkId, "the id of a link", "lower-case letters, digits and `-`, at most 40", 40, is_slug
);
id!(
    /// An account, not its login name: drawn at random, so that it tells nothing and can stand in the chain.
    AccountId, "the id of an account", "lower-case letters, digits and `-`, at most 40", 40, is_slug
);
id!(
    /// A numbered publication (*publicering*), as addresses name it: `2018-v1`, `2018-omgang-2-v3`.
    PublicationId, "the name of a publication", "as `2018-v1`: lower-case letters, digits and `-`, at most 40", 40,
    |text| is_slug(text) && text.rsplit_once("-v").is_some_and(|(_, number)| number_of(number).is_some())
);

/// A number of a publication, from 1, written in one way only.
fn number_of(text: &str) -> Option<u32> {
    text.parse().ok().filter(|number: &u32| *number > 0 && number.to_string() == text)
}

impl PublicationId {
    /// Its number in its series, from 1.
    pub fn number(&self) -> u32 {
        self.0.rsplit_once("-v").and_then(|(_, number)| number_of(number)).unwrap_or(1)
    }

    /// Its series: `2018` of `2018-v1`.
    pub fn series(&self) -> &str {
        self.0.rsplit_once("-v").map_or(&self.0, |(series, _)| series)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_of_another_form_says_what_is_allowed() {
        let error = "2018 åk".parse::<RoundId>().expect_err("a space and a letter outside ASCII");
        assert_eq!(
            error.to_string(),
            "`2018 åk` is not the id of a round: lower-case letters, digits and `-`, at most 40"
        );
        assert!("G2.missbruk#comment".parse::<CellId>().is_ok());
        assert!("".parse::<FactId>().is_err());
    }

    #[test]
    fn an_id_of_another_form_is_refused_from_json_too() {
        assert!(serde_json::from_str::<RoundId>("\"2018 \"").is_err());
        assert_eq!(
            serde_json::to_string(&"e-1".parse::<FactId>().expect("an id")).expect("a text"),
            "\"e-1\""
        );
    }
}
