//! The questionnaire to read in advance (*alla frågor i förväg*): what is asked, of whom, and how it is checked, as
//! people read it on paper.
//!
//! The document is built once ([`paper::Paper`]) and written twice: as PDF for reading and printing, as Word for those who
//! collect answers of colleagues in it. Neither renderer looks anything up.

mod build;
mod docx;
mod paper;
mod pdf;
mod question;
mod says;

use catalogue::model::{Edition, Language, Part};
use domain::PartCode;

use super::{QuestionnaireError, is_asked};
use paper::Paper;

/// The parts whose questions the catalogue has, in the questionnaire's order.
pub fn parts(edition: &Edition) -> impl Iterator<Item = &Part> {
    edition.parts.iter().filter(|part| is_asked(edition, part))
}

/// The questions of an edition to read in advance, as a Word document: the same bytes for the same edition.
///
/// * `chosen`: the parts that are wanted, in any order; none: all.
///
/// # Errors
/// If the edition has no questions, or a part is not among [`parts`].
pub fn docx(
    edition: &Edition,
    chosen: &[PartCode],
    language: Language,
) -> Result<Vec<u8>, QuestionnaireError> {
    docx::write(&paper(edition, chosen, language)?)
}

/// The questions of an edition to read in advance, as a PDF that conforms to PDF/UA-1 and PDF/A-2a.
///
/// * `chosen`: the parts that are wanted, in any order; none: all.
///
/// # Errors
/// If the edition has no questions, a part is not among [`parts`], or a text has characters that no font here has.
pub fn pdf(
    edition: &Edition,
    chosen: &[PartCode],
    language: Language,
) -> Result<Vec<u8>, QuestionnaireError> {
    pdf::write(&paper(edition, chosen, language)?)
}

fn paper(edition: &Edition, chosen: &[PartCode], language: Language) -> Result<Paper, QuestionnaireError> {
    let known: Vec<&Part> = parts(edition).collect();
    if known.is_empty() {
        return Err(QuestionnaireError::NoQuestions(edition.year));
    }
    if let Some(part) = chosen.iter().find(|code| !known.iter().any(|part| part.code == **code)) {
        let known = known.iter().map(|part| part.code.to_string()).collect::<Vec<_>>().join(", ");
        return Err(QuestionnaireError::UnknownPart { edition: edition.year, part: part.clone(), known });
    }
    let wanted: Vec<&Part> =
        known.into_iter().filter(|part| chosen.is_empty() || chosen.contains(&part.code)).collect();
    Ok(build::paper(edition, &wanted, language))
}
