//! Blocks: what every document is made of.
//!
//! A table view is made from a cube when the model is built; its cells carry everything a renderer shows, so
//! that no renderer looks anything up. Table cells are never merged: a group of columns says its name in each.

use domain::Rounded;
use results::colours::{Mode, Verdict};

use super::Text;

/// A document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// Its title.
    pub title: Text,
    /// What it is about, for document properties.
    pub subject: Text,
    /// Who publishes it.
    pub publisher: Text,
    /// Words it is found by.
    pub keywords: Vec<Text>,
    /// Its sections: a workbook's sheets, a report's chapters.
    pub sections: Vec<Section>,
}

/// A section: a sheet of a workbook, a chapter of a report.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section {
    /// Its id, for links.
    pub id: String,
    /// Its name; at most 31 characters, none of `[]:*?/\`.
    pub name: Text,
    /// Its heading.
    pub title: Text,
    /// The paper it is printed on.
    pub paper: Paper,
    /// What it holds, from top to bottom; at most one wide table, last. What stands above a table that is to be
    /// scrolled stays on screen with its headings, as long as that leaves room: two short texts at most.
    pub blocks: Vec<Block>,
}

/// Paper, landscape or portrait.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paper {
    /// A4 upright: texts.
    #[default]
    A4Portrait,
    /// A4 landscape: tables of up to about 130 characters.
    A4Landscape,
    /// A3 landscape: wide tables.
    A3Landscape,
    /// A3 landscape, one page: tables for the screen, of which print shows the beginning only.
    A3FirstPage,
}

/// A block.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading below the section's own.
    Heading(Text),
    /// A paragraph.
    Paragraph(Text),
    /// Points.
    List(Vec<Text>),
    /// Something to be careful with, set apart.
    Note(Text),
    /// The legend of a colour mode: verdict, colour, sign, word and meaning come from the vocabulary's entry.
    Legend(Vec<catalogue::model::ColourWord>),
    /// A table.
    Table(TableView),
    /// The card of an indicator.
    Card(Card),
    /// A link to another section.
    Link(Link),
}

/// A link inside the document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Link {
    /// The section's id.
    pub section: String,
    /// The anchor in it (a card's or row's); empty: its top.
    pub anchor: String,
    /// What is clicked; empty where the cell has a text of its own.
    pub text: Text,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TableView {
    /// The cube it shows; empty if it is no view of one.
    pub cube: String,
    /// What it shows, in a sentence; also its accessible description.
    pub caption: Text,
    /// The colour mode of its cells, always named above the table; none if nothing is coloured.
    pub mode: Option<Mode>,
    /// Columns to sort and filter by, frozen at the left.
    pub keys: Vec<KeyColumn>,
    /// The other columns.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<TableRow>,
    /// Whether people sort and filter it.
    pub filtered: bool,
}

/// How wide a column must be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Width {
    /// As its content.
    #[default]
    Content,
    /// So many characters, longer text wrapped.
    Characters(u16),
}

/// A column at the left margin.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KeyColumn {
    /// Its heading.
    pub head: Text,
    /// Its width.
    pub width: Width,
    /// Its explanation, shown as a note; empty if none.
    pub note: Text,
}

/// What a column's cells are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColumnKind {
    /// Outcomes and figures: centred.
    #[default]
    Figures,
    /// Texts: left, wrapped.
    Text,
}

/// A column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Column {
    /// Headings above the column's own, outermost first (quality area, indicator area); the same number in
    /// every column of a table.
    pub groups: Vec<Text>,
    /// Its heading: the short name. Tables whose headings all differ are marked as tables for readers of screens.
    pub head: Text,
    /// Its full definition, one click away; empty if none.
    pub note: Text,
    /// Where its heading leads.
    pub link: Option<Link>,
    /// What its cells are.
    pub kind: ColumnKind,
    /// Its width.
    pub width: Width,
    /// The colour mode of its cells where it is another than the table's; the table's where none.
    pub mode: Option<Mode>,
}

/// What a row is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RowKind {
    /// One of many.
    #[default]
    Body,
    /// A level above the others (county, nation): set apart.
    Level,
    /// Published by others and not recomputed: set apart and said so.
    Published,
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TableRow {
    /// What it is.
    pub kind: RowKind,
    /// Its id, for links; empty if none.
    pub anchor: String,
    /// The cells at the left margin; the first is the row's heading.
    pub keys: Vec<TableCell>,
    /// The other cells.
    pub cells: Vec<TableCell>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum TableCell {
    /// Nothing at all: the table has no such cell.
    Blank,
    /// A text.
    Text(Text),
    /// A whole number that is no figure of an indicator: a count, a group's number, a year.
    Whole(i64),
    /// A figure, whether its ends are plain, and what the table's mode says of it.
    Figure(Rounded, bool, Option<Verdict>, String),
    /// An outcome in words, and what the table's mode says of it; the last is the verdict's sign.
    Outcome(Text, Option<Verdict>, String),
    /// Empty for a reason: sign and word.
    Empty(String, Text),
    /// A text that leads somewhere.
    Link(Link),
}

/// The card of an indicator (*indikatorbeskrivning*).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Card {
    /// Its id, for links: the indicator's.
    pub anchor: String,
    /// Its official name.
    pub name: Text,
    /// Label and text, in order.
    pub rows: Vec<CardRow>,
}

/// A line of a card.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CardRow {
    /// `Mått`, `Målvärde`, `Beräkning`.
    pub label: Text,
    /// What it says.
    pub text: Text,
}
