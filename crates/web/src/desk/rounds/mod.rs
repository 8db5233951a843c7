//! All rounds that somebody may see, and a new one (*omgångar*).

mod create;
mod draft;
mod fields;
mod times;

use collection::fact::Instant;
use collection::round::Round;
use collection::standing::Stage;
use domain::EditionYear;
use maud::{Markup, html};
use store::Standing;

pub use self::create::create;
pub use self::draft::{Draft, read};
pub use self::fields::Wrong;
pub(super) use self::fields::{cancel, errors, field};
pub(super) use self::times::{read_times, time_fields, written};
use super::{simulated_tag, stage, state_tag};
use crate::design::button::{Button, ButtonKind};
use crate::design::empty::empty_state;
use crate::design::shell::Page;
use crate::design::table::{Cell, Column, Row, Table};
use crate::design::text::{Level, Link, heading, paragraph};
use crate::language::{Language, Phrase};

/// A round, and where its responses stand, as far as whoever reads may see.
#[derive(Clone, Debug)]
pub struct Listing {
    /// The round.
    pub round: Round,
    /// Whether its answers are made up.
    pub simulated: bool,
    /// Its responses.
    pub standing: Vec<Standing>,
}

/// The list of rounds; `editions`: those that a round can be made of, none for who may not make one.
pub fn list(
    language: Language,
    address: &str,
    now: Instant,
    rounds: &[Listing],
    editions: &[(EditionYear, Phrase<'_>)],
) -> Markup {
    let row = |listing: &Listing| {
        let of = |wanted: Stage| listing.standing.iter().filter(|one| stage(one) == wanted).count();
        let round = &listing.round;
        let to = language.address(&format!("/arbete/{}", round.id));
        let at = |at: Option<Instant>| at.map_or_else(|| "–".to_owned(), |at| super::when(language, at));
        Row {
            header: html! {
                (Link::new(to, round.name.as_str()))
                @if listing.simulated { " " (simulated_tag(language)) }
            },
            cells: vec![
                Cell::markup(state_tag(language, round, now)),
                Cell::time(&at(round.opens)),
                Cell::time(&at(round.closes)),
                Cell::number(&of(Stage::Submitted).to_string()),
                Cell::number(&of(Stage::Begun).to_string()),
                Cell::number(&of(Stage::NotBegun).to_string()),
            ],
            total: false,
        }
    };
    let columns = vec![
        Column::new(language.say("Omgång", "Round")),
        Column::new(language.say("Läge", "State")),
        Column::new(language.say("Öppnar", "Opens")),
        Column::new(language.say("Stänger", "Closes")),
        Column::number(language.say("Inskickade delar", "Submitted parts")),
        Column::number(language.say("Påbörjade", "Begun")),
        Column::number(language.say("Inte påbörjade", "Not begun")),
    ];
    let rows: Vec<Row> = rounds.iter().map(row).collect();
    let home = language.address("/");
    Page::new(language, address, language.say("Omgångar", "Rounds"))
        .wide()
        .body(html! {
            @if rows.is_empty() {
                (empty_state(
                    language.say("Ingen omgång att visa", "No round to show"),
                    language.say(
                        "Antingen har ingen skapats, eller så omfattar din roll ingen av dem. Fråga den som leder insamlingen.",
                        "Either none has been made, or your role includes none of them. Ask those who lead the collection.",
                    ),
                    Some(&Button::leading(ButtonKind::Secondary, language.say("Se de publicerade resultaten", "See the published results"), &home)),
                ))
            } @else {
                (Table::new("omgangar", language.say("Omgångar som du kan följa", "Rounds that you can follow"), columns, rows).stacked().html(language))
            }
            @if !editions.is_empty() {
                (heading(Level::Two, None, language.say("Ny omgång", "New round")))
                (paragraph(language.say("Välj den årgång vars enkät ska skickas.", "Choose the edition whose questionnaire is to be sent.")))
                ul {
                    @for (year, name) in editions {
                        li { (Link::new(language.address(&format!("/arbete/ny?argang={year}")), name.clone())) }
                    }
                }
            }
        })
        .html()
}
