//! Whether what is on the page is saved (*sparläge*). Said aloud when it changes, but never in the middle of a word.

use maud::{Markup, html};

use super::sign::Sign;
use crate::language::Language;

/// How it stands with what was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveState<'a> {
    /// Nothing has been changed yet.
    Untouched,
    /// Saved at a time, for people: `14.32`.
    Saved(&'a str),
    /// Changed since it was saved.
    Unsaved,
    /// On its way.
    Saving,
    /// It did not arrive; it is kept on the page and sent again.
    Failed,
}

impl SaveState<'_> {
    /// The state as HTML. Scripts change it by the texts that it carries along; without them, pages are saved by button.
    pub fn html(&self, language: Language) -> Markup {
        let (class, sign) = match self {
            Self::Untouched | Self::Unsaved => ("unsaved", Sign::Ring),
            Self::Saving => ("saving", Sign::Half),
            Self::Saved(_) => ("saved", Sign::Tick),
            Self::Failed => ("failed", Sign::Cross),
        };
        let saved = language.say("Sparat", "Saved");
        let [unsaved, saving, failed] = words(language);
        html! {
            p class={ "save-state " (class) } role="status" aria-live="polite" data-save-state
                data-unsaved=(unsaved) data-saving=(saving) data-saved=(saved) data-failed=(failed) {
                (sign.draw())
                span data-save-words {
                    @match self {
                        Self::Untouched => { (language.say("Inget ändrat", "Nothing changed")) },
                        Self::Saved(at) => { (saved) " " (at) },
                        Self::Unsaved => { (unsaved) },
                        Self::Saving => { (saving) },
                        Self::Failed => { (failed) },
                    }
                }
            }
        }
    }
}

fn words(language: Language) -> [&'static str; 3] {
    language.say(
        ["Inte sparat ännu", "Sparar …", "Kunde inte spara. Texten finns kvar här; vi försöker igen."],
        ["Not saved yet", "Saving …", "Could not save. Your text is still here; we are trying again."],
    )
}
