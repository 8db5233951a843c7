//! The table of responses (*svarsläget*): how far the collection has come, and what would be withheld.

mod events;
mod file;
pub(super) mod forecast;
mod rows;
mod view;

use collection::access::Action;
use collection::round::RoundState;
use collection::standing::Row as Counted;
use domain::Number;
use maud::{Markup, html};
use store::{Event, Standing};

use self::events::events;
pub use self::file::csv;
use self::forecast::{percent_of, withheld};
use self::rows::{nation, sections};
pub use self::view::{Before, Earlier, Key, View, sort};
use super::{At, Desk, moment};
use crate::design::button::{Button, ButtonKind, buttons};
use crate::design::notice::{Notice, NoticeKind};
use crate::design::text::{Level, Link, heading, paragraph};

/// What the page shows.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// The desk.
    pub desk: Desk<'a>,
    /// What is shown of the table.
    pub view: &'a View,
    /// The table.
    pub rows: &'a [Counted],
    /// The year before.
    pub before: &'a Before,
    /// Every response within sight.
    pub standing: &'a [Standing],
    /// What was done to the round, the latest first, and by whom.
    pub events: &'a [(Event, String)],
}

impl Shown<'_> {
    fn limit(&self) -> Number {
        self.desk.edition.withhold_above_percent
    }

    /// Whether figures of levels are withheld for non-response: of rounds where units answer.
    fn forecasts(&self) -> bool {
        !self.desk.round.class().is_anonymous()
    }
}

/// The parts that are counted, as the edition has them.
fn parts<'r>(desk: &Desk<'_>, rows: &'r [Counted]) -> Vec<&'r str> {
    let mut parts: Vec<&str> = rows.iter().map(|row| row.part.as_str()).collect();
    parts.sort_by_key(|part| desk.edition.parts.iter().position(|known| known.code.as_str() == *part));
    parts.dedup();
    parts
}

/// The page of a round.
pub fn table(shown: &Shown<'_>) -> Markup {
    let desk = &shown.desk;
    let language = desk.language;
    let file = Link::new(
        desk.to("/svarslage.csv"),
        language.say("Spara tabellen som fil", "Keep the table as a file"),
    )
    .file("CSV");
    desk.page(At::Table, language.say("Svarsläget", "Responses"))
        .body(html! {
            // Fetched again by the script: docs/design-system.md.
            div data-live {
                (as_of(desk))
                (notices(shown))
                (nation(shown))
                @if shown.forecasts() { (withheld(desk, shown.rows)) }
                @for section in sections(shown) { (section) }
                (note(shown))
                @if !shown.rows.is_empty() { p { (file) } }
            }
            (running(desk))
            (events(shown))
        })
        .html()
}

/// The time that the figures are of, and the way to newer ones.
fn as_of(desk: &Desk<'_>) -> Markup {
    let language = desk.language;
    html! {
        p.table-note {
            (language.say("Läget", "As of")) " " (moment(language, desk.now)) ". "
            (Link::new(desk.address, language.say("Uppdatera", "Update")))
            span data-live-old hidden {
                " " (language.say("Något nyare gick inte att hämta.", "Nothing newer could be fetched."))
            }
        }
    }
}

fn notices(shown: &Shown<'_>) -> Markup {
    let desk = &shown.desk;
    let language = desk.language;
    let open = shown.standing.iter().filter(|one| one.state == collection::head::State::Open).count();
    let asked = shown.standing.iter().filter(|one| one.reopening_asked).count();
    html! {
        @if desk.round.state == RoundState::Closed && open > 0 {
            (Notice::new(NoticeKind::Warning, language.say(
                format!("{open} svar är öppna fast insamlingen är stängd"),
                format!("{open} responses are open although the collection is closed"),
            )).body(html! {
                (paragraph(language.say(
                    "Ingenting kan sparas i dem. Stängningen kan ha avbrutits, eller så har de öppnats för rättning.",
                    "Nothing can be saved in them. The closing may have been interrupted, or they were reopened for correction.",
                )))
                @if desk.may(Action::ManageRound) {
                    p { (Link::new(desk.to("/stang"), language.say("Stäng dem", "Close them"))) " · "
                        (Link::new(desk.to("/oppna"), language.say("Öppna insamlingen igen", "Reopen the collection"))) }
                }
            }).html(language))
        }
        @if asked > 0 {
            (Notice::new(NoticeKind::Info, language.say(
                format!("{asked} svar väntar på att öppnas igen"),
                format!("{asked} responses wait to be reopened"),
            )).body(html! {
                p { (Link::new(desk.to("/enheter?lage=oppnas"), language.say("Visa dem", "Show them"))) }
            }).html(language))
        }
    }
}

fn note(shown: &Shown<'_>) -> Markup {
    let desk = &shown.desk;
    let language = desk.language;
    let limit = percent_of(language, shown.limit());
    let earlier = match &shown.before.earlier {
        Earlier::None => language.say("Inget år innan finns att jämföra med.", "There is no year before to compare with.").to_owned(),
        Earlier::SameDay { name, at } => language.say(
            format!("Året innan: {name} som läget var {}, lika lång tid före sin stängning.", desk.at(*at)),
            format!("Year before: {name} as it stood {}, as long before its closing.", desk.at(*at)),
        ),
        Earlier::Printed { year } => language.say(
            format!("Året innan: den tryckta svarsfrekvensen för {year}, när insamlingen var avslutad. Läget samma dag finns inte."),
            format!("Year before: the printed response rate of {year}, when the collection was over. The standing on the same day is not known."),
        ),
    };
    html! {
        p.table-note {
            (earlier) " "
            @if shown.forecasts() {
                (language.say(
                    format!("En andel redovisas inte när bortfallet är över {limit}; exakt {limit} redovisas. Fattas: så många till måste skicka in. Stadsdelar räknas som enheter i län och riket och har sin stads grupper."),
                    format!("A share is withheld when non-response is above {limit}; exactly {limit} is shown. Lacking: so many more must submit. Districts count as units of county and nation and have their city’s groups."),
                ))
            }
        }
    }
}

fn running(desk: &Desk<'_>) -> Markup {
    let language = desk.language;
    if !desk.may(Action::ManageRound) {
        return html! {};
    }
    let (open, close, times) = (desk.to("/oppna"), desk.to("/stang"), desk.to("/tider"));
    let times =
        Button::leading(ButtonKind::Secondary, language.say("Ändra tiderna", "Change the times"), &times);
    let turn = match desk.round.state {
        RoundState::Planned => Button::leading(
            ButtonKind::Primary,
            language.say("Öppna insamlingen", "Open the collection"),
            &open,
        ),
        RoundState::Closed => Button::leading(
            ButtonKind::Secondary,
            language.say("Öppna insamlingen igen", "Reopen the collection"),
            &open,
        ),
        RoundState::Open => Button::leading(
            ButtonKind::Danger,
            language.say("Stäng insamlingen", "Close the collection"),
            &close,
        ),
    };
    html! {
        (heading(Level::Two, Some("styra"), language.say("Leda insamlingen", "Run the collection")))
        (buttons(&[turn, times]))
    }
}
