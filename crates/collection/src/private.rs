//! Texts about people: names, labels, addresses. They are kept beside what happens, never in it, and never shown by
//! accident: `Debug` shows nothing of them, and no error quotes them.

use std::fmt;
use std::str::FromStr;

/// A name or a label that leads to a person.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Private(String);

/// A text that is no name or label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a name or label has 1 to 120 characters, none of which is invisible")]
pub struct PrivateError;

/// What somebody signs in with: their e-mail address, in lower case.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Login(String);

/// A text that is no e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an e-mail address is expected, such as namn@kommun.se: at most 254 characters, without å, ä and ö")]
pub struct LoginError;

/// Characters that are not seen, or turn what follows them around.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

impl Private {
    /// The text.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl FromStr for Private {
    type Err = PrivateError;

    fn from_str(text: &str) -> Result<Self, PrivateError> {
        let text = text.trim();
        let fits = !text.is_empty() && text.chars().count() <= 120 && !text.chars().any(is_invisible);
        if fits { Ok(Self(text.to_owned())) } else { Err(PrivateError) }
    }
}

impl fmt::Debug for Private {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Private(…)")
    }
}

impl Login {
    /// The text.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What stands before the `@`.
    pub fn mailbox(&self) -> &str {
        self.0.split_once('@').map_or(&self.0, |(mailbox, _)| mailbox)
    }
}

impl FromStr for Login {
    type Err = LoginError;

    /// ASCII only: what looks the same is the same.
    fn from_str(text: &str) -> Result<Self, LoginError> {
        let text = text.trim().to_ascii_lowercase();
        let (mailbox, domain) = text.split_once('@').ok_or(LoginError)?;
        let is_atom = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&b);
        let is_label =
            |label: &str| !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        let fits = text.len() <= 254
            && !mailbox.is_empty()
            && mailbox.len() <= 64
            && mailbox.bytes().all(is_atom)
            && domain.contains('.')
            && domain.split('.').all(is_label);
        if fits { Ok(Self(text)) } else { Err(LoginError) }
    }
}

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Login(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_name_is_the_same_however_it_is_written() {
        let login: Login = " Anna.Berg@Kommun.SE ".parse().expect("an address");
        assert_eq!((login.reveal(), login.mailbox()), ("anna.berg@kommun.se", "anna.berg"));
    }

    #[test]
    fn what_is_no_address_is_refused_without_being_repeated() {
        for text in [
            "",
            "anna",
            "@kommun.se",
            "anna@",
            "anna@kommun",
            "anna@@kommun.se",
            "an na@kommun.se",
            "anna@kommun..se",
            "åsa@kommun.se",
            "anna@kommun.se\0",
            "anna@kömmun.se",
            "а@kommun.se",
            "anna@kommun.se,b@kommun.se",
        ] {
            assert_eq!(text.parse::<Login>(), Err(LoginError), "{text}");
        }
        assert_eq!(format!("{}@kommun.se", "a".repeat(300)).parse::<Login>(), Err(LoginError));
        assert!(!LoginError.to_string().contains("anna"));
    }

    #[test]
    fn a_name_holds_what_can_be_seen() {
        for (text, fits) in [
            ("Åsa Öberg, IFO", true),
            (" blanka runt om ", true),
            ("👩‍💻", false),
            ("日本", true),
            ("", false),
            ("   ", false),
            ("\u{202e}baklänges", false),
            ("noll\0", false),
            ("två\nrader", false),
        ] {
            assert_eq!(text.parse::<Private>().is_ok(), fits, "{text:?}");
        }
        assert!("å".repeat(120).parse::<Private>().is_ok());
        assert!("å".repeat(121).parse::<Private>().is_err());
    }

    #[test]
    fn neither_is_shown_by_accident() {
        let (login, name): (Login, Private) =
            ("anna@kommun.se".parse().expect("an address"), "Anna".parse().expect("a name"));
        assert_eq!(format!("{login:?} {name:?}"), "Login(…) Private(…)");
    }
}
