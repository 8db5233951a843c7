//! Catalogues, answers and outcomes from disk; results to disk, whole or not at all.

use std::io::Write;
use std::path::Path;

use anyhow::Result;
use catalogue::Catalogue;
use catalogue::answers::{Answers, GivenOutcomes, read_answers, read_outcomes};
use catalogue::model::Edition;
use domain::EditionYear;
use results::Results;

use crate::WrongUsage;
use crate::arguments::Input;
use crate::refused::{Doing, Refused};

/// The catalogue of a folder, or the one built in.
pub(crate) fn catalogue(dir: Option<&Path>) -> Result<Catalogue> {
    Ok(match dir {
        Some(dir) => Catalogue::load(dir)?,
        None => Catalogue::bundled()?,
    })
}

/// An edition of a catalogue.
pub(crate) fn edition(catalogue: &Catalogue, year: EditionYear) -> Result<&Edition> {
    catalogue.editions.get(&year).ok_or_else(|| {
        let known: Vec<String> = catalogue.editions.keys().map(ToString::to_string).collect();
        WrongUsage(format!("årgång {year} finns inte i katalogen; finns: {}", known.join(", "))).into()
    })
}

/// What results are computed from.
pub(crate) enum Given {
    Answers(Box<Answers>),
    Outcomes(GivenOutcomes),
}

impl Given {
    /// From the file that the user names.
    pub(crate) fn read(edition: &Edition, input: &Input) -> Result<Self> {
        match (&input.answers, &input.outcomes) {
            (Some(file), _) => Ok(Self::Answers(Box::new(read_answers(edition, file)?))),
            (None, Some(file)) => Ok(Self::Outcomes(read_outcomes(edition, file)?)),
            (None, None) => Err(WrongUsage(
                "säg vad som ska räknas: --answers FIL eller --outcomes FIL (det finns inget svarslager än)"
                    .to_owned(),
            )
            .into()),
        }
    }

    /// Computes the edition.
    pub(crate) fn compute(&self, edition: &Edition) -> Results {
        match self {
            Self::Answers(answers) => Results::from_answers(edition, &answers.table, &answers.origin_id()),
            Self::Outcomes(given) => {
                let rows = given.outcomes.clone();
                let outcomes = results::Outcomes::from_rows(edition.computed().count(), rows);
                Results::from_outcomes(edition, outcomes, given.origin.id())
            }
        }
    }
}

/// Writes files into a folder: every one is complete before any gets its name.
pub(crate) fn write_all(dir: &Path, files: &[(&str, Vec<u8>)]) -> Result<()> {
    std::fs::create_dir_all(dir).map_err(|error| Refused::of(&error, Doing::MakingFolder, dir))?;
    for (name, _) in files {
        let target = dir.join(name);
        if target.is_dir() {
            anyhow::bail!("{} är en mapp och kan inte skrivas över; ingenting skrevs", target.display());
        }
    }
    let mut ready = Vec::new();
    for (name, bytes) in files {
        let target = dir.join(name);
        let told = |error: std::io::Error| Refused::of(&error, Doing::Writing, &target);
        let mut file = tempfile::Builder::new()
            .prefix(".jamfor-")
            .permissions(default_permissions())
            .tempfile_in(dir)
            .map_err(told)?;
        file.write_all(bytes).map_err(told)?;
        file.as_file().sync_all().map_err(told)?;
        ready.push((file, target));
    }
    for (file, target) in ready {
        file.persist(&target).map_err(|error| Refused::of(&error.error, Doing::Writing, &target))?;
    }
    Ok(())
}

/// Refuses to write results over the file they are computed from.
pub(crate) fn keep_input(input: &Input, dir: &Path, names: &[&str]) -> Result<()> {
    let Some(given) = input.answers.as_ref().or(input.outcomes.as_ref()) else { return Ok(()) };
    keep(given, dir, names)
}

/// Refuses to write results over a file that they are computed from.
pub(crate) fn keep(given: &Path, dir: &Path, names: &[&str]) -> Result<()> {
    let same = |name: &&&str| {
        let target = dir.join(name).canonicalize();
        target.is_ok_and(|target| given.canonicalize().is_ok_and(|given| given == target))
    };
    match names.iter().find(same) {
        Some(name) => Err(WrongUsage(format!(
            "{} skulle skrivas över av resultatet {name}: välj en annan mapp med --out",
            given.display()
        ))
        .into()),
        None => Ok(()),
    }
}

/// Readable by everyone, as an ordinary file; temporary files are private otherwise.
fn default_permissions() -> std::fs::Permissions {
    use std::os::unix::fs::PermissionsExt;
    std::fs::Permissions::from_mode(0o644)
}

/// Writes one file.
pub(crate) fn write_one(file: &Path, bytes: Vec<u8>) -> Result<()> {
    let name = file.file_name().and_then(|name| name.to_str());
    let name = name.ok_or_else(|| WrongUsage(format!("{} är inget filnamn", file.display())))?;
    let dir = file.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."));
    write_all(dir, &[(name, bytes)])
}
