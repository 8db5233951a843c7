//! Each rule is proved over all states of its answers; what the proof finds is told at the indicator.

use std::collections::{BTreeMap, BTreeSet};

use domain::IndicatorId;
use rules::prove::{Ignored, prove};
use rules::schema::{QuestionKind, Schema};
use rules::table::Questionnaire;

use super::indicators::Expanded;
use crate::model::Indicator;

/// Proves every rule that was compiled as a whole.
pub(super) fn prove_all<'e, 'a: 'e>(
    questionnaire: &Questionnaire,
    expanded: impl Iterator<Item = &'e mut Expanded<'a>>,
) {
    let mut told: BTreeMap<(String, &str), IndicatorId> = BTreeMap::new();
    for Expanded { indicator, spot, whole, .. } in expanded {
        if !*whole || indicator.rule.entries.is_empty() {
            continue;
        }
        let proof = prove(&indicator.rule, questionnaire, &ignored(indicator, &questionnaire.schema));
        indicator.proved_on_sample = proof.is_sample.then(|| u32::try_from(proof.tried).unwrap_or(u32::MAX));
        for finding in proof.findings {
            // The rows of an entry share their rule, and so its faults.
            let first = told.entry((spot.to_string(), finding.code)).or_insert_with(|| indicator.id.clone());
            if *first != indicator.id {
                continue;
            }
            let message = match finding.answers.as_str() {
                "" => finding.message,
                answers => format!("{}: {answers}", finding.message),
            };
            spot.problem(finding.code, message, finding.help);
        }
    }
}

/// `ignores`, looked up; what cannot be looked up has been told of.
fn ignored(indicator: &Indicator, schema: &Schema) -> BTreeSet<Ignored> {
    let look_up = |text: &String| {
        let (cell, id) = match text.split_once('#') {
            Some((cell, id)) => (cell, Some(id)),
            None => (text.as_str(), None),
        };
        let cell = schema.find(cell)?;
        let alternative = match (id, &schema.column(cell).kind) {
            (None, _) => None,
            (Some(id), QuestionKind::One(set) | QuestionKind::Many(set)) => {
                Some(u8::try_from(set.position(id)?).ok()?)
            }
            (
                Some(_),
                QuestionKind::Number(_) | QuestionKind::Date | QuestionKind::Text | QuestionKind::Table(_),
            ) => return None,
        };
        Some(Ignored { cell, alternative })
    };
    indicator.ignores.iter().filter_map(look_up).collect()
}
