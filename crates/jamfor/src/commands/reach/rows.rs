//! What it takes, as rows for programs.

use results::explain::Coded;
use results::reach::report::{PlaceReport, SetReport, UnitIndicator, UnitReport};

/// Columns for a unit: a row for each changed cell of each set and step, or one for an indicator without any.
pub(super) const UNIT_COLUMNS: [&str; 14] = [
    "edition",
    "unit",
    "indicator",
    "state",
    "changes",
    "count",
    "list",
    "number",
    "what",
    "question",
    "row",
    "from",
    "to",
    "origin",
];

/// Columns for a place: a row for each goal, or one for an indicator without any.
pub(super) const PLACE_COLUMNS: [&str; 16] = [
    "edition",
    "level",
    "code",
    "grouping",
    "group",
    "indicator",
    "figure",
    "empty",
    "reached",
    "of",
    "goal",
    "state",
    "units",
    "able",
    "why",
    "origin",
];

pub(super) fn of_unit(report: &UnitReport) -> Vec<[String; 14]> {
    let mut rows = Vec::new();
    let about = |indicator: &str, state: &str, changes: String, count: String| {
        let mut row: [String; 14] = Default::default();
        (row[0], row[1]) = (report.edition.to_string(), report.unit.id.clone());
        (row[2], row[3], row[4], row[5]) = (indicator.to_owned(), state.to_owned(), changes, count);
        row[13].clone_from(&report.origin);
        row
    };
    for indicator in &report.indicators {
        let count = if indicator.count == 0 { String::new() } else { indicator.count.to_string() };
        let changes = indicator.changes.map(|n| n.to_string()).unwrap_or_default();
        let head = about(&indicator.indicator.id, indicator.state, changes, count);
        for (i, set) in indicator.sets.iter().enumerate() {
            rows.extend(of_set(set, "set", i + 1, &head));
        }
        rows.extend(of_facts(indicator, &head));
        if indicator.sets.is_empty() && indicator.facts.is_empty() {
            rows.push(head);
        }
    }
    for step in &report.plan {
        let gained: Vec<&str> = step.gained.iter().map(|coded| coded.id.as_str()).collect();
        let changes = step.set.changes.len().to_string();
        let head = about(&gained.join(" "), "possible", changes, String::new());
        rows.extend(of_set(&step.set, "step", step.step, &head));
    }
    rows
}

fn of_set(set: &SetReport, list: &str, number: usize, head: &[String; 14]) -> Vec<[String; 14]> {
    let row = |what: &str, question: &str, grid_row: &str, from: String, to: String| {
        let mut row = head.clone();
        (row[6], row[7], row[8]) = (list.to_owned(), number.to_string(), what.to_owned());
        (row[9], row[10], row[11], row[12]) = (question.to_owned(), grid_row.to_owned(), from, to);
        row
    };
    let changes = set.changes.iter().map(|change| {
        let what = if change.write { "write" } else { change.what };
        row(what, &change.question, &change.row, ids(&change.from), ids(&change.to))
    });
    let dropped = set
        .dropped
        .iter()
        .map(|dropped| row("dropped", &dropped.question, &dropped.row, ids(&dropped.was), String::new()));
    changes.chain(dropped).collect()
}

fn of_facts(indicator: &UnitIndicator, head: &[String; 14]) -> Vec<[String; 14]> {
    let fact = |fact: &results::reach::report::FactReport| {
        let mut row = head.clone();
        row[8] = "fact".to_owned();
        (row[9], row[10]) = (fact.question.clone(), fact.row.clone());
        (row[11], row[12]) = (ids(&fact.is), ids(&fact.must_be));
        row
    };
    indicator.facts.iter().map(fact).collect()
}

pub(super) fn of_place(report: &PlaceReport) -> Vec<[String; 16]> {
    let mut rows = Vec::new();
    for indicator in &report.indicators {
        let number = |n: Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
        let mut head: [String; 16] = Default::default();
        (head[0], head[1], head[2]) = (report.edition.to_string(), report.level.clone(), report.code.clone());
        (head[3], head[4]) = (report.grouping.clone(), report.group.clone());
        (head[5], head[6]) = (indicator.indicator.id.clone(), indicator.figure.clone());
        (head[7], head[8], head[9]) =
            (indicator.empty.clone(), number(indicator.reached), number(indicator.of));
        head[15].clone_from(&report.origin);
        let mut goal = |id: &str, state: &str, units: Option<u32>, able: Option<u32>, why: &str| {
            let mut row = head.clone();
            (row[10], row[11], row[12]) = (id.to_owned(), state.to_owned(), number(units));
            (row[13], row[14]) = (number(able), why.to_owned());
            rows.push(row);
        };
        for of in &indicator.goals {
            goal(of.goal, of.state, of.units, of.able, &of.why);
        }
        if indicator.goals.is_empty() {
            // Before a withheld figure is shown, so many more units must respond.
            let state = if indicator.must_respond.is_some() { "units" } else { "not_here" };
            let which = if indicator.must_respond.is_some() { "respond" } else { "" };
            goal(which, state, indicator.must_respond, None, indicator.state);
        }
    }
    rows
}

/// Ids, with commas between.
fn ids(all: &[Coded]) -> String {
    all.iter().map(|coded| coded.id.as_str()).collect::<Vec<_>>().join(",")
}
