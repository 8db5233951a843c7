//! A summary list (*sammanställning*): what was answered, with a way to change each.

use maud::{Markup, html};

use super::button::Button;
use super::text::{Level, Link, heading};
use crate::language::Phrase;

/// Whether something was answered; only answers stand out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// An answer, or what is said of one.
    Answer,
    /// Nothing, and nothing needs to.
    Nothing,
    /// Nothing yet.
    Missing,
}

impl Stands {
    fn class(self) -> Option<&'static str> {
        match self {
            Self::Answer => None,
            Self::Nothing => Some("nothing"),
            Self::Missing => Some("missing"),
        }
    }
}

/// A line of a summary.
#[derive(Clone, Debug)]
pub struct Line<'a> {
    /// What was asked.
    pub term: Phrase<'a>,
    /// What was answered; that nothing was, if so.
    pub answer: Phrase<'a>,
    /// Whether something was.
    pub stands: Stands,
    /// Where to change it; give it [`Link::about`].
    pub change: Option<Link<'a>>,
}

/// The lines of one question under its wording, which is lighter than they are: the answers are what one reads.
pub fn answered<'a>(question: impl Into<Phrase<'a>>, lines: &[Line<'_>]) -> Markup {
    html! { div.answered { (heading(Level::Three, None, question)) (summary(lines)) } }
}

/// The lines of a summary.
pub fn summary(lines: &[Line<'_>]) -> Markup {
    html! {
        dl.summary {
            @for line in lines {
                div {
                    dt { (line.term) }
                    dd class=[line.stands.class()] {
                        span { (line.answer) }
                        @if let Some(change) = &line.change { (change) }
                    }
                }
            }
        }
    }
}

/// A line with a button of the form that it stands in.
#[derive(Clone, Debug)]
pub struct Sending<'a> {
    /// What it is about.
    pub term: Phrase<'a>,
    /// What is said of it.
    pub answer: Phrase<'a>,
    /// What can be done; give it [`Button::about`].
    pub button: Button<'a>,
}

/// Lines with buttons, in a form.
pub fn sending(lines: &[Sending<'_>]) -> Markup {
    html! {
        dl.summary {
            @for line in lines {
                div {
                    dt { (line.term) }
                    dd { span { (line.answer) } (line.button) }
                }
            }
        }
    }
}
