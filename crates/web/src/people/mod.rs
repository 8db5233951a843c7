//! The pages of those who sign in (*inloggade*): pure, from what the store said to what is shown.
//!
//! * [`sign_in`]: address, password and code; setting up codes; the way to an organisation's own sign-in.
//! * [`again`]: who one is, once more. [`own`]: one's own account. [`accounts`]: those of others, for those who manage them. [`invited`]: the first password.

pub mod accounts;
pub mod again;
pub mod invited;
pub mod own;
pub mod sign_in;
mod words;

pub use words::{not_done, role_words, weak_words, when};

use maud::Markup;

use crate::design::field::Field;
use crate::design::input::{Holds, TextInput};
use crate::language::Language;

/// What is said of a personal identity number where an account is described.
pub(crate) fn number_words(language: Language) -> &'static str {
    language.say(
        "Texten innehöll ett personnummer och är inte sparad: andra läser den. Numret är borttaget här. Skriv utan det och skicka igen",
        "The text held a personal identity number and is not saved: others read it. The number has been removed here. Write without it and send again",
    )
}

/// A field of a password; nothing of it is ever written back.
fn password<'a>(name: &'a str, label: &'a str, holds: Holds) -> Field<'a, TextInput<'a>> {
    Field::new(name, label, TextInput { holds, ..TextInput::default() })
}

/// A field with an error, if there is one.
fn with_error(language: Language, field: Field<'_, TextInput<'_>>, error: Option<&str>) -> Markup {
    match error {
        Some(text) => field.error(text.to_owned()).html(language),
        None => field.html(language),
    }
}
