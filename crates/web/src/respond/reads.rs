//! What a cell is used for (*vad svaret används till*): the indicators whose rules read it.

use catalogue::model::{Edition, Indicator, Question};
use rules::schema::Col;

/// The indicators that read a question, directly or through a filter, in the edition's order; each name once.
pub(super) fn indicators<'a>(edition: &'a Edition, question: &Question) -> Vec<&'a Indicator> {
    let cells = edition.questionnaire.schema.cells_of(question.place);
    let mut found: Vec<&Indicator> = Vec::new();
    for indicator in edition.computed() {
        let is_new = found.iter().all(|before| before.name.sv != indicator.name.sv);
        if is_new && reads(edition, indicator).iter().any(|col| cells.contains(col)) {
            found.push(indicator);
        }
    }
    found
}

/// The columns of a rule, and those of the filters in front of them.
pub(super) fn reads(edition: &Edition, indicator: &Indicator) -> Vec<Col> {
    let mut all = indicator.rule.columns();
    let mut next = 0;
    while let Some(&col) = all.get(next) {
        next += 1;
        if let Some(filter) = &edition.questionnaire.filters[col.index()] {
            let mut more = Vec::new();
            filter.columns(&mut |col| more.push(col));
            more.retain(|col| !all.contains(col));
            more.sort_unstable();
            more.dedup();
            all.extend(more);
        }
    }
    all
}
