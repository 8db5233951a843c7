//! What is wrong with a publication, told as the house tells mistakes: in Swedish first, with a stable code.
//!
//! | code | mistake |
//! |---|---|
//! | `PUB-01` | there is no manifest |
//! | `PUB-02` | the manifest cannot be read |
//! | `PUB-03` | the manifest has a form that is not known |
//! | `PUB-04` | the manifest names a path outside the folder, twice, or too many |
//! | `PUB-05` | something in the folder that is no plain file, cannot be read, or is too large |
//! | `PUB-10` | a file that the manifest lists is missing |
//! | `PUB-11` | a file that the manifest does not list |
//! | `PUB-12` | a file with another size or hash than the manifest says |
//! | `PUB-20` | a figure or text that does not follow from the folder's answers and catalogue |
//! | `PUB-21` | other bytes, although the content is the same |
//! | `PUB-22` | a file that does not follow from the folder's answers and catalogue, or is lacking |
//! | `PUB-23` | more differences than are listed |
//! | `PUB-30` | without free texts the answers give other outcomes |
//! | `PUB-31` | an earlier publication of another origin |
//! | `PUB-32` | a folder that lacks what it was computed from |
//! | `PUB-33` | a workbook that cannot be made |

use catalogue::{English, Problem};

/// A text in Swedish and in English.
pub(super) type Both<'a> = (&'a str, &'a str);

/// A mistake of a file; `at` is what it is of (`0643, eb-fia`), `message` and `help` are in both languages.
pub(super) fn fault(file: &str, code: &'static str, at: &str, message: Both<'_>, help: Both<'_>) -> Problem {
    Problem {
        file: file.to_owned(),
        line: 0,
        entry: at.to_owned(),
        code,
        message: message.0.to_owned(),
        help: help.0.to_owned(),
        english: Some(Box::new(English {
            entry: at.to_owned(),
            message: message.1.to_owned(),
            help: help.1.to_owned(),
        })),
    }
}

/// A value as a message may repeat it: short and on one line.
pub(super) fn shown(value: &str) -> String {
    const MOST: usize = 60;
    let mut text: String = value.chars().take(MOST).flat_map(char::escape_debug).collect();
    if value.chars().nth(MOST).is_some() {
        text.push('…');
    }
    text
}
