//! How peers are found: `[peers]` of `comparison.toml`.

use domain::Number;

use super::entry::Entry;
use super::field::Field;
use super::log::Unique;
use super::translations::Translations;
use crate::model::{Edition, PeerFigure, PeerSettings, PeerVariable};

/// Most decimals that a variable is shown with.
const MAX_DECIMALS: u8 = 6;
/// What a variable can be computed from; exactly one stands in its entry.
const FROM: [&str; 6] = ["value", "log", "change", "per", "share_of_county", "group"];

/// Reads `[peers]`.
pub(super) fn settings(table: Entry<'_>, english: &Translations<'_>, edition: &Edition) -> PeerSettings {
    let count = table.whole::<u8>("count");
    if count == Some(0) {
        table.spot_of("count").problem("CAT-06", "`count` is 0", "give at least 1");
    }
    let mut ids = Unique::default();
    let mut variables: Vec<PeerVariable> = Vec::new();
    table.need("variable");
    for entry in table.entries("variable") {
        if let Some(variable) = variable(&entry, english, edition)
            && ids.claim("variable", &variable.id, &entry.spot)
        {
            variables.push(variable);
        }
        entry.finish();
    }
    some_weight(&table, &variables);
    let settings = PeerSettings { count: count.unwrap_or(1), variables, why: table.words("why") };
    table.finish();
    settings
}

/// Distance must be measured in something.
pub(super) fn some_weight(at: &Entry<'_>, variables: &[PeerVariable]) {
    if !variables.is_empty() && variables.iter().all(|variable| variable.weight <= Number::ZERO) {
        let help = "give at least one variable a weight above 0";
        at.problem("CAT-24", "no variable has a weight: every unit is as near as any", help);
    }
}

/// How much a variable counts.
pub(super) fn weight(entry: &Entry<'_>) -> Option<Number> {
    let weight = entry.need("weight")?.number()?;
    if weight < Number::ZERO {
        let help = "give \"0\" to leave the variable out, \"1\" to count it once";
        entry.spot_of("weight").problem("CAT-06", format!("`weight` is {weight}"), help);
    }
    Some(weight)
}

fn variable(entry: &Entry<'_>, english: &Translations<'_>, edition: &Edition) -> Option<PeerVariable> {
    let id = entry.plain_id("id");
    let from = from(entry, edition);
    let weight = weight(entry).unwrap_or_default();
    let decimals = entry.whole::<u8>("decimals").unwrap_or_default();
    if decimals > MAX_DECIMALS {
        let help = format!("give 0 to {MAX_DECIMALS}");
        entry.spot_of("decimals").problem("CAT-06", format!("`decimals` is {decimals}"), help);
    }
    Some(PeerVariable {
        name: english.text(&id, "name", entry.words("name")),
        unit: english.text(&id, "unit", entry.words("unit")),
        id,
        weight,
        decimals: decimals.min(MAX_DECIMALS),
        source: entry.source(),
        from: from?,
    })
}

fn from(entry: &Entry<'_>, edition: &Edition) -> Option<PeerFigure> {
    let given: Vec<&str> = FROM.into_iter().filter(|key| entry.has(key)).collect();
    let [key] = given.as_slice() else {
        let message = match given.len() {
            0 => "it is not said what the variable is computed from".to_owned(),
            _ => format!("the variable is computed from {} things: {}", given.len(), given.join(", ")),
        };
        entry.problem("CAT-24", message, format!("give exactly one of {}", FROM.join(", ")));
        return None;
    };
    let field = entry.field(key)?;
    match *key {
        "change" | "per" => {
            let items = field.items();
            let [a, b] = items.as_slice() else {
                if field.is_list() {
                    let message = format!("`{key}` does not have two members but {}", items.len());
                    field.spot.problem("CAT-06", message, format!("give {key} = [\"one\", \"other\"]"));
                }
                return None;
            };
            let (a, b) = (measure(a, edition), measure(b, edition));
            Some(if *key == "change" { PeerFigure::Change(a?, b?) } else { PeerFigure::Per(a?, b?) })
        }
        "group" => grouping(&field, edition).map(PeerFigure::Group),
        "log" => measure(&field, edition).map(PeerFigure::Log),
        "share_of_county" => measure(&field, edition).map(PeerFigure::ShareOfCounty),
        _ => measure(&field, edition).map(PeerFigure::Value),
    }
}

fn measure(field: &Field<'_>, edition: &Edition) -> Option<String> {
    let id = field.text()?;
    field.spot.known("measure", id, edition.measures.keys().map(String::as_str)).then(|| id.to_owned())
}

/// A grouping whose codes are numbers.
fn grouping(field: &Field<'_>, edition: &Edition) -> Option<String> {
    let id = field.text()?;
    let schemes = &edition.frame.schemes;
    if !field.spot.known("grouping", id, schemes.iter().map(|scheme| scheme.grouping.as_str())) {
        return None;
    }
    let groups = schemes.iter().filter(|scheme| scheme.grouping.as_str() == id).flat_map(|s| &s.groups);
    for group in groups {
        if group.code.as_str().parse::<Number>().is_err() {
            let message = format!("the groups of `{id}` are no numbers, such as `{}`", group.code);
            field.spot.problem("CAT-06", message, "choose a grouping whose codes are numbers in order");
            return None;
        }
    }
    Some(id.to_owned())
}
