//! `jamfor simulate`: answers that look like a round and say that they are none.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;

use anyhow::Result;
use catalogue::answers::write_answers;

use crate::arguments::SimulateOptions;
use crate::{WrongUsage, files, tell};

pub(crate) fn run(options: &SimulateOptions) -> Result<()> {
    let catalogue = files::catalogue(options.catalogue.as_deref())?;
    let edition = files::edition(&catalogue, options.edition)?;
    let answers = results::simulate::simulate(edition, options.seed);
    let mut bytes = Vec::new();
    write_answers(edition, &answers, &mut bytes)?;
    match &options.out {
        Some(file) => {
            keep_real_answers(file)?;
            files::write_one(file, bytes)?;
            tell(&format!("simulerade data skrivna till {}", file.display()));
        }
        None => std::io::stdout().lock().write_all(&bytes)?,
    }
    Ok(())
}

/// Made-up answers are written over made-up answers only.
fn keep_real_answers(file: &Path) -> Result<()> {
    let Ok(there) = File::open(file) else { return Ok(()) };
    let mut lines = BufReader::new(there).lines();
    let simulated = lines.nth(1).and_then(Result::ok).is_some_and(|line| line.ends_with("simulated"));
    if simulated {
        return Ok(());
    }
    let message = format!("{} finns redan och är inte simulerad: välj ett annat namn", file.display());
    Err(WrongUsage(message).into())
}
