//! The package a workbook comes in (a zip file), looked through before anything is read from it.
//!
//! A few bytes can claim or unpack to more than memory holds, so what the package says of itself is checked
//! first, then every part is unpacked once with a limit and without keeping it.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::file::{MAX_LINES, MAX_XLSX_UNPACKED};
use super::mistakes::Mistake;

/// Most parts of a package; a workbook with one sheet has about ten.
const MAX_PARTS: usize = 1_000;

/// Refuses what is no workbook, is damaged, or is larger than it may be.
pub(super) fn check(bytes: &[u8]) -> Result<(), (&'static str, Mistake)> {
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        let help = "open it and save it as .xlsx without a password";
        return Err(("ANS-02", Mistake::new("this is an older workbook (.xls), or one with a password", help)));
    }
    if !bytes.starts_with(b"PK") {
        let help = "a text file is named .csv; a workbook is saved as .xlsx, which a new name does not do";
        return Err(("ANS-02", Mistake::new("this is not a workbook, although its name ends with .xlsx", help)));
    }
    let mut package = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    if package.len() > MAX_PARTS {
        return Err(too_large(&format!("{} parts", package.len())));
    }
    let mut declared: u64 = 0;
    for i in 0..package.len() {
        declared = declared.saturating_add(package.by_index(i).map_err(|error| damaged(&error))?.size());
    }
    if declared > MAX_XLSX_UNPACKED {
        return Err(too_large(&format!("{} MiB when it is unpacked", declared.div_ceil(1024 * 1024))));
    }
    let mut left = MAX_XLSX_UNPACKED;
    for i in 0..package.len() {
        let mut part = package.by_index(i).map_err(|error| damaged(&error))?;
        let is_strings = part.name().is_ok_and(|name| name.to_ascii_lowercase().ends_with("sharedstrings.xml"));
        let mut seen = Strings::default();
        let mut buffer = [0; 16 * 1024];
        loop {
            let n = part.read(&mut buffer).map_err(|error| damaged(&ZipError::Io(error)))?;
            let Some(rest) = left.checked_sub(n as u64) else {
                return Err(too_large("more than 256 MiB when it is unpacked"));
            };
            if n == 0 {
                break;
            }
            left = rest;
            if is_strings {
                seen.look(&buffer[..n]);
            }
        }
        if is_strings && seen.claims_too_much() {
            return Err(("ANS-08", Mistake::new("the workbook is damaged: it claims more texts than it holds", SAVE_AGAIN)));
        }
    }
    Ok(())
}

pub(super) const SAVE_AGAIN: &str = "open it in Excel and save it again, or send it anew";

fn damaged(error: &ZipError) -> (&'static str, Mistake) {
    let message = match error {
        ZipError::UnsupportedArchive(_) => "the workbook is packed in a way that is not read, or has a password",
        _ => "the workbook is damaged or cut off",
    };
    ("ANS-08", Mistake::new(message, SAVE_AGAIN))
}

fn too_large(what: &str) -> (&'static str, Mistake) {
    let help = "at most 256 MiB and 1 000 parts: save only the sheet with answers, or save it as .csv";
    ("ANS-03", Mistake::new(format!("the workbook is too large: {what}"), help))
}

/// The list of texts, whose claimed number (`uniqueCount`) decides how much memory is set aside for it.
#[derive(Default)]
struct Strings {
    bytes: u64,
    claimed: u64,
    /// The end of what was seen, as the attribute may lie across two pieces.
    tail: Vec<u8>,
    odd: bool,
}

impl Strings {
    const ATTRIBUTE: &'static [u8] = b"uniqueCount";
    /// Most bytes between the name and the number, and half of what is looked at again.
    const NEAR: usize = 100;

    fn look(&mut self, piece: &[u8]) {
        self.bytes += piece.len() as u64;
        // Text in another encoding than UTF-8 could hide the number.
        self.odd |= piece.contains(&0);
        self.tail.extend_from_slice(piece);
        for (i, window) in self.tail.windows(Self::ATTRIBUTE.len()).enumerate() {
            if window == Self::ATTRIBUTE {
                let after = &self.tail[i + window.len()..];
                let start = after.iter().position(u8::is_ascii_digit);
                // It stands right after the name, so it is whole when it is last looked at.
                self.odd |= start.unwrap_or(after.len()) > Self::NEAR;
                let digits = after[start.unwrap_or(after.len())..].iter().take_while(|b| b.is_ascii_digit());
                let number = digits.fold(0_u64, |n, &b| n.saturating_mul(10).saturating_add(u64::from(b - b'0')));
                self.claimed = self.claimed.max(number);
            }
        }
        self.tail.drain(..self.tail.len().saturating_sub(2 * Self::NEAR));
    }

    /// A text takes at least five bytes (`<si/>`), and a line has few.
    fn claims_too_much(&self) -> bool {
        self.odd || self.claimed > (self.bytes / 5).min(MAX_LINES as u64 * 5)
    }
}
