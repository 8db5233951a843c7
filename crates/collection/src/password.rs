//! What a password must be (*lösenord*): long, and not what everybody tries first. Nothing is asked of its characters.

use std::fmt;

use unicode_normalization::UnicodeNormalization;

use crate::private::Login;

/// The fewest characters.
pub const SHORTEST: usize = 12;
/// The most characters.
pub const LONGEST: usize = 128;

/// Words of this service, which everybody who guesses knows, one a line, in lower case.
const CONTEXT: &str = include_str!("password/context.txt");
/// A shorter name forbids nothing: it is in too many words.
const SHORTEST_NAME: usize = 4;

/// What is tried first, one a line, in lower case. A word stands for itself with digits and signs around it.
const COMMON: &str = include_str!("password/common.txt");

/// The 5,000 that leaked most often among those of at least [`SHORTEST`] characters, one a line, in lower case; the licence
/// is beside it. A line stands for itself alone.
const LEAKED: &str = include_str!("password/leaked.txt");

/// A password as it was typed. `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

/// Why a password is too easy to guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Weak {
    /// Fewer than [`SHORTEST`] characters.
    #[error("choose at least 12 characters: a few words that do not belong together are easy to remember")]
    Short,
    /// More than [`LONGEST`] characters.
    #[error("choose at most 128 characters")]
    Long,
    /// Without the login name, words of this service and names of places, fewer than [`SHORTEST`] characters are left.
    #[error(
        "your own address, the name of this service and names of places do not count: add at least 12 other characters"
    )]
    Named,
    /// It is among those that are tried first.
    #[error("this is one of the passwords that are tried first; choose another")]
    Common,
}

impl Password {
    /// What was typed, whatever it is. Letters with signs are composed: keyboards differ.
    pub fn new(text: &str) -> Self {
        // What is far too long is no password and needs no work; it stays too long.
        Self(text.chars().take(4 * LONGEST).nfc().collect())
    }

    /// The text.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Whether it can be an account's.
    ///
    /// # Errors
    /// Why not.
    pub fn check(&self, login: &Login) -> Result<(), Weak> {
        self.check_among(login, [])
    }

    /// The same where names of organisations and places are known, which do not count either.
    ///
    /// # Errors
    /// Why not.
    pub fn check_among<'a>(
        &self,
        login: &Login,
        names: impl IntoIterator<Item = &'a str>,
    ) -> Result<(), Weak> {
        let count = self.0.chars().count();
        if count < SHORTEST {
            return Err(Weak::Short);
        }
        if count > LONGEST {
            return Err(Weak::Long);
        }
        let lower = self.0.to_lowercase();
        if is_common(&lower) {
            return Err(Weak::Common);
        }
        let own = [login.reveal(), login.mailbox()].into_iter().chain(login.reveal().split(['@', '.']));
        let known =
            own.chain(CONTEXT.lines()).map(str::to_owned).chain(names.into_iter().map(str::to_lowercase));
        let mut known: Vec<String> = known.filter(|name| name.chars().count() >= SHORTEST_NAME).collect();
        // A name within another is looked for after it.
        known.sort_unstable_by_key(|name| std::cmp::Reverse(name.len()));
        let left = known.iter().fold(lower.clone(), |left, name| left.replace(name.as_str(), ""));
        if left != lower && left.chars().count() < SHORTEST {
            return Err(Weak::Named);
        }
        Ok(())
    }
}

fn is_common(lower: &str) -> bool {
    let mut kinds: Vec<char> = lower.chars().collect();
    kinds.sort_unstable();
    kinds.dedup();
    let letters: String = lower.chars().filter(|c| c.is_alphabetic()).collect();
    let repeats = |word: &str| !letters.is_empty() && letters.replace(word, "").is_empty();
    kinds.len() < 4
        || COMMON.lines().any(|word| word == lower || repeats(word))
        || LEAKED.lines().any(|leaked| leaked == lower)
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_long_and_not_what_everybody_tries() {
        let login: Login = "anna.berg@kommun.se".parse().expect("an address");
        for (case, text, expected) in [
            ("words", "tegel månsken paraply", Ok(())),
            ("only small letters", "tegelmånskenparaply", Ok(())),
            ("only digits, but not in order", "840175926381", Ok(())),
            ("other letters", "пароль и чайник", Ok(())),
            ("twelve letters outside ASCII", "ååääööéüñçøæ", Ok(())),
            ("eleven", "tegelmånske", Err(Weak::Short)),
            ("nothing", "", Err(Weak::Short)),
            ("the longest", &"tegel mån ".repeat(13)[..128], Ok(())),
            ("too long", &"tegelmåne".repeat(20), Err(Weak::Long)),
            ("one letter", "aaaaaaaaaaaaaaaa", Err(Weak::Common)),
            ("three letters", "abcabcabcabc", Err(Weak::Common)),
            ("digits in order", "123456789012", Err(Weak::Common)),
            ("a Swedish word with a year", "Sommaren2026!", Err(Weak::Common)),
            ("an English word, twice", "PasswordPassword", Err(Weak::Common)),
            ("a word with digits between", "lösen1234ord5678", Err(Weak::Common)),
            ("keys beside each other", "qwertyuiop12", Err(Weak::Common)),
            ("a word among others", "sommaren doftar tegel", Ok(())),
            ("the address", "Anna.Berg@kommun.se", Err(Weak::Named)),
            ("the mailbox and digits", "anna.berg123456", Err(Weak::Named)),
            ("the mailbox and enough besides", "anna.berg tegel månsken", Ok(())),
            ("the program", "Jämför2026!!", Err(Weak::Named)),
            ("the programme", "ÖppnaJämförelser", Err(Weak::Named)),
            ("what it does", "Enkäten kommunen 1", Err(Weak::Named)),
            ("the end of the address", "tegel.kommun.se", Err(Weak::Named)),
        ] {
            assert_eq!(Password::new(text).check(&login), expected, "{case}: {text}");
        }
    }

    #[test]
    fn names_of_places_do_not_count() {
        let login: Login = "anna.berg@kommun.se".parse().expect("an address");
        let names = ["Habo", "Upplands Väsby", "Jönköping", "Köping", "Ale"];
        for (case, text, expected) in [
            ("a place and digits", "Jönköping2018!", Err(Weak::Named)),
            ("one of two words", "upplands väsby 24", Err(Weak::Named)),
            ("two places", "habo köping 2018", Err(Weak::Named)),
            ("a place among other words", "habo tegel månsken", Ok(())),
            ("three letters are in too many words", "balett galena tegel", Ok(())),
        ] {
            assert_eq!(Password::new(text).check_among(&login, names), expected, "{case}: {text}");
            assert_eq!(Password::new(text).check(&login), Ok(()), "{case}: nobody says what is a place");
        }
    }

    #[test]
    fn words_of_this_service_are_as_they_are_compared() {
        for word in CONTEXT.lines() {
            assert!(word.to_lowercase() == word && word.trim() == word, "{word:?}");
            assert!(word.chars().count() >= SHORTEST_NAME, "{word:?} would never be looked for");
        }
    }

    #[test]
    fn a_short_mailbox_forbids_nothing() {
        let login: Login = "bo@kommun.se".parse().expect("an address");
        assert_eq!(Password::new("bobobo tegel").check(&login), Ok(()));
    }

    #[test]
    fn it_is_the_same_on_every_keyboard() {
        assert_eq!(Password::new("a\u{30a}ngko\u{308}k tegel"), Password::new("ångkök tegel"));
        assert!(Password::new(&"å".repeat(1_000_000)).reveal().chars().count() > LONGEST);
    }

    #[test]
    fn the_list_is_as_it_is_compared() {
        let words: Vec<&str> = COMMON.lines().collect();
        assert!(words.len() >= 100, "{}", words.len());
        for word in words {
            assert!(!word.is_empty() && word.to_lowercase() == word && word.trim() == word, "{word:?}");
        }
    }

    #[test]
    fn what_leaked_is_refused_however_it_is_written() {
        let login: Login = "anna.berg@kommun.se".parse().expect("an address");
        let leaked: Vec<&str> = LEAKED.lines().collect();
        assert!(leaked.len() >= 3_000, "ASVS 6.2.4: {}", leaked.len());
        for password in leaked {
            let count = password.chars().count();
            assert!((SHORTEST..=LONGEST).contains(&count), "{password:?}");
            assert!(password.to_lowercase() == password && password.trim() == password, "{password:?}");
            let told = Password::new(&password.to_uppercase()).check(&login);
            assert!(told.is_err() || password.to_uppercase().to_lowercase() != password, "{password:?}");
        }
        assert_eq!(Password::new("Mailcreated5240").check(&login), Err(Weak::Common));
    }

    #[test]
    fn a_password_is_never_shown_by_accident() {
        assert_eq!(format!("{:?}", Password::new("tegel månsken")), "Password(…)");
    }
}
