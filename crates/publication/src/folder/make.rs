//! Making every file of a publication from what it is computed from.

use catalogue::{Problem, Problems};

use super::fault::fault;
use super::given::published_csv;
use super::stage::{Previous, Stage};
use super::{Files, Sources, names, readme, sha256};
use crate::manifest::{FileEntry, Hashed, Holds, MANIFEST, Manifest, Program};
use crate::model::{Language, Publication, Text};
use crate::{manifest, text, xlsx};

/// Why there is no publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It was asked for in a way that cannot be: the reason and the next step.
    Usage(Text),
    /// What it is computed from has mistakes.
    Input(Problems),
}

impl Refused {
    /// The same as problems of a manifest that asked for it.
    pub(crate) fn problems(self) -> Problems {
        match self {
            Self::Input(problems) => problems,
            Self::Usage(why) => {
                let en = why.en.as_deref().unwrap_or(&why.sv);
                let help = (
                    "förteckningen är ändrad; hämta mappen på nytt",
                    "the manifest was changed; fetch the folder anew",
                );
                Problems::from_iter([fault(MANIFEST, "PUB-32", "", (&why.sv, en), help)])
            }
        }
    }
}

impl From<Problems> for Refused {
    fn from(problems: Problems) -> Self {
        Self::Input(problems)
    }
}

impl From<Box<Problem>> for Refused {
    fn from(problem: Box<Problem>) -> Self {
        (*problem).into()
    }
}

impl From<Problem> for Refused {
    fn from(problem: Problem) -> Self {
        Self::Input(Problems::from_iter([problem]))
    }
}

/// Every file of a publication, its manifest among them.
///
/// The earlier publication must have been verified. `program` is named in the workbook and in the manifest.
///
/// # Errors
/// Why there is none.
pub fn make(sources: &Sources, program: &Program) -> Result<Files, Refused> {
    let stage = Stage::of(sources)?;
    let publication = stage.publication(sources, program)?;
    let Stage { computed, published, before, .. } = stage;

    let mut files = Files::new();
    let given = sources.given.path();
    files.insert(given.to_owned(), computed.csv);
    if sources.published.is_some() {
        files.insert(names::PUBLISHED.to_owned(), published_csv(&published));
    }
    for (path, bytes) in &sources.catalogue {
        files.insert(format!("{}/{path}", names::CATALOGUE), bytes.clone());
    }
    let catalogue_hash = hash_of_all(&sources.catalogue);
    let mut hashes = vec![("given", sha256(&files[given])), ("catalogue", catalogue_hash.clone())];
    if let Some(Previous { kept, .. }) = &before {
        hashes.push(("before", hash_of_all(kept)));
        for (path, bytes) in kept {
            files.insert(format!("{}/{path}", names::BEFORE), bytes.clone());
        }
    }
    render(&publication, &hashes, &mut files)?;
    if let Some(correction) = &sources.correction {
        files.insert(names::CORRECTION.to_owned(), correction.to_json());
    }
    let command = sources.command();
    files.insert(names::README.to_owned(), readme::readme(&publication, sources, &command));
    let manifest = Manifest {
        form: manifest::FORM.to_owned(),
        title: (&publication.title).into(),
        edition: publication.edition,
        number: sources.number,
        correction: sources.correction.clone(),
        published_at: sources.published_at.clone(),
        origin: publication.origin.clone(),
        caution: (&publication.caution).into(),
        round: computed.round,
        holds: Holds::Whole,
        whole: None,
        command,
        counties: sources.counties.clone(),
        program: program.clone(),
        given: Hashed { path: given.to_owned(), sha256: sha256(&files[given]) },
        merged_from: sources.merged_from.clone(),
        chain: sources.chain.clone(),
        catalogue: Hashed { path: names::CATALOGUE.to_owned(), sha256: catalogue_hash },
        before: before.map(|previous| previous.named()),
        files: files.iter().map(|(path, bytes)| FileEntry::of(path, bytes)).collect(),
    };
    files.insert(MANIFEST.to_owned(), manifest.to_json());
    Ok(files)
}

/// Everything that is rendered from the model.
fn render(publication: &Publication, hashes: &[(&str, String)], files: &mut Files) -> Result<(), Refused> {
    let [outcomes, aggregates] = [text::outcomes(publication), text::aggregates(publication)];
    files.insert("outcomes.csv".to_owned(), outcomes.csv());
    files.insert("outcomes.json".to_owned(), outcomes.json());
    files.insert("aggregates.csv".to_owned(), aggregates.csv());
    files.insert("aggregates.json".to_owned(), aggregates.json());
    files.insert(names::PUBLICATION.to_owned(), text::publication_json(publication, hashes));
    for cube in &publication.cubes {
        files.insert(names::cube(&cube.id), text::cube_csv(cube, &publication.colours));
    }
    let workbooks = names::workbooks(publication.edition);
    for (name, language) in workbooks.into_iter().zip([Language::Swedish, Language::English]) {
        let bytes = xlsx::workbook(publication, language).map_err(|error| {
            let message = (format!("arbetsboken kan inte göras: {error}"), format!("the workbook cannot be made: {error}"));
            fault(
                &name,
                "PUB-33",
                "",
                (&message.0, &message.1),
                (
                    "det är ett fel i programmet eller en text i katalogen som är för lång; anmäl det med katalogen",
                    "this is a fault of the program, or a text of the catalogue that is too long; report it with the catalogue",
                ),
            )
        })?;
        files.insert(name, bytes);
    }
    Ok(())
}

/// The hash of a list of files and their hashes.
pub(super) fn hash_of_all(files: &Files) -> String {
    let list: String = files.iter().map(|(path, bytes)| format!("{}  {path}\n", sha256(bytes))).collect();
    sha256(list.as_bytes())
}
