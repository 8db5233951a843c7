//! The files of a catalogue: bytes become text, tables and lines.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use toml::Spanned;
use toml::de::DeTable;

use super::log::{Log, Spot};
use crate::{English, Problem, why_refused};

/// Largest file, in bytes (4 MiB).
pub const MAX_FILE: usize = 4 << 20;
/// Most files.
pub const MAX_FILES: usize = 20_000;
/// Deepest folder.
const MAX_DEPTH: usize = 8;
/// Most syntax errors that are told of one file.
const MAX_SYNTAX: usize = 20;

/// A TOML file.
pub(super) struct Document<'a> {
    file: &'a str,
    log: &'a Log,
    lines: Vec<usize>,
    pub(super) table: Spanned<DeTable<'a>>,
    /// Whether entries may be missing from the table.
    pub(super) has_syntax_errors: bool,
}

impl<'a> Document<'a> {
    /// The file as a place of mistakes.
    pub(super) fn spot(&self) -> Spot<'a> {
        Spot::of_file(self.log, self.file)
    }

    /// The line of a byte, from 1.
    pub(super) fn line(&self, byte: usize) -> usize {
        self.lines.partition_point(|&start| start <= byte)
    }
}

/// The files, read and not yet understood.
pub(super) struct Files<'a> {
    log: &'a Log,
    documents: BTreeMap<&'a str, Document<'a>>,
    tables: BTreeMap<&'a str, &'a str>,
    used: RefCell<BTreeSet<String>>,
}

impl<'a> Files<'a> {
    /// Reads all files; tells of those that are no text or no TOML.
    pub(super) fn read<T: AsRef<[u8]>>(files: &'a BTreeMap<String, T>, log: &'a Log) -> Self {
        let mut read =
            Self { log, documents: BTreeMap::new(), tables: BTreeMap::new(), used: RefCell::default() };
        for (path, bytes) in files.iter().filter(|(path, _)| !is_beside(path)) {
            let Some(text) = as_text(path, bytes.as_ref(), log) else {
                read.used.borrow_mut().insert(path.clone());
                continue;
            };
            if path.ends_with(".toml") {
                let document = parse(path, text, log);
                read.documents.insert(path, document);
            } else {
                read.tables.insert(path, text);
            }
        }
        read
    }

    /// A TOML file, if it is there.
    pub(super) fn toml(&self, path: &str) -> Option<&Document<'a>> {
        let document = self.documents.get(path)?;
        self.used.borrow_mut().insert(path.to_owned());
        Some(document)
    }

    /// Puts a sound TOML file in where there is none.
    pub(super) fn lend(&mut self, path: &'a str, text: &'a str) {
        if self.lacks(path) {
            let document = parse(path, text, self.log);
            self.documents.insert(path, document);
        }
    }

    /// A TOML file that must be there, and what it has the entries of.
    pub(super) fn need_toml(&self, path: &str, kinds: &[&'static str]) -> Option<&Document<'a>> {
        let document = self.toml(path);
        if document.is_none_or(|document| document.has_syntax_errors) {
            self.log.mark_unread(kinds);
        }
        if document.is_none() && self.lacks(path) {
            self.log.file(
                path,
                "CAT-09",
                "the file is missing",
                "every catalogue has it, see docs/catalogue-format.md",
            );
        }
        document
    }

    /// Whether a file is not there at all; one that could not be read has been told of.
    pub(super) fn lacks(&self, path: &str) -> bool {
        !self.tables.contains_key(path)
            && !self.documents.contains_key(path)
            && !self.used.borrow().contains(path)
    }

    /// A CSV file, if it is there.
    pub(super) fn csv(&self, path: &str) -> Option<(&'a str, &'a str)> {
        let (path, text) = self.tables.get_key_value(path)?;
        self.used.borrow_mut().insert((*path).to_owned());
        Some((path, text))
    }

    /// Paths below a folder that end so, in order.
    pub(super) fn under(&self, folder: &str, ending: &str) -> Vec<&'a str> {
        let all = self.documents.keys().chain(self.tables.keys());
        let mut paths: Vec<&str> =
            all.copied().filter(|path| path.starts_with(folder) && path.ends_with(ending)).collect();
        paths.sort_unstable();
        paths
    }

    /// The names directly below a folder, in order.
    pub(super) fn folders(&self, folder: &str) -> BTreeSet<&'a str> {
        let all = self.documents.keys().chain(self.tables.keys());
        all.filter_map(|path| path.strip_prefix(folder)?.split_once('/')).map(|(name, _)| name).collect()
    }

    /// Tells of files that nothing reads.
    pub(super) fn finish(&self) {
        let used = self.used.borrow();
        for path in self.documents.keys().chain(self.tables.keys()) {
            if !used.contains(*path) {
                let help = rules::nearest(path, used.iter().map(String::as_str)).map_or_else(
                    || "see docs/catalogue-format.md for where each file lives".to_owned(),
                    |near| format!("does it belong beside `{near}`? See docs/catalogue-format.md"),
                );
                self.log.file(path, "CAT-09", "nothing reads this file", help);
            }
        }
    }
}

/// Files that may lie in a catalogue and are no part of it here.
pub(super) fn is_beside(path: &str) -> bool {
    path.ends_with(".md")
        || path.starts_with("registers/")
        || path.split('/').any(|name| name.starts_with('.'))
}

/// The text of a file; tells if it is none.
pub(super) fn as_text<'a>(path: &str, bytes: &'a [u8], log: &Log) -> Option<&'a str> {
    if bytes.len() > MAX_FILE {
        let message = format!("the file has {} bytes", bytes.len());
        log.file(path, "CAT-01", message, format!("at most {MAX_FILE} (4 MiB) are read: split it"));
        return None;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Err(error) => {
            let line = 1 + bytes[..error.valid_up_to()].iter().filter(|&&byte| byte == b'\n').count();
            Spot::of_file(log, path).at(line).problem(
                "CAT-01",
                "the file is not UTF-8",
                "save it as UTF-8; this line has the first byte that is not",
            );
            None
        }
    }
}

/// The tables of a TOML file; tells of what is none.
pub(super) fn parse<'a>(file: &'a str, text: &'a str, log: &'a Log) -> Document<'a> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let starts = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(i, _)| i + 1);
    let lines: Vec<usize> = std::iter::once(0).chain(starts).collect();
    let document = Document { file, log, lines, table, has_syntax_errors: !errors.is_empty() };
    for error in errors.iter().take(MAX_SYNTAX) {
        let line = error.span().map_or(0, |span| document.line(span.start));
        let message = format!("this is not TOML: {}", error.message());
        document.spot().at(line).problem(
            "CAT-02",
            message,
            "texts stand in quotes, each key once in an entry",
        );
    }
    document
}

/// Reads a folder. Hidden files and folders are left out, links to folders not followed.
pub(super) fn read_folder(dir: &Path) -> Result<BTreeMap<String, Vec<u8>>, Box<Problem>> {
    let mut files = BTreeMap::new();
    walk(dir, "", 0, &mut files)?;
    if files.is_empty() {
        return Err(unreadable(
            "",
            "there is no file in it",
            "name a folder with a catalogue (units.csv, editions/ …)",
        ));
    }
    Ok(files)
}

fn unreadable(path: &str, message: impl Into<String>, help: &str) -> Box<Problem> {
    Box::new(Problem {
        file: path.to_owned(),
        line: 0,
        entry: String::new(),
        code: "CAT-01",
        message: message.into(),
        help: help.to_owned(),
        english: None,
    })
}

fn walk(
    dir: &Path,
    prefix: &str,
    depth: usize,
    files: &mut BTreeMap<String, Vec<u8>>,
) -> Result<(), Box<Problem>> {
    let failed = |path: &str, error: std::io::Error| {
        let (sv, en) = why_refused(&error);
        let problem = unreadable(
            path,
            format!("den {sv}"),
            "ange katalogens mapp (med editions/ eller base.toml), och kontrollera att du får läsa den",
        );
        Box::new(Problem {
            english: Some(Box::new(English {
                entry: String::new(),
                message: format!("it {en}"),
                help: "name the catalogue's folder (with editions/ or base.toml), and check that you may read it"
                    .to_owned(),
            })),
            ..*problem
        })
    };
    for entry in std::fs::read_dir(dir).map_err(|error| failed(prefix, error))? {
        let entry = entry.map_err(|error| failed(prefix, error))?;
        let name = entry.file_name();
        let Some(name) = name.to_str() else {
            return Err(unreadable(prefix, format!("the file name {name:?} is not UTF-8"), "rename it"));
        };
        if name.starts_with('.') {
            continue;
        }
        let path = if prefix.is_empty() { name.to_owned() } else { format!("{prefix}/{name}") };
        let kind = entry.file_type().map_err(|error| failed(&path, error))?;
        if kind.is_dir() {
            if depth < MAX_DEPTH {
                walk(&entry.path(), &path, depth + 1, files)?;
            }
            continue;
        }
        let size = std::fs::metadata(entry.path()).map_err(|error| failed(&path, error))?;
        if size.is_dir() || path.ends_with(".md") {
            continue;
        }
        if files.len() >= MAX_FILES {
            return Err(unreadable(
                "",
                format!("there are more than {MAX_FILES} files"),
                "name the catalogue's own folder",
            ));
        }
        let bytes = if size.len() > MAX_FILE as u64 {
            // Large enough to be refused by its size, with its name, together with all other mistakes.
            vec![0; MAX_FILE + 1]
        } else {
            std::fs::read(entry.path()).map_err(|error| failed(&path, error))?
        };
        files.insert(path, bytes);
    }
    Ok(())
}
