//! Catalogues, answers and outcomes from disk; results to disk, whole or not at all.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Result;
use catalogue::answers::{
    Answers, GivenOutcomes, Merged, Replaced, merge_answers, read_answers, read_outcomes, refuse_silent,
};
use catalogue::model::Edition;
use catalogue::{Catalogue, Problems};
use domain::EditionYear;
use results::Results;

use crate::arguments::{Input, Lang};
use crate::refused::{Doing, Refused};
use crate::{WrongUsage, stored, tell};

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
    pub(crate) fn read(edition: &Edition, input: &Input, lang: Lang) -> Result<Self> {
        if let Some(round) = &input.round {
            return Ok(Self::Answers(Box::new(stored::answers::of(edition, input, round, lang)?.answers)));
        }
        match (&input.answers[..], &input.outcomes) {
            ([_, ..], _) => {
                let files = answer_files(edition, &input.answers)?;
                refuse_silent_files(edition, &files)?;
                Ok(Self::Answers(Box::new(merged(edition, files, lang)?)))
            }
            ([], Some(file)) => Ok(Self::Outcomes(read_outcomes(edition, file)?)),
            ([], None) => Err(WrongUsage(
                lang.say(
                    "säg vad som ska räknas: --answers FIL, --outcomes FIL eller --round OMGÅNG (ur svarslagret)",
                    "say what is to be counted: --answers FILE, --outcomes FILE or --round ROUND (from the store of answers)",
                )
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

/// The answers of each file, named as the user names it; all mistakes of all files at once.
pub(crate) fn answer_files(edition: &Edition, files: &[PathBuf]) -> Result<Vec<(String, Answers)>> {
    let same = |a: &Path, b: &Path| a.canonicalize().is_ok_and(|a| b.canonicalize().is_ok_and(|b| a == b));
    if let Some(twice) = (1..files.len()).find(|i| files[..*i].iter().any(|file| same(file, &files[*i]))) {
        let message = format!("--answers {} står två gånger: ange varje fil en gång", files[twice].display());
        return Err(WrongUsage(message).into());
    }
    let (mut all, mut problems) = (Vec::new(), Problems::default());
    for file in files {
        match read_answers(edition, file) {
            Ok(answers) => all.push((file.display().to_string(), answers)),
            Err(found) => problems.append(found),
        }
    }
    Ok(problems.or(all)?)
}

/// What is to be known of the sheets of fill-in workbooks: renamed, not read. Files that were read already.
pub(crate) fn tell_sheets(edition: &Edition, files: &[PathBuf], lang: Lang) {
    for file in files {
        let Ok(bytes) = catalogue::answers::read_file(file) else { continue };
        let name = file.display().to_string();
        if !bytes.starts_with(b"PK") {
            continue;
        }
        let opened = catalogue::answers::fill_in::open(edition, &name, &bytes);
        for (sv, en) in opened.map(|opened| opened.notes).unwrap_or_default() {
            tell(&format!("{name}: {}", lang.say(&sv, &en)));
        }
    }
}

/// Refuses to compute from files of which one has no answers.
pub(crate) fn refuse_silent_files(edition: &Edition, files: &[(String, Answers)]) -> Result<()> {
    let mut problems = Problems::default();
    for (name, answers) in files {
        if let Err(silent) = refuse_silent(edition, name, answers) {
            problems.extend(silent.iter().cloned());
        }
    }
    Ok(problems.or(())?)
}

/// The answers of several files as one; whose answers replace whose is told.
pub(crate) fn merged(edition: &Edition, files: Vec<(String, Answers)>, lang: Lang) -> Result<Answers> {
    let Merged { answers, replaced } = merge_answers(edition, files)?;
    for (file, earlier, units) in by_files(&replaced) {
        tell(&format!(
            "{units}: {}",
            match lang {
                Lang::Sv => format!("svaren i {file} ersätter dem i {earlier}"),
                Lang::En => format!("the answers in {file} replace those in {earlier}"),
            }
        ));
    }
    let lossy: Vec<&Replaced> = replaced.iter().filter(|one| !one.parts.is_empty()).collect();
    for Replaced { unit, name, by, lost, parts, .. } in lossy.iter().take(MAX_TOLD) {
        let parts = parts.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        tell(&match lang {
            Lang::Sv => format!("{unit} {name}: del {parts} saknar svar i {by}, så {lost} svar försvinner"),
            Lang::En => {
                format!("{unit} {name}: {by} has no answer to part {parts}, so {lost} answers are lost")
            }
        });
    }
    if let Some(more) = lossy.len().checked_sub(MAX_TOLD).filter(|more| *more > 0) {
        tell(&match lang {
            Lang::Sv => format!("… och {more} kommuner till har en hel del utan svar i den senare filen"),
            Lang::En => format!("… and {more} more have a whole part without answers in the later file"),
        });
    }
    Ok(answers)
}

/// Of a file with the answers of few: the parts that somebody has answered nothing of, though others of theirs.
pub(crate) fn tell_unanswered_parts(edition: &Edition, files: &[(String, Answers)], lang: Lang) {
    for (name, answers) in files {
        let units = 0..answers.table.subjects();
        let given: Vec<(usize, Vec<_>)> = units
            .map(|unit| (unit, answers.parts_of(edition, unit)))
            .filter(|(_, parts)| !parts.is_empty())
            .collect();
        if given.len() > MAX_TOLD {
            continue;
        }
        for (unit, answered) in given {
            let known = &edition.frame.units[unit];
            let lacking =
                edition.parts.iter().filter(|part| part.described && !answered.contains(&part.code));
            for part in lacking {
                let (code, unit) = (&part.code, format!("{} {}", known.code, known.name));
                tell(&match lang {
                    Lang::Sv => format!("{name}: {unit} har inga svar alls i del {code}"),
                    Lang::En => format!("{name}: {unit} has no answer at all to part {code}"),
                });
            }
        }
    }
}

/// Most units that are told of one by one.
const MAX_TOLD: usize = 5;

/// Which file's answers replace which other's, of whom: a line each for few units, one line for many.
fn by_files(replaced: &[Replaced]) -> Vec<(&str, &str, String)> {
    let mut pairs: Vec<(&str, &str, Vec<String>)> = Vec::new();
    for Replaced { unit, name, by, earlier, .. } in replaced {
        let unit = format!("{unit} {name}");
        match pairs.iter_mut().find(|(known, of, _)| known == by && of == earlier) {
            Some((.., units)) => units.push(unit),
            None => pairs.push((by, earlier, vec![unit])),
        }
    }
    let mut lines = Vec::new();
    for (by, earlier, units) in pairs {
        if units.len() <= MAX_TOLD {
            lines.extend(units.into_iter().map(|unit| (by, earlier, unit)));
        } else {
            let first = units[..MAX_TOLD].join(", ");
            lines.push((by, earlier, format!("{first} … ({})", units.len())));
        }
    }
    lines
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
    input.answers.iter().chain(&input.outcomes).try_for_each(|given| keep(given, dir, names))
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
