//! Mistakes in files, told to the person who can mend them.

use std::fmt;

use crate::model::Language;

/// One mistake: where, what, and the next step.
///
/// Those who give answers read Swedish first, so theirs stands in [`Self::message`] and the English one in
/// [`Self::english`]. Authors of catalogues read English only.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file, as the user named it.
    pub file: String,
    /// The line, from 1; 0 if the mistake is of the whole file.
    pub line: usize,
    /// The entry it stands in, such as ``indicator `eb-fia` ``; empty if none.
    pub entry: String,
    /// Stable and searchable, such as `CAT-04`, `ANS-03`, `RULE-21`.
    pub code: &'static str,
    /// What is wrong, with the value.
    pub message: String,
    /// What is allowed, and the next step.
    pub help: String,
    /// The same in English, where the text above is Swedish.
    pub english: Option<Box<English>>,
}

/// The words of a [`Problem`] in English.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct English {
    /// As [`Problem::entry`].
    pub entry: String,
    /// As [`Problem::message`].
    pub message: String,
    /// As [`Problem::help`].
    pub help: String,
}

impl Problem {
    /// The whole sentence in a language; in the one there is where it was told in one only.
    pub fn text(&self, language: Language) -> String {
        let (entry, message, help) = match (language, &self.english) {
            (Language::English, Some(english)) => (&english.entry, &english.message, &english.help),
            (Language::English | Language::Swedish, _) => (&self.entry, &self.message, &self.help),
        };
        let line = if self.line > 0 { format!(":{}", self.line) } else { String::new() };
        let entry = if entry.is_empty() { String::new() } else { format!("{entry}: ") };
        format!("{}{line}: {} {entry}{message} – {help}", self.file, self.code)
    }
}

/// In the first language.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Language::Swedish))
    }
}

/// All mistakes of a load, sorted by file and line; never empty when returned as an error.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    listed: Vec<Problem>,
    /// Mistakes that were found and are not listed: a line of the list says how many.
    unlisted: usize,
}

impl Problems {
    /// Adds a mistake.
    pub fn push(&mut self, problem: Problem) {
        self.listed.push(problem);
    }

    /// Adds mistakes.
    pub fn extend(&mut self, problems: impl IntoIterator<Item = Problem>) {
        self.listed.extend(problems);
    }

    /// Adds the mistakes of another list, and those that it does not list.
    pub fn append(&mut self, other: Self) {
        self.listed.extend(other.listed);
        self.unlisted += other.unlisted;
    }

    /// Says that so many more were found than are listed.
    pub fn leave_out(&mut self, more: usize) {
        self.unlisted += more;
    }

    /// `value` if there is no mistake, else all of them, sorted.
    ///
    /// # Errors
    /// The mistakes.
    pub fn or<T>(mut self, value: T) -> Result<T, Self> {
        if self.listed.is_empty() {
            return Ok(value);
        }
        self.listed.sort();
        self.listed.dedup();
        Err(self)
    }

    /// The mistakes.
    pub fn iter(&self) -> impl Iterator<Item = &Problem> {
        self.listed.iter()
    }

    /// All of them in a language, one a line.
    pub fn text(&self, language: Language) -> String {
        self.listed.iter().map(|problem| problem.text(language) + "\n").collect()
    }

    /// How many mistakes were found: listed or not, and without the lines that only speak of the others.
    pub fn found(&self) -> usize {
        let is_mistake = |problem: &&Problem| !matches!(problem.code, "ANS-46" | "ANS-99");
        self.listed.iter().filter(is_mistake).count() + self.unlisted
    }

    /// How many mistakes were found that are not listed.
    pub fn unlisted(&self) -> usize {
        self.unlisted
    }

    /// How many lines the list has.
    pub fn len(&self) -> usize {
        self.listed.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.listed.is_empty()
    }
}

impl FromIterator<Problem> for Problems {
    fn from_iter<I: IntoIterator<Item = Problem>>(problems: I) -> Self {
        Self { listed: problems.into_iter().collect(), unlisted: 0 }
    }
}

/// In the first language.
impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Language::Swedish))
    }
}

impl std::error::Error for Problems {}
