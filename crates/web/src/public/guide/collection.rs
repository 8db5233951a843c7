//! How the answers were collected (*insamlingen*): the calendar, how it was done, and what can be wrong.

use catalogue::model::Edition;
use maud::{Markup, html};
use publication::build::day;

use crate::design::text::{Level, heading, lead, paragraph};
use crate::public::Look;

pub(super) fn page(look: &Look<'_>) -> Markup {
    let language = look.language;
    let edition = look.opened.edition();
    let collection = &edition.collection;
    let words = look.opened.vocabulary();
    let calendar = calendar(look, edition);
    html! {
        (lead(language.say(
            "Hur svaren samlades in, och vad som kan ha blivit fel.",
            "How the answers were collected, and what may have gone wrong.",
        )))
        @if !edition.data_source.is_empty() { (paragraph(language.official(edition.data_source.as_str()))) }
        @if !collection.mode.is_empty() { (paragraph(language.official(collection.mode.as_str()))) }
        @if !calendar.is_empty() {
            (heading(Level::Two, Some("kalender"), language.say("Kalender", "Calendar")))
            dl.facts { @for (name, days) in &calendar { div { dt { (name) } dd { @for (at, day) in days.iter().enumerate() { @if at > 0 { ", " } (day) } } } } }
        }
        @if !collection.notes.is_empty() {
            (heading(Level::Two, Some("att-veta"), language.say("Bra att veta", "Good to know")))
            ul { @for note in &collection.notes { li { (language.official(note.as_str())) } } }
        }
        @if !edition.error_sources.is_empty() {
            (heading(Level::Two, Some("felkallor"), language.say("Vad som kan bli fel", "What can go wrong")))
            (paragraph(language.official(edition.error_sources.trim())))
        }
        @if !edition.readings.is_empty() {
            (heading(Level::Two, Some("lasningar"), language.say("Där källan är oklar", "Where the source is unclear")))
            (paragraph(language.say("Så har den lästs:", "It was read so:")))
            ul { @for reading in &edition.readings { li { (language.official(format!("{}: {}", reading.id, reading.text))) } } }
        }
        p.source { (language.say("Källa: ", "Source: ")) (language.official(words.cite(&edition.source))) }
    }
}

/// What happened when, as far as it is known.
fn calendar(look: &Look<'_>, edition: &Edition) -> Vec<(&'static str, Vec<Markup>)> {
    let language = look.language;
    let collection = &edition.collection;
    let one = |date: &domain::Date| {
        let text = day(*date);
        html! { (look.text(&text)) }
    };
    let all = [
        (language.say("Mätdatum", "Measurement date"), edition.measured_on.iter().map(one).collect()),
        (
            language.say("Enkäten skickades ut", "The questionnaire was sent"),
            collection.sent.iter().map(one).collect(),
        ),
        (language.say("Påminnelser", "Reminders"), collection.reminders.iter().map(one).collect()),
        (
            language.say("Stängdes för granskning", "Closed for review"),
            collection.closes.iter().map(one).collect(),
        ),
        (
            language.say("Öppnades igen för rättelser", "Opened again for corrections"),
            collection.reopens.iter().map(one).collect(),
        ),
        (language.say("Stängdes", "Closed"), collection.reopening_closes.iter().map(one).collect()),
    ];
    all.into_iter().filter(|(_, days): &(_, Vec<Markup>)| !days.is_empty()).collect()
}
