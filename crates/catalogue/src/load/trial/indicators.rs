//! What a trial changes of an indicator: what counts as reached, how it is summed up, its rule.

use domain::{Method, ValueId};
use rules::compile::Binding;
use rules::tree::Gives;

use super::TrialFile;
use crate::load::entry::Entry;
use crate::load::expansion::bound_cell;
use crate::load::field::Field;
use crate::load::indicators::{Expanded, Known};
use crate::load::template::Bound;
use crate::load::{indicator_checks, outcomes};
use crate::model::{Indicator, Text};

/// What may be said of an indicator. What is shown and which questions are listed follows from the rule.
const KEYS: [&str; 8] =
    ["id", "target", "partly", "leaves_denominator", "method", "ordered", "ignores", "outcome"];

impl<'a> TrialFile<'a> {
    /// Changes the indicators that are named; the whole of each is checked as the catalogue's are.
    pub(in crate::load) fn indicators(&self, all: &mut [Expanded<'a>], known: &Known<'_>) {
        for (id, entry) in &self.indicators {
            for key in KEYS {
                entry.has(key);
            }
            entry.tell_unknown_keys();
            let Some(expanded) = all.iter_mut().find(|expanded| expanded.indicator.id.as_str() == id) else {
                unknown(id, entry, all);
                continue;
            };
            if !expanded.indicator.requires.is_empty() {
                let help = "try a change of another indicator";
                entry.problem("CAT-42", format!("`{id}` gives no rows: it waits for registers"), help);
                continue;
            }
            let before = entry.log().len();
            change(entry, expanded, known);
            if entry.log().len() == before {
                indicator_checks::check(entry, expanded, known);
            }
        }
    }
}

/// Tells of an id that there is not; a template's stands for several.
fn unknown(id: &str, entry: &Entry<'_>, all: &[Expanded<'_>]) {
    let of_template: Vec<&str> =
        all.iter().filter(|expanded| expanded.template == id).map(|e| e.indicator.id.as_str()).collect();
    match of_template.as_slice() {
        [] => {
            let known = all.iter().map(|expanded| expanded.indicator.id.as_str());
            entry.spot_of("id").unknown("indicator", id, known);
        }
        several => {
            let help = format!("name each that is changed: {}", several.join(", "));
            entry.spot_of("id").problem("CAT-08", format!("`{id}` stands for several indicators"), help);
        }
    }
}

fn change<'a>(entry: &Entry<'a>, expanded: &mut Expanded<'a>, known: &Known<'_>) {
    let indicator = &mut expanded.indicator;
    let values = |key: &str| -> Vec<ValueId> { entry.list(key).iter().filter_map(Field::id).collect() };
    let of = [
        ("target", &mut indicator.target),
        ("partly", &mut indicator.partly),
        ("leaves_denominator", &mut indicator.leaves_denominator),
    ];
    for (key, changed) in of {
        if entry.has(key) {
            *changed = values(key);
        }
    }
    if let Some(field) = entry.field("method") {
        let methods = Method::ALL.map(|method| (method.id(), method));
        indicator.method = field.choice(&methods).unwrap_or(indicator.method);
    }
    let named = |id: &Option<String>| id.as_ref().map(|id| (id.clone(), Text::default()));
    let bound = Bound { row: named(&indicator.row), area: named(&indicator.area) };
    if entry.has("ignores") {
        indicator.ignores = entry.texts("ignores").iter().map(|cell| bound_cell(cell, &bound)).collect();
    }
    indicator.rule.ordered = entry.flag("ordered", indicator.rule.ordered);
    if entry.has("outcome") {
        let drafts = outcomes::read(entry, known.words, true);
        let binding = Binding { row: bound.row_id(), area: bound.area_id() };
        indicator.outcomes = drafts.iter().map(|draft| outcomes::text(draft, binding)).collect();
        indicator.rule = outcomes::compile(&drafts, known.schema, binding, indicator.rule.ordered);
        expanded.whole = indicator.rule.entries.len() == entry.list("outcome").len();
        follow(indicator, known);
    }
    expanded.spot = entry.spot.clone();
}

/// What is shown and which questions the card lists, after the rule.
fn follow(indicator: &mut Indicator, known: &Known<'_>) {
    let given: Vec<&str> = indicator
        .rule
        .entries
        .iter()
        .filter_map(|entry| match &entry.gives {
            Gives::Value(id) => Some(id.as_str()),
            Gives::Empty(reason) => Some(reason.id()),
            Gives::Figure(_) | Gives::Quotient(..) => None,
        })
        .collect();
    let mut shown: Vec<String> =
        indicator.shown.iter().filter(|id| given.contains(&id.as_str())).cloned().collect();
    for id in given {
        if !shown.iter().any(|known| known == id) {
            shown.push(id.to_owned());
        }
    }
    indicator.shown = shown;
    for col in indicator.rule.columns() {
        let Some(place) = known.schema.column(col).question else { continue };
        let code = &known.schema.questions()[place].code;
        if !indicator.questions.contains(code) {
            indicator.questions.push(code.clone());
        }
    }
}
