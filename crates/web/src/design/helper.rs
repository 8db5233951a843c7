//! What stands folded below an answer: a calculator (*hjälpräknare*), what the answer is used for (*vad svaret används till*).

use maud::{Markup, html};

use super::field::id_of;
use crate::language::{Language, Phrase};

/// Rows of a calculator: fields beside each other, named by their row.
#[derive(Clone, Debug)]
pub struct HelperRow {
    /// The row's name: `Rad 1`.
    pub name: String,
    /// Its fields, made by [`super::field::Field::html`].
    pub fields: Vec<Markup>,
}

/// A calculator: what is entered in it is counted and never saved.
#[derive(Clone, Debug)]
pub struct Helper<'a> {
    /// The field it helps with; the section's id is [`helper_id`] of it.
    pub field: &'a str,
    /// What it counts.
    pub title: Phrase<'a>,
    /// Whether it stands open: somebody is counting.
    pub open: bool,
    /// How to use it.
    pub intro: Markup,
    /// Rows of fields.
    pub rows: Vec<HelperRow>,
    /// Its buttons.
    pub buttons: Markup,
    /// What came out, and how.
    pub result: Option<HelperResult<'a>>,
}

/// What a calculator gives.
#[derive(Clone, Debug)]
pub struct HelperResult<'a> {
    /// Every step, in words.
    pub steps: Vec<String>,
    /// What came out.
    pub sum: Phrase<'a>,
    /// The button that puts it into the question.
    pub take: Option<Markup>,
}

/// Where the calculator of a field stands on its page.
pub fn helper_id(field: &str) -> String {
    format!("{}:help", id_of(field))
}

impl Helper<'_> {
    /// The section as HTML.
    pub fn html(&self, language: Language) -> Markup {
        html! {
            details.folded id=(helper_id(self.field)) open[self.open] data-keep=(self.field) {
                summary { (self.title) span.hidden { " " (self.field) } }
                (self.intro)
                @for row in &self.rows {
                    fieldset.helper-row { legend { (row.name) } @for field in &row.fields { (field) } }
                }
                (self.buttons)
                @if let Some(result) = &self.result {
                    div.helper-result {
                        @if !result.steps.is_empty() {
                            p.muted { (language.say("Så räknas det:", "This is how it is counted:")) }
                            ol { @for step in &result.steps { li { (step) } } }
                        }
                        p { strong lang=[result.sum.lang()] { (result.sum.text()) } }
                        @if let Some(take) = &result.take { (take) }
                    }
                }
            }
        }
    }
}

/// An indicator that an answer feeds.
#[derive(Clone, Debug)]
pub struct Used<'a> {
    /// What it is called.
    pub name: Phrase<'a>,
    /// What it would come out as with the answers so far; none: it is not shown here.
    pub outcome: Option<Phrase<'a>>,
    /// Why, a sentence each.
    pub why: Vec<Phrase<'a>>,
}

/// What the answer is used for, folded.
pub fn used_for(language: Language, number: &str, used: &[Used<'_>]) -> Markup {
    let preliminary = language.say(
        "Preliminärt, med de svar som är sparade nu och bara för er. Slutligt blir det när omgången är granskad.",
        "Preliminary, with the answers saved now and for you only. It is final when the round has been reviewed.",
    );
    let is_counted = used.iter().any(|one| one.outcome.is_some());
    html! {
        details.folded {
            summary {
                (language.say("Vad svaret används till", "What the answer is used for")) " (" (used.len()) ")"
                span.hidden { " " (number) }
            }
            @if is_counted { p.hint { (preliminary) } }
            ul.used {
                @for one in used {
                    li {
                        (one.name)
                        @if let Some(outcome) = &one.outcome {
                            p.used-outcome { span.muted { (language.say("Preliminärt: ", "Preliminary: ")) } strong { (outcome) } }
                        }
                        @if let [first, ..] = one.why.as_slice() {
                            details {
                                summary { (language.say("Varför?", "Why?")) span.hidden { " " (one.name) } }
                                @if first.lang().is_some() {
                                    div lang=[first.lang()] { @for why in &one.why { p { (why.text()) } } }
                                } @else { @for why in &one.why { p { (why.text()) } } }
                            }
                        }
                    }
                }
            }
        }
    }
}
