//! What is on the shelf when the service starts (*hyllan*): publication folders.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Result;
use catalogue::{Problem, Problems};
use publication::shelf::{Issue, Shelf};

use crate::arguments::Lang;
use crate::commands::verify::listed;
use crate::refused::{Doing, Refused as Refusal};
use crate::{folder, tell};

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
            Ok(issue) => match issues.iter().find(|(_, known)| known.named() == issue.named()) {
                None => issues.push((path, Arc::new(issue))),
                Some((first, _)) => tell_twin(&path, first, &issue, lang),
            },
            Err(problems) => tell_faults(&path, &problems, lang),
        }
    }
    Ok(Shelf::new(issues.into_iter().map(|(_, issue)| issue).collect()))
}

/// Tells of a folder whose publication is called like one that is shown.
fn tell_twin(path: &Path, first: &Path, issue: &Issue, lang: Lang) {
    let (path, name, first) = (path.display(), issue.named(), first.display());
    tell(&match lang {
        Lang::Sv => format!(
            "{path}: heter {name} liksom {first}, och visas inte på webbplatsen. Två publiceringar kan inte ha samma nummer: ge den ena ett annat med `jamfor publish --number`, eller ta bort en av mapparna"
        ),
        Lang::En => format!(
            "{path}: is called {name} like {first}, and is not shown on the site. Two publications cannot have the same number: give one another by `jamfor publish --number`, or remove one of the folders"
        ),
    });
}

/// Tells of a folder that is not whole: its first mistakes, and where the others are found.
fn tell_faults(path: &Path, problems: &Problems, lang: Lang) {
    let named = |problem: &Problem| Problem {
        file: path.join(&problem.file).display().to_string(),
        ..problem.clone()
    };
    let first = problems.iter().take(TOLD).map(named).collect();
    tell(listed(&first, false, lang).trim_end());
    let path = path.display();
    let left = problems.iter().count().saturating_sub(TOLD);
    if left > 0 {
        tell(&match lang {
            Lang::Sv => format!("  … och {left} fel till: jamfor verify {path}"),
            Lang::En => format!("  … and {left} more mistakes: jamfor verify {path}"),
        });
    }
    tell(&format!("{path}: {}", lang.say("visas inte på webbplatsen", "is not shown on the site")));
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
