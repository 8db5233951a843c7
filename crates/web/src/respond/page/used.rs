//! What an answer is used for (*vad svaret används till*): the indicators it feeds, and what they would come out as now.

use catalogue::answers::Answers;
use catalogue::model::{Edition, Indicator, Question as Asks, Vocabulary};
use domain::PartCode;
use maud::Markup;
use results::explain;

use super::super::{reads, words};
use super::Asked;
use crate::design::helper::{Used, used_for};

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
                    let language = language.of_catalogue();
                    let outcome = told.outcome_in(language, vocabulary, indicator);
                    let why = told.told(language, setting.edition, vocabulary, indicator);
                    let why = why.into_iter().map(|text| text.trim().to_owned().into()).collect();
                    Used { name, outcome: Some(outcome.into()), why }
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

impl Counted<'_> {
    /// Whether everything that an indicator reads is of parts that the reader may see.
    fn may_tell(&self, edition: &Edition, indicator: &Indicator) -> bool {
        reads::reads(edition, indicator).into_iter().all(|col| {
            let place = edition.questionnaire.schema.column(col).question;
            place.is_none_or(|place| self.parts.contains(&edition.questions[place].part))
        })
    }
}
