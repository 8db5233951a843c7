//! Exact numbers: an integer count of millionths, and rounding once, when published.

use std::fmt;
use std::str::FromStr;

/// An exact number: an integer count of 10⁻⁶, within ±9·10¹².
///
/// ```
/// # use domain::Number;
/// let hours: Number = "2.50".parse().unwrap();
/// assert_eq!(hours, "2.5".parse().unwrap());
/// assert_eq!(hours.to_string(), "2.5");
/// assert!("2,5".parse::<Number>().is_err());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(i64);

/// Why a text is not a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// Not digits with at most one decimal point.
    #[error("is not a number (digits, and a decimal point if needed)")]
    Form,
    /// More than six digits after the point.
    #[error("has more than 6 decimals")]
    TooFine,
    /// Outside ±9·10¹².
    #[error("is larger than 9 000 000 000 000")]
    TooLarge,
}

impl Number {
    /// How many of the internal unit make one.
    pub const SCALE: i64 = 1_000_000;
    /// The largest magnitude, in millionths.
    pub const MAX_MICROS: i64 = 9_000_000_000_000_000_000;
    /// Nought.
    pub const ZERO: Self = Self(0);

    /// From a count of millionths; `None` outside ±9·10¹².
    pub const fn from_micros(micros: i128) -> Option<Self> {
        if micros > Self::MAX_MICROS as i128 || micros < -(Self::MAX_MICROS as i128) {
            None
        } else {
            Some(Self(micros as i64))
        }
    }

    /// A whole number, for counts.
    pub const fn whole(value: i32) -> Self {
        Self(value as i64 * Self::SCALE)
    }

    /// The count of millionths.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// How many digits after the point are needed to write it.
    pub fn decimals(self) -> u8 {
        let mut rest = self.0.unsigned_abs() % Self::SCALE as u64;
        let mut decimals = 6;
        while decimals > 0 && rest.is_multiple_of(10) {
            rest /= 10;
            decimals -= 1;
        }
        decimals
    }

    /// Rounded to `decimals` (0–6), halves away from zero.
    pub fn rounded(self, decimals: u8) -> Rounded {
        Rounded::quotient(i128::from(self.0), i128::from(Self::SCALE), decimals).expect("scale is not zero")
    }
}

impl FromStr for Number {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, NumberError> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = match digits.split_once('.') {
            Some((_, "")) => return Err(NumberError::Form),
            Some(parts) => parts,
            None => (digits, ""),
        };
        let is_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !is_digits(whole) || !is_digits(fraction) {
            return Err(NumberError::Form);
        }
        if fraction.trim_end_matches('0').len() > 6 {
            return Err(NumberError::TooFine);
        }
        let fraction = &fraction[..fraction.len().min(6)];
        if whole.trim_start_matches('0').len() > 13 {
            return Err(NumberError::TooLarge);
        }
        let number = |part: &str| part.parse::<i128>().unwrap_or(0);
        let micros = number(whole) * i128::from(Self::SCALE)
            + number(fraction) * 10_i128.pow(6 - u32::try_from(fraction.len()).unwrap_or(6));
        Self::from_micros(if negative { -micros } else { micros }).ok_or(NumberError::TooLarge)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.rounded(self.decimals()).fmt(f)
    }
}

/// A published figure: a whole count of units of the last decimal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rounded {
    /// The figure times 10 to the power of `decimals`.
    pub scaled: i128,
    /// Digits after the point.
    pub decimals: u8,
}

impl Rounded {
    /// `numerator / denominator` with `decimals` digits, halves away from zero; `None` if the denominator is 0.
    ///
    /// Numerator below 10²⁸ in magnitude, so that nothing overflows 128 bits.
    pub fn quotient(numerator: i128, denominator: i128, decimals: u8) -> Option<Self> {
        if denominator == 0 {
            return None;
        }
        let (numerator, denominator) =
            if denominator < 0 { (-numerator, -denominator) } else { (numerator, denominator) };
        let twice = numerator.abs() * 10_i128.pow(u32::from(decimals)) * 2 + denominator;
        let magnitude = twice / (2 * denominator);
        Some(Self { scaled: if numerator < 0 { -magnitude } else { magnitude }, decimals })
    }
}

/// With a decimal point and every decimal, as in files for programs: `100.0`, `12.50`.
impl fmt::Display for Rounded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = 10_u128.pow(u32::from(self.decimals));
        let magnitude = self.scaled.unsigned_abs();
        let sign = if self.scaled < 0 { "-" } else { "" };
        write!(f, "{sign}{}", magnitude / unit)?;
        if self.decimals > 0 {
            write!(f, ".{:0width$}", magnitude % unit, width = usize::from(self.decimals))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn texts_become_numbers_or_say_why_not() {
        for (case, text, expected) in [
            ("whole", "12", Ok("12")),
            ("trailing zeros mean nothing", "1.500000000", Ok("1.5")),
            ("negative", "-0.25", Ok("-0.25")),
            ("decimal comma", "0,5", Err(NumberError::Form)),
            ("no whole part", ".5", Err(NumberError::Form)),
            ("no fraction", "5.", Err(NumberError::Form)),
            ("exponent", "1e3", Err(NumberError::Form)),
            ("plus sign", "+5", Err(NumberError::Form)),
            ("empty", "", Err(NumberError::Form)),
            ("seven decimals", "0.0000001", Err(NumberError::TooFine)),
            ("largest", "9000000000000", Ok("9000000000000")),
            ("too large", "9000000000000.000001", Err(NumberError::TooLarge)),
            ("hundred digits", &"9".repeat(100), Err(NumberError::TooLarge)),
            ("leading zeros", "0000000000000000000012", Ok("12")),
        ] {
            assert_eq!(text.parse::<Number>().map(|n| n.to_string()), expected.map(str::to_owned), "{case}");
        }
    }

    #[test]
    fn halves_go_away_from_zero() {
        for (case, n, d, decimals, expected) in [
            ("half up", 1, 16, 1, "0.1"),
            ("12.25 to one decimal", 49, 4, 1, "12.3"),
            ("31.25 to one decimal", 125, 4, 1, "31.3"),
            ("negative half", -49, 4, 1, "-12.3"),
            ("negative denominator", 49, -4, 1, "-12.3"),
            ("just below", 122_499, 10_000, 1, "12.2"),
            ("no decimals", 5, 2, 0, "3"),
            ("nought", 0, 7, 2, "0.00"),
        ] {
            assert_eq!(Rounded::quotient(n, d, decimals).unwrap().to_string(), expected, "{case}");
        }
        assert_eq!(Rounded::quotient(1, 0, 1), None);
    }

    proptest! {
        #[test]
        fn a_number_is_read_back_from_its_text(micros in -Number::MAX_MICROS..=Number::MAX_MICROS) {
            let number = Number::from_micros(i128::from(micros)).unwrap();
            prop_assert_eq!(number.to_string().parse::<Number>(), Ok(number));
        }

        #[test]
        fn rounding_moves_a_figure_by_half_a_unit_at_most(n in -1_000_000_i128..1_000_000, d in 1_i128..10_000) {
            let rounded = Rounded::quotient(n, d, 1).unwrap();
            prop_assert!((rounded.scaled * d - n * 10).abs() * 2 <= d);
        }
    }
}
