//! Text files: lines of fields with `;` between them.

use csv::{ReaderBuilder, StringRecord};

use super::columns::Columns;
use super::file::MAX_LINES;
use super::mistakes::{Mistake, Mistakes};
use super::text;

/// The message of a file without content.
pub(super) const FILE_IS_EMPTY: (&str, &str) = ("filen är tom", "the file is empty");

/// Visits the lines that hold anything, the header first, each with its number in the file.
pub(super) fn each_line(
    bytes: &[u8],
    columns: &Columns,
    mistakes: &mut Mistakes,
    visit: &mut dyn FnMut(usize, &StringRecord, &mut Mistakes) -> bool,
) {
    let text = match text::utf8(bytes) {
        Ok(text) => text,
        Err((line, code, mistake)) => return mistakes.add(line, code, || mistake),
    };
    if text.trim().is_empty() {
        return mistakes.add(0, "ANS-04", || {
            let header = columns.header();
            Mistake::new(
                FILE_IS_EMPTY,
                (
                    format!("första raden anger kolumnerna: {header}"),
                    format!("its first line names the columns: {header}"),
                ),
            )
        });
    }
    if let Some(delimiter) = other_delimiter(text, columns) {
        return mistakes.add(1, "ANS-06", || wrong_delimiter(delimiter, columns));
    }
    let mut reader =
        ReaderBuilder::new().delimiter(b';').has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut lines = LineNumbers { text, at: 0, line: 1 };
    let mut record = StringRecord::new();
    for count in 0.. {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            // The text is UTF-8 and read from memory: there is nothing else to fail.
            Ok(false) | Err(_) => return,
        }
        let from = record.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or(0));
        let to = usize::try_from(reader.position().byte()).unwrap_or(text.len()).min(text.len());
        let number = lines.number_at(from);
        if count > MAX_LINES {
            return mistakes.add(number, "ANS-03", too_many_lines);
        }
        if record.iter().all(|field| field.trim().is_empty()) {
            continue;
        }
        let quotes = text.as_bytes()[from.min(to)..to].iter().filter(|&&b| b == b'"').count();
        if !quotes.is_multiple_of(2) {
            mistakes.add(number, "ANS-09", || {
                Mistake::new(
                    (
                        "ett citattecken saknar sitt par, så raderna efter kan ha lästs som en enda text",
                        "a quotation mark has no pair, so the lines after it may have been read as one text",
                    ),
                    (
                        "sätt en text som innehåller `;`, `\"` eller radbrytning inom citattecken, och dubbla dem som står i den",
                        "put a text that holds `;`, `\"` or a line break in quotation marks, and double those within it",
                    ),
                )
            });
            continue;
        }
        if !visit(number, &record, mistakes) {
            return;
        }
    }
}

pub(super) fn too_many_lines() -> Mistake {
    Mistake::new(
        ("filen har fler än 2 000 000 rader", "the file has more than 2 000 000 lines"),
        (
            "dela upp den, eller kontrollera att det är rätt fil",
            "divide the file, or check that it is the right one",
        ),
    )
}

/// Counts lines up to a byte, which only moves forward.
struct LineNumbers<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl LineNumbers<'_> {
    /// The line of the first character that is no line break, from a byte on.
    fn number_at(&mut self, byte: usize) -> usize {
        let bytes = self.text.as_bytes();
        while let Some(&b) = bytes.get(self.at) {
            let is_break = b == b'\n' || b == b'\r';
            if self.at >= byte && !is_break {
                break;
            }
            let is_half = b == b'\r' && bytes.get(self.at + 1) == Some(&b'\n');
            self.line += usize::from(is_break && !is_half);
            self.at += 1;
        }
        self.line
    }
}

/// The delimiter of a header that has no `;` but names columns between others.
fn other_delimiter(text: &str, columns: &Columns) -> Option<char> {
    let header = text.trim_start().lines().next().unwrap_or_default();
    if header.contains(';') {
        return None;
    }
    [',', '\t', '|'].into_iter().find(|delimiter| {
        let known =
            header.split(*delimiter).filter(|name| columns.knows(name.trim_matches([' ', '"']))).count();
        known >= 2
    })
}

fn wrong_delimiter(delimiter: char, columns: &Columns) -> Mistake {
    let (name_sv, name_en) = match delimiter {
        '\t' => ("tabbar".to_owned(), "tabs".to_owned()),
        other => (format!("`{other}`"), format!("`{other}`")),
    };
    let (advice_sv, advice_en) = match delimiter {
        ',' => (
            " (i program heter det ofta `sep` eller `delimiter`; Excel med svenska inställningar skriver så)",
            " (a program often calls it `sep` or `delimiter`; Excel with Swedish settings writes it)",
        ),
        _ => ("", ""),
    };
    let header = columns.header();
    Mistake::new(
        (format!("kolumnerna skiljs åt med {name_sv}"), format!("the columns are separated by {name_en}")),
        (
            format!("skilj dem åt med `;`: {header}{advice_sv}"),
            format!("separate them by `;`: {header}{advice_en}"),
        ),
    )
}
