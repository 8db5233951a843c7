//! What is wrong with a rule, and what its author does next.

use std::fmt;

/// A mistake in a rule's text, found when the catalogue is loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleError {
    /// Stable and searchable, such as `RULE-07`; a retired code is never given out again.
    pub code: &'static str,
    /// What is wrong, with the value.
    pub message: String,
    /// What is allowed, and the next step.
    pub help: String,
}

impl RuleError {
    pub(crate) fn new(code: &'static str, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { code, message: message.into(), help: help.into() }
    }
}

impl fmt::Display for RuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} – {}", self.message, self.help)
    }
}

impl std::error::Error for RuleError {}

/// A piece of a rule as it is quoted in a message: its first 80 characters.
pub(crate) fn short(piece: &impl fmt::Display) -> String {
    let whole = piece.to_string();
    match whole.char_indices().nth(80) {
        Some((end, _)) => format!("{} …", &whole[..end]),
        None => whole,
    }
}

/// Whoever writes more than this has not misspelt a name: to compare costs the product of both lengths.
const LONGEST: usize = 120;

/// The name nearest to a misspelt one, if any is near enough to be meant; none for what is longer than 120 characters.
pub fn nearest<'a>(wanted: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if wanted.chars().nth(LONGEST).is_some() {
        return None;
    }
    names
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(&wanted.to_lowercase(), &name.to_lowercase()), name))
        .filter(|(distance, name)| *distance <= 1 + wanted.chars().count().min(name.chars().count()) / 3)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// `did you mean …?` with the nearest name, else what there is (at most twelve names).
pub fn suggestion<'a>(wanted: &str, names: impl IntoIterator<Item = &'a str> + Clone) -> String {
    if let Some(name) = nearest(wanted, names.clone()) {
        return format!("did you mean `{name}`?");
    }
    let all: Vec<&str> = names.into_iter().collect();
    match all.len() {
        0 => "there is none to choose from".to_owned(),
        1..=12 => format!("allowed: {}", all.join(", ")),
        n => format!("allowed: {} … ({n} in all)", all[..12].join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_offered_only_if_it_is_near() {
        let names = ["missbruk", "socialpsykiatri", "barn_unga"];
        assert_eq!(nearest("misbruk", names), Some("missbruk"));
        assert_eq!(nearest("Missbruk", names), Some("missbruk"));
        assert_eq!(nearest("bostad", names), None);
        let long = "a".repeat(LONGEST);
        assert_eq!(
            nearest(&format!("{long}b"), [format!("{long}b").as_str()]),
            None,
            "too long to be compared"
        );
        assert_eq!(nearest(&long, [format!("{long}b").as_str()]), Some(format!("{long}b").as_str()));
        assert_eq!(suggestion("bostad", names), "allowed: missbruk, socialpsykiatri, barn_unga");
    }
}
