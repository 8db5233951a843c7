//! Links that are issued: shown once, to be kept elsewhere (*utfärdade länkar*).

use collection::secret::Token;
use maud::{Markup, html};

use super::rounds::{Wrong, errors, field};
use super::{At, Desk, csv_line};
use crate::design::button::{Button, ButtonKind, buttons};
use crate::design::copy::copied;
use crate::design::field::Field;
use crate::design::input::DateInput;
use crate::design::notice::{Notice, NoticeKind};
use crate::design::table::{Cell, Column, Row, Table};
use crate::design::text::{Link, lead, paragraph};

/// A link that was just issued.
#[derive(Clone, Debug)]
pub struct Fresh {
    /// The code of who answers.
    pub subject: String,
    /// What they are called.
    pub name: String,
    /// Its secret.
    pub token: Token,
}

/// Where it leads.
fn address(site: &str, token: &Token) -> String {
    format!("{site}/lank/{}", token.reveal())
}

/// The page of links that were just issued: the only one that ever shows them. `site`: `https://host`.
pub fn issued(desk: &Desk<'_>, site: &str, until: &str, fresh: &[Fresh]) -> Markup {
    let language = desk.language;
    let row = |one: &Fresh| Row {
        header: html! { (language.official(one.name.as_str())) " (" (one.subject) ")" },
        cells: vec![Cell::markup(copied(
            language,
            &format!("lank-{}", one.subject),
            &one.name,
            &address(site, &one.token),
        ))],
        total: false,
    };
    let columns = vec![Column::new(language.say("Enhet", "Unit")), Column::new(language.say("Länk", "Link"))];
    let title = match fresh.len() {
        1 => language.say("Länken är utfärdad", "The link is issued").to_owned(),
        many => language.say(format!("{many} länkar är utfärdade"), format!("{many} links are issued")),
    };
    let back = match fresh {
        [one] => desk.to(&format!("/enheter/{}", one.subject)),
        _ => desk.to("/lankar"),
    };
    desk.page(At::Links, title)
        .body(html! {
            (Notice::new(NoticeKind::Warning, language.say("Visas bara nu", "Shown only now")).announced().body(html! {
                (paragraph(language.say(
                    "Länken är en hemlighet: den som har den kan svara. Kopiera den nu. Tjänsten sparar bara en kontrollsumma, som inte går att räkna tillbaka till länken, så ingen – inte heller vi – kan ta fram den igen. Går den förlorad byter du den mot en ny på enhetens sida.",
                    "The link is a secret: whoever has it can answer. Copy it now. The service keeps only a checksum, from which the link cannot be computed, so nobody – not even we – can bring it back. If it is lost, replace it by a new one on the unit’s page.",
                )))
                (paragraph(format!("{} {until}.", language.say("Gäller till och med", "Valid through"))))
            }).html(language))
            (Table::new("lankar", language.say("Utfärdade länkar", "Issued links"), columns, fresh.iter().map(row).collect()).stacked().html(language))
            p { (Link::new(back, language.say("Klart, jag har sparat", "Done, I have kept it"))) }
        })
        .html()
}

/// The same as a file.
pub fn file(desk: &Desk<'_>, site: &str, until: &str, fresh: &[Fresh]) -> String {
    let language = desk.language;
    let heads = [
        language.say("kod", "code"),
        language.say("enhet", "unit"),
        language.say("länk", "link"),
        language.say("gäller till och med", "valid through"),
    ];
    let mut text = format!("\u{feff}{}", csv_line(&heads.map(str::to_owned)));
    for one in fresh {
        let fields = [one.subject.clone(), one.name.clone(), address(site, &one.token), until.to_owned()];
        text.push_str(&csv_line(&fields));
    }
    text
}

/// The page where links are issued to all who lack one; `lacking` of `of` lack one.
pub fn ask(desk: &Desk<'_>, lacking: usize, of: usize, until: &str, wrong: &[Wrong]) -> Markup {
    let language = desk.language;
    desk.page(At::Links, language.say("Länkar till samordnare", "Links to coordinators"))
        .faulty(!wrong.is_empty())
        .body(html! {
            (errors(language, wrong))
            (lead(language.say(
                format!("{} av {of} har en samordnarlänk som gäller: kommuner, stadsdelar och städer som svarar för sina stadsdelar.", of - lacking),
                format!("{} of {of} have a coordinator’s link that is valid: municipalities, districts, and cities that answer for their districts.", of - lacking),
            )))
            @if lacking == 0 {
                (paragraph(language.say(
                    "Ingen saknar länk. En enskild länk byts eller återkallas på enhetens sida.",
                    "Nobody lacks a link. A single link is replaced or revoked on the unit’s page.",
                )))
                p { (Link::new(desk.to("/enheter"), language.say("Till enheterna", "To the units"))) }
            } @else {
                (Notice::new(NoticeKind::Warning, language.say("Länkarna är hemligheter och visas en gång", "The links are secrets and are shown once")).body(
                    paragraph(language.say(
                        "Den som har en länk kan svara för enheten. Länkarna visas eller laddas ner en enda gång, när de utfärdas: tjänsten sparar bara kontrollsummor och kan inte ta fram dem igen. Förvara filen skyddat och radera den när utskicket är gjort.",
                        "Whoever has a link can answer for the unit. The links are shown or downloaded once only, when they are issued: the service keeps only checksums and cannot bring them back. Keep the file protected and delete it when the links are sent out.",
                    ))).html(language))
                form method="post" action=(desk.to("/lankar")) {
                    (field(language, Field::new("galler", language.say("Gäller till och med", "Valid through"), DateInput { value: until }), "galler", wrong))
                    (buttons(&[
                        Button::new(ButtonKind::Primary, language.say(format!("Utfärda {lacking} länkar som fil (CSV)"), format!("Issue {lacking} links as a file (CSV)"))).sends("som", "fil"),
                        Button::new(ButtonKind::Secondary, language.say("Utfärda och visa på sidan", "Issue and show on the page")).sends("som", "sida"),
                    ]))
                }
            }
        })
        .html()
}
