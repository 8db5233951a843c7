//! How much is done (*framsteg*): a small bar, and the same in words.

use maud::{Markup, html};

use crate::language::Language;

/// So many of so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// How many are done; at most `of`.
    pub done: usize,
    /// How many there are.
    pub of: usize,
}

impl Progress {
    /// Hundredths, rounded down, so that a full bar means all; nothing to do is all done.
    fn percent(self) -> usize {
        (self.done.min(self.of) * 100).checked_div(self.of).unwrap_or(100)
    }

    fn words(self, language: Language) -> String {
        format!("{} {} {}", self.done, language.say("av", "of"), self.of)
    }

    /// The bar with its words; `unit` is what is counted: `frågor`.
    pub fn html(self, language: Language, unit: &str) -> Markup {
        html! {
            span.progress { (self.bar(None)) span.progress-words { (self.words(language)) " " (unit) } }
        }
    }

    /// The bar alone, named by its words: for tight tables.
    pub fn compact(self, language: Language, unit: &str) -> Markup {
        self.bar(Some(&format!("{} {unit}", self.words(language))))
    }

    fn bar(self, name: Option<&str>) -> Markup {
        html! {
            svg.bar viewBox="0 0 100 8" preserveAspectRatio="none" focusable="false"
                role=[name.map(|_| "img")] aria-label=[name] aria-hidden=[name.is_none().then_some("true")] {
                rect.track width="100" height="8" {}
                rect.done width=(self.percent()) height="8" {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_full_only_when_all_is_done() {
        for (case, done, of, expected) in [
            ("nothing of nothing", 0, 0, 100),
            ("none", 0, 7, 0),
            ("all but one of many", 999, 1000, 99),
            ("all", 7, 7, 100),
            ("more than all", 8, 7, 100),
        ] {
            assert_eq!(Progress { done, of }.percent(), expected, "{case}");
        }
    }
}
