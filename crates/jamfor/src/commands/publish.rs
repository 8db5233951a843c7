//! `jamfor publish`: the publication folder, whole or not at all.

use std::path::Path;

use anyhow::Result;
use catalogue::answers::read_file;
use catalogue::{Catalogue, Problem, Problems};
use publication::folder::{self as publication_folder, Files, Given, Refused, Sources};

use crate::arguments::{Input, Lang, PublishOptions};
use crate::program::program;
use crate::{WrongUsage, files, folder, tell};

pub(crate) fn run(options: &PublishOptions, lang: Lang) -> Result<()> {
    folder::must_be_new(&options.out, lang)?;
    // Before anything is read: whoever forgot the offset is told at once.
    let usage = |why: publication::model::Text| WrongUsage(why.get(lang.language()).to_owned());
    publication_folder::published_at(&options.published_at).map_err(usage)?;
    if options.catalogue.is_some() {
        // With every proof, and mistakes named from its folder on.
        files::catalogue(options.catalogue.as_deref())?;
    }
    let sources = Sources {
        edition: options.edition,
        published_at: options.published_at.clone(),
        catalogue: Catalogue::files_of(options.catalogue.as_deref())?,
        given: given(&options.input, lang)?,
        published: match &options.published {
            Some(file) => Some((file.display().to_string(), read_file(file)?)),
            None => None,
        },
        before: match &options.before {
            Some(dir) => Some(earlier(dir, lang)?),
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

fn given(input: &Input, lang: Lang) -> Result<Given> {
    let named = |file: &Path| file.display().to_string();
    match (&input.answers, &input.outcomes) {
        (Some(file), _) => Ok(Given::Answers(named(file), read_file(file)?)),
        (None, Some(file)) => Ok(Given::Outcomes(named(file), read_file(file)?)),
        (None, None) => Err(WrongUsage(
            lang.say(
                "säg vad som ska publiceras: --answers FIL eller --outcomes FIL (det finns inget svarslager än)",
                "say what is to be published: --answers FILE or --outcomes FILE (there is no store of answers yet)",
            )
            .to_owned(),
        )
        .into()),
    }
}

/// The earlier publication, which must be what was published.
fn earlier(dir: &Path, lang: Lang) -> Result<Files> {
    let (files, faults) = folder::read(dir, lang)?;
    let report = publication_folder::verify_earlier(&files, &program());
    let all = faults.iter().chain(report.faults.iter());
    let named = |problem: &Problem| Problem {
        file: dir.join(&problem.file).display().to_string(),
        ..problem.clone()
    };
    let problems: Problems = all.map(named).collect();
    if problems.is_empty() { Ok(files) } else { Err(problems.into()) }
}
