//! `jamfor questionnaire`: parts and questions, so that a program can map official wording to ids.

use std::io::Write;

use anyhow::Result;
use catalogue::model::{Edition, Question};
use serde_json::{Value, json};

use crate::arguments::QuestionnaireOptions;
use crate::files;

pub(crate) fn run(options: &QuestionnaireOptions) -> Result<()> {
    let catalogue = files::catalogue(options.catalogue.as_deref())?;
    let edition = files::edition(&catalogue, options.edition)?;
    debug_assert_eq!(options.format, "json");
    let mut out = std::io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, &questionnaire(edition))?;
    writeln!(out)?;
    Ok(())
}

fn questionnaire(edition: &Edition) -> Value {
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
