//! Status tags (*statusetiketter*): where something stands, as a word with a sign.

use maud::{Markup, html};

use super::sign::Sign;
use crate::language::Phrase;

/// How far something has come; each has its colour and its sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TagKind {
    /// Not begun.
    Waiting,
    /// Begun.
    Ongoing,
    /// Done.
    Done,
    /// Somebody has to look.
    Attention,
    /// It failed, or it is late.
    Failed,
    /// Not possible now, or not needed.
    Closed,
}

/// A tag with its word.
pub fn tag<'a>(kind: TagKind, word: impl Into<Phrase<'a>>) -> Markup {
    let (class, sign) = match kind {
        TagKind::Waiting => ("waiting", Sign::Ring),
        TagKind::Ongoing => ("ongoing", Sign::Half),
        TagKind::Done => ("done", Sign::Tick),
        TagKind::Attention => ("attention", Sign::Alert),
        TagKind::Failed => ("failed", Sign::Cross),
        TagKind::Closed => ("closed", Sign::Lock),
    };
    html! { span class={ "tag " (class) } { (sign.draw()) (word.into()) } }
}
