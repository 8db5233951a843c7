//! Where mistakes are collected while everything else goes on.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::fmt;

use crate::{Problem, Problems};

/// Most mistakes that one load tells of; a file that is not a catalogue at all would have millions.
pub(super) const MAX_PROBLEMS: usize = 2_000;

/// All mistakes of a load.
#[derive(Debug, Default)]
pub(super) struct Log {
    problems: RefCell<Vec<Problem>>,
    /// Documents cited, and the mistake it is if there is no such document.
    cited: RefCell<Vec<(String, Problem)>>,
    /// Names whose own entry has a mistake and was left out: that they are missing is not told again.
    broken: RefCell<BTreeSet<String>>,
    /// What could not be read as a whole, such as `question`: that some are missing is not told again.
    unread: RefCell<BTreeSet<&'static str>>,
}

impl Log {
    /// Adds a mistake; after [`MAX_PROBLEMS`] the rest is left out.
    pub(super) fn add(&self, problem: Problem) {
        let mut problems = self.problems.borrow_mut();
        if problems.len() < MAX_PROBLEMS {
            problems.push(problem);
        }
    }

    /// Remembers a name whose own entry could not be used.
    pub(super) fn mark_broken(&self, name: &str) {
        self.broken.borrow_mut().insert(name.to_owned());
    }

    /// Whether a name's own entry could not be used.
    pub(super) fn is_broken(&self, name: &str) -> bool {
        self.broken.borrow().contains(name)
    }

    /// Remembers that things of some kinds could not all be read: their file is missing or no TOML.
    pub(super) fn mark_unread(&self, kinds: &[&'static str]) {
        self.unread.borrow_mut().extend(kinds);
    }

    /// Forgets it, for the next edition.
    pub(super) fn forget_unread(&self, kinds: &[&'static str]) {
        self.unread.borrow_mut().retain(|kind| !kinds.contains(kind));
    }

    /// Whether things of a kind could not all be read.
    pub(super) fn is_unread(&self, kind: &str) -> bool {
        self.unread.borrow().contains(kind)
    }

    /// How many there are so far.
    pub(super) fn len(&self) -> usize {
        self.problems.borrow().len()
    }

    /// A mistake of a whole file.
    pub(super) fn file(
        &self,
        file: &str,
        code: &'static str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        Spot::of_file(self, file).problem(code, message, help);
    }

    /// Tells of citations of documents that there are not; asked when all is read.
    pub(super) fn check_citations(&self, documents: &[&str]) {
        for (document, problem) in self.cited.take() {
            if !self.is_unread("document") && !documents.contains(&document.as_str()) {
                let help = rules::suggestion(&document, documents.iter().copied());
                self.add(Problem { help, ..problem });
            }
        }
    }

    /// All of them.
    pub(super) fn into_problems(self) -> Problems {
        let mut all = Problems::default();
        all.extend(self.problems.into_inner());
        all
    }
}

/// A place that a mistake can be told at: file, line, entry.
#[derive(Clone)]
pub(super) struct Spot<'a> {
    pub(super) log: &'a Log,
    pub(super) file: &'a str,
    pub(super) line: usize,
    pub(super) entry: String,
}

impl<'a> Spot<'a> {
    /// The whole file.
    pub(super) fn of_file(log: &'a Log, file: &'a str) -> Self {
        Self { log, file, line: 0, entry: String::new() }
    }

    /// Another line of the same entry.
    pub(super) fn at(&self, line: usize) -> Self {
        Self { line, ..self.clone() }
    }

    /// Another entry at the same line.
    pub(super) fn named(&self, entry: impl Into<String>) -> Self {
        Self { entry: entry.into(), ..self.clone() }
    }

    /// Tells of a mistake here.
    pub(super) fn problem(&self, code: &'static str, message: impl Into<String>, help: impl Into<String>) {
        self.log.add(self.as_problem(code, message.into(), help.into()));
    }

    fn as_problem(&self, code: &'static str, message: String, help: String) -> Problem {
        Problem {
            file: self.file.to_owned(),
            line: self.line,
            entry: self.entry.clone(),
            code,
            message,
            help,
            english: None,
        }
    }

    /// Remembers that a document is cited here.
    pub(super) fn cite(&self, document: &str) {
        if !document.is_empty() {
            let problem =
                self.as_problem("CAT-08", format!("there is no document `{document}`"), String::new());
            self.log.cited.borrow_mut().push((document.to_owned(), problem));
        }
    }

    /// The nearest of the names there are, or all; nothing once so much has been told that this is not.
    pub(super) fn suggestion<'n>(
        &self,
        wanted: &str,
        names: impl IntoIterator<Item = &'n str> + Clone,
    ) -> String {
        if self.log.len() < MAX_PROBLEMS { rules::suggestion(wanted, names) } else { String::new() }
    }

    /// Tells of a name that is not among those there are, with the nearest of them.
    pub(super) fn unknown<'n>(
        &self,
        what: &str,
        wanted: &str,
        names: impl IntoIterator<Item = &'n str> + Clone,
    ) {
        if !self.log.is_unread(what) && !self.log.is_broken(wanted) {
            let help = self.suggestion(wanted, names);
            self.problem("CAT-08", format!("there is no {what} `{wanted}`"), help);
        }
    }

    /// Whether a name is among those there are; tells if not.
    pub(super) fn known<'n>(
        &self,
        what: &str,
        wanted: &str,
        names: impl IntoIterator<Item = &'n str> + Clone,
    ) -> bool {
        let known = names.clone().into_iter().any(|name| name == wanted);
        if !known {
            self.unknown(what, wanted, names);
        }
        known
    }
}

/// As in `editions/2018/sets.toml:12`.
impl fmt::Display for Spot<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// Names that may be given only once.
#[derive(Default)]
pub(super) struct Unique(HashMap<String, String>);

impl Unique {
    /// Takes a name; tells if it is taken. `what` as in «indicator».
    pub(super) fn claim(&mut self, what: &str, name: &str, spot: &Spot<'_>) -> bool {
        if let Some(first) = self.0.get(name) {
            spot.problem(
                "CAT-07",
                format!("{what} `{name}` is given twice, first at {first}"),
                "ids are unique: rename one, or take one away",
            );
            return false;
        }
        self.0.insert(name.to_owned(), spot.to_string());
        true
    }
}
