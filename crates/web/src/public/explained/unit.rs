//! A unit's outcome: the answers it rests on, the checks, and the rule.

use maud::{Markup, html};
use results::explain::{CellStep, CheckStep, Explanation};

use super::{Cell, rule};
use crate::design::notice::{Notice, NoticeKind};
use crate::design::table::{Cell as Shown, Column, Row, Table};
use crate::design::text::{Level, heading, paragraph};

pub(super) fn unit(cell: Cell<'_>, told: &Explanation) -> Markup {
    let language = cell.look.language;
    if told.basis == "given" {
        let text = language.say(
            "Bara utfallet är känt, inte svaren bakom det. Därför går det inte att visa svar, kontroller och regelns steg.",
            "Only the outcome is known, not the answers behind it. So answers, checks and the steps of the rule cannot be shown.",
        );
        let title = language.say("Svaren är inte kända", "The answers are not known");
        return Notice::new(NoticeKind::Info, title).body(paragraph(text)).html(language);
    }
    html! {
        (heading(Level::Two, None, language.say("Svaren", "The answers")))
        (answers(cell, told))
        @if !told.checks.is_empty() {
            (heading(Level::Two, None, language.say("Kontrollerna", "The checks")))
            (checks(cell, &told.checks))
        }
        (heading(Level::Two, None, language.say("Regeln", "The rule")))
        (rule::entries(cell, told))
    }
}

/// Question, answer, and what it counts as. Never who answered; a free text never.
fn answers(cell: Cell<'_>, told: &Explanation) -> Markup {
    let look = cell.look;
    let language = look.language;
    let rows: Vec<Row> = told
        .cells
        .iter()
        .map(|step| Row {
            header: question(cell, step),
            cells: vec![Shown::markup(given(cell, step)), Shown::markup(counts_as(cell, step))],
            total: false,
        })
        .collect();
    let columns = vec![
        Column::new(language.say("Fråga", "Question")),
        Column::new(language.say("Svar", "Answer")),
        Column::new(language.say("Regeln läser", "The rule reads")),
    ];
    let caption = language.say("Svaren som regeln bygger på", "The answers that the rule is built on");
    Table::new("svaren", caption, columns, rows).stacked().html(language)
}

fn question(cell: Cell<'_>, step: &CellStep) -> Markup {
    let language = cell.look.language;
    if step.question.is_empty() {
        return html! { (language.say("Uppgift om kommunen", "A fact of the municipality")) " " code { (step.cell) } };
    }
    html! {
        strong { (step.question) } " " (language.official(step.wording.as_str()))
        @if !step.row_wording.is_empty() { ": " (language.official(format!("”{}”", step.row_wording))) }
    }
}

fn given(cell: Cell<'_>, step: &CellStep) -> Markup {
    let language = cell.look.language;
    if step.hidden {
        return html! { (language.say("Fritext, visas inte", "Free text, not shown")) };
    }
    match (step.asked, step.given_words.as_slice()) {
        ("false", []) => html! { (language.say("Ställdes inte", "Was not asked")) },
        (_, []) => html! { (language.say("Inget svar", "No answer")) },
        (_, words) => {
            let words = words.join("; ");
            html! { (language.official(words)) }
        }
    }
}

fn counts_as(cell: Cell<'_>, step: &CellStep) -> Markup {
    let words = cell.look.opened.vocabulary();
    let language = cell.look.language;
    match &step.value {
        Some(value) => html! { code { (value) } },
        None => {
            let names = step.reasons.iter().map(|reason| {
                let named = words.empty(reason);
                named.map_or((*reason).to_owned(), |named| cell.look.text(&named.name).text().to_owned())
            });
            let names: Vec<String> = names.collect();
            html! {
                (names.join(", "))
                @if step.decision.is_some() { " (" (language.say("beslut av granskare", "a reviewer’s decision")) ")" }
            }
        }
    }
}

fn checks(cell: Cell<'_>, checks: &[CheckStep]) -> Markup {
    let language = cell.look.language;
    let row = |check: &CheckStep| Row {
        header: html! { (language.official(check.message.trim())) },
        cells: vec![Shown::text(match check.fires {
            true => {
                language.say("Slår till: svaren räknas som ologiska", "Fires: the answers count as illogical")
            }
            false => language.say("Slår inte till", "Does not fire"),
        })],
        total: false,
    };
    let columns =
        vec![Column::new(language.say("Kontroll", "Check")), Column::new(language.say("Här", "Here"))];
    let caption = language.say("Kontroller av svaren", "Checks of the answers");
    Table::new("kontrollerna", caption, columns, checks.iter().map(row).collect()).stacked().html(language)
}
