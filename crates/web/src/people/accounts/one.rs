//! One account, and what those who manage accounts do to it.

use maud::{Markup, html};
use store::Account;

use super::{address_of, roles_of, state};
use crate::design::button::{Button, ButtonKind, buttons};
use crate::design::copy::copied;
use crate::design::notice::{Notice, NoticeKind};
use crate::design::shell::Page;
use crate::design::summary::{Line, Stands, summary};
use crate::design::text::{Level, Link, heading, paragraph};
use crate::language::Language;

/// What became of what was just sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// It is done.
    Done,
    /// It is not, and why.
    NotDone(&'static str),
}

/// What the page shows.
pub struct Shown<'a> {
    /// The account.
    pub account: &'a Account,
    /// Whether it is that of whoever reads.
    pub own: bool,
    /// What became of what was just sent.
    pub told: Option<Told>,
    /// The name of a county or unit.
    pub place: &'a dyn Fn(&str) -> Option<String>,
}

/// The page.
pub fn page(language: Language, shown: &Shown<'_>) -> Markup {
    let account = shown.account;
    let address = address_of(language, account);
    let line = |term: &'static str, answer: String| Line {
        term: term.into(),
        stands: if answer.is_empty() { Stands::Missing } else { Stands::Answer },
        answer: answer.into(),
        change: None,
    };
    Page::new(language, &address, account.name.reveal())
        .back(Link::new(language.address("/konton"), language.say("Konton", "Accounts")))
        .body(html! {
            @match shown.told {
                Some(Told::Done) => (Notice::new(NoticeKind::Success, language.say("Ändringen är gjord", "The change is made")).announced().html(language)),
                Some(Told::NotDone(why)) => (Notice::new(NoticeKind::Error, why).announced().html(language)),
                None => {}
            }
            p { (state(language, account)) }
            (summary(&[
                line(language.say("Inloggning", "Signs in with"), account.login.reveal().to_owned()),
                line(language.say("Roller", "Roles"), roles_of(language, account, shown.place)),
            ]))
            @for change in changes(account, shown.own) { (section(language, account, change)) }
        })
        .html()
}

/// What can be done to an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    Enable,
    Invite,
    Forget,
    Reset,
    End,
    Disable,
}

fn changes(account: &Account, own: bool) -> Vec<Change> {
    if account.disabled.is_some() {
        return vec![Change::Enable];
    }
    let mut changes = vec![if account.has_password { Change::Forget } else { Change::Invite }];
    if account.has_codes {
        changes.push(Change::Reset);
    }
    if account.has_password || account.has_codes {
        changes.push(Change::End);
    }
    if !own {
        changes.push(Change::Disable);
    }
    changes
}

fn section(language: Language, account: &Account, change: Change) -> Markup {
    let (action, title, words, button) = match change {
        Change::Enable => (
            "oppna",
            language.say("Öppna kontot igen", "Enable the account"),
            language.say(
                "Personen kan logga in igen med samma lösenord och koder, och har samma roller.",
                "The person can sign in again with the same password and codes, and has the same roles.",
            ),
            language.say("Öppna kontot", "Enable the account"),
        ),
        Change::Invite => (
            "bjud-in",
            language.say("Ny länk för första lösenordet", "New link for the first password"),
            language.say(
                "Personen har inte valt något lösenord ännu. Har länken gått förlorad eller gått ut gör du en ny att lämna över; den förra slutar då att gälla.",
                "The person has not chosen a password yet. If the link was lost or has expired, make a new one to hand over; the one before then ends.",
            ),
            language.say("Gör en ny länk", "Make a new link"),
        ),
        Change::Forget => (
            "glomt",
            language.say("Glömt lösenord", "Password forgotten"),
            language.say(
                "Lösenordet slutar genast att gälla och personen loggas ut. Du får en länk att lämna över, där personen väljer ett nytt. Koderna är kvar.",
                "The password ends at once and the person is signed out. You get a link to hand over, where the person chooses another. Codes stay.",
            ),
            language.say("Gör en länk för nytt lösenord", "Make a link for a new password"),
        ),
        Change::Reset => (
            "koder",
            language.say("Ny telefon", "New telephone"),
            language.say(
                "Personen loggas ut och skaffar nya koder vid nästa inloggning. Gör det bara när du vet vem som ber om det.",
                "The person is signed out and sets up new codes at the next sign-in. Do this only when you know who asks for it.",
            ),
            language.say("Nollställ koderna", "Reset the codes"),
        ),
        Change::End => (
            "logga-ut",
            language.say("Avsluta inloggningar", "End sessions"),
            language.say(
                "Personen loggas ut överallt och kan genast logga in igen. Gör det till exempel när en dator är borta.",
                "The person is signed out everywhere and can sign in again at once. Do this when a computer is lost, for instance.",
            ),
            language.say("Avsluta inloggningarna", "End the sessions"),
        ),
        Change::Disable => (
            "avstang",
            language.say("Stäng av kontot", "Disable the account"),
            language.say(
                "Personen loggas ut och kan inte logga in. Det som personen har gjort finns kvar, och kontot kan öppnas igen.",
                "The person is signed out and cannot sign in. What they have done is kept, and the account can be enabled again.",
            ),
            language.say("Stäng av kontot", "Disable the account"),
        ),
    };
    let kind = if change == Change::Disable { ButtonKind::Danger } else { ButtonKind::Secondary };
    html! {
        (heading(Level::Two, None, title))
        (paragraph(words))
        form method="post" action={ (address_of(language, account)) "/" (action) } {
            (buttons(&[Button::new(kind, button)]))
        }
    }
}

/// The link to hand over, shown this once. `link` is its path, or whole address.
pub fn hand_over(language: Language, address: &str, account: &Account, link: &str, until: &str) -> Markup {
    Page::new(language, address, language.say("Länk att lämna över", "Link to hand over"))
        .back(Link::new(address_of(language, account), account.name.reveal()))
        .body(html! {
            (Notice::new(NoticeKind::Warning, language.say("Visas bara nu", "Shown only now")).announced().body(paragraph(language.say(
                "Länken fungerar en gång. Tjänsten sparar bara en kontrollsumma och kan inte visa den igen.",
                "The link works once. The service keeps only a checksum and cannot show it again.",
            ))).html(language))
            (paragraph(language.say(
                "Lämna länken till personen på ett sätt som ingen annan läser, gärna i ett eget meddelande. Den som öppnar den väljer själv sitt lösenord.",
                "Hand the link to the person in a way that nobody else reads, best in a message of its own. Whoever opens it chooses their own password.",
            )))
            p { (language.say("Till: ", "To: ")) (account.name.reveal()) ", " (account.login.reveal()) }
            p { (copied(language, "lank", language.say("länken", "the link"), link)) }
            (paragraph(format!("{} {until}.", language.say("Länken gäller till", "The link is valid until"))))
            (paragraph(language.say(
                "Går den förlorad gör du en ny på kontots sida. Då slutar den här att gälla.",
                "If it is lost, make a new one on the account’s page. Then this one ends.",
            )))
        })
        .html()
}
