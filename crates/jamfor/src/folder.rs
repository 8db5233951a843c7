//! Publication folders on disk: written whole or not at all, read without following what leads out of them.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use anyhow::Result;
use catalogue::Problem;
use publication::folder::{Files, MAX_BYTES, MAX_FILE_BYTES, unreadable};
use publication::manifest::MAX_FILES;

use crate::WrongUsage;
use crate::arguments::Lang;
use crate::refused::{Doing, Refused};

/// Deepest folder that is read.
const MAX_DEPTH: usize = 16;

/// Refuses a folder that holds anything: a publication is never changed.
pub(crate) fn must_be_new(dir: &Path, lang: Lang) -> Result<()> {
    let is_empty = match fs::read_dir(dir) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) if error.kind() == ErrorKind::NotFound => !dir.is_symlink(),
        Err(error) if error.kind() == ErrorKind::NotADirectory => false,
        Err(error) => {
            return Err(Refused::of(&error, Doing::Reading, dir).into());
        }
    };
    if is_empty {
        return Ok(());
    }
    Err(WrongUsage(format!(
        "{} {}",
        dir.display(),
        lang.say(
            "finns redan. En publicering ändras aldrig: välj en ny mapp med --out; en rättelse publiceras bredvid",
            "is already there. A publication is never changed: choose a new folder with --out; a correction is published beside",
        )
    ))
    .into())
}

/// Writes all files under a name of their own and gives them the folder's name when every one is on the disk.
pub(crate) fn write(dir: &Path, files: &Files, lang: Lang) -> Result<()> {
    let told = |error: std::io::Error, path: &Path| {
        let why = match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
                lang.say("disken är full", "the disk is full")
            }
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                lang.say("du har inte rätt att skriva där", "you may not write there")
            }
            _ => lang.say("det gick inte att skriva", "it cannot be written"),
        };
        let nothing = lang.say(
            "Ingenting finns kvar av publiceringen. Gör plats eller välj en annan mapp med --out, och kör om",
            "Nothing is left of the publication. Make room or choose another folder with --out, and run again",
        );
        anyhow::anyhow!("{}: {why} ({error}). {nothing}", path.display())
    };
    // A link to an empty folder: the folder it leads to is the one that gets the files.
    let dir: PathBuf = dir.canonicalize().unwrap_or_else(|_| dir.to_owned());
    let parent = dir.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(parent).map_err(|error| told(error, parent))?;
    // Removed when it goes out of scope, unless it has got its name.
    let beside = tempfile::Builder::new()
        .prefix(".jamfor-publish-")
        .permissions(fs::Permissions::from_mode(0o755))
        .tempdir_in(parent)
        .map_err(|error| told(error, parent))?;
    for (path, bytes) in files {
        let final_path = dir.join(path);
        write_file(&beside.path().join(path), bytes).map_err(|error| told(error, &final_path))?;
    }
    sync_folders(beside.path()).map_err(|error| told(error, &dir))?;
    fs::rename(beside.path(), &dir).map_err(|error| told(error, &dir))?;
    // It is not there any more under this name.
    let _ = beside.keep();
    File::open(parent).and_then(|folder| folder.sync_all()).map_err(|error| told(error, parent))
}

fn write_file(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::DirBuilder::new().recursive(true).mode(0o755).create(folder)?;
    }
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o644).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn sync_folders(folder: &Path) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            sync_folders(&entry.path())?;
        }
    }
    File::open(folder)?.sync_all()
}

/// Every plain file of a folder, and what in it is none or cannot be read.
pub(crate) fn read(dir: &Path, lang: Lang) -> Result<(Files, Vec<Problem>)> {
    if !dir.is_dir() {
        let (what, anew) = if dir.exists() {
            (lang.say("är ingen mapp", "is no folder"), "")
        } else {
            (
                lang.say("finns inte", "does not exist"),
                lang.say(" (eller får inte läsas)", " (or may not be read)"),
            )
        };
        let next =
            lang.say("ange mappen som `jamfor publish` skrev", "name the folder that `jamfor publish` wrote");
        return Err(WrongUsage(format!("{} {what}{anew}: {next}", dir.display())).into());
    }
    let mut reader = Reader { files: Files::new(), faults: Vec::new(), left: MAX_BYTES };
    reader.folder(dir, "", 0);
    Ok((reader.files, reader.faults))
}

struct Reader {
    files: Files,
    faults: Vec<Problem>,
    left: u64,
}

impl Reader {
    fn folder(&mut self, folder: &Path, prefix: &str, depth: usize) {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => return self.failed(prefix, &error),
        };
        for entry in entries {
            if self.files.len() + self.faults.len() >= MAX_FILES {
                return;
            }
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => return self.failed(prefix, &error),
            };
            let name = entry.file_name();
            let path = format!("{prefix}{}", name.to_string_lossy());
            let is_text = name.to_str().is_some();
            match entry.file_type() {
                Ok(kind) if kind.is_dir() && depth < MAX_DEPTH && is_text => {
                    self.folder(&entry.path(), &format!("{path}/"), depth + 1);
                }
                Ok(kind) if kind.is_file() && is_text => self.file(&entry.path(), path),
                Ok(kind) if kind.is_symlink() => {
                    self.refuse(
                        &path,
                        ("det är en länk, som inte följs", "it is a link, which is not followed"),
                    );
                }
                Ok(_) => self.refuse(&path, ("det är ingen vanlig fil", "it is no plain file")),
                Err(error) => self.failed(&path, &error),
            }
        }
    }

    fn file(&mut self, file: &Path, path: String) {
        let most = MAX_FILE_BYTES.min(self.left);
        match fs::metadata(file) {
            Ok(metadata) if metadata.len() > most => {
                let told = format!("{} MiB", metadata.len().div_ceil(1024 * 1024));
                self.refuse(&path, (&format!("för stor: {told}"), &format!("too large: {told}")));
            }
            Ok(_) => match fs::read(file) {
                Ok(bytes) => {
                    self.left = self.left.saturating_sub(bytes.len() as u64);
                    self.files.insert(path, bytes);
                }
                Err(error) => self.failed(&path, &error),
            },
            Err(error) => self.failed(&path, &error),
        }
    }

    fn failed(&mut self, path: &str, error: &std::io::Error) {
        let (sv, en) = catalogue::why_refused(error);
        self.refuse(path, (&format!("kan inte läsas: den {sv}"), &format!("cannot be read: it {en}")));
    }

    fn refuse(&mut self, path: &str, why: (&str, &str)) {
        let path: String = path.chars().take(300).flat_map(char::escape_debug).collect();
        self.faults.push(unreadable(&path, why));
    }
}
