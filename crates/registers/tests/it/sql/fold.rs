//! From the entries of a rule to its outcome: which results are possible, and whether one is certain.

use rules::tree::{Entry, Gives, Rule};

use super::{Translator, quoted, text};
use crate::faults::Fault;

/// What an entry gives, as one text: equal results have equal texts, a figure is only equal to itself.
pub(crate) fn result_text(gives: &Gives, entry: usize) -> String {
    match gives {
        Gives::Value(value) => value.to_string(),
        Gives::Empty(reason) => format!("empty {reason}"),
        Gives::Figure(_) | Gives::Quotient(..) => format!("figure {entry}"),
    }
}

/// `"r1.when2"`: whether the third entry of the second rule holds.
fn when_column(rule: usize, entry: usize) -> String {
    quoted(&format!("r{rule}.when{entry}"))
}

fn possible_column(rule: usize, entry: usize) -> String {
    quoted(&format!("r{rule}.possible{entry}"))
}

impl Translator<'_> {
    /// Each `when` as a column; `otherwise` holds always.
    pub(super) fn whens(&self, number: usize, rule: &Rule) -> Vec<String> {
        let sql = |entry: &Entry| entry.when.as_ref().map_or("TRUE".to_owned(), |when| self.cond(when));
        let column = |(i, entry)| format!("{} AS {}", sql(entry), when_column(number, i));
        rule.entries.iter().enumerate().map(column).collect()
    }

    /// The numbers of entries with a figure, as columns that are NULL where there is none.
    pub(super) fn figures(&self, number: usize, rule: &Rule) -> Vec<String> {
        let mut columns = Vec::new();
        for (i, entry) in rule.entries.iter().enumerate() {
            let column = |part: &str| quoted(&format!("r{number}.{part}{i}"));
            match &entry.gives {
                Gives::Figure(num) => columns.push(format!("{} AS {}", self.num(num), column("figure"))),
                Gives::Quotient(a, b) => {
                    columns.push(format!("{} AS {}", self.num(a), column("numerator")));
                    columns.push(format!("{} AS {}", self.num(b), column("denominator")));
                }
                Gives::Value(_) | Gives::Empty(_) => {}
            }
        }
        columns
    }

    /// An entry is possible if no earlier one is TRUE and it is not FALSE itself; two-valued.
    pub(super) fn possible(&self, number: usize, rule: &Rule) -> Vec<String> {
        (0..rule.entries.len())
            .map(|i| {
                let mut parts: Vec<String> =
                    (0..i).map(|j| format!("{} IS NOT TRUE", when_column(number, j))).collect();
                parts.push(format!("{} IS NOT FALSE", when_column(number, i)));
                format!("({}) AS {}", parts.join(" AND "), possible_column(number, i))
            })
            .collect()
    }

    /// The outcome if exactly one distinct result is possible and some entry is TRUE, else NULL.
    pub(super) fn outcome(&self, number: usize, rule: &Rule) -> String {
        let outcome = quoted(&format!("r{number}.outcome"));
        if self.has(Fault::PlainCaseFold) {
            return format!("{} AS {outcome}", plain_case(number, rule));
        }
        let mut results: Vec<(String, Vec<String>)> = Vec::new();
        for (i, entry) in rule.entries.iter().enumerate() {
            let result = result_text(&entry.gives, i);
            let column = possible_column(number, i);
            match results.iter_mut().find(|(known, _)| *known == result) {
                Some((_, columns)) => columns.push(column),
                None => results.push((result, vec![column])),
            }
        }
        let settled: Vec<String> =
            (0..rule.entries.len()).map(|i| format!("{} IS TRUE", when_column(number, i))).collect();
        let possible = |columns: &[String]| format!("({})", columns.join(" OR "));
        let count: Vec<String> = results
            .iter()
            .map(|(_, columns)| format!("CASE WHEN {} THEN 1 ELSE 0 END", possible(columns)))
            .collect();
        let values: Vec<String> = results
            .iter()
            .map(|(result, columns)| format!("WHEN {} THEN {}", possible(columns), text(result)))
            .collect();
        format!(
            "CASE WHEN NOT ({}) THEN NULL WHEN {} <> 1 THEN NULL {} END AS {outcome}",
            settled.join(" OR "),
            count.join(" + "),
            values.join(" ")
        )
    }
}

/// What the outcome is *not*: an unknown `when` falls through to what comes after it.
fn plain_case(number: usize, rule: &Rule) -> String {
    let mut whens = String::new();
    for (i, entry) in rule.entries.iter().enumerate() {
        whens += &format!("WHEN {} THEN {} ", when_column(number, i), text(&result_text(&entry.gives, i)));
    }
    format!("CASE {whens}END")
}
