//! Columns by name: a header in any order, and the fields of a line.

use csv::StringRecord;

use super::file::{FileKind, MAX_FIELD};
use super::mistakes::{Mistake, Mistakes, meant_or_allowed, quoted};
use super::{csv as text, xlsx};

/// The columns that a file must have, and those it may have.
pub(super) struct Columns {
    /// Must be there.
    pub(super) required: &'static [&'static str],
    /// May be there.
    pub(super) optional: &'static [&'static str],
}

impl Columns {
    fn names(&self) -> impl Iterator<Item = &'static str> + Clone {
        self.required.iter().chain(self.optional).copied()
    }

    /// Whether a name is one of them.
    pub(super) fn knows(&self, name: &str) -> bool {
        self.names().any(|known| known == name)
    }

    /// The header line of the columns that must be there.
    pub(super) fn header(&self) -> String {
        self.required.join(";")
    }

    /// Where each column stands in a file, in the order of [`Self::names`].
    fn places(
        &self,
        line: usize,
        record: &StringRecord,
        mistakes: &mut Mistakes,
    ) -> Option<Vec<Option<usize>>> {
        let before = mistakes.found();
        if !record.iter().any(|name| self.knows(name.trim())) {
            mistakes.add(line, "ANS-07", || {
                let header = self.header();
                Mistake::new(
                    ("första raden anger inte kolumnerna", "the first line does not name the columns"),
                    (format!("skriv överst: {header}"), format!("write it first: {header}")),
                )
            });
            return None;
        }
        let mut places: Vec<Option<usize>> = vec![None; self.required.len() + self.optional.len()];
        // Spreadsheets add empty columns at the end.
        let last = record.iter().enumerate().filter(|(_, name)| !name.trim().is_empty()).last();
        for (i, name) in record.iter().take(last.map_or(0, |(i, _)| i + 1)).enumerate() {
            let name = name.trim();
            match self.names().position(|known| known == name) {
                Some(column) if places[column].is_none() => places[column] = Some(i),
                Some(_) => mistakes.add(line, "ANS-07", || {
                    let shown = quoted(name);
                    Mistake::new(
                        (
                            format!("kolumnen {} finns två gånger", shown.sv),
                            format!("the column {} stands twice", shown.en),
                        ),
                        ("ta bort en av dem", "remove one of them"),
                    )
                }),
                None if name.is_empty() => mistakes.add(line, "ANS-07", || {
                    let (number, header) = (i + 1, self.header());
                    Mistake::new(
                        (format!("kolumn {number} saknar namn"), format!("column {number} has no name")),
                        (
                            format!("ge den ett namn eller ta bort den: {header}"),
                            format!("name it or remove it: {header}"),
                        ),
                    )
                }),
                None => mistakes.add(line, "ANS-07", || {
                    let shown = quoted(name);
                    let help = meant_or_allowed(name, ("kolumner", "columns"), self.names());
                    let message =
                        (format!("okänd kolumn {}", shown.sv), format!("there is no column {}", shown.en));
                    Mistake::new(message, help)
                }),
            }
        }
        let missing = self.required.iter().zip(&places).filter(|(_, place)| place.is_none());
        let missing: Vec<&str> = missing.map(|(name, _)| *name).collect();
        if !missing.is_empty() {
            mistakes.add(line, "ANS-07", || {
                let (missing, header) = (missing.join(", "), self.header());
                Mistake::new(
                    (format!("kolumner saknas: {missing}"), format!("columns are missing: {missing}")),
                    (
                        format!("första raden anger kolumnerna: {header}"),
                        format!("the first line names the columns: {header}"),
                    ),
                )
            });
        }
        (mistakes.found() == before).then_some(places)
    }
}

/// A line with its fields by column.
pub(super) struct Line<'a> {
    /// Where it stands in the file, from 1.
    pub(super) number: usize,
    record: &'a StringRecord,
    places: &'a [Option<usize>],
}

impl<'a> Line<'a> {
    /// The field of a column, by its place among the required and optional ones; empty if the file lacks it.
    pub(super) fn field(&self, column: usize) -> &'a str {
        self.places[column].and_then(|place| self.record.get(place)).unwrap_or_default()
    }

    /// The field without blanks around it.
    pub(super) fn id(&self, column: usize) -> &'a str {
        self.field(column).trim()
    }
}

/// Visits every line of a file after its header.
pub(super) fn each_line(
    bytes: &[u8],
    kind: FileKind,
    columns: &Columns,
    mistakes: &mut Mistakes,
    mut visit: impl FnMut(&Line<'_>, &mut Mistakes),
) {
    let mut header: Option<(Vec<Option<usize>>, usize)> = None;
    let mut visit_record = |number: usize, record: &StringRecord, mistakes: &mut Mistakes| -> bool {
        let Some((places, width)) = &header else {
            header = columns.places(number, record, mistakes).map(|places| (places, record.len()));
            return header.is_some();
        };
        if is_well_formed(number, record, *width, kind, mistakes) {
            visit(&Line { number, record, places }, mistakes);
        }
        true
    };
    match kind {
        FileKind::Csv => text::each_line(bytes, columns, mistakes, &mut visit_record),
        FileKind::Xlsx => xlsx::each_line(bytes, columns, mistakes, &mut visit_record),
    }
}

/// A value in a workbook, in a column by its place, that belongs to no column.
pub(super) fn beside_the_table(place: usize) -> Mistake {
    let column = place + 1;
    Mistake::new(
        (
            format!("ett värde står bredvid tabellen, i kolumn {column}"),
            format!("a value stands beside the table, in column {column}"),
        ),
        (
            "ta bort det: bara kolumner som första raden anger läses",
            "remove it: only the columns that the first line names are read",
        ),
    )
}

fn is_well_formed(
    number: usize,
    record: &StringRecord,
    width: usize,
    kind: FileKind,
    mistakes: &mut Mistakes,
) -> bool {
    let extra = record.iter().enumerate().skip(width).find(|(_, field)| !field.trim().is_empty());
    if let (Some((place, _)), FileKind::Xlsx) = (extra, kind) {
        mistakes.add(number, "ANS-09", || beside_the_table(place));
        return false;
    }
    if extra.is_some() || record.len() < width {
        mistakes.add(number, "ANS-09", || {
            let fields = record.len();
            Mistake::new(
                (
                    format!("raden har {fields} fält, första raden {width}"),
                    format!("the line has {fields} fields, the first line {width}"),
                ),
                (
                    "sätt en text som innehåller `;` inom citattecken, och lämna ett tomt fält där inget ska stå",
                    "put a text that holds `;` in quotation marks, and leave an empty field where there is nothing",
                ),
            )
        });
        return false;
    }
    // Bytes are at least as many as characters, and need no counting.
    let long = record.iter().position(|field| field.len() > MAX_FIELD && field.chars().count() > MAX_FIELD);
    if let Some(place) = long {
        mistakes.add(number, "ANS-09", || {
            let field = place + 1;
            Mistake::new(
                (
                    format!("fält {field} har fler än 10 000 tecken"),
                    format!("field {field} has more than 10 000 characters"),
                ),
                (
                    "korta det; ett citattecken för mycket kan också göra att rader flyter ihop",
                    "shorten it; a quotation mark too many can also make lines run together",
                ),
            )
        });
        return false;
    }
    true
}
