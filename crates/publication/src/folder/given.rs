//! What a publication is computed from, as it is published: without comments, a free text only as its decision.

use catalogue::answers::{Answers, GivenOutcomes, Origin, PublishedValue, write_answers};
use catalogue::model::{Edition, Indicator};
use domain::{Figure, Outcome, Reason};
use rules::schema::{Col, QuestionKind};
use rules::table::Raw;

use crate::text::csv_of;

/// Answers as everybody may see them: no comment, no free text; what a reviewer decided stays.
pub fn public_answers(edition: &Edition, answers: &Answers) -> Answers {
    let mut public = answers.clone();
    public.comments.clear();
    public.texts.clear();
    for (i, column) in edition.questionnaire.schema.columns().iter().enumerate() {
        let (QuestionKind::Text, Ok(i)) = (&column.kind, u32::try_from(i)) else { continue };
        for unit in 0..edition.frame.units.len() {
            *public.table.cell_mut(unit, Col(i)) = Raw::default();
        }
    }
    public
}

/// `answers.csv` of a publication.
pub(super) fn answers_csv(edition: &Edition, answers: &Answers) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_answers(edition, &public_answers(edition, answers), &mut bytes).expect("a vector takes every byte");
    bytes
}

/// `given-outcomes.csv` of a publication; what was not answered has no line.
pub(super) fn outcomes_csv(edition: &Edition, given: &GivenOutcomes) -> Vec<u8> {
    let is_simulated = given.origin == Origin::Simulated;
    let columns = ["unit", "indicator", "value", "numerator", "denominator"];
    let origin = is_simulated.then_some("origin");
    let header = columns.into_iter().chain(origin).map(str::to_owned).collect();
    let units = edition.frame.units.iter().zip(&given.outcomes);
    let lines = units.flat_map(|(unit, outcomes)| {
        edition.computed().zip(outcomes).filter_map(move |(indicator, outcome)| {
            let [value, numerator, denominator] = outcome_fields(indicator, outcome)?;
            let fields = [unit.code.to_string(), indicator.id.to_string(), value, numerator, denominator];
            Some(fields.into_iter().chain(is_simulated.then(|| given.origin.id().to_owned())).collect())
        })
    });
    csv_of(std::iter::once(header).chain(lines))
}

/// Value, numerator and denominator, as reading them gives the outcome; none if that was not answered.
fn outcome_fields(indicator: &Indicator, outcome: &Outcome) -> Option<[String; 3]> {
    let only = |value: String| Some([value, String::new(), String::new()]);
    match outcome {
        Outcome::Category(id) => only(id.to_string()),
        Outcome::Figure(Figure::Pair { numerator, denominator }) => {
            Some([String::new(), numerator.to_string(), denominator.to_string()])
        }
        Outcome::Figure(Figure::Number(number) | Figure::Published(number)) => only(number.to_string()),
        Outcome::Empty(empty) if empty.reason == Reason::NotAnswered => None,
        Outcome::Empty(empty) => {
            let id = empty.reason.id();
            let is_shown = indicator.shown.iter().any(|shown| shown == id);
            if empty.reason == Reason::NotApplicable && !is_shown {
                // 0 of 0.
                return Some([String::new(), "0".to_owned(), "0".to_owned()]);
            }
            only(id.to_owned())
        }
    }
}

/// `published.csv` of a publication.
pub(super) fn published_csv(values: &[PublishedValue]) -> Vec<u8> {
    let header = ["level", "code", "indicator", "figure", "source"].map(str::to_owned).to_vec();
    let lines = values.iter().map(|value| {
        vec![
            value.level.id().to_owned(),
            value.code.to_string(),
            value.indicator.to_string(),
            value.figure.to_string(),
            value.source.clone(),
        ]
    });
    csv_of(std::iter::once(header).chain(lines))
}
