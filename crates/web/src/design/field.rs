//! Fields (*fält*): a label, a hint, an error and a control, tied together by ids.

use std::borrow::Cow;

use maud::{Markup, html};

use super::sign::Sign;
use super::text::{Level, wrap_heading};
use crate::language::{Language, Phrase};

/// The id of the first input of the field `name`: letters, digits, `-` and `_` of the name, everything else `-`.
pub fn id_of(name: &str) -> String {
    let kept = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
    let id: String = name.chars().map(|letter| if kept(letter) { letter } else { '-' }).collect();
    format!("f-{id}")
}

/// What a control needs to know of the field around it.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Name in the form.
    pub name: String,
    /// Id of the first input; every other id of the field is it, a colon, and what it is: no name gives a colon.
    pub id: String,
    /// Id of the label, legend or heading.
    pub label_id: String,
    /// Value of `aria-describedby`: hint and error, if any.
    pub described_by: Option<String>,
    /// Whether there is an error.
    pub invalid: bool,
    /// The language of the page.
    pub language: Language,
}

impl Frame {
    /// `aria-describedby` with one more id.
    pub fn described_also_by(&self, id: &str) -> String {
        self.described_by.as_ref().map_or_else(|| id.to_owned(), |ids| format!("{ids} {id}"))
    }

    /// `aria-invalid`, for inputs that may carry it.
    pub fn aria_invalid(&self) -> Option<&'static str> {
        self.invalid.then_some("true")
    }
}

/// What one answers with: a text field, a group of alternatives, a grid.
pub trait Control {
    /// Whether it is several inputs: these share a `fieldset`, one input has a `label`.
    fn is_group(&self) -> bool;

    /// How every answer of this kind is written, if that needs saying.
    fn how(&self, _language: Language) -> Option<Cow<'static, str>> {
        None
    }

    /// The inputs. The first one, or what holds them, has the id `frame.id`.
    fn inputs(&self, frame: &Frame) -> Markup;
}

/// What stands around a control: a name and a label at least.
#[derive(Clone, Debug)]
pub struct Field<'a, C> {
    pub(super) name: &'a str,
    pub(super) label: Phrase<'a>,
    pub(super) hint: Option<Phrase<'a>>,
    pub(super) error: Option<Phrase<'a>>,
    pub(super) asks: Option<Phrase<'a>>,
    pub(super) optional: bool,
    pub(super) control: C,
}

impl<'a, C: Control> Field<'a, C> {
    /// A field with the name it is sent under, its label, and what one answers with.
    pub fn new(name: &'a str, label: impl Into<Phrase<'a>>, control: C) -> Self {
        Self { name, label: label.into(), hint: None, error: None, asks: None, optional: false, control }
    }

    /// How to answer, before one does.
    pub fn hint(self, hint: impl Into<Phrase<'a>>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// What is wrong with the answer, and what to do.
    pub fn error(self, error: impl Into<Phrase<'a>>) -> Self {
        Self { error: Some(error.into()), ..self }
    }

    /// What looks doubtful, and what would settle it: nothing is wrong, and nothing stops the reader.
    pub fn asks(self, asks: impl Into<Phrase<'a>>) -> Self {
        Self { asks: Some(asks.into()), ..self }
    }

    /// May be left empty; the label says so. Fields that must be answered are not marked.
    pub fn optional(self) -> Self {
        Self { optional: true, ..self }
    }

    pub(super) fn frame(&self, language: Language) -> Frame {
        let id = id_of(self.name);
        let ids: Vec<String> = [
            (self.hint.is_some(), "hint"),
            (self.control.how(language).is_some(), "how"),
            (self.error.is_some(), "error"),
            (self.asks.is_some(), "asks"),
        ]
        .into_iter()
        .filter(|(there, _)| *there)
        .map(|(_, suffix)| format!("{id}:{suffix}"))
        .collect();
        Frame {
            name: self.name.to_owned(),
            label_id: format!("{id}:label"),
            described_by: (!ids.is_empty()).then(|| ids.join(" ")),
            invalid: self.error.is_some(),
            language,
            id,
        }
    }

    fn label_text(&self, language: Language) -> Markup {
        html! {
            (self.label)
            @if self.optional { " " span.optional { (language.say("(frivilligt)", "(optional)")) } }
        }
    }

    pub(super) fn hint_html(&self, frame: &Frame) -> Markup {
        html! { @if let Some(hint) = &self.hint {
            p.hint id={ (frame.id) ":hint" } lang=[hint.lang()] { (hint.text()) }
        }
            @if let Some(how) = self.control.how(frame.language) { p.hint id={ (frame.id) ":how" } { (how) } }
        }
    }

    pub(super) fn error_html(&self, frame: &Frame) -> Markup {
        html! { @if let Some(error) = &self.error {
            p.error id={ (frame.id) ":error" } { (Sign::Cross.draw()) (error) }
        }
        @if let Some(asks) = &self.asks {
            p.asks id={ (frame.id) ":asks" } { (Sign::Alert.draw()) (asks) }
        } }
    }

    /// The label as a heading, and the control named by it: the parts of a question.
    pub(super) fn headed(&self, level: Level, before: &Markup, frame: &Frame) -> (Markup, Markup) {
        let text = self.label_text(frame.language);
        let heading = if self.control.is_group() {
            wrap_heading(level, None, html! { (before) span id=(frame.label_id) { (text) } })
        } else {
            let label = html! { label for=(frame.id) id=(frame.label_id) { (text) } };
            wrap_heading(level, None, html! { (before) (label) })
        };
        let inputs = self.control.inputs(frame);
        let control = if self.control.is_group() {
            html! { fieldset aria-labelledby=(frame.label_id) aria-describedby=[frame.described_by.as_deref()] { (inputs) } }
        } else {
            inputs
        };
        (heading, control)
    }

    /// The field as HTML, with an ordinary label.
    pub fn html(&self, language: Language) -> Markup {
        let frame = self.frame(language);
        let text = self.label_text(language);
        let rest = html! { (self.hint_html(&frame)) (self.error_html(&frame)) (self.control.inputs(&frame)) };
        if self.control.is_group() {
            html! {
                fieldset.field .invalid[frame.invalid] .asking[self.asks.is_some()] aria-describedby=[frame.described_by.as_deref()] {
                    legend id=(frame.label_id) { (text) }
                    (rest)
                }
            }
        } else {
            html! {
                div.field .invalid[frame.invalid] .asking[self.asks.is_some()] {
                    label for=(frame.id) id=(frame.label_id) { (text) }
                    (rest)
                }
            }
        }
    }
}

/// Fields that are one thing together, such as a day and a time: side by side, their inputs in line.
pub fn beside(fields: &[Markup]) -> Markup {
    html! { div.fields { @for field in fields { (field) } } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::input::TextInput;

    #[test]
    fn a_field_ties_label_hint_and_error_to_its_input() {
        let field =
            Field::new("G2.antal", "Antal", TextInput::default()).hint("Hela tal").error("Skriv ett tal");
        let html = field.html(Language::Swedish).into_string();
        assert!(html.contains(r#"<label for="f-G2-antal""#), "{html}");
        assert!(html.contains(r#"aria-describedby="f-G2-antal:hint f-G2-antal:error""#), "{html}");
        assert!(html.contains(r#"aria-invalid="true""#), "{html}");
        assert!(html.contains(r#"name="G2.antal""#), "{html}");
    }
}
