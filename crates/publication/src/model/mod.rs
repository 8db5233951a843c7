//! The publication model: values only, both languages, nothing computed.

mod block;
mod cube;

pub use block::{
    Block, Card, CardRow, Column, ColumnKind, Document, KeyColumn, Link, Paper, RowKind, Section, TableCell,
    TableRow, TableView, Width,
};
pub use catalogue::model::{Language, Text};
pub use cube::{Code, Colouring, Counts, Cube, Dimension, Interval, Observation, Value};

/// Who reads (*målgrupp*): applied when the model is built, never by a renderer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Everybody: public questions only, no comments, no free text.
    Public,
}

/// A publication (*publicering*): what it is of, its figures, and its document.
#[derive(Clone, Debug, PartialEq)]
pub struct Publication {
    /// `Öppna jämförelser 2018 – Ekonomiskt bistånd`.
    pub title: Text,
    /// The edition.
    pub edition: u16,
    /// Empty for real answers; `Simulerade data`, `Simulerad omgång 2`, `Prövning: …`: shown on every sheet.
    pub caution: Text,
    /// As in the contract's column `origin`.
    pub origin: String,
    /// The time it is published, as given; UTC.
    pub published_at: jiff::Timestamp,
    /// For whom it was built.
    pub audience: Audience,
    /// The names of the colour modes, as in the vocabulary: a renderer names the mode above every coloured table.
    pub modes: Vec<catalogue::model::ModeWord>,
    /// What the modes say, as in the vocabulary: a renderer finds fill, ink, sign and word of a cell by its
    /// table's (or column's) mode and its verdict. Every pair that a cell uses is here, or rendering fails.
    pub colours: Vec<catalogue::model::ColourWord>,
    /// Its figures.
    pub cubes: Vec<Cube>,
    /// Its document: a workbook's sheets, a report's chapters.
    pub document: Document,
}

impl Publication {
    /// The cube of an id.
    pub fn cube(&self, id: &str) -> Option<&Cube> {
        self.cubes.iter().find(|cube| cube.id == id)
    }
}
