//! What the browser that began keeps until it comes back, in a cookie.

use collection::fact::Instant;

use super::super::fields::own_path;
use super::LASTS;
use crate::language::Language;

/// What the browser that began keeps until it comes back.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Start {
    pub(super) state: String,
    pub(super) nonce: String,
    pub(super) verifier: String,
    pub(super) begun: Instant,
    pub(super) language: Language,
    pub(super) till: Option<String>,
}

impl Start {
    /// As in a cookie: parts without dots, and the path in hexadecimal digits.
    pub(super) fn written(&self) -> String {
        let till: String =
            self.till.iter().flat_map(|till| till.bytes()).map(|b| format!("{b:02x}")).collect();
        let Self { state, nonce, verifier, begun, language, .. } = self;
        format!("{state}.{nonce}.{verifier}.{begun}.{}.{till}", language.code())
    }

    /// What was written, if it is of the last ten minutes.
    pub(super) fn read(text: &str, now: Instant) -> Option<Self> {
        let parts: Vec<&str> = text.split('.').collect();
        let [state, nonce, verifier, begun, language, till] = parts.try_into().ok()?;
        let begun: Instant = begun.parse().ok()?;
        let is_secret = |text: &str| text.len() >= 20;
        let fits = (begun..begun.saturating_add(LASTS)).contains(&now)
            && [state, nonce, verifier].into_iter().all(is_secret);
        let bytes: Option<Vec<u8>> =
            (0..till.len()).step_by(2).map(|at| u8::from_str_radix(till.get(at..at + 2)?, 16).ok()).collect();
        let till = String::from_utf8(bytes?).ok()?;
        fits.then(|| Self {
            state: state.to_owned(),
            nonce: nonce.to_owned(),
            verifier: verifier.to_owned(),
            begun,
            language: if language == "en" { Language::English } else { Language::Swedish },
            till: own_path(&till).map(str::to_owned),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_browser_keeps_is_read_as_it_was_written_for_ten_minutes() {
        let start = Start {
            state: "s".repeat(22),
            nonce: "n".repeat(22),
            verifier: "v".repeat(43),
            begun: 1_000,
            language: Language::English,
            till: Some("/svara/2018/0643?a=b.c".into()),
        };
        let written = start.written();
        assert!(Start::read(&written, 1_000) == Some(start.clone()));
        assert!(Start::read(&written, 1_000 + LASTS).is_none(), "too late");
        assert!(Start::read(&written, 999).is_none(), "from the future");
        for text in ["", "a.b.c", ".....", &written.replace('s', ""), &format!("{written}å")] {
            assert!(Start::read(text, 1_000).is_none(), "{text}");
        }
        let elsewhere = Start { till: Some("//a.se".into()), ..start };
        let read = Start::read(&elsewhere.written(), 1_000).expect("it is read");
        assert!(read.till.is_none(), "another site is no way to go");
    }
}
