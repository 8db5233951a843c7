//! Collecting mistakes, and repeating what somebody wrote without doing harm.

use domain::find_personal_number;

use crate::{Problem, Problems};

/// Most mistakes that are listed; of the rest only the number is told.
pub const MAX_LISTED: usize = 1_000;

/// Most characters of a value that a message repeats.
const MAX_QUOTED: usize = 60;

/// One mistake, as its finder tells it.
pub(super) struct Mistake {
    /// What it stands at, such as `unit 0604 (Aneby), G2a.missbruk`; empty if nothing is known.
    pub(super) entry: String,
    /// What is wrong, with the value.
    pub(super) message: String,
    /// What is allowed, and the next step.
    pub(super) help: String,
}

impl Mistake {
    /// A mistake that stands at nothing in particular.
    pub(super) fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { entry: String::new(), message: message.into(), help: help.into() }
    }

    /// The same mistake, told at its entry.
    pub(super) fn at(self, entry: &str) -> Self {
        Self { entry: entry.to_owned(), ..self }
    }
}

/// The mistakes of one file.
pub(super) struct Mistakes {
    file: String,
    listed: Problems,
    found: usize,
}

impl Mistakes {
    /// None yet.
    pub(super) fn of(file: &str) -> Self {
        Self { file: file.to_owned(), listed: Problems::default(), found: 0 }
    }

    /// Adds a mistake; `tell` is not called for those that will not be listed.
    pub(super) fn add(&mut self, line: usize, code: &'static str, tell: impl FnOnce() -> Mistake) {
        self.found += 1;
        if self.found <= MAX_LISTED {
            let Mistake { entry, message, help } = tell();
            self.listed.push(Problem { file: self.file.clone(), line, entry, code, message, help });
        }
    }

    /// How many were found.
    pub(super) fn found(&self) -> usize {
        self.found
    }

    /// `value` if there is no mistake, else all that are listed, and before them how many there are.
    pub(super) fn or<T>(mut self, value: T) -> Result<T, Problems> {
        if self.found > MAX_LISTED {
            self.listed.push(Problem {
                file: self.file,
                line: 0,
                entry: String::new(),
                code: "ANS-99",
                message: format!(
                    "{} mistakes were found: the first {MAX_LISTED} are listed, {} more are not",
                    self.found,
                    self.found - MAX_LISTED
                ),
                help: "mend these and read the file again".to_owned(),
            });
        }
        self.listed.or(value)
    }
}

/// A value as a message may repeat it: short, on one line, and never with a personal identity number.
pub(super) fn quoted(value: &str) -> String {
    if value.is_empty() {
        return "nothing".to_owned();
    }
    if find_personal_number(value).is_some() {
        return "`…` (a personal identity number, not repeated here)".to_owned();
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
    shown
}

/// Most names that a message lists.
const MAX_NAMES: usize = 12;

/// Names in a row, the first of very many.
pub(super) fn listing<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let all: Vec<&str> = names.into_iter().collect();
    match all.len() {
        0 => "none".to_owned(),
        1..=MAX_NAMES => all.join(", "),
        n => format!("{} … ({n} in all)", all[..MAX_NAMES].join(", ")),
    }
}

/// What was meant, if that can be told, and what is allowed; of very many names only the one meant.
pub(super) fn meant_or_allowed<'a>(
    wanted: &str,
    what: &str,
    names: impl IntoIterator<Item = &'a str> + Clone,
) -> String {
    let is_short = names.clone().into_iter().nth(MAX_NAMES).is_none();
    let allowed = format!("{what}: {}", listing(names.clone()));
    match nearest(wanted, names) {
        Some(name) if is_short => format!("did you mean `{name}`? {allowed}"),
        Some(name) => format!("did you mean `{name}`?"),
        None => allowed,
    }
}

/// The name that was meant. A long text is no misspelt name, and comparing it would take long.
pub(super) fn nearest<'a>(wanted: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if wanted.len() > MAX_QUOTED { None } else { rules::nearest(wanted, names) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repeated_value_does_no_harm() {
        for (case, value, shown) in [
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
            assert_eq!(quoted(value), shown, "{case}");
        }
        assert_eq!(quoted(&"å".repeat(100)), format!("`{}…`", "å".repeat(60)));
    }

    #[test]
    fn the_rest_is_counted() {
        let mut mistakes = Mistakes::of("a.csv");
        for line in 1..=MAX_LISTED + 5 {
            mistakes.add(line, "ANS-10", || Mistake::new(format!("no {line}"), "mend it"));
        }
        let problems = mistakes.or(()).unwrap_err();
        assert_eq!(problems.len(), MAX_LISTED + 1);
        assert!(problems.to_string().starts_with("a.csv: ANS-99 1005 mistakes were found: the first 1000"));
    }
}
