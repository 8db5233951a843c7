//! The figure of a city, county, group or the nation: the calculation and the units behind it.

use maud::{Markup, html};
use results::explain::{AggregateExplanation, Member};

use super::Cell;
use crate::design::table::{Cell as Shown, Column, Row, Table};
use crate::design::text::{Level, Link, heading};
use crate::language::Phrase;
use crate::public::observed;

pub(super) fn place(cell: Cell<'_>, told: &AggregateExplanation) -> Markup {
    let language = cell.look.language;
    let line = |name: &str, value: String| html! { div { dt { (name) } dd { (value) } } };
    let [numerator, denominator] = &cell.observation.quotient;
    html! {
        (heading(Level::Two, None, language.say("Så är siffran räknad", "How the figure is counted")))
        dl.facts {
            @if !denominator.is_empty() {
                (line(language.say("Täljare", "Numerator"), numerator.clone()))
                (line(language.say("Nämnare", "Denominator"), denominator.clone()))
            }
            @if let Some(counts) = cell.observation.counts {
                (line(language.say("Kommuner, stadsdelar och enheter som hör hit", "Municipalities, districts and offices that belong here"), counts.units.to_string()))
                (line(language.say("Har ett utfall", "Have an outcome"), counts.responded.to_string()))
                (line(language.say("Räknas inte med", "Are left out"), counts.left_out.to_string()))
            }
            (line(language.say("Visas inte om bortfallet är över", "Not shown if non-response is above"), format!("{} %", told.withhold_above_percent)))
        }
        (heading(Level::Two, None, language.say("Kommunerna bakom siffran", "The municipalities behind the figure")))
        (members(cell, &told.members))
    }
}

fn members(cell: Cell<'_>, members: &[Member]) -> Markup {
    let Cell { look, indicator, .. } = cell;
    let language = look.language;
    let mode = observed::mode_of(indicator);
    let unit = super::unit_of(look, indicator);
    let row = |member: &Member| {
        let code = member.unit.id.as_str();
        let found = look.opened.outcome(code, indicator.id.as_str());
        let got = found.map_or_else(
            || Shown::text(member.outcome.word.clone()),
            |observation| observed::cell(look, observation, &unit, mode),
        );
        let word = found.map_or_else(
            || Phrase::from(member.outcome.word.as_str()),
            |observation| observed::words(look, observation, &unit),
        );
        let why = look.to(&format!("/varfor/{}/{code}", indicator.id));
        Row {
            header: html! { (Link::new(why, member.unit.name.as_str())) },
            cells: vec![got, Shown::markup(counts_as(cell, member.counts_as, &word))],
            total: false,
        }
    };
    let columns = vec![
        Column::new(language.say("Kommun eller stadsdel", "Municipality or district")),
        Column::new(language.say("Utfall", "Outcome")),
        Column::new(language.say("Räknas som", "Counts as")),
    ];
    let caption =
        language.say("Alla som hör hit, och hur de räknas", "All that belong here, and how they count");
    Table::new("enheterna", caption, columns, members.iter().map(row).collect()).html(language)
}

/// How a unit counts in the figure; of one that does not, by which outcome: there are several that do not (*ej aktuellt*,
/// *verksamhet saknas*).
fn counts_as(cell: Cell<'_>, id: &str, outcome: &Phrase<'_>) -> Markup {
    let language = cell.look.language;
    let [begins, ends] = language.say(["”", "”"], ["“", "”"]);
    let told = match id {
        "reached" => language.say("når målvärdet", "reaches the target"),
        "not_reached" => language.say("når inte målvärdet", "does not reach the target"),
        "figure" => language.say("ingår i siffran", "is part of the figure"),
        "left_out" => language.say("räknas inte med", "is left out"),
        "non_response" => language.say("bortfall", "non-response"),
        _ => language.say("tillfrågades inte", "was not asked"),
    };
    let is_told_why = matches!(id, "left_out" | "non_response");
    html! { (told) @if is_told_why { " (" (begins) (outcome) (ends) ")" } }
}
