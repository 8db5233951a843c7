//! The file as such: which kind it is, how large it may be, and whether it can be read at all.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::mistakes::{Mistake, Mistakes, quoted};
use crate::Problems;

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
        "" => Err(Mistake::new("the file's name has no ending", "name it .csv (text) or .xlsx (workbook)")),
        other => Err(Mistake::new(
            format!("a file that ends with {} is not read", quoted(&format!(".{other}"))),
            "save it as .csv (UTF-8, `;` between the columns) or .xlsx",
        )),
    }
}

/// Reads a file into memory, if its kind and size allow it.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, Problems> {
    let name = path.display().to_string();
    let mut mistakes = Mistakes::of(&name);
    let read = kind_of(&name).map_err(|mistake| ("ANS-02", mistake)).and_then(|kind| read_kind(path, kind));
    match read {
        Ok(bytes) => Ok(bytes),
        Err((code, mistake)) => {
            mistakes.add(0, code, || mistake);
            mistakes.or(Vec::new())
        }
    }
}

fn read_kind(path: &Path, kind: FileKind) -> Result<Vec<u8>, (&'static str, Mistake)> {
    let cannot = |error: std::io::Error| {
        (
            "ANS-01",
            Mistake::new(
                format!("the file cannot be read: {error}"),
                "check its name, and that you may read it",
            ),
        )
    };
    let file = File::open(path).map_err(cannot)?;
    let metadata = file.metadata().map_err(cannot)?;
    if metadata.is_dir() {
        return Err(("ANS-01", Mistake::new("this is a folder", "name the file in it")));
    }
    check_size(metadata.len(), kind)?;
    let mut bytes = Vec::new();
    // A file may grow while it is read, or not know its size.
    file.take(kind.max_bytes() + 1).read_to_end(&mut bytes).map_err(cannot)?;
    check_size(bytes.len() as u64, kind)?;
    Ok(bytes)
}

/// Refuses what is too large to be answers.
pub(super) fn check_size(bytes: u64, kind: FileKind) -> Result<(), (&'static str, Mistake)> {
    let most = kind.max_bytes();
    if bytes <= most {
        return Ok(());
    }
    let help = match kind {
        FileKind::Csv => "at most 64 MiB: divide the file, or check that it is the right one",
        FileKind::Xlsx => "at most 16 MiB: save only the sheet with answers, or save it as .csv",
    };
    Err(("ANS-03", Mistake::new(format!("the file is too large: {} MiB", bytes.div_ceil(1024 * 1024)), help)))
}

/// The kind of a file by its name, if its bytes are not too many.
pub(super) fn checked_kind(name: &str, bytes: usize) -> Result<FileKind, (&'static str, Mistake)> {
    let kind = kind_of(name).map_err(|mistake| ("ANS-02", mistake))?;
    check_size(bytes as u64, kind)?;
    Ok(kind)
}
