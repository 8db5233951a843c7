//! A derivation in plain words, Swedish and English: what decided, answer by answer.
//!
//! Official texts – names, alternatives, rows – are in the language of the catalogue where it lacks the other.

mod aggregate;
mod outcome;

use catalogue::model::{Indicator, IndicatorRole, Language, Vocabulary};
use domain::{Number, swedish};

pub(super) use aggregate::of_aggregate;
pub(super) use outcome::of_outcome;

use super::{Explanation, OutcomeText};
use crate::origin::OriginWords;

/// Who tells: in which language, by which names.
#[derive(Clone, Copy)]
pub(super) struct Speech<'a> {
    pub(super) language: Language,
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) indicator: &'a Indicator,
}

impl Speech<'_> {
    /// One of two texts.
    fn say<T>(&self, sv: T, en: T) -> T {
        match self.language {
            Language::Swedish => sv,
            Language::English => en,
        }
    }

    /// `”Ja”`, `“Yes”`.
    fn quoted(&self, text: &str) -> String {
        self.say(format!("”{text}”"), format!("“{text}”"))
    }

    /// `78,2 procent`, `78.2 per cent` of a figure as files print it, with so many decimals.
    fn number(&self, figure: &str, decimals: u8) -> String {
        match (self.language, figure.parse::<Number>()) {
            (Language::Swedish, Ok(number)) => swedish::figure(number.rounded(decimals), false),
            (Language::English, _) | (Language::Swedish, Err(_)) => figure.to_owned(),
        }
    }

    fn unit(&self, unit: &str) -> &'static str {
        match unit {
            "percent" => self.say("procent", "per cent"),
            "hours_per_week" => self.say("timmar per vecka", "hours a week"),
            "full_time_equivalents" => self.say("årsarbetare", "full-time equivalents"),
            _ => "",
        }
    }

    /// A figure of the indicator with its unit.
    pub(super) fn figure(&self, figure: &str) -> String {
        let unit = self.unit(&self.indicator.unit);
        format!("{} {unit}", self.number(figure, self.indicator.decimals)).trim_end().to_owned()
    }

    fn name(&self) -> &str {
        self.indicator.name.get(self.language)
    }

    /// What an outcome value is called.
    pub(super) fn value<'b>(&'b self, id: &'b str) -> &'b str {
        let known = self.vocabulary.values.iter().find(|named| named.id == id);
        known.map_or(id, |named| named.name.get(self.language))
    }

    pub(super) fn empty<'b>(&'b self, id: &'b str) -> &'b str {
        self.vocabulary.empty(id).map_or(id, |named| named.name.get(self.language))
    }

    /// An outcome's word.
    pub(super) fn word(&self, outcome: &OutcomeText) -> String {
        match (self.language, outcome.value.as_str(), outcome.empty.as_str()) {
            (Language::Swedish, ..) => outcome.word.clone(),
            (Language::English, "", "") => self.figure(&outcome.figure),
            (Language::English, "", empty) => self.empty(empty).to_owned(),
            (Language::English, value, _) => self.value(value).to_owned(),
        }
    }

    fn origin(&self, origin: &str) -> Option<String> {
        let words = match OriginWords::parse(origin) {
            Some(words) => words,
            None => return Some(self.say(format!("Ursprung: {origin}."), format!("Origin: {origin}."))),
        };
        let made_up = words.data(self.language).map(|data| {
            let mut letters = data.chars();
            let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
            let why = self.say("svaren är påhittade av programmet", "the answers are made up by the program");
            format!("{first}{}: {why}.", letters.as_str())
        });
        let trial = words.trial.then(|| {
            self.say(
                "Prövning: räknat med ändrade regler, inte det verkliga resultatet.",
                "A trial: computed by changed rules, not the real result.",
            )
            .to_owned()
        });
        let sentences: Vec<String> = made_up.into_iter().chain(trial).collect();
        (!sentences.is_empty()).then(|| sentences.join(" "))
    }

    /// Who has what, and whether the target is reached.
    fn opening(&self, explanation: &Explanation) -> String {
        let indicator = self.indicator;
        let verdict = match (&indicator.role, explanation.outcome.value.as_str()) {
            (IndicatorRole::Background, _) | (_, "") => "",
            (IndicatorRole::Indicator, value) => {
                let is = |values: &[domain::ValueId]| values.iter().any(|v| v.as_str() == value);
                if is(&indicator.leaves_denominator) {
                    self.say(" Svaret räknas inte med i andelen.", " The answer is not counted in the share.")
                } else if is(&indicator.partly) && is(&indicator.target) {
                    self.say(
                        " Målvärdet räknas som uppnått, delvis.",
                        " The target counts as reached, in part.",
                    )
                } else if is(&indicator.target) {
                    self.say(" Målvärdet är uppnått.", " The target is reached.")
                } else if is(&indicator.partly) {
                    self.say(
                        " Målvärdet är delvis uppnått och räknas inte som uppnått i andelen.",
                        " The target is reached in part, and does not count as reached in the share.",
                    )
                } else {
                    self.say(" Målvärdet är inte uppnått.", " The target is not reached.")
                }
            }
        };
        let (who, id, year) = (&explanation.unit.name, &explanation.unit.id, explanation.edition);
        let (word, name) = (self.quoted(&self.word(&explanation.outcome)), self.quoted(self.name()));
        self.say(
            format!("{who} ({id}) har utfallet {word} på {name} i årgång {year}.{verdict}"),
            format!("{who} ({id}) has the outcome {word} on {name} in the edition of {year}.{verdict}"),
        )
    }

    fn source(&self) -> String {
        self.vocabulary.cite(&self.indicator.source)
    }
}

/// Of an outcome that is known without answers.
pub(super) fn of_given(speech: Speech<'_>, explanation: &Explanation) -> Vec<String> {
    let why = if explanation.outcome.empty.is_empty() {
        speech.say(
            "Utfallet är läst ur en fil med utfall; svaren bakom det är inte kända, så härledningen slutar här.",
            "The outcome was read from a file of outcomes; the answers behind it are not known, so the derivation ends here.",
        )
    } else if explanation.outcome.empty == domain::Reason::NotAnswered.id() {
        speech.say(
            "Filen med utfall har inget värde här. Den säger inte om kommunen eller stadsdelen svarade.",
            "The file of outcomes has no value here. It does not say whether the municipality or district responded.",
        )
    } else {
        speech.say(
            "Filen med utfall säger att värdet saknas.",
            "The file of outcomes says that there is no value.",
        )
    };
    let source = speech.source();
    let source = speech
        .say(format!("Källa till indikatorn: {source}."), format!("Source of the indicator: {source}."));
    let mut sentences = vec![speech.opening(explanation), why.to_owned()];
    sentences.extend(speech.origin(&explanation.origin));
    sentences.push(source);
    sentences
}
