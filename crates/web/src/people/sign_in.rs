//! Signing in (*logga in*).

use collection::fact::Instant;
use collection::totp::Secret;
use maud::{Markup, html};
use qrcode::{Color, QrCode};

use super::words::when;
use super::{password, with_error};
use crate::design::button::{Button, ButtonKind, buttons};
use crate::design::field::Field;
use crate::design::input::{Holds, TextInput, Width};
use crate::design::notice::{Notice, NoticeKind};
use crate::design::shell::Page;
use crate::design::text::{Level, Link, heading, lead, paragraph};
use crate::language::Language;

/// What is told to somebody who is not signed in yet. None of it says whether there is an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// Address, password or code are not right.
    Wrong,
    /// Too many attempts failed; from when the next is looked at, and what time it is.
    Wait {
        /// From when.
        until: Instant,
        /// Now.
        now: Instant,
    },
    /// Too many passwords are being looked at.
    Busy,
    /// The organisation's provider does not answer.
    ProviderDown,
    /// It did not say who it is, or what it said is not to be trusted.
    ProviderRefused,
    /// It said who it is, and no account is theirs.
    NoAccount,
    /// The first password is set.
    PasswordSet,
}

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct Asked<'a> {
    /// The address that was typed.
    pub login: &'a str,
    /// Where to go afterwards.
    pub till: Option<&'a str>,
    /// What the organisation's own sign-in is called, if there is one.
    pub provider: Option<&'a str>,
    /// What went wrong.
    pub told: Option<Told>,
    /// What is to be set up: an app reads it, and shows the first code.
    pub set_up: Option<&'a Secret>,
}

/// The page.
pub fn page(language: Language, address: &str, asked: &Asked<'_>) -> Markup {
    let title = match asked.set_up {
        None => language.say("Logga in", "Sign in"),
        Some(_) => language.say("Skaffa koder", "Set up codes"),
    };
    let faulty = asked.told.is_some_and(|told| told != Told::PasswordSet);
    Page::new(language, address, title)
        .faulty(faulty)
        .body(html! {
            @if let Some(told) = asked.told { (notice(language, told)) }
            @if let Some(secret) = asked.set_up { (set_up(language, secret, asked.login)) }
            (form(language, asked))
            @if let (Some(name), None) = (asked.provider, asked.set_up) {
                (heading(Level::Two, None, language.say("Logga in med din organisation", "Sign in with your organisation")))
                (paragraph(language.say(
                    "Då används din organisations inloggning, och du behöver inget lösenord här.",
                    "Your organisation’s own sign-in is used, and you need no password here.",
                )))
                @let way = format!("/logga-in/extern{}", till_query(asked.till));
                div.buttons { (Button::leading(ButtonKind::Secondary, name, &language.address(&way))) }
            }
            @if asked.set_up.is_none() {
                (heading(Level::Two, None, language.say("Svarar du på en enkät?", "Do you answer a questionnaire?")))
                p {
                    (language.say("Då behöver du inget konto. ", "Then you need no account. "))
                    (Link::new(language.address("/lank"), language.say("Öppna din länk eller skriv in din kod", "Open your link or enter your code")))
                    "."
                }
            }
        })
        .html()
}

/// `?till=…`, if there is somewhere to go.
pub fn till_query(till: Option<&str>) -> String {
    let escape = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'/' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    till.map_or_else(String::new, |till| format!("?till={}", till.bytes().map(escape).collect::<String>()))
}

fn form(language: Language, asked: &Asked<'_>) -> Markup {
    let login = TextInput { value: asked.login, holds: Holds::Login, ..TextInput::default() };
    let code = TextInput { holds: Holds::Code, width: Width::Short, ..TextInput::default() };
    let hint = match asked.set_up {
        None => language.say(
            "Sex siffror ur din app. Första gången du loggar in har du ingen kod: lämna fältet tomt.",
            "Six digits from your app. The first time you sign in you have no code: leave the field empty.",
        ),
        Some(_) => {
            language.say("De sex siffror som appen visar nu.", "The six digits that the app shows now.")
        }
    };
    let button = match asked.set_up {
        None => language.say("Logga in", "Sign in"),
        Some(_) => language.say("Slutför och logga in", "Finish and sign in"),
    };
    html! {
        form method="post" action=(language.address("/logga-in")) {
            @if let Some(till) = asked.till { input type="hidden" name="till" value=(till); }
            (Field::new("adress", language.say("E-postadress", "E-mail address"), login).html(language))
            (with_error(language, password("losenord", language.say("Lösenord", "Password"), Holds::Password), None))
            (Field::new("kod", language.say("Kod", "Code"), code).hint(hint).html(language))
            (buttons(&[Button::new(ButtonKind::Primary, button)]))
        }
    }
}

pub(super) fn notice(language: Language, told: Told) -> Markup {
    let (kind, title, more) = match told {
        Told::Wrong => (
            NoticeKind::Error,
            language.say("Det gick inte att logga in", "You could not be signed in").to_owned(),
            language.say(
                "Adressen, lösenordet eller koden stämmer inte. En kod gäller en gång: vänta på nästa. Har du bytt telefon, be den som hanterar konton att nollställa dina koder.",
                "The address, the password or the code is not right. A code works once: wait for the next. If you have a new telephone, ask those who manage accounts to reset your codes.",
            ).to_owned(),
        ),
        Told::Wait { until, now } => (
            NoticeKind::Warning,
            language.say("Vänta innan du försöker igen", "Wait before you try again").to_owned(),
            format!(
                "{} {}. {}",
                language.say("Flera försök har misslyckats. Du kan försöka igen", "Several attempts have failed. You can try again at"),
                when(language, until, now),
                language.say("Försök som görs innan dess prövas inte.", "Attempts made before that are not looked at."),
            ),
        ),
        Told::Busy => (
            NoticeKind::Warning,
            language.say("Många loggar in just nu", "Many are signing in just now").to_owned(),
            language.say("Vänta en stund och försök igen. Försöket räknas inte.", "Wait a moment and try again. The attempt is not counted.").to_owned(),
        ),
        Told::ProviderDown => (
            NoticeKind::Warning,
            language.say("Din organisations inloggning svarar inte", "Your organisation’s sign-in does not answer").to_owned(),
            language.say("Logga in med lösenord, eller försök igen om en stund.", "Sign in with your password, or try again in a while.").to_owned(),
        ),
        Told::ProviderRefused => (
            NoticeKind::Error,
            language.say("Inloggningen blev inte klar", "The sign-in was not completed").to_owned(),
            language.say(
                "Den avbröts, tog för lång tid eller påbörjades i en annan webbläsare. Börja om, eller logga in med lösenord.",
                "It was interrupted, took too long or was begun in another browser. Begin again, or sign in with your password.",
            ).to_owned(),
        ),
        Told::NoAccount => (
            NoticeKind::Error,
            language.say("Du har inte tillgång till tjänsten", "You have no access to this service").to_owned(),
            language.say(
                "Din organisation har intygat vem du är, men inget konto här är ditt. Be den som hanterar konton om ett.",
                "Your organisation has confirmed who you are, but no account here is yours. Ask those who manage accounts for one.",
            ).to_owned(),
        ),
        Told::PasswordSet => (
            NoticeKind::Success,
            language.say("Lösenordet är satt", "The password is set").to_owned(),
            language.say("Logga in med det. Du skaffar koder i samma steg.", "Sign in with it. You set up codes in the same step.").to_owned(),
        ),
    };
    Notice::new(kind, title).body(paragraph(more)).announced().html(language)
}

fn set_up(language: Language, secret: &Secret, login: &str) -> Markup {
    let address = secret.reveal_address(language.say("Jämför", "Jamfor"), login);
    let text = secret.reveal();
    let groups: Vec<&str> = (0..text.len()).step_by(4).filter_map(|at| text.get(at..at + 4)).collect();
    html! {
        (lead(language.say(
            "Lösenordet stämmer. För att logga in behövs också en kod ur en app, till exempel Microsoft Authenticator, Google Authenticator eller en lösenordshanterare.",
            "The password is right. To sign in you also need a code from an app, such as Microsoft Authenticator, Google Authenticator or a password manager.",
        )))
        (heading(Level::Two, None, language.say("1. Lägg till tjänsten i appen", "1. Add this service to the app")))
        (paragraph(language.say(
            "Läs av rutan med appen, öppna den på den här enheten, eller skriv in nyckeln för hand.",
            "Scan the square with the app, open it on this device, or type the key.",
        )))
        (square(language, &address))
        p { (Link::new(address, language.say("Öppna i appen på den här enheten", "Open in the app on this device"))) }
        p { (language.say("Nyckel: ", "Key: ")) strong translate="no" { (groups.join(" ")) } }
        (heading(Level::Two, None, language.say("2. Logga in med den första koden", "2. Sign in with the first code")))
        (paragraph(language.say(
            "Skriv lösenordet en gång till: det finns inte kvar på sidan.",
            "Type your password once more: it is not kept on the page.",
        )))
    }
}

/// The square code (*QR-kod*) of a text, dark on light in either colour scheme: that is what cameras read.
fn square(language: Language, text: &str) -> Markup {
    let Ok(code) = QrCode::new(text) else { return html! {} };
    const EDGE: usize = 4;
    let width = code.width();
    let size = width + 2 * EDGE;
    let dark: String = code
        .to_colors()
        .iter()
        .enumerate()
        .filter(|(_, colour)| **colour == Color::Dark)
        .map(|(at, _)| format!("M{} {}h1v1h-1z", at % width + EDGE, at / width + EDGE))
        .collect();
    html! {
        svg.square role="img" aria-label=(language.say("Ruta att läsa av med appen", "Square to scan with the app"))
            viewBox={ "0 0 " (size) " " (size) } width="256" height="256" shape-rendering="crispEdges" {
            path fill="#fff" d={ "M0 0h" (size) "v" (size) "H0z" } {}
            path fill="#000" d=(dark) {}
        }
    }
}
