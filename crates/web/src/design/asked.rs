//! A question as it is asked, to be read in advance (*frågan i förväg*): no field, nothing to fill in.

use maud::{Markup, html};

use super::field::id_of;
use crate::language::{Language, Phrase};

/// A question with everything that belongs to it.
#[derive(Clone, Debug)]
pub struct AskedQuestion<'a> {
    /// Its code; unique on the page.
    pub code: &'a str,
    /// Its number as people know it.
    pub number: &'a str,
    /// Its wording.
    pub text: Phrase<'a>,
    /// Whether it may be left empty.
    pub optional: bool,
    /// When it is asked, how to answer.
    pub notes: Vec<Markup>,
    /// Rows of a grid.
    pub rows: Vec<Phrase<'a>>,
    /// Alternatives.
    pub alternatives: Vec<Phrase<'a>>,
    /// What is answered where there are no alternatives.
    pub how: Option<Phrase<'a>>,
    /// Definitions: [`super::text::definition`].
    pub definitions: Vec<Markup>,
}

impl AskedQuestion<'_> {
    /// The question as HTML, its heading an `h3`.
    pub fn html(&self, language: Language) -> Markup {
        let id = format!("{}:label", id_of(self.code));
        html! {
            section.question .alone[self.definitions.is_empty()] aria-labelledby=(id) {
                div.question-head {
                    h3 id=(id) {
                        span.question-number { (self.number) } " " (self.text)
                        @if self.optional { " " span.optional { (language.say("(frivilligt)", "(optional)")) } }
                    }
                    @for note in &self.notes { p.hint { (note) } }
                }
                @if !self.definitions.is_empty() {
                    div.question-beside { @for definition in &self.definitions { (definition) } }
                }
                div.question-body {
                    @if !self.rows.is_empty() {
                        p.muted { (language.say("Besvaras för var och en av:", "Answered for each of:")) }
                        ul { @for row in &self.rows { li lang=[row.lang()] { (row.text()) } } }
                    }
                    @if !self.alternatives.is_empty() {
                        p.muted { (language.say("Svarsalternativ:", "Alternatives:")) }
                        ul { @for of in &self.alternatives { li lang=[of.lang()] { (of.text()) } } }
                    }
                    @if let Some(how) = &self.how { p lang=[how.lang()] { (how.text()) } }
                }
            }
        }
    }
}
