//! A text to copy (*text att kopiera*): an address, a message. Read, never sent.

use maud::{Markup, html};

use super::field::id_of;
use super::text::hidden;
use crate::language::{Language, Phrase};

/// A text in a field that is read only: marked and copied by hand or by keyboard, on every device.
pub fn copyable<'a>(
    language: Language,
    name: &str,
    label: impl Into<Phrase<'a>>,
    text: &str,
    rows: u8,
) -> Markup {
    let (id, label) = (id_of(name), label.into());
    html! {
        div.field {
            label for=(id) { (label) }
            textarea.text id=(id) rows=(rows) readonly spellcheck="false" autocomplete="off" { "\n" (text) }
            (copies(language, &id, label.text()))
        }
    }
}

/// A short text that is copied as it stands, such as an address; `about` is whose, for those who hear its button alone.
pub fn copied(language: Language, name: &str, about: &str, text: &str) -> Markup {
    let id = id_of(name);
    html! { span.copied { code id=(id) translate="no" { (text) } " " (copies(language, &id, about)) } }
}

/// The button, which is there where scripts run, and the place where it is said that it was done.
fn copies(language: Language, id: &str, about: &str) -> Markup {
    html! {
        button.button.quiet type="button" hidden data-copies=(id) data-done=(language.say("Kopierad", "Copied")) {
            (language.say("Kopiera", "Copy")) (hidden(&format!(" {about}")))
        }
        span.confirmed role="status" {}
    }
}
