//! Words that entries of every edition use.

use super::{ColourWord, CoverageWord, ModeWord, Source, Text};

/// Something with an id, a name, a sign and a meaning.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// The sign shown with it; empty if none.
    pub sign: String,
    /// What it means.
    pub meaning: Text,
}

/// A service area or sub-area (*verksamhetsområde*).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Area {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// The area that a sub-area belongs to; empty if none.
    pub parent: String,
}

/// A quality area (*kvalitetsområde*).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QualityArea {
    /// Id, name, meaning.
    pub named: Named,
    /// The dimensions it belongs to.
    pub dimensions: Vec<String>,
}

/// A dimension of good care (*dimension*).
pub type Dimension = Named;

/// An indicator area (*indikatorområde*).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IndicatorArea {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// The quality area it stands under; empty if none is stated.
    pub quality_area: String,
}

/// A type of indicator (*struktur, process, resultat, bakgrund*).
pub type IndicatorType = Named;

/// A step of analysing one's own results (*analysguide i fyra steg*; Öppna jämförelser 2018, guide, p. 5–6).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnalysisStep {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// What one does in it.
    pub points: Vec<Text>,
}

/// A document that entries cite.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// The year it was published.
    pub year: u16,
}

/// All words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vocabulary {
    /// Service areas.
    pub areas: Vec<Area>,
    /// Quality areas.
    pub quality_areas: Vec<QualityArea>,
    /// Dimensions.
    pub dimensions: Vec<Dimension>,
    /// Indicator areas.
    pub indicator_areas: Vec<IndicatorArea>,
    /// Indicator types.
    pub indicator_types: Vec<IndicatorType>,
    /// Outcome values: what a category id is called.
    pub values: Vec<Named>,
    /// The six empties.
    pub empties: Vec<Named>,
    /// Why an aggregate has no figure; ids as in files (`withheld:non_response`).
    pub no_figures: Vec<Named>,
    /// Colour modes.
    pub modes: Vec<ModeWord>,
    /// What the modes say: colour, sign and word.
    pub colours: Vec<ColourWord>,
    /// Why a mode does not apply (*gäller inte här*).
    pub not_here: Vec<ModeWord>,
    /// What the material says nothing about.
    pub not_covered: Vec<CoverageWord>,
    /// Steps of analysing one's own results, in order.
    pub analysis: Vec<AnalysisStep>,
    /// Documents.
    pub documents: Vec<Document>,
}

impl Vocabulary {
    /// What an outcome value is called; its id if the vocabulary lacks it (the loader refuses that).
    pub fn value<'a>(&'a self, id: &'a str) -> &'a str {
        self.values.iter().find(|named| named.id == id).map_or(id, |named| named.name.sv.as_str())
    }

    /// The entry of an empty.
    pub fn empty(&self, id: &str) -> Option<&Named> {
        self.empties.iter().find(|named| named.id == id)
    }

    /// The entry of a reason why there is no figure.
    pub fn no_figure(&self, id: &str) -> Option<&Named> {
        self.no_figures.iter().find(|named| named.id == id)
    }

    /// How a colour mode is called.
    pub fn mode(&self, id: &str) -> Option<&ModeWord> {
        self.modes.iter().find(|word| word.id == id)
    }

    /// Colour, sign and word of a verdict.
    pub fn colour(&self, id: &str) -> Option<&ColourWord> {
        self.colours.iter().find(|word| word.id == id)
    }

    /// Why a colour mode does not apply.
    pub fn not_here(&self, id: &str) -> Option<&ModeWord> {
        self.not_here.iter().find(|word| word.id == id)
    }

    /// The entry of what the material says nothing about.
    pub fn not_covered(&self, id: &str) -> Option<&CoverageWord> {
        self.not_covered.iter().find(|word| word.id == id)
    }

    /// A source as people read it: title and place.
    pub fn cite(&self, source: &Source) -> String {
        let title = self.documents.iter().find(|d| d.id == source.document).map(|d| d.title.as_str());
        format!("{}, {}", title.unwrap_or(&source.document), source.place)
    }
}
