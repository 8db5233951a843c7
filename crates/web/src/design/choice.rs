//! One or several of some alternatives (*svarsalternativ*).

use maud::{Markup, html};

use super::field::{Control, Frame};
use crate::language::Phrase;

/// An alternative.
#[derive(Clone, Debug)]
pub struct Choice<'a> {
    /// What is sent.
    pub value: &'a str,
    /// What is read.
    pub text: Phrase<'a>,
    /// What it means, if the text does not say.
    pub hint: Option<Phrase<'a>>,
}

impl<'a> Choice<'a> {
    /// An alternative that needs no explanation.
    pub fn new(value: &'a str, text: impl Into<Phrase<'a>>) -> Self {
        Self { value, text: text.into(), hint: None }
    }

    /// With an explanation.
    pub fn hint(self, hint: impl Into<Phrase<'a>>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }
}

#[derive(Clone, Copy)]
struct Kind {
    of_input: &'static str,
    alone: bool,
}

fn input(frame: &Frame, index: usize, choice: &Choice<'_>, kind: Kind, checked: bool) -> Markup {
    // The first has the field's own id, so that an error summary leads to it.
    let id = if index == 0 { frame.id.clone() } else { format!("{}:{}", frame.id, index + 1) };
    let hint = format!("{id}:means");
    html! {
        div.choice {
            input type=(kind.of_input) id=(id) name=(frame.name) value=(choice.value) checked[checked]
                aria-describedby=[choice.hint.as_ref().map(|_| hint.as_str())] data-alone[kind.alone];
            label for=(id) { (choice.text) }
            @if let Some(text) = &choice.hint { p.hint id=(hint) lang=[text.lang()] { (text.text()) } }
        }
    }
}

/// One of some alternatives.
#[derive(Clone, Debug)]
pub struct RadioGroup<'a> {
    /// The alternatives, in order.
    pub choices: Vec<Choice<'a>>,
    /// The value of the chosen one.
    pub chosen: Option<&'a str>,
}

impl Control for RadioGroup<'_> {
    fn is_group(&self) -> bool {
        true
    }

    fn inputs(&self, frame: &Frame) -> Markup {
        html! {
            div.choices {
                @for (index, choice) in self.choices.iter().enumerate() {
                    (input(frame, index, choice, Kind { of_input: "radio", alone: false }, self.chosen == Some(choice.value)))
                }
            }
        }
    }
}

/// Any number of alternatives, and perhaps one that stands alone: *inget av detta*.
#[derive(Clone, Debug)]
pub struct CheckboxGroup<'a> {
    /// The alternatives, in order.
    pub choices: Vec<Choice<'a>>,
    /// The one that excludes the others.
    pub alone: Option<Choice<'a>>,
    /// The values of the chosen ones.
    pub chosen: Vec<&'a str>,
}

impl Control for CheckboxGroup<'_> {
    fn is_group(&self) -> bool {
        true
    }

    fn inputs(&self, frame: &Frame) -> Markup {
        let chosen = |choice: &Choice<'_>| self.chosen.contains(&choice.value);
        html! {
            div.choices data-choices[self.alone.is_some()] {
                @for (index, choice) in self.choices.iter().enumerate() {
                    (input(frame, index, choice, Kind { of_input: "checkbox", alone: false }, chosen(choice)))
                }
                @if let Some(alone) = &self.alone {
                    p.or { (frame.language.say("eller", "or")) }
                    (input(frame, self.choices.len(), alone, Kind { of_input: "checkbox", alone: true }, chosen(alone)))
                }
            }
        }
    }
}
