//! The first password (*första lösenordet*), chosen by whoever was handed the link.

use maud::{Markup, html};
use store::Account;

use super::own::new_hint;
use super::{password, with_error};
use crate::design::button::{Button, ButtonKind, buttons};
use crate::design::error_summary::{FieldError, error_summary};
use crate::design::input::Holds;
use crate::design::shell::Page;
use crate::design::text::lead;
use crate::language::Language;

/// The page; `wrong` says why a password was not taken.
pub fn page(language: Language, address: &str, account: &Account, wrong: Option<&str>) -> Markup {
    let faults: Vec<FieldError<'_>> =
        wrong.iter().map(|text| FieldError { field: "nytt", text: (*text).into() }).collect();
    Page::new(language, address, language.say("Välj ditt lösenord", "Choose your password"))
        .faulty(wrong.is_some())
        .body(html! {
            (error_summary(language, &faults))
            (lead(format!(
                "{} {}.",
                language.say("Kontot är ditt och du loggar in med", "The account is yours and you sign in with"),
                account.login.reveal()
            )))
            form method="post" action=(address) {
                (with_error(language, password("nytt", language.say("Lösenord", "Password"), Holds::NewPassword).hint(new_hint(language)), wrong))
                (with_error(language, password("igen", language.say("Lösenord igen", "Password again"), Holds::NewPassword), None))
                (buttons(&[Button::new(ButtonKind::Primary, language.say("Spara lösenordet", "Save the password"))]))
            }
        })
        .html()
}

/// That two differ.
pub fn differ(language: Language) -> &'static str {
    super::own::differ(language)
}
