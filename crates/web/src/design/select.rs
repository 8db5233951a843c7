//! One of many (*listruta*): for choices that would be too long a list on the page.

use maud::{Markup, html};

use super::choice::Choice;
use super::field::{Control, Frame};

/// One of many alternatives, folded.
#[derive(Clone, Debug)]
pub struct Select<'a> {
    /// The alternatives, in order; the first is there from the start.
    pub choices: Vec<Choice<'a>>,
    /// The value of the chosen one.
    pub chosen: &'a str,
}

impl Control for Select<'_> {
    fn is_group(&self) -> bool {
        false
    }

    fn inputs(&self, frame: &Frame) -> Markup {
        html! {
            select.text id=(frame.id) name=(frame.name) aria-describedby=[frame.described_by.as_deref()] aria-invalid=[frame.aria_invalid()] {
                @for choice in &self.choices {
                    option value=(choice.value) selected[choice.value == self.chosen] lang=[choice.text.lang()] { (choice.text.text()) }
                }
            }
        }
    }
}
