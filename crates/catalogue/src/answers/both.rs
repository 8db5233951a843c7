//! What users are told, in both languages they read.

/// A text in Swedish and in English.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Both {
    /// First language.
    pub(super) sv: String,
    /// Second language.
    pub(super) en: String,
}

/// Swedish, then English.
impl<S: Into<String>, E: Into<String>> From<(S, E)> for Both {
    fn from((sv, en): (S, E)) -> Self {
        Self { sv: sv.into(), en: en.into() }
    }
}
