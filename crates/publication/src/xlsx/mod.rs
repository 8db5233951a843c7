//! The workbook: blocks on sheets, coloured, with sign and word, ready to sort, filter and print.
//!
//! A section is a sheet. Its blocks are laid out first (`sheet`, `table`, `place`, `text`) – sizes and
//! places computed, nothing looked up but the colour of a verdict – and written then (`write`). Nothing comes
//! from the clock or the machine, so that the same publication always gives the same bytes.

mod cells;
mod colours;
mod columns;
mod error;
mod look;
pub(crate) mod metrics;
mod page;
mod place;
mod sheet;
mod table;
mod text;
mod words;
mod write;

use std::collections::{HashMap, HashSet};

use self::cells::Making;
use self::colours::Colours;
pub use self::error::RenderError;
use self::page::Page;
use self::sheet::{Goal, Sheet};
use self::table::Prepared;
use self::words::Words;
use crate::model::{Block, Document, Language, Publication, Section};

/// A publication as an Excel workbook (*arbetsbok*), in a language.
///
/// Every section is a sheet, in the document's order. The bytes depend on the publication and the language only.
///
/// # Errors
/// Faults of the model: a section's name that cannot be a sheet's, a link that leads nowhere, a verdict without
/// colour, rows of different lengths, a text that a table's cell cannot show whole.
pub fn workbook(publication: &Publication, language: Language) -> Result<Vec<u8>, RenderError> {
    let colours = Colours { modes: &publication.modes, words: &publication.colours };
    let names = names(&publication.document, language)?;
    let tables = tables(&publication.document, &names);
    let renderer = Renderer { publication, language, colours, names, tables };
    let sheets = publication
        .document
        .sections
        .iter()
        .map(|section| renderer.sheet(section))
        .collect::<Result<Vec<_>, _>>()?;
    write::workbook(publication, language, &sheets, &renderer.names)
}

/// What sheets are laid out with.
struct Renderer<'a> {
    publication: &'a Publication,
    language: Language,
    colours: Colours<'a>,
    /// The sheet's name of every section.
    names: HashMap<String, String>,
    /// The sheet whose headings lead to a goal first.
    tables: HashMap<Goal, String>,
}

impl Renderer<'_> {
    fn sheet(&self, section: &Section) -> Result<Sheet, RenderError> {
        let name = &self.names[&section.id];
        let words = Words::of(self.language);
        let making = Making { colours: &self.colours, language: self.language, words, sheet: name };
        let mut prepared = Vec::new();
        for block in &section.blocks {
            if let Block::Table(view) = block {
                prepared.push(Prepared::of(view, &making)?);
            }
        }
        let page = Page::of(section.paper);
        let mut canvas = self.canvas(section, &prepared, page)?;
        canvas.title(section.title.get(self.language), self.publication.caution.get(self.language));
        canvas.gap(6);
        let mut tables = prepared.iter();
        let mut together = Vec::new();
        let mut last = None;
        for (place, block) in section.blocks.iter().enumerate() {
            match block {
                Block::Heading(text) => {
                    // A heading takes the beginning of its text with it to the next page.
                    together.push(canvas.next()..canvas.next() + 6);
                    canvas.heading(text);
                }
                Block::Paragraph(text) => canvas.paragraph(text),
                Block::List(points) => canvas.list(points),
                Block::Note(text) => canvas.note(text),
                Block::Legend(words) => {
                    let first = canvas.next();
                    canvas.legend(words, &self.colours)?;
                    together.push(first..canvas.next());
                }
                Block::Card(card) => {
                    let first = canvas.next();
                    let goal = Goal { section: section.id.clone(), anchor: card.anchor.clone() };
                    canvas.card(card, &section.id, self.tables.get(&goal).map(String::as_str));
                    together.push(first..canvas.next());
                }
                Block::Link(link) => canvas.link(link, |id| self.names.get(id).cloned()),
                Block::Table(_) => {
                    if let Some(table) = tables.next() {
                        let placed = canvas.table(table, &self.colours)?;
                        let footnotes = columns::footnotes(&section.blocks[place + 1..]);
                        last = footnotes.then_some((table, placed));
                    }
                }
            }
            let next = section.blocks.get(place + 1);
            if !matches!((block, next), (Block::Link(_), Some(Block::Link(_)))) {
                canvas.gap(6);
            }
        }
        while canvas.sheet.rows.last().is_some_and(|row| row.cells.is_empty()) {
            canvas.sheet.rows.pop();
        }
        if let Some((table, placed)) = &last {
            canvas.sheet.frozen = place::frozen(&canvas, table, placed);
            canvas.sheet.repeated = Some((placed.first_head, placed.head));
        }
        let heights: Vec<u32> = canvas.sheet.rows.iter().map(|row| row.height).collect();
        canvas.sheet.pages = if canvas.prose {
            page::of_text(page, &canvas.sheet.columns, &heights, &together)
        } else {
            page::on_one_page(page, canvas.sheet.pages, &heights)
        };
        Ok(canvas.sheet)
    }
}

/// The sheet's name of each section; each can be a sheet's, and none comes twice.
fn names(document: &Document, language: Language) -> Result<HashMap<String, String>, RenderError> {
    let mut names = HashMap::new();
    let mut seen = HashSet::new();
    for section in &document.sections {
        let name = section.name.get(language);
        let why = if name.is_empty() {
            Some("is empty")
        } else if name.encode_utf16().count() > 31 {
            Some("is too long")
        } else if name.contains(['[', ']', ':', '*', '?', '/', '\\']) {
            Some("has a character that no sheet may have")
        } else if name.starts_with('\'') || name.ends_with('\'') {
            Some("begins or ends with an apostrophe")
        } else if !seen.insert(name.to_lowercase()) {
            Some("is another sheet's, too")
        } else {
            None
        };
        if let Some(why) = why {
            return Err(RenderError::SheetName { section: section.id.clone(), name: name.to_owned(), why });
        }
        names.insert(section.id.clone(), name.to_owned());
    }
    Ok(names)
}

/// The sheet whose headings lead to a goal: of several the one with most rows, every municipality's.
fn tables(document: &Document, names: &HashMap<String, String>) -> HashMap<Goal, String> {
    let mut tables = HashMap::new();
    let mut most: HashMap<Goal, usize> = HashMap::new();
    for section in &document.sections {
        for block in &section.blocks {
            if let Block::Table(view) = block {
                for link in view.columns.iter().filter_map(|column| column.link.as_ref()) {
                    let rows = most.entry(Goal::from(link)).or_default();
                    if view.rows.len() > *rows || !tables.contains_key(&Goal::from(link)) {
                        *rows = view.rows.len();
                        tables.insert(Goal::from(link), names[&section.id].clone());
                    }
                }
            }
        }
    }
    tables
}
