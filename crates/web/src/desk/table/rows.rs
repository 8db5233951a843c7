//! The rows of the table: the nation by part; cities, counties and groups of one part.

use collection::standing::{Place, Row as Counted};
use domain::Rounded;
use domain::swedish::figure;
use maud::{Markup, html};

use super::forecast::forecast_words;
use super::view::{Key, sort};
use super::{Shown, parts};
use crate::design::progress::Progress;
use crate::design::table::{Cell, Column, Order, Row, Table};
use crate::design::tag::tag;
use crate::design::text::{Level, Link, heading, paragraph};
use crate::desk::Desk;
use crate::language::Language;

/// A share in per cent, or that there is none.
fn percent(language: Language, share: Option<Rounded>) -> String {
    match (share, language) {
        (None, _) => "–".to_owned(),
        (Some(share), Language::Swedish) => format!("{}\u{a0}%", figure(share, false)),
        (Some(share), Language::English) => format!("{share}%"),
    }
}

fn columns<'a>(
    shown: &Shown<'_>,
    first: &'a str,
    address: Option<&dyn Fn(Key) -> String>,
) -> Vec<Column<'a>> {
    let language = shown.desk.language;
    let keys =
        Key::ALL.into_iter().filter(|key| !matches!(key, Key::Forecast | Key::Needed) || shown.forecasts());
    keys.map(|key| {
        let column = match key {
            Key::Name => Column::new(first),
            Key::Forecast => Column::new(key.word(language)),
            Key::Asked
            | Key::Submitted
            | Key::Begun
            | Key::NotBegun
            | Key::Share
            | Key::Before
            | Key::Needed => Column::number(key.word(language)),
        };
        let now = shown.view.sorted.filter(|(by, _)| *by == key).map(|(_, order)| order);
        match address {
            Some(address) => column.sorts(address(key), now),
            None => column,
        }
    })
    .collect()
}

fn cells(shown: &Shown<'_>, row: &Counted) -> Vec<Cell> {
    let language = shown.desk.language;
    let count = row.count;
    let before = shown.before.shares.get(&(row.place.clone(), row.part.clone())).copied();
    let bar = Progress { done: count.submitted as usize, of: count.asked as usize };
    let share = percent(language, count.share());
    let mut cells =
        vec![Cell::figure_with(bar.compact(language, language.say("inskickade", "submitted")), &share)];
    if shown.forecasts() {
        let (kind, words) = forecast_words(language, count.forecast(shown.limit()));
        let needed = count.needed(shown.limit());
        cells.push(Cell::number(&if needed == 0 { "–".to_owned() } else { needed.to_string() }));
        cells.push(Cell::markup(tag(kind, words)));
    }
    let counts = [count.submitted, count.begun, count.not_begun(), count.asked];
    cells.extend(counts.map(|count| Cell::number(&count.to_string())));
    cells.push(Cell::number(&percent(language, before)));
    cells
}

/// The nation, or all that is in sight of it, by part.
pub(super) fn nation(shown: &Shown<'_>) -> Markup {
    let desk = &shown.desk;
    let language = desk.language;
    let mut nation: Vec<&Counted> = shown.rows.iter().filter(|row| row.place == Place::Nation).collect();
    nation.sort_by_key(|row| desk.edition.parts.iter().position(|part| part.code.as_str() == row.part));
    let rows: Vec<Row> = nation
        .into_iter()
        .map(|row| Row {
            header: html! { (desk.part_letter(&row.part)) " – " (desk.part_name(&row.part)) },
            cells: cells(shown, row),
            total: false,
        })
        .collect();
    html! {
        @if shown.rows.is_empty() {
            (paragraph(language.say(
                "Inget län hör till din behörighet i den här omgången. Be den som leder insamlingen om rätt län.",
                "No county belongs to your grant in this round. Ask those who lead the collection for the right county.",
            )))
        }
        @if !rows.is_empty() {
            (Table::new("riket", language.say("Riket", "The nation"), columns(shown, language.say("Del", "Part"), None), rows).full().html(language))
        }
    }
}

/// Whether a place is of a section.
type Belongs = Box<dyn Fn(&Place) -> bool>;

/// The sections of cities, counties and groups, for the part that is looked at.
pub(super) fn sections(shown: &Shown<'_>) -> Vec<Markup> {
    let desk = &shown.desk;
    let language = desk.language;
    let parts = parts(desk, shown.rows);
    let frame = &desk.edition.frame;
    let mut kinds: Vec<(String, String, Belongs)> = vec![
        (
            "stader".into(),
            language.say("Städer som svarar per stadsdel", "Cities that answer by district").into(),
            Box::new(|place| matches!(place, Place::City(_))),
        ),
        (
            "lan".into(),
            language.say("Län", "Counties").into(),
            Box::new(|place| matches!(place, Place::County(_))),
        ),
    ];
    for scheme in &frame.schemes {
        let grouping = scheme.grouping.clone();
        let own = move |place: &Place| matches!(place, Place::Group(of, _) if *of == grouping);
        kinds.push((format!("grupp-{}", scheme.grouping), scheme.name.clone(), Box::new(own)));
    }
    let mut all = Vec::new();
    if parts.len() > 1 {
        all.push(html! {
            (heading(Level::Two, Some("nivaer"), language.say("Län, städer och grupper", "Counties, cities and groups")))
            p {
                (language.say("Visar ", "Showing "))
                @for (place, part) in parts.iter().enumerate() {
                    @if place > 0 { " · " }
                    @if *part == shown.view.part { strong { (desk.part_letter(part)) } }
                    @else { (Link::new(desk.to(&format!("?del={part}#nivaer")), desk.part_letter(part))) }
                }
            }
        });
    } else if !parts.is_empty() {
        all.push(heading(
            Level::Two,
            Some("nivaer"),
            language.say("Län, städer och grupper", "Counties, cities and groups"),
        ));
    }
    for (id, title, belongs) in kinds {
        let mut rows: Vec<&Counted> =
            shown.rows.iter().filter(|row| row.part == shown.view.part && belongs(&row.place)).collect();
        if rows.is_empty() {
            continue;
        }
        match shown.view.sorted {
            Some((key, order)) => sort(&mut rows, key, order, shown.limit(), shown.before),
            // Counties and cities by name; groups as the grouping has them.
            None if !id.starts_with("grupp") => {
                sort(&mut rows, Key::Name, Order::Ascending, shown.limit(), shown.before);
            }
            None => {}
        }
        let address = |key: Key| {
            let turned = shown.view.sorted == Some((key, Order::Ascending));
            let order = if turned { "fallande" } else { "stigande" };
            desk.to(&format!("?del={}&sortera={}&ordning={order}#{id}", shown.view.part, key.id()))
        };
        let lines: Vec<Row> = rows
            .iter()
            .map(|row| Row { header: header(desk, row), cells: cells(shown, row), total: false })
            .collect();
        let caption = language.official(format!("{title} – {}", desk.part_letter(&shown.view.part)));
        let caption = if id.starts_with("grupp") { caption } else { caption.text().to_owned().into() };
        all.push(
            Table::new(&id, caption, columns(shown, language.say("Namn", "Name"), Some(&address)), lines)
                .full()
                .html(language),
        );
    }
    all
}

fn header(desk: &Desk<'_>, row: &Counted) -> Markup {
    let language = desk.language;
    match &row.place {
        Place::County(code) if !desk.round.class().is_anonymous() => {
            html! { (Link::new(desk.to(&format!("/enheter?lan={code}")), language.official(row.name.as_str()))) }
        }
        Place::Group(_, code) if !row.name.contains(code.as_str()) => {
            html! { (code) " " span lang="sv" { (row.name) } }
        }
        Place::Nation | Place::City(_) | Place::County(_) | Place::Group(..) => {
            html! { (language.official(row.name.as_str())) }
        }
    }
}
