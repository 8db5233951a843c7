//! Notices (*meddelanden*): something to know, beside the reader's own task.

use maud::{Markup, html};

use super::sign::Sign;
use crate::language::{Language, Phrase};

/// What a notice is about; each kind has its colour, its sign and its word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// Good to know.
    Info,
    /// It worked.
    Success,
    /// Look at this before going on.
    Warning,
    /// It did not work.
    Error,
}

impl NoticeKind {
    fn look(self, language: Language) -> (&'static str, Sign, &'static str) {
        match self {
            Self::Info => ("info", Sign::Info, language.say("Information", "Information")),
            Self::Success => ("success", Sign::Tick, language.say("Klart", "Done")),
            Self::Warning => ("warning", Sign::Exclamation, language.say("Observera", "Please note")),
            Self::Error => ("fault", Sign::Cross, language.say("Fel", "Error")),
        }
    }
}

/// A notice with a title, and a text if there is more to say.
#[derive(Clone, Debug)]
pub struct Notice<'a> {
    kind: NoticeKind,
    title: Phrase<'a>,
    body: Option<Markup>,
    announced: bool,
    dismissable: bool,
}

impl<'a> Notice<'a> {
    /// A notice that says it all in its title.
    pub fn new(kind: NoticeKind, title: impl Into<Phrase<'a>>) -> Self {
        Self { kind, title: title.into(), body: None, announced: false, dismissable: false }
    }

    /// What more there is to say.
    pub fn body(self, body: Markup) -> Self {
        Self { body: Some(body), ..self }
    }

    /// The answer to what the reader just did: screen readers say it at once.
    pub fn announced(self) -> Self {
        Self { announced: true, ..self }
    }

    /// May be put away; the button is there where scripts run.
    pub fn dismissable(self) -> Self {
        Self { dismissable: true, ..self }
    }

    /// The notice as HTML.
    pub fn html(&self, language: Language) -> Markup {
        let (class, sign, word) = self.kind.look(language);
        html! {
            div class={ "notice " (class) } role=[self.announced.then_some("status")] data-notice {
                span.notice-sign { (sign.draw()) }
                div.notice-text {
                    p.notice-title { (super::text::hidden(&format!("{word}: "))) (self.title) }
                    @if let Some(body) = &self.body { (body) }
                }
                @if self.dismissable {
                    button.button.quiet type="button" hidden data-dismiss { (language.say("Stäng", "Close")) }
                }
            }
        }
    }
}
