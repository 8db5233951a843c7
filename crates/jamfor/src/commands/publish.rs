//! `jamfor publish`: the publication folder, whole or not at all.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use catalogue::answers::{read_answers_bytes, read_file, refuse_silent, write_answers};
use catalogue::model::Edition;
use catalogue::{Catalogue, Problem, Problems};
use publication::folder::{self as publication_folder, Files, Given, Refused, Sources, public_answers};
use publication::manifest::{ChainPlace, Correction, Hashed};

use super::verify::listed;
use crate::arguments::{Input, Lang, PublishOptions};
use crate::program::program;
use crate::refused::{Doing, Refused as Told};
use crate::{AlreadyTold, WrongUsage, files, folder, nothing_written, stored, tell};

pub(crate) fn run(options: &PublishOptions, all: bool, lang: Lang) -> Result<()> {
    folder::must_be_new(&options.out, lang)?;
    // Before anything is read: whoever forgot the offset is told at once.
    let usage = |why: publication::model::Text| WrongUsage(why.get(lang.language()).to_owned());
    publication_folder::published_at(&options.published_at).map_err(usage)?;
    // With every proof, and mistakes named from its folder on.
    let catalogue = files::catalogue(options.catalogue.as_deref())?;
    let (given, merged_from, chain) =
        given(files::edition(&catalogue, options.edition)?, &options.input, lang)?;
    let sources = Sources {
        number: options.number,
        correction: correction(options, lang)?,
        edition: options.edition,
        published_at: options.published_at.clone(),
        catalogue: Catalogue::files_of(options.catalogue.as_deref())?,
        given,
        merged_from,
        chain,
        published: match &options.published {
            Some(file) => Some((file.display().to_string(), read_file(file)?)),
            None => None,
        },
        before: match &options.before {
            Some(dir) => Some(earlier(dir, all, lang)?),
            None => None,
        },
        counties: options.county.clone(),
    };
    let made = publication_folder::make(&sources, &program()).map_err(|refused| match refused {
        Refused::Usage(why) => usage(why).into(),
        Refused::Input(problems) => anyhow::Error::from(problems),
    })?;
    folder::write(&options.out, &made, lang)?;
    let files = lang.say("filer", "files");
    let check = lang.say("kontrollera med", "check with");
    let dir = options.out.display();
    tell(&format!(
        "{} {dir} ({} {files}); {check} jamfor verify {dir}",
        lang.say("skrev", "wrote"),
        made.len()
    ));
    Ok(())
}

/// The note of a correction: the first publication has none, every later one has.
fn correction(options: &PublishOptions, lang: Lang) -> Result<Option<Correction>> {
    match (&options.corrects, options.number) {
        (None, 1) => Ok(None),
        (Some(file), 2..) => {
            let bytes = fs::read(file).map_err(|error| Told::of(&error, Doing::Reading, file))?;
            let note = Correction::from_json(&bytes).map_err(|why| {
                let file = file.display();
                Told::told(
                    format!("--corrects {file}: filen är ingen rättelsenot ({why}). Den har fälten corrects, kind, what och why, som correction.json i en rättad publicering."),
                    format!("--corrects {file}: the file is no note of a correction ({why}). It has the fields corrects, kind, what and why, as correction.json of a corrected publication."),
                )
            })?;
            Ok(Some(note))
        }
        (Some(_), _) => Err(WrongUsage(
            lang.say(
                "--corrects: den första publiceringen rättar inget. Ange dess nummer också: --number 2",
                "--corrects: the first publication corrects nothing. Give its number, too: --number 2",
            )
            .to_owned(),
        )
        .into()),
        (None, number) => Err(WrongUsage(match lang {
            Lang::Sv => format!("--number {number}: en publicering efter den första är en rättelse. Ange vad den rättar: --corrects FIL"),
            Lang::En => format!("--number {number}: a publication after the first is a correction. Say what it corrects: --corrects FILE"),
        })
        .into()),
    }
}

/// What is published, the files it was merged from, if they were several, and its place in a store's chain.
fn given(edition: &Edition, input: &Input, lang: Lang) -> Result<(Given, Vec<Hashed>, Option<ChainPlace>)> {
    if let Some(round) = &input.round {
        let stored = stored::answers::of(edition, input, round, lang)?;
        stored::answers::must_hold(&stored, input, lang)?;
        let mut bytes = Vec::new();
        write_answers(edition, &public_answers(edition, &stored.answers), &mut bytes)?;
        return Ok((Given::Answers(stored.name(), bytes), Vec::new(), Some(stored.chain)));
    }
    let (given, merged_from) = given_in_files(edition, input, lang)?;
    Ok((given, merged_from, None))
}

fn given_in_files(edition: &Edition, input: &Input, lang: Lang) -> Result<(Given, Vec<Hashed>)> {
    let named = |file: &Path| file.display().to_string();
    match (&input.answers[..], &input.outcomes) {
        ([file], _) => {
            let bytes = read_file(file)?;
            refuse_silent(edition, &named(file), &read_answers_bytes(edition, &named(file), &bytes)?)?;
            Ok((Given::Answers(named(file), bytes), Vec::new()))
        }
        ([_, ..], _) => {
            let each = files::answer_files(edition, &input.answers)?;
            files::refuse_silent_files(edition, &each)?;
            let merged = files::merged(edition, each, lang)?;
            let mut bytes = Vec::new();
            write_answers(edition, &merged, &mut bytes)?;
            // Their names only: where they lie is nobody else's business.
            let hashed = |file: &PathBuf| {
                let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
                Ok(Hashed { path: name, sha256: publication_folder::sha256(&read_file(file)?) })
            };
            let merged_from = input.answers.iter().map(hashed).collect::<Result<Vec<_>>>()?;
            Ok((Given::Answers("answers.csv".to_owned(), bytes), merged_from))
        }
        ([], Some(file)) => Ok((Given::Outcomes(named(file), read_file(file)?), Vec::new())),
        ([], None) => Err(WrongUsage(
            lang.say(
                "säg vad som ska publiceras: --answers FIL, --outcomes FIL eller --round OMGÅNG (ur svarslagret)",
                "say what is to be published: --answers FILE, --outcomes FILE or --round ROUND (from the store of answers)",
            )
            .to_owned(),
        )
        .into()),
    }
}

/// The earlier publication, which must be what was published; if not, that is told as `verify` tells it.
fn earlier(dir: &Path, all: bool, lang: Lang) -> Result<Files> {
    let (files, faults) = folder::read(dir, lang)?;
    let report = publication_folder::verify_earlier(&files, &program());
    let found = faults.iter().chain(report.faults.iter());
    let named = |problem: &Problem| Problem {
        file: dir.join(&problem.file).display().to_string(),
        ..problem.clone()
    };
    let problems: Problems = found.map(named).collect();
    if problems.is_empty() {
        return Ok(files);
    }
    tell(listed(&problems, all, lang).trim_end());
    tell(&nothing_written(problems.found(), lang));
    Err(AlreadyTold.into())
}
