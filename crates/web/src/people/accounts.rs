//! Everybody's accounts (*konton*), for those who manage them.

use collection::access::Role;
use collection::round::Round;
use maud::{Markup, html};
use store::Account;

use super::with_error;
use super::words::{grant_words, role_words};
use crate::design::button::{Button, ButtonKind, buttons};
use crate::design::choice::{CheckboxGroup, Choice, RadioGroup};
use crate::design::error_summary::{FieldError, error_summary};
use crate::design::field::Field;
use crate::design::input::{Holds, TextInput, Width};
use crate::design::notice::{Notice, NoticeKind};
use crate::design::shell::Page;
use crate::design::table::{Cell, Column, Row, Table};
use crate::design::tag::{TagKind, tag};
use crate::design::text::{Level, Link, heading, paragraph};
use crate::language::Language;

/// A new account as it was typed.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// The address.
    pub login: String,
    /// The name.
    pub name: String,
    /// The ids of roles.
    pub roles: Vec<String>,
    /// The id of a round; empty: every round.
    pub round: String,
    /// The code of a county or unit; empty: the whole country.
    pub place: String,
}

/// In place of an account: all of them, and all links.
pub const EVERYBODY: &str = "alla";

/// What is wrong with a field of a new account.
pub type Fault = (&'static str, &'static str);

/// What became of what was just sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// It is done.
    Done,
    /// It is not, and why.
    NotDone(&'static str),
}

/// What the page shows.
pub struct Shown<'a> {
    /// All accounts.
    pub accounts: &'a [Account],
    /// All rounds.
    pub rounds: &'a [Round],
    /// A new account as it was typed, and what is wrong with it.
    pub typed: &'a Typed,
    /// The faults.
    pub faults: &'a [Fault],
    /// What became of something else.
    pub told: Option<Told>,
    /// The name of a county or unit.
    pub place: &'a dyn Fn(&str) -> Option<String>,
}

/// The page.
pub fn page(language: Language, address: &str, shown: &Shown<'_>) -> Markup {
    let errors: Vec<FieldError<'_>> =
        shown.faults.iter().map(|(field, text)| FieldError { field, text: (*text).into() }).collect();
    Page::new(language, address, language.say("Konton", "Accounts"))
        .back(Link::new(language.address("/konto"), language.say("Mitt konto", "My account")))
        .faulty(!errors.is_empty())
        .wide()
        .body(html! {
            (error_summary(language, &errors))
            @match &shown.told {
                Some(Told::Done) => (Notice::new(NoticeKind::Success, language.say("Ändringen är gjord", "The change is made")).announced().html(language)),
                Some(Told::NotDone(why)) => (Notice::new(NoticeKind::Error, *why).announced().html(language)),
                None => {}
            }
            (table(language, shown))
            (heading(Level::Two, None, language.say("Nytt konto", "New account")))
            (paragraph(language.say(
                "Du får en länk att lämna till personen, som väljer sitt eget lösenord. Ingen annan får veta det.",
                "You get a link to hand to the person, who chooses their own password. Nobody else learns it.",
            )))
            (form(language, shown))
            (heading(Level::Two, None, language.say("Alla inloggningar", "All sessions")))
            (paragraph(language.say(
                "Loggar ut alla utom dig: alla med konto och alla som svarar på en enkät. Det som är sparat finns kvar, och deras länkar och lösenord gäller fortfarande.",
                "Signs out everybody but you: all who have accounts and all who answer a questionnaire. What was saved is still there, and their links and passwords still hold.",
            )))
            form method="post" action={ (language.address("/konton")) "/" (EVERYBODY) "/logga-ut" } {
                (buttons(&[Button::new(ButtonKind::Danger, language.say("Avsluta allas inloggningar", "End everybody’s sessions"))]))
            }
        })
        .html()
}

fn table(language: Language, shown: &Shown<'_>) -> Markup {
    let columns = vec![
        Column::new(language.say("Namn", "Name")),
        Column::new(language.say("Inloggning", "Signs in with")),
        Column::new(language.say("Roller", "Roles")),
        Column::new(language.say("Läge", "State")),
        Column::new(language.say("Ändra", "Change")),
    ];
    let rows = shown.accounts.iter().map(|account| row(language, account, shown.place)).collect();
    Table::new("konton", language.say("Alla konton", "All accounts"), columns, rows).html(language)
}

fn row(language: Language, account: &Account, place: &dyn Fn(&str) -> Option<String>) -> Row {
    let state = match (account.disabled, account.has_codes) {
        (Some(_), _) => tag(TagKind::Closed, language.say("avstängt", "disabled")),
        (None, true) => tag(TagKind::Done, language.say("i bruk", "in use")),
        (None, false) => tag(TagKind::Waiting, language.say("har inga koder ännu", "has no codes yet")),
    };
    let roles: Vec<String> = account.grants.iter().map(|grant| grant_words(language, grant, place)).collect();
    let act = |action: &str, words: &'static str| {
        html! {
            form method="post" action={ (language.address("/konton")) "/" (account.id) "/" (action) } {
                (Button::new(ButtonKind::Quiet, words).about(account.name.reveal().to_owned()))
            }
        }
    };
    let acts = html! {
        @if account.disabled.is_some() {
            (act("oppna", language.say("Öppna igen", "Enable")))
        } @else {
            (act("avstang", language.say("Stäng av", "Disable")))
            @if account.has_password || account.has_codes {
                (act("logga-ut", language.say("Avsluta inloggningar", "End sessions")))
            }
            @if account.has_codes {
                (act("koder", language.say("Nollställ koder", "Reset codes")))
            }
            @if account.has_password {
                (act("glomt", language.say("Glömt lösenord", "Password forgotten")))
            } @else {
                (act("bjud-in", language.say("Ny länk", "New link")))
            }
        }
    };
    Row {
        header: html! { (account.name.reveal()) },
        cells: vec![
            Cell::text(account.login.reveal().to_owned()),
            Cell::text(roles.join("; ")),
            Cell::markup(state),
            Cell::markup(acts),
        ],
        total: false,
    }
}

fn form(language: Language, shown: &Shown<'_>) -> Markup {
    let typed = shown.typed;
    let fault = |field: &str| shown.faults.iter().find(|(known, _)| *known == field).map(|(_, text)| *text);
    let login = TextInput { value: &typed.login, holds: Holds::Text, ..TextInput::default() };
    let name = TextInput { value: &typed.name, ..TextInput::default() };
    let place = TextInput { value: &typed.place, width: Width::Short, ..TextInput::default() };
    let roles = CheckboxGroup {
        choices: Role::ALL.iter().map(|role| Choice::new(role.id(), role_words(language, *role))).collect(),
        alone: None,
        chosen: typed.roles.iter().map(String::as_str).collect(),
    };
    let mut rounds = vec![Choice::new("", language.say("Alla omgångar", "Every round"))];
    rounds.extend(shown.rounds.iter().map(|round| Choice::new(round.id.as_str(), round.name.as_str())));
    let rounds = RadioGroup { choices: rounds, chosen: Some(&typed.round) };
    let roles = Field::new("roll", language.say("Roller", "Roles"), roles);
    let roles = match fault("roll") {
        Some(text) => roles.error(text),
        None => roles,
    };
    let rounds = Field::new("omgang", language.say("I vilken omgång", "In which round"), rounds);
    html! {
        form method="post" action=(language.address("/konton")) {
            (with_error(language, Field::new("adress", language.say("E-postadress", "E-mail address"), login), fault("adress")))
            (with_error(language, Field::new("namn", language.say("Namn", "Name"), name), fault("namn")))
            (roles.html(language))
            (rounds.html(language))
            (with_error(
                language,
                Field::new("plats", language.say("Län eller kommun", "County or municipality"), place)
                    .hint(language.say(
                        "Koden, till exempel 06 eller 0643. Tomt: hela landet. Bara den som har hela landet och alla omgångar kan hantera konton.",
                        "The code, such as 06 or 0643. Empty: the whole country. Only who has the whole country and every round can manage accounts.",
                    ))
                    .optional(),
                fault("plats"),
            ))
            (buttons(&[Button::new(ButtonKind::Primary, language.say("Skapa konto", "Create account"))]))
        }
    }
}

/// The link to hand over, shown this once. `link` is its path, or whole address.
pub fn hand_over(language: Language, address: &str, account: &Account, link: &str, until: &str) -> Markup {
    Page::new(language, address, language.say("Länk att lämna över", "Link to hand over"))
        .back(Link::new(language.address("/konton"), language.say("Konton", "Accounts")))
        .body(html! {
            (paragraph(language.say(
                "Lämna länken till personen på ett sätt som ingen annan läser, gärna muntligt eller i ett eget meddelande. Den visas bara nu och fungerar en gång.",
                "Hand the link to the person in a way that nobody else reads, best by word of mouth or in a message of its own. It is shown only now and works once.",
            )))
            p { (language.say("Till: ", "To: ")) (account.name.reveal()) ", " (account.login.reveal()) }
            p { strong translate="no" { (link) } }
            (paragraph(format!("{} {until}.", language.say("Länken gäller till", "The link is valid until"))))
            (paragraph(language.say(
                "Glömde du den? Välj Ny länk vid kontot: då slutar den här att gälla.",
                "Did you lose it? Choose New link beside the account: then this one ends.",
            )))
        })
        .html()
}
