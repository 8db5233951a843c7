//! Which answers of a round count (*vad som räknas*): what `compute`, `publish` and the desk's draft read.

use std::collections::{BTreeMap, BTreeSet};

use catalogue::model::Edition;
use domain::UnitCode;
use rules::schema::Col;
use serde_json::Value;

use super::sheet::COMMENT;
use crate::head::{Head, State};
use crate::ids::{CellId, ResponseId, SubjectId};
use crate::round::{Response, Subject};

/// The unit of each who answers.
///
/// # Errors
/// A unit for which several answer: no answer is that of the unit.
pub fn units_of(subjects: &[Subject]) -> Result<BTreeMap<SubjectId, UnitCode>, UnitCode> {
    let (mut units, mut seen) = (BTreeMap::new(), BTreeSet::new());
    for subject in subjects {
        // What is no unit's code is no unit of any edition.
        let Ok(unit) = subject.unit.parse::<UnitCode>() else { continue };
        if !seen.insert(unit.clone()) {
            return Err(unit);
        }
        units.insert(subject.id.clone(), unit);
    }
    Ok(units)
}

/// How many responses count, and how many do not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// How many count.
    pub counted: usize,
    /// Begun, not submitted, and not counted.
    pub left: usize,
    /// How many there are.
    pub all: usize,
}

/// What units answered.
pub type Cells = BTreeMap<UnitCode, BTreeMap<CellId, Value>>;

/// What was collected in a round.
#[derive(Clone, Copy, Debug)]
pub struct Collected<'a> {
    /// The edition whose questionnaire was sent.
    pub edition: &'a Edition,
    /// The unit of each who answers.
    pub units: &'a BTreeMap<SubjectId, UnitCode>,
    /// Every response.
    pub responses: &'a [Response],
    /// What each holds, of those that were begun.
    pub heads: &'a BTreeMap<ResponseId, Head>,
}

impl Collected<'_> {
    /// The cells that count: of what is submitted, and with `open` also of what is not.
    pub fn cells(&self, open: bool) -> (Cells, Count) {
        let (mut cells, mut count) = (Cells::new(), Count::default());
        for response in self.responses {
            let Some(unit) = self.units.get(&response.subject) else { continue };
            count.all += 1;
            let Some(head) = self.heads.get(&response.id) else { continue };
            if head.state != State::Submitted && !open {
                count.left += 1;
                continue;
            }
            count.counted += 1;
            let own = head.answers().into_iter();
            let own = own.filter(|(cell, _)| is_of_part(self.edition, &response.part, cell));
            cells.entry(unit.clone()).or_default().extend(own);
        }
        (cells, count)
    }

    /// The cells that are answered and not submitted, by the place of their unit.
    pub fn unsent(&self) -> BTreeSet<(usize, Col)> {
        let schema = &self.edition.questionnaire.schema;
        let mut cells = BTreeSet::new();
        for response in self.responses {
            let unit = self.units.get(&response.subject);
            let unit = unit.and_then(|unit| self.edition.frame.position(unit.as_str()));
            let head = self.heads.get(&response.id).filter(|head| head.state != State::Submitted);
            let (Some(unit), Some(head)) = (unit, head) else { continue };
            let answered = head.answers();
            let own = answered.keys().filter(|cell| is_of_part(self.edition, &response.part, cell));
            cells.extend(own.filter_map(|cell| schema.find(cell.as_str())).map(|col| (unit, col)));
        }
        cells
    }
}

/// Whether a cell is of a part; a part that is the whole questionnaire has every cell.
fn is_of_part(edition: &Edition, part: &str, cell: &CellId) -> bool {
    if !edition.parts.iter().any(|known| known.code.as_str() == part) {
        return true;
    }
    let schema = &edition.questionnaire.schema;
    let name = cell.as_str();
    let question =
        schema.find(name.strip_suffix(COMMENT).unwrap_or(name)).and_then(|col| schema.column(col).question);
    question.is_some_and(|place| edition.questions[place].part.as_str() == part)
}
