//! Who has a session shows once more who they are (*visa att det är du*), before something that much depends on.

use maud::{Markup, html};

use super::sign_in::{Told, notice, till_query};
use super::{password, with_error};
use crate::design::button::{Button, ButtonKind, buttons};
use crate::design::field::Field;
use crate::design::input::{Holds, TextInput, Width};
use crate::design::notice::{Notice, NoticeKind};
use crate::design::shell::Page;
use crate::design::text::{Level, heading, lead, paragraph};
use crate::language::Language;

/// What the page shows.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked<'a> {
    /// Where to go afterwards.
    pub till: &'a str,
    /// Whether something was sent that is not done now.
    pub sent: bool,
    /// Whether there is an organisation's own sign-in.
    pub provider: bool,
    /// What went wrong.
    pub told: Option<Told>,
}

/// Where it is sent to.
pub const PATH: &str = "/konto/igen";

/// The page.
pub fn page(language: Language, asked: &Asked<'_>) -> Markup {
    let code = TextInput { holds: Holds::Code, width: Width::Short, ..TextInput::default() };
    Page::new(language, &language.address("/konto"), language.say("Visa att det är du", "Show that it is you"))
        .faulty(asked.told.is_some())
        .body(html! {
            @if asked.sent {
                (Notice::new(NoticeKind::Warning, language.say("Det du skickade är inte gjort", "What you sent is not done"))
                    .body(paragraph(language.say("Gör om det när du har visat att det är du.", "Do it again when you have shown that it is you.")))
                    .announced()
                    .html(language))
            }
            @if let Some(told) = asked.told { (notice(language, told)) }
            (lead(language.say(
                "Det var ett tag sedan du gav ditt lösenord och en kod. Ge dem igen för att gå vidare: det här ska ingen annan kunna göra vid din skärm.",
                "It was a while ago that you gave your password and a code. Give them again to go on: nobody else is to do this at your screen.",
            )))
            form method="post" action=(language.address(PATH)) {
                input type="hidden" name="till" value=(asked.till);
                (with_error(language, password("losenord", language.say("Lösenord", "Password"), Holds::Password), None))
                (Field::new("kod", language.say("Kod", "Code"), code)
                    .hint(language.say("Sex siffror ur din app.", "Six digits from your app."))
                    .html(language))
                (buttons(&[Button::new(ButtonKind::Primary, language.say("Gå vidare", "Go on"))]))
            }
            @if asked.provider {
                (heading(Level::Two, None, language.say("Loggar du in med din organisation?", "Do you sign in with your organisation?")))
                @let way = format!("/logga-in/extern{}&igen", till_query(Some(asked.till)));
                div.buttons { (Button::leading(ButtonKind::Secondary, language.say("Visa det där", "Show it there"), &language.address(&way))) }
            }
        })
        .html()
}
