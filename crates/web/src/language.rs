//! Swedish first, English second (*språk*).
//!
//! A text of our own is said in both languages where it stands: [`Language::say`] asks for both, so neither can be
//! forgotten. A text of the catalogue that exists in Swedish only is a [`Phrase`] that carries its language, so that a
//! screen reader pronounces it rightly on an English page. Why there is no translation library:
//! `docs/decisions/0024-texts-of-pages-are-typed-pairs.md`.

use std::borrow::Cow;

use maud::{Markup, Render, html};

/// The language a page is shown in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// *Svenska*: the first language; its addresses have no prefix.
    Swedish,
    /// *Engelska*: its addresses begin with `/en`.
    English,
}

impl Language {
    /// Both, in the order they are shown.
    pub const ALL: [Self; 2] = [Self::Swedish, Self::English];

    /// The one of two texts that this language reads.
    pub fn say<T>(self, sv: T, en: T) -> T {
        match self {
            Self::Swedish => sv,
            Self::English => en,
        }
    }

    /// The code of HTML's `lang`: `sv`, `en`.
    pub fn code(self) -> &'static str {
        self.say("sv", "en")
    }

    /// What the language calls itself.
    pub fn own_name(self) -> &'static str {
        self.say("Svenska", "English")
    }

    /// The other one.
    pub fn other(self) -> Self {
        self.say(Self::English, Self::Swedish)
    }

    /// The language of an address: English under `/en`, else Swedish.
    pub fn of_path(path: &str) -> Self {
        match path.strip_prefix("/en") {
            Some(rest) if rest.is_empty() || rest.starts_with('/') => Self::English,
            Some(_) | None => Self::Swedish,
        }
    }

    /// The same page in this language; `address` is a path in either language, with its query.
    ///
    /// ```
    /// # use web::language::Language;
    /// assert_eq!(Language::English.address("/design?sort=name"), "/en/design?sort=name");
    /// assert_eq!(Language::Swedish.address("/en/design"), "/design");
    /// assert_eq!(Language::English.address("/"), "/en");
    /// ```
    pub fn address(self, address: &str) -> String {
        let path = &address[..address.find(['?', '#']).unwrap_or(address.len())];
        let bare = match Self::of_path(path) {
            Self::English => &address["/en".len()..],
            Self::Swedish => address,
        };
        // Browsers read two slashes, of either kind, as the beginning of another site's address.
        let bare = match bare.trim_start_matches(['/', '\\']) {
            rest if bare.len() > rest.len() + 1 || bare.starts_with('\\') => format!("/{rest}"),
            _ => bare.to_owned(),
        };
        match self {
            Self::Swedish if bare.starts_with('/') => bare,
            Self::Swedish => format!("/{bare}"),
            Self::English => format!("/en{}", if bare == "/" { "" } else { bare.as_str() }),
        }
    }

    /// The same language, as the catalogue and what is computed from it name it.
    pub const fn of_catalogue(self) -> catalogue::model::Language {
        match self {
            Self::Swedish => catalogue::model::Language::Swedish,
            Self::English => catalogue::model::Language::English,
        }
    }

    /// An official text that exists in Swedish only (*frågetext, definition*).
    pub fn official<'a>(self, swedish: impl Into<Cow<'a, str>>) -> Phrase<'a> {
        Phrase { text: swedish.into(), foreign: (self != Self::Swedish).then_some(Self::Swedish) }
    }

    /// A catalogue text with an English sibling, or without one.
    pub fn either<'a>(self, sv: impl Into<Cow<'a, str>>, en: Option<impl Into<Cow<'a, str>>>) -> Phrase<'a> {
        match (self, en) {
            (Self::English, Some(en)) => Phrase { text: en.into(), foreign: None },
            (Self::English, None) | (Self::Swedish, _) => self.official(sv),
        }
    }
}

/// A text that knows whether it is in another language than its page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase<'a> {
    text: Cow<'a, str>,
    foreign: Option<Language>,
}

impl Phrase<'_> {
    /// The text without markup, for titles and attributes.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// `lang` for the element that holds the text, if it needs one.
    pub fn lang(&self) -> Option<&'static str> {
        self.foreign.map(Language::code)
    }
}

impl<'a> From<&'a str> for Phrase<'a> {
    fn from(text: &'a str) -> Self {
        Self { text: text.into(), foreign: None }
    }
}

impl From<String> for Phrase<'_> {
    fn from(text: String) -> Self {
        Self { text: text.into(), foreign: None }
    }
}

impl Render for Phrase<'_> {
    fn render(&self) -> Markup {
        match self.lang() {
            Some(lang) => html! { span lang=(lang) { (self.text) } },
            None => html! { (self.text) },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_first_segment_makes_an_address_english() {
        for (case, path, expected) in [
            ("the root", "/", Language::Swedish),
            ("the English root", "/en", Language::English),
            ("a page", "/en/design", Language::English),
            ("a page that begins alike", "/enkat", Language::Swedish),
            ("a page that lies deeper", "/a/en/b", Language::Swedish),
        ] {
            assert_eq!(Language::of_path(path), expected, "{case}");
        }
    }

    #[test]
    fn a_page_keeps_its_address_in_the_other_language() {
        for (case, address, sv, en) in [
            ("root", "/", "/", "/en"),
            ("query", "/en?a=1", "/?a=1", "/en?a=1"),
            ("query with a path in it", "/x?to=/en/y", "/x?to=/en/y", "/en/x?to=/en/y"),
            ("begins alike", "/enkat/3", "/enkat/3", "/en/enkat/3"),
            ("another site in disguise", "/en//a.se/x", "/a.se/x", "/en/a.se/x"),
            ("another disguise", "/en/\\a.se", "/a.se", "/en/a.se"),
            ("a third", "/en\\/a.se", "/en\\/a.se", "/en/en\\/a.se"),
        ] {
            assert_eq!(Language::Swedish.address(address), sv, "{case}, to Swedish");
            assert_eq!(Language::English.address(address), en, "{case}, to English");
        }
    }

    #[test]
    fn an_official_text_says_its_language_only_where_the_page_has_another() {
        assert_eq!(Language::Swedish.official("Kommun").render().into_string(), "Kommun");
        assert_eq!(
            Language::English.official("Kommun").render().into_string(),
            r#"<span lang="sv">Kommun</span>"#
        );
        assert_eq!(Language::English.either("Kommun", Some("Municipality")).lang(), None);
        assert_eq!(Language::English.either("Kommun", None::<&str>).lang(), Some("sv"));
    }
}
