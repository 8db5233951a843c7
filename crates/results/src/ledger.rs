//! What each question is for, and what it cost (*frågornas nytta*): the indicators and checks that use its answers, and how many had
//! to answer it.

use std::collections::BTreeSet;

use catalogue::model::{Edition, Indicator};
use domain::Truth;
use rules::schema::Col;
use rules::table::Table;

use crate::diff::cells_behind;

/// A question in the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its place among the edition's questions.
    pub question: usize,
    /// How many cells there are to fill in: the rows of a grid, else one.
    pub cells: usize,
    /// The indicators whose rule reads it, by their place among the computed ones.
    pub direct: Vec<usize>,
    /// Those that need it only to know whether another question was asked, or whether an answer is logical.
    pub through: Vec<usize>,
    /// Those whose description names it although their rule needs nothing of it.
    pub named: Vec<usize>,
    /// The checks that read it, by their place in the edition.
    pub checks: Vec<usize>,
    /// Who had to answer it; none where the answers are not known.
    pub asked: Option<Burden>,
}

/// How many units had to answer a question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Burden {
    /// Units in the frame.
    pub units: u32,
    /// Were asked it, or a row of it, whether or not they answered.
    pub asked: u32,
    /// May have been asked: an answer that decides it is missing.
    pub perhaps: u32,
    /// Answered it, or a row of it.
    pub answered: u32,
}

impl Line {
    /// Whether no indicator needs it.
    pub fn feeds_nothing(&self) -> bool {
        self.direct.is_empty() && self.through.is_empty()
    }
}

/// Every question, in the questionnaire's order.
pub fn ledger(edition: &Edition, answers: Option<&Table>) -> Vec<Line> {
    let computed: Vec<&Indicator> = edition.computed().collect();
    let direct: Vec<BTreeSet<Col>> =
        computed.iter().map(|indicator| indicator.rule.columns().into_iter().collect()).collect();
    let behind: Vec<BTreeSet<Col>> =
        computed.iter().map(|indicator| cells_behind(edition, indicator)).collect();
    let checks: Vec<BTreeSet<Col>> = edition
        .checks
        .iter()
        .map(|check| {
            let mut read = BTreeSet::new();
            check.when.columns(&mut |col| {
                read.insert(col);
            });
            read
        })
        .collect();
    let burdens = answers.map(|answers| burdens(edition, answers));
    let line = |question: usize| {
        let asks = &edition.questions[question];
        let cells = edition.questionnaire.schema.cells_of(asks.place);
        let reads = |columns: &BTreeSet<Col>| cells.iter().any(|col| columns.contains(col));
        let (of_rule, of_filters): (Vec<usize>, Vec<usize>) =
            (0..computed.len()).filter(|&i| reads(&behind[i])).partition(|&i| reads(&direct[i]));
        let is_named = |&i: &usize| computed[i].questions.contains(&asks.code) && !reads(&behind[i]);
        Line {
            question,
            cells: cells.len(),
            direct: of_rule,
            through: of_filters,
            named: (0..computed.len()).filter(is_named).collect(),
            checks: (0..checks.len()).filter(|&check| reads(&checks[check])).collect(),
            asked: burdens.as_ref().map(|burdens| burdens[question]),
        }
    };
    (0..edition.questions.len()).map(line).collect()
}

fn burdens(edition: &Edition, answers: &Table) -> Vec<Burden> {
    let cells: Vec<Vec<Col>> = edition
        .questions
        .iter()
        .map(|question| edition.questionnaire.schema.cells_of(question.place))
        .collect();
    let mut burdens = vec![Burden::default(); cells.len()];
    let mut settled = Vec::new();
    for unit in 0..answers.subjects() {
        let row = answers.row(unit);
        edition.questionnaire.settle(row, &mut settled);
        for (burden, cells) in burdens.iter_mut().zip(&cells) {
            let is_asked = cells.iter().any(|col| settled[col.index()].asked == Truth::True);
            let is_perhaps = cells.iter().any(|col| matches!(settled[col.index()].asked, Truth::Unknown(_)));
            burden.units += 1;
            burden.asked += u32::from(is_asked);
            burden.perhaps += u32::from(!is_asked && is_perhaps);
            burden.answered += u32::from(cells.iter().any(|col| row[col.index()].given));
        }
    }
    burdens
}
