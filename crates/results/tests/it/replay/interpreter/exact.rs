//! Exact arithmetic on decimal texts: whole counts of millionths, quotients rounded once.

use super::document::{Checked, ensure};

/// A number as a whole count of millionths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Exact(i128);

const ONE: i128 = 1_000_000;

fn too_large<T>(result: Option<T>) -> Checked<T> {
    result.ok_or_else(|| "a number grows too large".to_owned())
}

impl Exact {
    pub(super) const ZERO: Self = Self(0);

    pub(super) fn whole(count: usize) -> Checked<Self> {
        too_large(i128::try_from(count).ok().and_then(|count| count.checked_mul(ONE)).map(Self))
    }

    /// Reads a number in its one form: no leading nought, no closing nought after the point, no `-0`.
    pub(crate) fn read(text: &str) -> Checked<Self> {
        let number = Self::read_any(text)?;
        ensure(number.text() == text, || format!("`{text}` is not written as {}", number.text()))?;
        Ok(number)
    }

    /// Reads a number with any noughts at its ends.
    pub(crate) fn read_any(text: &str) -> Checked<Self> {
        let wrong = || format!("`{text}` is no number");
        let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let digits_only = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        ensure(digits_only(whole) && digits_only(fraction) && fraction.len() <= 6, wrong)?;
        let whole: i128 = whole.parse().map_err(|_| wrong())?;
        let fraction: i128 = format!("{fraction:0<6}").parse().map_err(|_| wrong())?;
        let millionths = whole.checked_mul(ONE).and_then(|w| w.checked_add(fraction));
        too_large(millionths.map(|millionths| Self(sign * millionths)))
    }

    pub(crate) fn text(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let magnitude = self.0.unsigned_abs();
        let whole = magnitude / ONE.unsigned_abs();
        let fraction = format!("{:06}", magnitude % ONE.unsigned_abs());
        match fraction.trim_end_matches('0') {
            "" => format!("{sign}{whole}"),
            fraction => format!("{sign}{whole}.{fraction}"),
        }
    }

    pub(super) fn plus(self, other: Self) -> Checked<Self> {
        too_large(self.0.checked_add(other.0).map(Self))
    }

    pub(super) fn minus(self, other: Self) -> Checked<Self> {
        self.plus(other.negated())
    }

    pub(super) fn negated(self) -> Self {
        Self(-self.0)
    }

    /// A product; it may need no more than six decimals.
    pub(super) fn times(self, other: Self) -> Checked<Self> {
        let product = too_large(self.0.checked_mul(other.0))?;
        ensure(product % ONE == 0, || "a product has more than six decimals".to_owned())?;
        Ok(Self(product / ONE))
    }

    /// `self / under` and a limit, compared without dividing.
    pub(super) fn quotient_compared(self, under: Self, limit: Self) -> Checked<std::cmp::Ordering> {
        let left = too_large(self.0.checked_mul(ONE))?;
        Ok(left.cmp(&too_large(limit.0.checked_mul(under.0))?))
    }

    /// `times · self / under` with so many decimals, halves away from zero; none if `under` is 0.
    pub(super) fn divided(self, under: Self, times: usize, decimals: usize) -> Checked<Option<String>> {
        let (unit, shift) =
            too_large(u32::try_from(decimals).ok().filter(|d| *d <= 6).map(|d| (d, 10_i128.pow(d))))?;
        if under.0 == 0 {
            return Ok(None);
        }
        ensure(under.0 > 0, || "a divisor is negative".to_owned())?;
        let times = too_large(i128::try_from(times).ok())?;
        let above = too_large(self.0.abs().checked_mul(times).and_then(|n| n.checked_mul(shift)))?;
        // A half or more of what is left over is rounded up.
        let (whole, rest) = (above / under.0, above % under.0);
        let scaled = whole + i128::from(rest >= under.0 - rest);
        let sign = if self.0 < 0 && scaled != 0 { "-" } else { "" };
        let digits = format!("{scaled:0>width$}", width = unit as usize + 1);
        let (head, tail) = digits.split_at(digits.len() - unit as usize);
        Ok(Some(if tail.is_empty() { format!("{sign}{head}") } else { format!("{sign}{head}.{tail}") }))
    }

    pub(super) fn rounded(self, decimals: usize) -> Checked<String> {
        Ok(self.divided(Self(ONE), 1, decimals)?.unwrap_or_default())
    }
}

#[test]
fn numbers_are_read_written_and_rounded() {
    for (text, decimals, expected) in
        [("12.25", 1, "12.3"), ("-12.25", 1, "-12.3"), ("0.04", 1, "0.0"), ("7", 2, "7.00")]
    {
        assert_eq!(Exact::read(text).and_then(|n| n.rounded(decimals)), Ok(expected.to_owned()));
    }
    for wrong in ["", "1.", ".5", "1.50", "01", "-0", "1e3", "0,5", "0.0000001"] {
        assert!(Exact::read(wrong).is_err(), "{wrong}");
    }
    let third = Exact(ONE).divided(Exact(3 * ONE), 100, 1);
    assert_eq!(third, Ok(Some("33.3".to_owned())));
}
