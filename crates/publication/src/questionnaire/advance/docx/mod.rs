//! The document for Word: WordprocessingML written here, with real headings, lists, table heads and languages.
//!
//! Boxes are the program's own check boxes, so a draft can be ticked in Word; each carries what it is for. Nothing comes from
//! the clock and every part is written in one order: the same paper gives the same bytes.

mod body;
mod package;
mod xml;

use super::super::QuestionnaireError;
use super::paper::Paper;

/// The document, as bytes.
pub(super) fn write(paper: &Paper) -> Result<Vec<u8>, QuestionnaireError> {
    Ok(package::pack(&package::parts(paper, &body::document(paper)))?)
}
