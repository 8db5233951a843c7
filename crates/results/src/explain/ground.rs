//! What a derivation rests on: the cells read, and the checks that can make them illogical.

use std::collections::BTreeSet;

use catalogue::answers::Answers;
use catalogue::model::{Check, Edition};
use rules::explain::{Explainer, Step};
use rules::schema::Col;
use rules::table::Cell;
use rules::tree::Rule;
use serde::Serialize;

/// A check that makes cells illogical when it fires, evaluated on what the cells are before any check speaks.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CheckStep {
    /// Its id.
    pub check: String,
    /// What is doubtful, in words.
    pub message: String,
    /// When it fires, evaluated.
    pub when: Step,
    /// Whether it fired.
    pub fires: bool,
    /// The cells of this derivation that become illogical if it does, in questionnaire order.
    pub makes_illogical: Vec<String>,
}

/// Columns and checks, complete: whatever one of them reads is there, too.
pub(super) struct Ground<'a> {
    pub(super) columns: BTreeSet<Col>,
    pub(super) checks: Vec<&'a Check>,
}

impl<'a> Ground<'a> {
    /// What the entries of a rule rest on.
    pub(super) fn of(edition: &'a Edition, rule: &Rule) -> Self {
        let mut ground = Self { columns: rule.columns().into_iter().collect(), checks: Vec::new() };
        let mut used = vec![false; edition.checks.len()];
        let mut queue: Vec<Col> = ground.columns.iter().copied().collect();
        while let Some(col) = queue.pop() {
            let mut add = |read| {
                if ground.columns.insert(read) {
                    queue.push(read);
                }
            };
            if let Some(filter) = &edition.questionnaire.filters[col.index()] {
                filter.columns(&mut add);
            }
            for (check, used) in edition.checks.iter().zip(&mut used) {
                if check.makes_illogical.contains(&col) && !std::mem::replace(used, true) {
                    check.when.columns(&mut add);
                }
            }
        }
        ground.checks =
            edition.checks.iter().zip(used).filter_map(|(check, used)| used.then_some(check)).collect();
        ground
    }

    /// The checks, evaluated.
    pub(super) fn check_steps(&self, edition: &Edition, answers: &Answers, unit: usize) -> Vec<CheckStep> {
        if self.checks.is_empty() {
            return Vec::new();
        }
        let mut before: Vec<Cell> = Vec::new();
        edition.questionnaire.settle_before_checks(answers.table.row(unit), &mut before);
        let schema = &edition.questionnaire.schema;
        let explainer = Explainer::new(schema, &before);
        let step = |check: &&Check| {
            let when = explainer.cond(&check.when);
            let read = self.columns.iter().filter(|col| check.makes_illogical.contains(col));
            CheckStep {
                check: check.id.clone(),
                message: check.message.sv.clone(),
                fires: when.value.as_deref() == Some("true"),
                when,
                makes_illogical: read.map(|col| schema.column(*col).name.clone()).collect(),
            }
        };
        self.checks.iter().map(step).collect()
    }
}
