//! The workbook of a simulated round of 2018, timed, with its peak memory (see `bench/README.md`).
//!
//! ```text
//! cargo run --release -p publication --example workbook FILE [RUNS]
//! ```
//!
//! Prints one JSON object: seconds for the model (cubes and document) and for the workbook, each the fastest of
//! so many runs, and the peak memory of the whole process, catalogue and answers included.

use std::path::Path;
use std::time::Instant;

use catalogue::Catalogue;
use domain::EditionYear;
use publication::build::{Input, build};
use publication::model::{Audience, Language};
use publication::xlsx;
use results::{Results, simulate};
use serde_json::json;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// The same answers every time.
const SEED: u64 = 2018;

fn main() -> Outcome<()> {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().ok_or("say which file to write")?;
    let runs: usize = arguments.next().as_deref().unwrap_or("5").parse()?;
    let catalogue = Catalogue::bundled()?;
    let edition = catalogue.editions.get(&EditionYear(2018)).ok_or("edition 2018 is not in the catalogue")?;
    let answers = simulate::simulate(edition, SEED);
    let results = Results::from_answers(edition, &answers.table, answers.origin.id());
    let before = peak_memory();
    let input = Input {
        catalogue: &catalogue,
        edition,
        results: &results,
        published_at: "2018-06-19T08:00:00Z".parse()?,
        published_as: "2018-06-19T08:00:00Z",
        counties: &[],
        published: &[],
        before: None,
        round: None,
        trial: None,
        program: "jamfor",
    };
    let (mut model_seconds, mut workbook_seconds) = (f64::INFINITY, f64::INFINITY);
    let mut bytes = Vec::new();
    let mut cells = 0;
    for _ in 0..runs.max(1) {
        let start = Instant::now();
        let publication = build(&input, Audience::Public);
        model_seconds = model_seconds.min(start.elapsed().as_secs_f64());
        let start = Instant::now();
        bytes = xlsx::workbook(&publication, Language::Swedish)?;
        workbook_seconds = workbook_seconds.min(start.elapsed().as_secs_f64());
        cells = publication.cubes.iter().map(|cube| cube.observations.len()).sum();
    }
    std::fs::write(Path::new(&file), &bytes)?;
    println!(
        "{}",
        json!({
            "program": "jamfor", "observations": cells, "bytes": bytes.len(), "runs": runs,
            "seconds_model": model_seconds, "seconds_workbook": workbook_seconds,
            "peak_memory_mb": peak_memory(), "of_that_before_mb": before,
        })
    );
    Ok(())
}

/// The peak resident memory of this process in megabytes; 0 where the system does not tell.
fn peak_memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes: f64 =
        line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or_default();
    (kilobytes / 102.4).round() / 10.0
}
