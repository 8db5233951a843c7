//! Signs (*tecken*): drawn here, so that they look alike on every device and no phone makes an emoji of them.

use maud::{Markup, html};

/// A sign beside a word. It is hidden from screen readers: the word says the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// A tick: done, saved.
    Tick,
    /// A cross: failed.
    Cross,
    /// An exclamation mark, in a ground of its own.
    Exclamation,
    /// A triangle with an exclamation mark: look here.
    Alert,
    /// The letter i: to know.
    Info,
    /// A ring: not begun.
    Ring,
    /// A half-filled ring: begun.
    Half,
    /// A dash: not possible, not needed.
    Dash,
    /// A padlock: closed.
    Lock,
    /// An arrow to the left.
    Back,
    /// An arrow to the right.
    Forward,
}

impl Sign {
    /// The sign as a picture, as large as the text around it.
    pub(super) fn draw(self) -> Markup {
        let path = match self {
            Self::Tick => "M3 8.5l3.5 3.5L13 4.5",
            Self::Cross => "M4 4l8 8M12 4l-8 8",
            Self::Exclamation => "M8 3v6.5M8 12.7v.1",
            Self::Alert => "M8 1.8L15 14H1zM8 6.5v3.5M8 12v.01",
            Self::Info => "M8 3.2v.1M8 6.5V13",
            Self::Ring | Self::Half => "M8 2.5a5.5 5.5 0 1 0 .01 0z",
            Self::Dash => "M3.5 8h9",
            Self::Lock => "M4 7.5h8v6H4zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5",
            Self::Back => "M13 8H3.5M7.5 4l-4 4 4 4",
            Self::Forward => "M3 8h9.5M8.5 4l4 4-4 4",
        };
        html! {
            svg.sign viewBox="0 0 16 16" aria-hidden="true" focusable="false" {
                path d=(path) {}
                @if self == Self::Half { path.filled d="M8 2.5a5.5 5.5 0 0 0 0 11z" {} }
            }
        }
    }
}
