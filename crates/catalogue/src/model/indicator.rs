//! Indicators: what lives through the years, and what an edition says.

use domain::{
    Date, Figure, GroupCode, IndicatorId, Level, Method, Outcome, PartCode, QuestionCode, Reason, ValueId,
};
use rules::tree::Rule;

use super::{Definition, Language, Reading, Source, Text};

/// What lives through the years (*indikator*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Family {
    /// Its id.
    pub id: IndicatorId,
    /// Its name.
    pub name: Text,
    /// The service area.
    pub area: String,
    /// Why it is measured, in our own words.
    pub purpose: String,
    /// Definitions.
    pub definitions: Vec<Definition>,
    /// Legal sources.
    pub laws: Vec<String>,
    /// `up`, `down` or `none`: what is better.
    pub direction: String,
    /// Ids that other systems know it by.
    pub external: Vec<(String, String)>,
}

/// What is better (*riktning*).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// A higher figure.
    Up,
    /// A lower figure.
    Down,
    /// Neither: the figure is shown, not ranked.
    None,
}

impl Direction {
    /// All of them, with how files write them.
    pub const ALL: [(&'static str, Self); 3] = [("up", Self::Up), ("down", Self::Down), ("none", Self::None)];
}

/// Judged, or only shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IndicatorRole {
    /// An indicator.
    Indicator,
    /// A background measure (*bakgrundsmått*): shown, never judged.
    Background,
}

/// The time an indicator describes (*mätdatum, mätperiod*).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measured {
    /// A day.
    On(Date),
    /// A period, both days included.
    Period(Date, Date),
}

/// An outcome entry as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutcomeText {
    /// The value id, `empty:reason`, or the figure's expression.
    pub gives: String,
    /// The condition with `$row` and `$area` bound; empty for `otherwise`.
    pub when: String,
}

/// An indicator of an edition, one row of an expanded one (*indikator*).
#[derive(Clone, Debug)]
pub struct Indicator {
    /// Its id.
    pub id: IndicatorId,
    /// Its family.
    pub family: IndicatorId,
    /// In the source's order.
    pub number: u16,
    /// Official name, as printed.
    pub name: Text,
    /// As in the Excel file.
    pub short_name: Text,
    /// What is measured.
    pub measure: String,
    /// The target (*målvärde*), or the direction (*riktning*).
    pub target_text: String,
    /// Why it is measured; the family's unless the edition says otherwise.
    pub purpose: String,
    /// Why the edition says it otherwise than the family; empty where it does not.
    pub purpose_differs: String,
    /// `structure`, `process`, `result`, `background`.
    pub types: Vec<String>,
    /// Quality areas.
    pub quality_areas: Vec<String>,
    /// Dimension.
    pub dimension: String,
    /// Indicator area.
    pub indicator_area: String,
    /// The report's own section.
    pub section: String,
    /// The part of the questionnaire it rests on.
    pub part: PartCode,
    /// Questions, as the card lists them.
    pub questions: Vec<QuestionCode>,
    /// The time it describes.
    pub measured: Measured,
    /// Outcome values and empties shown for a unit.
    pub shown: Vec<String>,
    /// How levels are summed up.
    pub method: Method,
    /// Values that count as reached.
    pub target: Vec<ValueId>,
    /// Values that are neither reached nor missed (yellow).
    pub partly: Vec<ValueId>,
    /// Values that leave the denominator.
    pub leaves_denominator: Vec<ValueId>,
    /// Levels it is reported at.
    pub levels: Vec<Level>,
    /// `percent`, `hours_per_week`, `full_time_equivalents` …
    pub unit: String,
    /// Decimals of published figures.
    pub decimals: u8,
    /// Judged, or only shown.
    pub role: IndicatorRole,
    /// What is better; the family's.
    pub direction: Direction,
    /// What must exist before it gives rows; empty if nothing.
    pub requires: String,
    /// Response rate that the source prints for it.
    pub response_percent: Option<u8>,
    /// A note.
    pub note: String,
    /// Where it is described.
    pub source: Source,
    /// How a doubtful source is read.
    pub readings: Vec<Reading>,
    /// The rule as written.
    pub outcomes: Vec<OutcomeText>,
    /// The rule, compiled; no entries where `requires` is set.
    pub rule: Rule,
    /// Alternatives that do not matter to the rule: `G8a.ekonomiskt_bistand#annan`.
    pub ignores: Vec<String>,
    /// What `$row` stands for.
    pub row: Option<String>,
    /// What `$area` stands for.
    pub area: Option<String>,
    /// How the rule was proved: `None` over all states, `Some(n)` over a sample of n.
    pub proved_on_sample: Option<u32>,
    /// File and line of the entry.
    pub place: String,
}

impl Indicator {
    /// What an outcome counts as in the indicator's share; none for a figure and for a unit that was not asked.
    pub fn counts_as(&self, outcome: &Outcome) -> Option<CountsAs> {
        match outcome {
            Outcome::Category(value) if self.leaves_denominator.contains(value) => Some(CountsAs::LeftOut),
            Outcome::Category(value) if self.target.contains(value) => Some(CountsAs::Reached),
            Outcome::Category(_) => Some(CountsAs::NotReached),
            Outcome::Empty(empty) => match empty.reason {
                Reason::NotAsked => None,
                Reason::NotApplicable => Some(CountsAs::LeftOut),
                Reason::NotAnswered | Reason::CannotSay | Reason::Illogical | Reason::Withheld => {
                    Some(CountsAs::NonResponse)
                }
            },
            Outcome::Figure(_) => None,
        }
    }

    /// 100 where figures are per cent, else 1.
    pub fn times(&self) -> i128 {
        if self.unit == "percent" { 100 } else { 1 }
    }
}

/// What a case gives to a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// One alternative, a number, a date or a text, as written.
    One(String),
    /// Several alternatives, or the lines of a table.
    Several(Vec<String>),
}

/// What a case expects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaseExpectation {
    /// A category.
    Value(ValueId),
    /// An empty.
    Empty(Reason),
    /// A figure.
    Figure(Figure),
}

/// What a unit's outcome counts as when shares are summed up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountsAs {
    /// In the denominator and in the numerator.
    Reached,
    /// In the denominator only.
    NotReached,
    /// Responded, and left out of the denominator.
    LeftOut,
    /// Part of the non-response.
    NonResponse,
}

impl CountsAs {
    /// All of them, with how cases write them.
    pub const ALL: [(&'static str, Self); 4] = [
        ("reached", Self::Reached),
        ("not_reached", Self::NotReached),
        ("left_out", Self::LeftOut),
        ("non_response", Self::NonResponse),
    ];

    /// As people read it.
    pub fn words(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Reached, Language::Swedish) => "räknas som uppnått",
            (Self::Reached, Language::English) => "counts as reached",
            (Self::NotReached, Language::Swedish) => "räknas som inte uppnått",
            (Self::NotReached, Language::English) => "counts as not reached",
            (Self::LeftOut, Language::Swedish) => "lämnas utanför nämnaren",
            (Self::LeftOut, Language::English) => "left out of the denominator",
            (Self::NonResponse, Language::Swedish) => "bortfall",
            (Self::NonResponse, Language::English) => "non-response",
        }
    }
}

/// A case beside the rules, for one expanded indicator.
#[derive(Clone, Debug)]
pub struct Case {
    /// The indicator.
    pub indicator: IndicatorId,
    /// A sentence.
    pub name: String,
    /// Cell and what is given there, in order.
    pub given: Vec<(String, Given)>,
    /// Cells a reviewer accepted.
    pub accepted: Vec<String>,
    /// A reviewer's decisions.
    pub decided: Vec<(String, Reason)>,
    /// Facts of the unit: attribute and group.
    pub unit: Vec<(String, GroupCode)>,
    /// What comes out.
    pub then: CaseExpectation,
    /// What that counts as in the indicator's share; none if the case does not say.
    pub counts_as: Option<CountsAs>,
    /// File and line.
    pub place: String,
}
