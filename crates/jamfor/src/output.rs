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
            let mut table = plain_table(columns.iter().map(|name| heading(name)));
            for row in rows {
                table.add_row(row);
            }
            let texts = long_texts(&table);
            writeln!(out, "{}", narrow(table, &texts))?;
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

/// A column's name with its words below each other, so that the column is no wider than what stands in it.
fn heading(name: &str) -> String {
    name.replace("socioeconomic", "socio-_economic").replace('_', "\n")
}

/// The columns with more in a line than a column of figures or codes has; the one with most first. Ids are no texts: who
/// reads one wants to copy it.
fn long_texts(table: &Table) -> Vec<usize> {
    let widths = table.column_max_content_widths();
    let has_blank = |column: usize| {
        let cells = table.row_iter().filter_map(|row| row.cell_iter().nth(column));
        cells.into_iter().any(|cell| cell.content().contains(' '))
    };
    let mut texts: Vec<usize> = (0..widths.len()).filter(|&i| widths[i] > TEXT.0 && has_blank(i)).collect();
    texts.sort_by_key(|i| std::cmp::Reverse(widths[*i]));
    texts
}

/// A text whose lines have no more than [`WIDTH`] characters: the rest of a line goes on below, two blanks to the right
/// of where it began. What has no blank is not cut.
pub(crate) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let (line, end) = line.strip_suffix('\n').map_or((line, ""), |line| (line, "\n"));
        // Tables keep to the width by themselves.
        if line.chars().count() <= usize::from(WIDTH) || line.starts_with('─') {
            out.push_str(line);
        } else {
            let indent = line.chars().take_while(|c| *c == ' ').count() + 2;
            fold(line, indent, usize::from(WIDTH), &mut out);
        }
        out.push_str(end);
    }
    out
}

/// A help text, whose columns begin where its longest argument leaves room: the rest of a line goes on below.
pub(crate) fn folded_help(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        // Two blanks at least stand between an argument and its words.
        let start = line.trim_start();
        let indent = line.len() - start.len();
        let words = start.find("  ").map(|at| at + start[at..].len() - start[at..].trim_start().len());
        fold(line, indent + words.unwrap_or(2), usize::from(WIDTH), &mut out);
        out.push('\n');
    }
    out
}

/// A text that stands right of `left` characters and a blank, no wider together than [`WIDTH`].
pub(crate) fn beside(text: &str, left: usize) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        fold(line, 2, usize::from(WIDTH) - left - 1, &mut out);
        out.push('\n');
    }
    out
}

/// One line, the rest of it indented.
fn fold(line: &str, indent: usize, most: usize, out: &mut String) {
    let mut width = 0;
    for word in line.split_inclusive(' ') {
        let own = word.trim_end().chars().count();
        if width > indent && own > 0 && width + own > most {
            out.truncate(out.trim_end_matches(' ').len());
            out.push('\n');
            out.push_str(&" ".repeat(indent));
            width = indent;
        }
        out.push_str(word);
        width += word.chars().count();
    }
}

/// A table of no more than [`WIDTH`] characters: the columns of long texts are wrapped, the first of them has what is
/// left; figures never are.
pub(crate) fn narrow(mut table: Table, texts: &[usize]) -> Table {
    table.set_content_arrangement(ContentArrangement::Dynamic).set_width(WIDTH);
    for (i, column) in table.column_iter_mut().enumerate() {
        column.set_padding((0, 1));
        let (lower, upper) = (Width::Fixed(TEXT.0), Width::Fixed(TEXT.1));
        column.set_constraint(match texts.iter().position(|text| *text == i) {
            Some(0) => ColumnConstraint::LowerBoundary(Width::Fixed(TEXT.0 - 2)),
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
