//! An edition: closed and complete.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Date, EditionYear, Frame, IndicatorId, Level, Number, PartCode, QuestionCode, Unit, UnitCode};
use rules::schema::{Col, Parameter, QuestionKind};
use rules::table::{Questionnaire, Raw};

use super::{
    CannotSayRow, Case, Check, Comparability, Comparison, Fact, Indicator, Question, Reading, Report,
    ResponseRow, RowSet, Source, Text, ValueSet,
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
    /// How a doubtful source is read.
    pub readings: Vec<Reading>,
}

/// What an edition fixes for all its rules: `param.x`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedParameter {
    /// Its id.
    pub id: String,
    /// Its value.
    pub value: Parameter,
    /// What it is.
    pub text: String,
    /// Where it is stated; none where it only names a day of the edition.
    pub source: Option<Source>,
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
    /// Alternatives that few choose (*Ej aktuellt* …), by id; never every alternative of a value set.
    pub rare: Vec<String>,
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
    /// 0 and 100 are shown to people without decimals (2015).
    pub plain_ends: bool,
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
    /// What rules read as `param.x`.
    pub parameters: Vec<NamedParameter>,
    /// Sets of alternatives.
    pub value_sets: Vec<ValueSet>,
    /// Sets of rows, and their named subsets.
    pub row_sets: Vec<RowSet>,
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
    /// How it is compared: colours, peers, what a unit can change.
    pub comparison: Comparison,
    /// What the catalogue's other editions ask and show: so that a file of theirs is recognised.
    pub others: Vec<OtherEdition>,
}

/// Another edition of the same catalogue, by its names.
#[derive(Clone, Debug, Default)]
pub struct OtherEdition {
    /// Its year.
    pub year: EditionYear,
    /// Its questions' codes.
    pub questions: BTreeSet<String>,
    /// Its indicators' ids.
    pub indicators: BTreeSet<String>,
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

    /// What is known of a unit without asking: the cells of `unit.…` and `measure.…`.
    ///
    /// A group or figure that is not known is left out: its cell stays empty.
    pub fn facts(&self, unit: &Unit) -> Vec<(Col, Raw)> {
        let mut known = Vec::new();
        for (i, column) in self.questionnaire.schema.columns().iter().enumerate() {
            if column.question.is_some() {
                break;
            }
            let value = match (column.name.split_once('.'), &column.kind) {
                (Some(("unit", attribute)), QuestionKind::One(set)) => {
                    let group = match attribute {
                        "kind" => Some(unit.kind.id()),
                        "county" => Some(unit.county.as_str()),
                        grouping => unit.groups.get(grouping).map(|group| group.as_str()),
                    };
                    group.and_then(|group| set.position(group)).and_then(|place| i64::try_from(place).ok())
                }
                (Some(("measure", id)), _) => {
                    self.measures.get(id).and_then(|figures| figures.get(&unit.code)).map(|n| n.micros())
                }
                (Some(_) | None, _) => None,
            };
            if let (Some(value), Ok(i)) = (value, u32::try_from(i)) {
                known.push((Col(i), Raw::answer(value)));
            }
        }
        known
    }
}
