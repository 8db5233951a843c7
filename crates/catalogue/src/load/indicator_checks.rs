//! Whether an indicator says the same thing in all its places: values, target, questions, method.

use domain::{Method, Reason, ValueId};
use rules::tree::Gives;

use super::entry::Entry;
use super::indicators::{Expanded, Known};
use super::log::Spot;
use super::schema::{cells, is_alternative};
use crate::model::{Indicator, IndicatorRole};

/// Tells of what does not fit together.
pub(super) fn check(entry: &Entry<'_>, expanded: &Expanded<'_>, known: &Known<'_>) {
    let indicator = &expanded.indicator;
    questions(entry, indicator, known);
    if expanded.whole {
        values(entry, indicator);
        method(entry, indicator);
    }
    form(entry, indicator);
    let at = entry.list("ignores");
    for (text, field) in indicator.ignores.iter().zip(&at) {
        let Some((cell, alternative)) = text.split_once('#') else {
            cells(known.schema, text, &field.spot);
            continue;
        };
        if let Some(col) = cells(known.schema, cell, &field.spot).first() {
            is_alternative(known.schema, *col, alternative, &field.spot);
        }
    }
}

/// What is shown, reached, yellow or left out is produced by the rule, and all of it is shown.
fn values(entry: &Entry<'_>, indicator: &Indicator) {
    let mut produced: Vec<&str> = Vec::new();
    for entry in &indicator.rule.entries {
        let id = match &entry.gives {
            Gives::Value(id) => id.as_str(),
            Gives::Empty(reason) => reason.id(),
            Gives::Figure(_) | Gives::Quotient(..) => continue,
        };
        if !produced.contains(&id) {
            produced.push(id);
        }
    }
    let is_empty = |id: &&str| Reason::ALL.iter().any(|reason| reason.id() == *id);
    for key in ["shown", "target", "partly", "leaves_denominator"] {
        for (id, spot) in told(entry, indicator, key) {
            let id = id.as_str();
            let values = produced.iter().copied().filter(|id| key == "shown" || !is_empty(id));
            if !produced.contains(&id) || (key != "shown" && is_empty(&id)) {
                spot.problem(
                    "CAT-18",
                    format!("`{key}` names `{id}`, which no outcome gives"),
                    rules::suggestion(id, values),
                );
            }
        }
    }
    for id in &produced {
        if !indicator.shown.iter().any(|shown| shown == id) {
            entry.spot_of("shown").problem(
                "CAT-18",
                format!("an outcome gives `{id}`, which `shown` lacks"),
                "list everything a unit can get, in the order it is shown",
            );
        }
    }
    for (i, id) in indicator.target.iter().enumerate() {
        if indicator.leaves_denominator.contains(id) {
            entry.spot_of("leaves_denominator").problem(
                "CAT-18",
                format!("`{id}` stands in `target` and in `leaves_denominator`"),
                "what counts as reached is in the denominator",
            );
        }
        if indicator.target[..i].contains(id) {
            entry.spot_of("target").problem(
                "CAT-07",
                format!("`{id}` stands twice in `target`"),
                "take one away",
            );
        }
    }
}

/// The ids of a list and where they stand; of the indicator itself, where a trial's entry does not repeat them.
fn told<'a>(entry: &Entry<'a>, indicator: &Indicator, key: &str) -> Vec<(String, Spot<'a>)> {
    if entry.has(key) {
        let fields = entry.list(key).into_iter();
        return fields.filter_map(|field| Some((field.text()?.to_owned(), field.spot))).collect();
    }
    let values = |ids: &[ValueId]| ids.iter().map(ToString::to_string).collect();
    let ids: Vec<String> = match key {
        "shown" => indicator.shown.clone(),
        "target" => values(&indicator.target),
        "partly" => values(&indicator.partly),
        other => {
            debug_assert_eq!(other, "leaves_denominator");
            values(&indicator.leaves_denominator)
        }
    };
    ids.into_iter().map(|id| (id, entry.spot.clone())).collect()
}

/// Decimals, role and unit.
fn form(entry: &Entry<'_>, indicator: &Indicator) {
    if indicator.decimals > 6 {
        let message = format!("`decimals` is {}", indicator.decimals);
        entry.spot_of("decimals").problem("CAT-06", message, "at most 6 decimals are shown");
    }
    let background = indicator.types.iter().any(|kind| kind == "background");
    if background != (indicator.role == IndicatorRole::Background) {
        entry.spot_of("role").problem(
            "CAT-24",
            "`types` and `role` do not fit together",
            "a background measure has types = [\"background\"] and role = \"background\"",
        );
    }
    if indicator.unit != "percent" && rules::nearest(&indicator.unit, ["percent"]).is_some() {
        let message = format!("the unit is `{}`", indicator.unit);
        entry.spot_of("unit").problem("CAT-06", message, "did you mean `percent`?");
    } else if indicator.method == Method::Share && indicator.unit != "percent" {
        let message = format!("a share in `{}`", indicator.unit);
        entry.spot_of("unit").problem("CAT-24", message, "a share is in `percent`");
    }
}

/// The method suits what the rule gives.
fn method(entry: &Entry<'_>, indicator: &Indicator) {
    if !indicator.requires.is_empty() {
        return;
    }
    let figures =
        indicator.rule.entries.iter().any(|e| matches!(e.gives, Gives::Figure(_) | Gives::Quotient(..)));
    let quotients = indicator.rule.entries.iter().any(|e| matches!(e.gives, Gives::Quotient(..)));
    let spot = entry.spot_of("method");
    match indicator.method {
        Method::Share => {
            if figures {
                spot.problem(
                    "CAT-24",
                    "a share of figures",
                    "a share counts values: choose ratio, mean, median or sum",
                );
            }
            if indicator.target.is_empty() {
                entry.problem("CAT-04", "`target` is missing", "say which values count as reached");
            }
        }
        Method::Ratio => {
            if !quotients {
                spot.problem(
                    "CAT-24",
                    "a ratio without a division",
                    "give a figure = \"a / b\", or choose mean or sum",
                );
            }
        }
        Method::Mean
        | Method::Median
        | Method::Sum
        | Method::UnweightedMean
        | Method::PopulationWeightedMean => {
            if !figures {
                let message = format!("`{}` without a figure", indicator.method);
                spot.problem("CAT-24", message, "give an outcome with `figure`, or choose share");
            }
        }
    }
    // Only a quotient is turned into per cent; a plain number is published as it is.
    let plain = indicator.rule.entries.iter().any(|e| matches!(e.gives, Gives::Figure(_)));
    if plain && indicator.unit == "percent" {
        entry.spot_of("unit").problem(
            "CAT-24",
            "a plain number in per cent",
            "give a figure = \"a / b\", or name the number's own unit",
        );
    }
}

/// The card lists every question that the rule reads.
fn questions(entry: &Entry<'_>, indicator: &Indicator, known: &Known<'_>) {
    let mut missing: Vec<&str> = Vec::new();
    for col in indicator.rule.columns() {
        let Some(place) = known.schema.column(col).question else { continue };
        let code = &known.schema.questions()[place].code;
        if !indicator.questions.contains(code) && !missing.contains(&code.as_str()) {
            missing.push(code.as_str());
        }
    }
    for code in missing {
        entry.spot_of("questions").problem(
            "CAT-18",
            format!("the rule reads `{code}`, which `questions` lacks"),
            "list every question the rule reads, as the card does",
        );
    }
}
