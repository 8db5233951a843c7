//! What it would take, with the words that people read: for programs (`jamfor-reach/1`, `docs/files.md`), and what
//! texts are made from.

mod changes;
mod places;
mod units;

use catalogue::model::{Edition, Indicator, Language, Vocabulary};
use serde::Serialize;
use serde_json::Value as Json;

use super::Reacher;
use super::figures::{FigureReach, Whose, figure, set_of};
use crate::explain::Coded;
use crate::run::Results;
pub use changes::{ChangeReport, CommentReport, DroppedReport, FactReport, SetReport};
pub use places::{GoalReport, MemberReport, PlaceIndicator, PlaceReport};
pub use units::{StepReport, UnitIndicator, UnitReport};

/// The format's name; a change of meaning gets a new number.
pub const FORMAT: &str = "jamfor-reach/1";

/// What reports are made from.
pub struct Reporter<'a> {
    pub(super) reacher: &'a Reacher<'a>,
    pub(super) edition: &'a Edition,
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) results: &'a Results,
    pub(super) indicators: Vec<&'a Indicator>,
    pub(super) language: Language,
}

/// A question that changes speak of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QuestionReport {
    /// As printed.
    pub code: String,
    /// Word for word.
    pub wording: String,
}

/// How far a figure must move to be among the best of its set, others standing still.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FigureReport {
    /// `best`, `step`, `only_others`, `not_here`.
    pub state: &'static str,
    /// Why it is not ranked: an id of the vocabulary's `not_here`; or empty.
    pub not_here: String,
    /// The comparison set, in words; empty for the nation.
    pub set: String,
    /// The figure as it is; empty without a step.
    pub from: String,
    /// The first figure that does; empty without a step.
    pub to: String,
    /// How many more persons above the line; none where persons are not known.
    pub persons: Option<i64>,
    /// Persons below the line.
    pub of_persons: Option<i64>,
}

impl<'a> Reporter<'a> {
    /// For an edition's results, computed from the same answers or outcomes that are asked about.
    pub fn new(
        reacher: &'a Reacher<'a>,
        vocabulary: &'a Vocabulary,
        results: &'a Results,
        language: Language,
    ) -> Self {
        let edition = reacher.edition();
        Self { reacher, edition, vocabulary, results, indicators: edition.computed().collect(), language }
    }

    /// The target values of an indicator.
    pub(super) fn target(&self, indicator: &Indicator) -> Vec<Coded> {
        let value = |id: &domain::ValueId| self.value(id.as_str());
        indicator.target.iter().map(value).collect()
    }

    pub(super) fn value(&self, id: &str) -> Coded {
        let named = self.vocabulary.values.iter().find(|named| named.id == id);
        let name = named.map_or(id, |named| named.name.get(self.language));
        Coded { id: id.to_owned(), name: name.to_owned() }
    }

    /// The comparison set of a figure in words.
    pub(super) fn set_words(&self, indicator: usize, whose: Whose) -> String {
        let set = set_of(self.edition, self.results, indicator, whose);
        set.map(|set| set.ranked_words(self.edition, self.language)).unwrap_or_default()
    }

    /// What it takes for a figure.
    pub(super) fn figure(&self, indicator: usize, whose: Whose) -> FigureReport {
        let reach = figure(self.edition, self.results, indicator, whose);
        let mut report = FigureReport {
            state: "not_here",
            not_here: String::new(),
            set: self.set_words(indicator, whose),
            from: String::new(),
            to: String::new(),
            persons: None,
            of_persons: None,
        };
        match reach {
            FigureReach::Best => report.state = "best",
            FigureReach::OnlyOthers => report.state = "only_others",
            FigureReach::NotHere(why) => report.not_here = why.id().to_owned(),
            FigureReach::Step(step) => {
                report.state = "step";
                (report.from, report.to) = (step.from.to_string(), step.to.to_string());
                (report.persons, report.of_persons) = (step.persons, step.of_persons);
            }
        }
        report
    }
}

/// As JSON.
pub(super) fn to_json(report: &impl Serialize) -> Json {
    serde_json::to_value(report).expect("a report holds texts, numbers and lists only")
}
