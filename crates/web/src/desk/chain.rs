//! The audit chain of a round (*revisionskedjan*): its end, and whether it holds.

use maud::{Markup, html};
use store::{Anchor, Audit, Wrong as Fault};

use super::rounds::{Wrong, errors, field};
use super::{At, Desk};
use crate::design::button::{Button, ButtonKind, buttons};
use crate::design::field::Field;
use crate::design::input::{TextInput, Width};
use crate::design::notice::{Notice, NoticeKind};
use crate::design::table::{Cell, Column, Row, Table};
use crate::design::text::{Level, heading, lead, paragraph};
use crate::language::Language;

/// An end that was kept elsewhere, as written.
pub type Kept = (String, String);

/// Reads an end that was kept; none if both fields are empty.
///
/// # Errors
/// What is wrong.
pub fn read(language: Language, kept: &Kept) -> Result<Option<Anchor>, Vec<Wrong>> {
    if kept.0.is_empty() && kept.1.is_empty() {
        return Ok(None);
    }
    let mut wrong = Vec::new();
    let no: Option<i64> = kept.0.parse().ok().filter(|no| *no >= 0);
    let plain: String = kept.1.chars().filter(|c| !c.is_whitespace()).collect();
    let hash = plain.to_ascii_lowercase().parse().ok();
    if no.is_none() {
        wrong.push((
            "nummer",
            language.say(
                "Skriv postens nummer, ett heltal".to_owned(),
                "Write the batch’s number, a whole number".to_owned(),
            ),
        ));
    }
    if hash.is_none() {
        wrong.push((
            "summa",
            language.say(
                "Skriv alla 64 tecken, 0–9 och a–f".to_owned(),
                "Write all 64 characters, 0–9 and a–f".to_owned(),
            ),
        ));
    }
    match (no, hash) {
        (Some(no), Some(hash)) => Ok(Some(Anchor { no, hash })),
        (None, _) | (_, None) => Err(wrong),
    }
}

/// The page; `audit`: what was found, if it was just verified, and against what was kept.
pub fn chain(
    desk: &Desk<'_>,
    end: Anchor,
    audit: Option<(&Audit, bool)>,
    kept: &Kept,
    wrong: &[Wrong],
) -> Markup {
    let language = desk.language;
    let short = TextInput { value: &kept.0, width: Width::Short, ..TextInput::default() };
    let full = TextInput { value: &kept.1, width: Width::Full, ..TextInput::default() };
    desk.page(At::Chain, language.say("Revisionskedja", "Audit chain"))
        .faulty(!wrong.is_empty())
        .body(html! {
            (errors(language, wrong))
            @if let Some((audit, against)) = audit { (found(language, audit, against)) }
            (lead(language.say(
                "Allt som sparas läggs i en kedja av poster, som var och en har en kontrollsumma. Om något ändras, tas bort eller läggs till i efterhand stämmer kedjan inte längre.",
                "Everything saved goes into a chain of batches, each with a checksum. If anything is changed, taken out or put in afterwards, it no longer holds.",
            )))
            (heading(Level::Two, None, language.say("Kedjans slut nu", "The chain’s end now")))
            (Table::new("slut", language.say("Spara det utanför systemet, till exempel i diariet", "Keep it outside the system, such as in the register"),
                vec![Column::new(language.say("Senaste posten", "The last batch")), Column::new(language.say("Kontrollsumma", "Checksum"))],
                vec![Row { header: html! { (language.say("Post", "Batch")) " " (end.no) }, cells: vec![Cell::markup(html! { code { (end.hash) } })], total: false }]).stacked().html(language))
            (heading(Level::Two, None, language.say("Kontrollera kedjan", "Verify the chain")))
            form method="post" action=(desk.to("/kedja")) {
                (paragraph(language.say(
                    "Har du sparat ett tidigare slut kontrolleras också att kedjan fortfarande innehåller det.",
                    "If you have kept an earlier end, it is also verified that the chain still holds it.",
                )))
                (field(language, Field::new("nummer", language.say("Nummer på den sparade posten", "Number of the batch kept"), short).optional(), "nummer", wrong))
                (field(language, Field::new("summa", language.say("Sparad kontrollsumma", "Kept checksum"), full).optional(), "summa", wrong))
                (buttons(&[Button::new(ButtonKind::Primary, language.say("Kontrollera nu", "Verify now"))]))
            }
        })
        .html()
}

fn found(language: Language, audit: &Audit, against: bool) -> Markup {
    let erased = match audit.erased {
        0 => language.say("Inget är gallrat.", "Nothing was erased.").to_owned(),
        n => language.say(
            format!("I {n} av dem är något gallrat; det står i kedjan."),
            format!("In {n} of them something was erased; the chain says so."),
        ),
    };
    let counts = language.say(
        format!("{} poster med {} händelser är kontrollerade. {erased}", audit.batches, audit.facts),
        format!("{} batches with {} events were verified. {erased}", audit.batches, audit.facts),
    );
    if audit.faults.is_empty() {
        let title = if against {
            language.say(
                "Kedjan håller, och innehåller det du sparat",
                "The chain holds, and holds what you kept",
            )
        } else {
            language.say("Kedjan håller", "The chain holds")
        };
        return Notice::new(NoticeKind::Success, title).announced().body(paragraph(counts)).html(language);
    }
    let title = language.say(
        format!("Kedjan håller inte: {} fel", audit.faults.len()),
        format!("The chain does not hold: {} faults", audit.faults.len()),
    );
    Notice::new(NoticeKind::Error, title)
        .announced()
        .body(html! {
            (paragraph(counts))
            ul {
                @for fault in audit.faults.iter().take(20) {
                    li {
                        @if let Some(no) = fault.batch { (language.say("Post", "Batch")) " " (no) ": " }
                        (language.say(swedish(fault.what), fault.what.say()))
                        @if let Some(response) = &fault.response { " (" (response) ")" }
                    }
                }
            }
            (paragraph(language.say(
                "Stäng insamlingen, ta en säkerhetskopia och be driften jämföra med en tidigare kopia.",
                "Close the collection, take a backup and ask those who run the service to compare with an earlier copy.",
            )))
        })
        .html(language)
}

fn swedish(fault: Fault) -> &'static str {
    match fault {
        Fault::Missing => "posten saknas",
        Fault::Prev => "posten hänger inte ihop med den före",
        Fault::Hash => "kontrollsumman stämmer inte med innehållet",
        Fault::Time => "posten är inte senare än den före",
        Fault::Root => "postens rot stämmer inte med händelserna",
        Fault::Places => "händelser saknas i posten",
        Fault::Leaf => "händelsen är ändrad",
        Fault::Columns => "kolumnerna säger något annat än innehållet",
        Fault::OtherRound => "händelsen hör till en annan omgång",
        Fault::NotFollowing => "händelsen kan inte ha följt på dem före",
        Fault::Erasure => "något är borttaget utan att kedjan säger det",
        Fault::Head => "det sparade nuläget är inte det som händelserna ger",
        Fault::Stray => "händelser står utanför kedjan",
        Fault::End => "omgångens slut är inte dess sista post",
        Fault::ShorterThanAnchor => "kedjan slutar före det sparade slutet",
        Fault::NotTheAnchor => "kedjan har en annan post än den sparade",
        Fault::Unreadable => "raden har inte sin form",
        Fault::Publishing => "publiceringens händelse är ändrad, borttagen eller inlagd",
        Fault::File => "en fil i publiceringen saknas eller är ändrad",
    }
}
