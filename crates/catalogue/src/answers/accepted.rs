//! A reviewer's decision on an answer, in the column `accepted`.

use rules::schema::{QuestionKind, Schema};

use super::both::Both;
use super::mistakes::{Mistake, listing, quoted};
use super::place::Place;
use super::value::Value;

/// Why a decision cannot stand where it stands.
#[derive(Clone, Copy)]
pub(super) enum Wrong {
    /// Neither `yes` nor `no`.
    Word,
    /// Nobody reviews this answer.
    NotReviewed,
    /// Nothing was answered.
    NoValue,
}

/// What `accepted` says: `yes`, `no`, or no decision where it is empty.
///
/// `value` is none if it cannot be an answer, which is a mistake of its own.
pub(super) fn read(
    schema: &Schema,
    place: Place,
    written: &str,
    value: Option<&Value<'_>>,
) -> Result<Option<bool>, Wrong> {
    let accepted = match written {
        "" => return Ok(None),
        "yes" => true,
        "no" => false,
        _ => return Err(Wrong::Word),
    };
    if !schema.column(place.col).reviewed {
        return Err(Wrong::NotReviewed);
    }
    // Of a grid it is rows that are reviewed, of another question alternatives.
    let question = &schema.questions()[place.question];
    if let (Some(Value::Alternative(alternative)), None) = (value, &question.rows)
        && let QuestionKind::One(set) | QuestionKind::Many(set) = &question.kind
        && !question.reviewed.contains(&set.alternatives[*alternative])
    {
        return Err(Wrong::NotReviewed);
    }
    if value == Some(&Value::None) { Err(Wrong::NoValue) } else { Ok(Some(accepted)) }
}

impl Wrong {
    /// What is wrong, in words.
    pub(super) fn tell(self, schema: &Schema, written: &str) -> Mistake {
        let shown = quoted(written);
        match self {
            Self::Word => Mistake::new(
                (format!("`accepted` är {}", shown.sv), format!("`accepted` is {}", shown.en)),
                (
                    "skriv `yes` eller `no`, eller ingenting där inget beslut har fattats",
                    "write `yes`, `no`, or nothing where no decision was made",
                ),
            ),
            Self::NotReviewed => {
                let cells = reviewed_cells(schema);
                Mistake::new(
                    (
                        format!("`accepted` är {}, men det här svaret granskas inte", shown.sv),
                        format!("`accepted` is {}, but nobody reviews this answer", shown.en),
                    ),
                    (
                        format!("lämna fältet tomt; granskare beslutar om {}", cells.sv),
                        format!("leave it empty; a reviewer decides on {}", cells.en),
                    ),
                )
            }
            Self::NoValue => Mistake::new(
                ("`accepted` står på en rad utan svar", "`accepted` stands on a line without a value"),
                ("skriv det svar som granskades", "write the value that was reviewed"),
            ),
        }
    }
}

/// The cells and alternatives that a reviewer decides on.
fn reviewed_cells(schema: &Schema) -> Both {
    let all = schema.questions().iter().flat_map(|question| {
        let mark = if question.rows.is_some() { "." } else { " " };
        question.reviewed.iter().map(move |id| format!("{}{mark}{id}", question.code))
    });
    let all: Vec<String> = all.collect();
    if all.is_empty() {
        ("ingenting i den här årgången", "nothing in this edition").into()
    } else {
        listing(all.iter().map(String::as_str))
    }
}
