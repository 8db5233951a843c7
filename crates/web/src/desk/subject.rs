//! One of those who answer: parts, links, what happened (*en enhet*).

use std::collections::BTreeMap;

use collection::access::{Action, Role};
use collection::fact::{Author, Content};
use collection::head::Head;
use collection::round::{Response, Subject};
use domain::Unit;
use maud::{Markup, html};
use store::{Entry, IssuedLink, Standing};

use super::rounds::{Wrong, errors, field};
use super::{At, Desk, response_tag, role_name};
use crate::design::button::{Button, ButtonKind, buttons};
use crate::design::choice::{Choice, RadioGroup};
use crate::design::field::Field;
use crate::design::input::{DateInput, TextInput};
use crate::design::notice::{Notice, NoticeKind};
use crate::design::table::{Cell, Column, Row, Table};
use crate::design::tag::{TagKind, tag};
use crate::design::text::{Level, Link, heading, paragraph};
use crate::language::Language;

/// What people are called on a page: by role, and by name where whoever reads may know it.
pub type People = BTreeMap<Author, String>;

/// Who did something.
pub fn who(language: Language, people: &People, author: &Author) -> String {
    let role = match author {
        Author::Link(_) => language.say("Den som har en länk", "Holder of a link"),
        Author::Account(_) => language.say("Handläggare", "Member of staff"),
        Author::Program => language.say("Systemet", "The system"),
        Author::Anonymous => language.say("Anonym", "Anonymous"),
    };
    people.get(author).cloned().unwrap_or_else(|| role.to_owned())
}

/// What happened, in words.
pub fn what(language: Language, entry: &Entry) -> String {
    match &entry.fact.content {
        Content::Saved { cells } => {
            let (n, proposed) = (cells.len(), entry.told.proposed.len());
            let saved = language.say(format!("Sparade {n} svar"), format!("Saved {n} answers"));
            match proposed {
                0 => saved,
                _ => format!("{saved}, {proposed} {}", language.say("i konflikt", "in conflict")),
            }
        }
        Content::Signed { role, .. } => format!("{} ({role})", language.say("Godkände", "Signed off")),
        Content::Submitted { cells, .. } => language
            .say(format!("Skickade in, {} svar", cells.len()), format!("Submitted, {} answers", cells.len())),
        Content::ReopeningAsked { why } => {
            format!("{}: {why}", language.say("Bad om att öppnas igen", "Asked to be reopened"))
        }
        Content::Reopened { why } => format!("{}: {why}", language.say("Öppnades igen", "Reopened")),
        Content::Closed => language.say("Stängdes", "Closed").to_owned(),
        Content::Erased { cells, why } => {
            format!("{} ({}): {why}", language.say("Gallrades", "Erased"), cells.len())
        }
    }
}

/// Where a response stands, from what it is now.
pub fn standing(response: &Response, unit: &str, head: &Head) -> Standing {
    Standing {
        response: response.clone(),
        unit: unit.to_owned(),
        state: head.state,
        begun: head.latest.is_some(),
        submitted: head.submitted.as_ref().map(|(_, at)| *at),
        latest: head.cells.values().map(|held| held.at).max(),
        reopening_asked: head.reopening_asked.is_some(),
    }
}

/// What the page shows.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// The desk.
    pub desk: Desk<'a>,
    /// Who answers.
    pub subject: &'a Subject,
    /// What they are called.
    pub name: &'a str,
    /// Each part, and what happened to it; none of a city whose districts answer.
    pub parts: &'a [(Response, Head, Vec<Entry>)],
    /// The links of the subject, the oldest first.
    pub links: &'a [IssuedLink],
    /// Who is who.
    pub people: &'a People,
    /// The day that a new link is proposed to be valid until.
    pub until: &'a str,
    /// What is wrong with the form of a new link.
    pub wrong: &'a [Wrong],
}

/// The page of one who answers.
pub fn subject(shown: &Shown<'_>) -> Markup {
    let desk = &shown.desk;
    let language = desk.language;
    let anonymous = desk.round.class().is_anonymous();
    let is_city = shown.parts.is_empty();
    let root = format!("/enheter/{}", shown.subject.id);
    let rows = shown.parts.iter().map(|(response, head, entries)| {
        let standing = standing(response, &shown.subject.unit, head);
        let name = html! { (desk.part_letter(&response.part)) " – " (desk.part_name(&response.part)) };
        let to = desk.to(&format!("{root}/{}", response.part));
        let last = entries.last().map_or_else(|| "–".to_owned(), |entry| desk.at(entry.at));
        Row {
            header: name,
            cells: vec![
                Cell::markup(response_tag(language, &standing)),
                Cell::time(&last),
                Cell::markup(html! {
                    @if anonymous { (language.say("Visas inte", "Not shown")) }
                    @else { (Link::new(to, language.say("Svar och historik", "Answers and history")).about(response.part.as_str())) }
                }),
            ],
            total: false,
        }
    });
    let columns = vec![
        Column::new(language.say("Del", "Part")),
        Column::new(language.say("Läge", "State")),
        Column::new(language.say("Senast ändrad", "Last change")),
        Column::new(language.say("Svaren", "The answers")),
    ];
    desk.page(At::Units, language.official(shown.name))
        .kicker(if is_city { language.say("Stad", "City") } else { language.say("Enhet", "Unit") })
        .faulty(!shown.wrong.is_empty())
        .back(Link::new(desk.to("/enheter"), language.say("Enheter", "Units")))
        .body(html! {
            (errors(language, shown.wrong))
            @for (response, head, _) in shown.parts {
                @if let Some(why) = &head.reopening_asked {
                    (Notice::new(NoticeKind::Info, format!("{} {}", desk.part_letter(&response.part), language.say("ber om att öppnas igen", "asks to be reopened")))
                        .body(html! {
                            (paragraph(why.as_str()))
                            p { (Link::new(desk.to(&format!("{root}/{}#oppna", response.part)), language.say("Se svaren och öppna", "See the answers and reopen"))) }
                        }).html(language))
                }
            }
            @if anonymous {
                (Notice::new(NoticeKind::Info, language.say("Enskilda svar visas inte", "Single answers are not shown"))
                    .body(paragraph(language.say(
                        "Det är personer som svarar, och ingenting ska leda tillbaka till dem. Här syns bara länkarna.",
                        "Persons answer, and nothing must lead back to them. Only the links are seen here.",
                    ))).html(language))
            }
            @if is_city { (coordinates(desk, shown.subject)) }
            @if !anonymous && !is_city { (Table::new("delar", language.say("Delar", "Parts"), columns, rows.collect()).stacked().html(language)) }
            (links(shown))
            @if desk.may(Action::IssueLinks) { (new_link(shown)) }
            @if !anonymous && !is_city { (history(shown)) }
        })
        .html()
}

/// What a city does, and its districts, who answer.
fn coordinates(desk: &Desk<'_>, city: &Subject) -> Markup {
    let language = desk.language;
    let is_of = |unit: &&Unit| unit.city.as_ref().is_some_and(|of| of.as_str() == city.unit);
    html! {
        (paragraph(language.say(
            "Staden svarar inte själv. Dess samordnare föreslår svar som gäller alla stadsdelar, och varje stadsdel svarar själv:",
            "The city answers nothing itself. Its coordinator offers answers that hold for all districts, and each district answers for itself:",
        )))
        ul {
            @for unit in desk.edition.frame.units.iter().filter(is_of) {
                li { (language.official(unit.name.as_str())) }
            }
        }
    }
}

/// The roles that a new link can have: nobody answers or signs off for a city.
pub fn roles(parts: usize) -> &'static [Role] {
    match parts {
        0 => &[Role::Coordinator],
        _ => &[Role::Coordinator, Role::Respondent, Role::Manager],
    }
}

fn links(shown: &Shown<'_>) -> Markup {
    let desk = &shown.desk;
    let language = desk.language;
    let at = |at: Option<i64>| at.map_or_else(|| "–".to_owned(), |at| desk.at(at));
    let may = desk.may(Action::IssueLinks);
    let row = |issued: &IssuedLink| {
        let author = Author::Link(issued.id.as_str().to_owned());
        let (kind, word) = match issued.link.revoked {
            Some(_) => (TagKind::Closed, language.say("Återkallad", "Revoked")),
            None if issued.link.expires <= desk.now => (TagKind::Closed, language.say("Utgången", "Expired")),
            None if issued.last_used.is_some() => (TagKind::Done, language.say("I bruk", "In use")),
            None => (TagKind::Waiting, language.say("Inte öppnad", "Not opened")),
        };
        let parts = issued.link.parts.as_ref();
        let parts = parts.map_or_else(
            || language.say("alla", "all").to_owned(),
            |parts| parts.iter().cloned().collect::<Vec<_>>().join(", "),
        );
        let name = who(language, shown.people, &author);
        let mut cells = vec![
            Cell::markup(tag(kind, word)),
            Cell::text(parts),
            Cell::text(format!(
                "{} {} {}",
                desk.at(issued.issued),
                language.say("av", "by"),
                who(language, shown.people, &issued.issued_by)
            )),
            Cell::time(&if desk.round.class().is_anonymous() {
                "–".to_owned()
            } else {
                at(issued.last_used)
            }),
            Cell::time(&crate::respond::pass_on::last_day(issued.link.expires)),
        ];
        if may {
            cells.push(Cell::markup(html! {
                @if issued.link.revoked.is_none() {
                    form method="post" action=(desk.to(&format!("/enheter/{}/lankar/aterkalla", shown.subject.id))) {
                        input type="hidden" name="lank" value=(issued.id);
                        (buttons(&[
                            Button::new(ButtonKind::Quiet, language.say("Byt mot ny", "Replace")).sends("gor", "byt").about(name.clone()),
                            Button::new(ButtonKind::Quiet, language.say("Återkalla", "Revoke")).sends("gor", "aterkalla").about(name.clone()),
                        ]))
                    }
                } @else { "–" }
            }));
        }
        Row { header: html! { (name) }, cells, total: false }
    };
    let mut columns = vec![
        Column::new(language.say("Vems", "Whose")),
        Column::new(language.say("Läge", "State")),
        Column::new(language.say("Delar", "Parts")),
        Column::new(language.say("Utfärdad", "Issued")),
        Column::new(language.say("Senast använd", "Last used")),
        Column::new(language.say("Gäller till och med", "Valid through")),
    ];
    if may {
        columns.push(Column::new(language.say("Ändra", "Change")));
    }
    let rows: Vec<Row> = shown.links.iter().map(row).collect();
    html! {
        (heading(Level::Two, Some("lankar"), language.say("Länkar", "Links")))
        @if rows.is_empty() { (paragraph(language.say("Ingen länk är utfärdad ännu.", "No link is issued yet."))) }
        @else { (Table::new("lanklista", language.say("Utfärdade länkar", "Issued links"), columns, rows).stacked().note(language.say(
                "Här syns vilka länkar som finns, men inte deras adresser: en adress visas bara när länken utfärdas. Har någon tappat sin, byt den mot en ny.",
                "Here stands which links there are, not their addresses: an address is shown only when its link is issued. If somebody lost theirs, replace it by a new one.",
            )).html(language))
        }
    }
}

fn new_link(shown: &Shown<'_>) -> Markup {
    let desk = &shown.desk;
    let language = desk.language;
    let roles = RadioGroup {
        choices: roles(shown.parts.len())
            .iter()
            .map(|role| Choice::new(role.id(), role_name(language, *role)))
            .collect(),
        chosen: Some(Role::Coordinator.id()),
    };
    html! {
        (heading(Level::Three, Some("ny-lank"), language.say("Ny länk", "New link")))
        form method="post" action=(desk.to(&format!("/enheter/{}/lankar", shown.subject.id))) {
            (field(language, Field::new("roll", language.say("Roll", "Role"), roles), "roll", shown.wrong))
            (field(language, Field::new("vem", language.say("Vem som får den", "Who gets it"), TextInput::default()).optional(), "vem", shown.wrong))
            (field(language, Field::new("galler", language.say("Gäller till och med", "Valid through"), DateInput { value: shown.until }), "galler", shown.wrong))
            (buttons(&[Button::new(ButtonKind::Secondary, language.say("Utfärda länken", "Issue the link"))]))
        }
    }
}

fn history(shown: &Shown<'_>) -> Markup {
    let desk = &shown.desk;
    let language = desk.language;
    let mut all: Vec<(&str, &Entry)> = shown
        .parts
        .iter()
        .flat_map(|(response, _, entries)| entries.iter().map(|entry| (response.part.as_str(), entry)))
        .collect();
    all.sort_by_key(|(_, entry)| std::cmp::Reverse((entry.no, entry.pos)));
    let row = |(part, entry): &(&str, &Entry)| {
        let to = desk.to(&format!("/enheter/{}/{part}?vid={}", shown.subject.id, entry.fact.id));
        Row {
            header: html! { (Link::new(to, desk.at(entry.at)).about(format!("{} {}", desk.part_letter(part), entry.no))) },
            cells: vec![
                Cell::text(desk.part_letter(part)),
                Cell::text(what(language, entry)),
                Cell::text(who(language, shown.people, &entry.fact.author)),
            ],
            total: false,
        }
    };
    let columns = vec![
        Column::new(language.say("När", "When")),
        Column::new(language.say("Del", "Part")),
        Column::new(language.say("Vad", "What")),
        Column::new(language.say("Vem", "Who")),
    ];
    html! {
        (heading(Level::Two, Some("historik"), language.say("Det som har hänt", "What has happened")))
        @if all.is_empty() { (paragraph(language.say("Ingenting ännu.", "Nothing yet."))) }
        @else {
            (Table::new("handelser", language.say("Det senaste först; en tid visar svaren som de var då", "The latest first; a time shows the answers as they were then"), columns, all.iter().map(row).collect()).stacked().html(language))
        }
    }
}
