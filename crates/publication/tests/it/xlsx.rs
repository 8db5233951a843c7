//! The workbook, read back.

use publication::model::Language;
use publication::xlsx;

use crate::support::workbook;
use crate::xlsx_sample;

#[test]
fn dump_for_looking() {
    let bytes = xlsx::workbook(&xlsx_sample::publication(), Language::Swedish).unwrap_or_else(|e| panic!("{e}"));
    std::fs::write("/tmp/sample.xlsx", &bytes).unwrap();
    std::fs::write("/tmp/sample.txt", workbook::dump(&bytes)).unwrap();
}
