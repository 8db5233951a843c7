//! `jamfor simulate`: answers that look like a round and say that they are none.

use std::io::Write;

use anyhow::Result;
use catalogue::answers::write_answers;

use crate::arguments::SimulateOptions;
use crate::files;

pub(crate) fn run(options: &SimulateOptions) -> Result<()> {
    let catalogue = files::catalogue(options.catalogue.as_deref())?;
    let edition = files::edition(&catalogue, options.edition)?;
    let answers = results::simulate::simulate(edition, options.seed);
    let mut bytes = Vec::new();
    write_answers(edition, &answers, &mut bytes)?;
    match &options.out {
        Some(file) => {
            files::write_one(file, bytes)?;
            eprintln!("simulerade data skrivna till {}", file.display());
        }
        None => std::io::stdout().lock().write_all(&bytes)?,
    }
    Ok(())
}
