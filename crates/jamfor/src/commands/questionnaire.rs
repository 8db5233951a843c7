//! `jamfor questionnaire`: parts and questions for programs, a workbook to fill in offline, or a document to read in advance.

use std::io::Write;
use std::path::Path;

use anyhow::Result;
use catalogue::model::{Edition, Language, Question};
use domain::PartCode;
use publication::questionnaire::{self, Options, QuestionnaireError, workbook};
use serde_json::{Value, json};

use crate::arguments::{Lang, QuestionnaireFormat, QuestionnaireOptions};
use crate::{WrongUsage, files, meant_or_known, tell};

pub(crate) fn run(options: &QuestionnaireOptions, lang: Lang) -> Result<()> {
    let catalogue = files::catalogue(options.catalogue.as_deref())?;
    let edition = files::edition(&catalogue, options.edition)?;
    let is_read = matches!(options.format, QuestionnaireFormat::Docx | QuestionnaireFormat::Pdf);
    if !is_read && !options.part.is_empty() {
        let message =
            lang.say("--part hör till --format docx och pdf", "--part belongs to --format docx and pdf");
        return Err(WrongUsage(message.to_owned()).into());
    }
    match options.format {
        QuestionnaireFormat::Docx => write_to_read(edition, options, lang, "docx", questionnaire::docx),
        QuestionnaireFormat::Pdf => write_to_read(edition, options, lang, "pdf", questionnaire::pdf),
        QuestionnaireFormat::Json => write_json(edition, options),
        QuestionnaireFormat::Xlsx => write_workbook(edition, options, lang),
    }
}

fn write_json(edition: &Edition, options: &QuestionnaireOptions) -> Result<()> {
    if options.unit.is_some() {
        return Err(WrongUsage("--unit och --answers hör till --format xlsx".to_owned()).into());
    }
    let mut bytes = serde_json::to_vec_pretty(&as_json(edition))?;
    bytes.push(b'\n');
    match &options.out {
        Some(file) if file.exists() => {
            let message = format!("{} finns redan: välj ett annat namn, eller ta bort filen", file.display());
            Err(WrongUsage(message).into())
        }
        Some(file) => files::write_one(file, bytes),
        None => Ok(std::io::stdout().lock().write_all(&bytes)?),
    }
}

fn write_workbook(edition: &Edition, options: &QuestionnaireOptions, lang: Lang) -> Result<()> {
    let Some(file) = &options.out else {
        return Err(WrongUsage("en arbetsbok skrivs till en fil: lägg till --out FIL.xlsx".to_owned()).into());
    };
    keep_what_is_there(file)?;
    let unit = options.unit.as_deref().map(|code| place_of(edition, code)).transpose()?;
    let answers = match &options.answers[..] {
        [] => None,
        given => Some(files::merged(edition, files::answer_files(edition, given)?, lang)?),
    };
    files::write_one(file, workbook(edition, Options { unit, answers: answers.as_ref() })?)?;
    tell(&format!("arbetsboken skrevs till {}", file.display()));
    tell(&format!("läses in med jamfor check --edition {} --answers {}", edition.year, file.display()));
    Ok(())
}

/// Writes the questions of an edition as a file.
type Writer = fn(&Edition, &[PartCode], Language) -> Result<Vec<u8>, QuestionnaireError>;

/// The questions as somebody reads them in advance; never over a file that is there.
fn write_to_read(
    edition: &Edition,
    options: &QuestionnaireOptions,
    lang: Lang,
    ending: &str,
    write: Writer,
) -> Result<()> {
    if options.unit.is_some() {
        let message = lang.say(
            "--unit och --answers hör till --format xlsx",
            "--unit and --answers belong to --format xlsx",
        );
        return Err(WrongUsage(message.to_owned()).into());
    }
    let Some(file) = &options.out else {
        let message =
            lang.say("ett dokument skrivs till en fil: lägg till", "a document is written to a file: add");
        return Err(WrongUsage(format!("{message} --out {}.{ending}", lang.say("FIL", "FILE"))).into());
    };
    if file.exists() {
        let there = lang.say("finns redan: välj ett annat namn", "is there already: choose another name");
        return Err(WrongUsage(format!("{} {there}", file.display())).into());
    }
    let parts: Vec<PartCode> =
        options.part.iter().map(|code| part_of(edition, code, lang)).collect::<Result<_>>()?;
    files::write_one(file, write(edition, &parts, lang.language())?)?;
    tell(&format!(
        "{} {}",
        lang.say("frågorna skrevs till", "the questions were written to"),
        file.display()
    ));
    Ok(())
}

/// A part whose questions the catalogue has.
fn part_of(edition: &Edition, code: &str, lang: Lang) -> Result<PartCode> {
    let found = questionnaire::parts(edition).find(|part| part.code.as_str() == code);
    found.map(|part| part.code.clone()).ok_or_else(|| {
        let known: Vec<&str> = questionnaire::parts(edition).map(|part| part.code.as_str()).collect();
        let (year, known) = (edition.year, known.join(", "));
        let message = match lang {
            Lang::Sv => format!("årgång {year} har inga frågor i del `{code}` här: delarna är {known}"),
            Lang::En => {
                format!("edition {year} has no questions of part `{code}` here: its parts are {known}")
            }
        };
        WrongUsage(message).into()
    })
}

fn place_of(edition: &Edition, code: &str) -> Result<usize> {
    edition.frame.position(code).ok_or_else(|| {
        let known = edition.frame.units.iter().map(|unit| unit.code.as_str());
        WrongUsage(format!("inget objekt har koden {code}: {}", meant_or_known(code, known))).into()
    })
}

/// A workbook that somebody may have filled in is never written over.
fn keep_what_is_there(file: &Path) -> Result<()> {
    let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    if !ending.eq_ignore_ascii_case("xlsx") {
        let message = format!("{} läses inte in igen: låt namnet sluta på .xlsx", file.display());
        return Err(WrongUsage(message).into());
    }
    if file.exists() {
        let message = format!("{} finns redan och kan vara ifylld: välj ett annat namn", file.display());
        return Err(WrongUsage(message).into());
    }
    Ok(())
}

fn as_json(edition: &Edition) -> Value {
    let parts: Vec<Value> = edition
        .parts
        .iter()
        .filter(|part| part.described)
        .map(|part| {
            let questions: Vec<Value> =
                edition.questions.iter().filter(|q| q.part == part.code).map(question).collect();
            json!({
                "code": part.code.as_str(), "name": part.name.sv,
                "mandatory": part.mandatory, "questions": questions,
            })
        })
        .collect();
    json!({ "edition": edition.year.0, "name": edition.name.sv, "parts": parts })
}

fn question(question: &Question) -> Value {
    let rows: Vec<Value> =
        question.rows.iter().flatten().map(|row| json!({ "id": row.id, "text": row.text.sv })).collect();
    let alternatives: Vec<Value> = question
        .alternatives
        .iter()
        .map(|alternative| json!({ "id": alternative.id, "text": alternative.text.sv }))
        .collect();
    let form = question.form.as_ref();
    json!({
        "code": question.code.as_str(),
        "text": question.text.sv,
        "kind": question.kind.id(),
        "asked_when": question.asked_when,
        "rows": rows,
        "alternatives": alternatives,
        "missing_code": form.and_then(|form| form.missing_code).map(|code| code.to_string()),
        "digits": form.map(|form| form.digits),
        "range": form.map(|form| [form.low.to_string(), form.high.to_string()]),
        "unit": question.unit,
        "instruction": question.instruction,
        "mandatory": !question.optional,
        "belongs_to": question.belongs_to,
    })
}
