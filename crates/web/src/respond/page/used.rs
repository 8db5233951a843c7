//! What an answer is used for (*vad svaret används till*): the indicators it feeds, and what they would come out as now.

use catalogue::answers::Answers;
use catalogue::model::{Edition, Indicator, Question as Asks, Vocabulary};
use domain::PartCode;
use maud::Markup;
use results::explain;

use super::super::{reads, words};
use super::Asked;
use crate::design::helper::{Used, used_for};
use crate::language::Language;

/// What indicators are counted from: answers of this subject, in an edition's form.
#[derive(Clone, Copy, Debug)]
pub struct Counted<'a> {
    /// Words of outcomes.
    pub vocabulary: &'a Vocabulary,
    /// The answers.
    pub answers: &'a Answers,
    /// The unit's place in the frame.
    pub unit: usize,
    /// The parts that the reader may see: what rests on other answers is not told.
    pub parts: &'a [PartCode],
}

/// The section; none if nothing reads the question.
pub(super) fn html(asked: &Asked<'_>, question: &Asks) -> Option<Markup> {
    let setting = &asked.response.setting;
    let language = setting.language;
    let found = reads::indicators(setting.edition, question);
    let used: Vec<Used<'_>> = found
        .iter()
        .map(|indicator| {
            let name = setting.text(&indicator.name);
            match asked.counted {
                Some(counted) if counted.may_tell(setting.edition, indicator) => {
                    let Counted { vocabulary, answers, unit, .. } = counted;
                    let told = explain::outcome(setting.edition, vocabulary, answers, unit, indicator, "");
                    let outcome = match language {
                        Language::Swedish => told.outcome.word.into(),
                        Language::English => word(language, vocabulary, &told.outcome),
                    };
                    let why =
                        told.sentences.iter().map(|text| language.official(text.trim().to_owned())).collect();
                    Used { name, outcome: Some(outcome), why }
                }
                Some(_) => {
                    let why = language.say(
                        "Den räknas också på svar i en annan del, som du inte ser.",
                        "It is also counted from answers in another part, which you do not see.",
                    );
                    Used { name, outcome: None, why: vec![why.into()] }
                }
                None => Used { name, outcome: None, why: Vec::new() },
            }
        })
        .collect();
    (!used.is_empty()).then(|| used_for(language, words::number(question), &used))
}

/// An outcome's word in English where the vocabulary has one.
fn word<'a>(
    language: Language,
    vocabulary: &Vocabulary,
    told: &explain::OutcomeText,
) -> crate::language::Phrase<'a> {
    let english = match (told.value.as_str(), told.empty.as_str()) {
        ("", "") => Some(told.word.replace(',', ".")),
        ("", empty) => vocabulary.empty(empty).and_then(|named| named.name.en.clone()),
        (value, _) => {
            let named = vocabulary.values.iter().find(|named| named.id == value);
            named.and_then(|named| named.name.en.clone())
        }
    };
    language.either(told.word.clone(), english)
}

impl Counted<'_> {
    /// Whether everything that an indicator reads is of parts that the reader may see.
    fn may_tell(&self, edition: &Edition, indicator: &Indicator) -> bool {
        reads::reads(edition, indicator).into_iter().all(|col| {
            let place = edition.questionnaire.schema.column(col).question;
            place.is_none_or(|place| self.parts.contains(&edition.questions[place].part))
        })
    }
}
