//! What differs between a published file and the same file made again, named piece by piece.

use std::collections::BTreeMap;

use catalogue::Problem;

use super::content::pieces;
use super::fault::{fault, shown};

/// Most differences of a file that are listed.
const MAX_LISTED: usize = 50;

/// Every piece of a file that is not what its sources give: what it is of, as published, and as made again.
pub(super) fn differences(path: &str, published: &[u8], again: &[u8]) -> Vec<Problem> {
    let (Some(before), Some(now)) = (pieces(path, published), pieces(path, again)) else {
        return vec![unreadable(path)];
    };
    let (before, now) = (by_name(before), by_name(now));
    let names = before.keys().chain(now.keys().filter(|name| !before.contains_key(*name)));
    let mut differing: Vec<&String> = names.filter(|name| before.get(*name) != now.get(*name)).collect();
    differing.sort();
    let mut faults: Vec<Problem> = differing
        .iter()
        .take(MAX_LISTED)
        .map(|name| differs(path, name, before.get(*name), now.get(*name)))
        .collect();
    if let Some(more) = differing.len().checked_sub(MAX_LISTED).filter(|more| *more > 0) {
        let message =
            (format!("{more} skillnader till visas inte"), format!("{more} more differences are not listed"));
        faults.push(fault(
            path,
            "PUB-23",
            "",
            (&message.0, &message.1),
            ("jämför filen med en nygjord publicering", "compare the file with a publication made anew"),
        ));
    }
    faults
}

/// Values by name; of a name that stands several times, all of them.
fn by_name(pieces: Vec<(String, String)>) -> BTreeMap<String, Vec<String>> {
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, value) in pieces {
        all.entry(name).or_default().push(value);
    }
    all
}

fn differs(path: &str, name: &str, before: Option<&Vec<String>>, now: Option<&Vec<String>>) -> Problem {
    let told = |values: Option<&Vec<String>>, none: &str| {
        values.map_or_else(|| none.to_owned(), |values| format!("`{}`", shown(&values.join(", "))))
    };
    let message = (
        format!(
            "publicerat {}, men mappens underlag ger {}",
            told(before, "ingenting"),
            told(now, "ingenting")
        ),
        format!(
            "published {}, but the folder's sources give {}",
            told(before, "nothing"),
            told(now, "nothing")
        ),
    );
    fault(path, "PUB-20", &shown_name(name), (&message.0, &message.1), HELP)
}

const HELP: (&str, &str) = (
    "filen, svaren eller katalogen har ändrats efter publiceringen, eller så räknar programmen olika; hämta mappen på nytt och jämför",
    "the file, the answers or the catalogue were changed after publication, or the programs compute differently; fetch the folder anew and compare",
);

/// A name on one line, not cut: it is how the figure is found.
fn shown_name(name: &str) -> String {
    name.chars().take(300).flat_map(char::escape_debug).collect()
}

fn unreadable(path: &str) -> Problem {
    fault(
        path,
        "PUB-20",
        "",
        (
            "filen är inte längre läsbar och är inte vad mappens underlag ger",
            "the file can no longer be read and is not what the folder's sources give",
        ),
        HELP,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_that_differs_is_named_with_what_it_was_and_is() {
        let published = b"unit;indicator;value;figure\n0643;eb-fia;ja;\n0642;eb-fia;ja;\n";
        let again = b"unit;indicator;value;figure\n0643;eb-fia;nej;\n0642;eb-fia;ja;\n";
        let found = differences("outcomes.csv", published, again);
        assert_eq!(found.len(), 1, "{found:?}");
        let told = found[0].to_string();
        let start =
            "outcomes.csv: PUB-20 0643, eb-fia: value: publicerat `ja`, men mappens underlag ger `nej` – ";
        assert!(told.starts_with(start), "{told}");
    }

    #[test]
    fn very_many_differences_are_counted() {
        let rows = |value: &str| -> Vec<u8> {
            let rows = (0..80).map(|unit| format!("{unit};{value}\n"));
            std::iter::once("unit;value\n".to_owned()).chain(rows).collect::<String>().into_bytes()
        };
        let found = differences("a.csv", &rows("ja"), &rows("nej"));
        assert_eq!(found.len(), MAX_LISTED + 1);
        assert!(found[MAX_LISTED].message.starts_with("30 skillnader till"));
    }
}
