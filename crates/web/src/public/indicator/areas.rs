//! The same question in other service areas (*samma fråga i andra verksamhetsområden*).

use maud::{Markup, html};

use super::Shown;
use crate::design::text::{Level, heading, paragraph};
use crate::public::observed;

pub(super) fn section(shown: &Shown<'_>) -> Markup {
    let language = shown.look.language;
    let opened = shown.look.opened;
    let stated = opened.edition().comparability.across_areas.iter().enumerate();
    let rows: Vec<_> = stated.filter(|(_, row)| row.families.contains(&shown.indicator.family)).collect();
    html! {
        (heading(Level::Two, Some("omraden"), language.say("Samma fråga i andra verksamhetsområden", "The same question in other service areas")))
        @if rows.is_empty() {
            (paragraph(language.say(
                "Källan nämner inget annat verksamhetsområde som har den här indikatorn.",
                "The source names no other service area that has this indicator.",
            )))
        }
        @for (at, row) in &rows {
            @let number = (at + 1).to_string();
            @let cell = |column: &str| opened.observation("across_areas", &[&number, column]);
            p { strong { (language.official(row.name.as_str())) } }
            dl.card {
                @for (column, name) in [
                    ("areas", language.say("Antal områden som har den", "Service areas that have it")),
                    ("which", language.say("Vilka", "Which")),
                    ("certain", language.say("Antalet är", "The number is")),
                    ("note", language.say("Anmärkning", "Note")),
                    ("source", language.say("Källa", "Source")),
                ] {
                    @if let Some(cell) = cell(column) {
                        div { dt { (name) } dd { (observed::words(&shown.look, cell, "")) } }
                    }
                }
            }
        }
        (paragraph(language.say(
            "Här finns bara uppgifter om ekonomiskt bistånd, så det finns inga utfall från andra områden att visa bredvid.",
            "Only financial assistance has data here, so there are no outcomes of other service areas to show beside these.",
        )))
    }
}
