//! Buttons (*knappar*). None is ever disabled: a page says why something cannot be done yet.

use maud::{Markup, Render, html};

use crate::language::Phrase;

/// How much a button asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one thing the page is for; at most one on a page.
    Primary,
    /// Anything else.
    Secondary,
    /// Beside a field or in a table.
    Quiet,
    /// What cannot be undone.
    Danger,
}

impl ButtonKind {
    fn class(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Secondary => "secondary",
            Self::Quiet => "quiet",
            Self::Danger => "danger",
        }
    }
}

/// A button that sends its form, or a link that looks like one.
#[derive(Clone, Debug)]
pub struct Button<'a> {
    kind: ButtonKind,
    text: Phrase<'a>,
    about: Option<Phrase<'a>>,
    to: Option<&'a str>,
    does: Does<'a>,
}

#[derive(Clone, Debug)]
enum Does<'a> {
    Sends(Option<(&'a str, &'a str)>),
    Leads(&'a str),
}

impl<'a> Button<'a> {
    /// Sends the form it stands in.
    pub fn new(kind: ButtonKind, text: impl Into<Phrase<'a>>) -> Self {
        Self { kind, text: text.into(), about: None, to: None, does: Does::Sends(None) }
    }

    /// Leads to a page: for actions that change nothing.
    pub fn leading(kind: ButtonKind, text: impl Into<Phrase<'a>>, href: &'a str) -> Self {
        Self { kind, text: text.into(), about: None, to: None, does: Does::Leads(href) }
    }

    /// Sends a name and a value along: which of several buttons was pressed.
    pub fn sends(self, name: &'a str, value: &'a str) -> Self {
        Self { does: Does::Sends(Some((name, value))), ..self }
    }

    /// Sends the form to another address than its own, such as a place on the page.
    pub fn to(self, address: &'a str) -> Self {
        Self { to: Some(address), ..self }
    }

    /// What it is about, for those who hear it out of its context.
    pub fn about(self, about: impl Into<Phrase<'a>>) -> Self {
        Self { about: Some(about.into()), ..self }
    }
}

impl Render for Button<'_> {
    fn render(&self) -> Markup {
        let text = html! {
            (self.text)
            @if let Some(about) = &self.about { " " span.hidden lang=[about.lang()] { (about.text()) } }
        };
        match self.does {
            Does::Leads(href) => html! { a.button.(self.kind.class()) href=(href) { (text) } },
            Does::Sends(None) => html! { button.button.(self.kind.class()) { (text) } },
            Does::Sends(Some((name, value))) => html! {
                button.button.(self.kind.class()) name=(name) value=(value) formaction=[self.to] { (text) }
            },
        }
    }
}

/// Buttons side by side; below each other on a phone.
pub fn buttons(buttons: &[Button<'_>]) -> Markup {
    html! { div.buttons { @for button in buttons { (button) } } }
}

/// What the key Enter does in a form that has other buttons before its own: stands first in the form, and is reached by
/// no other way.
pub fn on_enter(name: &str, value: &str, text: &str) -> Markup {
    html! { button.hidden name=(name) value=(value) tabindex="-1" aria-hidden="true" { (text) } }
}
