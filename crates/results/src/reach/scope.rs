//! Which cells a search may touch: everything that hangs together with an indicator.

use std::collections::BTreeSet;

use catalogue::model::{Edition, Severity};
use rules::schema::Col;
use rules::tree::{Cond, Rule};

use super::bound::keeps_what_is_determined;

/// The cells that hang together with an indicator through its rule, filters and hard checks, and the checks
/// that touch them. A change outside cannot help, so a smallest set has none.
#[derive(Clone, Debug)]
pub(super) struct Scope {
    /// The cells, in the questionnaire's order.
    pub(super) cells: Vec<Col>,
    /// Whether the rule reads each of them.
    pub(super) is_read: Vec<bool>,
    /// Hard checks, by their place in `edition.checks`, with the cells they concern.
    pub(super) checks: Vec<(usize, BTreeSet<Col>)>,
    /// Checks that make answers illogical, by their place in the questionnaire.
    pub(super) illogical: Vec<usize>,
    /// Whether the rule stays determined when more is known, so that a search may stop early.
    pub(super) may_prune: bool,
}

/// What cells are tied together by, once for an edition.
pub(super) struct Ties {
    /// What each cell's filter reads.
    reads: Vec<BTreeSet<Col>>,
    /// The cells whose filter reads a cell.
    followed_by: Vec<Vec<Col>>,
    hard: Vec<(usize, BTreeSet<Col>)>,
    illogical: Vec<BTreeSet<Col>>,
}

impl Ties {
    pub(super) fn of(edition: &Edition) -> Self {
        let schema = &edition.questionnaire.schema;
        let asked = |cols: BTreeSet<Col>| -> BTreeSet<Col> {
            cols.into_iter().filter(|col| schema.column(*col).question.is_some()).collect()
        };
        let filters = edition.questionnaire.filters.iter();
        let reads: Vec<BTreeSet<Col>> =
            filters.map(|filter| asked(filter.as_ref().map(columns).unwrap_or_default())).collect();
        let mut followed_by = vec![Vec::new(); schema.len()];
        for (i, read) in reads.iter().enumerate() {
            for col in read {
                followed_by[col.index()].push(Col(u32::try_from(i).unwrap_or(u32::MAX)));
            }
        }
        let hard = edition.checks.iter().enumerate().filter(|(_, check)| check.severity == Severity::Hard);
        let hard = hard.map(|(i, check)| {
            let mut cols = columns(&check.when);
            cols.extend(&check.on);
            (i, asked(cols))
        });
        let illogical = edition.questionnaire.illogical.iter().map(|check| {
            let mut cols = columns(&check.when);
            cols.extend(&check.cells);
            asked(cols)
        });
        Self { hard: hard.collect(), illogical: illogical.collect(), reads, followed_by }
    }

    pub(super) fn scope(&self, edition: &Edition, rule: &Rule) -> Scope {
        let read = rule.columns();
        let is_asked = |col: &Col| edition.questionnaire.schema.column(*col).question.is_some();
        let mut cells = BTreeSet::new();
        let mut waiting: Vec<Col> = read.iter().copied().filter(is_asked).collect();
        while let Some(col) = waiting.pop() {
            if !cells.insert(col) {
                continue;
            }
            waiting.extend(&self.reads[col.index()]);
            waiting.extend(&self.followed_by[col.index()]);
            let hard = self.hard.iter().map(|(_, cols)| cols);
            for cols in hard.chain(&self.illogical).filter(|cols| cols.contains(&col)) {
                waiting.extend(cols);
            }
        }
        let touches = |cols: &BTreeSet<Col>| cols.iter().any(|col| cells.contains(col));
        let illogical = (0..self.illogical.len()).filter(|&i| touches(&self.illogical[i])).collect();
        Scope {
            checks: self.hard.iter().filter(|(_, cols)| touches(cols)).cloned().collect(),
            illogical,
            may_prune: keeps_what_is_determined(rule),
            is_read: cells.iter().map(|col| read.contains(col)).collect(),
            cells: cells.into_iter().collect(),
        }
    }
}

fn columns(cond: &Cond) -> BTreeSet<Col> {
    let mut cols = BTreeSet::new();
    cond.columns(&mut |col| {
        cols.insert(col);
    });
    cols
}
