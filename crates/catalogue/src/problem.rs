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
pub struct Problems(Vec<Problem>);

impl Problems {
    /// Adds a mistake.
    pub fn push(&mut self, problem: Problem) {
        self.0.push(problem);
    }

    /// Adds mistakes.
    pub fn extend(&mut self, problems: impl IntoIterator<Item = Problem>) {
        self.0.extend(problems);
    }

    /// `value` if there is no mistake, else all of them, sorted.
    ///
    /// # Errors
    /// The mistakes.
    pub fn or<T>(mut self, value: T) -> Result<T, Self> {
        if self.0.is_empty() {
            return Ok(value);
        }
        self.0.sort();
        self.0.dedup();
        Err(self)
    }

    /// The mistakes.
    pub fn iter(&self) -> impl Iterator<Item = &Problem> {
        self.0.iter()
    }

    /// All of them in a language, one a line.
    pub fn text(&self, language: Language) -> String {
        self.0.iter().map(|problem| problem.text(language) + "\n").collect()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<Problem> for Problems {
    fn from_iter<I: IntoIterator<Item = Problem>>(problems: I) -> Self {
        Self(problems.into_iter().collect())
    }
}

/// In the first language.
impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Language::Swedish))
    }
}

impl std::error::Error for Problems {}
