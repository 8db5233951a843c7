//! Rows as a table for people, or as csv or json for programs.

use std::io::Write;

use anyhow::Result;
use comfy_table::{ContentArrangement, Table, presets};

use crate::arguments::Format;

/// Prints rows in the format that was asked for.
pub(crate) fn print<const N: usize>(
    columns: &[&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
    format: Format,
    decimal: &str,
) -> Result<()> {
    let mut out = std::io::stdout().lock();
    match format {
        Format::Csv => out.write_all(&csv(columns, rows, decimal)?)?,
        Format::Json => {
            let objects: Vec<serde_json::Value> = rows
                .into_iter()
                .map(|row| {
                    let fields = columns
                        .iter()
                        .zip(row)
                        .map(|(name, value)| ((*name).to_owned(), serde_json::Value::String(value)));
                    serde_json::Value::Object(fields.collect())
                })
                .collect();
            serde_json::to_writer_pretty(&mut out, &objects)?;
            writeln!(out)?;
        }
        Format::Table => {
            let mut table = plain_table(columns.iter().map(|name| (*name).to_owned()));
            for row in rows {
                table.add_row(row);
            }
            writeln!(out, "{table}")?;
        }
    }
    Ok(())
}

/// Rows as csv: `;` between fields, a header line.
pub(crate) fn csv<const N: usize>(
    columns: &[&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
    decimal: &str,
) -> Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    writer.write_record(columns)?;
    for row in rows {
        if decimal == "," {
            writer.write_record(row.iter().map(|field| with_comma(field)))?;
        } else {
            writer.write_record(&row)?;
        }
    }
    Ok(writer.into_inner()?)
}

/// `57.1` becomes `57,1`; what is no number stays.
fn with_comma(field: &str) -> String {
    let is_number = field.bytes().filter(|b| *b == b'.').count() == 1
        && field.trim_start_matches('-').bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if is_number { field.replace('.', ",") } else { field.to_owned() }
}

/// A table with a rule under its header and no other lines.
pub(crate) fn plain_table(header: impl IntoIterator<Item = String>) -> Table {
    let mut table = Table::new();
    table.load_preset(presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Disabled);
    table.remove_style(comfy_table::TableComponent::HorizontalLines);
    table.remove_style(comfy_table::TableComponent::MiddleIntersections);
    table.remove_style(comfy_table::TableComponent::LeftBorderIntersections);
    table.remove_style(comfy_table::TableComponent::RightBorderIntersections);
    table.set_header(header.into_iter().collect::<Vec<_>>());
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_get_a_decimal_comma() {
        for (field, expected) in
            [("57.1", "57,1"), ("-0.5", "-0,5"), ("12", "12"), ("a.b", "a.b"), ("1.2.3", "1.2.3")]
        {
            assert_eq!(with_comma(field), expected);
        }
    }
}
