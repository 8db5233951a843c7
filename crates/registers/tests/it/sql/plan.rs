//! A whole query: from raw answers, level by level, to truths and outcomes.

use std::collections::BTreeSet;

use rules::schema::Col;
use rules::table::IllogicalCheck;
use rules::tree::{Cond, Rule};

use super::Translator;
use crate::faults::Fault;
use crate::questionnaire::{Form, col};

/// What is asked of one row of answers.
pub(crate) struct Plan<'a> {
    /// The questionnaire.
    pub(crate) form: &'a Form,
    /// Conditions on their own.
    pub(crate) conditions: Vec<&'a Cond>,
    /// Outcome rules.
    pub(crate) rules: Vec<&'a Rule>,
}

/// The named steps of a query, each reading the one before.
struct Steps {
    written: Vec<String>,
    last: String,
}

impl Steps {
    fn add(&mut self, name: String, first: &str, columns: &[String]) {
        let select: Vec<&str> = std::iter::once(first).chain(columns.iter().map(String::as_str)).collect();
        self.written.push(format!("{name} AS (\n  SELECT {}\n  FROM {})", select.join(",\n    "), self.last));
        self.last = name;
    }
}

/// The query over the table `answers`; its columns are `row`, every `#asked`, `c0` …, and for each rule its
/// `when`s, figures and outcome.
pub(crate) fn query(plan: &Plan<'_>, fault: Option<Fault>) -> String {
    let sql = Translator::new(plan.form.schema(), fault);
    let read = columns_read(plan);
    let mut steps = Steps { written: Vec::new(), last: "answers".to_owned() };
    settle(&sql, plan.form, &read, "", &mut steps);
    let checks = &plan.form.questionnaire.illogical;
    if !checks.is_empty() {
        // Checks read the settled answers; what they make illogical is then settled again.
        steps.add("checked".to_owned(), "\"row\"", &checked(&sql, plan.form, checks));
        settle(&sql, plan.form, &read, "again_", &mut steps);
    }
    let mut whens: Vec<String> =
        columns(plan.form).filter(|&col| sql.has_filter(col)).map(|col| sql.of_cell(col, "asked")).collect();
    whens.extend(plan.conditions.iter().enumerate().map(|(i, cond)| format!("{} AS c{i}", sql.cond(cond))));
    for (i, rule) in plan.rules.iter().enumerate() {
        whens.extend(sql.whens(i, rule));
        whens.extend(sql.figures(i, rule));
    }
    steps.add("whens".to_owned(), "\"row\"", &whens);
    let rules = || plan.rules.iter().enumerate();
    steps.add(
        "possible".to_owned(),
        "*",
        &rules().flat_map(|(i, rule)| sql.possible(i, rule)).collect::<Vec<_>>(),
    );
    steps.add("outcomes".to_owned(), "*", &rules().map(|(i, rule)| sql.outcome(i, rule)).collect::<Vec<_>>());
    format!("WITH {}\nSELECT *\nFROM outcomes", steps.written.join(",\n"))
}

fn columns(form: &Form) -> impl Iterator<Item = Col> + '_ {
    (0..form.schema().len()).map(col)
}

/// What anything reads; nobody needs to know what the other cells are.
fn columns_read(plan: &Plan<'_>) -> BTreeSet<Col> {
    let mut read = BTreeSet::new();
    let mut visit = |col| read.extend([col]);
    plan.conditions.iter().for_each(|cond| cond.columns(&mut visit));
    plan.form.questionnaire.filters.iter().flatten().for_each(|cond| cond.columns(&mut visit));
    plan.form.questionnaire.illogical.iter().for_each(|check| check.when.columns(&mut visit));
    plan.rules.iter().flat_map(|rule| rule.columns()).for_each(visit);
    read
}

/// Level by level: first what is asked, then what the cells are.
fn settle(sql: &Translator<'_>, form: &Form, read: &BTreeSet<Col>, prefix: &str, steps: &mut Steps) {
    let at_level = |level: usize| columns(form).filter(move |col| form.levels[col.index()] == level);
    let settled = |level: usize| {
        at_level(level).filter(|col| read.contains(col)).flat_map(|col| sql.settled(col)).collect::<Vec<_>>()
    };
    steps.add(format!("{prefix}level_0"), "*", &settled(0));
    for level in 1..=form.levels.iter().copied().max().unwrap_or(0) {
        let filter = |col: Col| form.questionnaire.filters[col.index()].as_ref();
        let asked: Vec<String> =
            at_level(level).filter_map(|col| Some(sql.asked(col, filter(col)?))).collect();
        steps.add(format!("{prefix}asked_{level}"), "*", &asked);
        steps.add(format!("{prefix}level_{level}"), "*", &settled(level));
    }
}

/// The raw answers again, with what the checks decide.
fn checked(sql: &Translator<'_>, form: &Form, checks: &[IllogicalCheck]) -> Vec<String> {
    let mut all = Vec::new();
    for col in columns(form) {
        all.extend(sql.given(col));
        if form.schema().column(col).question.is_some() {
            let decision = sql.of_cell(col, "decision");
            let fired: Vec<String> = checks
                .iter()
                .filter(|check| check.cells.contains(&col))
                .map(|check| format!("WHEN {} THEN 'illogical' ", sql.cond(&check.when)))
                .collect();
            all.push(match fired.is_empty() {
                true => decision,
                false => format!("CASE {}ELSE {decision} END AS {decision}", fired.concat()),
            });
        }
    }
    all
}
