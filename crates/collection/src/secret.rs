//! Secrets that are sent once and kept as a hash: individual links, sessions.
//!
//! A token is 160 random bits, written as 32 letters and digits without those that are mistaken for each other, in groups
//! of eight so that it can be read over the telephone. Only its SHA-256 is kept: a hash of 160 random bits needs no slow
//! function, since nobody can try them all.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest, Sha256};

use crate::chain::Hash;

/// Letters and digits of a token: no `i`, `l`, `o`, `u` (Crockford's base 32, in lower case).
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// A secret that opens something. It is never logged: `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; 20]);

/// What a token is for; the hash of a link's token is never that of a session's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// An individual link.
    Link,
    /// A session.
    Session,
    /// A form that is sent once.
    Form,
    /// The first password of an account.
    Invitation,
}

/// A text that is no token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a code of 32 letters and digits is expected")]
pub struct TokenError;

impl Token {
    /// From random bytes, which the caller draws from the system's generator.
    pub fn of_random(bytes: [u8; 20]) -> Self {
        Self(bytes)
    }

    /// What is kept of it.
    pub fn hash(&self, purpose: Purpose) -> Hash {
        let tag: &[u8] = match purpose {
            Purpose::Link => b"jamfor link\0",
            Purpose::Session => b"jamfor session\0",
            Purpose::Form => b"jamfor form\0",
            Purpose::Invitation => b"jamfor invitation\0",
        };
        Hash(Sha256::new().chain_update(tag).chain_update(self.0).finalize().into())
    }

    /// The token as it is sent, in four groups: `0123abcd-…`.
    pub fn reveal(&self) -> String {
        let mut text = String::with_capacity(35);
        let (groups, _) = self.0.as_chunks::<5>();
        for five in groups {
            let bits = five.iter().fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
            if !text.is_empty() {
                text.push('-');
            }
            for place in (0..8).rev() {
                let letter = LETTERS[usize::try_from(bits >> (place * 5) & 31).unwrap_or(0)];
                text.push(char::from(letter));
            }
        }
        text
    }
}

impl FromStr for Token {
    type Err = TokenError;

    /// Reads what somebody pasted: capitals, blanks and hyphens do not matter, nor do `o` for `0` and `i` or `l` for `1`.
    fn from_str(text: &str) -> Result<Self, TokenError> {
        let mut bytes = [0; 20];
        let mut letters = text.chars().filter(|c| !c.is_whitespace() && *c != '-');
        for five in bytes.chunks_mut(5) {
            let mut bits = 0_u64;
            for _ in 0..8 {
                let letter = match letters.next().ok_or(TokenError)?.to_ascii_lowercase() {
                    'o' => '0',
                    'i' | 'l' => '1',
                    other => other,
                };
                let place =
                    LETTERS.iter().position(|known| char::from(*known) == letter).ok_or(TokenError)?;
                bits = bits << 5 | u64::try_from(place).unwrap_or(0);
            }
            five.copy_from_slice(&bits.to_be_bytes()[3..]);
        }
        if letters.next().is_some() { Err(TokenError) } else { Ok(Self(bytes)) }
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_token_is_never_shown_by_accident() {
        assert_eq!(format!("{:?}", Token::of_random([7; 20])), "Token(…)");
    }

    #[test]
    fn a_token_opens_one_kind_of_thing() {
        let token = Token::of_random([7; 20]);
        assert_ne!(token.hash(Purpose::Link), token.hash(Purpose::Session));
        assert_ne!(token.hash(Purpose::Form), token.hash(Purpose::Session));
    }

    #[test]
    fn what_is_no_token_is_refused() {
        for (case, text) in [
            ("empty", String::new()),
            ("too short", "0".repeat(31)),
            ("too long", "0".repeat(33)),
            ("another letter", format!("u{}", "0".repeat(31))),
            ("outside ASCII", "å".repeat(32)),
        ] {
            assert_eq!(text.parse::<Token>(), Err(TokenError), "{case}");
        }
    }

    proptest! {
        #[test]
        fn a_token_is_read_as_it_was_sent_however_it_was_copied(bytes: [u8; 20]) {
            let token = Token::of_random(bytes);
            let sent = token.reveal();
            prop_assert_eq!(sent.len(), 35);
            for copied in [sent.clone(), sent.to_uppercase(), sent.replace('-', " "), sent.replace('0', "O")] {
                prop_assert_eq!(copied.parse::<Token>(), Ok(token.clone()));
            }
        }
    }
}
