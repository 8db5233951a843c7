//! How an edition is compared: colour modes, peers, and what a unit can change. Read from `comparison.toml`.

use domain::{Figure, IndicatorId, Level, Number};

use super::{Direction, Reading, Source, Text};

/// How outcomes and figures are compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Colours by quantiles; none where the edition has no such mode.
    pub relative: Option<RelativeMode>,
    /// Colours by interval against a reference; none where the edition has no such mode.
    pub uncertainty: Option<UncertaintyMode>,
    /// How peers are found; none where no background measures are known.
    pub peers: Option<PeerSettings>,
    /// Why there are no peers; empty where there are.
    pub no_peers: Text,
    /// What a unit cannot choose, so that it is never proposed.
    pub fixed: Vec<FixedAnswer>,
    /// Cases of the mode *relative*, run by tests.
    pub relative_cases: Vec<RelativeCase>,
    /// Cases of the mode *uncertainty*, run by tests.
    pub uncertainty_cases: Vec<UncertaintyCase>,
}

/// Who is given the colour when figures are equal at a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ties {
    /// Equal figures share the middle of their places: the same in both directions.
    Middle,
    /// Equal figures share the best of their places.
    Best,
    /// Equal figures share the worst of their places.
    Worst,
}

/// Colours by quantiles within a comparison set (*relativ färg*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelativeMode {
    /// The best so many per cent of the set are green.
    pub best_percent: u8,
    /// The worst so many per cent are red.
    pub worst_percent: u8,
    /// Equal figures.
    pub ties: Ties,
    /// With fewer figures than this there is no colour.
    pub smallest: u32,
    /// The figure of a place or group that fewer units than this stand behind has no colour.
    pub smallest_place: u32,
    /// Why it is so.
    pub why: String,
    /// Where it comes from.
    pub source: Source,
}

/// Colours by a confidence interval against a reference (*osäkerhet*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UncertaintyMode {
    /// The model; `wilson` is the only one there is.
    pub model: String,
    /// Confidence, per cent.
    pub confidence_percent: Number,
    /// The normal quantile that belongs to it.
    pub z: Number,
    /// The level whose figure is the reference.
    pub reference: Level,
    /// Ratios of persons that it applies to.
    pub indicators: Vec<IndicatorId>,
    /// Why it is so.
    pub why: String,
    /// Where it comes from.
    pub source: Source,
}

/// How peers (*liknande kommuner*) are found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeerSettings {
    /// How many nearest.
    pub count: u8,
    /// What distance is measured in.
    pub variables: Vec<PeerVariable>,
    /// Why it is so.
    pub why: String,
}

/// A background measure that distance is measured in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeerVariable {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// What it is computed from.
    pub from: PeerFigure,
    /// Its weight; distances are √Σ weight·difference².
    pub weight: Number,
    /// What it is counted in, as people read it.
    pub unit: Text,
    /// Decimals it is shown with.
    pub decimals: u8,
    /// Where its figures come from.
    pub source: Source,
}

/// What a variable is computed from; strings are ids of the edition's measures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PeerFigure {
    /// The measure itself.
    Value(String),
    /// Its natural logarithm.
    Log(String),
    /// Per cent change from the first to the second.
    Change(String, String),
    /// The first divided by the second.
    Per(String, String),
    /// Its share of the sum over all municipalities of the county, per cent.
    ShareOfCounty(String),
    /// The unit's group in a grouping whose codes are numbers.
    Group(String),
}

/// An answer that a unit cannot choose (the area does not exist, *Kan inte svara*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FixedAnswer {
    /// The question; empty: every question.
    pub question: String,
    /// The alternative; empty: the whole question, such as a number of persons asked for as a fact.
    pub alternative: String,
    /// Why.
    pub why: Text,
    /// Where it comes from, or how it is read.
    pub readings: Vec<Reading>,
}

/// A case of the mode *relative*: figures and the colours that they get.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelativeCase {
    /// A sentence.
    pub name: String,
    /// Figures; a pair is `numerator / denominator`; none where a member has no figure.
    pub figures: Vec<Option<Figure>>,
    /// Of places: how many units stand behind each figure; empty of units.
    pub units: Vec<u32>,
    /// What is better.
    pub direction: Direction,
    /// For each figure the verdict (`best`, `middle`, `worst`) or why there is none (`set_too_small`, `too_few_units`, `empty`).
    pub colours: Vec<String>,
    /// File and line.
    pub place: String,
}

/// A case of the mode *uncertainty*: counts, a reference, and what is told of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UncertaintyCase {
    /// A sentence.
    pub name: String,
    /// Persons above the line.
    pub numerator: Number,
    /// Persons below the line.
    pub denominator: Number,
    /// The reference's persons above and below the line.
    pub reference: (Number, Number),
    /// What is better.
    pub direction: Direction,
    /// `better`, `alike`, `worse`.
    pub then: String,
    /// The ends of the interval, per cent, with the decimals to compare.
    pub ends: (Number, Number),
    /// File and line.
    pub place: String,
}

/// A verdict of a colour mode as people meet it: colour, sign and word, never colour alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ColourWord {
    /// The mode: `target`, `relative`, `uncertainty`.
    pub mode: String,
    /// The verdict: `reached`, `partly`, `not_reached`; `best`, `middle`, `worst`; `better`, `alike`, `worse`.
    pub id: String,
    /// `green`, `yellow`, `red`, `grey`.
    pub colour: String,
    /// The sign.
    pub sign: String,
    /// The word.
    pub name: Text,
    /// What it means.
    pub meaning: Text,
    /// Fill, as `#RRGGBB`.
    pub fill: String,
    /// Ink, as `#RRGGBB`.
    pub ink: String,
}

/// A colour mode, or why it does not apply, as people read it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ModeWord {
    /// Its id: a mode, or a reason such as `set_too_small`.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// What it means.
    pub meaning: Text,
}

/// What the material says nothing about, as people read it: sign and word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CoverageWord {
    /// `not_covered` (a unit's outcome), `withheld_not_covered` (the figure of a place or group).
    pub id: String,
    /// The sign.
    pub sign: String,
    /// The word.
    pub name: Text,
    /// What it means.
    pub meaning: Text,
}
