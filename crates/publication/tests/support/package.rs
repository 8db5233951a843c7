//! The parts of a workbook, rewritten.

use std::io::{Cursor, Read as _, Write as _};

/// A workbook with one part rewritten.
pub(crate) fn altered(bytes: &[u8], part: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut source = zip::ZipArchive::new(Cursor::new(bytes)).expect("a workbook is a zip archive");
    let mut target = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for number in 0..source.len() {
        let mut file = source.by_index(number).expect("a part");
        let name = file.name().expect("a part has a name").into_owned();
        let mut text = String::new();
        file.read_to_string(&mut text).expect("a part is text");
        if name == part {
            let changed = change(&text);
            text = changed;
        }
        target.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        target.write_all(text.as_bytes()).expect("a part");
    }
    target.finish().expect("a workbook").into_inner()
}
