//! Finding personal identity numbers (*personnummer*, *samordningsnummer*) in free text.
//!
//! Answers of a municipality are public facts; a person's number in a comment is not. A text that holds
//! one is refused before anything is stored or printed, and the number itself is never repeated.

use crate::Date;

/// The byte range of the first personal identity number in a text, if there is any.
///
/// Recognised: six or eight digits of a birth date (day + 60 for a *samordningsnummer*) and four digits, the
/// last a correct check digit. Between century, year, month, day and the four digits there may be a hyphen of
/// any kind, `+`, `_`, `.`, `/` and blanks. Digits right before or after mean that it is another number.
///
/// ```
/// # use domain::find_personal_number;
/// assert!(find_personal_number("se ärendet 19121212-1212 i akten").is_some());
/// assert!(find_personal_number("diarienummer 2018-0212-1213").is_none());
/// ```
pub fn find_personal_number(text: &str) -> Option<std::ops::Range<usize>> {
    let mut before = None;
    text.char_indices().find_map(|(start, c)| {
        let is_start = c.is_ascii_digit() && !before.is_some_and(|b: char| b.is_ascii_digit());
        before = Some(c);
        if !is_start {
            return None;
        }
        [12, 10].into_iter().find_map(|length| match_at(&text[start..], length)).map(|end| start..start + end)
    })
}

/// Where a number of so many digits at the start of a text ends.
fn match_at(text: &str, length: usize) -> Option<usize> {
    let mut digits: Vec<u8> = Vec::with_capacity(length);
    let mut separators = 0;
    for (at, c) in text.char_indices() {
        if let Some(digit) = c.to_digit(10).and_then(|digit| u8::try_from(digit).ok()) {
            if digits.len() == length {
                return None;
            }
            digits.push(digit);
            separators = 0;
        } else if digits.len() == length {
            return is_personal_number(&digits).then_some(at);
        } else {
            // Only between the parts of a number, counted from its end: day, month, year, century.
            let is_between = matches!(length - digits.len(), 4 | 6 | 8 | 10);
            separators += 1;
            if !is_between || !is_separator(c) || separators > 3 {
                return None;
            }
        }
    }
    (digits.len() == length && is_personal_number(&digits)).then_some(text.len())
}

fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '+' | '_' | '.' | '/' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

fn is_personal_number(digits: &[u8]) -> bool {
    is_date(&digits[..digits.len() - 4]) && has_check_digit(&digits[digits.len() - 10..])
}

fn is_date(digits: &[u8]) -> bool {
    let number = |part: &[u8]| part.iter().fold(0_i16, |n, &d| n * 10 + i16::from(d));
    let (year, rest) = digits.split_at(digits.len() - 4);
    // Without a century the year 2000 stands in: it is a leap year, so no true date is missed.
    let year = if year.len() == 4 { number(year) } else { 2000 + number(year) / 4 * 4 };
    let (month, mut day) = (number(&rest[..2]), number(&rest[2..]));
    if day > 60 {
        day -= 60;
    }
    let narrow = |n: i16| i8::try_from(n).unwrap_or(0);
    (1850..=2100).contains(&year) && Date::new(year, narrow(month), narrow(day)).is_ok()
}

/// The Luhn sum over ten digits is a multiple of ten.
fn has_check_digit(ten: &[u8]) -> bool {
    let sum: u32 = ten
        .iter()
        .enumerate()
        .map(|(i, &d)| {
            let doubled = u32::from(d) * if i % 2 == 0 { 2 } else { 1 };
            doubled / 10 + doubled % 10
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    // 19121212-1212 is the Tax Agency's published test number; the others are made from its check rule.
    #[test]
    fn numbers_are_found_in_every_common_form() {
        for (case, text, found) in [
            ("with century", "19121212-1212", true),
            ("without century", "121212-1212", true),
            ("over a hundred years", "121212+1212", true),
            ("no hyphen", "1912121212", false),
            ("twelve digits", "191212121212", true),
            ("in a sentence", "Personen (121212-1212) ringde", true),
            ("a space between", "121212 1212", true),
            ("coordination number", "19701063-2391", true),
            ("wrong check digit", "19121212-1213", false),
            ("no such date", "19121312-1218", false),
            ("longer number", "9121212-12129", false),
            ("a telephone number", "036-10 50 00", false),
            ("nothing", "", false),
            ("Swedish letters before", "åäö121212-1212", true),
            ("an en dash", "19121212–1212", true),
            ("a minus sign", "19121212−1212", true),
            ("blanks around the hyphen", "19121212 - 1212", true),
            ("in groups", "1912 12 12 1212", true),
            ("short, in groups", "12 12 12-1212", true),
            ("hyphens throughout", "1912-12-12-1212", true),
            ("an underscore", "19121212_1212", true),
            ("a line break", "19121212\n-1212", true),
            ("too far apart", "19121212     1212", false),
            ("a blank in the wrong place", "191 21212-1212", false),
        ] {
            assert_eq!(find_personal_number(text).is_some(), found, "{case}: {text}");
        }
    }

    #[test]
    fn the_range_covers_the_number() {
        let text = "å 19121212-1212.";
        assert_eq!(&text[find_personal_number(text).expect("found")], "19121212-1212");
    }
}
