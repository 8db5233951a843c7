//! Tables: how wide their columns must be, and where their rows stand.

use std::collections::HashSet;
use std::rc::Rc;

use results::colours::Mode;

use super::cells::{Making, Ready};
use super::error::RenderError;
use super::look::{self, Across, Edge, Style};
use super::metrics::{self, Face};
use super::sheet::{Content, Goal, Target};
use crate::model::{Column, ColumnKind, KeyColumn, Language, RowKind, TableCell, TableRow, TableView, Width};

/// The lines that a cell of a table shows at most: no program shows a row higher than about thirty.
const MOST_LINES: usize = 28;
/// A column of figures is at least so wide, and wraps words where it would be wider than the second.
const FIGURES: (u32, u32) = (64, 150);
/// A text column as wide as its content is at most so wide.
const TEXTS: u32 = 320;
/// A heading may make its column so wide, so that it takes no more lines than this.
const HEADING: (u32, usize) = (190, 6);

/// A heading of a column.
pub(super) struct Head {
    pub(super) groups: Vec<String>,
    pub(super) text: String,
    pub(super) note: String,
    pub(super) link: Option<Target>,
    pub(super) kind: ColumnKind,
    pub(super) mode: Option<Mode>,
    width: Width,
}

/// A row whose cells are ready.
pub(super) struct ReadyRow {
    pub(super) kind: RowKind,
    pub(super) anchor: String,
    pub(super) cells: Vec<Ready>,
}

/// A table whose cells are ready to be placed.
pub(super) struct Prepared<'a> {
    pub(super) view: &'a TableView,
    pub(super) heads: Vec<Head>,
    pub(super) rows: Vec<ReadyRow>,
    /// How wide each column must be.
    pub(super) widths: Vec<u32>,
    /// What the links above the headings say.
    definition: &'static str,
    /// The numbers of each column.
    numbers: Vec<Numbers>,
}

/// The numbers of a column that stand without a verdict's word.
#[derive(Clone, Copy, Default)]
struct Numbers {
    /// Pixels of the widest.
    widest: u32,
    /// Whether outcomes in words stand in the column, too.
    among_words: bool,
    /// Whether figures with a verdict's word stand in the column, too: at its right edge.
    labelled: bool,
    /// Characters of the longest.
    digits: usize,
}

impl<'a> Prepared<'a> {
    /// A table's cells, and how wide its columns must be.
    pub(super) fn of(view: &'a TableView, making: &Making) -> Result<Self, RenderError> {
        let heads = heads(view, making)?;
        let mut rows = Vec::with_capacity(view.rows.len());
        for row in &view.rows {
            rows.push(ready(view, &heads, row, making)?);
        }
        if view.filtered {
            // A filter sorts the rows of its range: levels stand below it.
            rows.sort_by_key(|row: &ReadyRow| row.kind != RowKind::Body);
        }
        let definition = making.words.definition();
        let mut prepared = Self { view, heads, rows, widths: Vec::new(), definition, numbers: Vec::new() };
        prepared.widths = (0..prepared.heads.len()).map(|column| prepared.width(column)).collect();
        prepared.numbers = (0..prepared.heads.len()).map(|column| prepared.numbers(column)).collect();
        prepared.nothing_too_long(making.sheet)?;
        Ok(prepared)
    }

    /// How many columns stand at the left margin.
    pub(super) fn keys(&self) -> usize {
        self.view.keys.len()
    }

    /// How many rows of headings stand above the columns' own.
    pub(super) fn depth(&self) -> usize {
        self.heads.iter().map(|head| head.groups.len()).max().unwrap_or(0)
    }

    /// Whether a column's heading at a depth says the same as its left neighbour's.
    pub(super) fn repeats(&self, column: usize, depth: usize) -> bool {
        let groups = |column: usize| self.heads[column].groups.get(..=depth);
        column > self.keys() && groups(column).is_some() && groups(column) == groups(column - 1)
    }

    /// The columns where an outermost group begins.
    pub(super) fn bands(&self) -> Vec<usize> {
        (self.keys()..self.heads.len()).filter(|column| !self.repeats(*column, 0)).collect()
    }

    /// The modes of its cells, and the headings of the columns whose mode is not the table's.
    pub(super) fn modes(&self) -> Vec<(Mode, Vec<&str>)> {
        let mut found = Vec::new();
        for mode in Mode::ALL {
            let own: Vec<&str> = self
                .view
                .columns
                .iter()
                .zip(&self.heads[self.keys()..])
                .filter(|(column, _)| column.mode == Some(mode) && self.view.mode != Some(mode))
                .map(|(_, head)| head.text.as_str())
                .collect();
            if self.view.mode == Some(mode) || !own.is_empty() {
                found.push((mode, own));
            }
        }
        found
    }

    /// Whether each column has a heading of its own, as programs require of a table that they mark as one.
    pub(super) fn distinct(&self) -> bool {
        let mut seen = HashSet::new();
        self.heads.iter().all(|head| {
            !head.text.is_empty() && head.text.chars().count() <= 255 && seen.insert(head.text.to_lowercase())
        })
    }

    /// A number's place in its column: centred among outcomes; else in the middle, but its digits under each other.
    pub(super) fn aligned(&self, style: Style, cell: &Ready, column: usize, width: u32) -> Style {
        if !cell.bare {
            return style;
        }
        let Numbers { widest, among_words, labelled, digits } = self.numbers[column];
        if column < self.keys() && digits < 3 {
            return style.across(Across::Left);
        }
        if among_words {
            return style.across(Across::Centre);
        }
        if labelled {
            let number = style.number.as_deref().map(|number| Rc::from(format!("{number}_-")));
            return Style { number, ..style.across(Across::Right) };
        }
        let indent =
            (width.saturating_sub(metrics::PADDING + widest) / 2 / metrics::INDENT).clamp(1, 15) as u8;
        Style { indent, ..style.across(Across::Right) }
    }

    fn numbers(&self, column: usize) -> Numbers {
        let cells = || self.rows.iter().map(|row| (&row.cells[column], face_of(row.kind)));
        let bare = || cells().filter(|(cell, _)| cell.bare);
        Numbers {
            widest: bare().map(|(cell, face)| metrics::width(&cell.printed, face)).max().unwrap_or(0),
            among_words: cells().any(|(cell, _)| cell.outcome),
            labelled: cells().any(|(cell, _)| matches!(cell.content, Content::Number(_)) && !cell.bare),
            digits: bare().map(|(cell, _)| cell.printed.chars().count()).max().unwrap_or(0),
        }
    }

    /// The height of a row of headings above the columns' own.
    pub(super) fn group_height(&self, depth: usize, columns: &[u32]) -> u32 {
        let texts = self.heads.iter().map(|head| head.groups.get(depth).map_or("", String::as_str));
        metrics::height(most_lines(texts, look::GROUP_HEAD, columns), look::GROUP_HEAD) + 2
    }

    /// The height of the columns' own headings; a filter's buttons stand below the text.
    pub(super) fn head_height(&self, columns: &[u32]) -> u32 {
        let texts = self.heads.iter().map(|head| head.text.as_str());
        let button = if self.view.filtered { 20 } else { 2 };
        metrics::height(most_lines(texts, look::COLUMN_HEAD, columns), look::COLUMN_HEAD) + button
    }

    /// The height of a row.
    pub(super) fn row_height(&self, row: &ReadyRow, columns: &[u32]) -> u32 {
        let face = face_of(row.kind);
        let lines = most_lines(row.cells.iter().map(|cell| cell.printed.as_str()), face, columns);
        // A line takes 15 points in every row.
        lines as u32 * metrics::line(face) + 3
    }

    fn width(&self, column: usize) -> u32 {
        let head = &self.heads[column];
        let (mut longest, mut unwrapped, mut solid) = (0, 0, 0);
        for row in &self.rows {
            let cell = &row.cells[column];
            let face = face_of(row.kind);
            match cell.content {
                Content::Blank => {}
                Content::Number(_) => {
                    let indent = if cell.bare { metrics::INDENT } else { 0 };
                    solid = solid.max(metrics::width(&cell.printed, face) + indent);
                }
                // LibreOffice does not wrap the text of a link.
                Content::Text(_) if cell.link.is_some() => {
                    solid = solid.max(metrics::width(&cell.printed, face));
                }
                Content::Text(_) => {
                    longest = longest.max(metrics::longest_word(&cell.printed, face));
                    let widest = cell.printed.split('\n').map(|line| metrics::width(line, face)).max();
                    unwrapped = unwrapped.max(widest.unwrap_or(0));
                }
            }
        }
        let is_key = column < self.keys();
        let wish = match (head.width, head.kind) {
            (Width::Characters(characters), _) => u32::from(characters) * 7,
            (Width::Content, ColumnKind::Figures) if !is_key => {
                unwrapped.min(FIGURES.1).max(FIGURES.0 - metrics::PADDING)
            }
            (Width::Content, ColumnKind::Figures | ColumnKind::Text) => unwrapped.min(TEXTS),
        };
        let words = head
            .groups
            .iter()
            .map(|group| metrics::longest_word(group, look::GROUP_HEAD))
            .chain([
                metrics::longest_word(&head.text, look::COLUMN_HEAD),
                head.link.as_ref().map_or(0, |_| metrics::width(self.definition, look::LINK)),
            ])
            .max()
            .unwrap_or(0);
        let mut width = wish.max(longest).max(solid).max(words);
        let too_many = |width: u32| {
            metrics::wrap(&head.text, look::COLUMN_HEAD, width).len() > HEADING.1
                || head
                    .groups
                    .iter()
                    .any(|group| metrics::wrap(group, look::GROUP_HEAD, width).len() > HEADING.1)
        };
        while width < HEADING.0 && too_many(width) {
            width += 6;
        }
        // Columns of one kind look alike when their widths do not differ by a pixel or two.
        (width + metrics::PADDING).next_multiple_of(4)
    }

    fn nothing_too_long(&self, sheet: &str) -> Result<(), RenderError> {
        for row in &self.rows {
            for (cell, width) in row.cells.iter().zip(&self.widths) {
                let lines = metrics::wrap(&cell.printed, face_of(row.kind), width - metrics::PADDING).len();
                if lines > MOST_LINES {
                    let characters = cell.printed.chars().count();
                    return Err(RenderError::TextTooLong {
                        sheet: sheet.to_owned(),
                        start: cell.printed.chars().take(40).collect(),
                        characters,
                        most: characters * MOST_LINES / lines,
                    });
                }
            }
        }
        Ok(())
    }
}

fn heads(view: &TableView, making: &Making) -> Result<Vec<Head>, RenderError> {
    let mut heads: Vec<Head> = view.keys.iter().map(|key| key_head(key, making.language)).collect();
    let depth = view.columns.first().map_or(0, |column| column.groups.len());
    for column in &view.columns {
        if column.groups.len() != depth {
            return Err(RenderError::Ragged {
                sheet: making.sheet.to_owned(),
                what: format!("the column `{}`", column.head.get(making.language)),
                found: column.groups.len(),
                wanted: depth,
            });
        }
        heads.push(column_head(column, view.mode, making.language));
    }
    Ok(heads)
}

fn key_head(key: &KeyColumn, language: Language) -> Head {
    Head {
        groups: Vec::new(),
        text: one_line(key.head.get(language)),
        note: key.note.get(language).to_owned(),
        link: None,
        kind: ColumnKind::Text,
        mode: None,
        width: key.width,
    }
}

fn column_head(column: &Column, mode: Option<Mode>, language: Language) -> Head {
    Head {
        groups: column.groups.iter().map(|group| one_line(group.get(language))).collect(),
        text: one_line(column.head.get(language)),
        note: column.note.get(language).to_owned(),
        link: column.link.as_ref().map(|link| Target::Goal(Goal::from(link))),
        kind: column.kind,
        mode: column.mode.or(mode),
        width: column.width,
    }
}

/// A heading without line breaks: a program that marks a table finds its columns by their exact text.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn ready(view: &TableView, heads: &[Head], row: &TableRow, making: &Making) -> Result<ReadyRow, RenderError> {
    for (what, found, wanted) in
        [("keys", row.keys.len(), view.keys.len()), ("cells", row.cells.len(), view.columns.len())]
    {
        if found != wanted {
            return Err(RenderError::Ragged {
                sheet: making.sheet.to_owned(),
                what: format!("the row `{}` ({what})", name(row, making.language)),
                found,
                wanted,
            });
        }
    }
    let cells = row
        .keys
        .iter()
        .chain(&row.cells)
        .zip(heads)
        .map(|(cell, head)| making.cell(cell, head.kind, head.mode))
        .collect::<Result<_, _>>()?;
    Ok(ReadyRow { kind: row.kind, anchor: row.anchor.clone(), cells })
}

/// What a row is called: its first text.
fn name(row: &TableRow, language: Language) -> String {
    match row.keys.first().or(row.cells.first()) {
        Some(TableCell::Text(text) | TableCell::Outcome(text, ..) | TableCell::Empty(_, text)) => {
            text.get(language).to_owned()
        }
        Some(TableCell::Link(link)) => link.text.get(language).to_owned(),
        Some(TableCell::Whole(whole)) => whole.to_string(),
        Some(TableCell::Figure(figure, ..)) => figure.to_string(),
        Some(TableCell::Blank) | None => row.anchor.clone(),
    }
}

fn most_lines<'t>(texts: impl Iterator<Item = &'t str>, face: Face, columns: &[u32]) -> usize {
    texts
        .zip(columns)
        .map(|(text, width)| metrics::wrap(text, face, width - metrics::PADDING).len())
        .max()
        .unwrap_or(1)
}

/// The face of a row's cells.
fn face_of(kind: RowKind) -> Face {
    match kind {
        RowKind::Body | RowKind::Published => look::BODY,
        RowKind::Level => look::STRONG,
    }
}

/// How a row of a kind sets its cells apart; `first` of its run gets a line above.
pub(super) fn row_style(style: Style, kind: RowKind, first: bool) -> Style {
    let style = Style { bottom: Some(Edge::Thin(look::HAIR)), ..style };
    match kind {
        RowKind::Body => style,
        RowKind::Level => Style {
            face: look::STRONG,
            fill: style.fill.or(Some(look::APART)),
            top: first.then_some(Edge::Medium(look::TEAL)),
            ..style
        },
        RowKind::Published => Style {
            italic: true,
            fill: style.fill.or(Some(look::PUBLISHED)),
            top: first.then_some(Edge::Double(look::TEAL)),
            ..style
        },
    }
}
