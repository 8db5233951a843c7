//! Rows as a table for people, or as csv or json for programs.

use std::io::Write;

use anyhow::Result;
use comfy_table::{ColumnConstraint, ContentArrangement, Table, Width, presets};

use crate::arguments::Format;

/// Characters that a table for people is wide at most, where its figures leave room for it.
const WIDTH: u16 = 100;
/// Characters that a column of long texts has at least, and each of them but the first at most.
const TEXT: (u16, u16) = (12, 22);

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

/// A table of no more than [`WIDTH`] characters: the columns of long texts are wrapped, the first of them has what is
/// left; figures never are.
pub(crate) fn narrow(mut table: Table, texts: &[usize]) -> Table {
    table.set_content_arrangement(ContentArrangement::Dynamic).set_width(WIDTH);
    for (i, column) in table.column_iter_mut().enumerate() {
        column.set_padding((0, 1));
        let (lower, upper) = (Width::Fixed(TEXT.0), Width::Fixed(TEXT.1));
        column.set_constraint(match texts.iter().position(|text| *text == i) {
            Some(0) => ColumnConstraint::LowerBoundary(lower),
            Some(_) => ColumnConstraint::Boundaries { lower, upper },
            None => ColumnConstraint::ContentWidth,
        });
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_wrap_and_figures_do_not() {
        let mut table = plain_table(["Nr", "Namn", "Värde"].map(str::to_owned));
        let (name, figure) = ("ett långt namn ".repeat(20), "2 122,36 → 2 118,99");
        table.add_row(["1", name.as_str(), figure]);
        let text = narrow(table, &[1]).to_string();
        assert!(text.lines().all(|line| line.chars().count() <= usize::from(WIDTH)), "{text}");
        assert!(text.contains(figure) && text.matches("långt").count() == 20, "{text}");
    }

    #[test]
    fn only_numbers_get_a_decimal_comma() {
        for (field, expected) in
            [("57.1", "57,1"), ("-0.5", "-0,5"), ("12", "12"), ("a.b", "a.b"), ("1.2.3", "1.2.3")]
        {
            assert_eq!(with_comma(field), expected);
        }
    }
}
