//! What colour modes say, and why one does not apply: `vocabulary/colours.toml`.

use super::Loader;
use super::entry::Entry;
use super::log::Unique;
use super::translations::Translations;
use crate::model::{ColourWord, ModeWord, Vocabulary};

/// The file; a catalogue that does not have it speaks as the built-in one.
pub(super) const PATH: &str = "vocabulary/colours.toml";

/// The modes and their verdicts, the best first.
const MODES: [(&str, [&str; 3]); 3] = [
    ("target", ["reached", "partly", "not_reached"]),
    ("relative", ["best", "middle", "worst"]),
    ("uncertainty", ["better", "alike", "worse"]),
];
/// Why a mode does not apply.
const NOT_HERE: [&str; 13] = [
    "background",
    "empty",
    "not_judged",
    "no_target",
    "no_rank",
    "no_direction",
    "set_too_small",
    "too_few_units",
    "no_set",
    "no_interval",
    "no_counts",
    "no_reference",
    "no_mode",
];
/// What a text needs to be read on its ground (WCAG 2.2, 1.4.3).
const CONTRAST: f64 = 4.5;

/// Reads modes, colours and reasons.
pub(super) fn load(loader: &Loader<'_>, words: &mut Vocabulary) {
    let Some(document) = loader.files.toml(PATH) else { return };
    let english = Translations::of(loader, PATH);
    let root = Entry::root(document);
    let mut ids = Unique::default();
    for entry in root.entries("mode") {
        let modes = MODES.iter().map(|(mode, _)| *mode);
        words.modes.extend(word(&entry, &english, &mut ids, "colour mode", modes));
        entry.finish();
    }
    let mut signs = Unique::default();
    for entry in root.entries("colour") {
        words.colours.extend(colour(&entry, &english, &mut ids, &mut signs));
        entry.finish();
    }
    for entry in root.entries("not_here") {
        let reasons = NOT_HERE.into_iter();
        words.not_here.extend(word(&entry, &english, &mut ids, "reason", reasons));
        entry.finish();
    }
    let missing = |kind: &str, id: &str| {
        let message = format!("the entry `{id}` is missing");
        root.problem("CAT-04", message, format!("add it as [[{kind}]]: everything that is shown has a word"));
    };
    for (mode, verdicts) in MODES {
        if words.mode(mode).is_none() {
            missing("mode", mode);
        }
        for verdict in verdicts {
            if words.colour(verdict).is_none() {
                missing("colour", verdict);
            }
        }
    }
    for reason in NOT_HERE {
        if words.not_here(reason).is_none() {
            missing("not_here", reason);
        }
    }
    english.finish();
    root.finish();
}

fn word<'k>(
    entry: &Entry<'_>,
    english: &Translations<'_>,
    ids: &mut Unique,
    what: &str,
    known: impl Iterator<Item = &'k str> + Clone,
) -> Option<ModeWord> {
    let id = entry.plain_id("id");
    let name = english.text(&id, "name", entry.words("name"));
    let meaning = english.text(&id, "meaning", entry.words("meaning"));
    let is_known = entry.spot_of("id").known(what, &id, known);
    (ids.claim(what, &id, &entry.spot) && is_known).then_some(ModeWord { id, name, meaning })
}

fn colour(
    entry: &Entry<'_>,
    english: &Translations<'_>,
    ids: &mut Unique,
    signs: &mut Unique,
) -> Option<ColourWord> {
    let id = entry.plain_id("id");
    let modes = MODES.map(|(mode, verdicts)| (mode, (mode, verdicts)));
    let mode = entry.choice("mode", &modes);
    let colours = ["green", "yellow", "red", "grey"].map(|colour| (colour, colour));
    let sign = entry.words("sign");
    let (fill, ink) = (shade(entry, "fill"), shade(entry, "ink"));
    if let (Some(fill), Some(ink)) = (fill, ink) {
        let contrast = contrast(fill, ink);
        if contrast < CONTRAST {
            let message = format!("ink and fill of `{id}` have the contrast {contrast:.1}");
            let help = format!("at least {CONTRAST} can be read: make the fill lighter or the ink darker");
            entry.spot_of("ink").problem("CAT-27", message, help);
        }
    }
    let colour = ColourWord {
        mode: mode.map_or("", |(mode, _)| mode).to_owned(),
        colour: entry.choice("colour", &colours).unwrap_or_default().to_owned(),
        name: english.text(&id, "name", entry.words("name")),
        meaning: english.text(&id, "meaning", entry.words("meaning")),
        fill: entry.text("fill"),
        ink: entry.text("ink"),
        sign,
        id,
    };
    let (mode, verdicts) = mode?;
    let claimed = format!("{mode} {}", colour.sign);
    signs.claim("the sign of", &claimed, &entry.spot_of("sign"));
    let is_known = entry.spot_of("id").known(&format!("verdict of {mode}"), &colour.id, verdicts);
    (ids.claim("colour", &colour.id, &entry.spot) && is_known).then_some(colour)
}

/// Red, green and blue of `#RRGGBB`.
fn shade(entry: &Entry<'_>, key: &str) -> Option<[u8; 3]> {
    let text = entry.need(key)?.text()?;
    let digits = text.strip_prefix('#').filter(|digits| {
        digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_digit() || (b'A'..=b'F').contains(&b))
    });
    let Some(digits) = digits else {
        let help = "write # and six digits or letters A–F: \"#C6E7CF\"";
        entry.spot_of(key).problem("CAT-06", format!("`{key}` is \"{text}\", which is no colour"), help);
        return None;
    };
    let value = u32::from_str_radix(digits, 16).ok()?;
    let [_, red, green, blue] = value.to_be_bytes();
    Some([red, green, blue])
}

/// The contrast of two colours, 1 to 21 (WCAG 2.2, *contrast ratio*).
fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    let luminance =
        |[red, green, blue]: [u8; 3]| 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::contrast;

    #[test]
    fn contrast_is_that_of_wcag() {
        for (case, one, other, expected) in [
            ("black on white", [0; 3], [255; 3], "21.00"),
            ("the same", [120; 3], [120; 3], "1.00"),
            ("the lightest grey on white that passes", [0x76; 3], [255; 3], "4.54"),
            ("just too light", [0x77; 3], [255; 3], "4.48"),
        ] {
            assert_eq!(format!("{:.2}", contrast(one, other)), expected, "{case}");
        }
    }
}
