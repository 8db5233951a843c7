//! What is proved of every rule when the catalogue is loaded (`semantics` §10).
//!
//! Every combination of the states of the cells a rule reads, that the filters allow, is tried: complete
//! answers decide; every entry is reached; every alternative matters; no two entries contradict each
//! other; and an outcome is empty only where the missing answers could really have changed it. A finding
//! shows the answers that show it.

mod alike;
mod cut_points;
mod findings;
mod matters;
mod states;
mod walk;

use std::collections::BTreeSet;

use crate::schema::Col;
use crate::table::Questionnaire;
use crate::tree::Rule;

/// Most combinations that are all tried; above, a sample with a fixed seed is.
pub const MAX_STATES: u64 = 1_000_000;
/// How many combinations a sample draws.
pub const SAMPLE: u32 = 100_000;

/// A part of the questionnaire that the rule says it does not care about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ignored {
    /// The cell.
    pub cell: Col,
    /// An alternative's place; all of them if none.
    pub alternative: Option<u8>,
}

/// What the proof came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// Combinations tried.
    pub tried: u64,
    /// Whether they were drawn (*stickprov*) instead of all.
    pub is_sample: bool,
    /// What is wrong, each kind once for each entry or cell.
    pub findings: Vec<Finding>,
}

/// A fault of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Stable and searchable: `PROOF-1` …
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// The answers that show it, such as `G2.missbruk = 'ja', G2a.missbruk: not answered`.
    pub answers: String,
    /// The next step.
    pub help: String,
}

/// Proves a rule.
pub fn prove(rule: &Rule, questionnaire: &Questionnaire, ignored: &BTreeSet<Ignored>) -> Proof {
    let space = states::Space::of(rule, questionnaire);
    let is_sample = space.size() > MAX_STATES || !space.is_exact;
    let mut findings = findings::Findings::new(rule, &space, ignored, is_sample);
    if is_sample {
        findings.needs_otherwise();
    }
    let tried = if space.size() > MAX_STATES {
        walk::sample(questionnaire, &space, SAMPLE, &mut findings)
    } else {
        walk::all(rule, questionnaire, &space, &mut findings)
    };
    Proof { tried, is_sample, findings: findings.finish() }
}

/// Every combination that the filters allow of the cells a rule reads, with what comes out; for tests that
/// compare rules. At most `limit` combinations; `None` if there are more.
pub fn outcomes(
    rule: &Rule,
    questionnaire: &Questionnaire,
    also: &[Col],
    limit: u64,
) -> Option<Vec<(Vec<crate::table::Raw>, domain::Outcome)>> {
    let space = states::Space::with(rule, questionnaire, also);
    (space.size() <= limit).then(|| walk::raw_outcomes(rule, questionnaire, &space))
}
