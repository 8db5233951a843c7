//! What the operating system refuses, in the users' languages.

use std::io::{Error, ErrorKind};

/// Why something cannot be read or written, in Swedish and in English, as the end of a sentence about a file or folder.
/// What is rare is told in the system's own words.
pub fn why_refused(error: &Error) -> (String, String) {
    let (sv, en) = match error.kind() {
        ErrorKind::NotFound => ("finns inte", "does not exist"),
        ErrorKind::PermissionDenied => {
            ("är skyddad: du har inte rätt till den", "is protected: you may not use it")
        }
        ErrorKind::IsADirectory => ("är en mapp, ingen fil", "is a folder, not a file"),
        ErrorKind::NotADirectory => (
            "har en fil i sökvägen där en mapp skulle stå",
            "has a file in its path where a folder should be",
        ),
        ErrorKind::AlreadyExists => ("finns redan, och är ingen mapp", "is already there, and is no folder"),
        ErrorKind::ReadOnlyFilesystem => {
            ("ligger på en disk som bara kan läsas", "is on a disk that can only be read")
        }
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            ("får inte plats: disken är full", "has no room: the disk is full")
        }
        ErrorKind::InvalidData => ("är inte UTF-8", "is not UTF-8"),
        _ => return (format!("går inte att använda ({error})"), format!("cannot be used ({error})")),
    };
    (sv.to_owned(), en.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_common_is_told_in_words_and_what_is_rare_as_the_system_does() {
        for (kind, sv) in [
            (ErrorKind::NotFound, "finns inte"),
            (ErrorKind::PermissionDenied, "är skyddad: du har inte rätt till den"),
            (ErrorKind::IsADirectory, "är en mapp, ingen fil"),
            (ErrorKind::ConnectionReset, "går inte att använda (connection reset)"),
        ] {
            assert_eq!(why_refused(&Error::from(kind)).0, sv);
        }
    }
}
