//! A summary list (*sammanställning*): what was answered, with a way to change each.

use maud::{Markup, html};

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
