//! Controls for texts and dates (*textfält, datum*).

use std::borrow::Cow;

use maud::{Markup, html};

use super::field::{Control, Frame};
use crate::language::Language;

/// How wide a text field is, in expected characters: its width says what is expected in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Width {
    /// A code, a year.
    Short,
    /// A name, an address.
    #[default]
    Medium,
    /// A sentence.
    Full,
}

/// What a text field holds: which keyboard a phone shows, and what a browser may fill in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Holds {
    /// Any text.
    #[default]
    Text,
    /// A person's own name.
    Name,
    /// An e-mail address.
    Email,
    /// The e-mail address that somebody signs in with.
    Login,
    /// A password; never written back to the page.
    Password,
    /// A password that is being chosen; never written back either.
    NewPassword,
    /// A code of one use from another device.
    Code,
}

/// One line of text.
#[derive(Clone, Debug, Default)]
pub struct TextInput<'a> {
    /// What is in it.
    pub value: &'a str,
    /// How wide it is.
    pub width: Width,
    /// What it holds.
    pub holds: Holds,
}

impl Control for TextInput<'_> {
    fn is_group(&self) -> bool {
        false
    }

    fn inputs(&self, frame: &Frame) -> Markup {
        let (kind, complete) = match self.holds {
            Holds::Text => ("text", None),
            Holds::Name => ("text", Some("name")),
            Holds::Email => ("email", Some("email")),
            Holds::Login => ("email", Some("username")),
            Holds::Password => ("password", Some("current-password")),
            Holds::NewPassword => ("password", Some("new-password")),
            Holds::Code => ("text", Some("one-time-code")),
        };
        let width = match self.width {
            Width::Short => "short",
            Width::Medium => "medium",
            Width::Full => "full",
        };
        let value = (kind != "password" && !self.value.is_empty()).then_some(self.value);
        html! {
            input.text.(width) type=(kind) id=(frame.id) name=(frame.name) value=[value]
                autocomplete=[complete] inputmode=[(self.holds == Holds::Code).then_some("numeric")]
                aria-describedby=[frame.described_by.as_deref()] aria-invalid=[frame.aria_invalid()];
        }
    }
}

/// Several lines of text, with room for so many characters.
#[derive(Clone, Debug)]
pub struct TextArea<'a> {
    /// What is in it.
    pub value: &'a str,
    /// Lines shown.
    pub rows: u8,
    /// Characters there is room for. More can be written – nothing is cut off – but not saved.
    pub max: usize,
}

impl Control for TextArea<'_> {
    fn is_group(&self) -> bool {
        false
    }

    fn inputs(&self, frame: &Frame) -> Markup {
        let room = format!("{}:room", frame.id);
        let (left, over) = frame.language.say(
            ("{n} tecken kvar", "{n} tecken för mycket"),
            ("{n} characters left", "{n} characters too many"),
        );
        html! {
            textarea.text id=(frame.id) name=(frame.name) rows=(self.rows) data-room=(self.max)
                aria-describedby=(frame.described_also_by(&room)) aria-invalid=[frame.aria_invalid()] {
                // A parser drops a first line break: one is given, so that the text's own stays.
                "\n" (self.value)
            }
            p.room id=(room) data-left=(left) data-over=(over) {
                (frame.language.say("Högst ", "At most ")) (self.max) (frame.language.say(" tecken", " characters"))
            }
        }
    }
}

/// A date, written as `2018-02-01`.
///
/// One field of text: a browser's own date field follows the browser's language, not the page's, and shows 02/01/2018
/// to some and 01.02.2018 to others.
#[derive(Clone, Debug, Default)]
pub struct DateInput<'a> {
    /// What is in it; also what was written wrongly.
    pub value: &'a str,
}

impl Control for DateInput<'_> {
    fn is_group(&self) -> bool {
        false
    }

    fn how(&self, language: Language) -> Option<Cow<'static, str>> {
        Some(
            language
                .say("År-månad-dag, till exempel 2018-02-01", "Year-month-day, such as 2018-02-01")
                .into(),
        )
    }

    fn inputs(&self, frame: &Frame) -> Markup {
        html! {
            input.text.short type="text" id=(frame.id) name=(frame.name) value=(self.value) autocomplete="off"
                inputmode="numeric" aria-describedby=[frame.described_by.as_deref()]
                aria-invalid=[frame.aria_invalid()];
        }
    }
}

/// A file from the reader's own device. Its form is sent as `multipart/form-data`.
#[derive(Clone, Copy, Debug)]
pub struct FileInput<'a> {
    /// Endings of names that it takes: `.xlsx`.
    pub accept: &'a str,
}

impl Control for FileInput<'_> {
    fn is_group(&self) -> bool {
        false
    }

    fn inputs(&self, frame: &Frame) -> Markup {
        html! {
            input.text.full type="file" id=(frame.id) name=(frame.name) accept=(self.accept) required
                aria-describedby=[frame.described_by.as_deref()] aria-invalid=[frame.aria_invalid()];
        }
    }
}
