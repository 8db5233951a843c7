//! The own archive (*arkivet*): what was submitted in this round and in earlier ones, with its receipts.

use maud::{Markup, html};

use super::Setting;
use crate::design::empty::empty_state;
use crate::design::table::{Cell, Column, Row, Table};
use crate::design::text::{Link, lead};

/// A submission of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// The part's letter.
    pub part: String,
    /// The part's name, if the catalogue has it.
    pub name: String,
    /// When, for people.
    pub at: String,
    /// By whom, for people.
    pub by: String,
    /// Its receipt, in the language of the page; none if the catalogue lacks its questions.
    pub receipt: Option<String>,
    /// Whether it counts: the last one of its part, and not opened again since.
    pub counts: bool,
}

/// A round of which something was submitted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// What it is called.
    pub name: String,
    /// Whether it is this one.
    pub is_this: bool,
    /// What was submitted, the latest first.
    pub sent: Vec<Sent>,
}

/// The page as HTML; rounds in the order they are shown.
pub fn archive(setting: &Setting<'_>, rounds: &[Round]) -> Markup {
    let language = setting.language;
    let address = setting.archive();
    let there = rounds.iter().filter(|round| !round.sent.is_empty());
    setting
        .quiet_shell(&address, language.say("Tidigare svar", "Earlier answers"), Some(setting.way_back()))
        .body(html! {
            (lead(language.say(
                "Allt som är inskickat finns kvar som det var: varje kvitto med alla svar. Det går att läsa, inte att ändra.",
                "All that was submitted stays as it was: each receipt with all answers. It can be read, not changed.",
            )))
            @if rounds.iter().all(|round| round.sent.is_empty()) {
                (empty_state(
                    language.say("Ingenting är inskickat ännu", "Nothing is submitted yet"),
                    language.say("Kvittona hamnar här när delarna skickas in.", "Receipts come here when parts are submitted."),
                    None,
                ))
            }
            @for (place, round) in there.enumerate() { (table(setting, place, round)) }
        })
        .html()
}

fn table(setting: &Setting<'_>, place: usize, round: &Round) -> Markup {
    let language = setting.language;
    let columns = vec![
        Column::new(language.say("Del", "Part")),
        Column::new(language.say("Inskickad", "Submitted")),
        Column::new(language.say("Av", "By")),
        Column::new(language.say("Läge", "State")),
        Column::new(language.say("Kvitto", "Receipt")),
    ];
    let row = |sent: &Sent| {
        let receipt = match &sent.receipt {
            Some(href) => {
                let about = format!("{} {}, {}", language.say("del", "part"), sent.part, sent.at);
                html! { (Link::new(href.as_str(), language.say("Kvitto och svar", "Receipt and answers")).about(about)) }
            }
            None => {
                html! { (language.say("Frågorna finns inte i tjänsten", "Its questions are not in the service")) }
            }
        };
        let counts = if sent.counts {
            ("Gäller", "Counts")
        } else {
            ("Gäller inte, öppnad igen", "Does not count, opened again")
        };
        Row {
            header: html! { (sent.part) @if !sent.name.is_empty() { " " (language.official(sent.name.as_str())) } },
            cells: vec![
                Cell::time(sent.at.as_str()),
                Cell::text(sent.by.as_str()),
                Cell::text(language.say(counts.0, counts.1)),
                Cell::markup(receipt),
            ],
            total: false,
        }
    };
    let caption = match round.is_this {
        true => format!("{} ({})", round.name, language.say("den här omgången", "this round")),
        false => round.name.clone(),
    };
    let id = format!("omgang-{place}");
    Table::new(&id, caption, columns, round.sent.iter().map(row).collect()).stacked().html(language)
}
