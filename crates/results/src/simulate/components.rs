//! Which cells must be drawn together: those that rules, filters and checks read together.

use std::collections::{BTreeMap, BTreeSet};

use catalogue::model::{Edition, Severity};
use domain::PartCode;
use rules::schema::Col;

/// Cells that belong together through rules, filters and checks.
pub(super) struct Component {
    pub(super) cells: Vec<Col>,
    pub(super) part: PartCode,
    /// Indicators (place among all) that read them.
    pub(super) indicators: Vec<usize>,
    /// Checks whose firing spoils an assignment.
    pub(super) spoiling: Vec<usize>,
    /// How often the first indicator is reached.
    pub(super) share: f64,
}

/// Groups the cells that rules, filters and spoiling checks read together.
pub(super) fn components(edition: &Edition) -> Vec<Component> {
    let schema = &edition.questionnaire.schema;
    let mut group: Vec<usize> = (0..schema.len()).collect();
    let mut join = |cols: &BTreeSet<Col>| {
        let asked: Vec<usize> =
            cols.iter().filter(|c| schema.column(**c).question.is_some()).map(|c| c.index()).collect();
        if let Some(&first) = asked.first() {
            for &other in &asked {
                let (from, to) = (group[other], group[first]);
                group.iter_mut().filter(|g| **g == from).for_each(|g| *g = to);
            }
        }
    };
    let indicators: Vec<(usize, BTreeSet<Col>)> = edition
        .indicators
        .iter()
        .enumerate()
        .map(|(i, indicator)| (i, indicator.rule.columns().into_iter().collect()))
        .collect();
    indicators.iter().for_each(|(_, cols)| join(cols));
    for (i, filter) in edition.questionnaire.filters.iter().enumerate() {
        if let Some(filter) = filter {
            let mut cols = BTreeSet::from([Col(u32::try_from(i).unwrap_or(0))]);
            filter.columns(&mut |col| {
                cols.insert(col);
            });
            join(&cols);
        }
    }
    let spoils = |severity| severity == Severity::Hard;
    let checks: Vec<(usize, BTreeSet<Col>)> = edition
        .checks
        .iter()
        .enumerate()
        .filter(|(_, check)| spoils(check.severity) || !check.makes_illogical.is_empty())
        .map(|(i, check)| {
            let mut cols = BTreeSet::new();
            check.when.columns(&mut |col| {
                cols.insert(col);
            });
            (i, cols)
        })
        .collect();
    checks.iter().for_each(|(_, cols)| join(cols));
    let mut by_group: BTreeMap<usize, Vec<Col>> = BTreeMap::new();
    for (i, column) in schema.columns().iter().enumerate() {
        if column.question.is_some() {
            by_group.entry(group[i]).or_default().push(Col(u32::try_from(i).unwrap_or(0)));
        }
    }
    let of = |all: &[(usize, BTreeSet<Col>)], cells: &[Col]| -> Vec<usize> {
        all.iter().filter(|(_, cols)| cols.iter().any(|col| cells.contains(col))).map(|(i, _)| *i).collect()
    };
    let mut all: Vec<Component> = by_group
        .into_values()
        .map(|mut cells| {
            cells.sort_unstable();
            let place = schema.column(cells[0]).question.unwrap_or(0);
            Component {
                part: edition.questions[place].part.clone(),
                indicators: of(&indicators, &cells),
                spoiling: of(&checks, &cells),
                cells,
                share: 0.5,
            }
        })
        .collect();
    all.sort_by_key(|component| component.cells[0]);
    all
}
