//! What others stated: comparability and cited facts. Never mixed with what Jamfor computes.

use domain::IndicatorId;

use super::{Reading, Source};

/// What can be compared with earlier editions, and why not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparability {
    /// Pairs of editions as a whole.
    pub pairs: Vec<ComparedPair>,
    /// Single indicators.
    pub indicators: Vec<ComparedIndicator>,
    /// Asked earlier, not now.
    pub gone: Vec<Gone>,
    /// Changes in other service areas.
    pub elsewhere: Vec<Elsewhere>,
    /// Asked but not published.
    pub withheld: Vec<WithheldQuestion>,
    /// Which question became which.
    pub questions: Vec<QuestionMap>,
    /// Comparable between service areas.
    pub across_areas: Vec<AcrossAreas>,
}

/// A pair of editions as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparedPair {
    /// The other edition.
    pub with: u16,
    /// `comparable`, `partly`, `not`.
    pub status: String,
    /// Why.
    pub why: String,
    /// Where it is stated.
    pub source: Source,
    /// How a doubtful source is read.
    pub readings: Vec<Reading>,
}

/// An indicator between two editions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparedIndicator {
    /// The indicator.
    pub id: IndicatorId,
    /// The other edition.
    pub with: u16,
    /// `comparable`, `partly`, `not`.
    pub status: String,
    /// `added`, `adjusted`, `removed`, `same`.
    pub change: String,
    /// Why.
    pub why: String,
    /// Where it is stated.
    pub source: Source,
    /// How a doubtful source is read.
    pub readings: Vec<Reading>,
}

/// A question asked earlier, not now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gone {
    /// The edition that asked it.
    pub with: u16,
    /// Its code there; empty if not known.
    pub question: String,
    /// Its name.
    pub name: String,
    /// Where it is stated.
    pub source: Source,
}

/// A change in another service area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elsewhere {
    /// `added`, `adjusted`, `removed`.
    pub change: String,
    /// Its name.
    pub name: String,
    /// Question codes.
    pub questions: Vec<String>,
    /// Where it is stated.
    pub source: Source,
}

/// Asked but not published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WithheldQuestion {
    /// Its name.
    pub name: String,
    /// Question codes; empty if not known.
    pub questions: Vec<String>,
    /// Why.
    pub why: String,
    /// Where it is stated.
    pub source: Source,
}

/// Which question became which.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionMap {
    /// `2017:E11`.
    pub from: String,
    /// `2018:E10`.
    pub to: String,
    /// Alternative by alternative.
    pub alternatives: Vec<(String, String)>,
    /// A note.
    pub note: String,
    /// Where it is stated.
    pub source: Source,
    /// How a doubtful source is read.
    pub readings: Vec<Reading>,
}

/// An indicator that is comparable between service areas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcrossAreas {
    /// Its name.
    pub name: String,
    /// In how many areas the source marks it; 0 where no marks can be seen.
    pub areas: u8,
    /// Whether the number is certain.
    pub certain: bool,
    /// Families of ours that belong to it.
    pub families: Vec<IndicatorId>,
    /// Which areas, in words (*vilka framgår inte*).
    pub which: String,
    /// A note.
    pub note: String,
    /// Where it is stated.
    pub source: Source,
}

/// A published fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Its id.
    pub id: String,
    /// The edition it speaks of.
    pub edition: u16,
    /// What it is about.
    pub about: String,
    /// The service area.
    pub area: String,
    /// The figure as printed; empty where only words are given.
    pub figure: String,
    /// Its unit.
    pub unit: String,
    /// The change as printed; empty if none.
    pub change: String,
    /// The change's unit.
    pub change_unit: String,
    /// The year it changed from.
    pub since: Option<u16>,
    /// In words.
    pub text: String,
    /// Where it is printed.
    pub source: Source,
    /// How a doubtful source is read.
    pub readings: Vec<Reading>,
}

/// A row of the printed response table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResponseRow {
    /// The part or area.
    pub area: String,
    /// Units that answered.
    pub responded: u32,
    /// Of so many.
    pub of: u32,
    /// As printed, per cent.
    pub percent: u8,
    /// The year before, per cent.
    pub percent_before: Option<u8>,
    /// A note.
    pub note: String,
    /// Where it is printed.
    pub source: Source,
    /// How a doubtful source is read.
    pub readings: Vec<Reading>,
}

/// A row of the printed table of units that could not say or were illogical.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CannotSayRow {
    /// The indicator or measure.
    pub name: String,
    /// The service area.
    pub area: String,
    /// Units that could not say.
    pub cannot_say: u32,
    /// Units whose answers were illogical.
    pub illogical: u32,
    /// Where it is printed.
    pub source: Source,
    /// How a doubtful source is read.
    pub readings: Vec<Reading>,
}

/// A related report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Its title.
    pub title: String,
    /// What kind of report.
    pub kind: String,
    /// Where it is listed.
    pub source: Source,
}
