//! Fields of the desk's forms, with what is wrong with them.

use maud::Markup;

use crate::design::button::{Button, ButtonKind};
use crate::design::error_summary::{FieldError as Listed, error_summary};
use crate::design::field::{Control, Field};
use crate::language::Language;

/// A field, and what is wrong with what is in it.
pub type Wrong = (&'static str, String);

/// A field with what is wrong with it.
pub(in crate::desk) fn field<C: Control>(
    language: Language,
    field: Field<'_, C>,
    name: &str,
    wrong: &[Wrong],
) -> Markup {
    match wrong.iter().find(|(of, _)| *of == name) {
        Some((_, text)) => field.error(text.as_str()).html(language),
        None => field.html(language),
    }
}

/// The way out of a form that changes nothing.
pub(in crate::desk) fn cancel<'a>(language: Language, to: &'a str) -> Button<'a> {
    Button::leading(ButtonKind::Secondary, language.say("Avbryt", "Cancel"), to)
}

/// The error summary of what is wrong.
pub(in crate::desk) fn errors(language: Language, wrong: &[Wrong]) -> Markup {
    let listed: Vec<Listed<'_>> =
        wrong.iter().map(|(field, text)| Listed { field, text: text.as_str().into() }).collect();
    error_summary(language, &listed)
}
