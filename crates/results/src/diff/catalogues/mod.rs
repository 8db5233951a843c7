//! What differs between two catalogues, each difference a line: before → after.
//!
//! Texts are kept apart from what can move an outcome or a figure: a reader of a long list looks for the one
//! target that became another, not for a comma.

mod comparison;
mod editions;
mod fields;
mod frame;
mod indicators;
mod questions;
mod words;

use catalogue::Catalogue;
use catalogue::model::{Edition, Language};
use domain::EditionYear;

pub use editions::{definition, editions};
pub use frame::frames;
pub(crate) use indicators::same_indicator;

/// What a difference is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The edition as a whole, its limit of non-response among it.
    Edition,
    /// A part of the questionnaire.
    Part,
    /// An indicator.
    Indicator,
    /// A question.
    Question,
    /// A check.
    Check,
    /// A parameter.
    Parameter,
    /// How it is compared: colours, peers, what a unit cannot choose.
    Comparison,
    /// A unit, city, county.
    Place,
    /// A way to group units.
    Grouping,
    /// A background measure of a unit.
    Measure,
    /// What lives through the years.
    Family,
    /// A word of the vocabulary.
    Word,
    /// Something that no outcome rests on: cases, cited facts, comparability, simulation.
    Other,
}

impl Kind {
    /// The id in files.
    pub fn id(self) -> &'static str {
        match self {
            Self::Edition => "edition",
            Self::Part => "part",
            Self::Indicator => "indicator",
            Self::Question => "question",
            Self::Check => "check",
            Self::Parameter => "parameter",
            Self::Comparison => "comparison",
            Self::Place => "place",
            Self::Grouping => "grouping",
            Self::Measure => "measure",
            Self::Family => "family",
            Self::Word => "word",
            Self::Other => "other",
        }
    }

    /// As people read it.
    pub fn name(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Edition, Language::Swedish) => "årgång",
            (Self::Part, Language::Swedish) => "del",
            (Self::Indicator, Language::Swedish) => "indikator",
            (Self::Question, Language::Swedish) => "fråga",
            (Self::Check, Language::Swedish) => "kontroll",
            (Self::Comparison, Language::Swedish) => "jämförelse",
            (Self::Place, Language::Swedish) => "plats",
            (Self::Grouping, Language::Swedish) => "sorteringsnyckel",
            (Self::Measure, Language::Swedish) => "bakgrundsmått",
            (Self::Family, Language::Swedish) => "familj",
            (Self::Word, Language::Swedish) => "ord",
            (Self::Other, Language::Swedish) => "övrigt",
            (Self::Other, Language::English) => "other",
            (Self::Parameter, Language::Swedish | Language::English) => "parameter",
            (
                Self::Edition
                | Self::Part
                | Self::Indicator
                | Self::Question
                | Self::Check
                | Self::Comparison
                | Self::Place
                | Self::Grouping
                | Self::Measure
                | Self::Family
                | Self::Word,
                Language::English,
            ) => self.id(),
        }
    }
}

/// How something differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    /// Only the second has it.
    Added,
    /// Only the first has it.
    Removed,
    /// Both have it, otherwise.
    Changed,
}

impl How {
    /// The id in files.
    pub fn id(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
        }
    }
}

/// What a field is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldName {
    /// The id in files.
    pub id: &'static str,
    /// In Swedish.
    pub sv: &'static str,
    /// In English.
    pub en: &'static str,
}

/// A difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The edition; none where it is of no edition.
    pub edition: Option<EditionYear>,
    /// What it is of.
    pub kind: Kind,
    /// Its id.
    pub id: String,
    /// Which of its fields; none where the whole thing was added or removed.
    pub field: Option<FieldName>,
    /// What of the field, such as the value that a rule gives; empty if all of it.
    pub detail: String,
    /// How it differs.
    pub how: How,
    /// What stood there.
    pub before: String,
    /// What stands there.
    pub after: String,
    /// Whether it is a text only: no outcome or figure can move by it.
    pub is_text: bool,
}

impl Change {
    /// As one line: what, where, before → after.
    pub fn line(&self, language: Language) -> String {
        let say = |sv: &'static str, en: &'static str| match language {
            Language::Swedish => sv,
            Language::English => en,
        };
        let id = match (self.kind, self.id.as_str()) {
            (Kind::Other, "cases") => say("exempelfall", "cases"),
            (Kind::Other, "comparability") => say("jämförbarhet", "comparability"),
            (Kind::Other, "cited") => say("citerade fakta", "cited facts"),
            (Kind::Other, "simulation") => say("simulering", "simulation"),
            (Kind::Other, "collection") => say("insamling", "collection"),
            (_, id) => id,
        };
        let thing = format!("{} {id}", self.kind.name(language));
        let Some(field) = self.field else {
            let (word, name) = match self.how {
                How::Added => (say("ny", "new"), &self.after),
                How::Removed => (say("borttagen", "removed"), &self.before),
                How::Changed => (say("ändrad", "changed"), &self.after),
            };
            let name = if name.is_empty() { String::new() } else { format!(" ({name})") };
            return format!("{} {word}{name}", thing.trim_end());
        };
        let name = say(field.sv, field.en);
        let detail = if self.detail.is_empty() { String::new() } else { format!(" {}", self.detail) };
        let nothing = say("(inget)", "(nothing)");
        let shown = |text: &str| if text.is_empty() { nothing.to_owned() } else { text.replace('\n', " ") };
        format!("{}, {name}{detail}: {} → {}", thing.trim_end(), shown(&self.before), shown(&self.after))
    }
}

/// What differs between two catalogues.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CataloguesDiff {
    /// The editions that were held against each other.
    pub compared: Vec<(EditionYear, EditionYear)>,
    /// Editions that only the first has.
    pub only_first: Vec<EditionYear>,
    /// Editions that only the second has.
    pub only_second: Vec<EditionYear>,
    /// Every difference, edition by edition, then what belongs to none.
    pub changes: Vec<Change>,
}

impl CataloguesDiff {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.only_first.is_empty() && self.only_second.is_empty()
    }
}

/// What differs between two catalogues.
///
/// Editions of one year are held against each other. Where each has one edition only, of different years,
/// these are: indicators by id or family, questions by what the catalogue says became of them.
pub fn catalogues(a: &Catalogue, b: &Catalogue) -> CataloguesDiff {
    let mut diff = CataloguesDiff::default();
    let mut pairs: Vec<(&Edition, &Edition)> =
        a.editions.values().filter_map(|edition| Some((edition, b.editions.get(&edition.year)?))).collect();
    if let (true, 1, 1) = (pairs.is_empty(), a.editions.len(), b.editions.len()) {
        pairs.extend(a.editions.values().zip(b.editions.values()));
    } else {
        let only = |these: &Catalogue, those: &Catalogue| -> Vec<EditionYear> {
            these.editions.keys().filter(|year| !those.editions.contains_key(year)).copied().collect()
        };
        diff.only_first = only(a, b);
        diff.only_second = only(b, a);
    }
    for (first, second) in pairs {
        diff.compared.push((first.year, second.year));
        diff.changes.extend(editions(first, second));
    }
    diff.changes.extend(words::families(a, b));
    diff.changes.extend(words::vocabulary(&a.vocabulary, &b.vocabulary));
    diff
}
