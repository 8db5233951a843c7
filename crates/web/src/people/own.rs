//! One's own account (*mitt konto*).

use collection::fact::Instant;
use collection::password::Weak;
use maud::{Markup, html};
use store::Account;

use super::words::{grant_words, weak_words, when};
use super::{password, with_error};
use crate::design::button::{Button, ButtonKind, buttons};
use crate::design::error_summary::{FieldError, error_summary};
use crate::design::field::Field;
use crate::design::input::{Holds, TextInput, Width};
use crate::design::notice::{Notice, NoticeKind};
use crate::design::shell::Page;
use crate::design::summary::{Line, Stands, summary};
use crate::design::text::{Level, heading, paragraph};
use crate::language::Language;
use crate::respond::moment;

/// What became of what was just sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// The password is another now.
    PasswordChanged,
    /// The other sessions are over.
    SessionsEnded,
    /// The present password or the code is not right.
    WrongPassword,
    /// The new password cannot be.
    Weak(Weak),
    /// The new password was not written the same twice.
    Differ,
    /// Too many attempts failed.
    Wait(Instant),
    /// Too many passwords are being looked at.
    Busy,
}

/// What the page shows.
pub struct Shown<'a> {
    /// Whose account.
    pub account: &'a Account,
    /// Their other sessions: begun and last seen.
    pub sessions: &'a [(Instant, Instant)],
    /// What became of what was just sent.
    pub told: Option<Told>,
    /// Now.
    pub now: Instant,
    /// The name of a county or unit.
    pub place: &'a dyn Fn(&str) -> Option<String>,
}

/// The page.
pub fn page(language: Language, address: &str, shown: &Shown<'_>) -> Markup {
    let account = shown.account;
    let roles: Vec<String> =
        account.grants.iter().map(|grant| grant_words(language, grant, shown.place)).collect();
    let line = |term: &'static str, answer: String| Line {
        term: term.into(),
        stands: match answer.is_empty() {
            true => Stands::Missing,
            false => Stands::Answer,
        },
        answer: answer.into(),
        change: None,
    };
    let no_role = || language.say("Ingen ännu", "None yet").to_owned();
    let (present, new) = errors(language, shown);
    let faults: Vec<FieldError<'_>> = [("nuvarande", &present), ("nytt", &new)]
        .into_iter()
        .filter_map(|(field, text)| {
            text.as_ref().map(|text| FieldError { field, text: text.as_str().into() })
        })
        .collect();
    Page::new(language, address, language.say("Mitt konto", "My account"))
        .faulty(!faults.is_empty())
        .body(html! {
            (error_summary(language, &faults))
            @if let Some(done) = done(language, shown.told) { (done) }
            (summary(&[
                line(language.say("Namn", "Name"), account.name.reveal().to_owned()),
                line(language.say("Inloggning", "Signs in with"), account.login.reveal().to_owned()),
                line(language.say("Roller", "Roles"), if roles.is_empty() { no_role() } else { roles.join("; ") }),
            ]))
            (heading(Level::Two, None, language.say("Byt lösenord", "Change password")))
            form method="post" action=(language.address("/konto/losenord")) {
                (with_error(language, password("nuvarande", language.say("Nuvarande lösenord", "Present password"), Holds::Password), present.as_deref()))
                @if account.has_codes {
                    (Field::new("kod", language.say("Kod", "Code"), TextInput { holds: Holds::Code, width: Width::Short, ..TextInput::default() })
                        .hint(language.say("Sex siffror ur din app. En kod gäller en gång.", "Six digits from your app. A code works once."))
                        .html(language))
                }
                (with_error(language, password("nytt", language.say("Nytt lösenord", "New password"), Holds::NewPassword).hint(new_hint(language)), new.as_deref()))
                (with_error(language, password("igen", language.say("Nytt lösenord igen", "New password again"), Holds::NewPassword), None))
                (buttons(&[Button::new(ButtonKind::Primary, language.say("Byt lösenord", "Change password"))]))
            }
            (heading(Level::Two, None, language.say("Andra inloggningar", "Other sessions")))
            @if shown.sessions.is_empty() {
                (paragraph(language.say("Du är inte inloggad någon annanstans.", "You are signed in nowhere else.")))
            } @else {
                ul {
                    @for (begun, seen) in shown.sessions {
                        li {
                            (language.say("Inloggad ", "Signed in ")) (moment(language, *begun))
                            (language.say(", använd senast ", ", last used ")) (moment(language, *seen))
                        }
                    }
                }
                form method="post" action=(language.address("/konto/inloggningar")) {
                    (buttons(&[Button::new(ButtonKind::Secondary, language.say("Avsluta mina andra inloggningar", "End my other sessions"))]))
                }
            }
        })
        .html()
}

/// What a new password must be.
pub(super) fn new_hint(language: Language) -> &'static str {
    language.say(
        "Minst 12 tecken. Några ord som inte hör ihop är lätta att minnas och svåra att gissa.",
        "At least 12 characters. A few words that do not belong together are easy to remember and hard to guess.",
    )
}

/// That two differ.
pub(super) fn differ(language: Language) -> &'static str {
    language.say("De två nya lösenorden är inte lika", "The two new passwords are not the same")
}

/// What is wrong with the present and with the new password.
fn errors(language: Language, shown: &Shown<'_>) -> (Option<String>, Option<String>) {
    match shown.told {
        Some(Told::WrongPassword) => (
            Some(
                language
                    .say(
                        "Det nuvarande lösenordet eller koden stämmer inte",
                        "The present password or the code is not right",
                    )
                    .to_owned(),
            ),
            None,
        ),
        Some(Told::Wait(until)) => (
            Some(format!(
                "{} {}",
                language.say(
                    "Flera försök har misslyckats. Försök igen",
                    "Several attempts have failed. Try again at"
                ),
                when(language, until, shown.now)
            )),
            None,
        ),
        Some(Told::Busy) => (
            Some(
                language
                    .say(
                        "Många loggar in just nu. Försök igen om en stund",
                        "Many are signing in just now. Try again in a moment",
                    )
                    .to_owned(),
            ),
            None,
        ),
        Some(Told::Weak(why)) => (None, Some(weak_words(language, why).to_owned())),
        Some(Told::Differ) => (None, Some(differ(language).to_owned())),
        Some(Told::PasswordChanged | Told::SessionsEnded) | None => (None, None),
    }
}

fn done(language: Language, told: Option<Told>) -> Option<Markup> {
    let title = match told? {
        Told::PasswordChanged => language.say(
            "Lösenordet är bytt, och dina andra inloggningar är avslutade",
            "The password is changed, and your other sessions are ended",
        ),
        Told::SessionsEnded => {
            language.say("Dina andra inloggningar är avslutade", "Your other sessions are ended")
        }
        Told::WrongPassword | Told::Weak(_) | Told::Differ | Told::Wait(_) | Told::Busy => return None,
    };
    Some(Notice::new(NoticeKind::Success, title).announced().html(language))
}
