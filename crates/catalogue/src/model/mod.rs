//! What a loaded catalogue is: checked, resolved, compiled.
//!
//! Everything here has passed the loader, so the rest of Jamfor trusts it. Texts are Swedish; English ones
//! stand in [`Text::en`] and fall back.

mod comparison;
mod edition;
mod facts;
mod grouping;
mod indicator;
mod question;
mod trial;
mod vocabulary;

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::{EditionYear, IndicatorId, Place};

pub use comparison::{
    ColourWord, Comparison, CoverageWord, FixedAnswer, ModeWord, PeerFigure, PeerSettings, PeerVariable,
    RelativeCase, RelativeMode, Ties, UncertaintyCase, UncertaintyMode,
};
pub use edition::{
    Collection, Edition, NamedParameter, OtherEdition, Part, PartResponse, SimulatedNumber, Simulation,
};
pub use facts::{
    AcrossAreas, CannotSayRow, Comparability, ComparedIndicator, ComparedPair, Elsewhere, Fact, Gone,
    QuestionMap, Report, ResponseRow, WithheldQuestion,
};
pub use grouping::{Grouping, Scheme, SchemeGroup};
pub use indicator::{
    Case, CaseExpectation, CountsAs, Direction, Family, Given, Indicator, IndicatorRole, Measured,
    OutcomeText,
};
pub use question::{
    Alternative, Check, Help, HelpKind, Question, QuestionType, Row, RowSet, Severity, ValueSet,
};
pub use trial::Trial;
pub use vocabulary::{
    AnalysisStep, Area, Dimension, Document, IndicatorArea, IndicatorType, Named, QualityArea, Vocabulary,
};

/// A text in Swedish, and in English where there is a translation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// Swedish; official wording where a source prints it.
    pub sv: String,
    /// English; none where nobody has translated it.
    pub en: Option<String>,
}

impl Text {
    /// The text in a language, Swedish where it is missing.
    pub fn get(&self, language: Language) -> &str {
        match (language, &self.en) {
            (Language::English, Some(en)) => en,
            (Language::English | Language::Swedish, _) => &self.sv,
        }
    }
}

/// A language that users read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// First language.
    #[default]
    Swedish,
    /// Second language.
    English,
}

/// Where an entry's facts come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// A document of the vocabulary.
    pub document: String,
    /// Page, section, annex.
    pub place: String,
}

/// How we read a source that contradicts itself or is silent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Such as `M5`.
    pub id: String,
    /// What the source says, and how it is read.
    pub text: String,
}

/// A term and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The term.
    pub term: String,
    /// Its meaning, in our own words.
    pub text: String,
}

/// The whole catalogue.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    /// Every place through the years.
    pub places: Vec<Place>,
    /// Words that entries use.
    pub vocabulary: Vocabulary,
    /// The ways to group units, through the years; an edition's own stand in its frame.
    pub groupings: Vec<Grouping>,
    /// What lives through the years, by id.
    pub families: BTreeMap<IndicatorId, Family>,
    /// The editions.
    pub editions: BTreeMap<EditionYear, Edition>,
    /// How much of it is translated.
    pub translated: Coverage,
    /// What makes it differ from the built-in catalogue; none for one that is complete by itself.
    pub overlay: Option<Overlay>,
    /// Every file that it was read from, complete; empty if it was read from none.
    pub files: Arc<BTreeMap<String, Vec<u8>>>,
}

/// What a catalogue that is laid over the built-in one says of itself (*pålägg*).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overlay {
    /// Its name.
    pub name: String,
    /// Why there is one.
    pub why: String,
    /// The files that replace the built-in ones of the same path, or are added to them.
    pub files: Vec<String>,
}

/// How many texts that people read have an English translation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Texts that can be translated; a template counts once.
    pub texts: usize,
    /// Those that are.
    pub english: usize,
}
