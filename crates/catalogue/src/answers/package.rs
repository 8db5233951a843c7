//! The package a workbook comes in (a zip file), looked through before anything is read from it.
//!
//! A few bytes can claim or unpack to more than memory holds, so what the package says of itself is checked
//! first, then every part is unpacked once with a limit and without keeping it.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::both::Both;
use super::file::{MAX_LINES, MAX_XLSX_UNPACKED};
use super::mistakes::Mistake;

/// Most parts of a package; a workbook with one sheet has about ten.
const MAX_PARTS: usize = 1_000;

/// Refuses what is no workbook, is damaged, or is larger than it may be.
pub(super) fn check(bytes: &[u8]) -> Result<(), (&'static str, Mistake)> {
    check_within(bytes, MAX_XLSX_UNPACKED)
}

fn check_within(bytes: &[u8], most: u64) -> Result<(), (&'static str, Mistake)> {
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err((
            "ANS-02",
            Mistake::new(
                (
                    "det här är en äldre arbetsbok (.xls), eller en med lösenord",
                    "this is an older workbook (.xls), or one with a password",
                ),
                (
                    "öppna den och spara som .xlsx utan lösenord",
                    "open it and save it as .xlsx without a password",
                ),
            ),
        ));
    }
    if !bytes.starts_with(b"PK") {
        return Err((
            "ANS-02",
            Mistake::new(
                (
                    "det här är ingen arbetsbok, fast namnet slutar på .xlsx",
                    "this is not a workbook, although its name ends with .xlsx",
                ),
                (
                    "en textfil ska heta .csv; en arbetsbok måste sparas som .xlsx, att byta namn räcker inte",
                    "a text file is named .csv; a workbook is saved as .xlsx, which a new name does not do",
                ),
            ),
        ));
    }
    let mut package = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    if package.len() > MAX_PARTS {
        return Err(too_large((format!("{} delar", package.len()), format!("{} parts", package.len()))));
    }
    let mut declared: u64 = 0;
    for i in 0..package.len() {
        declared = declared.saturating_add(package.by_index(i).map_err(|error| damaged(&error))?.size());
    }
    if declared > most {
        let size = declared.div_ceil(1024 * 1024);
        return Err(too_large((format!("{size} MiB uppackad"), format!("{size} MiB when it is unpacked"))));
    }
    let mut left = most;
    for i in 0..package.len() {
        let mut part = package.by_index(i).map_err(|error| damaged(&error))?;
        let is_strings =
            part.name().is_ok_and(|name| name.to_ascii_lowercase().ends_with("sharedstrings.xml"));
        let mut seen = Strings::default();
        let mut buffer = [0; 16 * 1024];
        loop {
            let n = part.read(&mut buffer).map_err(|error| damaged(&ZipError::Io(error)))?;
            let Some(rest) = left.checked_sub(n as u64) else {
                return Err(too_large(("mer än 256 MiB uppackad", "more than 256 MiB when it is unpacked")));
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
            return Err((
                "ANS-08",
                Mistake::new(
                    (
                        "arbetsboken är skadad: den uppger fler texter än den innehåller",
                        "the workbook is damaged: it claims more texts than it holds",
                    ),
                    SAVE_AGAIN,
                ),
            ));
        }
    }
    Ok(())
}

/// What helps a damaged workbook.
pub(super) const SAVE_AGAIN: (&str, &str) = (
    "öppna den i Excel och spara den igen, eller skicka den på nytt",
    "open it in Excel and save it again, or send it anew",
);

fn damaged(error: &ZipError) -> (&'static str, Mistake) {
    let message = match error {
        ZipError::UnsupportedArchive(_) => (
            "arbetsboken är packad på ett sätt som inte kan läsas, eller har lösenord",
            "the workbook is packed in a way that is not read, or has a password",
        ),
        _ => ("arbetsboken är skadad eller ofullständig", "the workbook is damaged or cut off"),
    };
    ("ANS-08", Mistake::new(message, SAVE_AGAIN))
}

fn too_large(what: impl Into<Both>) -> (&'static str, Mistake) {
    let Both { sv, en } = what.into();
    let help = (
        "högst 256 MiB och 1 000 delar: spara bara bladet med svar, eller spara som .csv",
        "at most 256 MiB and 1 000 parts: save only the sheet with answers, or save it as .csv",
    );
    let message = (format!("arbetsboken är för stor: {sv}"), format!("the workbook is too large: {en}"));
    ("ANS-03", Mistake::new(message, help))
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
                let number =
                    digits.fold(0_u64, |n, &b| n.saturating_mul(10).saturating_add(u64::from(b - b'0')));
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

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in parts {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn code(bytes: &[u8], most: u64) -> Result<(), &'static str> {
        check_within(bytes, most).map_err(|(code, _)| code)
    }

    #[test]
    fn all_parts_together_are_limited() {
        let file = package(&[("a.xml", &[b' '; 60_000]), ("b.xml", &[b' '; 60_000])]);
        assert!(file.len() < 1_000);
        assert_eq!(code(&file, 120_000), Ok(()));
        assert_eq!(code(&file, 119_999), Err("ANS-03"));
    }

    /// What a package says of itself may be a lie: the limit holds for what is really unpacked.
    #[test]
    fn a_part_that_is_larger_than_it_says_is_limited_too() {
        let size: u32 = 1_234_567;
        let mut file = package(&[("a.xml", &vec![b' '; size as usize])]);
        while let Some(at) = file.windows(4).position(|window| window == size.to_le_bytes()) {
            file[at..at + 4].copy_from_slice(&7_u32.to_le_bytes());
        }
        assert_eq!(ZipArchive::new(Cursor::new(&file)).unwrap().by_index(0).unwrap().size(), 7);
        assert!(code(&file, 100_000).is_err());
    }

    #[test]
    fn a_size_that_is_only_claimed_is_refused() {
        let size: u32 = 54_321;
        let mut file = package(&[("a.xml", &vec![b' '; size as usize])]);
        while let Some(at) = file.windows(4).position(|window| window == size.to_le_bytes()) {
            file[at..at + 4].copy_from_slice(&0xf000_0000_u32.to_le_bytes());
        }
        assert_eq!(code(&file, MAX_XLSX_UNPACKED), Err("ANS-03"));
    }

    #[test]
    fn the_number_of_texts_is_found_across_pieces() {
        for claimed in [0, 5, 6, 1_000_000_000_000_u64] {
            let text =
                format!("<sst xmlns='x' count='9' uniqueCount = '{claimed}'>{}</sst>", "<si/>".repeat(5));
            for cut in 1..text.len() {
                let mut strings = Strings::default();
                text.as_bytes().chunks(cut).for_each(|piece| strings.look(piece));
                // Texts of at least five bytes: so many bytes have room for about fifteen.
                assert_eq!(strings.claims_too_much(), claimed > 15, "{claimed} in pieces of {cut}");
            }
        }
    }
}
