//! The cells that decide a rule, and all the combinations of their states.

use std::collections::BTreeSet;

use super::alike::Signatures;
use super::cut_points::CutPoints;
use crate::schema::{Col, Schema};
use crate::table::{Questionnaire, Raw};
use crate::tree::Rule;

/// One state of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Nothing was given.
    Missing,
    /// Something was given; the missing code counts as complete.
    Given { raw: Raw, is_missing_code: bool },
}

impl State {
    /// The same, and a reviewer accepted it.
    pub(super) fn accepted(self) -> Self {
        match self {
            Self::Missing => Self::Missing,
            Self::Given { raw, is_missing_code } => {
                Self::Given { raw: Raw { accepted: true, ..raw }, is_missing_code }
            }
        }
    }
}

/// A cell with its states.
#[derive(Clone, Debug)]
pub(super) struct Var {
    pub(super) col: Col,
    pub(super) states: Vec<State>,
    /// The variable just before that is alike: states are tried in non-decreasing order only.
    pub(super) alike: Option<usize>,
    /// Variables that its filter reads.
    pub(super) filter_reads: Vec<usize>,
}

/// All cells that decide a rule, in questionnaire order.
pub(super) struct Space {
    pub(super) vars: Vec<Var>,
    pub(super) schema: Schema,
    /// Cells whose answers the entries read: not those of which only the filter is asked.
    pub(super) read: BTreeSet<Col>,
    pub(super) cut_points: CutPoints,
    /// Whether the states are all that could make a difference.
    pub(super) is_exact: bool,
}

impl Space {
    pub(super) fn of(rule: &Rule, questionnaire: &Questionnaire) -> Self {
        Self::with(rule, questionnaire, &[])
    }

    /// With further cells, and none taken as alike: every combination stands for itself.
    pub(super) fn with(rule: &Rule, questionnaire: &Questionnaire, also: &[Col]) -> Self {
        let schema = questionnaire.schema.clone();
        let mut all: BTreeSet<Col> = rule.columns().into_iter().chain(also.iter().copied()).collect();
        let mut queue: Vec<Col> = all.iter().copied().collect();
        let mut cut_points = CutPoints::default();
        rule.entries.iter().for_each(|entry| cut_points.of_entry(entry));
        while let Some(col) = queue.pop() {
            if let Some(filter) = &questionnaire.filters[col.index()] {
                cut_points.of_cond(filter);
                filter.columns(&mut |col| {
                    if all.insert(col) {
                        queue.push(col);
                    }
                });
            }
        }
        let signatures = Signatures::of(rule, questionnaire, &all);
        let mut vars: Vec<Var> = Vec::new();
        let mut is_exact = true;
        for &col in &all {
            let (states, is_all) = cut_points.states(&schema, col);
            is_exact &= is_all;
            let alike = signatures
                .alike(col)
                .and_then(|sign| vars.iter().rposition(|var| signatures.alike(var.col) == Some(sign)))
                .filter(|_| also.is_empty());
            let mut filter_reads = Vec::new();
            if let Some(filter) = &questionnaire.filters[col.index()] {
                filter.columns(&mut |read| {
                    filter_reads.extend(vars.iter().position(|var| var.col == read));
                });
            }
            vars.push(Var { col, states, alike, filter_reads });
        }
        let read = rule.answers().into_iter().collect();
        Self { vars, schema, read, cut_points, is_exact }
    }

    /// How many combinations there are at most.
    pub(super) fn size(&self) -> u64 {
        // Of n alike cells with s states there are C(n + s - 1, n) multisets: multiplied up one by one.
        let mut size = 1_u128;
        let mut place_in_group = vec![0_u128; self.vars.len()];
        for (i, var) in self.vars.iter().enumerate() {
            let states = var.states.len() as u128;
            if let Some(before) = var.alike {
                place_in_group[i] = place_in_group[before] + 1;
            }
            let k = place_in_group[i];
            size = size.saturating_mul(states + k) / (k + 1);
        }
        u64::try_from(size).unwrap_or(u64::MAX)
    }

    /// Groups of interchangeable variables, each variable in one.
    pub(super) fn groups(&self) -> Vec<Vec<usize>> {
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for (i, var) in self.vars.iter().enumerate() {
            let with = var.alike.and_then(|before| groups.iter().position(|group| group.contains(&before)));
            match with {
                Some(group) => groups[group].push(i),
                None => groups.push(vec![i]),
            }
        }
        groups
    }

    /// Later variables that are asked for some answers of this one only, directly or through another: they
    /// come and go with it.
    pub(super) fn dependents(&self, var: usize) -> Vec<usize> {
        let mut dependents = vec![];
        for (i, later) in self.vars.iter().enumerate() {
            if later.filter_reads.iter().any(|read| *read == var || dependents.contains(read)) {
                dependents.push(i);
            }
        }
        dependents
    }
}
