//! Why a value is what it is, and what it would take: the same derivation and report as the page *varför?*, as data.
//!
//! Derivations are told from the public answers of the publication: without comments, free texts, or who answered.

use std::collections::BTreeSet;

use results::reach::Reacher;
use results::reach::report::Reporter;
use results::reach::words::Words as Said;
use serde::Serialize;
use serde_json::Value as Json;
use utoipa::ToSchema;

use super::asked::{Answer, Asked};
use super::observation::{Named, Observation, named_cell, observation};
use super::problem::{Problem, ProblemKind};
use super::publication::named;
use crate::public::Look;
use crate::public::explained::derivation;

/// Why a value is what it is.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Explanation {
    /// The publication.
    pub publication: Named,
    /// The value, and what the colour modes say of it.
    pub observation: Observation,
    /// Why, in plain words, in the language of the answer; a sentence that begins with a dash belongs to the one before.
    pub sentences: Vec<String>,
    /// The whole derivation, `jamfor-explanation/1` (`docs/explanation.md`): with nothing but it, somebody else gets the same value. Its
    /// own sentences are in Swedish.
    #[schema(value_type = Object)]
    pub derivation: Json,
    /// What it would take, as `/reach` says it.
    #[schema(value_type = Object)]
    pub reach: Json,
    /// By what it was made.
    pub made_by: MadeBy,
}

/// By what a value was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct MadeBy {
    /// The version of the publication.
    pub version: String,
    /// The hash of its manifest.
    pub manifest_sha256: String,
    /// The hash of its catalogue, where the rule stands.
    pub catalogue_sha256: String,
    /// The file of answers or outcomes that it was computed from.
    pub given: String,
    /// Its hash.
    pub given_sha256: String,
    /// The program.
    pub program: String,
    /// Where the rule is printed.
    pub rule_source: String,
    /// How a doubtful source is read.
    pub readings: Vec<String>,
}

/// What it would take to reach the target, or to be among the best.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Reach {
    /// The publication.
    pub publication: Named,
    /// The value as it is.
    pub observation: Observation,
    /// The smallest changes, `jamfor-reach/1`.
    #[schema(value_type = Object)]
    pub reach: Json,
    /// The same in words; of a unit.
    pub sentences: Vec<String>,
    /// Of a unit: which similar ones came to reach the target, and how.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub learn: Option<String>,
}

/// What was found of a cell.
pub(super) struct Found<'a> {
    pub(super) observation: Observation,
    pub(super) indicator: &'a catalogue::model::Indicator,
    /// Its place among the computed ones.
    pub(super) at: usize,
}

/// The cell that a path names, `below` the publication.
pub(super) fn found<'a>(asked: &Asked<'_>, look: &Look<'a>, below: &str) -> Result<Found<'a>, Problem> {
    let (code, place, level, cell) = named_cell(asked, look, below)?;
    let known = look.opened.edition().computed().enumerate().find(|(_, known)| known.id.as_str() == code.id);
    let (at, indicator) = known.ok_or_else(|| broken(asked))?;
    Ok(Found { observation: observation(asked, look, code, (place, level), cell), indicator, at })
}

/// A fault of ours.
pub(super) fn broken(asked: &Asked<'_>) -> Problem {
    Problem::of_status(ProblemKind::Broken.status(), asked.language, &asked.own())
}

/// The derivation of a cell.
pub(super) fn explained(asked: &Asked<'_>, look: &Look<'_>) -> Result<Answer, Problem> {
    let Found { observation, indicator, at } = found(asked, look, "explanations")?;
    let told = derivation(look, indicator, &observation.place.id).ok_or_else(|| broken(asked))?;
    let manifest = look.issue.manifest();
    let (reach, _) = reached(asked, look, &observation.place.id, at).ok_or_else(|| broken(asked))?;
    Ok(asked.one(&Explanation {
        publication: named(asked, look.issue),
        sentences: told.sentences(look, indicator).iter().map(|said| said.trim().to_owned()).collect(),
        derivation: told.to_json(),
        reach,
        made_by: MadeBy {
            version: look.issue.named().to_string(),
            manifest_sha256: look.issue.hash().to_owned(),
            catalogue_sha256: manifest.catalogue.sha256.clone(),
            given: manifest.given.path.clone(),
            given_sha256: manifest.given.sha256.clone(),
            program: manifest.program.title(),
            rule_source: look.opened.vocabulary().cite(&indicator.source),
            readings: indicator.readings.iter().map(|read| format!("{}: {}", read.id, read.text)).collect(),
        },
        observation,
    }))
}

/// What it would take in a cell.
pub(super) fn reach(asked: &Asked<'_>, look: &Look<'_>) -> Result<Answer, Problem> {
    let Found { observation, at, .. } = found(asked, look, "reach")?;
    let (reach, sentences) = reached(asked, look, &observation.place.id, at).ok_or_else(|| broken(asked))?;
    let is_unit = observation.level == "unit";
    let learn = format!("/learn/{}/{}", observation.indicator.id, observation.place.id);
    let learn = is_unit.then(|| asked.below(look.named, &learn));
    Ok(asked.one(&Reach { publication: named(asked, look.issue), observation, reach, sentences, learn }))
}

/// The report on a place, and the changes of a unit in words.
fn reached(asked: &Asked<'_>, look: &Look<'_>, place: &str, indicator: usize) -> Option<(Json, Vec<String>)> {
    let opened = look.opened;
    let edition = opened.edition();
    let language = asked.language.of_catalogue();
    let words = Said { edition, vocabulary: opened.vocabulary(), language, unsent: BTreeSet::new() };
    let reacher = Reacher::new(edition);
    let reporter = Reporter::new(&reacher, opened.vocabulary(), opened.results(), language);
    let answers = opened.answers().map(|answers| &answers.table);
    match edition.frame.position(place) {
        Some(unit) => {
            let report = reporter.unit(answers, unit, Some(indicator));
            let sets = report.indicators.iter().flat_map(|told| &told.sets);
            let said = sets.flat_map(|set| set.changes.iter().map(|change| words.change(change))).collect();
            Some((serde_json::to_value(&report).ok()?, said))
        }
        None => {
            let at = opened.publication().cube("aggregates")?.position(0, place)?;
            let report = reporter.place(answers, at, Some(indicator));
            Some((serde_json::to_value(&report).ok()?, Vec::new()))
        }
    }
}
