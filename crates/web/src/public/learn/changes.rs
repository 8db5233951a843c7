//! What a unit answered before it reached a target, and after, in tables.

use maud::{Markup, html};

use super::answered::{Answered, most_common};
use super::scene::Scene;
use crate::design::table::{Cell, Column, Group, Row, Table};
use crate::language::Language;

/// Both tables of a unit: what changed, and, folded, what did not.
pub(super) fn tables(
    scene: &Scene<'_>,
    id: &str,
    name: &str,
    all: &[Answered],
    rounds: [usize; 2],
) -> Markup {
    let language = scene.look.language;
    let (changed, same): (Vec<&Answered>, Vec<&Answered>) = all.iter().partition(|one| one.is_changed());
    html! {
        (table(scene, &format!("{id}-andrat"), language.say(format!("Vad {name} ändrade"), format!("What {name} changed")), &changed, rounds))
        @if !same.is_empty() {
            details {
                summary { (language.say(format!("Svar som var samma ({})", same.len()), format!("Answers that were the same ({})", same.len()))) }
                (table(scene, &format!("{id}-samma"), language.say(format!("Vad {name} svarade både förut och sedan"), format!("What {name} answered both before and after")), &same, rounds))
            }
        }
    }
}

fn table(
    scene: &Scene<'_>,
    id: &str,
    caption: String,
    all: &[&Answered],
    [before, after]: [usize; 2],
) -> Markup {
    let language = scene.look.language;
    let mut groups: Vec<Group> = Vec::new();
    for one in all.chunk_by(|a, b| a.question == b.question) {
        let rows = one.iter().map(|one| {
            let (sign, word) = one.change().word(language);
            let header = match one.row.is_empty() {
                true => html! { (language.say("Svaret", "The answer")) },
                false => html! { (language.official(one.row.as_str())) },
            };
            let moved = html! { span.moved { b aria-hidden="true" { (sign) } " " (word) } };
            let cells = vec![
                Cell::text(one.before.say(language)),
                Cell::text(one.after.say(language)),
                Cell::markup(moved),
            ];
            Row { header, cells, total: false }
        });
        let rows = rows.collect();
        let header =
            one.first().map(|one| html! { (one.question) " " (language.official(one.wording.as_str())) });
        groups.push(Group { header: header.unwrap_or_default(), rows });
    }
    let said = |word: &str, round: usize| format!("{word}, {}", scene.round(round));
    let columns = vec![
        Column::new(language.say("Fråga", "Question")),
        Column::new(said(language.say("Förut", "Before"), before)),
        Column::new(said(language.say("Sedan", "After"), after)),
        Column::new(language.say("Ändring", "Change")),
    ];
    Table::grouped(id, caption, columns, groups).stacked().html(language)
}

/// What several units changed alike, the most common first: the question, from what to what, and by how many.
pub(super) fn common(language: Language, units: &[Vec<Answered>]) -> Markup {
    let most = most_common(units);
    if most.is_empty() {
        return html! {};
    }
    let all = units.len();
    let row = |(count, one): &(usize, &Answered)| Row {
        header: html! {
            @if one.row.is_empty() {
                (one.question) " " (language.official(one.wording.as_str()))
            } @else {
                (language.official(one.row.as_str())) " "
                span.muted { "(" (one.question) " " (language.official(one.wording.as_str())) ")" }
            }
        },
        cells: vec![
            Cell::text(one.before.say(language)),
            Cell::text(one.after.say(language)),
            Cell::number(&language.say(format!("{count} av {all}"), format!("{count} of {all}"))),
        ],
        total: false,
    };
    let columns = vec![
        Column::new(language.say("Fråga", "Question")),
        Column::new(language.say("Förut", "Before")),
        Column::new(language.say("Sedan", "After")),
        Column::number(language.say("Ändrade så", "Changed so")),
    ];
    let caption = language.say("Vad flera av dem ändrade", "What several of them changed");
    Table::new("vanligast", caption, columns, most.iter().map(row).collect()).stacked().html(language)
}
