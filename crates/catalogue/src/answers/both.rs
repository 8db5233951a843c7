//! What users are told, in both languages they read.

/// A text in Swedish and in English; boxed, as results carry mistakes and should stay small.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Both {
    /// First language.
    pub(super) sv: Box<str>,
    /// Second language.
    pub(super) en: Box<str>,
}

/// Swedish, then English.
impl<S: Into<Box<str>>, E: Into<Box<str>>> From<(S, E)> for Both {
    fn from((sv, en): (S, E)) -> Self {
        Self { sv: sv.into(), en: en.into() }
    }
}
