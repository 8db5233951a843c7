//! The large questionnaire once, with its peak memory; with a folder, its answers and rules as files for
//! the comparison in `bench/peers` (see `bench/README.md`).
//!
//! ```text
//! cargo run --release -p results --example twelve_areas [FOLDER]
//! ```

#[path = "../benches/twelve_areas/mod.rs"]
mod twelve_areas;

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::Instant;

use catalogue::model::Edition;
use results::Results;
use rules::schema::{Col, QuestionKind};
use rules::table::Table;
use serde_json::json;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome<()> {
    let original = twelve_areas::edition_2018();
    let editions: Vec<_> = (0..10).map(|_| twelve_areas::enlarged(&original)).collect();
    let tables: Vec<Table> = editions
        .iter()
        .enumerate()
        .map(|(round, (large, _))| twelve_areas::answers(&original, large, round))
        .collect();
    let before = peak_memory();
    let start = Instant::now();
    let results: Vec<Results> = editions
        .iter()
        .zip(&tables)
        .map(|((large, _), table)| Results::from_answers(large, table, "simulated"))
        .collect();
    let seconds = start.elapsed().as_secs_f64();
    let (large, _) = &editions[0];
    let answer_cells = large.questionnaire.schema.columns().iter().filter(|c| c.question.is_some()).count();
    println!(
        "{}",
        json!({
            "program": "jamfor", "editions": editions.len(), "units": original.frame.units.len(),
            "indicators": large.indicators.len(), "answer_cells_a_unit": answer_cells,
            "cells": results.iter().map(|r| r.outcomes.subjects() * r.outcomes.indicators()).sum::<usize>(),
            "seconds_outcomes_and_aggregates": seconds,
            "peak_memory_mb": peak_memory(), "of_that_answers_and_rules_mb": before,
        })
    );
    if let Some(folder) = std::env::args().nth(1) {
        export(Path::new(&folder), &original, &editions, &tables)?;
        for (round, result) in results.iter().enumerate() {
            let mut out = csv::WriterBuilder::new()
                .delimiter(b';')
                .from_path(Path::new(&folder).join(format!("jamfor-aggregates-{:02}.csv", round + 1)))?;
            out.write_record(results::rows::AGGREGATE_COLUMNS)?;
            for row in results::rows::aggregates(&editions[round].0, result) {
                out.write_record(&row)?;
            }
            out.flush()?;
        }
    }
    Ok(())
}

/// Peak resident memory of this process in MB.
fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kb| kb.parse::<u64>().ok()).unwrap_or(0) / 1024
}

fn export(
    folder: &Path,
    original: &Edition,
    editions: &[(Edition, Vec<(usize, String)>)],
    tables: &[Table],
) -> Outcome<()> {
    std::fs::create_dir_all(folder)?;
    let mut names = Vec::new();
    for (round, ((large, _), table)) in editions.iter().zip(tables).enumerate() {
        let name = format!("bench-answers-{:02}.csv", round + 1);
        write_answers(&folder.join(&name), large, table)?;
        names.push(name);
    }
    let units: Vec<_> = original
        .frame
        .units
        .iter()
        .map(|unit| {
            let group = |id: &str| unit.groups.get(id).map(ToString::to_string).unwrap_or_default();
            json!({
                "unit": unit.code.as_str(), "county": unit.county.as_str(),
                "city": unit.city.as_ref().map(ToString::to_string).unwrap_or_default(),
                "size": group("size"), "skl": group("skl"),
            })
        })
        .collect();
    let copies: Vec<_> = (0..twelve_areas::COPIES)
        .map(|copy| {
            let of: Vec<&str> =
                editions[0].1.iter().filter(|(c, _)| *c == copy).map(|(_, id)| id.as_str()).collect();
            let suffix = twelve_areas::suffix(copy);
            json!({ "suffix": suffix, "id_suffix": suffix.replace('_', "-"), "indicators": of })
        })
        .collect();
    let rules = json!({
        "withhold_above_percent": 20, "answers": names, "groupings": ["size", "skl"],
        "units": units, "copies": copies,
    });
    serde_json::to_writer_pretty(File::create(folder.join("bench-rules.json"))?, &rules)?;
    Ok(())
}

/// `unit;question;row;value;comment;accepted`, texts left out.
fn write_answers(file: &Path, edition: &Edition, table: &Table) -> Outcome<()> {
    let mut out = BufWriter::new(File::create(file)?);
    writeln!(out, "unit;question;row;value;comment;accepted")?;
    let schema = &edition.questionnaire.schema;
    for (i, unit) in edition.frame.units.iter().enumerate() {
        for (c, column) in schema.columns().iter().enumerate() {
            let raw = table.row(i)[c];
            let Some(place) = column.question.filter(|_| raw.given) else { continue };
            let values: Vec<String> = match &column.kind {
                QuestionKind::One(set) => vec![set.alternatives[raw.value as usize].clone()],
                QuestionKind::Many(set) => {
                    let chosen = set.alternatives.iter().enumerate().filter(|(a, _)| raw.value >> a & 1 == 1);
                    chosen.map(|(_, id)| id.clone()).collect()
                }
                QuestionKind::Number(_) => {
                    let col = Col(u32::try_from(c)?);
                    vec![rules::print::Printer::new(schema).value(col, raw.value)]
                }
                QuestionKind::Date | QuestionKind::Text | QuestionKind::Table(_) => continue,
            };
            let row = column.row.as_ref().map_or("", |row| row.as_str());
            let accepted = if raw.accepted { "yes" } else { "" };
            let code = &schema.questions()[place].code;
            for value in values {
                writeln!(out, "{};{code};{row};{value};;{accepted}", unit.code)?;
            }
        }
    }
    Ok(())
}
