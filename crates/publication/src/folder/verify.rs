//! Whether a publication folder still is what was published, and follows from its own answers and catalogue.
//!
//! First every file is held against the manifest, then everything is made again from the folder's sources and
//! compared: with the same program byte by byte, with another one by content. Whoever changes a file *and* mends
//! the manifest is found by the second. Somebody who makes a whole publication anew from other answers is not:
//! against that helps only to know the hash of the right manifest.

use std::collections::BTreeSet;

use catalogue::{Problem, Problems};

use super::difference::differences;
use super::fault::{fault, shown};
use super::make::{hash_of_all, make};
use super::{Files, Sources, content_hash, names, sha256};
use crate::manifest::{FileEntry, Holds, MANIFEST, MAX_FILES, Manifest, Program, Unusable};

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Everything that is wrong; empty if nothing is.
    pub faults: Problems,
    /// The manifest, if it could be read.
    pub manifest: Option<Manifest>,
    /// The hash of the manifest's bytes: whoever knows the right one knows that nothing was made anew.
    pub hash: String,
    /// Whether everything was made again and compared.
    pub recomputed: bool,
    /// Whether this program is the one that made the folder.
    pub same_program: bool,
    /// Files of another program whose bytes this one would write differently, with the same content: what their
    /// content does not hold – in a workbook notes, links, hidden rows, layout – was not compared.
    pub only_bytes: Vec<String>,
}

/// Holds a folder against its manifest and against what its own sources give. No bytes make it panic.
///
/// A folder that says that it holds only sources is at fault: nothing of it could be made again.
pub fn verify(folder: &Files, program: &Program) -> Report {
    verify_as(folder, program, &[Holds::Whole])
}

/// As [`verify`], of a folder to compare a later publication with: a publication, or the folder `before/` of one,
/// which holds only sources and is held against its manifest alone.
pub fn verify_earlier(folder: &Files, program: &Program) -> Report {
    verify_as(folder, program, &[Holds::Whole, Holds::Sources])
}

fn verify_as(folder: &Files, program: &Program, allowed: &[Holds]) -> Report {
    let mut report = Report {
        faults: Problems::default(),
        manifest: None,
        hash: folder.get(MANIFEST).map(|bytes| sha256(bytes)).unwrap_or_default(),
        recomputed: false,
        same_program: false,
        only_bytes: Vec::new(),
    };
    let manifest = match manifest_of(folder) {
        Ok(manifest) => manifest,
        Err(problem) => {
            report.faults.push(*problem);
            return report;
        }
    };
    report.same_program = manifest.program.is_same(program);
    if !allowed.contains(&manifest.holds) {
        report.faults.push(only_sources());
    }
    let changed = held_against(&manifest, folder, "", &mut report.faults);
    if manifest.before.is_some() {
        earlier(folder, &mut report.faults);
    }
    if manifest.holds == Holds::Whole {
        again(&manifest, folder, &changed, &mut report);
    }
    report.manifest = Some(manifest);
    report.faults = match report.faults.or(()) {
        Ok(()) => Problems::default(),
        Err(sorted) => sorted,
    };
    report
}

fn only_sources() -> Problem {
    fault(
        MANIFEST,
        "PUB-03",
        "",
        (
            "förteckningen har `holds` `sources`, att mappen bara har underlaget till en publicering; en publicering har `whole`, `sources` har bara mappen `before/` i en senare publicering",
            "the manifest has `holds` `sources`, that the folder holds only what a publication was computed from; a publication has `whole`, only the folder `before/` of a later publication has `sources`",
        ),
        (
            "ange publiceringen som `before/` ligger i; annars är förteckningen ändrad: hämta mappen på nytt från den som publicerade den",
            "name the publication that `before/` lies in; otherwise the manifest was changed: fetch the folder anew from whoever published it",
        ),
    )
}

/// The manifest of a folder whose files are as it lists them. Nothing is made again.
///
/// # Errors
/// Why the manifest cannot be used, or every file that is missing, unknown or changed.
pub fn unchanged(folder: &Files) -> Result<Manifest, Problems> {
    let manifest = manifest_of(folder).map_err(|problem| Problems::from_iter([*problem]))?;
    let mut faults = Problems::default();
    if manifest.holds != Holds::Whole {
        faults.push(only_sources());
    }
    let changed = held_against(&manifest, folder, "", &mut faults);
    // What the manifest says above its list: the hashes of what everything was computed from.
    let given = folder.get(&manifest.given.path).map(|bytes| sha256(bytes));
    if given.is_some_and(|hash| hash != manifest.given.sha256) && !changed.contains(&manifest.given.path) {
        faults.push(other_source(&manifest.given.path));
    }
    let prefix = format!("{}/", names::CATALOGUE);
    let own = folder.iter().filter_map(|(path, bytes)| Some((path.strip_prefix(&prefix)?, bytes)));
    let own: Files = own.map(|(path, bytes)| (path.to_owned(), bytes.clone())).collect();
    if hash_of_all(&own) != manifest.catalogue.sha256 && !changed.iter().any(|path| path.starts_with(&prefix))
    {
        faults.push(other_source(&manifest.catalogue.path));
    }
    faults.or(manifest)
}

/// A source whose hash above the manifest's list is another than that of its file.
fn other_source(path: &str) -> Problem {
    let shown = shown(path);
    fault(
        MANIFEST,
        "PUB-12",
        "",
        (
            &format!("förteckningen säger en annan hash för `{shown}` än vad mappen har"),
            &format!("the manifest says another hash of `{shown}` than what the folder has"),
        ),
        (
            "förteckningen eller underlaget är ändrat; hämta mappen på nytt",
            "the manifest or the sources were changed; fetch the folder anew",
        ),
    )
}

/// The manifest of a folder.
///
/// # Errors
/// Why it cannot be used.
pub(super) fn manifest_of(folder: &Files) -> Result<Manifest, Box<Problem>> {
    let anew = (
        "hämta mappen på nytt från den som publicerade den",
        "fetch the folder anew from whoever published it",
    );
    let Some(bytes) = folder.get(MANIFEST) else {
        return Err(Box::new(fault(
            MANIFEST,
            "PUB-01",
            "",
            (
                "mappen har ingen förteckning: den är ingen publicering, eller ofullständig",
                "the folder has no manifest: it is no publication, or incomplete",
            ),
            ("ange mappen som `jamfor publish` skrev", "name the folder that `jamfor publish` wrote"),
        )));
    };
    Manifest::from_json(bytes).map_err(|why| {
        let told = |code, sv: String, en: String, help| Box::new(fault(MANIFEST, code, "", (&sv, &en), help));
        match why {
            Unusable::Unreadable(error) => {
                let error = shown(&error);
                told(
                    "PUB-02",
                    format!("förteckningen kan inte läsas: {error}"),
                    format!("the manifest cannot be read: {error}"),
                    anew,
                )
            }
            Unusable::Form(form) => {
                let form = shown(&form);
                told(
                    "PUB-03",
                    format!(
                        "förteckningen har formen `{form}`, som inte är känd; känd: `{}`",
                        crate::manifest::FORM
                    ),
                    format!(
                        "the manifest has the form `{form}`, which is not known; known: `{}`",
                        crate::manifest::FORM
                    ),
                    ("använd ett nyare program", "use a newer program"),
                )
            }
            Unusable::TooMany(n) => told(
                "PUB-04",
                format!("förteckningen har {n} filer; högst {MAX_FILES}"),
                format!("the manifest lists {n} files; at most {MAX_FILES}"),
                anew,
            ),
            Unusable::Path(path) => {
                let path = shown(&path);
                told(
                    "PUB-04",
                    format!("förteckningen har filen `{path}`, som inte ligger i mappen"),
                    format!("the manifest lists the file `{path}`, which does not lie in the folder"),
                    anew,
                )
            }
            Unusable::Twice(path) => {
                let path = shown(&path);
                told(
                    "PUB-04",
                    format!("förteckningen har filen `{path}` två gånger"),
                    format!("the manifest lists the file `{path}` twice"),
                    anew,
                )
            }
        }
    })
}

/// Tells of files that are missing, unknown or changed; gives the paths of those that are not as listed.
fn held_against(
    manifest: &Manifest,
    folder: &Files,
    prefix: &str,
    faults: &mut Problems,
) -> BTreeSet<String> {
    let mut changed = BTreeSet::new();
    for entry in &manifest.files {
        let path = format!("{prefix}{}", entry.path);
        let found = folder.get(&entry.path);
        if let Some(fault) =
            found.map_or_else(|| Some(missing(&path)), |bytes| not_as_listed(&path, entry, bytes))
        {
            faults.push(fault);
            changed.insert(entry.path.clone());
        }
    }
    let listed: BTreeSet<&str> = manifest.files.iter().map(|entry| entry.path.as_str()).collect();
    for path in folder.keys().filter(|path| *path != MANIFEST && !listed.contains(path.as_str())) {
        faults.push(fault(
            &format!("{prefix}{path}"),
            "PUB-11",
            "",
            ("filen står inte i förteckningen", "the manifest does not list this file"),
            ("ta bort den: en publicering ändras inte", "remove it: a publication does not change"),
        ));
    }
    changed
}

fn missing(path: &str) -> Problem {
    fault(
        path,
        "PUB-10",
        "",
        ("filen saknas, fast förteckningen har den", "the file is missing, although the manifest lists it"),
        ("hämta mappen på nytt", "fetch the folder anew"),
    )
}

fn not_as_listed(path: &str, entry: &FileEntry, bytes: &[u8]) -> Option<Problem> {
    let hash = sha256(bytes);
    let size = bytes.len() as u64;
    let message = if size != entry.size {
        (
            format!("filen har {size} byte, i förteckningen står {}", entry.size),
            format!("the file has {size} bytes, the manifest says {}", entry.size),
        )
    } else if hash != entry.sha256 {
        (
            format!(
                "filen är ändrad: hash {}…, i förteckningen står {}…",
                short(&hash),
                short(&entry.sha256)
            ),
            format!(
                "the file is changed: hash {}…, the manifest says {}…",
                short(&hash),
                short(&entry.sha256)
            ),
        )
    } else {
        return None;
    };
    let help = (
        "hämta mappen på nytt; vad som skiljer sig i siffror står under PUB-20, om filen går att räkna om",
        "fetch the folder anew; which figures differ stands under PUB-20, if the file can be made again",
    );
    Some(fault(path, "PUB-12", "", (&message.0, &message.1), help))
}

fn short(hash: &str) -> String {
    shown(&hash.chars().take(12).collect::<String>())
}

/// The sources of the earlier publication, held against their own manifest.
fn earlier(folder: &Files, faults: &mut Problems) {
    let prefix = format!("{}/", names::BEFORE);
    let own = folder.iter().filter_map(|(path, bytes)| Some((path.strip_prefix(&prefix)?, bytes)));
    let own: Files = own.map(|(path, bytes)| (path.to_owned(), bytes.clone())).collect();
    match manifest_of(&own) {
        Ok(manifest) => {
            held_against(&manifest, &own, &prefix, faults);
        }
        Err(problem) => faults.push(Problem { file: format!("{prefix}{}", problem.file), ..*problem }),
    }
}

/// Makes everything again from the listed sources, and compares.
fn again(manifest: &Manifest, folder: &Files, changed: &BTreeSet<String>, report: &mut Report) {
    let listed: Files = manifest
        .files
        .iter()
        .filter_map(|entry| Some((entry.path.clone(), folder.get(&entry.path)?.clone())))
        .collect();
    let is_source = |path: &str| {
        let below = |folder: &str| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        path == manifest.given.path
            || path == names::PUBLISHED
            || below(names::CATALOGUE)
            || below(names::BEFORE)
    };
    if manifest.files.iter().any(|entry| is_source(&entry.path) && !listed.contains_key(&entry.path)) {
        // It would only be told once more, in other words.
        return;
    }
    let made = match Sources::of_folder(manifest, &listed) {
        Ok(sources) => make(&sources, &manifest.program),
        Err(problem) => Err((*problem).into()),
    };
    let made = match made {
        Ok(made) => made,
        Err(refused) => return report.faults.extend(refused.problems().iter().cloned()),
    };
    report.recomputed = true;
    for (path, published) in &listed {
        match made.get(path) {
            Some(again) if again == published => {}
            Some(again) => compare(path, published, again, changed.contains(path), report),
            None => report.faults.push(does_not_follow(path)),
        }
    }
    for path in made.keys().filter(|path| *path != MANIFEST && manifest.file(path).is_none()) {
        report.faults.push(fault(
            path,
            "PUB-22",
            "",
            ("publiceringen borde ha den här filen", "the publication should have this file"),
            ("hämta mappen på nytt", "fetch the folder anew"),
        ));
    }
    compare_manifests(manifest, folder, &made, changed, report);
}

fn does_not_follow(path: &str) -> Problem {
    fault(
        path,
        "PUB-22",
        "",
        (
            "filen följer inte av mappens svar och katalog, fast den står i förteckningen",
            "the file does not follow from the folder's answers and catalogue, although the manifest lists it",
        ),
        ("ta bort den, eller hämta mappen på nytt", "remove it, or fetch the folder anew"),
    )
}

/// Compares a file whose bytes differ from those made again.
fn compare(path: &str, published: &[u8], again: &[u8], is_told: bool, report: &mut Report) {
    if content_hash(path, published) != content_hash(path, again) {
        let found = differences(path, published, again);
        if found.is_empty() {
            report.faults.push(only_bytes(path));
        }
        report.faults.extend(found);
    } else if !report.same_program {
        report.only_bytes.push(path.to_owned());
    } else if !is_told {
        report.faults.push(only_bytes(path));
    }
}

fn only_bytes(path: &str) -> Problem {
    fault(
        path,
        "PUB-21",
        "",
        (
            "filen säger detsamma som den som görs om, men med andra byte, fast programmet är samma",
            "the file says the same as when it is made again, but in other bytes, although the program is the same",
        ),
        (
            "någon har sparat om filen; hämta mappen på nytt",
            "somebody has saved the file anew; fetch the folder anew",
        ),
    )
}

/// What the manifest says of the whole, and of the content of files that are as listed.
fn compare_manifests(
    manifest: &Manifest,
    folder: &Files,
    made: &Files,
    changed: &BTreeSet<String>,
    report: &mut Report,
) {
    let Ok(again) = manifest_of(made) else { return };
    let head = |manifest: &Manifest| Manifest { files: Vec::new(), ..manifest.clone() }.to_json();
    let (said, given) = (head(manifest), head(&again));
    if said != given {
        report.faults.extend(differences(MANIFEST, &said, &given));
    }
    for entry in manifest.files.iter().filter(|entry| !changed.contains(&entry.path)) {
        let Some(bytes) = folder.get(&entry.path) else { continue };
        let content = match again.file(&entry.path) {
            Some(same) if same.sha256 == entry.sha256 => same.content.clone(),
            Some(_) | None => content_hash(&entry.path, bytes),
        };
        if content != entry.content {
            let help = (
                "förteckningen är ändrad; hämta mappen på nytt",
                "the manifest was changed; fetch the folder anew",
            );
            let message = (
                "förteckningens hash av innehållet är inte filens",
                "the manifest's hash of the content is not the file's",
            );
            report.faults.push(fault(&entry.path, "PUB-12", "", message, help));
        }
    }
    let canonical = manifest.to_json();
    if report.same_program && folder.get(MANIFEST).is_some_and(|bytes| *bytes != canonical) {
        report.faults.push(only_bytes(MANIFEST));
    }
}
