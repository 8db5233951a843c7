//! The published rows.

use serde_json::Value as Json;

use super::Checked;

/// Compares an explanation with the published row it explains; the columns by their names.
pub(crate) fn check_row<const N: usize>(
    explanation: &Json,
    columns: [&str; N],
    row: &[String; N],
) -> Checked<()> {
    for (column, value) in columns.into_iter().zip(row) {
        let told = match column {
            "unit" | "indicator" => &explanation[column]["id"],
            _ => match explanation.get(column) {
                Some(told) => told,
                None => &explanation["outcome"][column],
            },
        };
        let told = match told {
            Json::String(text) => text.clone(),
            other => other.to_string(),
        };
        if told != *value {
            return Err(format!("{column} is {told}, the published row says {value}"));
        }
    }
    Ok(())
}
