//! What a correction moves (*vad som flyttas*): outcomes, shares, ranks, colours, peers.

use catalogue::model::Edition;
use collection::publishing::{Publishing, Stage};
use domain::UnitCode;
use maud::{Markup, html};
use results::aggregates::Place;
use results::diff::{MovedKind, ResultsDiff, Who, figure_text, got_text};

use crate::design::button::{Button, ButtonKind, buttons};
use crate::design::table::{Cell, Column, Row, Table};
use crate::design::text::{Level, Link, heading, lead, paragraph};
use crate::desk::{At, Desk};
use crate::language::Language;
use crate::respond::hidden;

/// Rows that a page shows of one kind; the rest is counted.
const MOST: usize = 400;

/// The page that is looked at before a correction is accepted.
pub fn moves(desk: &Desk<'_>, ahead: &Publishing, diff: &ResultsDiff, publishes: bool) -> Markup {
    let language = desk.language;
    let to = desk.to("/publicering/rattelse");
    let is_accepted = ahead.accepted.as_ref() == Some(&ahead.folder);
    desk.page(At::Publishing, language.say("Vad rättelsen flyttar", "What the correction moves"))
        .back(Link::new(desk.to("/publicering"), language.say("Publicering", "Publishing")))
        .body(html! {
            (table(language, desk.edition, diff, "flyttas"))
            @if publishes && ahead.stage == Stage::Draft && !is_accepted {
                (heading(Level::Two, Some("godta"), language.say("Godta rättelsen", "Accept the correction")))
                form method="post" action=(to) {
                    (hidden("sett", &ahead.last.to_string()))
                    (hidden("utkast", &ahead.folder))
                    (buttons(&[Button::new(ButtonKind::Primary, language.say("Jag har sett vad som flyttas och godtar det", "I have seen what moves and accept it"))]))
                }
            }
        })
        .html()
}

/// A place or unit by its name and code: `Habo (0643)`.
fn named(edition: &Edition, who: &Who) -> String {
    match who {
        Who::Unit(code) => unit(edition, code),
        Who::Place(place) => place_text(edition, place),
    }
}

fn unit(edition: &Edition, code: &UnitCode) -> String {
    let name = edition.frame.name(code.as_str());
    name.map_or_else(|| code.to_string(), |name| format!("{name} ({code})"))
}

fn place_text(edition: &Edition, place: &Place) -> String {
    match place {
        Place::Level(_, code) => unit(edition, code),
        Place::Group(grouping, group) => format!("{grouping}:{group}"),
    }
}

fn kind(language: Language, kind: MovedKind) -> String {
    match kind {
        MovedKind::Rank => language.say("plats", "rank").to_owned(),
        MovedKind::Peers => language.say("liknande kommuner", "peers").to_owned(),
        MovedKind::Colour(mode) => {
            format!("{} ({})", language.say("färg", "colour"), mode.id())
        }
    }
}

/// What moved, kind by kind, each with its table; ids begin with `prefix`.
pub fn table(language: Language, edition: &Edition, diff: &ResultsDiff, prefix: &str) -> Markup {
    let mut outcomes = Vec::new();
    let mut figures = Vec::new();
    for indicator in &diff.indicators {
        for moved in indicator.outcomes.iter().filter(|moved| moved.moved()) {
            outcomes.push([
                unit(edition, &moved.unit),
                indicator.id().to_string(),
                got_text(&moved.before),
                got_text(&moved.after),
            ]);
        }
        for moved in indicator.figures.iter().filter(|moved| moved.moved()) {
            figures.push([
                place_text(edition, &moved.place),
                indicator.id().to_string(),
                figure_text(&moved.before),
                figure_text(&moved.after),
            ]);
        }
    }
    let others: Vec<[String; 4]> = diff
        .moved
        .iter()
        .map(|moved| {
            let of = moved.indicator.as_ref().map(ToString::to_string).unwrap_or_default();
            let what = kind(language, moved.kind);
            let of = if of.is_empty() { what } else { format!("{of}: {what}") };
            [named(edition, &moved.who), of, moved.before.clone(), moved.after.clone()]
        })
        .collect();
    let nothing = outcomes.is_empty() && figures.is_empty() && others.is_empty();
    html! {
        (lead(match nothing {
            true => language.say("Ingen siffra, färg eller plats flyttas.".to_owned(), "No figure, colour or rank moves.".to_owned()),
            false => language.say(
                format!("{} utfall, {} andelar och tal, {} platser, färger och liknande kommuner flyttas.", outcomes.len(), figures.len(), others.len()),
                format!("{} outcomes, {} shares and figures, {} ranks, colours and sets of peers move.", outcomes.len(), figures.len(), others.len()),
            ),
        }))
        (rows(language, (&format!("{prefix}-utfall"), language.say("Utfall som flyttas", "Outcomes that move")), &outcomes))
        (rows(language, (&format!("{prefix}-andelar"), language.say("Andelar och tal som flyttas", "Shares and figures that move")), &figures))
        (rows(language, (&format!("{prefix}-ovrigt"), language.say("Platser, färger och liknande kommuner som flyttas", "Ranks, colours and peers that move")), &others))
    }
}

fn rows(language: Language, (id, caption): (&str, &'static str), all: &[[String; 4]]) -> Markup {
    if all.is_empty() {
        return html! {};
    }
    let columns = vec![
        Column::new(language.say("Plats", "Place")),
        Column::new(language.say("Vad", "What")),
        Column::new(language.say("Före", "Before")),
        Column::new(language.say("Efter", "After")),
    ];
    let row = |[who, what, before, after]: &[String; 4]| Row {
        header: html! { (who) },
        cells: [what, before, after].map(|text| Cell::text(text.clone())).into(),
        total: false,
    };
    let left = all.len().saturating_sub(MOST);
    html! {
        (Table::new(id, caption, columns, all.iter().take(MOST).map(row).collect()).html(language))
        @if left > 0 {
            (paragraph(language.say(format!("… och {left} till."), format!("… and {left} more."))))
        }
    }
}
