//! How colours and signs are read (*så läser du färger och tecken*): the vocabulary's own words, every mode named.

use catalogue::model::{ModeWord, Vocabulary};
use maud::{Markup, html};
use results::colours::Mode;

use super::observed::colour;
use crate::design::outcome::outcome_label;
use crate::language::{Language, Phrase};

/// A mode: its name, what it means, and each of its colours with sign, word and meaning.
pub fn mode(language: Language, words: &Vocabulary, mode: Mode) -> Markup {
    html! {
        (meaning(language, words, mode))
        (colours(language, words, mode))
    }
}

/// Its name and what it means.
pub fn meaning(language: Language, words: &Vocabulary, mode: Mode) -> Markup {
    html! {
        @if let Some(named) = words.mode(mode.id()) {
            p {
                b { (language.either(named.name.sv.as_str(), named.name.en.as_deref())) }
                ". " (said(language, named, mode))
            }
        }
    }
}

/// What a mode means. The vocabulary's words for *relative* are of the tables of a workbook, above each of which it says who is
/// compared; a page says it where the colours are, or under *Varför?*.
pub fn said<'a>(language: Language, named: &'a ModeWord, mode: Mode) -> Phrase<'a> {
    match mode {
        Mode::Relative => language
            .say(
                "Visar var talet ligger bland dem som jämförs. Vilka de är står vid färgerna eller under Varför?",
                "Shows where the figure stands among those compared. Who they are is told beside the colours or under Why?",
            )
            .into(),
        Mode::Target | Mode::Uncertainty => {
            language.either(named.meaning.sv.as_str(), named.meaning.en.as_deref())
        }
    }
}

/// The colours of a mode.
pub fn colours(language: Language, words: &Vocabulary, mode: Mode) -> Markup {
    html! {
        ul.legend {
            @for word in words.colours.iter().filter(|word| word.mode == mode.id()) {
                @let name = || language.either(word.name.sv.as_str(), word.name.en.as_deref());
                li {
                    (outcome_label(colour(&word.colour), &word.sign, name(), name()))
                    " " (language.either(word.meaning.sv.as_str(), word.meaning.en.as_deref()))
                }
            }
        }
    }
}

/// Why there may be nothing to see: the empties and what the material says nothing of, with their signs.
pub fn empties(language: Language, words: &Vocabulary) -> Markup {
    let named = words.empties.iter().chain(&words.no_figures);
    let named = named.map(|word| (&word.sign, &word.name, &word.meaning));
    let all = named.chain(words.not_covered.iter().map(|word| (&word.sign, &word.name, &word.meaning)));
    html! {
        ul.legend {
            @for (sign, name, meaning) in all {
                li {
                    span.outcome { (sign) " " (language.either(name.sv.as_str(), name.en.as_deref())) }
                    " " (language.either(meaning.sv.as_str(), meaning.en.as_deref()))
                }
            }
        }
    }
}
