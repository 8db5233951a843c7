//! A summary list (*sammanställning*): what was answered, with a way to change each.

use maud::{Markup, html};

use super::button::Button;
use super::text::Link;
use crate::language::Phrase;

/// A line of a summary.
#[derive(Clone, Debug)]
pub struct Line<'a> {
    /// What was asked.
    pub term: Phrase<'a>,
    /// What was answered; that nothing was, if so.
    pub answer: Phrase<'a>,
    /// Whether nothing was answered.
    pub missing: bool,
    /// Where to change it; give it [`Link::about`].
    pub change: Option<Link<'a>>,
}

/// The lines of a summary.
pub fn summary(lines: &[Line<'_>]) -> Markup {
    html! {
        dl.summary {
            @for line in lines {
                div {
                    dt { (line.term) }
                    dd .missing[line.missing] {
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
