//! `jamfor check`: the checks of the web questionnaire, offline.

use anyhow::Result;
use catalogue::model::{Language, Severity};
use results::checks;
use results::origin::OriginWords;

use crate::arguments::{CheckOptions, Lang};
use crate::{AlreadyTold, tell};
use crate::{files, output};

const COLUMNS: [&str; 6] = ["unit", "question", "row", "severity", "check", "message"];

pub(crate) fn run(options: &CheckOptions, lang: Lang) -> Result<()> {
    let catalogue = files::catalogue(options.edition.catalogue.as_deref())?;
    let edition = files::edition(&catalogue, options.edition.edition)?;
    let each = files::answer_files(edition, &options.answers)?;
    let silent: Vec<String> =
        each.iter().filter(|(_, answers)| answers.is_silent()).map(|(name, _)| name.clone()).collect();
    files::tell_unanswered_parts(edition, &each, lang);
    let answers = files::merged(edition, each, lang)?;
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
    for name in silent {
        let n = edition.questions.len();
        tell(&match lang {
            Lang::Sv => format!(
                "{name}: inga svar: 0 av {n} frågor besvarade, så det finns ingenting att kontrollera"
            ),
            Lang::En => {
                format!("{name}: no answers: 0 of {n} questions answered, so there is nothing to check")
            }
        });
    }
    tell(&format!(
        "{hard} hårda (måste rättas), {} mjuka (kräver kommentar), {} för granskning",
        count(Severity::Soft),
        count(Severity::Review)
    ));
    if hard > 0 { Err(AlreadyTold.into()) } else { Ok(()) }
}
