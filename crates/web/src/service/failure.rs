//! Why a request was not done, as a page that says what to do now.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use collection::access::Refused;
use maud::{Markup, html};
use store::{NotDone, Reason, StoreError, Trouble};

use super::Here;
use crate::design::button::{Button, ButtonKind, buttons};
use crate::design::field::Field;
use crate::design::input::TextArea;
use crate::design::notice::{Notice, NoticeKind};
use crate::design::shell::{Page, Reader};
use crate::design::text::{Link, paragraph};
use crate::errors;
use crate::language::Language;
use crate::people::again::{Asked, page as again};
use crate::people::sign_in::till_query;
use crate::respond::form::{all_again, is_ours};
use crate::respond::{hidden, moment};

/// Why a request was not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// They may not.
    Refused(Refused),
    /// There is nothing at this address.
    NotFound,
    /// There is no link of this secret: it was cut off on its way, or never was one.
    NoSuchLink,
    /// There is no invitation of this secret any more: it was used, another took its place, or its time is over.
    NoInvitation,
    /// It was long ago that they showed who they are; whether they sent something, and whether a provider can say it.
    ProofNeeded {
        /// Something was sent, which is not done.
        sent: bool,
        /// There is an organisation's own sign-in.
        provider: bool,
    },
    /// What was written as a day or a moment to look at is neither.
    When(String),
    /// What was sent is not what a form of ours sends.
    Malformed,
    /// The store could not be reached or written to; nothing was saved.
    Unsaved(Reason),
    /// Something on our side; the operator's log says what.
    Broken,
}

impl From<Refused> for Failure {
    fn from(why: Refused) -> Self {
        Self::Refused(why)
    }
}

impl From<Trouble> for Failure {
    fn from(trouble: Trouble) -> Self {
        tracing::error!(%trouble, "the store did not do it");
        Self::Unsaved(trouble.reason)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NoRound(_) | StoreError::NoResponse(_) => Self::NotFound,
            StoreError::Database(trouble) => trouble.into(),
            other => {
                tracing::error!(error = %other, "the store cannot be read");
                Self::Broken
            }
        }
    }
}

impl From<NotDone> for Failure {
    fn from(error: NotDone) -> Self {
        match error {
            NotDone::Store(error) => error.into(),
            NotDone::NoLink(_) | NotDone::NoSubject { .. } | NotDone::NoAccount(_) => Self::NotFound,
            other => {
                tracing::warn!(error = %other, "not done");
                Self::Malformed
            }
        }
    }
}

impl Failure {
    /// The page, in the language of the address that was asked for.
    pub fn page(&self, here: &Here) -> Response {
        tracing::info!(route = here.route, who = %here.for_the_log(), reason = ?self, "refused");
        self.at(here.language, &here.address)
    }

    /// The page, at `address`.
    pub fn at(&self, language: Language, address: &str) -> Response {
        match self {
            Self::Refused(Refused::NotFound) | Self::NotFound => {
                errors::page(StatusCode::NOT_FOUND, language, address)
            }
            Self::NoSuchLink => told(
                StatusCode::NOT_FOUND,
                language,
                address,
                language.say("Länken är inte hel", "The link is not complete"),
                language.say(
                    "E-postprogram bryter ibland långa länkar. Öppna den igen direkt i utskicket, eller kopiera hela raden. Går det ändå inte, be den som gav dig länken om en ny.",
                    "E-mail programs sometimes break long links. Open it again straight from the invitation, or copy the whole line. If that does not help, ask whoever gave you the link for a new one.",
                ),
                &Link::new(
                    language.address("/lank"),
                    language.say("Skriv in koden i stället", "Type the code instead"),
                ),
            ),
            Self::NoInvitation => told(
                StatusCode::NOT_FOUND,
                language,
                address,
                language.say("Länken gäller inte längre", "The link is no longer valid"),
                language.say(
                    "En länk för att välja lösenord fungerar en gång, i högst tre dygn. Den här har redan använts, bytts mot en nyare, gått ut eller kommit fram ofullständig. Har du valt ett lösenord loggar du in med det. Annars ber du den som gav dig länken om en ny.",
                    "A link to choose a password works once, for three days at most. This one was used already, replaced by a newer one, has expired or did not arrive whole. If you have chosen a password, sign in with it. Otherwise ask whoever gave you the link for a new one.",
                ),
                &Link::new(language.address("/logga-in"), language.say("Logga in", "Sign in")),
            ),
            Self::ProofNeeded { sent, provider } => {
                let bare = address.strip_prefix("/en").unwrap_or(address);
                let above = if bare.starts_with("/konton") { "/konton" } else { "/konto" };
                let above = language.address(above);
                // What was sent is not sent again by itself: its page is where it begins anew.
                let till = if *sent { above.as_str() } else { address };
                let asked = Asked { till, sent: *sent, provider: *provider, told: None };
                (StatusCode::FORBIDDEN, again(language, &asked)).into_response()
            }
            Self::When(written) => {
                let written: String = written.chars().take(40).collect();
                told(
                    StatusCode::BAD_REQUEST,
                    language,
                    address,
                    language.say("Dagen går inte att läsa", "The day cannot be read"),
                    &language.say(
                        format!("”{written}” är ingen dag. Skriv per=2018-06-19, eller en tidpunkt: per=2018-06-19T08:00:00Z."),
                        format!("“{written}” is no day. Write per=2018-06-19, or a moment: per=2018-06-19T08:00:00Z."),
                    ),
                    &Link::new(
                        address.split('?').next().unwrap_or("/").to_owned(),
                        language.say("Visa det som gäller nu", "Show what is valid now"),
                    ),
                )
            }
            Self::Malformed => errors::page(StatusCode::BAD_REQUEST, language, address),
            Self::Broken => errors::page(StatusCode::INTERNAL_SERVER_ERROR, language, address),
            Self::Refused(why) => refused(*why, language, address),
            Self::Unsaved(reason) => unsaved(*reason, language, address),
        }
    }
}

fn told(
    status: StatusCode,
    language: Language,
    address: &str,
    title: &str,
    text: &str,
    way: &Link<'_>,
) -> Response {
    let body = html! {
        (paragraph(text))
        p { (way) }
    };
    (status, Page::new(language, address, title).body(body)).into_response()
}

fn refused(why: Refused, language: Language, address: &str) -> Response {
    let at = |time| moment(language, time);
    let again = language.say(
        "Be den som skickade länken om en ny. Det som är sparat finns kvar.",
        "Ask whoever sent you the link for a new one. What was saved is still there.",
    );
    let reopen = language.say(
        "Kvittot visar vad som skickades in. Behöver något rättas kan samordnaren be att få delen öppnad igen.",
        "The receipt shows what was submitted. If something must be corrected, the coordinator can ask to have the part opened again.",
    );
    let (title, text) = match why {
        Refused::SignInNeeded => (
            language.say("Öppna din länk eller logga in", "Open your link or sign in").to_owned(),
            language.say(
                "Du är inte inloggad, eller så har du varit borta så länge att vi loggade ut dig. Det som är sparat finns kvar. Svarar du på en enkät: öppna länken i ditt utskick igen.",
                "You are not signed in, or you were away for so long that we signed you out. What was saved is still there. If you answer a questionnaire: open the link in your invitation again.",
            ).to_owned(),
        ),
        Refused::NotFound => (String::new(), String::new()),
        Refused::NotYourRole => (
            language.say("Det här gör någon annan", "Somebody else does this").to_owned(),
            match crate::design::shell::reader() {
                Reader::Account { .. } => language.say(
                    "Din roll omfattar inte det. Den som har rollen står på sidan Konton; fråga den som gav dig ditt konto.",
                    "Your role does not include it. Those who have the role stand on the page Accounts; ask whoever gave you your account.",
                ),
                Reader::Link | Reader::Visitor => language.say(
                    "Din roll omfattar inte det. Samordnaren skickar in och delar med kollegor, chefen godkänner, kollegorna svarar.",
                    "Your role does not include it. The coordinator submits and shares with colleagues, the manager signs off, colleagues answer.",
                ),
            }.to_owned(),
        ),
        Refused::LinkExpired { at: time } => (
            language.say("Länken gäller inte längre", "The link is no longer valid").to_owned(),
            format!("{} {}. {again}", language.say("Den gick ut", "It expired"), at(time)),
        ),
        Refused::LinkRevoked { at: time } => (
            language.say("Länken är återkallad", "The link was revoked").to_owned(),
            format!("{} {}. {again}", language.say("Den återkallades", "It was revoked"), at(time)),
        ),
        Refused::RoundNotOpen { opens } => (
            language.say("Insamlingen har inte öppnat", "The collection has not opened").to_owned(),
            match opens {
                Some(time) => format!("{} {}.", language.say("Den öppnar", "It opens"), at(time)),
                None => language.say("När den öppnar är inte bestämt.", "When it opens is not decided.").to_owned(),
            },
        ),
        Refused::RoundClosed { closed } => (
            language.say("Insamlingen är stängd", "The collection is closed").to_owned(),
            format!(
                "{}{} {}",
                language.say("Den stängde", "It closed"),
                closed.map(|time| format!(" {}.", at(time))).unwrap_or_else(|| ".".to_owned()),
                language.say(
                    "Inget mer kan sparas. Be den som leder insamlingen att öppna den igen om något måste ändras.",
                    "Nothing more can be saved. Ask those who lead the collection to open it again if something must change.",
                )
            ),
        ),
        Refused::Submitted => (
            language.say("Delen är inskickad", "The part is submitted").to_owned(),
            language.say(
                "Det du just gjorde ändrade ingenting. Det som är inskickat gäller, och kvittot visar varje svar. Behöver något rättas kan samordnaren be att få delen öppnad igen.",
                "What you just did changed nothing. What was submitted counts, and the receipt shows each answer. If something must be corrected, the coordinator can ask to have the part opened again.",
            ).to_owned(),
        ),
        Refused::ResponseClosed => (
            language.say("Delen stängdes innan den skickades in", "The part closed before it was submitted").to_owned(),
            reopen.to_owned(),
        ),
        Refused::NotSubmitted => (
            language.say("Delen är inte inskickad ännu", "The part is not submitted yet").to_owned(),
            language.say(
                "Kvittot finns när den är inskickad.",
                "The receipt is there once it is submitted.",
            ).to_owned(),
        ),
    };
    let status = StatusCode::from_u16(why.status()).unwrap_or(StatusCode::FORBIDDEN);
    let way = match why {
        Refused::Submitted => match receipt_of(address) {
            Some(receipt) => Link::new(receipt, language.say("Se kvittot", "See the receipt")),
            None => Link::new(up(address), language.say("Tillbaka", "Back")),
        },
        Refused::SignInNeeded => Link::new(
            language.address(&format!("/logga-in{}", till_query(Some(address)))),
            language.say("Logga in som handläggare", "Sign in as staff"),
        ),
        Refused::ResponseClosed | Refused::NotSubmitted | Refused::NotYourRole => {
            Link::new(up(address), language.say("Tillbaka", "Back"))
        }
        Refused::NotFound
        | Refused::LinkExpired { .. }
        | Refused::LinkRevoked { .. }
        | Refused::RoundNotOpen { .. }
        | Refused::RoundClosed { .. } => {
            Link::new(language.address("/"), language.say("Till startsidan", "To the start page"))
        }
    };
    told(status, language, address, &title, &text, &way)
}

/// The receipt of the part that an address is about.
fn receipt_of(address: &str) -> Option<String> {
    let path = address.split(['?', '#']).next()?;
    let place = path.find("/svara/")?;
    let mut names = path[place..].split('/').skip(2);
    let (round, subject, part) = (names.next()?, names.next()?, names.next()?);
    Some(format!("{}/svara/{round}/{subject}/{part}/kvitto", &path[..place]))
}

/// The address above: the part of a page, the questionnaire of a part.
fn up(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or("/");
    match path.rsplit_once('/') {
        Some((above, _)) if !above.is_empty() => above.to_owned(),
        Some(_) | None => "/".to_owned(),
    }
}

fn why_unsaved(reason: Reason, language: Language) -> &'static str {
    match reason {
        Reason::Full => language.say("Lagret är fullt.", "The store is full."),
        Reason::Unreachable | Reason::Closing | Reason::Missing | Reason::Denied => {
            language.say("Lagret går inte att nå just nu.", "The store cannot be reached just now.")
        }
        Reason::Busy | Reason::Slow => language.say("Många sparar just nu.", "Many are saving just now."),
        Reason::ReadOnly | Reason::Damaged | Reason::Twice | Reason::Other => {
            language.say("Lagret tog inte emot.", "The store did not take it.")
        }
    }
}

fn unsaved(reason: Reason, language: Language, address: &str) -> Response {
    let text = format!(
        "{} {}",
        why_unsaved(reason, language),
        language.say(
            "Det du just skickade är inte sparat; allt som visats som sparat finns kvar. Gå tillbaka i webbläsaren, vänta en stund och skicka igen. Den som driver tjänsten har fått veta det.",
            "What you just sent is not saved; everything shown as saved is still there. Go back in your browser, wait a moment and send again. Those who run the service have been told.",
        )
    );
    let title = language.say("Det gick inte att spara", "It could not be saved");
    let way = Link::new(address.to_owned(), language.say("Ladda om sidan", "Reload the page"));
    told(StatusCode::SERVICE_UNAVAILABLE, language, address, title, &text, &way)
}

/// A form that could not be saved, with all that was written, ready to be sent again: for when not even the page that it
/// came from can be made. The form keeps its id, so that what is saved after all is saved once.
pub(crate) fn unsaved_form(
    reason: Reason,
    language: Language,
    address: &str,
    fields: &[(String, String)],
) -> Response {
    let fields = all_again(fields);
    let (texts, others): (Vec<_>, Vec<_>) = fields.iter().partition(|(name, text)| is_written(name, text));
    let text = format!(
        "{} {}",
        why_unsaved(reason, language),
        language.say(
            "Det du just skickade är inte sparat, men det finns kvar här på sidan; allt som visats som sparat finns kvar. Vänta en stund och skicka igen. Stäng inte sidan innan dess. Den som driver tjänsten har fått veta det.",
            "What you just sent is not saved, but it is still here on this page; everything shown as saved is still there. Wait a moment and send again. Do not close the page before that. Those who run the service have been told.",
        )
    );
    let title = language.say("Det gick inte att spara", "It could not be saved");
    let written = texts.iter().enumerate().map(|(place, (name, text))| {
        let (label, area) = (
            format!("{} {}", language.say("Det du skrev, ruta", "What you wrote, field"), place + 1),
            TextArea { value: text, rows: 3, max: text.chars().count().max(1_000) },
        );
        Field::new(name, label, area).html(language)
    });
    let written: Vec<Markup> = written.collect();
    let page = Page::new(language, address, title).faulty(true).body(html! {
        (Notice::new(NoticeKind::Error, title).body(paragraph(text)).html(language))
        form method="post" action=(address) {
            @for (name, value) in &others { (hidden(name, value)) }
            @for field in &written { (field) }
            (buttons(&[Button::new(ButtonKind::Primary, language.say("Skicka igen", "Send again"))]))
        }
    });
    (StatusCode::SERVICE_UNAVAILABLE, page).into_response()
}

/// Whether somebody wrote it, in their own words.
fn is_written(name: &str, text: &str) -> bool {
    !is_ours(name) && text.chars().count() > 20 && text.contains(char::is_whitespace)
}
