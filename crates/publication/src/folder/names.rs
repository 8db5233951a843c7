//! The files of a publication folder.

/// Answers.
pub(super) const ANSWERS: &str = "answers.csv";
/// Outcomes that were given, for editions where answers are not known.
pub(super) const GIVEN_OUTCOMES: &str = "given-outcomes.csv";
/// Values that others published.
pub(super) const PUBLISHED: &str = "published.csv";
/// The folder of the catalogue.
pub(super) const CATALOGUE: &str = "catalogue";
/// The folder of what the last comparable publication was computed from.
pub(super) const BEFORE: &str = "before";
/// All cubes.
pub(super) const PUBLICATION: &str = "publication.json";
/// The note of a correction.
pub(super) const CORRECTION: &str = "correction.json";
/// What each file is.
pub(super) const README: &str = "README.md";

/// The workbook in Swedish and in English.
pub(super) fn workbooks(edition: u16) -> [String; 2] {
    [format!("jamforelse-{edition}.xlsx"), format!("jamforelse-{edition}.en.xlsx")]
}

/// The file of a cube.
pub(super) fn cube(id: &str) -> String {
    format!("cubes/{id}.csv")
}
