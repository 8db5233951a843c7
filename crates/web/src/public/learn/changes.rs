//! What a unit answered before it reached a target, and after.

use std::collections::BTreeMap;

use catalogue::model::Indicator;
use maud::{Markup, html};
use results::explain::{self, CellStep};

use super::Scene;
use crate::design::table::{Cell, Column, Group, Row, Table};
use crate::language::{Language, Phrase};

/// An answer before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answered {
    /// The question's code and its row: where it stands in the questionnaire.
    pub(super) cell: String,
    question: String,
    wording: String,
    row: String,
    before: Given,
    after: Given,
}

/// What stands in a cell, in words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Given {
    /// Words of alternatives, or a number.
    Words(String),
    /// Nobody was asked.
    NotAsked,
    /// Asked, and nothing answered.
    Nothing,
}

impl Given {
    fn of(step: &CellStep) -> Self {
        match (step.given_words.as_slice(), step.asked, &step.value) {
            ([], "false", _) => Self::NotAsked,
            ([], _, None) => Self::Nothing,
            ([], _, Some(value)) => Self::Words(value.clone()),
            (words, ..) => Self::Words(words.join("; ")),
        }
    }

    fn say<'a>(&'a self, language: Language) -> Phrase<'a> {
        match self {
            Self::Words(words) => language.official(words.as_str()),
            Self::NotAsked => language.say("Ställdes inte", "Was not asked").into(),
            Self::Nothing => language.say("Inget svar", "No answer").into(),
        }
    }
}

impl Answered {
    fn is_changed(&self) -> bool {
        self.before != self.after
    }

    /// What became of it, with a sign.
    fn word(&self, language: Language) -> (&'static str, &'static str) {
        match (&self.before, &self.after) {
            (before, after) if before == after => ("=", language.say("Samma", "The same")),
            (Given::NotAsked | Given::Nothing, Given::Words(_)) => {
                ("+", language.say("Nytt svar", "New answer"))
            }
            (Given::Words(_), Given::NotAsked | Given::Nothing) => {
                ("−", language.say("Inte längre", "No longer"))
            }
            (Given::Words(_) | Given::NotAsked | Given::Nothing, _) => {
                ("≠", language.say("Ändrat", "Changed"))
            }
        }
    }
}

/// Answers of a unit in two rounds, in the words of the questionnaire of today: those that its outcome rests on. Facts of the
/// unit and free texts are not among them. None where the answers of one of the two are not known.
pub(super) fn answers(
    scene: &Scene<'_>,
    indicator: &Indicator,
    unit: usize,
    [before, after]: [usize; 2],
) -> Option<Vec<Answered>> {
    let opened = scene.look.opened;
    let of = |round: usize| {
        let answers = scene.through.answers(round)?;
        let told = explain::outcome(scene.edition(), opened.vocabulary(), answers, unit, indicator, "");
        Some(told.cells)
    };
    let (before, after) = (of(before)?, of(after)?);
    let is_told = |step: &CellStep| !step.question.is_empty() && !step.hidden && step.kind != "text";
    let pairs = before.into_iter().zip(after).filter(|(a, b)| is_told(a) && is_told(b));
    let answered = pairs.map(|(a, b)| Answered {
        before: Given::of(&a),
        after: Given::of(&b),
        cell: a.cell,
        question: a.question,
        wording: a.wording,
        row: a.row_wording,
    });
    Some(answered.collect())
}

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
            let (sign, word) = one.word(language);
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
    let mut counted: BTreeMap<(&str, &Given, &Given), (usize, &Answered)> = BTreeMap::new();
    for one in units.iter().flatten().filter(|one| one.is_changed()) {
        counted.entry((&one.cell, &one.before, &one.after)).or_insert((0, one)).0 += 1;
    }
    let mut most: Vec<(usize, &Answered)> = counted.into_values().filter(|(count, _)| *count > 1).collect();
    // The sort is stable: equally common ones stay in the order of the questions.
    most.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    most.truncate(5);
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
