//! Puts a prepared table on its sheet: caption, colour mode, headings, rows.

use super::colours::Colours;
use super::error::RenderError;
use super::look::{self, Across, Edge, Style};
use super::metrics;
use super::sheet::{Canvas, Cell, Content, Marked, Place, Target, blank, cell};
use super::table::{Prepared, row_style};
use crate::model::{ColumnKind, RowKind};

/// Where a table stands on its sheet.
pub(super) struct Placed {
    /// The first row that every page repeats: the colour mode, else the headings.
    pub(super) first_head: u32,
    /// The columns' own headings.
    pub(super) head: u32,
}

/// A swatch of a legend: what it says, fill, ink.
type Swatch = (String, u32, u32);

impl Canvas {
    pub(super) fn table(&mut self, table: &Prepared, colours: &Colours) -> Result<Placed, RenderError> {
        let caption = table.view.caption.get(self.language);
        if !caption.is_empty() {
            self.across(caption, &Style::text(look::STRONG));
        }
        let muted = Style { italic: true, ..Style::text(look::SMALL).ink(look::MUTED) };
        let lines = mode_lines(self, table, colours)?;
        for line in lines.iter().filter(|line| !line.columns.is_empty()) {
            self.across(&line.columns, &muted);
        }
        for kind in [RowKind::Level, RowKind::Published] {
            if let Some(why) =
                self.words.apart(kind).filter(|_| table.rows.iter().any(|row| row.kind == kind))
            {
                self.across(why, &muted);
            }
        }
        self.beside = 0..0;
        let first_head = self.next();
        for line in &lines {
            self.mode(line);
        }
        if !lines.is_empty() {
            self.gap(6);
        }
        for depth in 0..table.depth() {
            self.group_row(table, depth);
        }
        self.link_row(table);
        let head = self.head_row(table);
        let body = self.body(table);
        if let Some(last) = body {
            self.sheet.tables.push(Marked {
                first: (head, 0),
                last: (last, table.heads.len() as u16 - 1),
                heads: if table.distinct() {
                    table.heads.iter().map(|head| head.text.clone()).collect()
                } else {
                    Vec::new()
                },
                filtered: table.view.filtered,
                description: caption.to_owned(),
            });
        }
        Ok(Placed { first_head, head })
    }

    /// Names the mode and shows what its colours are: in one row where the columns are wide enough for it, and again
    /// on each of the pages beside each other.
    fn mode(&mut self, line: &ModeLine) {
        let height = metrics::height(1, look::STRONG) + 3;
        let style = Style::text(look::STRONG);
        let mut cells = vec![cell(0, &line.text, style)];
        let places = swatch_places(&self.sheet.columns, line.from, &self.legend, &line.swatches);
        match places.first() {
            Some(_) => {
                for first in places {
                    cells.extend(
                        (first..).zip(&line.swatches).map(|(column, swatch)| swatch_cell(column, swatch)),
                    );
                }
                self.row(height, cells);
            }
            None => {
                self.row(height, cells);
                for swatch in &line.swatches {
                    self.row(height, vec![swatch_cell(0, swatch)]);
                }
            }
        }
    }

    fn group_row(&mut self, table: &Prepared, depth: usize) {
        let (fill, ink, repeated) = match depth {
            0 => (look::BAND, look::WHITE, look::BAND_REPEATED),
            _ => (look::UNDERBAND, look::TEAL, look::UNDERBAND_REPEATED),
        };
        let plain = Style::text(look::GROUP_HEAD).fill(fill).wrapped();
        let mut cells = Vec::with_capacity(table.heads.len());
        for (column, head) in table.heads.iter().enumerate() {
            let number = column as u16;
            match head.groups.get(depth) {
                None => cells.push(blank(number, plain.clone())),
                Some(text) if table.repeats(column, depth) => {
                    cells.push(cell(
                        number,
                        text,
                        Style { face: look::GROUP_REPEATED, ..plain.clone().ink(repeated) },
                    ));
                }
                Some(text) => {
                    let left = Some(Edge::Thin(if depth == 0 { look::WHITE } else { look::BAND_EDGE }));
                    cells.push(cell(number, text, Style { left, ..plain.clone().ink(ink) }));
                }
            }
        }
        let height = table.group_height(depth, &self.sheet.columns);
        self.row(height, cells);
    }

    /// Links to the columns' definitions, in a row of their own: LibreOffice does not wrap the text of a link, and
    /// a heading must be wrapped to be read.
    fn link_row(&mut self, table: &Prepared) {
        if table.heads.iter().all(|head| head.link.is_none()) {
            return;
        }
        let head_row = self.next() + 1;
        let mut cells = Vec::with_capacity(table.heads.len());
        for (column, head) in table.heads.iter().enumerate() {
            let left = self.band_edge(table, column);
            let style = Style { left, ..Style::text(look::LINK).fill(look::HEAD).across(across(head.kind)) };
            let Some(link) = &head.link else {
                cells.push(blank(column as u16, style));
                continue;
            };
            if let Target::Goal(goal) = link {
                self.sheet.heads.entry(goal.clone()).or_insert((head_row, column as u16));
            }
            let style = style.ink(look::TEAL).underlined();
            let mut made = cell(column as u16, self.words.definition(), style);
            made.link = Some(link.clone());
            made.note.clone_from(&head.text);
            cells.push(made);
        }
        self.row(metrics::height(1, look::LINK), cells);
    }

    fn head_row(&mut self, table: &Prepared) -> u32 {
        let mut cells = Vec::with_capacity(table.heads.len());
        for (column, head) in table.heads.iter().enumerate() {
            let style = Style {
                bottom: Some(Edge::Medium(look::TEAL)),
                left: self.band_edge(table, column),
                ..Style::text(look::COLUMN_HEAD).fill(look::HEAD).wrapped().across(across(head.kind))
            };
            let mut made = cell(column as u16, &head.text, style);
            made.note.clone_from(&head.note);
            cells.push(made);
        }
        let height = table.head_height(&self.sheet.columns);
        self.row(height, cells)
    }

    /// The rows; gives the last one of the range that is marked as a table, if there is any.
    fn body(&mut self, table: &Prepared) -> Option<u32> {
        let mut last = None;
        let mut before = RowKind::Body;
        for row in &table.rows {
            if table.view.filtered && before == RowKind::Body && row.kind != RowKind::Body && last.is_some() {
                // A row apart, so that no program takes what follows into the range it sorts.
                self.gap(6);
            }
            let first = row.kind != before;
            before = row.kind;
            let number = self.next();
            let mut cells: Vec<Cell> = Vec::with_capacity(row.cells.len());
            for (column, ready) in row.cells.iter().enumerate() {
                let style = row_style(ready.style.clone(), row.kind, first);
                // A number is never wrapped; LibreOffice would forget its indent.
                let wrapped = matches!(ready.content, Content::Text(_)) && ready.link.is_none();
                let style = Style { wrapped, left: self.band_edge(table, column), ..style };
                let style = table.aligned(style, ready, column, self.sheet.columns[column]);
                cells.push(Cell {
                    column: column as u16,
                    content: ready.content.clone(),
                    style,
                    link: ready.link.clone(),
                    note: String::new(),
                });
            }
            let height = table.row_height(row, &self.sheet.columns);
            self.row(height, cells);
            if !row.anchor.is_empty() {
                self.sheet.anchors.insert(row.anchor.clone(), (number, 0));
            }
            if row.kind == RowKind::Body || !table.view.filtered {
                last = Some(number);
            }
        }
        last
    }

    /// A line at the left of a column where an outermost group begins.
    fn band_edge(&self, table: &Prepared, column: usize) -> Option<Edge> {
        let begins = column >= table.keys() && table.depth() > 0 && !table.repeats(column, 0);
        begins.then_some(Edge::Thin(look::BAND_EDGE))
    }
}

/// Where the heading of a column of a kind stands.
fn across(kind: ColumnKind) -> Across {
    match kind {
        ColumnKind::Figures => Across::Centre,
        ColumnKind::Text => Across::Left,
    }
}

/// What is said of a mode above a table.
pub(super) struct ModeLine {
    /// `Färgläge: Målvärde`.
    text: String,
    /// The columns that have it, where not all have; else nothing.
    columns: String,
    swatches: Vec<Swatch>,
    /// Pixels that the text takes at the left.
    from: u32,
}

/// What is said of each mode of a table; their swatches begin under each other.
pub(super) fn mode_lines(
    canvas: &Canvas,
    table: &Prepared,
    colours: &Colours,
) -> Result<Vec<ModeLine>, RenderError> {
    let mut lines = Vec::new();
    for (mode, own) in table.modes() {
        let name = colours.mode(mode.id(), &canvas.sheet.name)?.get(canvas.language);
        let text = format!("{}: {name}", canvas.words.mode());
        let columns = match own.as_slice() {
            [] => String::new(),
            own => format!("{name} {}: {}.", canvas.words.holds(), own.join("; ")),
        };
        let mut swatches = Vec::new();
        for word in colours.of(mode) {
            let shown = colours.word(word, canvas.language, &canvas.sheet.name)?;
            swatches.push((shown.label, shown.fill, shown.ink));
        }
        lines.push(ModeLine { text, columns, swatches, from: 0 });
    }
    let needs = |line: &ModeLine| metrics::width(&line.text, look::STRONG) + metrics::PADDING;
    let from = lines.iter().map(needs).max().unwrap_or(0);
    for line in &mut lines {
        line.from = from;
    }
    Ok(lines)
}

/// The first of the columns for a row of swatches on each page; none if there is no room for it on the first.
fn swatch_places(columns: &[u32], from: u32, legend: &[(u32, u32)], swatches: &[Swatch]) -> Vec<u16> {
    let mut places = Vec::new();
    for page in legend {
        match swatch_place(columns, from, *page, swatches) {
            Some(place) => places.push(place),
            None if places.is_empty() => return places,
            None => {}
        }
    }
    places
}

/// The first of the columns for a row of swatches, each in a column that is wide enough, from so many pixels on;
/// none if there is no room for it.
fn swatch_place(columns: &[u32], from: u32, legend: (u32, u32), swatches: &[Swatch]) -> Option<u16> {
    let needs: Vec<u32> = swatches.iter().map(needs).collect();
    let mut pixels = 0;
    for (column, width) in columns.iter().enumerate() {
        let found = columns.get(column..column + needs.len())?;
        if pixels >= from.max(legend.0) && found.iter().zip(&needs).all(|(width, need)| need <= width) {
            let end: u32 = pixels + found.iter().sum::<u32>();
            return (end <= legend.1).then_some(column as u16);
        }
        pixels += width;
    }
    None
}

/// How wide the first column must be for the mode's name, and for swatches under each other where there is no row
/// of them.
pub(super) fn swatches_need(columns: &[u32], legend: &[(u32, u32)], line: &ModeLine) -> u32 {
    let name = if legend.len() > 1 { line.from } else { 0 };
    match swatch_places(columns, line.from, legend, &line.swatches).first() {
        Some(_) => name,
        None => line.swatches.iter().map(needs).max().unwrap_or(0).max(name),
    }
}

fn needs((label, ..): &Swatch) -> u32 {
    metrics::width(label, look::BODY) + metrics::PADDING
}

fn swatch_cell(column: u16, (label, fill, ink): &Swatch) -> Cell {
    cell(column, label, Style::text(look::BODY).ink(*ink).fill(*fill).across(Across::Centre))
}

/// The rows and columns that stay: headings and keys, as long as they leave room for the rest.
pub(super) fn frozen(canvas: &Canvas, table: &Prepared, placed: &Placed) -> Option<Place> {
    /// Of a window of a small laptop, about 600 by 1300 pixels.
    const MOST: (u32, u32) = (420, 620);
    let height: u32 = canvas.sheet.rows.iter().take(placed.head as usize + 1).map(|row| row.height).sum();
    let rows = if height <= MOST.0 { placed.head + 1 } else { 0 };
    let columns = if canvas.sheet.columns.iter().sum::<u32>() > 1200 {
        keys_within(&canvas.sheet.columns, table.keys(), MOST.1)
    } else {
        0
    };
    (rows > 0 || columns > 0).then_some((rows, columns as u16))
}

/// How many key columns fit so many pixels; at least the first.
pub(super) fn keys_within(columns: &[u32], keys: usize, most: u32) -> usize {
    let mut pixels = 0;
    columns[..keys]
        .iter()
        .take_while(|width| {
            pixels += **width;
            pixels <= most
        })
        .count()
        .max(keys.min(1))
}
