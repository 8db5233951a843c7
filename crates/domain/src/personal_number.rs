//! Finding personal identity numbers (*personnummer*, *samordningsnummer*) in free text.
//!
//! Answers of a municipality are public facts; a person's number in a comment is not. A text that holds
//! one is refused before anything is stored or printed, and the number itself is never repeated.

use crate::Date;

/// The byte range of the first personal identity number in a text, if there is any.
///
/// Recognised: six or eight digits of a birth date (day + 60 for a *samordningsnummer*), an optional `-` or
/// `+` or space, four digits, the last a correct check digit. Digits right before or after mean that it is
/// another number.
///
/// ```
/// # use domain::find_personal_number;
/// assert!(find_personal_number("se ärendet 19121212-1212 i akten").is_some());
/// assert!(find_personal_number("diarienummer 2018-0212-1213").is_none());
/// ```
pub fn find_personal_number(text: &str) -> Option<std::ops::Range<usize>> {
    let bytes = text.as_bytes();
    (0..bytes.len()).find_map(|start| {
        if !bytes[start].is_ascii_digit() || (start > 0 && bytes[start - 1].is_ascii_digit()) {
            return None;
        }
        [8, 6].into_iter().find_map(|date_len| match_at(bytes, start, date_len)).map(|end| start..end)
    })
}

fn match_at(bytes: &[u8], start: usize, date_len: usize) -> Option<usize> {
    let mut digits = Vec::with_capacity(12);
    let mut at = start;
    while digits.len() < date_len {
        digits.push(digit(bytes, at)?);
        at += 1;
    }
    if matches!(bytes.get(at), Some(b'-' | b'+' | b' ')) {
        at += 1;
    }
    while digits.len() < date_len + 4 {
        digits.push(digit(bytes, at)?);
        at += 1;
    }
    let ends = !bytes.get(at).is_some_and(u8::is_ascii_digit);
    let ten = &digits[digits.len() - 10..];
    (ends && is_date(&digits[..date_len]) && has_check_digit(ten)).then_some(at)
}

fn digit(bytes: &[u8], at: usize) -> Option<u8> {
    bytes.get(at).filter(|b| b.is_ascii_digit()).map(|b| b - b'0')
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
