//! Bytes that should be UTF-8 text, and what they are if they are not.

use super::mistakes::Mistake;

/// The text of a file without its byte-order mark, or the line and what it is instead.
pub(super) fn utf8(bytes: &[u8]) -> Result<&str, (usize, &'static str, Mistake)> {
    if let Some((code, mistake)) = other_kind(bytes) {
        return Err((0, code, mistake));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        let (good, bad) = bytes.split_at(error.valid_up_to());
        let line = 1 + good.iter().filter(|&&b| b == b'\n').count();
        (line, "ANS-05", not_utf8(bad.first().copied().unwrap_or_default()))
    })
}

/// What a file is that is not UTF-8 text at all.
fn other_kind(bytes: &[u8]) -> Option<(&'static str, Mistake)> {
    let save_utf8 = (
        "spara om den som UTF-8 (i Excel: ”CSV UTF-8”; i Anteckningar: kodning UTF-8)",
        "save it as UTF-8 (in Excel: “CSV UTF-8”; in Notepad: encoding UTF-8)",
    );
    let start = bytes.get(..4).unwrap_or(bytes);
    if start.starts_with(b"PK\x03\x04") {
        let message = (
            "det här är en arbetsbok (eller en annan zip-fil), inte text",
            "this is a workbook (or another zip file), not text",
        );
        let help = (
            "låt namnet sluta på .xlsx, eller spara om den som ”CSV UTF-8”",
            "name it .xlsx, or save it as “CSV UTF-8”",
        );
        return Some(("ANS-02", Mistake::new(message, help)));
    }
    if start == b"\xd0\xcf\x11\xe0" {
        let message =
            ("det här är en äldre arbetsbok (.xls), inte text", "this is an older workbook (.xls), not text");
        let help = (
            "öppna den och spara som .xlsx utan lösenord, eller som ”CSV UTF-8”",
            "open it and save it as .xlsx without a password, or as “CSV UTF-8”",
        );
        return Some(("ANS-02", Mistake::new(message, help)));
    }
    if start.starts_with(b"%PDF") {
        return Some((
            "ANS-02",
            Mistake::new(
                ("det här är en PDF, inte en tabell med svar", "this is a PDF, not a table of answers"),
                ("ange .csv- eller .xlsx-filen", "name the .csv or .xlsx file"),
            ),
        ));
    }
    if start == b"\xff\xfe\0\0" || start == b"\0\0\xfe\xff" {
        let message = ("texten är kodad som UTF-32", "the text is encoded as UTF-32");
        return Some(("ANS-05", Mistake::new(message, save_utf8)));
    }
    if start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff") || has_every_other_nul(bytes) {
        let message =
            ("texten är kodad som UTF-16 (”Unicode-text”)", "the text is encoded as UTF-16 (“Unicode text”)");
        return Some(("ANS-05", Mistake::new(message, save_utf8)));
    }
    None
}

/// UTF-16 without a byte-order mark: the header is ASCII, so every other byte is nought.
fn has_every_other_nul(bytes: &[u8]) -> bool {
    let start = bytes.get(..16).unwrap_or(bytes);
    let nul_at = |odd: usize| start.iter().skip(odd).step_by(2).all(|&b| b == 0);
    start.len() >= 8 && nul_at(0) != nul_at(1)
}

fn not_utf8(byte: u8) -> Mistake {
    let latin = match byte {
        0xe5 => Some('å'),
        0xe4 => Some('ä'),
        0xf6 => Some('ö'),
        0xc5 => Some('Å'),
        0xc4 => Some('Ä'),
        0xd6 => Some('Ö'),
        0xe9 => Some('é'),
        0x96 => Some('–'),
        _ => None,
    };
    let message = match latin {
        Some(letter) => (
            format!(
                "filen är inte UTF-8: byte {byte:#04X} ser ut som `{letter}` i Latin-1 eller Windows-1252"
            ),
            format!(
                "the text is not UTF-8: byte {byte:#04X} looks like `{letter}` in Latin-1 or Windows-1252"
            ),
        ),
        None => (
            format!("filen är inte UTF-8: byte {byte:#04X} kan inte stå där"),
            format!("the text is not UTF-8: byte {byte:#04X} cannot stand there"),
        ),
    };
    let help = (
        "spara om den som UTF-8 (i Excel: ”CSV UTF-8”, inte ”CSV”)",
        "save it as UTF-8 (in Excel: “CSV UTF-8”, not “CSV”)",
    );
    Mistake::new(message, help)
}
