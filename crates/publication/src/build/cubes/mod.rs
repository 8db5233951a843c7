//! The cubes: every figure of the publication with its code lists.

mod background;
mod comparability;
mod figures;
mod peers;
mod published;
mod response;

pub(super) use background::background;
pub(super) use comparability::{across_areas, comparability};
pub use figures::place_id;
pub(super) use figures::{aggregates, outcomes};
pub(super) use peers::{peer_sensitivity, peer_variables, peers};
pub(super) use published::published;
pub(super) use response::{cannot_say, own_response, response};

use super::words::{join, same, say};
use crate::model::{Code, Dimension, Text, Value};

/// A code without anything above it.
fn code(id: impl Into<String>, name: Text) -> Code {
    Code { id: id.into(), name, parent: None, properties: Vec::new() }
}

/// A dimension.
fn dimension(id: &str, name: Text, codes: Vec<Code>) -> Dimension {
    Dimension { id: id.to_owned(), name, codes }
}

/// Rows that have no id of their own, numbered from 1.
fn numbered(id: &str, name: Text, names: impl IntoIterator<Item = Text>) -> Dimension {
    let codes = names.into_iter().enumerate().map(|(i, name)| code((i + 1).to_string(), name)).collect();
    dimension(id, name, codes)
}

/// A text as a cell of a cube; empty where nobody says anything.
fn text(text: Text) -> Value {
    if super::words::is_empty(&text) { not_stated() } else { Value::Category(String::new(), text) }
}

/// A cell that the source leaves empty.
fn not_stated() -> Value {
    Value::Empty("not_stated".to_owned(), String::new(), say("Anges inte", "Not stated"))
}

/// Names in a row.
fn listed<'t>(names: impl IntoIterator<Item = &'t str>) -> Text {
    let names: Vec<Text> = names.into_iter().map(same).collect();
    join(&names, ", ")
}
