//! A step: what every kind of node has, evaluated from below and compared with what is told.

use std::cell::RefCell;

use serde_json::Value as Json;

use super::cells::{Cell, Cells, State};
use super::document::{Checked, Fields, ensure, fields, same};
use super::truth::Reasons;

/// Which cells somebody reads, by their places.
pub(super) struct Used(RefCell<Vec<bool>>);

impl Used {
    pub(super) fn none_of(count: usize) -> Self {
        Self(RefCell::new(vec![false; count]))
    }

    pub(super) fn all(self) -> Vec<bool> {
        self.0.into_inner()
    }
}

/// Evaluates steps over what cells are.
#[derive(Clone, Copy)]
pub(super) struct Evaluator<'i, 'a> {
    pub(super) cells: &'i Cells<'a>,
    /// The states so far: a filter reads earlier cells only.
    pub(super) states: &'i [State<'a>],
    pub(super) used: &'i Used,
    /// Whether values and texts are compared with what is told.
    pub(super) compare: bool,
}

/// An evaluated node.
pub(super) struct Seen<T> {
    /// Its text, made from its parts (only while comparing).
    pub(super) text: String,
    pub(super) is_chain: bool,
    pub(super) came: T,
    /// The cells it compares, by their places, in order.
    pub(super) compares: Vec<usize>,
}

/// The keys of a step that are not its own kind's.
const ALWAYS: [&str; 3] = ["op", "text", "value"];
const SOMETIMES: [&str; 3] = ["reasons", "deciding", "children"];

/// The kind of a step.
pub(super) fn op(json: &Json) -> Checked<&str> {
    json.get("op").and_then(Json::as_str).ok_or_else(|| "a step without `op`".to_owned())
}

/// Opens a step whose kind has these keys of its own.
pub(super) fn open<'a>(json: &'a Json, own: &[&str]) -> Checked<Fields<'a>> {
    fields(json, &[&ALWAYS, own], &SOMETIMES)
}

/// The parts of a step, so many.
pub(super) fn parts<'a, const N: usize>(step: Fields<'a>) -> Checked<&'a [Json; N]> {
    let children = step.list("children")?;
    children.try_into().map_err(|_| format!("{} parts instead of {N}", children.len()))
}

/// What a step comes to, as it is told.
pub(super) struct Result<'r> {
    pub(super) value: Option<&'r str>,
    pub(super) reasons: Reasons,
    pub(super) deciding: Vec<usize>,
}

impl<'i, 'a> Evaluator<'i, 'a> {
    /// A cell by its name, with what it is.
    pub(super) fn cell(&self, name: &str) -> Checked<(usize, &'i Cell<'a>, &'i State<'a>)> {
        let place = self.cells.find(name)?;
        self.used.0.borrow_mut()[place] = true;
        let state = self.states.get(place).ok_or_else(|| format!("cell `{name}` is asked later"))?;
        Ok((place, &self.cells.all[place], state))
    }

    /// Those of the cells that are not always asked, each once.
    pub(super) fn filtered(&self, cells: &[usize]) -> Vec<usize> {
        let mut found = Vec::new();
        for &place in cells {
            if self.cells.all[place].filter.is_some() && !found.contains(&place) {
                found.push(place);
            }
        }
        found
    }

    /// Makes a text, if texts are compared.
    pub(super) fn text(&self, make: impl FnOnce() -> String) -> String {
        if self.compare { make() } else { String::new() }
    }

    /// Compares what is told of a step with what comes out.
    pub(super) fn told(&self, step: Fields<'a>, text: &str, result: &Result<'_>) -> Checked<()> {
        if !self.compare {
            return Ok(());
        }
        same("`text`", &step.text("text")?, &text)?;
        same("`value`", &step.text_or_null("value")?, &result.value)?;
        same("`reasons`", &step.texts("reasons")?, &result.reasons.names())?;
        let deciding = step.list("deciding")?;
        let as_told = deciding.len() == result.deciding.len()
            && deciding
                .iter()
                .zip(&result.deciding)
                .all(|(told, place)| told.as_u64() == Some(*place as u64));
        ensure(as_told, || format!("`deciding` is {deciding:?}, but {:?} comes out", result.deciding))
    }
}

/// The places of the parts that decide.
pub(super) fn places<T>(parts: &[T], decides: impl Fn(&T) -> bool) -> Vec<usize> {
    (0..parts.len()).filter(|&i| decides(&parts[i])).collect()
}
