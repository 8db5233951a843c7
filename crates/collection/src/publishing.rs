//! The life of a publication (*publicering*): draft, preview, embargo, published, corrected.
//!
//! Every step is an [`Event`], appended and never changed; what a publication is now, its [`Publishing`], follows from them.
//! That it is published is no event: its time comes, by the clock of whoever looks. A correction (*rättelse*) is a publication
//! with the next number, and a note that says what it corrects.

mod early;
mod event;
mod refused;
mod state;

pub use early::sees_early;
pub use event::{Event, Mistake, No, Note, Schedule, Step, Verdict, Words, seal};
pub use refused::NotNow;
pub use state::{Contest, Decision, Publishing, Stage};

/// The most characters of a reason, and of other words.
pub const MAX_WORDS: usize = 4_000;

#[cfg(test)]
mod tests;
