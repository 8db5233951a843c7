//! What a file says, apart from how its bytes say it: read back, so that two program versions can be compared.
//!
//! Of a csv the fields, line by line; of JSON the values, keys sorted; of a workbook each sheet's cells with value,
//! number format, fill and ink; of anything else its bytes.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use serde_json::Value as Json;
use sha2::{Digest, Sha256};

/// Deepest JSON that is read; serde_json's own limit is higher.
const MAX_DEPTH: usize = 64;

/// SHA-256 as lower-case hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The hash of what a file says; of its bytes if it cannot be read.
pub fn content_hash(path: &str, bytes: &[u8]) -> String {
    let canonical = match kind_of(path) {
        Kind::Csv => fields(bytes).map(|rows| {
            let mut text = String::with_capacity(bytes.len());
            for row in rows {
                for field in &row {
                    text.push_str(field);
                    text.push('\t');
                }
                text.push('\n');
            }
            text
        }),
        Kind::Json => parsed(bytes).map(|json| {
            let mut text = String::with_capacity(bytes.len());
            write_sorted(&json, &mut text);
            text
        }),
        Kind::Workbook => cells(bytes).map(|cells| {
            let mut text = String::with_capacity(bytes.len());
            for (at, cell) in cells {
                text.extend([at.as_str(), "\t", &cell, "\n"]);
            }
            text
        }),
        Kind::Other => None,
    };
    sha256(canonical.as_deref().map_or(bytes, str::as_bytes))
}

/// What a file says, piece by piece: what each piece is of (`0643, eb-fia`) and what it is. None if it cannot be read.
pub fn pieces(path: &str, bytes: &[u8]) -> Option<Vec<(String, String)>> {
    match kind_of(path) {
        Kind::Csv => Some(pieces_of_rows(fields(bytes)?)),
        Kind::Json => {
            let mut all = Vec::new();
            flatten(&parsed(bytes)?, &mut Vec::new(), &mut all);
            Some(all)
        }
        Kind::Workbook => cells(bytes),
        Kind::Other => {
            let text = std::str::from_utf8(bytes).ok()?;
            Some(
                text.lines()
                    .zip(1..)
                    .map(|(line, number)| (format!("rad {number}"), line.to_owned()))
                    .collect(),
            )
        }
    }
}

enum Kind {
    Csv,
    Json,
    Workbook,
    Other,
}

fn kind_of(path: &str) -> Kind {
    match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("csv") => Kind::Csv,
        Some("json") => Kind::Json,
        Some("xlsx") => Kind::Workbook,
        Some(_) | None => Kind::Other,
    }
}

/// The fields of a csv, the header first; tabs and line breaks in them escaped.
fn fields(bytes: &[u8]) -> Option<Vec<Vec<String>>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader =
        csv::ReaderBuilder::new().delimiter(b';').has_headers(false).flexible(true).from_reader(bytes);
    let rows = reader.records().map(|row| Some(row.ok()?.iter().map(escaped).collect()));
    rows.collect()
}

fn escaped(text: &str) -> String {
    if !text.bytes().any(|byte| matches!(byte, b'\\' | b'\t' | b'\n' | b'\r')) {
        return text.to_owned();
    }
    text.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n").replace('\r', "\\r")
}

/// Each field after the key; the key is what stands before the first column `value` or `figure`.
fn pieces_of_rows(rows: Vec<Vec<String>>) -> Vec<(String, String)> {
    let mut rows = rows.into_iter();
    let header = rows.next().unwrap_or_default();
    let keys = header.iter().position(|name| name == "value" || name == "figure").unwrap_or(1);
    let mut all = vec![("kolumner".to_owned(), header.join(";"))];
    for row in rows {
        let key: Vec<&str> =
            row.iter().take(keys).map(String::as_str).filter(|part| !part.is_empty()).collect();
        let key = key.join(", ");
        for (name, field) in header.iter().zip(&row).skip(keys) {
            all.push((format!("{key}: {name}"), field.clone()));
        }
    }
    all
}

fn parsed(bytes: &[u8]) -> Option<Json> {
    let json: Json = serde_json::from_slice(bytes).ok()?;
    (depth(&json) <= MAX_DEPTH).then_some(json)
}

fn depth(json: &Json) -> usize {
    match json {
        Json::Array(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        Json::Object(fields) => 1 + fields.values().map(depth).max().unwrap_or(0),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => 1,
    }
}

/// JSON without blanks, the keys of every object sorted.
fn write_sorted(json: &Json, text: &mut String) {
    match json {
        Json::Array(items) => {
            text.push('[');
            for item in items {
                write_sorted(item, text);
                text.push(',');
            }
            text.push(']');
        }
        Json::Object(fields) => {
            let fields: BTreeMap<&String, &Json> = fields.iter().collect();
            text.push('{');
            for (key, value) in fields {
                text.extend([Json::from(key.as_str()).to_string().as_str(), ":"]);
                write_sorted(value, text);
                text.push(',');
            }
            text.push('}');
        }
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => text.push_str(&json.to_string()),
    }
}

/// Every plain value with the way to it; an object in a list is named by the codes it begins with.
fn flatten(json: &Json, way: &mut Vec<String>, all: &mut Vec<(String, String)>) {
    match json {
        Json::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                way.push(label(item).unwrap_or_else(|| i.to_string()));
                flatten(item, way, all);
                way.pop();
            }
        }
        Json::Object(fields) => {
            for (key, value) in fields {
                way.push(key.clone());
                flatten(value, way, all);
                way.pop();
            }
        }
        Json::String(text) => all.push((way.join(": "), text.clone())),
        Json::Null | Json::Bool(_) | Json::Number(_) => all.push((way.join(": "), json.to_string())),
    }
}

/// The texts that an object has before what it says.
fn label(json: &Json) -> Option<String> {
    const SAYS: [&str; 5] = ["value", "figure", "empty", "name", "title"];
    let fields = json.as_object()?.iter().take_while(|(key, _)| !SAYS.contains(&key.as_str()));
    let texts: Vec<&str> =
        fields.filter_map(|(_, field)| field.as_str()).filter(|text| !text.is_empty()).collect();
    (!texts.is_empty()).then(|| texts.join(", "))
}

/// Every cell of a workbook: where it stands, and its value, number format, fill and ink.
fn cells(bytes: &[u8]) -> Option<Vec<(String, String)>> {
    catalogue::answers::check_workbook("xlsx", bytes).ok()?;
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).ok()?;
    let mut all = Vec::new();
    for sheet in workbook.sheet_names() {
        let mut reader = workbook.worksheet_cells_reader(&sheet).ok()?;
        while let Some((cell, style)) = reader.next_cell_with_style_id().ok()? {
            let (row, column) = cell.get_position();
            let value = match Data::from(cell.get_value().clone()) {
                Data::Empty => String::new(),
                Data::String(text) => format!("\"{}\"", escaped(&text)),
                other => other.to_string(),
            };
            let looks = reader.styles().get(style).map(looks).unwrap_or_default();
            all.push((format!("{sheet}!{}{}", column_name(column), row + 1), format!("{value}{looks}")));
        }
    }
    Some(all)
}

/// Number format, fill and ink, as far as they are not the ordinary ones.
fn looks(style: &calamine::Style) -> String {
    let colour = |c: &calamine::Color| format!("#{:02X}{:02X}{:02X}", c.red, c.green, c.blue);
    let format = style.number_format.as_ref().filter(|format| format.format_code != "General");
    let fill = style.fill.as_ref().filter(|fill| fill.is_visible()).and_then(|fill| fill.get_color());
    let ink = style.font.as_ref().and_then(|font| font.color.as_ref());
    [
        format.map(|format| format!(" [{}]", format.format_code)),
        fill.map(|fill| format!(" fill {}", colour(&fill))),
        ink.map(|ink| format!(" ink {}", colour(ink))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// `A`, `B` … `Z`, `AA` …
fn column_name(column: u32) -> String {
    let mut name = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        name.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    name.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_content_in_other_bytes_has_the_same_hash() {
        for (case, path, one, other) in [
            ("line breaks", "a.csv", "a;b\n1;2\n", "a;b\r\n1;2\r\n"),
            ("quotes", "a.csv", "a;b\n1;2\n", "\"a\";b\n1;\"2\"\n"),
            ("blanks and order of keys", "a.json", r#"{"a":1,"b":[2]}"#, "{\n \"b\": [2],\n \"a\": 1\n}\n"),
        ] {
            assert_eq!(content_hash(path, one.as_bytes()), content_hash(path, other.as_bytes()), "{case}");
        }
        for (case, path, one, other) in [
            ("another field", "a.csv", "a;b\n1;2\n", "a;b\n1;3\n"),
            ("fields run together", "a.csv", "a;b\n1;2\n", "a;b\n1\t2\n"),
            ("another value", "a.json", r#"{"a":1}"#, r#"{"a":2}"#),
            ("no JSON", "a.json", r#"{"a":1"#, r#"{"a":1 "#),
            ("no table", "a.md", "a\n", "a\r\n"),
        ] {
            assert_ne!(content_hash(path, one.as_bytes()), content_hash(path, other.as_bytes()), "{case}");
        }
    }

    #[test]
    fn pieces_are_named_by_their_codes() {
        let csv = "edition;unit;indicator;value;figure\n2018;0643;eb-fia;ja;\n";
        let of_csv = pieces("outcomes.csv", csv.as_bytes()).expect("a table");
        assert!(of_csv.contains(&("2018, 0643, eb-fia: value".to_owned(), "ja".to_owned())), "{of_csv:?}");
        let json = r#"{"cubes":[{"id":"outcomes","observations":[{"unit":"0643","indicator":"eb-fia","value":"ja"}]}]}"#;
        let of_json = pieces("publication.json", json.as_bytes()).expect("JSON");
        let named = "cubes: outcomes: observations: 0643, eb-fia: value";
        assert!(of_json.contains(&(named.to_owned(), "ja".to_owned())), "{of_json:?}");
    }

    #[test]
    fn columns_are_named_as_in_a_workbook() {
        for (column, name) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")] {
            assert_eq!(column_name(column), name);
        }
    }

    #[test]
    fn a_deep_nest_is_not_read() {
        let deep = "[".repeat(100) + &"]".repeat(100);
        assert!(pieces("a.json", deep.as_bytes()).is_none());
        assert!(pieces("a.xlsx", b"PK\x03\x04 no workbook").is_none());
    }
}
