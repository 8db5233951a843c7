//! Whether a workbook, rendered, shows every text whole.
//!
//! Two renderings are read. *Each sheet on one page*: what stands in a cell's rectangle must be what the cell
//! shows, letter by letter, and nothing may reach out of the rectangle; so a word that is cut, runs into its
//! neighbour or became `###` is found. The widths of words measured there are then laid into the narrower columns
//! that Excel makes of the same file. *The pages as printed*: every word is there, inside the margins, and large
//! enough to be read.

use std::collections::BTreeSet;
use std::ops::Range;

use super::libreoffice::{Office, Page, Word};
use super::package;
use super::workbook::{self, Cell, Sheet, Value, letters};

/// Points that a letter may reach out of its box: rounding.
const TOLERANCE: f64 = 1.5;
/// Points: nothing is printed smaller.
const SMALLEST: f64 = 7.8;
/// What Excel leaves free at both sides of a cell together, in points: five pixels.
const EXCEL_PADDING: f64 = 3.75;

/// What is wrong with a workbook when it is rendered: a line a fault, none if it is as it should be.
pub(crate) fn faults(bytes: &[u8]) -> Vec<String> {
    let sheets = workbook::read(bytes);
    let office = Office::swedish();
    let mut faults = Vec::new();
    let parts: Vec<Vec<Range<u32>>> = sheets.iter().map(parts).collect();
    for part in 0..parts.iter().map(Vec::len).max().unwrap_or(0) {
        // A sheet that has no such part shows its first row, which is not looked at again.
        let rows: Vec<Range<u32>> =
            parts.iter().map(|parts| parts.get(part).cloned().unwrap_or(0..1)).collect();
        let pages = office.sheets(&with_rows(bytes, &rows));
        if pages.len() != sheets.len() {
            return vec![format!("{} sheets were rendered as {} pages", sheets.len(), pages.len())];
        }
        for (number, (sheet, page)) in sheets.iter().zip(&pages).enumerate() {
            if let Some(rows) = parts[number].get(part) {
                faults.extend(cut(sheet, rows, page));
            }
        }
    }
    faults.extend(printed(&sheets, &office.print(bytes)));
    faults
}

/// The parts of a sheet that fit one page of a PDF, which is at most 200 inches high.
fn parts(sheet: &Sheet) -> Vec<Range<u32>> {
    const MOST: f64 = 10_000.0;
    let last = sheet.cells.keys().map(|(row, _)| *row).max().unwrap_or(0);
    let (mut parts, mut start, mut used) = (Vec::new(), 0, 0.0);
    for row in 0..=last {
        let points = height(sheet, row);
        if used + points > MOST && row > start {
            parts.push(start..row);
            (start, used) = (row, 0.0);
        }
        used += points;
    }
    parts.push(start..last + 1);
    parts
}

/// The workbook with only these rows of each sheet; the others are hidden.
fn with_rows(bytes: &[u8], rows: &[Range<u32>]) -> Vec<u8> {
    let mut altered = bytes.to_vec();
    for (number, rows) in rows.iter().enumerate() {
        altered = package::altered(&altered, &format!("xl/worksheets/sheet{}.xml", number + 1), |xml| {
            let mut kept = String::with_capacity(xml.len());
            let mut rest = xml;
            while let Some(start) = rest.find("<row ") {
                let open = start + rest[start..].find('>').expect("a row's end");
                let end = if rest[..open].ends_with('/') {
                    open + 1
                } else {
                    start + rest[start..].find("</row>").expect("a row's end") + "</row>".len()
                };
                let from = start + "<row r=\"".len();
                let to = from + rest[from..].find('"').expect("a row's number");
                let row: u32 = rest[from..to].parse().expect("a row's number");
                kept += &rest[..start];
                if rows.contains(&(row - 1)) {
                    kept += &rest[start..end];
                } else {
                    kept += &format!("<row r=\"{row}\" hidden=\"1\"/>");
                }
                rest = &rest[end..];
            }
            kept + rest
        });
    }
    altered
}

/// A row's height in points.
fn height(sheet: &Sheet, row: u32) -> f64 {
    sheet.heights.get(&row).copied().unwrap_or(17.0) * 0.75
}

/// A cell's place on its sheet's page, in points.
struct Area {
    row: u32,
    column: u32,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    /// Whether a text may take no more than its own column.
    alone: bool,
}

/// Texts that are not whole in their cells, among these rows, which alone are on the page.
fn cut(sheet: &Sheet, rows: &Range<u32>, page: &Page) -> Vec<String> {
    let mut faults = Vec::new();
    // LibreOffice measures a digit of the default font finer than Excel: its columns are a little wider.
    let wider = page.width / (sheet.columns.iter().sum::<f64>() * 0.75);
    let mut lefts = vec![0.0];
    for pixels in &sheet.columns {
        lefts.push(lefts[lefts.len() - 1] + pixels * 0.75 * wider);
    }
    // Rows are drawn in whole hundredths of a millimetre, cut off, which adds up on a long sheet.
    let mut tops = vec![0.0; rows.start as usize + 1];
    for row in rows.clone() {
        let drawn = (height(sheet, row) * 2540.0 / 72.0 - 0.01).floor() * 72.0 / 2540.0;
        tops.push(tops[tops.len() - 1] + drawn);
    }
    // Where pages lie beside each other, each shows what stands in the columns it repeats, and no more.
    let repeated = if sheet.breaks.is_empty() { 0 } else { repeated_columns(sheet) };
    let shown_whole = lefts[repeated as usize];
    let mut words: Vec<Vec<Word>> = Vec::new();
    let areas: Vec<Area> = sheet
        .cells
        .iter()
        .filter(|((row, _), cell)| rows.contains(row) && cell.value != Value::Blank)
        .map(|((row, column), cell)| {
            let end = if runs_over(cell) { first_taken(sheet, *row, *column) } else { column + 1 };
            Area {
                row: *row,
                column: *column,
                left: lefts[*column as usize],
                right: lefts[end as usize],
                top: tops[*row as usize],
                bottom: tops[*row as usize + 1],
                alone: end == column + 1,
            }
        })
        .collect();
    words.resize(areas.len(), Vec::new());
    for word in &page.words {
        let (x, y) = ((word.left + word.right) / 2.0, (word.top + word.bottom) / 2.0);
        let inside =
            |area: &Area| (area.left..area.right).contains(&x) && (area.top..area.bottom).contains(&y);
        match areas.iter().position(inside) {
            Some(place) => words[place].push(word.clone()),
            None => faults.push(format!("{}: `{}` stands where no cell has a text", sheet.name, word.text)),
        }
    }
    for (area, words) in areas.iter().zip(words) {
        let cell = &sheet.cells[&(area.row, area.column)];
        let name = format!("{}!{}{}", sheet.name, letters(area.column), area.row + 1);
        if area.column < repeated && words.iter().any(|word| word.right > shown_whole) {
            faults
                .push(format!("{name}: `{:.60}` is cut by the columns that every page repeats", cell.shown));
        }
        faults.extend(in_cell(&name, sheet, cell, area, words));
    }
    faults
}

fn in_cell(name: &str, sheet: &Sheet, cell: &Cell, area: &Area, mut words: Vec<Word>) -> Vec<String> {
    let mut faults = Vec::new();
    words.sort_by(|a, b| (line(a), a.left).partial_cmp(&(line(b), b.left)).expect("places are numbers"));
    words = in_lines(words);
    let seen: String = words.iter().map(|word| squeezed(&word.text)).collect();
    let wanted = squeezed(&cell.shown);
    if seen != wanted {
        faults.push(format!("{name}: shows `{seen}` in place of `{wanted}`"));
    }
    for word in &words {
        // A sign from another font may have a taller box than the row's letters.
        let high = word.top < area.top - 3.0 || word.bottom > area.bottom + 3.0;
        if word.left < area.left - TOLERANCE || word.right > area.right + TOLERANCE || high {
            faults.push(format!("{name}: `{}` reaches out of its cell", word.text));
        }
    }
    if !runs_over(cell) || area.alone {
        let room = sheet.columns[area.column as usize] * 0.75 - EXCEL_PADDING;
        let blank = cell.look.size * 0.28;
        let (mut lines, mut used) = (1, 0.0);
        for word in &words {
            let width = word.right - word.left;
            if width > room {
                faults.push(format!("{name}: `{}` is wider than its column in Excel", word.text));
            }
            if used > 0.0 && used + blank + width > room {
                lines += 1;
                used = width;
            } else {
                used += if used > 0.0 { blank + width } else { width };
            }
        }
        let height = f64::from(lines) * cell.look.size * 1.15;
        if lines > 1 && !cell.look.wrapped {
            faults.push(format!("{name}: `{}` is wider than its column in Excel", cell.shown));
        } else if height > area.bottom - area.top + 0.5 {
            faults.push(format!(
                "{name}: {lines} lines are higher than the row in Excel: `{:.60}`",
                cell.shown
            ));
        }
    }
    faults
}

/// Words in their reading order: a line's words have about the same middle.
fn in_lines(words: Vec<Word>) -> Vec<Word> {
    let mut lines: Vec<Vec<Word>> = Vec::new();
    for word in words {
        match lines.last_mut() {
            Some(open) if line(&word) - line(&open[0]) < 4.0 => open.push(word),
            _ => lines.push(vec![word]),
        }
    }
    for open in &mut lines {
        open.sort_by(|a, b| a.left.total_cmp(&b.left));
    }
    lines.concat()
}

fn line(word: &Word) -> f64 {
    (word.top + word.bottom) / 2.0
}

/// Whether a text may run over the empty cells at its right: titles, paragraphs above tables.
fn runs_over(cell: &Cell) -> bool {
    matches!(cell.value, Value::Text(_)) && !cell.look.wrapped && cell.look.across != "center"
}

/// How many columns every page repeats: `'Stad, län'!$A:$E,'Stad, län'!$8:$10` are five.
fn repeated_columns(sheet: &Sheet) -> u32 {
    let ranges = sheet.repeated.split("!$").skip(1).filter_map(|range| range.split(',').next());
    let columns = ranges.filter_map(|range| range.split_once(":$")).map(|(_, last)| last);
    let last = columns.into_iter().find(|last| last.chars().all(|letter| letter.is_ascii_uppercase()));
    last.map_or(0, |last| workbook::place(&format!("{last}1")).1 + 1)
}

fn first_taken(sheet: &Sheet, row: u32, column: u32) -> u32 {
    (column + 1..sheet.columns.len() as u32)
        .find(|next| sheet.cells.get(&(row, *next)).is_some_and(|cell| cell.value != Value::Blank))
        .unwrap_or(sheet.columns.len() as u32)
}

/// A text without blanks and what only shows where a word may break.
fn squeezed(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

/// What the printed pages lack.
fn printed(sheets: &[Sheet], pages: &[Page]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    for (number, page) in pages.iter().enumerate() {
        for word in &page.words {
            if word.text.contains("###") {
                faults.push(format!("page {}: ###", number + 1));
            }
            let outside =
                word.left < 0.0 || word.right > page.width || word.top < 0.0 || word.bottom > page.height;
            if outside {
                faults.push(format!("page {}: `{}` stands outside the page", number + 1, word.text));
            }
            // The box of a word of Liberation Sans is 1.3 times its size high.
            let size = (word.bottom - word.top) / 1.3;
            if size < SMALLEST {
                faults.push(format!("page {}: `{}` is printed at {size:.1} points", number + 1, word.text));
            }
            seen.insert(word.text.as_str());
        }
    }
    for sheet in sheets {
        // What stands below the print area is for the screen.
        let is_printed = |row: u32| sheet.printed == 0 || row < sheet.printed;
        for ((row, column), cell) in sheet.cells.iter().filter(|((row, _), _)| is_printed(*row)) {
            // A line may end after a hyphen or a stroke, and the word goes on in the next.
            let whole = |word: &&str| {
                seen.contains(*word) || word.split_inclusive(['-', '/', '–']).all(|part| seen.contains(part))
            };
            for word in cell.shown.split_whitespace().filter(|word| !whole(word)) {
                let name = format!("{}!{}{}", sheet.name, letters(*column), row + 1);
                faults.push(format!("{name}: `{word}` is on no printed page"));
            }
        }
    }
    faults
}
