//! What each colour mode makes of the cell, and among whom.

use maud::{Markup, html};
use results::colours::NotHere;
use results::learn::Through;

use super::Cell;
use crate::design::outcome::outcome_label;
use crate::design::table::{Cell as Shown, Column, Row, Table};
use crate::design::text::{Level, heading};
use crate::public::observed;

/// A row for each mode: its verdict or why it has none, and what was compared with.
pub(super) fn colours(cell: Cell<'_>) -> Markup {
    let Cell { look, observation, .. } = cell;
    let language = look.language;
    let words = look.opened.vocabulary();
    // A place has the share of units that reach the target: it is not judged by it, though the indicator has one.
    let is_of_units =
        look.opened.edition().frame.position(cell.place).is_none() && Through::has_target(cell.indicator);
    let rows: Vec<Row> = observation
        .colours
        .iter()
        .map(|told| {
            let mode = words.modes.iter().find(|mode| mode.id == told.mode.id());
            let says = match told.verdict {
                Ok(verdict) => words.colour(verdict.id()).map(|word| {
                    let name = language.either(word.name.sv.as_str(), word.name.en.as_deref());
                    outcome_label(observed::colour(&word.colour), &word.sign, name.clone(), name)
                }),
                Err(NotHere::NoTarget) if is_of_units => Some(html! {
                    (language.say(
                        "Målvärdet gäller kommuner och stadsdelar; ett län, en grupp eller riket bedöms inte mot det.",
                        "The target is for municipalities and districts; a county, a group or the country is not judged by it.",
                    ))
                }),
                Err(why) => words.not_here(why.id()).map(|word| html! { (look.text(&word.name)) ". " (look.text(&word.meaning)) }),
            };
            let interval = told.interval.map(|interval| {
                let end = |figure| observed::number(language, figure, false);
                format!("{}–{}", end(interval.low), end(interval.high))
            });
            Row {
                header: html! { @if let Some(mode) = mode { (look.text(&mode.name)) } @else { (told.mode.id()) } },
                cells: vec![
                    Shown::markup(says.unwrap_or_default()),
                    Shown::markup(html! {
                        (look.text(&told.set))
                        @if let Some(interval) = interval {
                            " (" (language.say("intervall", "interval")) " " (interval) ")"
                        }
                    }),
                ],
                total: false,
            }
        })
        .collect();
    if rows.is_empty() {
        return html! {};
    }
    let columns = vec![
        Column::new(language.say("Färgläge", "Colour mode")),
        Column::new(language.say("Säger", "Says")),
        Column::new(language.say("Jämfört med", "Compared with")),
    ];
    let caption = language.say("Vad varje färgläge säger", "What each colour mode says");
    html! {
        (heading(Level::Two, None, language.say("Färgen", "The colour")))
        (Table::new("fargen", caption, columns, rows).stacked().html(language))
    }
}
