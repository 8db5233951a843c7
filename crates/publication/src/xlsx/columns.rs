//! The columns of a sheet: how wide they are, how many pages they take, and where text may run.

use std::collections::HashMap;

use super::error::RenderError;
use super::page::{self, Page, Pages};
use super::sheet::{Canvas, Sheet};
use super::table::Prepared;
use super::words::Words;
use super::{Renderer, place, text};
use crate::model::{Block, Section};

impl Renderer<'_> {
    /// A canvas with its columns: a table's, or the two of running text.
    pub(super) fn canvas(
        &self,
        section: &Section,
        tables: &[Prepared],
        page: Page,
    ) -> Result<Canvas, RenderError> {
        /// What running text takes on a sheet with a table: at least and at most, in pixels.
        const SPAN: (u32, u32) = (640, 1300);
        /// What is seen without scrolling in a window of a small laptop.
        const WINDOW: u32 = 1150;
        let prose = tables.is_empty();
        let mut columns = if prose { text::columns(page.width) } else { Vec::new() };
        for table in tables {
            columns.resize(columns.len().max(table.widths.len()), 0);
            for (column, width) in columns.iter_mut().zip(&table.widths) {
                *column = (*column).max(*width);
            }
        }
        let sheet = Sheet {
            name: self.names[&section.id].clone(),
            title: section.title.get(self.language).to_owned(),
            columns,
            rows: Vec::new(),
            tables: Vec::new(),
            frozen: None,
            repeated: None,
            keys: 0,
            page,
            pages: Pages::OneWide,
            anchors: HashMap::new(),
            heads: HashMap::new(),
        };
        let mut canvas = Canvas {
            sheet,
            language: self.language,
            words: Words::of(self.language),
            span: SPAN.1,
            legend: vec![(0, WINDOW)],
            at: 0,
            beside: 0..0,
            prose,
        };
        if prose {
            canvas.span = canvas.sheet.columns.iter().sum();
            return Ok(canvas);
        }
        let mut first = section
            .blocks
            .iter()
            .filter_map(|block| if let Block::Legend(words) = block { Some(words) } else { None })
            .map(|words| text::swatches_need(words, self.language))
            .max()
            .unwrap_or(0);
        let mut lines = Vec::new();
        for table in tables {
            lines.extend(place::mode_lines(&canvas, table, &self.colours)?);
        }
        let mut many_wide = false;
        // The second time the text may have become narrower, and legends stand under each other.
        for _ in 0..2 {
            let need = |line| place::swatches_need(&canvas.sheet.columns, &canvas.legend, line);
            first = lines.iter().map(need).max().unwrap_or(0).max(first);
            if let Some(column) = canvas.sheet.columns.first_mut() {
                *column = (*column).max(first);
                many_wide = on_pages(&mut canvas, section, tables, page);
            }
        }
        let total: u32 = canvas.sheet.columns.iter().sum();
        if total < SPAN.0 {
            // Running text needs room, also in print, where the columns end.
            canvas.sheet.columns.push(SPAN.0 - total);
        }
        if !many_wide {
            canvas.span = total.min(page.width).clamp(SPAN.0, SPAN.1);
        }
        Ok(canvas)
    }
}

/// Decides how many pages wide a sheet with tables is. If it is more than one, the title stays within the columns
/// that every page repeats, so that each page has it whole, text beside it on the first page, and every page has a
/// legend of its own; says whether that is so.
fn on_pages(canvas: &mut Canvas, section: &Section, tables: &[Prepared], page: Page) -> bool {
    /// What the title needs then, and the columns that every page repeats take at most, in pixels.
    const NEEDED: (u32, u32) = (180, 280);
    /// How wide text runs at most.
    const RUNS: u32 = 1100;
    let last = tables.last().filter(|_| {
        section
            .blocks
            .iter()
            .rposition(|b| matches!(b, Block::Table(_)))
            .is_some_and(|place| footnotes(&section.blocks[place + 1..]))
    });
    let (keys, bands) = last.map_or((0, Vec::new()), |table| (table.keys(), table.bands()));
    let keys = place::keys_within(&canvas.sheet.columns, keys, NEEDED.1);
    let sheet = &mut canvas.sheet;
    sheet.keys = keys;
    sheet.pages = page::of_table(page, &sheet.columns, keys, &bands);
    if sheet.pages == Pages::OneWide {
        return false;
    }
    let repeated: u32 = sheet.columns[..keys].iter().sum();
    if keys > 0 && repeated < NEEDED.0 {
        sheet.columns[0] += NEEDED.0 - repeated;
        sheet.pages = page::of_table(page, &sheet.columns, keys, &bands);
    }
    if sheet.pages == Pages::OneWide || keys == 0 {
        return false;
    }
    let pixels = |column: usize| sheet.columns[..column].iter().sum::<u32>();
    let breaks = match &sheet.pages {
        Pages::Scaled { columns, .. } => columns.as_slice(),
        Pages::OneWide => &[],
    };
    let mut edges = vec![keys];
    edges.extend(breaks.iter().map(|column| *column as usize));
    edges.push(sheet.columns.len());
    canvas.legend = edges.windows(2).map(|page| (pixels(page[0]), pixels(page[1]))).collect();
    canvas.at = keys as u16;
    canvas.span = (pixels(edges[1]) - pixels(keys)).min(RUNS);
    true
}

/// Whether nothing but paragraphs stands there: below a table they are its footnotes.
pub(super) fn footnotes(blocks: &[Block]) -> bool {
    blocks.iter().all(|block| matches!(block, Block::Paragraph(_)))
}
