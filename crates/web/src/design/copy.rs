//! A text to copy (*text att kopiera*): an address, a message. Read, never sent.

use maud::{Markup, html};

use super::field::id_of;
use crate::language::Phrase;

/// A text in a field that is read only: marked and copied by hand or by keyboard, on every device.
pub fn copyable<'a>(name: &str, label: impl Into<Phrase<'a>>, text: &str, rows: u8) -> Markup {
    let id = id_of(name);
    html! {
        div.field {
            label for=(id) { (label.into()) }
            textarea.text id=(id) rows=(rows) readonly spellcheck="false" autocomplete="off" { "\n" (text) }
        }
    }
}
