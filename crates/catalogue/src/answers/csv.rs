//! Text files: lines of fields with `;` between them.

use csv::{ReaderBuilder, StringRecord};

use super::columns::Columns;
use super::file::MAX_LINES;
use super::mistakes::{Mistake, Mistakes};
use super::text;

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
            Mistake::new(
                "the file is empty",
                format!("its first line names the columns: {}", columns.header()),
            )
        });
    }
    if let Some((delimiter, name)) = other_delimiter(text, columns) {
        return mistakes.add(1, "ANS-06", || {
            Mistake::new(
                format!("the columns are separated by {name}"),
                format!("separate them by `;`: {}{}", columns.header(), advice(delimiter)),
            )
        });
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
                    "a quotation mark has no pair, so the lines after it may have been read as one text",
                    "put a text that holds `;`, `\"` or a line break in quotation marks, and double those within it",
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
        "the file has more than 2 000 000 lines",
        "divide the file, or check that it is the right one",
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
fn other_delimiter(text: &str, columns: &Columns) -> Option<(char, &'static str)> {
    let header = text.trim_start().lines().next().unwrap_or_default();
    if header.contains(';') {
        return None;
    }
    [(',', "`,`"), ('\t', "tabs"), ('|', "`|`")].into_iter().find(|(delimiter, _)| {
        let known =
            header.split(*delimiter).filter(|name| columns.knows(name.trim_matches([' ', '"']))).count();
        known >= 2
    })
}

fn advice(delimiter: char) -> &'static str {
    if delimiter == ',' {
        " (a program often calls it `sep` or `delimiter`; Excel with Swedish settings writes it)"
    } else {
        ""
    }
}
