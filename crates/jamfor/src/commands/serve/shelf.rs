//! What is on the shelf when the service starts (*hyllan*): publication folders, and the demonstration's publications.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Result;
use catalogue::answers::write_answers;
use catalogue::{Catalogue, Problem};
use domain::EditionYear;
use publication::folder::{self as publication_folder, Files, Given, Refused, Sources};
use publication::shelf::{Issue, Shelf};
use results::simulate;
use web::service::Shelved;

use crate::arguments::Lang;
use crate::commands::demo;
use crate::commands::verify::listed;
use crate::program::program;
use crate::refused::{Doing, Refused as Refusal};
use crate::{folder, tell};

/// The files that the first simulated round's catalogue has another way: `examples/rounds/catalogue-1`.
const FIRST_ROUND: [(&str, &[u8]); 2] = [
    (
        "editions/2018/indicators/ekonomiskt-bistand/utredningsmall.toml",
        include_bytes!(
            "../../../../../examples/rounds/catalogue-1/editions/2018/indicators/ekonomiskt-bistand/utredningsmall.toml"
        ),
    ),
    (
        "editions/2018/indicators/ekonomiskt-bistand/utredningsmall.cases.toml",
        include_bytes!(
            "../../../../../examples/rounds/catalogue-1/editions/2018/indicators/ekonomiskt-bistand/utredningsmall.cases.toml"
        ),
    ),
];
/// When the rounds say that they were published.
const ROUNDS_AT: [&str; 3] =
    ["2018-06-19T08:00:00+02:00", "2019-06-18T08:00:00+02:00", "2020-06-23T08:00:00+02:00"];
const SEED: u64 = 2018;
/// Mistakes of a folder that are told when the service starts.
const TOLD: usize = 5;

/// Every publication below a folder. One that is not whole is left out and told of: the others are shown.
pub(super) fn of_folders(dir: &Path, lang: Lang) -> Result<Shelf> {
    let told = |error| Refusal::of(&error, Doing::Reading, dir);
    let mut folders: Vec<_> = fs::read_dir(dir)
        .map_err(told)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()
        .map_err(told)?;
    // A link leads out of the folder: what it leads to is nobody's publication.
    folders.retain(|path| path.is_dir() && !path.is_symlink());
    folders.sort();
    let mut issues: Vec<(PathBuf, Arc<Issue>)> = Vec::new();
    for path in folders {
        let (files, faults) = folder::read(&path, lang)?;
        let issue = if faults.is_empty() { Issue::of(files) } else { Err(faults.into_iter().collect()) };
        match issue {
            Ok(issue) => {
                match issues.iter().find(|(_, known): &&(_, Arc<Issue>)| known.named() == issue.named()) {
                    None => issues.push((path, Arc::new(issue))),
                    Some((first, _)) => tell(&match lang {
                        Lang::Sv => format!(
                            "{}: heter {} liksom {}, och visas inte på webbplatsen. Två publiceringar kan inte ha samma nummer: ge den ena ett annat med `jamfor publish --number`, eller ta bort en av mapparna",
                            path.display(),
                            issue.named(),
                            first.display()
                        ),
                        Lang::En => format!(
                            "{}: is called {} like {}, and is not shown on the site. Two publications cannot have the same number: give one another by `jamfor publish --number`, or remove one of the folders",
                            path.display(),
                            issue.named(),
                            first.display()
                        ),
                    }),
                }
            }
            Err(problems) => {
                let named = |problem: &Problem| Problem {
                    file: path.join(&problem.file).display().to_string(),
                    ..problem.clone()
                };
                let all: Vec<Problem> = problems.iter().map(named).collect();
                let left = all.len().saturating_sub(TOLD);
                tell(listed(&all.into_iter().take(TOLD).collect(), false, lang).trim_end());
                if left > 0 {
                    let all = format!("jamfor verify {}", path.display());
                    tell(&match lang {
                        Lang::Sv => format!("  … och {left} fel till: {all}"),
                        Lang::En => format!("  … and {left} more mistakes: {all}"),
                    });
                }
                tell(&format!(
                    "{}: {}",
                    path.display(),
                    lang.say("visas inte på webbplatsen", "is not shown on the site")
                ));
            }
        }
    }
    Ok(Shelf::new(issues.into_iter().map(|(_, issue)| issue).collect()))
}

/// Opens every publication on a thread of its own, so that no reader waits for it.
pub(super) fn open(shelf: &Shelf) {
    let issues = shelf.all().to_vec();
    std::thread::spawn(move || {
        for issue in issues {
            if let Err(problems) = issue.opened() {
                tracing::error!(publication = %issue.named(), problems = problems.found(), "cannot be computed from its own folder");
            }
        }
    });
}

/// Makes the demonstration's publications one after another, on a thread of their own, and puts each on the shelf when it is made.
pub(super) fn make(shelved: Shelved) {
    std::thread::spawn(move || {
        let mut issues = Vec::new();
        let done = each(|files| {
            let issue = Issue::of(files).map_err(|problems| anyhow::anyhow!("{problems}"))?;
            issue.opened().map_err(|problems| anyhow::anyhow!("{problems}"))?;
            issues.push(Arc::new(issue));
            shelved.replace(Shelf::new(issues.clone()));
            Ok(())
        });
        if let Err(error) = done {
            tracing::error!(%error, "the demonstration's publications cannot be made");
        }
    });
}

fn each(mut put: impl FnMut(Files) -> Result<()>) -> Result<()> {
    let catalogue = Catalogue::bundled()?;
    let files = Catalogue::files_of(None)?;
    let publish = |sources: &Sources| {
        publication_folder::make(sources, &program()).map_err(|refused| match refused {
            Refused::Usage(why) => anyhow::anyhow!(why.sv),
            Refused::Input(problems) => anyhow::anyhow!("{problems}"),
        })
    };
    put(publish(&demo::published_sources(files.clone()))?)?;
    let year = EditionYear(2018);
    let Some(edition) = catalogue.editions.get(&year) else { return Ok(()) };
    let mut before: Option<Files> = None;
    for (round, (answers, published_at)) in
        simulate::rounds(edition, SEED, 3).iter().zip(ROUNDS_AT).enumerate()
    {
        let mut catalogue = files.clone();
        if round == 0 {
            catalogue.extend(FIRST_ROUND.map(|(path, bytes)| (path.to_owned(), bytes.to_vec())));
        }
        let mut csv = Vec::new();
        write_answers(edition, answers, &mut csv)?;
        let made = publish(&Sources {
            edition: year,
            number: 1,
            correction: None,
            published_at: published_at.to_owned(),
            catalogue,
            given: Given::Answers("answers.csv".to_owned(), csv),
            merged_from: Vec::new(),
            chain: None,
            published: None,
            before: before.take(),
            counties: Vec::new(),
        })?;
        put(made.clone())?;
        before = Some(made);
    }
    Ok(())
}
