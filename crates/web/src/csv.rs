//! Tables as CSV: semicolons and decimal points, as in the files of publications; UTF-8 without a mark at its beginning, which
//! programs would read as part of the first column's name.

use ::csv::WriterBuilder;

/// A line of column names, and the lines.
pub(crate) fn table(columns: &[&str], lines: impl IntoIterator<Item = Vec<String>>) -> Vec<u8> {
    let mut writer = WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    writer.write_record(columns).expect("a vector takes every byte");
    for line in lines {
        writer.write_record(&line).expect("every line has all columns, and a vector takes every byte");
    }
    writer.into_inner().expect("a vector takes every byte")
}
