//! What happened to the publication, and who did it (*logg*).

use collection::fact::Author;
use collection::publishing::{Event, No, Step};
use maud::{Markup, html};

use super::Shown;
use super::contested::{named, verdict, written};
use crate::design::table::{Cell, Column, Row, Table};
use crate::design::text::{Level, heading};
use crate::desk::when;

pub(super) fn log(shown: &Shown<'_>) -> Markup {
    let language = shown.desk.language;
    let columns = vec![
        Column::new(language.say("När", "When")),
        Column::new(language.say("Vad", "What")),
        Column::new(language.say("Vem", "Who")),
    ];
    let row = |event: &Event| Row {
        header: html! { (when(language, event.at)) },
        cells: vec![Cell::text(what(shown, &event.step)), Cell::text(who(shown, &event.by))],
        total: false,
    };
    let rows = shown.events.iter().rev().map(row).collect();
    let caption = language.say("Vad som hänt, det senaste först", "What happened, the latest first");
    html! {
        (heading(Level::Two, Some("logg"), language.say("Logg", "Log")))
        (Table::new("handelser", caption, columns, rows).stacked().html(language))
    }
}

fn who(shown: &Shown<'_>, by: &Author) -> String {
    let language = shown.desk.language;
    shown.people.get(by).cloned().unwrap_or_else(|| match by {
        Author::Account(_) => language.say("En handläggare", "Staff").to_owned(),
        Author::Link(_) => language.say("En kommun", "A municipality").to_owned(),
        Author::Program => language.say("Programmet", "The program").to_owned(),
        Author::Anonymous => "–".to_owned(),
    })
}

fn what(shown: &Shown<'_>, step: &Step) -> String {
    let language = shown.desk.language;
    let say = |sv: &str, en: &str| language.say(sv, en).to_owned();
    match step {
        Step::Drafted { .. } => say("Utkast gjort", "Draft made"),
        Step::PreviewOpened => say("Förhandsvisningen öppnad", "Preview opened"),
        Step::PreviewClosed => say("Förhandsvisningen stängd", "Preview closed"),
        Step::Contested { unit, indicator, .. } => {
            let cell = named(shown.desk.edition, unit, indicator);
            language.say(format!("Bestridd – {cell}"), format!("Contested – {cell}"))
        }
        Step::Decided { verdict: decided, words, contest } => {
            let (cell, words) = (contested(shown, *contest), written(language, words.as_deref()));
            format!("{} – {cell}. {words}", verdict(language, *decided))
        }
        Step::Accepted { .. } => say("Rättelsen godtagen", "Correction accepted"),
        Step::Scheduled(schedule) | Step::Rescheduled(schedule) => {
            let at = when(language, schedule.published_at);
            match schedule.readers.len() {
                0 => language.say(
                    format!("Tid bestämd: {at}. Ingen läser i förväg"),
                    format!("Time set: {at}. Nobody reads in advance"),
                ),
                1 => language.say(
                    format!("Tid bestämd: {at}. 1 läsare i förväg"),
                    format!("Time set: {at}. 1 reader in advance"),
                ),
                readers => language.say(
                    format!("Tid bestämd: {at}. {readers} läsare i förväg"),
                    format!("Time set: {at}. {readers} readers in advance"),
                ),
            }
        }
        Step::Withdrawn { why } => {
            let why = written(language, why.as_deref());
            language.say(format!("Återkallad: {why}"), format!("Withdrawn: {why}"))
        }
        Step::Erased { event, .. } => erased(shown, *event),
    }
}

/// The cell that an event contested.
fn contested(shown: &Shown<'_>, no: No) -> String {
    let of = shown.ahead.or(shown.done).and_then(|of| of.contests.iter().find(|one| one.no == no));
    of.map(|of| named(shown.desk.edition, &of.unit, &of.indicator)).unwrap_or_default()
}

/// What was erased: whose words, not what they were.
fn erased(shown: &Shown<'_>, no: No) -> String {
    let language = shown.desk.language;
    let of = shown.events.iter().find(|event| event.no == no);
    match of.map(|event| &event.step) {
        Some(Step::Contested { unit, indicator, .. }) => {
            let cell = named(shown.desk.edition, unit, indicator);
            language.say(
                format!("Gallrat: kommunens skäl – {cell}"),
                format!("Erased: the municipality’s reason – {cell}"),
            )
        }
        Some(Step::Decided { contest, .. }) => {
            let cell = contested(shown, *contest);
            language.say(
                format!("Gallrat: motiveringen till beslutet – {cell}"),
                format!("Erased: the reason for the decision – {cell}"),
            )
        }
        Some(Step::Withdrawn { .. }) => {
            language.say("Gallrat: varför den återkallades", "Erased: why it was withdrawn").to_owned()
        }
        Some(
            Step::Drafted { .. }
            | Step::PreviewOpened
            | Step::PreviewClosed
            | Step::Accepted { .. }
            | Step::Scheduled(_)
            | Step::Rescheduled(_)
            | Step::Erased { .. },
        )
        | None => language.say("Gallrat", "Erased").to_owned(),
    }
}
