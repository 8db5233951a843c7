//! A question about several rows that are answered with more than one alternative each: a field a row (*radfrågor*).

use maud::{Markup, html};

use super::field::{Control, Frame};

/// Fields below each other, each with its row's name as label.
#[derive(Clone, Debug)]
pub struct FieldRows {
    /// The fields, made by [`super::field::Field::html`].
    pub fields: Vec<Markup>,
}

impl Control for FieldRows {
    fn is_group(&self) -> bool {
        true
    }

    fn inputs(&self, frame: &Frame) -> Markup {
        html! { div id=(frame.id) { @for field in &self.fields { (field) } } }
    }
}
