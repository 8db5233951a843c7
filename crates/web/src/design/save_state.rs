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
        let [offline, faulty, ended] = scripts_words(language);
        let at = match self {
            Self::Saved(at) => Some(*at),
            Self::Untouched | Self::Unsaved | Self::Saving | Self::Failed => None,
        };
        html! {
            p class={ "save-state " (class) } role="status" aria-live="polite" data-save-state data-at=[at]
                data-unsaved=(unsaved) data-saving=(saving) data-saved=(saved) data-failed=(failed)
                data-offline=(offline) data-faulty=(faulty) data-ended=(ended) {
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

/// What only a script can find out: no network, something that cannot be saved as it is, nobody signed in.
fn scripts_words(language: Language) -> [&'static str; 3] {
    language.say(
        [
            "Ingen uppkoppling. Texten finns kvar här och sparas när du är uppkopplad igen.",
            "Allt är inte sparat: rätta det som är markerat.",
            "Inte sparat: du är utloggad. Texten finns kvar här. Öppna din länk i en ny flik och kom sedan tillbaka hit.",
        ],
        [
            "No connection. Your text is still here and is saved when you are connected again.",
            "Not everything is saved: mend what is marked.",
            "Not saved: you are signed out. Your text is still here. Open your link in a new tab, then come back here.",
        ],
    )
}
