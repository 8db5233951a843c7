//! `jamfor simulate`: answers that look like a round and say that they are none.

use std::io::Write;
use std::path::Path;

use anyhow::Result;
use catalogue::answers::{Answers, write_answers};
use catalogue::model::Edition;

use crate::arguments::SimulateOptions;
use crate::refused::{Doing, Refused};
use crate::{WrongUsage, files, tell};

pub(crate) fn run(options: &SimulateOptions) -> Result<()> {
    if options.rounds.is_some_and(|rounds| rounds > 1) && options.out.is_none() {
        let message =
            "flera omgångar får inte plats på standard ut: säg i vilken mapp de ska skrivas, med --out DIR";
        return Err(WrongUsage(message.to_owned()).into());
    }
    if let (None, Some(file)) = (options.rounds, &options.out) {
        must_be_csv(file)?;
    }
    let catalogue = files::catalogue(options.catalogue.as_deref())?;
    let edition = files::edition(&catalogue, options.edition)?;
    match (options.rounds, &options.out) {
        (Some(rounds), Some(folder)) => {
            write_rounds(edition, &results::simulate::rounds(edition, options.seed, rounds), folder)
        }
        (Some(_), None) => {
            let first = results::simulate::rounds(edition, options.seed, 1);
            print(edition, &first)
        }
        (None, Some(file)) => {
            let bytes = bytes(edition, &results::simulate::simulate(edition, options.seed))?;
            match keep_other_answers(file, &bytes)? {
                There::Same => tell(&format!("{} finns redan, med samma simulerade data", file.display())),
                There::Nothing => {
                    files::write_one(file, bytes)?;
                    tell(&format!("simulerade data skrivna till {}", file.display()));
                }
            }
            Ok(())
        }
        (None, None) => print(edition, &[results::simulate::simulate(edition, options.seed)]),
    }
}

/// Answers are written as text, so their file is named so: other commands go by its name.
fn must_be_csv(file: &Path) -> Result<()> {
    let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    if ending.eq_ignore_ascii_case("csv") {
        return Ok(());
    }
    Err(WrongUsage(format!(
        "--out {}: simulerade svar skrivs som text med `;` mellan fälten: låt namnet sluta på .csv \
         (en arbetsbok av ett objekts svar gör jamfor questionnaire --format xlsx --unit KOD --answers FIL.csv)",
        file.display()
    ))
    .into())
}

fn bytes(edition: &Edition, answers: &Answers) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    write_answers(edition, answers, &mut bytes)?;
    Ok(bytes)
}

fn print(edition: &Edition, rounds: &[Answers]) -> Result<()> {
    for answers in rounds {
        std::io::stdout().lock().write_all(&bytes(edition, answers)?)?;
    }
    Ok(())
}

/// A folder for each round; all of them are complete before any gets its name.
fn write_rounds(edition: &Edition, rounds: &[Answers], folder: &Path) -> Result<()> {
    let mut all = Vec::new();
    for (answers, number) in rounds.iter().zip(1..) {
        let name = format!("omgang-{number}/answers.csv");
        let bytes = bytes(edition, answers)?;
        let there = keep_other_answers(&folder.join(&name), &bytes)?;
        all.push((name, bytes, there));
    }
    for number in 1..=rounds.len() {
        let of_round = folder.join(format!("omgang-{number}"));
        std::fs::create_dir_all(&of_round)
            .map_err(|error| Refused::of(&error, Doing::MakingFolder, &of_round))?;
    }
    let named: Vec<(&str, Vec<u8>)> =
        all.iter().map(|(name, bytes, _)| (name.as_str(), bytes.clone())).collect();
    files::write_all(folder, &named)?;
    for ((name, _, there), number) in all.iter().zip(1..) {
        let file = folder.join(name);
        let file = file.display();
        tell(&match there {
            There::Same => format!("{file} finns redan, med samma simulerade omgång {number}"),
            There::Nothing => format!("simulerad omgång {number} skriven till {file}"),
        });
    }
    Ok(())
}

/// What lies where made-up answers are to be written.
#[derive(Clone, Copy)]
enum There {
    Nothing,
    /// The same answers.
    Same,
}

/// Made-up answers are never written over other ones, real or made up.
fn keep_other_answers(file: &Path, bytes: &[u8]) -> Result<There> {
    // A folder is told of when it is written.
    if file.is_dir() || !file.exists() {
        return Ok(There::Nothing);
    }
    let found = std::fs::read(file).map_err(|error| Refused::of(&error, Doing::Reading, file))?;
    if found == bytes {
        return Ok(There::Same);
    }
    // The last column is `origin`, or `round` after it.
    let is_simulated =
        |line: &[u8]| line.rsplit(|byte| *byte == b';').take(2).any(|field| field == b"simulated");
    let lines = found.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_end);
    let why = if lines.skip(1).take(1).any(is_simulated) {
        "har andra simulerade svar: välj ett annat namn, eller ta bort filen"
    } else {
        "är inte simulerad: välj ett annat namn"
    };
    Err(WrongUsage(format!("{} finns redan och {why}", file.display())).into())
}
