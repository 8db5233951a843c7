//! Answers that a unit cannot choose: `[[fixed]]` of `comparison.toml`.

use super::entry::Entry;
use super::log::Unique;
use super::translations::Translations;
use crate::model::{Edition, FixedAnswer};

/// Reads an entry; none if it says nothing that can be used.
pub(super) fn answer(
    entry: &Entry<'_>,
    english: &Translations<'_>,
    edition: &Edition,
    claimed: &mut Unique,
) -> Option<FixedAnswer> {
    let (question, alternative) = (entry.optional("question"), entry.optional("alternative"));
    let id = ["fixed", question.as_str(), alternative.as_str()].map(str::to_owned);
    let id: Vec<String> = id.into_iter().filter(|part| !part.is_empty()).collect();
    let id = id.join(".");
    let why = english.text(&id, "why", entry.words("why"));
    let readings = entry.readings();
    if question.is_empty() && alternative.is_empty() {
        let help = "name a question, an alternative, or both";
        entry.problem("CAT-04", "`question` and `alternative` are missing", help);
        return None;
    }
    let codes = edition.questions.iter().map(|question| question.code.as_str());
    if !question.is_empty() && !entry.spot_of("question").known("question", &question, codes) {
        return None;
    }
    if !alternative.is_empty() {
        let of = edition.questions.iter().filter(|q| question.is_empty() || q.code.as_str() == question);
        let ids: Vec<&str> = of.flat_map(|q| &q.alternatives).map(|a| a.id.as_str()).collect();
        let what =
            if question.is_empty() { "alternative".to_owned() } else { format!("alternative of {question}") };
        if !entry.spot_of("alternative").known(&what, &alternative, ids) {
            return None;
        }
    }
    claimed.claim("the fixed answer", &id, &entry.spot).then_some(FixedAnswer {
        question,
        alternative,
        why,
        readings,
    })
}
