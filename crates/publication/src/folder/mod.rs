//! The publication folder (*publiceringsmapp*): every file of a publication, and whether they still are what they were.
//!
//! Pure: files are names and bytes. [`make`] renders everything from what the publication is computed from
//! ([`Sources`]); a folder holds its own sources, so [`verify`](verify()) makes it again and compares.

mod content;
mod difference;
mod fault;
mod given;
mod make;
mod names;
mod readme;
mod sources;
mod stage;
mod time;
mod verify;

use std::collections::BTreeMap;

pub use content::{content_hash, pieces, sha256};
pub use given::public_answers;
pub use make::{Refused, make};
pub use sources::{Given, Sources};
pub(crate) use stage::Stage;
pub use time::published_at;
pub use verify::{Report, unchanged, verify, verify_earlier};

/// Files by their path in the folder, `/` between names.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The largest file of a publication, in bytes.
pub const MAX_FILE_BYTES: u64 = 256 * 1024 * 1024;
/// The largest publication, in bytes.
pub const MAX_BYTES: u64 = 1024 * 1024 * 1024;

/// The problem that something in a folder cannot be read, for whoever reads the disk.
pub fn unreadable(path: &str, why: (&str, &str)) -> catalogue::Problem {
    let help = (
        "en publicering har bara vanliga filer; hämta den på nytt från den som publicerade den",
        "a publication has plain files only; fetch it anew from whoever published it",
    );
    fault::fault(path, "PUB-05", "", why, help)
}
