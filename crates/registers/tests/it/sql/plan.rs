//! A whole query: from raw answers, level by level, to truths and outcomes.

use rules::schema::Col;
use rules::table::Questionnaire;
use rules::tree::{Cond, Rule};

use super::Translator;
use crate::faults::Fault;
use crate::questionnaire::Form;

/// What is asked of one row of answers.
pub(crate) struct Plan<'a> {
    /// The questionnaire.
    pub(crate) form: &'a Form,
    /// Conditions on their own.
    pub(crate) conditions: &'a [Cond],
    /// Outcome rules.
    pub(crate) rules: &'a [Rule],
}

/// The query; its columns are `row`, every `#asked`, `c0` …, and for each rule its `when`s, figures and outcome.
pub(crate) fn plan(plan: &Plan<'_>, table: &str, fault: Option<Fault>) -> String {
    let sql = Translator::new(plan.form.schema(), fault);
    let questionnaire = &plan.form.questionnaire;
    let columns: Vec<Col> =
        (0..questionnaire.schema.len()).map(|i| Col(u32::try_from(i).expect("few columns"))).collect();
    let at_level = |level: usize| {
        columns.iter().copied().filter(move |col| plan.form.levels[col.index()] == level)
    };
    let settled = |level: usize| at_level(level).flat_map(|col| sql.settled(col)).collect::<Vec<_>>();
    let mut steps = vec![step("level_0", "*", &settled(0), table)];
    for level in 1..=plan.form.levels.iter().copied().max().unwrap_or(0) {
        let asked: Vec<String> =
            at_level(level).filter_map(|col| Some(sql.asked(col, filter(questionnaire, col)?))).collect();
        steps.push(step(&format!("asked_{level}"), "*", &asked, &format!("level_{}", level - 1)));
        steps.push(step(&format!("level_{level}"), "*", &settled(level), &format!("asked_{level}")));
    }
    let last = format!("level_{}", plan.form.levels.iter().copied().max().unwrap_or(0));
    let mut whens: Vec<String> =
        columns.iter().filter(|&&col| sql.has_filter(col)).map(|&col| sql.of_cell(col, "asked")).collect();
    whens.extend(plan.conditions.iter().enumerate().map(|(i, cond)| format!("{} AS c{i}", sql.cond(cond))));
    for (i, rule) in plan.rules.iter().enumerate() {
        whens.extend(sql.whens(i, rule));
        whens.extend(sql.figures(i, rule));
    }
    steps.push(step("whens", "\"row\"", &whens, &last));
    let possible: Vec<String> =
        plan.rules.iter().enumerate().flat_map(|(i, rule)| sql.possible(i, rule)).collect();
    steps.push(step("possible", "*", &possible, "whens"));
    let outcomes: Vec<String> =
        plan.rules.iter().enumerate().map(|(i, rule)| sql.outcome(i, rule)).collect();
    let select = std::iter::once("*".to_owned()).chain(outcomes).collect::<Vec<_>>().join(",\n  ");
    format!("WITH {}\nSELECT {select}\nFROM possible", steps.join(",\n"))
}

fn filter(questionnaire: &Questionnaire, col: Col) -> Option<&Cond> {
    questionnaire.filters[col.index()].as_ref()
}

/// One named step of the query.
fn step(name: &str, first: &str, columns: &[String], from: &str) -> String {
    let select = std::iter::once(first).chain(columns.iter().map(String::as_str)).collect::<Vec<_>>();
    format!("{name} AS (\n  SELECT {}\n  FROM {from})", select.join(",\n    "))
}
