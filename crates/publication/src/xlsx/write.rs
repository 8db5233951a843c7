//! Writes sheets that are laid out.

use std::collections::HashMap;

use rust_xlsxwriter::utility::row_col_to_cell_absolute;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, IgnoreError, Note, Table, TableColumn, TableStyle, Url,
    Workbook, Worksheet,
};

use super::error::RenderError;
use super::look::{self, Formats};
use super::metrics::{self, Face};
use super::page::{self, Pages};
use super::sheet::{Cell, Content, Goal, Marked, Sheet, Target};
use super::words::Words;
use crate::model::{Language, Publication};

/// The pixels of a default row and column of Arial 10, which column widths are counted in.
const DEFAULT: (u32, u32) = (17, 64);

/// The bytes of a workbook of these sheets.
pub(super) fn workbook(
    publication: &Publication,
    language: Language,
    sheets: &[Sheet],
    names: &HashMap<String, String>,
) -> Result<Vec<u8>, RenderError> {
    let mut workbook = Workbook::new();
    let face = Format::new().set_font_name(look::FONT).set_font_size(look::BODY.size);
    workbook.set_default_format(&face, DEFAULT.0, DEFAULT.1)?;
    workbook.set_properties(&properties(publication, language)?);
    let by_name: HashMap<&str, &Sheet> = sheets.iter().map(|sheet| (sheet.name.as_str(), sheet)).collect();
    let mut writer = Writer { publication, language, sheets, names, by_name, formats: Formats::default() };
    for (number, sheet) in sheets.iter().enumerate() {
        writer.sheet(workbook.add_worksheet(), sheet, number)?;
    }
    Ok(workbook.save_to_buffer()?)
}

fn properties(publication: &Publication, language: Language) -> Result<DocProperties, RenderError> {
    let document = &publication.document;
    let keywords: Vec<&str> = document.keywords.iter().map(|word| word.get(language)).collect();
    // Excel keeps at most 255 characters of each.
    let short = |text: &str| text.chars().take(255).collect::<String>();
    Ok(DocProperties::new()
        .set_title(short(document.title.get(language)))
        .set_subject(short(document.subject.get(language)))
        .set_author(short(document.publisher.get(language)))
        .set_company(short(document.publisher.get(language)))
        .set_keywords(short(&keywords.join(", ")))
        .set_comment(short(publication.caution.get(language)))
        .set_creation_datetime(&ExcelDateTime::from_timestamp(publication.published_at.as_second())?))
}

struct Writer<'a> {
    publication: &'a Publication,
    language: Language,
    sheets: &'a [Sheet],
    names: &'a HashMap<String, String>,
    by_name: HashMap<&'a str, &'a Sheet>,
    formats: Formats,
}

impl Writer<'_> {
    fn sheet(&mut self, to: &mut Worksheet, sheet: &Sheet, number: usize) -> Result<(), RenderError> {
        if sheet.rows.len() > 1_048_576 || sheet.columns.len() > 16_384 {
            return Err(RenderError::TooLarge {
                sheet: sheet.name.clone(),
                rows: sheet.rows.len(),
                columns: sheet.columns.len(),
            });
        }
        to.set_name(&sheet.name)?;
        to.set_screen_gridlines(false);
        to.set_tab_color(Color::RGB(if sheet.tables.is_empty() { look::BAND_EDGE } else { look::TEAL }));
        to.set_default_note_author(self.publication.document.publisher.get(self.language));
        for (column, pixels) in sheet.columns.iter().enumerate() {
            to.set_column_width_pixels(column as u16, *pixels)?;
        }
        for (table, marked) in sheet.tables.iter().enumerate() {
            mark(to, marked, number, table)?;
        }
        for (row, laid) in sheet.rows.iter().enumerate() {
            let row = row as u32;
            to.set_row_height_pixels(row, laid.height)?;
            for cell in &laid.cells {
                self.cell(to, sheet, row, cell)?;
            }
        }
        if let Some((rows, columns)) = sheet.frozen {
            to.set_freeze_panes(rows, columns)?;
        }
        self.print(to, sheet)
    }

    fn cell(&mut self, to: &mut Worksheet, sheet: &Sheet, row: u32, cell: &Cell) -> Result<(), RenderError> {
        let link = cell.link.as_ref().map(|target| self.link(sheet, target)).transpose()?.flatten();
        let format = self.formats.of(&cell.style);
        match (&cell.content, link) {
            (Content::Blank, _) => to.write_blank(row, cell.column, format)?,
            (Content::Number(number), _) => to.write_number_with_format(row, cell.column, *number, format)?,
            (Content::Text(text), None) => to.write_string_with_format(row, cell.column, text, format)?,
            (Content::Text(text), Some(link)) => {
                // Excel shows at most 255 characters of a tip.
                let tip: String = cell.note.chars().take(255).collect();
                to.write_url_with_format(
                    row,
                    cell.column,
                    Url::new(link).set_text(text).set_tip(tip),
                    format,
                )?
            }
        };
        if !cell.note.is_empty() && cell.link.is_none() {
            to.insert_note(row, cell.column, &note(cell))?;
        }
        Ok(())
    }

    /// Where a target is, as the library wants it; nothing if no table leads to the card.
    fn link(&self, from: &Sheet, target: &Target) -> Result<Option<String>, RenderError> {
        let (name, (row, column)) = match target {
            Target::Goal(goal) => {
                let place = self.place(goal).ok_or_else(|| RenderError::UnknownLink {
                    sheet: from.name.clone(),
                    section: goal.section.clone(),
                    anchor: goal.anchor.clone(),
                })?;
                (self.names[&goal.section].as_str(), place)
            }
            Target::Back(goal) => {
                let leading = self.sheets.iter().filter_map(|sheet| Some((sheet, *sheet.heads.get(goal)?)));
                // The first of those with most rows: every municipality's.
                let Some((sheet, place)) = leading.rev().max_by_key(|(sheet, _)| sheet.rows.len()) else {
                    return Ok(None);
                };
                (sheet.name.as_str(), place)
            }
        };
        Ok(Some(format!("internal:'{}'!{}", name.replace('\'', "''"), row_col_to_cell_absolute(row, column))))
    }

    fn place(&self, goal: &Goal) -> Option<(u32, u16)> {
        let sheet = self.by_name.get(self.names.get(&goal.section)?.as_str())?;
        if goal.anchor.is_empty() { Some((0, 0)) } else { sheet.anchors.get(&goal.anchor).copied() }
    }

    fn print(&self, to: &mut Worksheet, sheet: &Sheet) -> Result<(), RenderError> {
        to.set_paper_size(sheet.page.number);
        if sheet.page.landscape {
            to.set_landscape();
        } else {
            to.set_portrait();
        }
        to.set_margins(page::SIDE, page::SIDE, page::TOP, page::BOTTOM, page::EDGE, page::EDGE);
        match &sheet.pages {
            Pages::OneWide => {
                to.set_print_fit_to_pages(1, 0);
            }
            Pages::Scaled { percent, rows, columns } => {
                to.set_print_scale(*percent);
                if !rows.is_empty() {
                    to.set_page_breaks(rows)?;
                }
                if !columns.is_empty() {
                    to.set_vertical_page_breaks(columns)?;
                    if sheet.keys > 0 {
                        to.set_repeat_columns(0, sheet.keys as u16 - 1)?;
                    }
                    to.set_page_order(true);
                }
            }
        }
        if let Some((first, last)) = sheet.repeated {
            to.set_repeat_rows(first, last)?;
        }
        let heights: Vec<u32> = sheet.rows.iter().map(|row| row.height).collect();
        let printed = page::printed_rows(sheet.page, &sheet.pages, &sheet.columns, &heights);
        let last_row = printed.max(1) as u32 - 1;
        to.set_print_area(0, 0, last_row, sheet.columns.len().max(1) as u16 - 1)?;
        let title = self.publication.document.title.get(self.language);
        let caution = self.publication.caution.get(self.language);
        let words = Words::of(self.language);
        let ink = format!("&K{:06X}", look::MUTED);
        to.set_header(header(title, caution, &ink));
        to.set_footer(format!(
            "&L&\"Arial,Regular\"&9{ink} {}&R&\"Arial,Regular\"&9{ink} {}",
            plain(&sheet.title, 70),
            words.page()
        ));
        Ok(())
    }
}

/// The title and, on a line of its own, what everybody must be told.
fn header(title: &str, caution: &str, ink: &str) -> String {
    let mut most = 110;
    loop {
        let mut header = format!("&L&\"Arial,Regular\"&9{ink} {}", plain(title, 70));
        if !caution.is_empty() {
            header += &format!("\n&\"Arial,Bold\"&K{:06X} {}", look::CAUTION_INK, plain(caution, most));
        }
        // More is not kept by Excel.
        if header.encode_utf16().count() <= 255 || most < 10 {
            return header;
        }
        most -= 5;
    }
}

/// A text for a header or footer: so many characters, and no word cut.
fn plain(text: &str, most: usize) -> String {
    let text: String = text.chars().filter(|letter| !letter.is_control()).collect();
    let kept = if text.chars().count() <= most {
        text
    } else {
        let start: String = text.chars().take(most).collect();
        format!("{} …", start.rsplit_once(' ').map_or(start.as_str(), |(words, _)| words))
    };
    kept.replace('&', "&&")
}

/// Marks a table: programs read its head row out with each cell, and sort and filter its rows only.
fn mark(to: &mut Worksheet, marked: &Marked, sheet: usize, table: usize) -> Result<(), RenderError> {
    let ((first_row, first_column), (last_row, last_column)) = (marked.first, marked.last);
    if marked.heads.is_empty() {
        if marked.filtered {
            to.autofilter(first_row, first_column, last_row, last_column)?;
        }
    } else {
        let columns: Vec<TableColumn> =
            marked.heads.iter().map(|head| TableColumn::new().set_header(head)).collect();
        let made = Table::new()
            .set_name(format!("Tabell_{}_{}", sheet + 1, table + 1))
            .set_style(TableStyle::None)
            .set_autofilter(marked.filtered)
            .set_columns(&columns)
            .set_alt_text_title(marked.description.chars().take(255).collect::<String>())
            .set_alt_text(&marked.description);
        to.add_table(first_row, first_column, last_row, last_column, &made)?;
    }
    // Codes such as 0180 are texts on purpose.
    to.ignore_error_range(first_row, first_column, last_row, last_column, IgnoreError::NumberStoredAsText)?;
    Ok(())
}

/// A heading's explanation, as large as its text.
fn note(cell: &Cell) -> Note {
    const FACE: Face = Face { size: 9, bold: false };
    const PIXELS: u32 = 340;
    let lines = metrics::wrap(&cell.note, FACE, PIXELS - 24).len();
    let about = match &cell.content {
        Content::Text(text) => text.as_str(),
        Content::Blank | Content::Number(_) => "",
    };
    Note::new(&cell.note)
        .add_author_prefix(false)
        .set_font_name(look::FONT)
        .set_font_size(FACE.size)
        .set_width(PIXELS)
        .set_height(metrics::height(lines, FACE) + 12)
        .set_background_color(Color::RGB(look::WHITE))
        .set_alt_text(about)
}
