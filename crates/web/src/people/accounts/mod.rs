//! Everybody's accounts (*konton*), for those who manage them: all of them, and a new one. [`one`]: what is done to one.

pub mod one;

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
    /// The name of a county or unit.
    pub place: &'a dyn Fn(&str) -> Option<String>,
}

/// The page.
pub fn page(language: Language, address: &str, shown: &Shown<'_>) -> Markup {
    let errors: Vec<FieldError<'_>> =
        shown.faults.iter().map(|(field, text)| FieldError { field, text: (*text).into() }).collect();
    Page::new(language, address, language.say("Konton", "Accounts"))
        .faulty(!errors.is_empty())
        .wide()
        .body(html! {
            (error_summary(language, &errors))
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
    ];
    let row = |account: &Account| Row {
        header: html! { (Link::new(address_of(language, account), account.name.reveal())) },
        cells: vec![
            Cell::text(account.login.reveal().to_owned()),
            Cell::text(roles_of(language, account, shown.place)),
            Cell::markup(state(language, account)),
        ],
        total: false,
    };
    let rows = shown.accounts.iter().map(row).collect();
    let caption =
        language.say("Alla konton; välj ett för att ändra det", "All accounts; choose one to change it");
    Table::new("konton", caption, columns, rows).stacked().html(language)
}

/// Where an account is changed.
fn address_of(language: Language, account: &Account) -> String {
    language.address(&format!("/konton/{}", account.id))
}

fn roles_of(language: Language, account: &Account, place: &dyn Fn(&str) -> Option<String>) -> String {
    let roles: Vec<String> = account.grants.iter().map(|grant| grant_words(language, grant, place)).collect();
    roles.join("; ")
}

fn state(language: Language, account: &Account) -> Markup {
    match (account.disabled, account.has_password, account.has_codes) {
        (Some(_), ..) => tag(TagKind::Closed, language.say("Avstängt", "Disabled")),
        (None, true, true) => tag(TagKind::Done, language.say("I bruk", "In use")),
        (None, true, false) => {
            tag(TagKind::Waiting, language.say("Kodapp inte ansluten", "Authenticator app not set up"))
        }
        (None, false, _) => {
            tag(TagKind::Waiting, language.say("Har inget lösenord ännu", "Has no password yet"))
        }
    }
}

/// With a capital letter, where it stands alone.
fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

fn form(language: Language, shown: &Shown<'_>) -> Markup {
    let typed = shown.typed;
    let fault = |field: &str| shown.faults.iter().find(|(known, _)| *known == field).map(|(_, text)| *text);
    let login = TextInput { value: &typed.login, holds: Holds::Text, ..TextInput::default() };
    let name = TextInput { value: &typed.name, ..TextInput::default() };
    let place = TextInput { value: &typed.place, width: Width::Short, ..TextInput::default() };
    let roles = CheckboxGroup {
        choices: Role::ALL
            .iter()
            .map(|role| Choice::new(role.id(), capital(role_words(language, *role))))
            .collect(),
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
