//! A sheet before it is written: rows and columns with their sizes, and what stands in them.
//!
//! Blocks are laid out on a [`Canvas`] first, so that the place of every link's goal is known before the first
//! cell is written.

use std::collections::HashMap;
use std::ops::Range;

use super::look::{self, Style};
use super::metrics::{self, Face};
use super::page::{Page, Pages};
use super::words::Words;
use crate::model::{Language, Link};

/// A place on a sheet.
pub(super) type Place = (u32, u16);

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Content {
    /// Nothing but its fill and edges.
    Blank,
    /// A text.
    Text(String),
    /// A number; its style says how it is shown.
    Number(f64),
}

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cell {
    pub(super) column: u16,
    pub(super) content: Content,
    pub(super) style: Style,
    pub(super) link: Option<Target>,
    /// Shown when one points at the cell: a note, or a link's tip.
    pub(super) note: String,
}

/// Where a cell leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// To a section or an anchor in it.
    Goal(Goal),
    /// To the first heading that leads to this goal.
    Back(Goal),
}

/// A section, or an anchor in it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Goal {
    pub(super) section: String,
    pub(super) anchor: String,
}

impl From<&Link> for Goal {
    fn from(link: &Link) -> Self {
        Self { section: link.section.clone(), anchor: link.anchor.clone() }
    }
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Row {
    pub(super) height: u32,
    pub(super) cells: Vec<Cell>,
}

/// The rows and columns that are marked as a table, its head included.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Marked {
    pub(super) first: Place,
    pub(super) last: Place,
    pub(super) heads: Vec<String>,
    pub(super) filtered: bool,
    pub(super) description: String,
}

/// A sheet, laid out.
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) title: String,
    pub(super) columns: Vec<u32>,
    pub(super) rows: Vec<Row>,
    pub(super) tables: Vec<Marked>,
    /// Rows and columns that stay when one scrolls.
    pub(super) frozen: Option<Place>,
    /// Head rows that every page repeats, first and last.
    pub(super) repeated: Option<(u32, u32)>,
    /// Columns that every page repeats, from the first.
    pub(super) keys: usize,
    pub(super) page: Page,
    pub(super) pages: Pages,
    /// The place of every anchor.
    pub(super) anchors: HashMap<String, Place>,
    /// The first cell that leads to each goal: where its card leads back to.
    pub(super) heads: HashMap<Goal, Place>,
}

/// A sheet that blocks are being laid out on.
pub(super) struct Canvas {
    pub(super) sheet: Sheet,
    pub(super) language: Language,
    pub(super) words: Words,
    /// Pixels that running text may take.
    pub(super) span: u32,
    /// From where and to where a legend in one row may stand, in pixels: on each of the pages beside each other.
    pub(super) legend: Vec<(u32, u32)>,
    /// The column that running text begins in: the first one that no page repeats.
    pub(super) at: u16,
    /// Rows of the title that still have room at its right.
    pub(super) beside: Range<u32>,
    /// Whether the sheet has a column for labels and one for text, and no table.
    pub(super) prose: bool,
}

impl Canvas {
    /// Adds a row and gives its number.
    pub(super) fn row(&mut self, height: u32, cells: Vec<Cell>) -> u32 {
        self.beside = 0..0;
        self.sheet.rows.push(Row { height, cells });
        self.next() - 1
    }

    /// The number of the next row.
    pub(super) fn next(&self) -> u32 {
        self.sheet.rows.len() as u32
    }

    /// Adds an empty row, except where text still stands beside the title.
    pub(super) fn gap(&mut self, height: u32) {
        if self.beside.is_empty() {
            self.row(height, Vec::new());
        }
    }

    /// Puts a text across the sheet, from its left margin or from the first column that no page repeats, a row a line: nothing is merged.
    ///
    /// With a fill, the fill goes from the first to the last column of the span.
    pub(super) fn across(&mut self, text: &str, style: &Style) -> u32 {
        let first = self.next();
        for line in metrics::wrap(text, style.face, self.span - metrics::PADDING) {
            let mut cells = vec![cell(self.at, line, style.clone())];
            if style.fill.is_some() {
                cells.extend((self.at + 1..self.spanned()).map(|column| blank(column, style.clone())));
            }
            let height = metrics::height(1, style.face) + 1;
            match self.beside.next() {
                Some(title) => {
                    let row = &mut self.sheet.rows[title as usize];
                    row.cells.extend(cells);
                    row.height = row.height.max(height);
                }
                None => {
                    self.row(height, cells);
                }
            }
        }
        first
    }

    /// How many columns the span takes.
    fn spanned(&self) -> u16 {
        let mut pixels = 0;
        for (column, width) in self.sheet.columns.iter().enumerate().skip(usize::from(self.at)) {
            pixels += width;
            if pixels > self.span {
                return (column as u16).max(self.at + 1);
            }
        }
        self.sheet.columns.len() as u16
    }
}

/// A cell with a text.
pub(super) fn cell(column: u16, text: &str, style: Style) -> Cell {
    Cell { column, content: Content::Text(text.to_owned()), style, link: None, note: String::new() }
}

/// A cell with nothing but its look.
pub(super) fn blank(column: u16, style: Style) -> Cell {
    Cell { column, content: Content::Blank, style, link: None, note: String::new() }
}

/// A text cut into pieces of so many lines, for rows that may not be higher than a program allows.
pub(super) fn pieces(text: &str, face: Face, pixels: u32) -> Vec<(String, u32)> {
    /// Excel shows no row higher than 409 points.
    const MOST: usize = 28;
    let lines = metrics::wrap(text, face, pixels);
    lines
        .chunks(MOST)
        .map(|lines| {
            let start = lines[0].as_ptr() as usize - text.as_ptr() as usize;
            let last = lines[lines.len() - 1];
            let end = last.as_ptr() as usize - text.as_ptr() as usize + last.len();
            (text[start..end].to_owned(), metrics::height(lines.len(), face))
        })
        .collect()
}

/// The face of running text, for other modules' measures.
pub(super) const RUNNING: Face = look::BODY;
