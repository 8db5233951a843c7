//! The fill-in workbook (*enkäten att fylla i utan nät*): the questionnaire of an edition for one unit.
//!
//! A sheet for each part that the catalogue describes: wording, alternatives in lists, filters in plain words, and a
//! status that each answer gets while it is written. What the status says follows from filters and checks as far as
//! formulas can say it; `jamfor check` says all of it. Sheets are protected without a password, so that nobody
//! writes over a question by mistake and everybody can take the protection away. What the reader
//! ([`catalogue::answers::fill_in`]) needs stands in the sheets: headers, and a key in each row, in a hidden column. The
//! sheet that lists are made of is hidden, too.
//!
//! Rows have no height of their own: spreadsheets fit them to the texts, also to an alternative that is chosen later.

mod advance;
mod design;
mod formula;
mod front;
mod help;
mod lists;
mod live;
mod part;
mod state;
mod status;
mod words;

use catalogue::answers::Answers;
use catalogue::answers::fill_in;
use catalogue::model::{Edition, Part};
use domain::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

pub use advance::{docx, parts, pdf};
use design::Design;
use state::Unit;

/// Pixels of a row and a column that nothing is said of.
const DEFAULT_ROW: u32 = 17;
const DEFAULT_COLUMN: u32 = 64;

/// What a workbook is made with besides the edition.
#[derive(Clone, Copy, Default)]
pub struct Options<'a> {
    /// Who answers: its place in the frame; none: the workbook asks for it.
    pub unit: Option<usize>,
    /// Its answers so far, written into the workbook.
    pub answers: Option<&'a Answers>,
}

/// Why there is no workbook.
#[derive(Debug, thiserror::Error)]
pub enum QuestionnaireError {
    /// The catalogue describes no question of the edition.
    #[error("edition {0} has no question to answer: describe a part's questions in the catalogue")]
    NoQuestions(domain::EditionYear),
    /// A part was asked for that has no questions here.
    #[error("edition {edition} has no questions of part {part}: its parts are {known}")]
    UnknownPart {
        /// The edition.
        edition: domain::EditionYear,
        /// What was asked for.
        part: domain::PartCode,
        /// What there is.
        known: String,
    },
    /// The PDF cannot be set: mostly a character that no font here has.
    #[error("the PDF cannot be set: {0}")]
    Pdf(String),
    /// The parts of a Word document cannot be put together.
    #[error("the Word document cannot be written: {0}")]
    Docx(#[from] zip::result::ZipError),
    /// A format cannot hold it: more rows, longer texts than workbooks have.
    #[error("the workbook cannot be written: {0}")]
    Write(#[from] XlsxError),
}

/// The fill-in workbook of an edition, as bytes: the same for the same edition and answers.
///
/// # Errors
/// If the edition has no questions, or they are more than a workbook holds.
pub fn workbook(edition: &Edition, options: Options<'_>) -> Result<Vec<u8>, QuestionnaireError> {
    let parts: Vec<&Part> = edition.parts.iter().filter(|part| is_asked(edition, part)).collect();
    if parts.is_empty() {
        return Err(QuestionnaireError::NoQuestions(edition.year));
    }
    let design = Design::new();
    let unit = Unit::new(edition, options);
    let mut workbook = Workbook::new();
    // The widths of columns are counted in digits of this font.
    workbook.set_default_format(&design::plain(), DEFAULT_ROW, DEFAULT_COLUMN)?;
    let sheets: Vec<part::PartSheet<'_>> =
        parts.iter().map(|part| part::PartSheet::new(edition, part, &unit)).collect();
    front::write(workbook.add_worksheet(), edition, &sheets, &unit, &design)?;
    for sheet in &sheets {
        sheet.write(workbook.add_worksheet(), &unit, &design)?;
    }
    lists::write_terms(workbook.add_worksheet(), edition, &design)?;
    lists::write_alternatives(workbook.add_worksheet(), edition, &design)?;
    lists::write_units(workbook.add_worksheet(), edition, &design)?;
    for (name, range) in sheets.iter().flat_map(part::PartSheet::names).chain(lists::names(edition)) {
        workbook.define_name(name, &range)?;
    }
    workbook.set_properties(&properties(edition)?);
    Ok(workbook.save_to_buffer()?)
}

fn is_asked(edition: &Edition, part: &Part) -> bool {
    part.described && edition.questions.iter().any(|question| question.part == part.code)
}

fn properties(edition: &Edition) -> Result<DocProperties, XlsxError> {
    // Nothing from the clock: the day the answers are about, or the first of the year.
    let day = edition.measured_on.or_else(|| Date::new(i16::try_from(edition.year.0).ok()?, 1, 1).ok());
    let day = day.unwrap_or(Date::ZERO);
    let at = |n: i8| u8::try_from(n).unwrap_or(1);
    let created = ExcelDateTime::from_ymd(
        u16::try_from(day.year()).unwrap_or(1900).max(1900),
        at(day.month()),
        at(day.day()),
    )?;
    Ok(DocProperties::new()
        .set_title(format!("{}: enkät att fylla i", edition.name.sv))
        .set_subject(format!("Årgång {}, enkätens version {}", edition.year, fill_in::version(edition)))
        .set_author("Jamfor")
        .set_keywords("öppna jämförelser; enkät; ifyllnadsarbetsbok")
        .set_comment("Fylls i utan nät. Läses in med jamfor check och jamfor compute.")
        .set_creation_datetime(&created))
}

/// A name as formulas write it, in quotation marks.
fn sheet_ref(name: &str) -> String {
    format!("'{}'", name.replace('\'', "''"))
}
