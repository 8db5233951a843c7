//! The error summary (*felsammanfattning*): first on a page that was sent back, with a way to each field.

use maud::{Markup, html};

use super::field::id_of;
use crate::language::{Language, Phrase};

/// One error and the field it is about.
#[derive(Clone, Debug)]
pub struct FieldError<'a> {
    /// Name of the field, as given to [`super::field::Field`].
    pub field: &'a str,
    /// What is wrong and what to do; the same text as beside the field.
    pub text: Phrase<'a>,
}

/// All errors of a page; nothing if there are none.
pub fn error_summary(language: Language, errors: &[FieldError<'_>]) -> Markup {
    if errors.is_empty() {
        return html! {};
    }
    let title = match errors.len() {
        1 => {
            language.say("Ett svar behöver rättas".to_owned(), "One answer needs to be corrected".to_owned())
        }
        many => language
            .say(format!("{many} svar behöver rättas"), format!("{many} answers need to be corrected")),
    };
    html! {
        section.error-summary aria-labelledby="error-summary" tabindex="-1" {
            h2 #error-summary { (super::sign::Sign::Cross.draw()) (title) }
            ul {
                @for error in errors { li { a href={ "#" (id_of(error.field)) } { (error.text) } } }
            }
        }
    }
}
