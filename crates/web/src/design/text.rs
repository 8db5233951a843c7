//! Running text: headings, paragraphs, links (*brödtext*).

use maud::{Markup, Render, html};

use crate::language::{Language, Phrase};

/// The level of a heading below a page's own title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// A section of the page.
    Two,
    /// A subsection.
    Three,
}

/// A heading; `id` if something refers to it.
pub fn heading<'a>(level: Level, id: Option<&str>, text: impl Into<Phrase<'a>>) -> Markup {
    wrap_heading(level, id, html! { (text.into()) })
}

/// A heading around markup, such as a label.
pub(super) fn wrap_heading(level: Level, id: Option<&str>, content: Markup) -> Markup {
    match level {
        Level::Two => html! { h2 id=[id] { (content) } },
        Level::Three => html! { h3 id=[id] { (content) } },
    }
}

/// A paragraph of running text.
pub fn paragraph<'a>(text: impl Into<Phrase<'a>>) -> Markup {
    let text = text.into();
    html! { p lang=[text.lang()] { (text.text()) } }
}

/// The paragraph that opens a page.
pub fn lead<'a>(text: impl Into<Phrase<'a>>) -> Markup {
    let text = text.into();
    html! { p.lead lang=[text.lang()] { (text.text()) } }
}

/// A day, as `2018-03-21`: never broken.
pub fn day(day: &str) -> Markup {
    html! { time { (day) } }
}

/// A text that only screen readers have.
pub(super) fn hidden(text: &str) -> Markup {
    html! { span.hidden { (text) } }
}

/// A link to a page or a file.
#[derive(Clone, Debug)]
pub struct Link<'a> {
    href: String,
    text: Phrase<'a>,
    about: Option<Phrase<'a>>,
    file: Option<&'a str>,
    current: Option<&'static str>,
}

impl<'a> Link<'a> {
    /// A link that says where it leads.
    pub fn new(href: impl Into<String>, text: impl Into<Phrase<'a>>) -> Self {
        Self { href: href.into(), text: text.into(), about: None, file: None, current: None }
    }

    /// What the link is about, for those who hear it out of its context: "Ändra" *namn*.
    pub fn about(self, about: impl Into<Phrase<'a>>) -> Self {
        Self { about: Some(about.into()), ..self }
    }

    /// One of several ways to look at the page, and the one that is taken.
    pub fn chosen(self) -> Self {
        Self { current: Some("true"), ..self }
    }

    /// The link is a file to keep: its kind and size, such as `PDF, 120 kB`.
    pub fn file(self, kind_and_size: &'a str) -> Self {
        Self { file: Some(kind_and_size), ..self }
    }

    /// Where the reader is already: on that very page, or somewhere below it.
    pub(super) fn here(self, address: &str) -> Self {
        let path = |address: &str| address.split(['?', '#']).next().unwrap_or_default().to_owned();
        let current = if path(&self.href) == path(address) { "page" } else { "true" };
        Self { current: Some(current), ..self }
    }
}

impl Render for Link<'_> {
    fn render(&self) -> Markup {
        html! {
            a href=(self.href) download[self.file.is_some()] aria-current=[self.current] {
                (self.text)
                @if let Some(about) = &self.about { " " span.hidden lang=[about.lang()] { (about.text()) } }
                @if let Some(file) = self.file { " (" (file) ")" }
            }
        }
    }
}

/// A definition of a term, with where it comes from (*definition, källa*): folded, and opened by the script where there is room
/// for it beside what it belongs to.
pub fn definition(
    language: Language,
    term: &Phrase<'_>,
    text: &Phrase<'_>,
    source: Option<&Link<'_>>,
) -> Markup {
    defined(language, term, text, source, true)
}

/// The same, folded also where there is room: there are many of them.
pub fn folded_definition(language: Language, term: &Phrase<'_>, text: &Phrase<'_>) -> Markup {
    defined(language, term, text, None, false)
}

fn defined(
    language: Language,
    term: &Phrase<'_>,
    text: &Phrase<'_>,
    source: Option<&Link<'_>>,
    opens: bool,
) -> Markup {
    html! {
        details.definition data-beside[opens] {
            summary { (language.say("Definition: ", "Definition: ")) (term) }
            p lang=[text.lang()] { (text.text()) }
            @if let Some(source) = source { p.source { (language.say("Källa: ", "Source: ")) (source) } }
        }
    }
}

/// A short list that few need to read: folded, beside a question.
pub fn folded_list<'a>(summary: impl Into<Phrase<'a>>, items: &[Phrase<'_>]) -> Markup {
    html! {
        details.definition {
            summary { (summary.into()) }
            ul { @for item in items { li lang=[item.lang()] { (item.text()) } } }
        }
    }
}
