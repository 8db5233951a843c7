//! `jamfor reach`: what it would take for a unit or a place to reach the target.

mod place;
mod rows;
mod unit;

use std::collections::BTreeSet;
use std::io::Write;

use anyhow::Result;
use catalogue::answers::Answers;
use catalogue::model::Edition;
use results::reach::Reacher;
use results::reach::report::Reporter;
use rules::table::Table;
use serde_json::Value;

use crate::arguments::{Format, Lang, ReachOptions};
use crate::commands::explain::{place_of, unknown_indicator, unknown_place};
use crate::files::{self, Given};
use crate::output;
use results::reach::words::Words;

pub(crate) fn run(options: &ReachOptions, lang: Lang) -> Result<()> {
    let catalogue = files::catalogue(options.edition.catalogue.as_deref())?;
    let edition = files::edition(&catalogue, options.edition.edition)?;
    let only = match &options.indicator {
        None => None,
        Some(id) => match edition.computed().position(|indicator| indicator.id.as_str() == id) {
            Some(position) => Some(position),
            None => return Err(unknown_indicator(edition, id).into()),
        },
    };
    let given = Given::read(edition, &options.input, lang)?;
    let results = given.compute(edition);
    let table = match &given {
        Given::Answers(answers) => Some(table_of(answers)),
        Given::Outcomes(_) => None,
    };
    let reacher = Reacher::new(edition);
    let reporter = Reporter::new(&reacher, &catalogue.vocabulary, &results, lang.language());
    let format = options.edition.format;
    let (unit, group) = (options.unit.as_deref(), options.group.as_deref());
    let at = unit.and_then(|code| edition.frame.position(code));
    let unsent = match &given {
        Given::Answers(answers) => names_of(edition, answers, at),
        Given::Outcomes(_) => BTreeSet::new(),
    };
    let words = Words { edition, vocabulary: &catalogue.vocabulary, language: lang.language(), unsent };
    if let Some(unit) = at {
        let report = reporter.unit(table, unit, only);
        return match format {
            Format::Table => print_text(&unit::text(&report, &words, only.is_some())),
            Format::Csv => output::print(&rows::UNIT_COLUMNS, rows::of_unit(&report), format, "."),
            Format::Json => print_json(&report.to_json()),
        };
    }
    let Some(place) = place_of(&results, unit, group) else {
        return Err(unknown_place(edition, &results, unit, group).into());
    };
    let report = reporter.place(table, place, only);
    let decimal = &options.edition.decimal;
    match format {
        Format::Table => print_text(&place::text(&report, &words, only.is_some())),
        Format::Csv => output::print(&rows::PLACE_COLUMNS, rows::of_place(&report), format, decimal),
        Format::Json => print_json(&report.to_json()),
    }
}

/// The names of a unit's cells that are answered and not submitted.
fn names_of<'e>(edition: &'e Edition, answers: &Answers, unit: Option<usize>) -> BTreeSet<&'e str> {
    let schema = &edition.questionnaire.schema;
    let of_unit = answers.unsent.iter().filter(|(answering, _)| Some(*answering) == unit);
    of_unit.map(|(_, col)| schema.column(*col).name.as_str()).collect()
}

fn table_of(answers: &Answers) -> &Table {
    &answers.table
}

fn print_text(text: &str) -> Result<()> {
    write!(std::io::stdout().lock(), "{}", output::folded(text))?;
    Ok(())
}

fn print_json(json: &Value) -> Result<()> {
    let mut out = std::io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, json)?;
    writeln!(out)?;
    Ok(())
}

/// What stands above everything that is not real.
fn origin(origin: &str, words: &Words<'_>) -> String {
    match origin {
        "" => String::new(),
        "simulated" => format!(
            "  ***  {}  ***\n",
            words.say("SIMULERADE DATA – påhittade svar", "SIMULATED DATA – made-up answers")
        ),
        other => format!("  {} {other}\n", words.say("ursprung:", "origin:")),
    }
}
