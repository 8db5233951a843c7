//! What a questionnaire on paper is made of: values only, one language, everything a renderer shows.

use domain::Date;
use serde::Serialize;

/// A piece of text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Run {
    /// What it says.
    pub(super) text: String,
    /// Set apart by weight.
    pub(super) strong: bool,
    /// Swedish in a document of another language, so that it is pronounced rightly.
    pub(super) swedish: bool,
}

/// A text of one or more pieces.
pub(super) type Line = Vec<Run>;

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Role {
    /// Running text.
    Text,
    /// The wording of a question.
    Wording,
    /// How a question is answered, in a few words.
    Meta,
    /// Who gets a question: set apart.
    Filter,
    /// A small heading within a question.
    Label,
}

/// What stands in a cell of a grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Cell {
    /// A box to tick.
    Tick,
    /// Room to write in.
    Room,
}

/// A row of a grid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct GridRow {
    /// What it is about.
    pub(super) head: Line,
    /// Its cells.
    pub(super) cells: Vec<Cell>,
}

/// A block, from top to bottom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "block", rename_all = "lowercase")]
pub(super) enum Block {
    /// A chapter; a part of the questionnaire begins a page.
    Chapter { line: Line, breaks: bool },
    /// The heading of a question.
    Question { line: Line },
    /// A paragraph.
    Paragraph { role: Role, line: Line },
    /// Labels with what is said of each.
    Facts { rows: Vec<(Line, Line)> },
    /// Points.
    Points { lines: Vec<Line> },
    /// Alternatives, each with an empty box to tick.
    Boxes { lines: Vec<Line> },
    /// A line to write on, with what stands after it.
    Blank { after: Line },
    /// Room for a text.
    Room,
    /// A table to fill in.
    Grid { heads: Vec<Line>, rows: Vec<GridRow> },
    /// A table to read.
    Table { heads: Vec<Line>, rows: Vec<Vec<Line>> },
}

/// A document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Paper {
    /// Its title.
    pub(super) title: String,
    /// The line below.
    pub(super) subtitle: String,
    /// What stands at the foot of every page.
    pub(super) foot: String,
    /// Between a page's number and how many there are.
    pub(super) of: String,
    /// `sv` or `en`.
    pub(super) lang: &'static str,
    /// `SE` or `GB`.
    pub(super) region: &'static str,
    /// Whether the title is Swedish in a document of another language.
    pub(super) title_is_swedish: bool,
    /// The day it is dated, never the clock's: year, month, day.
    pub(super) day: [i16; 3],
    /// What it holds.
    pub(super) blocks: Vec<Block>,
}

impl Paper {
    /// The day as files write it.
    pub(super) fn iso_day(&self) -> String {
        let [year, month, day] = self.day;
        format!("{year:04}-{month:02}-{day:02}")
    }
}

/// A date as its three numbers.
pub(super) fn numbers(day: Date) -> [i16; 3] {
    [day.year(), day.month().into(), day.day().into()]
}
