//! What lies in the two folders: computed results, a publication, or a catalogue.

use std::path::Path;

use ::results::Results;
use ::results::diff::{Sheet, follows};
use anyhow::Result;
use catalogue::answers::{Answers, COMPUTED_FILES, read_answers_bytes, read_computed, read_outcomes_bytes};
use catalogue::model::Edition;
use catalogue::{Catalogue, LoadOptions, Problem, Problems};
use domain::EditionYear;
use publication::folder::{Given, Sources, unchanged};
use publication::manifest::MANIFEST;

use crate::WrongUsage;
use crate::arguments::Lang;
use crate::commands::compute::result_files;

/// What a folder holds.
pub(super) enum Found {
    Catalogue(Box<Catalogue>),
    Result(Box<Known>),
}

impl Found {
    /// What it is, as users call it.
    pub(super) fn what(&self, lang: Lang) -> &'static str {
        match self {
            Self::Catalogue(_) => lang.say("en katalog", "a catalogue"),
            Self::Result(known) => match known.as_ref() {
                Known::Files(_) => lang.say("ett beräknat resultat", "a computed result"),
                Known::Publication(_) => lang.say("en publicering", "a publication"),
            },
        }
    }
}

/// How much is known of results.
pub(super) enum Known {
    /// Only what `jamfor compute --out` wrote.
    Files(Sheet),
    /// Answers or outcomes, and the catalogue that they were computed by.
    Publication(Box<Publication>),
}

/// A publication, computed again from what it holds.
pub(super) struct Publication {
    pub(super) catalogue: Catalogue,
    pub(super) year: EditionYear,
    pub(super) answers: Option<Answers>,
    pub(super) results: Results,
    /// Whether the result files in it are others than its own sources give: somebody changed them, and the manifest.
    pub(super) is_altered: bool,
}

impl Publication {
    pub(super) fn edition(&self) -> &Edition {
        &self.catalogue.editions[&self.year]
    }
}

enum Kind {
    Publication,
    Computed,
    Catalogue,
}

/// Both folders; all mistakes in both are told at once.
pub(super) fn both(first: &Path, second: &Path, lang: Lang) -> Result<(Found, Found)> {
    let kinds = [kind(first, lang), kind(second, lang)];
    let [Ok(a), Ok(b)] = &kinds else {
        let wrong: Vec<String> = kinds.into_iter().filter_map(Result::err).collect();
        return Err(WrongUsage(wrong.join("\n")).into());
    };
    match (read(first, a, lang), read(second, b, lang)) {
        (Ok(a), Ok(b)) => Ok((a, b)),
        (Err(a), Err(b)) => match (a.downcast::<Problems>(), b.downcast::<Problems>()) {
            (Ok(a), Ok(b)) => {
                let mut all = Problems::default();
                all.append(a);
                all.append(b);
                Err(all.or(()).err().map_or_else(|| anyhow::anyhow!(""), Into::into))
            }
            (Err(other), _) | (_, Err(other)) => Err(other),
        },
        (Err(error), _) | (_, Err(error)) => Err(error),
    }
}

/// Whether a folder has what only publications have, without the manifest that would tell what was changed in it.
pub(super) fn lacks_manifest(dir: &Path) -> bool {
    !dir.join(MANIFEST).exists() && dir.join("publication.json").exists()
}

/// Which kind a folder is, or what is wrong with it and what is expected.
fn kind(dir: &Path, lang: Lang) -> Result<Kind, String> {
    let expected = lang.say(
        "Väntat: en mapp från `jamfor compute --out` (outcomes.csv och aggregates.csv), en publicering (manifest.json) eller en katalog (editions/ eller base.toml)",
        "Expected: a folder of `jamfor compute --out` (outcomes.csv and aggregates.csv), a publication (manifest.json) or a catalogue (editions/ or base.toml)",
    );
    if !dir.is_dir() {
        let what = if dir.exists() {
            lang.say("är ingen mapp", "is no folder")
        } else {
            lang.say("finns inte", "does not exist")
        };
        return Err(format!("{} {what}. {expected}", dir.display()));
    }
    let has = |name: &str| dir.join(name).exists();
    let computed = COMPUTED_FILES.map(has);
    if has(MANIFEST) {
        return Ok(Kind::Publication);
    }
    let is_catalogue = has("editions") || has("base.toml");
    match (is_catalogue, computed) {
        (true, [false, false]) => return Ok(Kind::Catalogue),
        (false, [true, true]) => return Ok(Kind::Computed),
        (true, _) => {
            return Err(format!(
                "{} {}. {expected}",
                dir.display(),
                lang.say("har både resultat och en katalog", "holds both results and a catalogue")
            ));
        }
        (false, [false, true] | [true, false] | [false, false]) => {}
    }
    Err(format!("{} {}. {expected}", dir.display(), holds(dir, lang)))
}

/// What a folder holds, in words: its first names, sorted.
fn holds(dir: &Path, lang: Lang) -> String {
    let names = std::fs::read_dir(dir).into_iter().flatten().filter_map(Result::ok);
    let mut names: Vec<String> = names
        .map(|entry| {
            entry.file_name().to_string_lossy().chars().take(60).flat_map(char::escape_debug).collect()
        })
        .collect();
    names.sort_unstable();
    let n = names.len();
    names.truncate(8);
    match n {
        0 => lang.say("är tom", "is empty").to_owned(),
        _ => format!(
            "{} {}{}",
            lang.say("innehåller", "holds"),
            names.join(", "),
            if n > 8 { format!(" … ({n})") } else { String::new() }
        ),
    }
}

fn read(dir: &Path, kind: &Kind, lang: Lang) -> Result<Found> {
    Ok(match kind {
        Kind::Catalogue => {
            let options = LoadOptions { prove: false };
            Found::Catalogue(Box::new(Catalogue::load_with(dir, options)?))
        }
        Kind::Computed => Found::Result(Box::new(Known::Files(computed(dir)?))),
        Kind::Publication => {
            let publication = publication(dir, lang)?;
            Found::Result(Box::new(Known::Publication(Box::new(publication))))
        }
    })
}

/// Computed results whose files belong together, as far as the built-in catalogue has their edition.
fn computed(dir: &Path) -> Result<Sheet> {
    let folder = read_computed(dir)?;
    let catalogue = Catalogue::bundled()?;
    if let Some(edition) = catalogue.editions.get(&folder.edition) {
        let names = COMPUTED_FILES.map(|name| dir.join(name).display().to_string());
        follows::check(edition, &folder, [&names[0], &names[1]])?;
    }
    Ok(Sheet::read(folder))
}

/// A publication whose files are as its manifest lists them, computed again.
fn publication(dir: &Path, lang: Lang) -> Result<Publication> {
    let named = |problem: &Problem| Problem {
        file: dir.join(&problem.file).display().to_string(),
        ..problem.clone()
    };
    let within = |problems: Problems| -> Problems { problems.iter().map(named).collect() };
    let (files, faults) = crate::folder::read(dir, lang)?;
    if !faults.is_empty() {
        return Err(faults.iter().map(named).collect::<Problems>().into());
    }
    let manifest = unchanged(&files).map_err(within)?;
    let sources =
        Sources::of_folder(&manifest, &files).map_err(|problem| within([*problem].into_iter().collect()))?;
    let below = |problems: Problems| -> Problems {
        let in_catalogue =
            |problem: &Problem| Problem { file: format!("catalogue/{}", problem.file), ..problem.clone() };
        within(problems.iter().map(in_catalogue).collect())
    };
    let catalogue = Catalogue::load_files(&sources.catalogue, LoadOptions { prove: false }).map_err(below)?;
    let Some(edition) = catalogue.editions.get(&sources.edition) else {
        return Err(anyhow::anyhow!(
            "{}: {} {}",
            dir.display(),
            lang.say("publiceringens katalog saknar årgång", "the publication's catalogue has no edition"),
            sources.edition
        ));
    };
    let (answers, results) = match &sources.given {
        Given::Answers(name, bytes) => {
            let answers = read_answers_bytes(edition, name, bytes).map_err(within)?;
            let results = Results::from_answers(edition, &answers.table, &answers.origin_id());
            (Some(answers), results)
        }
        Given::Outcomes(name, bytes) => {
            let given = read_outcomes_bytes(edition, name, bytes).map_err(within)?;
            let outcomes = ::results::Outcomes::from_rows(edition.computed().count(), given.outcomes);
            (None, Results::from_outcomes(edition, outcomes, given.origin.id()))
        }
    };
    let year = sources.edition;
    let computed = result_files(edition, &results, ".")?;
    let is_altered = computed.iter().any(|(name, bytes)| files.get(*name).is_none_or(|there| there != bytes));
    Ok(Publication { catalogue, year, answers, results, is_altered })
}
