//! How like a written word is to one that there is.

use super::LONGEST;

/// Words of a question that are read.
const WORDS: usize = 8;

/// A word: as it is written in small letters, and without accents.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Word {
    plain: String,
    bare: String,
}

impl Word {
    fn of(plain: &str) -> Self {
        Self { plain: plain.to_owned(), bare: bare(plain) }
    }

    /// How this, which somebody wrote, is found in a word that there is: the smaller, the more alike.
    pub(super) fn finds(&self, word: &Self) -> Option<u32> {
        if word.plain == self.plain {
            Some(0)
        } else if word.bare == self.bare {
            Some(1)
        } else if word.plain.starts_with(&self.plain) {
            Some(3)
        } else if word.bare.starts_with(&self.bare) {
            Some(4)
        } else if self.bare.len() >= 3 && word.bare.contains(&self.bare) {
            Some(8)
        } else {
            None
        }
    }

    /// The same with typing errors: few in short words, none in numbers. Whoever has not written the whole word yet may have erred in
    /// its beginning.
    pub(super) fn nearly_finds(&self, word: &Self) -> Option<u32> {
        let most = errors(&self.bare);
        if most == 0 {
            return None;
        }
        let (own, there) = (self.bare.chars().count(), word.bare.chars().count());
        let whole = (own.abs_diff(there) <= most).then(|| strsim::osa_distance(&self.bare, &word.bare));
        let beginning = (own >= 5 && there > own).then(|| {
            let beginning: String = word.bare.chars().take(own).collect();
            strsim::osa_distance(&self.bare, &beginning) + 1
        });
        let errors = whole.into_iter().chain(beginning).min().filter(|errors| *errors <= most)?;
        u32::try_from(10 * errors).ok()
    }
}

/// Typing errors that a word may have.
fn errors(word: &str) -> usize {
    match word.chars().count() {
        _ if word.bytes().any(|byte| byte.is_ascii_digit()) => 0,
        0..=2 => 0,
        3..=5 => 1,
        6..=8 => 2,
        _ => 3,
    }
}

/// The words of a text.
pub(super) fn words(text: &str) -> Vec<Word> {
    let small = text.to_lowercase();
    let words = small.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(Word::of).collect()
}

/// A text without accents and spaces: `upplandsvasby`.
pub(super) fn squashed(text: &str) -> String {
    words(text).into_iter().map(|word| word.bare).collect()
}

fn bare(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            'å' | 'ä' | 'æ' | 'á' | 'à' | 'â' => 'a',
            'ö' | 'ø' | 'ó' | 'ô' => 'o',
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'ü' | 'ú' => 'u',
            'í' => 'i',
            other => other,
        })
        .collect()
}

/// What somebody searches for.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    /// Its words.
    pub(super) words: Vec<Word>,
    /// Without accents and spaces.
    pub(super) whole: Word,
}

impl Asked {
    /// The beginning of a question, if it is long.
    pub(super) fn of(question: &str) -> Self {
        let question: String = question.chars().take(LONGEST).collect();
        // A letter and its accent may have been written as two.
        let question = question.replace("a\u{30a}", "å").replace("a\u{308}", "ä").replace("o\u{308}", "ö");
        let question = question.replace("A\u{30a}", "å").replace("A\u{308}", "ä").replace("O\u{308}", "ö");
        let mut words = words(&question);
        words.truncate(WORDS);
        let plain: String = words.iter().map(|word| word.plain.as_str()).collect();
        Self { whole: Word::of(&plain), words }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// How far the question is from a name, if at least half of it is right.
    pub(super) fn far(&self, name: &str) -> Option<u32> {
        let long = self.whole.bare.chars().count().max(name.chars().count());
        let far = strsim::osa_distance(&self.whole.bare, name);
        (far * 2 <= long).then(|| u32::try_from(far * 100 / long.max(1)).unwrap_or(u32::MAX))
    }
}
