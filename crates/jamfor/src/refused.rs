//! What the operating system refuses: what was tried, with which path, why not, and the next step.

use std::fmt;
use std::io::{Error, ErrorKind};
use std::path::Path;

use catalogue::why_refused;

use crate::arguments::Lang;

/// What was tried.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Doing {
    Reading,
    ReadingChanges,
    Writing,
    MakingFolder,
}

/// Something that the system did not allow: exit 1.
#[derive(Debug)]
pub(crate) struct Refused {
    sv: String,
    en: String,
}

impl Refused {
    /// What was tried with a path, and the system's answer. A reader that went away is nobody's mistake and is not told
    /// here.
    pub(crate) fn of(error: &Error, doing: Doing, path: &Path) -> Self {
        let (why_sv, why_en) = match (doing, error.kind()) {
            // What is missing then is a folder above it.
            (Doing::Writing | Doing::MakingFolder, ErrorKind::NotFound) => (
                "ligger i en mapp som inte finns och inte kan skapas".to_owned(),
                "is in a folder that does not exist and cannot be made".to_owned(),
            ),
            (..) => why_refused(error),
        };
        let path = path.display();
        let (tried_sv, tried_en) = match doing {
            Doing::Reading => ("kan inte läsas", "cannot be read"),
            Doing::ReadingChanges => {
                ("skulle läsas som ändringar (CHANGES.toml)", "was to be read as changes (CHANGES.toml)")
            }
            Doing::Writing => ("kan inte skrivas", "cannot be written"),
            Doing::MakingFolder => ("kan inte skapas som mapp", "cannot be made as a folder"),
        };
        let (next_sv, next_en) = match (doing, error.kind()) {
            (_, ErrorKind::StorageFull | ErrorKind::QuotaExceeded) => (
                "Ingenting skrevs. Gör plats, eller välj en annan mapp.",
                "Nothing was written. Make room, or choose another folder.",
            ),
            (Doing::Reading | Doing::ReadingChanges, ErrorKind::NotFound) => (
                "Kontrollera namnet, och i vilken mapp du är.",
                "Check the name, and which folder you are in.",
            ),
            (Doing::Reading | Doing::ReadingChanges, _) => {
                ("Ange en fil som du får läsa.", "Name a file that you may read.")
            }
            (Doing::Writing | Doing::MakingFolder, _) => (
                "Ingenting skrevs. Ange en mapp som du får skriva i.",
                "Nothing was written. Name a folder that you may write in.",
            ),
        };
        Self {
            sv: format!("{path} {tried_sv}: den {why_sv}. {next_sv}"),
            en: format!("{path} {tried_en}: it {why_en}. {next_en}"),
        }
    }

    /// A refusal in both languages, with the next step in it.
    pub(crate) fn told(sv: String, en: String) -> Self {
        Self { sv, en }
    }

    /// The sentence in a language.
    pub(crate) fn text(&self, lang: Lang) -> &str {
        lang.say(&self.sv, &self.en)
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sv)
    }
}

impl std::error::Error for Refused {}
