//! Exact quotients, so that the parts of a change add up to it.

use domain::Rounded;

/// A quotient of whole numbers in lowest terms; the denominator is greater than 0.
///
/// A change of a share is a difference of quotients. Rounded figures would not add up, so every part is kept
/// exactly and rounded once, when it is printed.
///
/// ```
/// # use results::diff::Exact;
/// let third = Exact::new(1, 3).unwrap();
/// let sum = third.plus(third).unwrap().plus(third).unwrap();
/// assert_eq!(sum, Exact::new(1, 1).unwrap());
/// assert_eq!(third.minus(sum).unwrap().rounded(1).to_string(), "-0.7");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Exact {
    numerator: i128,
    denominator: i128,
}

impl Exact {
    /// Nought.
    pub const ZERO: Self = Self { numerator: 0, denominator: 1 };

    /// `numerator / denominator`; none if the denominator is 0 or the numbers are too large to reckon with.
    pub fn new(numerator: i128, denominator: i128) -> Option<Self> {
        if denominator == 0 {
            return None;
        }
        let common = i128::try_from(gcd(numerator.unsigned_abs(), denominator.unsigned_abs())).ok()?;
        let (numerator, denominator) = (numerator / common, denominator / common);
        Some(if denominator < 0 {
            Self { numerator: numerator.checked_neg()?, denominator: denominator.checked_neg()? }
        } else {
            Self { numerator, denominator }
        })
    }

    /// A published figure, taken as it stands.
    pub fn of_figure(figure: Rounded) -> Option<Self> {
        Self::new(figure.scaled, 10_i128.checked_pow(u32::from(figure.decimals))?)
    }

    /// Above the line.
    pub fn numerator(self) -> i128 {
        self.numerator
    }

    /// Below the line.
    pub fn denominator(self) -> i128 {
        self.denominator
    }

    /// Whether it is nought.
    pub fn is_zero(self) -> bool {
        self.numerator == 0
    }

    /// The sum; none if it is too large to reckon with.
    pub fn plus(self, other: Self) -> Option<Self> {
        let common =
            i128::try_from(gcd(self.denominator.unsigned_abs(), other.denominator.unsigned_abs())).ok()?;
        let (left, right) = (other.denominator / common, self.denominator / common);
        let numerator = self.numerator.checked_mul(left)?.checked_add(other.numerator.checked_mul(right)?)?;
        Self::new(numerator, self.denominator.checked_mul(left)?)
    }

    /// The difference; none if it is too large to reckon with.
    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(Self { numerator: other.numerator.checked_neg()?, ..other })
    }

    /// How it compares with another.
    pub fn order(self, other: Self) -> std::cmp::Ordering {
        match self.minus(other) {
            Some(difference) => difference.numerator.cmp(&0),
            // Too large for an exact difference: their whole parts settle it, or nothing that is printed does.
            None => (self.numerator / self.denominator).cmp(&(other.numerator / other.denominator)),
        }
    }

    /// Rounded to `decimals`, halves away from zero.
    pub fn rounded(self, decimals: u8) -> Rounded {
        let (size, denominator) = (self.numerator.unsigned_abs(), self.denominator.unsigned_abs());
        let (mut scaled, mut rest) = (size / denominator, size % denominator);
        for _ in 0..decimals {
            // Digit by digit: nothing grows above ten times the denominator.
            let ten = rest.saturating_mul(10);
            scaled = scaled.saturating_mul(10).saturating_add(ten / denominator);
            rest = ten % denominator;
        }
        if rest >= denominator - rest {
            scaled = scaled.saturating_add(1);
        }
        let scaled = i128::try_from(scaled).unwrap_or(i128::MAX);
        Rounded { scaled: if self.numerator < 0 { -scaled } else { scaled }, decimals }
    }
}

fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_is_the_same_as_for_every_other_figure() {
        for (case, n, d, decimals, expected) in [
            ("half up", 49, 4, 1, "12.3"),
            ("negative half", -49, 4, 1, "-12.3"),
            ("just below", 122_499, 10_000, 1, "12.2"),
            ("negative denominator", 1, -3, 2, "-0.33"),
            ("nought", 0, 7, 1, "0.0"),
            ("no decimals", 5, 2, 0, "3"),
        ] {
            let exact = Exact::new(n, d).expect(case).rounded(decimals);
            assert_eq!(exact.to_string(), expected, "{case}");
            assert_eq!(Some(exact), Rounded::quotient(n, d, decimals), "{case}");
        }
    }

    #[test]
    fn what_is_too_large_is_none_and_never_wrong() {
        assert_eq!(Exact::new(1, 0), None);
        let large = Exact::new(1, i128::MAX).expect("in lowest terms");
        let other = Exact::new(1, i128::MAX - 1).expect("in lowest terms");
        assert_eq!(large.plus(other), None);
        assert_eq!(large.plus(large).and_then(|x| x.minus(large)), Some(large));
        assert_eq!(Exact::new(i128::MIN, -1), None);
    }
}
