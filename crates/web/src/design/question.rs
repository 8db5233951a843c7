//! A question of the questionnaire (*fråga*): its control, and beside it what helps to answer.

use maud::{Markup, html};

use super::button::{Button, ButtonKind};
use super::conflict::Conflict;
use super::field::{Control, Field};
use super::input::TextArea;
use super::sign::Sign;
use super::text::Level;
use crate::language::{Language, Phrase};

/// Most characters of a comment.
pub const MAX_COMMENT: usize = 2000;

/// What was answered last round (*förra omgångens svar*).
#[derive(Clone, Debug)]
pub struct Previous<'a> {
    /// The round, such as `2017`.
    pub round: &'a str,
    /// The answer; for a grid, that its rows show it.
    pub answer: Phrase<'a>,
    /// Whether somebody has said that it still holds.
    pub confirmed: bool,
}

/// What somebody else offers as an answer: a city to its districts (*förslag*).
#[derive(Clone, Debug)]
pub struct Offer<'a> {
    /// Who.
    pub from: &'a str,
    /// The answers; of a grid, with their rows.
    pub answers: Vec<(Option<Phrase<'a>>, Phrase<'a>)>,
    /// Whether the answers are just these already.
    pub accepted: bool,
}

/// A comment of the question (*kommentar*).
#[derive(Clone, Debug)]
pub struct Comment<'a> {
    /// What it says so far.
    pub value: &'a str,
    /// Why one is asked for, if a check asks.
    pub asked_for: Option<Phrase<'a>>,
}

/// A question: its number, its field, and what belongs to it.
#[derive(Clone, Debug)]
pub struct Question<'a, C> {
    number: &'a str,
    field: Field<'a, C>,
    definitions: Vec<Markup>,
    previous: Option<Previous<'a>>,
    offer: Option<Offer<'a>>,
    comment: Option<Comment<'a>>,
    comment_name: Option<&'a str>,
    comment_error: Option<Phrase<'a>>,
    more_comments: Vec<Markup>,
    note: Option<Markup>,
    help: Option<Markup>,
    used: Option<Markup>,
    conflicts: Vec<Conflict<'a>>,
}

impl<'a, C: Control> Question<'a, C> {
    /// A question with its number in the questionnaire (`G2`); the field's label is the question.
    pub fn new(number: &'a str, field: Field<'a, C>) -> Self {
        Self {
            number,
            field,
            definitions: Vec::new(),
            previous: None,
            offer: None,
            comment: None,
            comment_name: None,
            comment_error: None,
            more_comments: Vec::new(),
            note: None,
            help: None,
            used: None,
            conflicts: Vec::new(),
        }
    }

    /// A definition beside the question: [`super::text::definition`].
    pub fn definition(mut self, definition: Markup) -> Self {
        self.definitions.push(definition);
        self
    }

    /// Last round's answer beside the question, with the button *Oförändrat*, sent as `unchanged={field}`.
    pub fn previous(self, previous: Previous<'a>) -> Self {
        Self { previous: Some(previous), ..self }
    }

    /// What somebody offers beside the question, with the button that takes it, sent as `offered={field}`.
    pub fn offer(self, offer: Offer<'a>) -> Self {
        Self { offer: Some(offer), ..self }
    }

    /// Room for a comment, sent as `{field}.comment`.
    pub fn comment(self, comment: Comment<'a>) -> Self {
        Self { comment: Some(comment), ..self }
    }

    /// The name that the comment is sent under, where it is not `{field}.comment`.
    pub fn comment_name(self, name: &'a str) -> Self {
        Self { comment_name: Some(name), ..self }
    }

    /// Why the comment could not be saved.
    pub fn comment_error(self, error: impl Into<Phrase<'a>>) -> Self {
        Self { comment_error: Some(error.into()), ..self }
    }

    /// A field below the comment, such as the comment on a single row.
    pub fn also_comment(mut self, field: Markup) -> Self {
        self.more_comments.push(field);
        self
    }

    /// When the question is answered at all (*besvaras om …*).
    pub fn note(self, note: Markup) -> Self {
        Self { note: Some(note), ..self }
    }

    /// A calculator below the answer: [`super::helper::Helper`].
    pub fn help(self, help: Markup) -> Self {
        Self { help: Some(help), ..self }
    }

    /// What the answer is used for, last: [`super::helper::used_for`].
    pub fn used(self, used: Markup) -> Self {
        Self { used: Some(used), ..self }
    }

    /// Answers that somebody must choose between; a grid may have such rows, so there may be several.
    pub fn conflict(mut self, conflict: Conflict<'a>) -> Self {
        self.conflicts.push(conflict);
        self
    }

    /// The question as HTML, its heading an `h2`.
    pub fn html(&self, language: Language) -> Markup {
        let frame = self.field.frame(language);
        let number = html! { span.question-number { (self.number) } " " };
        let (heading, control) = self.field.headed(Level::Two, &number, &frame);
        let beside = !self.definitions.is_empty() || self.previous.is_some() || self.offer.is_some();
        html! {
            section.question .invalid[frame.invalid] .alone[!beside] aria-labelledby=(frame.label_id) {
                div.question-head {
                    (heading)
                    @if let Some(note) = &self.note { p.hint { (note) } }
                    (self.field.hint_html(&frame))
                    @for conflict in &self.conflicts { (conflict.html(self.field.name, language)) }
                }
                @if beside {
                    div.question-beside {
                        @if let Some(offer) = &self.offer { (self.offer_html(offer, language)) }
                        @for definition in &self.definitions { (definition) }
                        @if let Some(previous) = &self.previous { (self.previous_html(previous, language)) }
                    }
                }
                div.question-body {
                    (self.field.error_html(&frame))
                    (control)
                    @if let Some(help) = &self.help { (help) }
                    @if let Some(comment) = &self.comment { (self.comment_html(comment, language)) }
                    @if let Some(used) = &self.used { (used) }
                }
            }
        }
    }

    fn previous_html(&self, previous: &Previous<'_>, language: Language) -> Markup {
        html! {
            div.previous {
                p { span.muted { (language.say("Svar i ", "Answer in ")) (language.official(previous.round)) ": " } strong { (previous.answer) } }
                @if previous.confirmed {
                    p.confirmed { (Sign::Tick.draw()) (language.say("Oförändrat, bekräftat", "Unchanged, confirmed")) }
                } @else {
                    (Button::new(ButtonKind::Quiet, language.say("Oförändrat", "Unchanged"))
                        .sends("unchanged", self.field.name)
                        .about(self.number))
                }
            }
        }
    }

    fn offer_html(&self, offer: &Offer<'_>, language: Language) -> Markup {
        html! {
            div.previous {
                p {
                    span.muted { (offer.from) (language.say(" föreslår: ", " offers: ")) }
                    @if let [(None, answer)] = offer.answers.as_slice() { strong { (answer) } }
                }
                @if offer.answers.iter().any(|(row, _)| row.is_some()) {
                    ul {
                        @for (row, answer) in &offer.answers {
                            li { @if let Some(row) = row { (row) ": " } strong { (answer) } }
                        }
                    }
                }
                @if offer.accepted {
                    p.confirmed { (Sign::Tick.draw()) (language.say("Ni har svarat så", "You have answered so")) }
                } @else {
                    (Button::new(ButtonKind::Quiet, language.say("Svara så", "Answer so"))
                        .sends("offered", self.field.name)
                        .about(self.number))
                }
            }
        }
    }

    fn comment_html(&self, comment: &Comment<'_>, language: Language) -> Markup {
        let name = match self.comment_name {
            Some(name) => name.to_owned(),
            None => format!("{}.comment", self.field.name),
        };
        let label = language.say("Kommentar till ", "Comment on ").to_owned() + self.number;
        let area = TextArea { value: comment.value, rows: 3, max: MAX_COMMENT };
        let field = Field::new(&name, label, area);
        let field = match &comment.asked_for {
            Some(reason) => field.asks(reason.clone()),
            None => field,
        };
        let field = match &self.comment_error {
            Some(error) => field.error(error.clone()),
            None => field,
        };
        let more = !self.more_comments.is_empty() || self.comment_error.is_some();
        let open = !comment.value.is_empty() || comment.asked_for.is_some() || more;
        html! {
            details.comment open[open] {
                summary { (language.say("Kommentera svaret", "Comment on the answer")) span.hidden { " " (self.number) } }
                (field.html(language))
                @for more in &self.more_comments { (more) }
            }
        }
    }
}
