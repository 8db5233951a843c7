//! `jamfor check`: the checks of the web questionnaire, offline.

use anyhow::Result;
use catalogue::answers::read_answers;
use catalogue::model::{Edition, Language, Severity};
use results::checks;
use results::origin::OriginWords;

use crate::arguments::CheckOptions;
use crate::{AlreadyTold, tell};
use crate::{files, output};

const COLUMNS: [&str; 6] = ["unit", "question", "row", "severity", "check", "message"];

pub(crate) fn run(options: &CheckOptions) -> Result<()> {
    let catalogue = files::catalogue(options.edition.catalogue.as_deref())?;
    let edition = files::edition(&catalogue, options.edition.edition)?;
    let answers = read_answers(edition, &options.answers)?;
    let findings = checks::findings(edition, &answers.table);
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let hard = count(Severity::Hard);
    let schema = &edition.questionnaire.schema;
    let rows = findings.iter().map(|finding| {
        let column = schema.column(finding.cell);
        let question = column.question.map(|place| edition.questions[place].code.to_string());
        [
            edition.frame.units[finding.subject].code.to_string(),
            question.unwrap_or_else(|| column.name.clone()),
            column.row.as_ref().map(ToString::to_string).unwrap_or_default(),
            finding.severity.id().to_owned(),
            finding.check.clone(),
            finding.message.clone(),
        ]
    });
    output::print(&COLUMNS, rows, options.edition.format, ".")?;
    let words = OriginWords::parse(&answers.origin_id()).unwrap_or_default();
    if let Some(data) = words.data(Language::Swedish) {
        tell(&format!("{} – påhittade svar", data.to_uppercase()));
    }
    if (0..answers.table.subjects()).all(|unit| is_silent(edition, answers.table.row(unit))) {
        tell("filen innehåller inga svar");
    }
    tell(&format!(
        "{hard} hårda (måste rättas), {} mjuka (kräver kommentar), {} för granskning",
        count(Severity::Soft),
        count(Severity::Review)
    ));
    if hard > 0 { Err(AlreadyTold.into()) } else { Ok(()) }
}

/// Whether a unit answered nothing at all.
fn is_silent(edition: &Edition, row: &[rules::table::Raw]) -> bool {
    let columns = edition.questionnaire.schema.columns();
    row.iter().zip(columns).all(|(raw, column)| !raw.given || column.question.is_none())
}
