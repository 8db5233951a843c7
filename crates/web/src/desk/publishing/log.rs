//! What happened to the publication, and who did it (*logg*).

use collection::fact::Author;
use collection::publishing::{Event, Step};
use maud::{Markup, html};

use super::Shown;
use super::contested::verdict;
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
        (Table::new("handelser", caption, columns, rows).html(language))
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
            language.say(format!("{unit} bestred {indicator}"), format!("{unit} contested {indicator}"))
        }
        Step::Decided { verdict: decided, words, .. } => {
            format!("{}: {words}", verdict(language, *decided))
        }
        Step::Accepted { .. } => say("Rättelsen godtagen", "Correction accepted"),
        Step::Scheduled(schedule) | Step::Rescheduled(schedule) => {
            let (at, readers) = (when(language, schedule.published_at), schedule.readers.len());
            language.say(
                format!("Tid bestämd: {at}, {readers} läsare"),
                format!("Time set: {at}, {readers} readers"),
            )
        }
        Step::Withdrawn { why } => language.say(format!("Återkallad: {why}"), format!("Withdrawn: {why}")),
    }
}
