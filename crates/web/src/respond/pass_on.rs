//! Passing parts on (*dela*): a link of their own for each colleague and for the manager, and what became of those given.

use std::collections::BTreeSet;

use collection::access::Role;
use collection::fact::Instant;
use collection::ids::LinkId;
use domain::PartCode;
use maud::{Markup, html};

use super::form::{Fields, shown_again};
use super::{Setting, hidden, local};
use crate::design::button::{Button, ButtonKind, buttons};
use crate::design::choice::{CheckboxGroup, Choice, RadioGroup};
use crate::design::copy::copyable;
use crate::design::empty::empty_state;
use crate::design::error_summary::{FieldError, error_summary};
use crate::design::field::Field;
use crate::design::input::{DateInput, Holds, TextInput};
use crate::design::notice::{Notice, NoticeKind};
use crate::design::table::{Cell, Column, Row, Table};
use crate::design::tag::{TagKind, tag};
use crate::design::text::{Level, day, heading, lead, paragraph};

mod read;

pub use read::{Fault, Wanted, fault_of, given_already, read_pass_on};

const NAME: &str = "namn";
const PARTS: &str = "del";
const ROLE: &str = "roll";
const UNTIL: &str = "till";
/// Which link is revoked.
pub const LINK: &str = "lank";

/// A link that was given.
#[derive(Clone, Debug)]
pub struct Given {
    /// Its id.
    pub id: LinkId,
    /// Who has it.
    pub name: String,
    /// The parts; none: all.
    pub parts: Option<BTreeSet<String>>,
    /// What its holder does.
    pub role: Role,
    /// From this moment it opens nothing.
    pub expires: Instant,
    /// When it was revoked.
    pub revoked: Option<Instant>,
    /// When it was last used.
    pub last_used: Option<Instant>,
    /// Whether the reader may take it back.
    pub takes_back: bool,
}

/// A link that was made just now; it is shown this once.
#[derive(Clone, Copy, Debug)]
pub struct New<'a> {
    /// The whole address.
    pub address: &'a str,
    /// What was given.
    pub wanted: &'a Wanted,
}

/// What the page is made from.
#[derive(Clone, Copy, Debug)]
pub struct PassOn<'a> {
    /// What is the same on every page.
    pub setting: Setting<'a>,
    /// The parts that can be passed on.
    pub parts: &'a [PartCode],
    /// What was given before.
    pub given: &'a [Given],
    /// When a new link ends unless somebody says otherwise: the coordinator's own end.
    pub until: Instant,
    /// Now.
    pub now: Instant,
    /// Whether the round is open, so that anything can be passed on.
    pub may: bool,
    /// What was sent and is wrong.
    pub sent: Option<(&'a Fields, &'a [Fault])>,
    /// What was made just now.
    pub new: Option<New<'a>>,
}

/// The last day on which a link opens something.
pub(crate) fn last_day(until: Instant) -> String {
    local(until - 1).0
}

/// What a role is called here.
fn role_words(setting: &Setting<'_>, role: Role) -> &'static str {
    let language = setting.language;
    match role {
        Role::Coordinator => language.say("Samordnar", "Coordinates"),
        Role::Manager => language.say("Godkänner", "Signs off"),
        Role::Respondent | Role::Individual => language.say("Svarar", "Answers"),
        Role::NationalAnalyst | Role::Reviewer | Role::Publisher | Role::RegionalAnalyst | Role::Reader => {
            language.say("Handläggare", "Staff")
        }
    }
}

/// The page as HTML.
pub fn pass_on(page: &PassOn<'_>) -> Markup {
    let setting = &page.setting;
    let language = setting.language;
    let address = setting.pass_on();
    let faults = page.sent.map_or(&[][..], |(_, faults)| faults);
    let errors: Vec<FieldError<'_>> = faults
        .iter()
        .map(|fault| FieldError { field: fault.field, text: fault.said.get(language).into() })
        .collect();
    setting
        .quiet_shell(&address, language.say("Dela med kollegor och chef", "Share with colleagues and manager"), Some(setting.way_back()))
        .faulty(!errors.is_empty())
        .body(html! {
            (error_summary(language, &errors))
            @if let Some(new) = &page.new { (made(page, new)) }
            @if page.new.is_none() { (lead(language.say(
                "Var och en får en egen länk. Då ser ni vem som svarat på vad, och en länk kan återkallas utan att de andra märker det.",
                "Everybody gets a link of their own. So you see who answered what, and one link can be revoked without the others noticing.",
            ))) }
            @if page.may { (form(page, faults, &address)) } @else {
                (Notice::new(NoticeKind::Info, language.say("Insamlingen är inte öppen", "The collection is not open"))
                    .body(paragraph(language.say(
                        "Nya länkar kan inte ges nu. De som finns kan återkallas.",
                        "New links cannot be given now. Those that exist can be revoked.",
                    ))).html(language))
            }
            (heading(Level::Two, None, language.say("Länkar som finns", "Links that exist")))
            (list(page))
        })
        .html()
}

/// The new link, with words to send it with.
fn made(page: &PassOn<'_>, new: &New<'_>) -> Markup {
    let setting = &page.setting;
    let language = setting.language;
    let name = new.wanted.name.reveal();
    let parts = part_words(setting, Some(&new.wanted.parts));
    let day = last_day(new.wanted.until);
    let edition = setting.text(&setting.edition.name);
    let (edition, unit) = (edition.text(), &setting.unit.name);
    // A message to somebody in Sweden, whatever language the page is in: both are offered by the two versions of the page.
    let what = match new.wanted.role {
        Role::Manager => language.say("läsa och godkänna svaren", "read the answers and sign them off"),
        Role::NationalAnalyst
        | Role::Reviewer
        | Role::Publisher
        | Role::Coordinator
        | Role::Respondent
        | Role::RegionalAnalyst
        | Role::Reader
        | Role::Individual => language.say("svara på frågorna", "answer the questions"),
    };
    let words = language.say(
        format!(
            "Hej {name}!\n\nHär är din länk till {edition}, {unit}. Med den kan du {what} i {parts}.\n\n{}\n\nLänken är personlig, skicka den inte vidare. Den gäller till och med {day}. Det du skriver sparas hela tiden.",
            new.address
        ),
        format!(
            "Hello {name},\n\nHere is your link to {edition}, {unit}. With it you can {what} in {parts}.\n\n{}\n\nThe link is personal, please do not forward it. It is valid until {day}. What you write is saved as you go.",
            new.address
        ),
    );
    html! {
        (Notice::new(NoticeKind::Success, format!("{} {name}", language.say("Länken är klar att skicka till", "The link is ready to be sent to")))
            .announced()
            .body(paragraph(language.say(
                "Den visas bara nu, eftersom vi inte sparar den. Kopiera den eller hela meddelandet och skicka det själv. Kommer länken bort gör ni en ny.",
                "It is shown only now, because we do not keep it. Copy it or the whole message and send it yourself. If it is lost, make a new one.",
            )))
            .html(language))
        (copyable(language, "lankadress", language.say("Länken", "The link"), new.address, 2))
        (copyable(language, "meddelande", language.say("Meddelande att skicka", "Message to send"), &words, 12))
    }
}

fn part_words(setting: &Setting<'_>, parts: Option<&BTreeSet<String>>) -> String {
    let language = setting.language;
    match parts {
        None => language.say("alla delar", "all parts").to_owned(),
        Some(parts) => {
            let codes: Vec<&str> = parts.iter().map(String::as_str).collect();
            let word = match codes.len() {
                1 => language.say("del", "part"),
                _ => language.say("delarna", "parts"),
            };
            match codes.split_last() {
                Some((last, [])) => format!("{word} {last}"),
                Some((last, first)) => {
                    format!("{word} {} {} {last}", first.join(", "), language.say("och", "and"))
                }
                None => String::new(),
            }
        }
    }
}

fn form(page: &PassOn<'_>, faults: &[Fault], address: &str) -> Markup {
    let setting = &page.setting;
    let language = setting.language;
    let fields = page.sent.map_or(&[][..], |(fields, _)| fields);
    let was_sent = page.sent.is_some();
    let text = |name: &str| {
        fields.iter().find(|(known, _)| known == name).map(|(_, text)| shown_again(text)).unwrap_or_default()
    };
    let (name, role, until) =
        (text(NAME), text(ROLE), if was_sent { text(UNTIL) } else { last_day(page.until) });
    let role = if was_sent { role.as_str() } else { "respondent" };
    let chosen: Vec<&str> = match (was_sent, page.parts) {
        (true, _) => fields.iter().filter(|(name, _)| name == PARTS).map(|(_, part)| part.as_str()).collect(),
        (false, [only]) => vec![only.as_str()],
        (false, _) => Vec::new(),
    };
    let choices: Vec<Choice<'_>> = page
        .parts
        .iter()
        .map(|code| {
            let named = setting.part_named(code).map(|part| setting.text(&part.name));
            let text = match &named {
                Some(named) => format!("{}: {}", setting.part_letter(code), named.text()),
                None => setting.part_letter(code),
            };
            let is_official = named.is_some_and(|named| named.lang().is_some());
            if is_official {
                Choice::new(code.as_str(), language.official(text))
            } else {
                Choice::new(code.as_str(), text)
            }
        })
        .collect();
    let fault = |field: &str| {
        faults.iter().find(|fault| fault.field == field).map(|fault| fault.said.get(language).to_owned())
    };
    let name_input = TextInput { value: &name, holds: Holds::Text, ..TextInput::default() };
    let roles = RadioGroup {
        choices: vec![
            Choice::new("respondent", language.say("Svara på frågorna", "Answer the questions")),
            Choice::new(
                "manager",
                language.say(
                    "Läsa svaren och godkänna dem, som chef",
                    "Read the answers and sign them off, as a manager",
                ),
            ),
        ],
        chosen: Some(role),
    };
    let end = format!(
        "{} {}.",
        language.say("Senast er egen länks sista dag,", "At the latest the last day of your own link,"),
        last_day(page.until)
    );
    html! {
        (heading(Level::Two, None, language.say("Ny länk", "New link")))
        form method="post" action=(address) {
            (setting.hidden_fields())
            (with(Field::new(NAME, language.say("Kollegans eller chefens namn", "Name of your colleague or manager"), name_input)
                .hint(language.say("Namnet syns för er som svarar, aldrig i det som publiceras.", "The name is seen by those of you who answer, never in what is published.")), fault(NAME)).html(language))
            (with(Field::new(ROLE, language.say("Vad länken är till för", "What the link is for"), roles), fault(ROLE)).html(language))
            (with(Field::new(PARTS, language.say("Vilka delar", "Which parts"), CheckboxGroup { choices, alone: None, chosen }), fault(PARTS)).html(language))
            (with(Field::new(UNTIL, language.say("Gäller till och med", "Valid through"), DateInput { value: &until }).hint(end.as_str()), fault(UNTIL)).html(language))
            (buttons(&[Button::new(ButtonKind::Primary, language.say("Gör en länk", "Make a link"))]))
        }
    }
}

fn with<C: crate::design::field::Control>(field: Field<'_, C>, fault: Option<String>) -> Field<'_, C> {
    match fault {
        Some(text) => field.error(text),
        None => field,
    }
}

fn list(page: &PassOn<'_>) -> Markup {
    let setting = &page.setting;
    let language = setting.language;
    if page.given.is_empty() {
        return empty_state(
            language.say("Inga länkar ännu", "No links yet"),
            language.say(
                "När ni har delat en del syns det här.",
                "When you have shared a part, it is shown here.",
            ),
            None,
        );
    }
    let columns = vec![Column::new(language.say("Vem", "Who")), Column::new(language.say("Läge", "State"))];
    let rows = page.given.iter().map(|given| row(page, given)).collect();
    Table::new(
        "lankar",
        language
            .say("Vem som har en länk, och om den är öppnad", "Who has a link, and whether it was opened"),
        columns,
        rows,
    )
    .stacked()
    .html(language)
}

fn row(page: &PassOn<'_>, given: &Given) -> Row {
    let setting = &page.setting;
    let language = setting.language;
    let parts = part_words(setting, given.parts.as_ref());
    let does = format!("{}: {parts}", role_words(setting, given.role));
    let told = |words: &'static str, at: &str| html! { (words) " " (day(at)) };
    let until = told(language.say("Gäller till och med", "Valid through"), &last_day(given.expires));
    let used = given.last_used.map(|at| told(language.say("Senast använd", "Last used"), &local(at).0));
    let is_open = given.revoked.is_none() && given.expires > page.now;
    let (kind, word) = match (given.revoked, is_open, given.last_used) {
        (Some(_), ..) => (TagKind::Closed, language.say("Återkallad", "Revoked")),
        (None, false, _) => (TagKind::Closed, language.say("Har gått ut", "Expired")),
        (None, true, None) => (TagKind::Waiting, language.say("Inte öppnad", "Not opened")),
        (None, true, Some(_)) => (TagKind::Done, language.say("I bruk", "In use")),
    };
    let state = html! {
        (tag(kind, word))
        @if let Some(used) = used { br; (used) }
        @if is_open { br; (until) }
    };
    let action = format!("{}/aterta", setting.pass_on());
    let back = html! {
        @if given.takes_back && given.revoked.is_none() && is_open {
            form method="post" action=(action) {
                (setting.hidden_fields())
                (hidden(LINK, given.id.as_str()))
                (Button::new(ButtonKind::Quiet, language.say("Återkalla", "Revoke")).about(given.name.as_str()))
            }
        }
    };
    Row {
        header: html! { strong { (given.name) } br; (does) },
        cells: vec![Cell::markup(html! { (state) (back) })],
        total: false,
    }
}
