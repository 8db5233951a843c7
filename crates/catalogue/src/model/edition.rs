//! An edition: closed and complete.

use std::collections::BTreeMap;

use domain::{Date, EditionYear, Frame, IndicatorId, Level, Number, PartCode, QuestionCode, UnitCode};
use rules::table::Questionnaire;

use super::{
    Case, CannotSayRow, Check, Comparability, Fact, Indicator, Question, Reading, Report, ResponseRow, Source, Text,
};

/// The calendar of the collection (*insamling*).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Collection {
    /// How it was collected.
    pub mode: String,
    /// Sent out.
    pub sent: Option<Date>,
    /// Reminders.
    pub reminders: Vec<Date>,
    /// Closed for review.
    pub closes: Option<Date>,
    /// Opened again for corrections.
    pub reopens: Option<Date>,
    /// Closed for good.
    pub reopening_closes: Option<Date>,
    /// What else is known.
    pub notes: Vec<String>,
}

/// Response that the source prints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartResponse {
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
}

/// A separately linked part of the questionnaire (*del*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its code.
    pub code: PartCode,
    /// Its name.
    pub name: Text,
    /// Every unit must answer it.
    pub mandatory: bool,
    /// Whether its questions are in the catalogue.
    pub described: bool,
    /// Response that the source prints.
    pub response: Option<PartResponse>,
    /// The code is ours.
    pub ours: bool,
    /// Where it is stated.
    pub source: Source,
}

/// A number question's simulated answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SimulatedNumber {
    /// The question.
    pub question: QuestionCode,
    /// Smallest.
    pub from: Number,
    /// Largest.
    pub to: Number,
    /// Scaled by population / this; none: plain range.
    pub per_inhabitants: Option<u32>,
    /// Units that answer with the missing code.
    pub cannot_say: u32,
}

/// What simulated answers keep to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Simulation {
    /// Units that answer each part.
    pub responded: BTreeMap<PartCode, u32>,
    /// A city that is to be withheld.
    pub withheld_city: Option<UnitCode>,
    /// A county that is to be withheld.
    pub withheld_county: Option<UnitCode>,
    /// Numbers.
    pub numbers: Vec<SimulatedNumber>,
}

/// One year's comparison (*årgång*).
#[derive(Clone, Debug, Default)]
pub struct Edition {
    /// The year it is published under.
    pub year: EditionYear,
    /// Its place in the series.
    pub order: u16,
    /// Its name.
    pub name: Text,
    /// The service area.
    pub area: String,
    /// Measurement date (*mätdatum*).
    pub measured_on: Option<Date>,
    /// When it was published, in words.
    pub published: String,
    /// Units that the source states.
    pub population: u32,
    /// Levels figures are shown at.
    pub levels: Vec<Level>,
    /// Non-response above this many per cent withholds.
    pub withhold_above_percent: Number,
    /// Whole figures are shown without decimals (2015).
    pub drop_zeros: bool,
    /// Data source, as on the cards.
    pub data_source: String,
    /// Error sources, as on the cards.
    pub error_sources: String,
    /// Where it is described.
    pub source: Source,
    /// How a doubtful source is read.
    pub readings: Vec<Reading>,
    /// The calendar.
    pub collection: Collection,
    /// The parts.
    pub parts: Vec<Part>,
    /// The units and groupings.
    pub frame: Frame,
    /// Background measures of units that rules and weights read, by id (`population`).
    pub measures: BTreeMap<String, BTreeMap<UnitCode, Number>>,
    /// The questions, in the order they are asked.
    pub questions: Vec<Question>,
    /// The questionnaire, compiled.
    pub questionnaire: Questionnaire,
    /// Checks.
    pub checks: Vec<Check>,
    /// Indicators and background measures, in the source's order.
    pub indicators: Vec<Indicator>,
    /// Cases.
    pub cases: Vec<Case>,
    /// What can be compared.
    pub comparability: Comparability,
    /// Facts that others published.
    pub facts: Vec<Fact>,
    /// The printed response table.
    pub response: Vec<ResponseRow>,
    /// The printed table of units that could not say or were illogical.
    pub cannot_say: Vec<CannotSayRow>,
    /// Related reports.
    pub reports: Vec<Report>,
    /// What simulated answers keep to.
    pub simulation: Simulation,
}

impl Edition {
    /// The indicator of an id.
    pub fn indicator(&self, id: &str) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| indicator.id.as_str() == id)
    }

    /// The question of a code.
    pub fn question(&self, code: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.code.as_str() == code)
    }

    /// Ids of indicators that give rows, in order.
    pub fn computed(&self) -> impl Iterator<Item = &Indicator> {
        self.indicators.iter().filter(|indicator| indicator.requires.is_empty())
    }

    /// Where an indicator stands.
    pub fn position(&self, id: &IndicatorId) -> Option<usize> {
        self.indicators.iter().position(|indicator| indicator.id == *id)
    }
}
