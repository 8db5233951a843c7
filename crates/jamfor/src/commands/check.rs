//! `jamfor check`: the checks of the web questionnaire, offline.

use std::io::Write;

use anyhow::Result;
use catalogue::model::Severity;
use results::checks;
use results::origin::OriginWords;

use crate::arguments::{CheckOptions, Format, Lang};
use crate::{AlreadyTold, tell};
use crate::{files, output};

const COLUMNS: [&str; 6] = ["unit", "question", "row", "severity", "check", "message"];

pub(crate) fn run(options: &CheckOptions, lang: Lang) -> Result<()> {
    let catalogue = files::catalogue(options.edition.catalogue.as_deref())?;
    let edition = files::edition(&catalogue, options.edition.edition)?;
    let each = files::answer_files(edition, &options.answers)?;
    let silent: Vec<String> =
        each.iter().filter(|(_, answers)| answers.is_silent()).map(|(name, _)| name.clone()).collect();
    files::tell_sheets(edition, &options.answers, lang);
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
    match options.edition.format {
        Format::Table => print_text(rows.collect(), lang)?,
        format @ (Format::Csv | Format::Json) => output::print(&COLUMNS, rows, format, ".")?,
    }
    let words = OriginWords::parse(&answers.origin_id()).unwrap_or_default();
    if let Some(data) = words.data(lang.language()) {
        let made_up = lang.say("påhittade svar", "made-up answers");
        tell(&format!("{} – {made_up}", data.to_uppercase()));
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
    let (soft, review) = (count(Severity::Soft), count(Severity::Review));
    tell(&match lang {
        Lang::Sv => {
            format!("{hard} hårda (måste rättas), {soft} mjuka (kräver kommentar), {review} för granskning")
        }
        Lang::En => format!("{hard} hard (must be mended), {soft} soft (need a comment), {review} to review"),
    });
    if hard > 0 { Err(AlreadyTold.into()) } else { Ok(()) }
}

/// Findings for people: where and how hard in columns, and below each what it says.
fn print_text(findings: Vec<[String; 6]>, lang: Lang) -> Result<()> {
    let heads = [
        lang.say("Objekt", "Unit"),
        lang.say("Fråga", "Question"),
        lang.say("Rad", "Row"),
        lang.say("Slag", "Kind"),
        lang.say("Kontroll", "Check"),
    ];
    let kind = |id: &str| match id {
        "hard" => lang.say("hård", "hard").to_owned(),
        "soft" => lang.say("mjuk", "soft").to_owned(),
        "review" => lang.say("granskning", "review").to_owned(),
        other => other.to_owned(),
    };
    let mut out = std::io::stdout().lock();
    if findings.is_empty() {
        return Ok(());
    }
    let lines = findings.into_iter().map(|[unit, question, row, severity, check, message]| {
        ([unit, question, row, kind(&severity), check], message)
    });
    let lines: Vec<_> = lines.collect();
    let widest = |i: usize| lines.iter().map(|(cells, _)| cells[i].chars().count()).max().unwrap_or_default();
    let widths: Vec<usize> =
        heads.iter().enumerate().map(|(i, head)| widest(i).max(head.chars().count())).collect();
    let padded = |cells: [&str; 5]| -> String {
        let padded = cells.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
        padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    writeln!(out, "{}", padded(heads))?;
    for (cells, message) in &lines {
        let [unit, question, row, kind, check] = cells;
        writeln!(out, "{}", padded([unit, question, row, kind, check]))?;
        writeln!(out, "{}", output::folded(&format!("  {}", message.trim())))?;
    }
    Ok(())
}
