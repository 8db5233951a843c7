//! The parts of a response (*delar*): how far each has come, and who works on it.

use maud::{Markup, html};

use super::progress::Progress;
use super::tag::{TagKind, tag};
use super::text::Link;
use crate::language::{Language, Phrase};

/// A part of the questionnaire.
#[derive(Clone, Debug)]
pub struct Task<'a> {
    /// The part's letter: `G`.
    pub code: &'a str,
    /// The part's name, leading to it.
    pub link: Link<'a>,
    /// Where it stands.
    pub status: (TagKind, &'a str),
    /// Answers given: a grid has one a row.
    pub progress: Progress,
    /// Who works on it: `Anna Ek, skriver nu`.
    pub people: Vec<Phrase<'a>>,
}

/// The list of parts, with how many answers are given.
pub fn tasks(language: Language, tasks: &[Task<'_>]) -> Markup {
    tasks_of(language, tasks, language.say("svar", "answers"))
}

/// The same, where something else is counted.
pub fn tasks_of(language: Language, tasks: &[Task<'_>], counted: &str) -> Markup {
    html! {
        ul.tasks {
            @for task in tasks {
                li {
                    span.task-code aria-hidden="true" { (task.code) }
                    div.task-name {
                        (task.link)
                        @if !task.people.is_empty() {
                            p.task-people {
                                @for (index, person) in task.people.iter().enumerate() {
                                    @if index > 0 { " · " }
                                    (person)
                                }
                            }
                        }
                    }
                    div.task-progress { (task.progress.html(language, counted)) }
                    div.task-status { (tag(task.status.0, task.status.1)) }
                }
            }
        }
    }
}
