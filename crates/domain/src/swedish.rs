//! How Swedish readers meet numbers and lists.

use crate::Rounded;

/// A key that sorts names in Swedish order: å, ä, ö after z; case and other accents do not matter.
///
/// ```
/// # use domain::swedish::sort_key;
/// let mut names = ["Örebro", "Ale", "Åre", "Älvdalen", "Zinkgruvan"];
/// names.sort_by_key(|name| sort_key(name));
/// assert_eq!(names, ["Ale", "Zinkgruvan", "Åre", "Älvdalen", "Örebro"]);
/// ```
pub fn sort_key(name: &str) -> String {
    name.chars()
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'å' => '{',
            'ä' | 'æ' => '|',
            'ö' | 'ø' => '}',
            'é' | 'è' | 'ê' => 'e',
            'ü' => 'y',
            other => other,
        })
        .collect()
}

/// A figure as people read it: decimal comma, no-break space between thousands, a true minus sign.
///
/// With `plain_ends`, 0 and 100 are written without decimals (edition 2015: `100`, but `60,0`).
pub fn figure(value: Rounded, plain_ends: bool) -> String {
    let text = value.to_string();
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => ("\u{2212}", rest),
        None => ("", text.as_str()),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut grouped = String::new();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            grouped.push('\u{a0}');
        }
        grouped.push(digit);
    }
    let is_end = matches!(whole, "0" | "100") && fraction.bytes().all(|b| b == b'0');
    if fraction.is_empty() || (plain_ends && is_end) {
        format!("{sign}{grouped}")
    } else {
        format!("{sign}{grouped},{fraction}")
    }
}

/// A figure as English writes it, from how Swedish does: decimal point, comma between thousands.
pub fn in_english(figure: &str) -> String {
    figure.replace(',', ".").replace('\u{a0}', ",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_read_as_in_print() {
        for (scaled, decimals, plain_ends, expected) in [
            (571, 1, true, "57,1"),
            (1000, 1, true, "100"),
            (0, 1, true, "0"),
            (600, 1, true, "60,0"),
            (1000, 1, false, "100,0"),
            (1_234_567, 0, false, "1\u{a0}234\u{a0}567"),
            (-125, 2, false, "\u{2212}1,25"),
        ] {
            assert_eq!(figure(Rounded { scaled, decimals }, plain_ends), expected);
        }
    }
}
