//! Jamfor's own REST API (*gränssnittet för program*): what the public pages show, as data. Pure: answers are made from what is on
//! the shelf at a moment, and every figure is read from the one publication model, as on the pages.
//!
//! [`ENDPOINTS`] is the one list of addresses: the service mounts it, and [`openapi`] describes it, so that neither can have what
//! the other lacks. An endpoint gets an [`Asked`] – whose parameters are all known and read – and gives an [`Answer`] or a
//! [`Problem`]. How it is meant to be used stands in `docs/api.md`.

#![expect(
    clippy::result_large_err,
    reason = "a problem is made once, at the end of a request, and moved a few times"
)]

pub mod asked;
pub mod cell;
pub mod change;
pub mod correction;
pub mod cube;
pub mod endpoints;
pub mod entry;
pub mod explanation;
pub mod guide;
pub mod indicator;
pub mod learn;
mod lost;
pub mod moved;
pub mod observation;
pub mod openapi;
pub mod paging;
pub mod parameter;
pub mod peer;
pub mod place;
pub mod problem;
pub mod publication;
pub mod search;
pub mod selection;

pub use asked::{Answer, Asked, Format};
pub use endpoints::{ENDPOINTS, Endpoint, Make};
pub use parameter::{Parameter, Query};
pub use problem::{Problem, ProblemKind};

use ::publication::model::Text;

use crate::language::Language;

/// Where all of it is.
pub const ROOT: &str = "/api/v1";
/// Its version: one number for what breaks, one for what is added, one for what is mended.
pub const VERSION: &str = "1.0.0";

/// A text in a language; in Swedish where nobody has translated it.
fn said(language: Language, text: &Text) -> String {
    language.either(text.sv.as_str(), text.en.as_deref()).text().to_owned()
}

/// A sentence of our own.
fn say(language: Language, [sv, en]: [&str; 2]) -> String {
    language.say(sv, en).to_owned()
}

/// A segment of a path, as addresses write it.
fn segment(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b':' => {
                written.push(char::from(byte))
            }
            other => written.push_str(&format!("%{other:02X}")),
        }
    }
    written
}
