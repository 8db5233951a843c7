//! Texts of the document: our own in its language, the catalogue's in theirs.

use catalogue::answers::fill_in::plain;
use catalogue::model::{Language, Text};
use domain::{Date, Number};

use super::super::words;
use super::paper::{Line, Run};
use crate::build;

/// The language of the document.
#[derive(Clone, Copy)]
pub(super) struct Says {
    pub(super) language: Language,
}

impl Says {
    /// A text of ours.
    pub(super) fn say<'t>(self, sv: &'t str, en: &'t str) -> &'t str {
        match self.language {
            Language::Swedish => sv,
            Language::English => en,
        }
    }

    /// A text of ours as a line.
    pub(super) fn own(self, text: impl Into<String>) -> Line {
        vec![Run { text: text.into(), ..Run::default() }]
    }

    /// A text of ours, set apart by weight.
    pub(super) fn strong(self, text: impl Into<String>) -> Line {
        vec![Run { text: text.into(), strong: true, swedish: false }]
    }

    /// A text of the catalogue.
    pub(super) fn text(self, text: &Text) -> Line {
        let swedish = self.is_swedish(text);
        vec![Run { text: plain(text.get(self.language)), strong: false, swedish }]
    }

    /// A text of the catalogue that exists in Swedish only.
    pub(super) fn official(self, text: &str) -> Line {
        let swedish = self.language != Language::Swedish;
        vec![Run { text: plain(text), strong: false, swedish }]
    }

    /// Whether a text is Swedish in a document of another language.
    pub(super) fn is_swedish(self, text: &Text) -> bool {
        match self.language {
            Language::Swedish => false,
            Language::English => text.en.is_none(),
        }
    }

    /// A sentence of ours with what it quotes, which may be Swedish.
    pub(super) fn quoting(self, sentence: &str, quotes_are_swedish: bool) -> Line {
        if self.language == Language::Swedish || !quotes_are_swedish {
            return self.own(sentence);
        }
        let mut line = Line::new();
        let mut rest = sentence;
        while let Some((before, quoted)) = rest.split_once('“') {
            let (quote, after) = quoted.split_once('”').unwrap_or((quoted, ""));
            line.push(Run { text: format!("{before}“"), ..Run::default() });
            line.push(Run { text: quote.to_owned(), strong: false, swedish: true });
            line.push(Run { text: "”".to_owned(), ..Run::default() });
            rest = after;
        }
        line.push(Run { text: rest.to_owned(), ..Run::default() });
        line
    }

    /// A number as readers write it.
    pub(super) fn number(self, number: Number) -> String {
        match self.language {
            Language::Swedish => words::number(number),
            Language::English => number.to_string(),
        }
    }

    /// `1 februari 2018`, never broken between day and month.
    pub(super) fn day(self, day: Date) -> String {
        build::day(day).get(self.language).replacen(' ', "\u{a0}", 1)
    }

    /// `a, b och c`.
    pub(super) fn listed(self, mut names: Vec<String>) -> String {
        match names.pop() {
            None => String::new(),
            Some(last) if names.is_empty() => last,
            Some(last) => format!("{} {} {last}", names.join(", "), self.say("och", "and")),
        }
    }
}

/// The same line, set apart by weight.
pub(super) fn heavy(line: Line) -> Line {
    line.into_iter().map(|run| Run { strong: true, ..run }).collect()
}

/// One line after another.
pub(super) fn joined(lines: impl IntoIterator<Item = Line>) -> Line {
    lines.into_iter().flatten().collect()
}
