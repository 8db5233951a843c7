//! The workbook as LibreOffice shows and prints it.

use catalogue::answers::write_answers;
use catalogue::{Catalogue, LoadOptions};
use domain::EditionYear;
use publication::folder::Given;
use publication::model::Language;
use publication::xlsx;
use results::simulate;

use crate::formats::{OUTCOMES_2015, published};
use crate::support::package::altered;
use crate::support::rendered::faults;
use crate::xlsx_sample;

#[test]
fn every_text_is_shown_and_printed_whole() {
    let bytes = xlsx::workbook(&xlsx_sample::publication(), Language::Swedish).expect("the sample is whole");
    nothing_is_cut(&bytes);
}

#[test]
fn the_workbook_of_2018_is_shown_and_printed_whole() {
    let catalogue = Catalogue::files_of(None).expect("the bundled catalogue");
    let loaded = Catalogue::load_files(&catalogue, LoadOptions { prove: false }).expect("it is sound");
    let edition = &loaded.editions[&EditionYear(2018)];
    let mut answers = Vec::new();
    write_answers(edition, &simulate::simulate(edition, 2018), &mut answers).expect("into memory");
    let files = published(&catalogue, 2018, Given::Answers("answers.csv".to_owned(), answers));
    nothing_is_cut(&files["jamforelse-2018.xlsx"]);
}

#[test]
fn the_workbook_of_2015_is_shown_and_printed_whole() {
    let catalogue = Catalogue::files_of(None).expect("the bundled catalogue");
    let given = Given::Outcomes("outcomes.csv".to_owned(), OUTCOMES_2015.to_vec());
    nothing_is_cut(&published(&catalogue, 2015, given)["jamforelse-2015.xlsx"]);
}

fn nothing_is_cut(workbook: &[u8]) {
    let faults = faults(workbook);
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

/// The check itself: what it is for is broken on purpose, and it must say so.
#[test]
fn a_narrow_column_a_low_row_and_small_print_are_found() {
    let mut publication = xlsx_sample::publication();
    publication
        .document
        .sections
        .retain(|section| ["svar", "lan", "indikatorer"].contains(&section.id.as_str()));
    let bytes = xlsx::workbook(&publication, Language::Swedish).expect("the sample is whole");
    // The first sheet is `Län`, the second `Svar och bortfall`, the third `Indikatorer`.
    let bytes = altered(&bytes, "xl/worksheets/sheet1.xml", |xml| narrowed(&narrowed(xml, 2, 4.0), 4, 9.0));
    let bytes = altered(&bytes, "xl/worksheets/sheet2.xml", |xml| {
        xml.replace(r#"fitToHeight="0""#, "")
            .replace("<pageSetup ", r#"<pageSetup scale="40" "#)
            .replace(r#"<pageSetUpPr fitToPage="1"/>"#, "")
    });
    let bytes = altered(&bytes, "xl/worksheets/sheet3.xml", |xml| {
        assert!(xml.contains(r#"ht="81.75""#), "a card's text takes six lines");
        xml.replace(r#"ht="81.75""#, r#"ht="30""#)
    });
    let faults = faults(&bytes);
    for said in [
        // Numbers that do not fit become ###.
        "Län!B12: shows `###` in place of `2269060`",
        "page 1: ###",
        // A word cut at its column's edge, in LibreOffice and in Excel.
        "Län!D8: `Tillgängligh` is wider than its column in Excel",
        "Län!D11: `dagar` reaches out of its cell",
        // Print too small to be read.
        "is printed at 4.0 points",
        // Lines below the lower edge of their row.
        "Indikatorer!B9: 4 lines are higher than the row in Excel",
    ] {
        assert!(
            faults.iter().any(|fault| fault.contains(said)),
            "{said} is not among\n{}",
            faults.join("\n")
        );
    }
}

/// A sheet whose column, counted from 1, is as wide as so many digits.
fn narrowed(xml: &str, column: u32, digits: f64) -> String {
    let start = xml.find(&format!(r#"<col min="{column}" "#)).expect("the column has a width of its own");
    let end = start + xml[start..].find("/>").expect("its end");
    let was = &xml[start..end];
    let from = was.find("width=\"").expect("its width") + "width=\"".len();
    let to = from + was[from..].find('"').expect("the width's end");
    xml.replace(was, &format!("{}{digits}{}", &was[..from], &was[to..]))
}
