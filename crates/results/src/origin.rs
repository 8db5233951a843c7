//! Where results come from, as the column `origin` says it: words in a fixed order, none of which is left out.
//!
//! `simulated`, `simulated round 2`, `trial`, `simulated round 2 trial`; empty for what was given and is real.

use catalogue::model::Language;

/// The words of an `origin`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OriginWords {
    /// The answers are made up (*simulerade data*).
    pub simulated: bool,
    /// Which of several simulated rounds they are (*simulerad omgång*).
    pub round: Option<u8>,
    /// Computed by changed rules (*prövning*).
    pub trial: bool,
}

impl OriginWords {
    /// Reads a field; `None` if it has another word.
    pub fn parse(origin: &str) -> Option<Self> {
        let mut words = Self::default();
        let mut rest = origin.split(' ').filter(|word| !word.is_empty()).peekable();
        words.simulated = rest.next_if_eq(&"simulated").is_some();
        if words.simulated && rest.next_if_eq(&"round").is_some() {
            words.round = Some(rest.next()?.parse().ok()?);
        }
        words.trial = rest.next_if_eq(&"trial").is_some();
        rest.next().is_none().then_some(words)
    }

    /// As the column says it.
    pub fn id(self) -> String {
        let simulated = self.simulated.then(|| "simulated".to_owned());
        let round = self.round.map(|round| format!("round {round}"));
        let trial = self.trial.then(|| "trial".to_owned());
        [simulated, round, trial].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// What the answers are called: `simulerade data`, `simulerad omgång 2`; none for what was given.
    pub fn data(self, language: Language) -> Option<String> {
        match (self.simulated, self.round, language) {
            (false, ..) => None,
            (true, None, Language::Swedish) => Some("simulerade data".to_owned()),
            (true, None, Language::English) => Some("simulated data".to_owned()),
            (true, Some(round), Language::Swedish) => Some(format!("simulerad omgång {round}")),
            (true, Some(round), Language::English) => Some(format!("simulated round {round}")),
        }
    }
}

/// The `origin` of a trial over data of an origin: its own words, and `trial`.
pub fn trial(of: &str) -> String {
    if of.is_empty() { "trial".to_owned() } else { format!("{of} trial") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        for (origin, data) in [
            ("", None),
            ("simulated", Some("simulerade data")),
            ("simulated round 2", Some("simulerad omgång 2")),
            ("trial", None),
            ("simulated trial", Some("simulerade data")),
            ("simulated round 3 trial", Some("simulerad omgång 3")),
        ] {
            let words = OriginWords::parse(origin).expect(origin);
            assert_eq!(words.id(), origin);
            assert_eq!(words.data(Language::Swedish).as_deref(), data, "{origin}");
        }
    }

    #[test]
    fn another_word_is_no_origin() {
        for origin in ["round 2", "simulated round", "trial simulated", "simulated round x", "real"] {
            assert_eq!(OriginWords::parse(origin), None, "{origin}");
        }
    }

    #[test]
    fn a_trial_keeps_the_words_of_its_data() {
        assert_eq!(trial(""), "trial");
        assert_eq!(trial("simulated round 1"), "simulated round 1 trial");
    }
}
