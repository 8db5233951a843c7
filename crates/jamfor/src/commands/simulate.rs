//! `jamfor simulate`: answers that look like a round and say that they are none.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;

use anyhow::{Context, Result};
use catalogue::answers::{Answers, write_answers};
use catalogue::model::Edition;

use crate::arguments::SimulateOptions;
use crate::{WrongUsage, files, tell};

pub(crate) fn run(options: &SimulateOptions) -> Result<()> {
    if options.rounds.is_some_and(|rounds| rounds > 1) && options.out.is_none() {
        let message =
            "flera omgångar får inte plats på standard ut: säg i vilken mapp de ska skrivas, med --out DIR";
        return Err(WrongUsage(message.to_owned()).into());
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
            keep_real_answers(file)?;
            files::write_one(file, bytes(edition, &results::simulate::simulate(edition, options.seed))?)?;
            tell(&format!("simulerade data skrivna till {}", file.display()));
            Ok(())
        }
        (None, None) => print(edition, &[results::simulate::simulate(edition, options.seed)]),
    }
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
        keep_real_answers(&folder.join(&name))?;
        all.push((name, bytes(edition, answers)?));
    }
    for number in 1..=rounds.len() {
        let of_round = folder.join(format!("omgang-{number}"));
        std::fs::create_dir_all(&of_round)
            .with_context(|| format!("kan inte skapa mappen {}", of_round.display()))?;
    }
    let named: Vec<(&str, Vec<u8>)> =
        all.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())).collect();
    files::write_all(folder, &named)?;
    for (name, number) in all.iter().map(|(name, _)| name).zip(1..) {
        tell(&format!("simulerad omgång {number} skriven till {}", folder.join(name).display()));
    }
    Ok(())
}

/// Made-up answers are written over made-up answers only.
fn keep_real_answers(file: &Path) -> Result<()> {
    let Ok(there) = File::open(file) else { return Ok(()) };
    let mut lines = BufReader::new(there).lines();
    // The last column is `origin`, or `round` after it.
    let is_simulated = |line: &str| line.rsplit(';').take(2).any(|field| field == "simulated");
    if lines.nth(1).and_then(Result::ok).is_some_and(|line| is_simulated(&line)) {
        return Ok(());
    }
    let message = format!("{} finns redan och är inte simulerad: välj ett annat namn", file.display());
    Err(WrongUsage(message).into())
}
