//! What was done to the round, and by whom (*händelser*).

use maud::{Markup, html};
use store::Event;

use super::Shown;
use crate::design::table::{Cell, Column, Row, Table};

/// The table of events; nothing for who may not see them.
pub(super) fn events(shown: &Shown<'_>) -> Markup {
    let desk = &shown.desk;
    let language = desk.language;
    if shown.events.is_empty() {
        return html! {};
    }
    let row = |(event, who): &(Event, String)| {
        let text = |name: &str| event.content.get(name).and_then(|value| value.as_str()).unwrap_or_default();
        let closes = event.content.get("closes").and_then(serde_json::Value::as_i64).map(|at| desk.at(at));
        let what = match (event.kind == store::Kind::RoundCreated, text("state")) {
            (true, _) => language.say("Skapad", "Created"),
            (false, "open") => language.say("Öppen", "Open"),
            (false, "closed") => language.say("Stängd", "Closed"),
            (false, _) => language.say("Ändrad", "Changed"),
        };
        Row {
            header: html! { (desk.at(event.at)) },
            cells: vec![
                Cell::text(what),
                Cell::text(closes.unwrap_or_else(|| "–".to_owned())),
                Cell::text(text("why").to_owned()),
                Cell::text(who.clone()),
            ],
            total: false,
        }
    };
    let columns = vec![
        Column::new(language.say("När", "When")),
        Column::new(language.say("Vad", "What")),
        Column::new(language.say("Stänger", "Closes")),
        Column::new(language.say("Varför", "Why")),
        Column::new(language.say("Vem", "Who")),
    ];
    Table::new(
        "handelser",
        language.say("Händelser", "Events"),
        columns,
        shown.events.iter().map(row).collect(),
    )
    .stacked()
    .html(language)
}
