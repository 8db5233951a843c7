//! The workbooks of the two example results, as `jamfor publish` would write them.

use anyhow::Result;
use catalogue::Catalogue;
use catalogue::answers::PublishedValue;
use catalogue::model::Edition;
use domain::UnitCode;
use publication::build::{Input, build};
use publication::model::Audience;
use publication::xlsx;
use results::Results;

use crate::arguments::Lang;
use crate::program::program;

/// What the workbook of an example shows beside the results.
pub(super) struct Shown<'a> {
    /// The time it is said to be published.
    pub(super) at: &'a str,
    /// The counties with a sheet of their own.
    pub(super) counties: &'a [UnitCode],
    /// Values that others published.
    pub(super) published: &'a [PublishedValue],
}

/// The workbook, in the user's language.
pub(super) fn workbook(
    catalogue: &Catalogue,
    edition: &Edition,
    results: &Results,
    shown: &Shown<'_>,
    lang: Lang,
) -> Result<Vec<u8>> {
    let program = program().title();
    let input = Input {
        catalogue,
        edition,
        results,
        published_at: shown.at.parse()?,
        published_as: shown.at,
        counties: shown.counties,
        published: shown.published,
        before: None,
        round: None,
        trial: None,
        program: &program,
    };
    Ok(xlsx::workbook(&build(&input, Audience::Public), lang.language())?)
}
