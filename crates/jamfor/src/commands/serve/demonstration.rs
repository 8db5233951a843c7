//! The demonstration's publications: made while the site is up the first time, kept beside its store, and on the shelf at once
//! the next.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Result;
use catalogue::Catalogue;
use catalogue::answers::write_answers;
use domain::EditionYear;
use publication::folder::{self as publication_folder, Files, Given, Refused, Sources};
use publication::manifest::MANIFEST;
use publication::shelf::{Issue, Shelf};
use results::simulate;
use store::Location;
use web::service::Shelved;

use super::shelf::open;
use crate::arguments::Lang;
use crate::commands::demo;
use crate::folder;
use crate::program::program;
use crate::stored::location::DEMO_STORE;

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
/// How many publications there are: the real edition, and the rounds.
const ALL: usize = 1 + ROUNDS_AT.len();

/// Shows the demonstration's publications: those that this very program made before, or else they are made one after another on
/// a thread of their own, and each is shown when it is made.
pub(super) fn show(shelved: Shelved, location: &Location, lang: Lang) {
    let dir = beside(location);
    let kept = dir.as_deref().map(|dir| kept(dir, lang)).unwrap_or_default();
    if kept.len() == ALL {
        let shelf = Shelf::new(kept);
        open(&shelf);
        shelved.replace(shelf);
        return;
    }
    std::thread::spawn(move || {
        let mut issues = Vec::new();
        let done = each(|files| {
            let issue = Issue::of(files).map_err(|problems| anyhow::anyhow!("{problems}"))?;
            issue.opened().map_err(|problems| anyhow::anyhow!("{problems}"))?;
            let issue = Arc::new(issue);
            issues.push(Arc::clone(&issue));
            shelved.replace(Shelf::new(issues.clone()));
            if let Some(dir) = &dir
                && let Err(error) = keep(dir, &issue, lang)
            {
                // They are made again at the next start.
                tracing::warn!(publication = %issue.named(), %error, "cannot be kept");
            }
            Ok(())
        });
        if let Err(error) = done {
            tracing::error!(%error, "the demonstration's publications cannot be made");
        }
    });
}

/// Where they are kept; nowhere for a store of another name, which has no folder of its own.
fn beside(location: &Location) -> Option<PathBuf> {
    match location {
        Location::Sqlite(path) if path.ends_with(DEMO_STORE) => Some(path.parent()?.join("publiceringar")),
        Location::Sqlite(_) | Location::Postgres(_) => None,
    }
}

/// Those that this program made and that are whole.
fn kept(dir: &Path, lang: Lang) -> Vec<Arc<Issue>> {
    let mut folders: Vec<PathBuf> =
        fs::read_dir(dir).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    folders.sort();
    let whole = |path: &PathBuf| {
        let (files, faults) = folder::read(path, lang).ok().filter(|_| !path.is_symlink())?;
        let issue = Issue::of(files).ok().filter(|_| faults.is_empty())?;
        // Another program may make another: its catalogue is a part of it.
        (issue.manifest().program == program() && !is_older(&path.join(MANIFEST))).then(|| Arc::new(issue))
    };
    folders.iter().filter_map(whole).collect()
}

/// Whether a file was there before this program was built, perhaps of a commit with changes.
fn is_older(file: &Path) -> bool {
    let modified = |path: &Path| fs::metadata(path).and_then(|of| of.modified());
    let built = std::env::current_exe().and_then(|program| modified(&program));
    matches!((modified(file), built), (Ok(made), Ok(built)) if made < built)
}

/// Keeps one in the place of what was kept under its name.
fn keep(dir: &Path, issue: &Issue, lang: Lang) -> Result<()> {
    let own = dir.join(issue.named().to_string());
    if own.exists() {
        fs::remove_dir_all(&own)?;
    }
    folder::write(&own, issue.files(), lang)
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
