//! The table of a sheet of questions: its header by names, its rows by keys.

use super::form::{ANSWER, COLUMNS, COMMENT, KEY, REVIEW, plain};
use super::sheets::Sheet;

/// How far down a header is looked for.
const HEADER_ROWS: u32 = 200;

/// So many known names make a row a header, also if somebody renamed some.
const HEADER_NAMES: usize = 3;

/// So many keys in one column make a sheet one of questions, also if its header is gone.
const KEYS_WITHOUT_HEADER: usize = 3;

/// Where the columns stand that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Table {
    /// The row of the header.
    pub(super) header: u32,
    /// Answers.
    pub(super) answer: u32,
    /// Comments.
    pub(super) comment: u32,
    /// A reviewer's decisions, where there are any.
    pub(super) review: Option<u32>,
    /// Keys.
    pub(super) key: u32,
}

impl Table {
    /// The columns that are read.
    pub(super) fn columns(&self) -> impl Iterator<Item = u32> {
        [Some(self.answer), Some(self.comment), self.review, Some(self.key)].into_iter().flatten()
    }

    /// The rows below the header that hold anything in a column that is read.
    pub(super) fn rows(&self, sheet: &Sheet) -> Vec<u32> {
        let below = sheet.cells.range((self.header + 1, 0)..);
        let mut rows: Vec<u32> = below
            .filter(|((_, column), held)| {
                self.columns().any(|read| read == *column) && !held.text().trim().is_empty()
                    || *column == self.answer
            })
            .map(|((row, _), _)| *row)
            .collect();
        rows.dedup();
        rows
    }
}

/// What a sheet is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Questions to answer.
    Questions(Table),
    /// Questions, but columns are not to be found: the header's row, and which are missing or there twice.
    Headless(u32, Vec<&'static str>, Vec<&'static str>),
    /// Questions without any header; where the first key stands.
    NoHeader((u32, u32)),
    /// Something else: the read-me, lists, somebody's own notes.
    Other,
}

/// What a sheet is; `is_key` knows keys.
pub(super) fn kind(sheet: &Sheet, is_key: impl Fn(&str) -> bool) -> Kind {
    let Some(header) = header(sheet) else {
        return first_of_many_keys(sheet, is_key).map_or(Kind::Other, Kind::NoHeader);
    };
    let places = |name: &str| -> Vec<u32> {
        let row = sheet.cells.range((header, 0)..=(header, u32::MAX));
        row.filter(|(_, held)| is_named(&held.text(), name)).map(|((_, column), _)| *column).collect()
    };
    let of = |name| (name, places(name));
    let all = [of(ANSWER), of(COMMENT), of(KEY), of(REVIEW)];
    let missing = all.iter().filter(|(name, at)| at.is_empty() && *name != REVIEW).map(|(name, _)| *name);
    let twice = all.iter().filter(|(_, at)| at.len() > 1).map(|(name, _)| *name);
    match [&all[0].1[..], &all[1].1, &all[2].1, &all[3].1] {
        [&[answer], &[comment], &[key], review @ ([] | [_])] => {
            Kind::Questions(Table { header, answer, comment, review: review.first().copied(), key })
        }
        _ => Kind::Headless(header, missing.collect(), twice.collect()),
    }
}

/// The row that names the columns.
fn header(sheet: &Sheet) -> Option<u32> {
    let mut rows: Vec<u32> = sheet.cells.range(..(HEADER_ROWS, 0)).map(|((row, _), _)| *row).collect();
    rows.dedup();
    let names = |row: u32| {
        let texts = sheet.cells.range((row, 0)..=(row, u32::MAX)).map(|(_, held)| held.text());
        let texts: Vec<String> = texts.collect();
        COLUMNS.iter().filter(|name| texts.iter().any(|text| is_named(text, name))).count()
    };
    rows.into_iter().find(|row| names(*row) >= HEADER_NAMES)
}

fn is_named(text: &str, name: &str) -> bool {
    // Most cells are longer than any name.
    text.len() <= 2 * name.len() + 8 && plain(text).to_lowercase() == name.to_lowercase()
}

/// The first of several keys in one column.
fn first_of_many_keys(sheet: &Sheet, is_key: impl Fn(&str) -> bool) -> Option<(u32, u32)> {
    let mut found: std::collections::BTreeMap<u32, (u32, usize)> = std::collections::BTreeMap::new();
    for ((row, column), held) in &sheet.cells {
        if is_key(held.text().trim()) {
            found.entry(*column).or_insert((*row, 0)).1 += 1;
        }
    }
    let many = found.into_iter().find(|(_, (_, n))| *n >= KEYS_WITHOUT_HEADER);
    many.map(|(column, (row, _))| (row, column))
}

/// A cell as spreadsheets name it: `C17`.
pub(super) fn cell_name(row: u32, column: u32) -> String {
    let mut letters = String::new();
    let mut rest = column;
    loop {
        let digit = u8::try_from(rest % 26).unwrap_or(0);
        letters.insert(0, char::from(b'A' + digit));
        if rest < 26 {
            break;
        }
        rest = rest / 26 - 1;
    }
    format!("{letters}{}", u64::from(row) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_spreadsheets_do() {
        for (row, column, name) in [
            (0, 0, "A1"),
            (16, 2, "C17"),
            (9, 25, "Z10"),
            (0, 26, "AA1"),
            (0, 701, "ZZ1"),
            (0, 702, "AAA1"),
            (1_048_575, 16_383, "XFD1048576"),
        ] {
            assert_eq!(cell_name(row, column), name);
        }
    }
}
