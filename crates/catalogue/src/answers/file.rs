//! The file as such: which kind it is, how large it may be, and whether it can be read at all.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::mistakes::{Mistake, Mistakes, quoted};
use super::package;
use crate::{Problems, why_refused};

/// Largest text file, in bytes.
pub const MAX_CSV_BYTES: u64 = 64 * 1024 * 1024;

/// Largest workbook as it lies on the disk, in bytes.
pub const MAX_XLSX_BYTES: u64 = 16 * 1024 * 1024;

/// Largest workbook when it is unpacked, in bytes.
pub const MAX_XLSX_UNPACKED: u64 = 256 * 1024 * 1024;

/// Most lines of a file.
pub const MAX_LINES: usize = 2_000_000;

/// Most characters of a field.
pub const MAX_FIELD: usize = 10_000;

/// What a file is, by its name's ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileKind {
    /// Text with `;` between the columns.
    Csv,
    /// A workbook.
    Xlsx,
}

impl FileKind {
    fn max_bytes(self) -> u64 {
        match self {
            Self::Csv => MAX_CSV_BYTES,
            Self::Xlsx => MAX_XLSX_BYTES,
        }
    }
}

/// The kind of a file by its name.
pub(super) fn kind_of(name: &str) -> Result<FileKind, Mistake> {
    let ending = Path::new(name).extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    match ending.to_ascii_lowercase().as_str() {
        "csv" => Ok(FileKind::Csv),
        "xlsx" => Ok(FileKind::Xlsx),
        "" => Err(Mistake::new(
            ("filnamnet saknar ändelse", "the file's name has no ending"),
            (
                "låt det sluta på .csv (text) eller .xlsx (arbetsbok)",
                "name it .csv (text) or .xlsx (workbook)",
            ),
        )),
        other => {
            let shown = quoted(&format!(".{other}"));
            Err(Mistake::new(
                (
                    format!("filer som slutar på {} läses inte", shown.sv),
                    format!("a file that ends with {} is not read", shown.en),
                ),
                (
                    "spara filen som .csv (UTF-8, `;` mellan kolumnerna) eller .xlsx",
                    "save it as .csv (UTF-8, `;` between the columns) or .xlsx",
                ),
            ))
        }
    }
}

/// Reads a file into memory, if its kind and size allow it.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, Problems> {
    let name = path.display().to_string();
    let mut mistakes = Mistakes::of(&name);
    // Whoever names a folder is told so, not that its name has no ending.
    let read = if path.is_dir() { Err(a_folder()) } else { read_named(path, &name) };
    match read {
        Ok(bytes) => Ok(bytes),
        Err((code, mistake)) => {
            mistakes.add(0, code, || mistake);
            mistakes.or(Vec::new())
        }
    }
}

fn read_named(path: &Path, name: &str) -> Result<Vec<u8>, (&'static str, Mistake)> {
    let kind = kind_of(name).map_err(|mistake| ("ANS-02", mistake))?;
    read_kind(path, kind)
}

fn read_kind(path: &Path, kind: FileKind) -> Result<Vec<u8>, (&'static str, Mistake)> {
    let cannot = |error: io::Error| ("ANS-01", unreadable(&error));
    let file = File::open(path).map_err(cannot)?;
    let metadata = file.metadata().map_err(cannot)?;
    if metadata.is_dir() {
        return Err(a_folder());
    }
    check_size(metadata.len(), kind)?;
    let mut bytes = Vec::new();
    // A file may grow while it is read, or not know its size.
    file.take(kind.max_bytes() + 1).read_to_end(&mut bytes).map_err(cannot)?;
    check_size(bytes.len() as u64, kind)?;
    Ok(bytes)
}

fn a_folder() -> (&'static str, Mistake) {
    let message = ("det här är en mapp, ingen fil", "this is a folder, not a file");
    (
        "ANS-01",
        Mistake::new(message, ("ange filen i den: .csv eller .xlsx", "name the file in it: .csv or .xlsx")),
    )
}

fn unreadable(error: &io::Error) -> Mistake {
    let (sv, en) = why_refused(error);
    let help = if error.kind() == io::ErrorKind::NotFound {
        ("kontrollera namnet, och i vilken mapp du är", "check its name, and which folder you are in")
    } else {
        ("kontrollera namnet, och att du får läsa filen", "check its name, and that you may read it")
    };
    Mistake::new(
        (format!("filen kan inte läsas: den {sv}"), format!("the file cannot be read: it {en}")),
        help,
    )
}

/// Refuses what is too large to be answers.
pub(super) fn check_size(bytes: u64, kind: FileKind) -> Result<(), (&'static str, Mistake)> {
    let most = kind.max_bytes();
    if bytes <= most {
        return Ok(());
    }
    let help = match kind {
        FileKind::Csv => (
            "högst 64 MiB: dela upp filen, eller kontrollera att det är rätt fil",
            "at most 64 MiB: divide the file, or check that it is the right one",
        ),
        FileKind::Xlsx => (
            "högst 16 MiB: spara bara bladet med svar, eller spara som .csv",
            "at most 16 MiB: save only the sheet with answers, or save it as .csv",
        ),
    };
    let size = bytes.div_ceil(1024 * 1024);
    let message = (format!("filen är för stor: {size} MiB"), format!("the file is too large: {size} MiB"));
    Err(("ANS-03", Mistake::new(message, help)))
}

/// The kind of a file by its name, if its bytes are not too many.
pub(super) fn checked_kind(name: &str, bytes: usize) -> Result<FileKind, (&'static str, Mistake)> {
    let kind = kind_of(name).map_err(|mistake| ("ANS-02", mistake))?;
    check_size(bytes as u64, kind)?;
    Ok(kind)
}

/// Refuses a workbook that is damaged, or larger than one may be, before anything is read from it.
///
/// # Errors
/// What is wrong with it.
pub fn check_workbook(name: &str, bytes: &[u8]) -> Result<(), Problems> {
    let mut mistakes = Mistakes::of(name);
    let checked = check_size(bytes.len() as u64, FileKind::Xlsx).and_then(|()| package::check(bytes));
    if let Err((code, mistake)) = checked {
        mistakes.add(0, code, || mistake);
    }
    mistakes.or(())
}

/// Reads a file of answers, outcomes or published values into memory, if its kind and size allow it.
///
/// # Errors
/// Why it cannot be read.
pub fn read_file(path: &Path) -> Result<Vec<u8>, Problems> {
    read(path)
}
