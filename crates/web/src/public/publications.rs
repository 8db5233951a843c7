//! Every publication and every version of it (*alla resultat*).

use maud::{Markup, html};
use publication::manifest::Mistake;
use publication::shelf::Issue;

use super::around::published;
use super::visit::{Visit, named, page};
use crate::design::empty::empty_state;
use crate::design::shell::Page;
use crate::design::table::{Cell, Column, Group, Row, Table};
use crate::design::tag::{TagKind, tag};
use crate::design::text::{Link, lead};
use crate::language::Language;

/// The page.
pub fn publications<'a>(visit: &Visit<'a>) -> Page<'a> {
    let language = visit.language;
    let valid = visit.view.valid();
    let groups = valid.iter().map(|issue| Group {
        header: html! {
            b { a href=(visit.to(&format!("/resultat/{}", issue.series()))) { (named(visit, issue)) } }
        },
        rows: visit.view.numbers(issue.series()).iter().rev().map(|version| row(visit, version)).collect(),
    });
    let columns = vec![
        Column::new(language.say("Version", "Version")),
        Column::new(language.say("Publicerad", "Published")),
        Column::new(language.say("Gäller", "Valid")),
        Column::new(language.say("Rättelse", "Correction")),
    ];
    let caption =
        language.say("Publiceringar, senaste årgången först", "Publications, the latest edition first");
    let table = Table::grouped("publiceringar", caption, columns, groups.collect()).stacked();
    page(
        visit,
        language.say("Alla resultat", "All results"),
        html! {
            (lead(language.say(
                "En publicering ändras aldrig. Blir något fel kommer en rättad version med nästa nummer, och den gamla finns kvar.",
                "A publication never changes. If something is wrong, a corrected version follows with the next number, and the old one stays.",
            )))
            @if valid.is_empty() {
                (empty_state(
                    language.say("Inget är publicerat", "Nothing is published"),
                    language.say("Här kommer resultaten att stå.", "The results will stand here."),
                    None,
                ))
            } @else {
                (table.html(language))
            }
        },
    )
}

fn row(visit: &Visit<'_>, issue: &Issue) -> Row {
    let language = visit.language;
    let number = issue.number();
    let name = language.say(format!("Version {number}"), format!("Version {number}"));
    let link =
        Link::new(visit.to(&format!("/resultat/{}", issue.named())), name).about(html_text(language, issue));
    let state = match visit.view.replaced_by(issue) {
        None => tag(TagKind::Done, language.say("gäller", "valid")),
        Some(later) => tag(
            TagKind::Closed,
            language.say(
                format!("ersatt av version {}", later.number()),
                format!("replaced by version {}", later.number()),
            ),
        ),
    };
    Row {
        header: html! { (link) },
        cells: vec![
            Cell::time(&published(language, issue)),
            Cell::markup(state),
            Cell::markup(correction(language, issue)),
        ],
        total: false,
    }
}

fn html_text(language: Language, issue: &Issue) -> String {
    super::visit::short(language, issue)
}

/// What a version corrects; nothing for a first one.
pub fn correction(language: Language, issue: &Issue) -> Markup {
    let Some(note) = &issue.manifest().correction else { return html! {} };
    let kind = match note.kind {
        Mistake::Answers => language.say("Fel i svar", "A mistake in answers"),
        Mistake::Rule => language.say("Fel i en regel", "A mistake in a rule"),
        Mistake::Program => language.say("Fel i programmet", "A mistake in the program"),
        Mistake::Text => language.say("Fel i text", "A mistake in a text"),
    };
    html! {
        b { (kind) } ". "
        (language.either(note.what.sv.as_str(), note.what.en.as_deref()))
        @if !note.what.sv.trim_end().ends_with(['.', '!', '?']) { "." } " "
        (language.either(note.why.sv.as_str(), note.why.en.as_deref()))
    }
}
