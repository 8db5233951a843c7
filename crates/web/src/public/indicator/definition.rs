//! What the indicator is (*indikatorbeskrivning*): the document's own card.

use maud::{Markup, html};
use publication::model::CardRow;

use super::Shown;
use crate::design::text::{Level, heading};

/// What one must know to read the figures.
const FIRST: [&str; 5] = ["Mått", "Målvärde", "Riktning", "Beräkning", "För län, riket och grupper"];

/// Measure, target, and how it is decided.
pub(super) fn short(shown: &Shown<'_>) -> Markup {
    let language = shown.look.language;
    let rows = shown.look.opened.card(shown.indicator.id.as_str()).into_iter().flat_map(|card| &card.rows);
    html! {
        (rows_of(shown, rows.filter(|row| FIRST.contains(&row.label.sv.as_str()))))
        p { a href="#beskrivning" { (language.say("Hela indikatorbeskrivningen", "The whole description")) } }
    }
}

/// Everything: questions, sources, comparability, how a doubtful source is read.
pub(super) fn whole(shown: &Shown<'_>) -> Markup {
    let language = shown.look.language;
    html! {
        (heading(Level::Two, Some("beskrivning"), language.say("Indikatorbeskrivning", "Description of the indicator")))
        (rows_of(shown, shown.look.opened.card(shown.indicator.id.as_str()).into_iter().flat_map(|card| &card.rows)))
    }
}

fn rows_of<'r>(shown: &Shown<'_>, rows: impl Iterator<Item = &'r CardRow>) -> Markup {
    html! {
        dl.card {
            @for row in rows {
                @let text = shown.look.text(&row.text);
                div { dt { (shown.look.text(&row.label)) } dd lang=[text.lang()] { (text.text()) } }
            }
        }
    }
}
