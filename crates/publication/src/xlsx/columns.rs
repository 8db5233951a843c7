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
        const SPAN: (u32, u32) = (640, 880);
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
            legend: (0, WINDOW),
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
        let mut within_keys = false;
        // The second time the text may have become narrower, and legends stand under each other.
        for _ in 0..2 {
            let need = |line| place::swatches_need(&canvas.sheet.columns, canvas.legend, line);
            first = lines.iter().map(need).max().unwrap_or(0).max(first);
            if let Some(column) = canvas.sheet.columns.first_mut() {
                *column = (*column).max(first);
                within_keys = on_pages(&mut canvas, section, tables, page);
            }
        }
        let total: u32 = canvas.sheet.columns.iter().sum();
        if total < SPAN.0 {
            // Running text needs room, also in print, where the columns end.
            canvas.sheet.columns.push(SPAN.0 - total);
        }
        if !within_keys {
            canvas.span = total.clamp(SPAN.0, SPAN.1);
        }
        Ok(canvas)
    }
}

/// Decides how many pages wide a sheet with tables is. If it is more than one, all text stays within the
/// columns that every page repeats, so that each page has it whole; says whether that is so.
fn on_pages(canvas: &mut Canvas, section: &Section, tables: &[Prepared], page: Page) -> bool {
    /// What text needs then, in pixels.
    const NEEDED: u32 = 320;
    let last = tables.last().filter(|_| matches!(section.blocks.last(), Some(Block::Table(_))));
    let (keys, bands) = last.map_or((0, Vec::new()), |table| (table.keys(), table.bands()));
    let keys = place::keys_within(&canvas.sheet.columns, keys, page.width / 2);
    let sheet = &mut canvas.sheet;
    sheet.keys = keys;
    sheet.pages = page::of_table(page, &sheet.columns, keys, &bands);
    if sheet.pages == Pages::OneWide {
        return false;
    }
    let repeated: u32 = sheet.columns[..keys].iter().sum();
    if keys > 0 && repeated < NEEDED {
        sheet.columns[0] += NEEDED - repeated;
        sheet.pages = page::of_table(page, &sheet.columns, keys, &bands);
    }
    if sheet.pages == Pages::OneWide || keys == 0 {
        return false;
    }
    canvas.span = sheet.columns[..keys].iter().sum();
    // A legend stands on the first page, beside the columns that every page repeats.
    if let Pages::Scaled { columns, .. } = &sheet.pages {
        let first_page = columns.first().map_or(sheet.columns.len(), |column| *column as usize);
        canvas.legend = (canvas.span, sheet.columns[..first_page].iter().sum());
    }
    true
}
