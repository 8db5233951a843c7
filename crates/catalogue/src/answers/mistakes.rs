//! Collecting mistakes, and repeating what somebody wrote without doing harm.

use domain::{Unit, find_personal_number};

use super::both::Both;
use crate::{English, Problem, Problems};

/// Most mistakes that are listed; of the rest only the number is told.
pub const MAX_LISTED: usize = 1_000;

/// Most characters of a value that a message repeats.
const MAX_QUOTED: usize = 60;

/// One mistake, as its finder tells it.
pub(super) struct Mistake {
    entry: Both,
    /// What is wrong, with the value.
    pub(super) message: Both,
    /// What is allowed, and the next step.
    pub(super) help: Both,
}

/// What a mistake stands at, as far as it is known.
#[derive(Clone, Copy, Default)]
pub(super) struct Entry<'a> {
    /// Who answers.
    pub(super) unit: Option<&'a Unit>,
    /// The cell, question or indicator; empty if unknown.
    pub(super) what: &'a str,
}

impl Entry<'_> {
    /// As in `unit 0604 (Aneby), G2a.missbruk`; empty if nothing is known.
    fn text(self) -> Both {
        let Some(Unit { code, name, .. }) = self.unit else { return (self.what, self.what).into() };
        let what = if self.what.is_empty() { String::new() } else { format!(", {}", self.what) };
        (format!("objekt {code} ({name}){what}"), format!("unit {code} ({name}){what}")).into()
    }
}

impl Mistake {
    /// A mistake that stands at nothing in particular.
    pub(super) fn new(message: impl Into<Both>, help: impl Into<Both>) -> Self {
        Self { entry: Both::default(), message: message.into(), help: help.into() }
    }

    /// The same mistake, told at its entry.
    pub(super) fn at(self, entry: Entry<'_>) -> Self {
        Self { entry: entry.text(), ..self }
    }

    /// The same mistake, told at a place that is said in words.
    pub(super) fn standing_at(self, entry: impl Into<Both>) -> Self {
        Self { entry: entry.into(), ..self }
    }

    /// As a file's author is told.
    fn in_file(self, file: String, line: usize, code: &'static str) -> Problem {
        let Self { entry, message, help } = self;
        Problem {
            file,
            line,
            entry: entry.sv.into(),
            code,
            message: message.sv.into(),
            help: help.sv.into(),
            english: Some(Box::new(English {
                entry: entry.en.into(),
                message: message.en.into(),
                help: help.en.into(),
            })),
        }
    }
}

/// The mistakes of one file.
pub(super) struct Mistakes {
    file: String,
    listed: Problems,
    found: usize,
    /// What stands before all of them.
    first: Option<Problem>,
}

impl Mistakes {
    /// None yet.
    pub(super) fn of(file: &str) -> Self {
        Self { file: file.to_owned(), listed: Problems::default(), found: 0, first: None }
    }

    /// Adds a mistake; `tell` is not called for those that will not be listed.
    pub(super) fn add(&mut self, line: usize, code: &'static str, tell: impl FnOnce() -> Mistake) {
        self.found += 1;
        if self.found <= MAX_LISTED {
            self.listed.push(tell().in_file(self.file.clone(), line, code));
        }
    }

    /// Says what is wrong with the file as a whole, before all other mistakes.
    pub(super) fn lead(&mut self, code: &'static str, mistake: Mistake) {
        self.first = Some(mistake.in_file(self.file.clone(), 0, code));
    }

    /// How many were found.
    pub(super) fn found(&self) -> usize {
        self.found
    }

    /// `value` if there is no mistake, else all that are listed, and before them how many there are.
    pub(super) fn or<T>(mut self, value: T) -> Result<T, Problems> {
        self.count_the_rest();
        self.listed.extend(self.first.take());
        self.listed.or(value)
    }

    /// As [`Self::or`], in the order in which they were added.
    pub(super) fn or_in_order<T>(mut self, value: T) -> Result<T, Problems> {
        if self.found == 0 {
            return Ok(value);
        }
        let mut all = Problems::default();
        let listed = std::mem::take(&mut self.listed);
        self.count_the_rest();
        all.append(self.listed);
        all.append(listed);
        Err(all)
    }

    /// Adds how many mistakes are not listed, if there are any.
    fn count_the_rest(&mut self) {
        if self.found > MAX_LISTED {
            let (found, more) = (self.found, self.found - MAX_LISTED);
            let many = Mistake::new(
                (
                    format!("{found} fel hittades: de första {MAX_LISTED} visas, {more} till visas inte"),
                    format!(
                        "{found} mistakes were found: the first {MAX_LISTED} are listed, {more} more are not"
                    ),
                ),
                ("rätta dem som visas och läs in filen igen", "mend these and read the file again"),
            );
            self.listed.push(many.in_file(self.file.clone(), 0, "ANS-99"));
            self.listed.leave_out(more);
        }
    }
}

/// A value as a message may repeat it: short, on one line, and never with a personal identity number.
pub(super) fn quoted(value: &str) -> Both {
    if value.is_empty() {
        return ("ingenting", "nothing").into();
    }
    if find_personal_number(value).is_some() {
        return (
            "`…` (ett personnummer, som inte upprepas här)",
            "`…` (a personal identity number, not repeated here)",
        )
            .into();
    }
    let mut shown = String::from("`");
    for (i, c) in value.chars().enumerate() {
        if i == MAX_QUOTED {
            shown.push('…');
            break;
        }
        // Control characters, and those that turn the reading direction, would change the line around them.
        if c.is_control()
            || matches!(c, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
    }
    shown.push('`');
    (shown.clone(), shown).into()
}

/// Most names that a message lists.
const MAX_NAMES: usize = 12;

/// Names in a row, the first of very many.
pub(super) fn listing<'a>(names: impl IntoIterator<Item = &'a str>) -> Both {
    let all: Vec<&str> = names.into_iter().collect();
    let n = all.len();
    let first = all[..n.min(MAX_NAMES)].join(", ");
    match n {
        0 => ("inga", "none").into(),
        1..=MAX_NAMES => (first.clone(), first).into(),
        _ => (format!("{first} … ({n} totalt)"), format!("{first} … ({n} in all)")).into(),
    }
}

/// What was meant, if that can be told, and what is allowed; of very many names only the one meant.
///
/// `what` the names are stands before them.
pub(super) fn meant_or_allowed<'a>(
    wanted: &str,
    (what_sv, what_en): (&str, &str),
    names: impl IntoIterator<Item = &'a str> + Clone,
) -> Both {
    let is_short = names.clone().into_iter().nth(MAX_NAMES).is_none();
    let all = listing(names.clone());
    let (sv, en) = (format!("{what_sv}: {}", all.sv), format!("{what_en}: {}", all.en));
    match nearest(wanted, names) {
        Some(name) if is_short => {
            (format!("menade du `{name}`? {}", capital(&sv)), format!("did you mean `{name}`? {en}")).into()
        }
        Some(name) => (format!("menade du `{name}`?"), format!("did you mean `{name}`?")).into(),
        None => (sv, en).into(),
    }
}

/// The text as the start of a sentence.
fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The name that was meant. A long text is no misspelt name, and comparing it would take long.
pub(super) fn nearest<'a>(wanted: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if wanted.len() > MAX_QUOTED { None } else { rules::nearest(wanted, names) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Language;

    #[test]
    fn a_repeated_value_does_no_harm() {
        for (case, value, shown_en) in [
            ("as it is", "Ja, alla", "`Ja, alla`"),
            ("on one line", "a\nb\0", "`a\\u{a}b\\u{0}`"),
            ("never turned around", "\u{202e}ja", "`\\u{202e}ja`"),
            (
                "never with a personal number",
                "se 19121212-1212",
                "`…` (a personal identity number, not repeated here)",
            ),
            ("nothing is called so", "", "nothing"),
            ("emoji stay", "👍", "`👍`"),
        ] {
            assert_eq!(&*quoted(value).en, shown_en, "{case}");
        }
        assert_eq!(&*quoted("se 19121212-1212").sv, "`…` (ett personnummer, som inte upprepas här)");
        assert_eq!(&*quoted(&"å".repeat(100)).sv, format!("`{}…`", "å".repeat(60)));
    }

    #[test]
    fn the_rest_is_counted() {
        let mut mistakes = Mistakes::of("a.csv");
        for line in 1..=MAX_LISTED + 5 {
            mistakes.add(line, "ANS-10", || Mistake::new(("nej", "no"), ("rätta det", "mend it")));
        }
        let problems = mistakes.or(()).unwrap_err();
        assert_eq!(problems.len(), MAX_LISTED + 1);
        for (language, start) in [
            (Language::Swedish, "a.csv: ANS-99 1005 fel hittades: de första 1000 visas, 5 till"),
            (Language::English, "a.csv: ANS-99 1005 mistakes were found: the first 1000 are listed, 5 more"),
        ] {
            let told = problems.text(language);
            assert!(told.starts_with(start), "{told}");
        }
    }
}
