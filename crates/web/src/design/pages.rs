//! Ways between pages: steps of a part, next and previous, pages of a long list (*stegnavigering, sidväljare*).

use maud::{Markup, html};

use super::sign::Sign;
use super::text::{Link, hidden};
use crate::language::Language;

/// Where a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    /// Not begun.
    Ahead,
    /// Something is answered, not all.
    Begun,
    /// All answered.
    Done,
    /// Something on it is to be mended.
    Faulty,
}

/// The pages of a part, each of which can be gone to at any time; `here`: the place among them where the reader is.
pub fn steps(language: Language, steps: &[(Link<'_>, StepState)], here: usize) -> Markup {
    html! {
        nav.steps aria-label=(language.say("Sidor i delen", "Pages of this part")) {
            ol {
                @for (place, (link, state)) in steps.iter().enumerate() {
                    @let (class, sign, word) = match state {
                        StepState::Ahead => ("ahead", Sign::Ring, language.say("inte besvarad", "not answered")),
                        StepState::Begun => ("begun", Sign::Half, language.say("påbörjad", "begun")),
                        StepState::Done => ("done", Sign::Tick, language.say("besvarad", "answered")),
                        StepState::Faulty => ("faulty", Sign::Alert, language.say("behöver rättas", "to be mended")),
                    };
                    li .(class) .here[place == here] aria-current=[(place == here).then_some("step")] {
                        (sign.draw()) (link) (hidden(&format!(", {word}")))
                    }
                }
            }
        }
    }
}

/// The page before and the one after.
pub fn between(language: Language, previous: Option<&Link<'_>>, next: Option<&Link<'_>>) -> Markup {
    html! {
        nav.between aria-label=(language.say("Föregående och nästa", "Previous and next")) {
            @if let Some(link) = previous {
                p.previous-page { (Sign::Back.draw()) span { span.muted { (language.say("Föregående", "Previous")) } (link) } }
            }
            @if let Some(link) = next {
                p.next-page { span { span.muted { (language.say("Nästa", "Next")) } (link) } (Sign::Forward.draw()) }
            }
        }
    }
}

/// The pages of a long list: first, last, and those around `here` (from 1). Nothing if there is only one.
pub fn pagination(language: Language, here: usize, of: usize, address: impl Fn(usize) -> String) -> Markup {
    if of < 2 {
        return html! {};
    }
    let shown: Vec<usize> =
        (1..=of).filter(|page| *page == 1 || *page == of || page.abs_diff(here) <= 1).collect();
    let word = language.say("Sida", "Page");
    html! {
        nav.pagination aria-label=(language.say("Sidor", "Pages")) {
            ul {
                @if here > 1 {
                    li { a href=(address(here - 1)) rel="prev" { (Sign::Back.draw()) (language.say("Föregående", "Previous")) } }
                }
                @for (index, page) in shown.iter().enumerate() {
                    @if index > 0 && shown[index - 1] + 1 < *page { li.gap { "…" } }
                    li {
                        a href=(address(*page)) aria-current=[(*page == here).then_some("page")] {
                            (hidden(word)) " " (page)
                        }
                    }
                }
                @if here < of {
                    li { a href=(address(here + 1)) rel="next" { (language.say("Nästa", "Next")) (Sign::Forward.draw()) } }
                }
            }
        }
    }
}
