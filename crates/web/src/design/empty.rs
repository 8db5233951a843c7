//! Nothing to show yet (*tomt läge*): why, and what to do.

use maud::{Markup, html};

use super::button::Button;
use crate::language::Phrase;

/// Says that there is nothing, why, and what to do about it.
pub fn empty_state<'a>(
    title: impl Into<Phrase<'a>>,
    why: impl Into<Phrase<'a>>,
    then: Option<&Button<'_>>,
) -> Markup {
    html! {
        div.empty {
            p.empty-title { (title.into()) }
            p { (why.into()) }
            @if let Some(button) = then { (button) }
        }
    }
}
