//! Why is this cell what it is? (*varför?*) – the whole derivation, for people and for programs.
//!
//! The JSON stands on its own: with nothing but it, somebody else can evaluate the tree, get the cell, and
//! find every quoted answer in the answers file (`docs/explanation.md`). The sentences say the same in plain
//! words: those of the JSON in Swedish, those of [`Explanation::told`] in either language.

mod aggregate;
mod cells;
mod ground;
mod sentences;

use catalogue::answers::Answers;
use catalogue::model::{Edition, Indicator, Language, Vocabulary};
use domain::{Figure, Outcome};
use rules::explain::{EntryStep, Explainer};
use rules::table::Cell;
use serde::Serialize;
use serde_json::Value as Json;

pub use aggregate::{AggregateExplanation, Member, aggregate};
pub use cells::CellStep;
pub use ground::CheckStep;
use ground::Ground;
use sentences::Speech;

use crate::rows;

/// The format's name; a change of meaning gets a new number.
pub const FORMAT: &str = "jamfor-explanation/1";

/// A code with its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Coded {
    /// Its code or id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// An outcome as files print it, with its word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OutcomeText {
    /// Category id, or empty.
    pub value: String,
    /// Figure as published, or empty.
    pub figure: String,
    /// Numerator of a quotient, or empty.
    pub numerator: String,
    /// Denominator of a quotient, or empty.
    pub denominator: String,
    /// A number before it is rounded; empty for a quotient, and where others published the figure.
    pub exact: String,
    /// The reason of an empty, or empty.
    pub empty: String,
    /// Every reason found for an empty.
    pub all_reasons: Vec<&'static str>,
    /// In words.
    pub word: String,
}

/// Why a unit got an outcome.
#[derive(Clone, Debug, Serialize)]
pub struct Explanation {
    /// [`FORMAT`].
    pub format: &'static str,
    /// `outcome`.
    pub kind: &'static str,
    /// The edition.
    pub edition: u16,
    /// The unit.
    pub unit: Coded,
    /// The indicator.
    pub indicator: Coded,
    /// Where the rule is printed.
    pub source: String,
    /// How a doubtful source is read.
    pub readings: Vec<String>,
    /// `simulated`, `trial`, or empty.
    pub origin: String,
    /// What came out.
    pub outcome: OutcomeText,
    /// 100 where the figure is per cent, else 1.
    pub times: i128,
    /// Decimals of the figure.
    pub decimals: u8,
    /// `rule`, or `given` where only the outcome is known and there is no answer to go back to.
    pub basis: &'static str,
    /// Whether the first entry that holds wins although others may hold too.
    pub ordered: bool,
    /// The whole rule as text; empty if there is none.
    pub rule: String,
    /// The rule's entries, in order.
    pub entries: Vec<EntryStep>,
    /// Every cell that an entry, a filter or a check of these reads.
    pub cells: Vec<CellStep>,
    /// The checks that make one of these cells illogical if they fire.
    pub checks: Vec<CheckStep>,
    /// In plain Swedish.
    pub sentences: Vec<String>,
}

impl Explanation {
    /// As JSON.
    pub fn to_json(&self) -> Json {
        serde_json::to_value(self).expect("an explanation holds texts, numbers and lists only")
    }

    /// The outcome's word, in a language. The indicator is the one that was explained.
    pub fn outcome_in(&self, language: Language, vocabulary: &Vocabulary, indicator: &Indicator) -> String {
        Speech { language, vocabulary, indicator }.word(&self.outcome)
    }

    /// The sentences, in a language. Edition and indicator are those that were explained.
    pub fn told(
        &self,
        language: Language,
        edition: &Edition,
        vocabulary: &Vocabulary,
        indicator: &Indicator,
    ) -> Vec<String> {
        let speech = Speech { language, vocabulary, indicator };
        match self.basis {
            GIVEN => sentences::of_given(speech, self),
            _ => sentences::of_outcome(speech, edition, self),
        }
    }
}

/// The basis of an outcome that is known without answers.
const GIVEN: &str = "given";

/// An outcome with its word in a language.
pub fn outcome_text(
    language: Language,
    vocabulary: &Vocabulary,
    indicator: &Indicator,
    outcome: &Outcome,
) -> OutcomeText {
    let speech = Speech { language, vocabulary, indicator };
    let [value, figure, numerator, denominator, empty] = rows::outcome_fields(indicator, outcome);
    let (word, all_reasons) = match outcome {
        Outcome::Category(id) => (speech.value(id.as_str()).to_owned(), Vec::new()),
        Outcome::Figure(_) => (speech.figure(&figure), Vec::new()),
        Outcome::Empty(e) => (speech.empty(e.reason.id()).to_owned(), rules::explain::reason_ids(e.all)),
    };
    let exact = match outcome {
        Outcome::Figure(Figure::Number(number)) => number.to_string(),
        Outcome::Figure(Figure::Pair { .. } | Figure::Published(_))
        | Outcome::Category(_)
        | Outcome::Empty(_) => String::new(),
    };
    OutcomeText { value, figure, numerator, denominator, exact, empty, all_reasons, word }
}

/// Explains what a unit got from its answers.
pub fn outcome(
    edition: &Edition,
    vocabulary: &Vocabulary,
    answers: &Answers,
    unit: usize,
    indicator: &Indicator,
    origin: &str,
) -> Explanation {
    let mut settled: Vec<Cell> = Vec::new();
    edition.questionnaire.settle(answers.table.row(unit), &mut settled);
    let schema = &edition.questionnaire.schema;
    let explainer = Explainer::new(schema, &settled);
    let entries = explainer.rule(&indicator.rule);
    let ground = Ground::of(edition, &indicator.rule);
    let result = rules::eval::outcome(&indicator.rule, &settled);
    let outcome = outcome_text(Language::Swedish, vocabulary, indicator, &result);
    let mut explanation = envelope(edition, vocabulary, unit, indicator, origin, outcome, "rule");
    explanation.ordered = indicator.rule.ordered;
    explanation.rule = explainer.rule_text(&indicator.rule);
    explanation.entries = entries;
    explanation.cells = cells::of_ground(edition, answers, unit, &ground, &settled, &explainer);
    explanation.checks = ground.check_steps(edition, answers, unit);
    explanation.sentences = explanation.told(Language::Swedish, edition, vocabulary, indicator);
    explanation
}

/// Explains an outcome that is known without answers: where it comes from is all there is to say.
pub fn given(
    edition: &Edition,
    vocabulary: &Vocabulary,
    unit: usize,
    indicator: &Indicator,
    result: &Outcome,
    origin: &str,
) -> Explanation {
    let outcome = outcome_text(Language::Swedish, vocabulary, indicator, result);
    let mut explanation = envelope(edition, vocabulary, unit, indicator, origin, outcome, GIVEN);
    explanation.sentences = explanation.told(Language::Swedish, edition, vocabulary, indicator);
    explanation
}

fn envelope(
    edition: &Edition,
    vocabulary: &Vocabulary,
    unit: usize,
    indicator: &Indicator,
    origin: &str,
    outcome: OutcomeText,
    basis: &'static str,
) -> Explanation {
    let place = &edition.frame.units[unit];
    Explanation {
        format: FORMAT,
        kind: "outcome",
        edition: edition.year.0,
        unit: Coded { id: place.code.to_string(), name: place.name.clone() },
        indicator: Coded { id: indicator.id.to_string(), name: indicator.name.sv.clone() },
        source: vocabulary.cite(&indicator.source),
        readings: indicator.readings.iter().map(|r| format!("{}: {}", r.id, r.text)).collect(),
        origin: origin.to_owned(),
        outcome,
        times: indicator.times(),
        decimals: indicator.decimals,
        basis,
        ordered: false,
        rule: String::new(),
        entries: Vec::new(),
        cells: Vec::new(),
        checks: Vec::new(),
        sentences: Vec::new(),
    }
}
