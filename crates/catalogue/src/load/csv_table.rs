//! `;`-separated files with a header line: columns in any order, unknown ones are errors.

use super::log::{Log, Spot};

/// A row of a CSV file: the fields asked for, in the order asked for.
pub(super) struct Line<'a> {
    pub(super) spot: Spot<'a>,
    fields: Vec<String>,
}

impl Line<'_> {
    /// A field by its place among the columns asked for; empty if the file lacks the column.
    pub(super) fn get(&self, column: usize) -> &str {
        self.fields.get(column).map_or("", String::as_str)
    }
}

/// Reads the rows; `required` columns come first, then `optional` ones.
pub(super) fn rows<'a>(
    log: &'a Log,
    (file, text): (&'a str, &'a str),
    required: &[&str],
    optional: &[&str],
) -> Vec<Line<'a>> {
    let spot = Spot::of_file(log, file);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let mut records = reader.records();
    let names: Vec<&str> = required.iter().chain(optional).copied().collect();
    let header = match records.next() {
        Some(Ok(header)) => header,
        Some(Err(_)) | None => {
            let help = format!("the first line is {}", required.join(";"));
            spot.at(1).problem("CAT-10", "the header line is missing", help);
            return Vec::new();
        }
    };
    let Some(places) = columns(&spot.at(1), &header, &names, required.len()) else { return Vec::new() };
    let mut lines = Vec::new();
    for record in records {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                spot.at(usize::try_from(line).unwrap_or(0)).problem(
                    "CAT-10",
                    format!("the line cannot be read: {error}"),
                    "fields are separated by ;",
                );
                continue;
            }
        };
        let line = record.position().map_or(0, |position| usize::try_from(position.line()).unwrap_or(0));
        let spot = spot.at(line);
        if record.len() != header.len() {
            log.mark_broken(
                places.first().copied().flatten().and_then(|i| record.get(i)).unwrap_or_default(),
            );
            spot.problem(
                "CAT-10",
                format!("the line has {} fields, the header {}", record.len(), header.len()),
                "one ; between two fields; an empty field is nothing between two ;",
            );
            continue;
        }
        let field = |place: &Option<usize>| place.and_then(|i| record.get(i)).unwrap_or_default().to_owned();
        lines.push(Line { spot, fields: places.iter().map(field).collect() });
    }
    lines
}

/// Where each column asked for stands in the file.
fn columns(
    spot: &Spot<'_>,
    header: &csv::StringRecord,
    names: &[&str],
    required: usize,
) -> Option<Vec<Option<usize>>> {
    let mut places = vec![None; names.len()];
    let mut sound = true;
    for (i, column) in header.iter().enumerate() {
        match names.iter().position(|name| *name == column) {
            Some(place) if places[place].is_none() => places[place] = Some(i),
            Some(_) => {
                spot.problem("CAT-10", format!("the column `{column}` stands twice"), "take one away");
                sound = false;
            }
            None => {
                let help = spot.suggestion(column, names.iter().copied());
                spot.problem("CAT-10", format!("the column `{column}` is unknown"), help);
                sound = false;
            }
        }
    }
    for (name, place) in names.iter().zip(&places).take(required) {
        if place.is_none() {
            let help = format!("the columns are {}", names.join(";"));
            spot.problem("CAT-10", format!("the column `{name}` is missing"), help);
            sound = false;
        }
    }
    sound.then_some(places)
}
