//! The workbook as LibreOffice shows and prints it.

use publication::model::Language;
use publication::xlsx;

use crate::support::rendered::faults;
use crate::xlsx_sample;

#[test]
fn every_text_is_shown_and_printed_whole() {
    let bytes = xlsx::workbook(&xlsx_sample::publication(), Language::Swedish).expect("the sample is whole");
    let faults = faults(&bytes);
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}
