//! Questions as people meet them.

use domain::{Number, PartCode, QuestionCode};
use rules::schema::{Col, NumberForm};
use rules::tree::Cond;

use super::{Definition, Reading, Source, Text};

/// The kind of a question, as the contract names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum QuestionType {
    YesNo,
    One,
    Many,
    Number,
    Text,
    Table,
    Date,
}

impl QuestionType {
    /// The id in files.
    pub fn id(self) -> &'static str {
        match self {
            Self::YesNo => "yes_no",
            Self::One => "one",
            Self::Many => "many",
            Self::Number => "number",
            Self::Text => "text",
            Self::Table => "table",
            Self::Date => "date",
        }
    }
}

/// An alternative of a question (*svarsalternativ*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// Its id.
    pub id: String,
    /// Word for word.
    pub text: Text,
    /// Stands with no other in a multiple choice.
    pub alone: bool,
    /// Not printed by the source: ours.
    pub ours: bool,
}

/// A row of a grid (*rad*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its id.
    pub id: String,
    /// Word for word.
    pub text: Text,
}

/// A set of alternatives that questions share (*svarsmängd*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueSet {
    /// Its id.
    pub id: String,
    /// Whether rules may compare them by `<` and `BETWEEN`.
    pub ordered: bool,
    /// The alternatives, in order.
    pub alternatives: Vec<Alternative>,
    /// Where it is printed.
    pub source: Source,
    /// How a doubtful source is read.
    pub readings: Vec<Reading>,
}

/// A set of rows that grids share (*radmängd*), or a named subset of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowSet {
    /// Its id.
    pub id: String,
    /// The set it is a subset of; none for a set of its own.
    pub of: Option<String>,
    /// The rows, in order.
    pub rows: Vec<Row>,
    /// Where it is printed; none for subsets and sets of ours.
    pub source: Option<Source>,
    /// How a doubtful source is read.
    pub readings: Vec<Reading>,
}

/// A help calculator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Help {
    /// What it calculates.
    pub kind: HelpKind,
}

/// What a help calculator calculates; the source's examples are checked when the catalogue is loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HelpKind {
    /// Persons × share of full time, summed; hours a month by `full_time_hours`.
    FullTimeEquivalents {
        /// Hours of a full month, where the source counts hours.
        full_time_hours: Option<Number>,
        /// Rows of (persons, share) and what they give.
        examples: Vec<(Vec<(Number, Number)>, Number)>,
        /// Hours of a month, each a person, and what they give.
        hour_examples: Vec<(Vec<Number>, Number)>,
    },
    /// A mean and the alternative whose class it falls in.
    AverageWaitingDays {
        /// Upper limit and alternative; the last has no limit.
        classes: Vec<(Option<Number>, String)>,
        /// A mean and the alternative it gives.
        examples: Vec<(Number, String)>,
    },
}

/// A question (*fråga*).
#[derive(Clone, Debug)]
pub struct Question {
    /// As printed.
    pub code: QuestionCode,
    /// The part it is asked in.
    pub part: PartCode,
    /// Word for word.
    pub text: Text,
    /// What kind it is.
    pub kind: QuestionType,
    /// Alternatives, for `yes_no`, `one`, `many`.
    pub alternatives: Vec<Alternative>,
    /// Rows of a grid; none if it is no grid.
    pub rows: Option<Vec<Row>>,
    /// The filter as written; empty: always asked.
    pub asked_when: String,
    /// How to answer, in our own words.
    pub instruction: String,
    /// Definitions.
    pub definitions: Vec<Definition>,
    /// May be left unanswered.
    pub optional: bool,
    /// Whether answers may be shown to the public.
    pub public: bool,
    /// Form of a number or of a table's lines.
    pub form: Option<NumberForm>,
    /// Unit of the number.
    pub unit: String,
    /// The cell a free text belongs to; empty if none.
    pub belongs_to: String,
    /// A help calculator.
    pub help: Option<Help>,
    /// Where it is printed.
    pub source: Source,
    /// How a doubtful source is read.
    pub readings: Vec<Reading>,
    /// Not printed by the source: ours.
    pub ours: bool,
    /// Its place in [`rules::schema::Schema::questions`].
    pub place: usize,
}

/// How serious a check is (*kontroll*).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Must be mended.
    Hard,
    /// Needs a comment.
    Soft,
    /// For the reviewer.
    Review,
}

impl Severity {
    /// The id in files.
    pub fn id(self) -> &'static str {
        match self {
            Self::Hard => "hard",
            Self::Soft => "soft",
            Self::Review => "review",
        }
    }
}

/// A check of the answers (*kontroll*).
#[derive(Clone, Debug)]
pub struct Check {
    /// Its id.
    pub id: String,
    /// How serious it is.
    pub severity: Severity,
    /// When it fires, as written.
    pub text: String,
    /// When it fires; of a check that says `$row`: in any of its rows.
    pub when: Cond,
    /// The cells its message stands at.
    pub on: Vec<Col>,
    /// Of a check that says `$row`: when it fires at each cell of `on`, in their order; else empty.
    pub each_row: Vec<Cond>,
    /// What is doubtful.
    pub message: Text,
    /// What the respondent does.
    pub next_step: Text,
    /// Cells that become illogical.
    pub makes_illogical: Vec<Col>,
    /// Where it is stated.
    pub source: Source,
    /// How a doubtful source is read.
    pub readings: Vec<Reading>,
    /// Not stated by the source: ours.
    pub ours: bool,
}

impl Check {
    /// When its message stands at a cell; none if it never does.
    pub fn when_at(&self, cell: Col) -> Option<&Cond> {
        let place = self.on.iter().position(|on| *on == cell)?;
        if self.each_row.is_empty() { Some(&self.when) } else { self.each_row.get(place) }
    }
}
