//! What would change (*ändringar*): each answer before and after, chosen one by one.

use maud::{Markup, html};

use super::field::id_of;
use crate::language::{Language, Phrase};

/// One answer that would change.
#[derive(Clone, Debug)]
pub struct Change<'a> {
    /// The name that the choice is sent under.
    pub name: String,
    /// Its value.
    pub value: String,
    /// Which question it is.
    pub number: &'a str,
    /// What is asked.
    pub question: Phrase<'a>,
    /// The answer now, and who gave it; none: it is empty.
    pub now: Option<(Phrase<'a>, String)>,
    /// The answer that would take its place.
    pub then: Phrase<'a>,
    /// Whether it is chosen from the start.
    pub chosen: bool,
    /// Why it is not.
    pub note: Option<&'a str>,
}

/// Changes to choose from, as a list that is as wide as the page.
pub fn changes(language: Language, all: &[Change<'_>]) -> Markup {
    html! {
        ul.changes {
            @for change in all {
                @let id = id_of(&change.name);
                li {
                    div.choice {
                        input type="checkbox" id=(id) name=(change.name) value=(change.value) checked[change.chosen];
                        label for=(id) { strong { (change.number) } " " (change.question) }
                    }
                    dl {
                        div {
                            dt { (language.say("Nu", "Now")) }
                            dd {
                                @match &change.now {
                                    Some((now, who)) => { span lang=[now.lang()] { (now.text()) } " " span.muted { "– " (who) } },
                                    None => { span.muted { (language.say("Inget svar", "No answer")) } },
                                }
                            }
                        }
                        div {
                            dt { (language.say("I arbetsboken", "In the workbook")) }
                            dd { span lang=[change.then.lang()] { (change.then.text()) } }
                        }
                    }
                    @if let Some(note) = change.note { p.asks { (super::sign::Sign::Alert.draw()) (note) } }
                }
            }
        }
    }
}
