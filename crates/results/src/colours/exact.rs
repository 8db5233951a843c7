//! Figures compared exactly, before they are rounded.

use std::cmp::Ordering;

use domain::{Aggregate, Figure, Number, Rounded};

/// A figure as it was computed: a quotient of integers, not rounded.
///
/// ```
/// # use results::colours::Exact;
/// assert!(Exact::new(1, 3) < Exact::new(334, 1000));
/// assert_eq!(Exact::new(2, 4), Exact::new(1, 2));
/// assert_eq!(Exact::new(1, 0), None);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Exact {
    numerator: i128,
    /// Greater than 0.
    denominator: i128,
}

impl Exact {
    /// A quotient; none if the denominator is not greater than 0.
    pub fn new(numerator: i128, denominator: i128) -> Option<Self> {
        (denominator > 0).then_some(Self { numerator, denominator })
    }

    /// A unit's figure in the indicator's unit; `times` is 100 for per cent, else 1.
    pub fn of_figure(figure: &Figure, times: i128) -> Option<Self> {
        match figure {
            Figure::Number(number) | Figure::Published(number) => {
                Self::new(number.micros().into(), Number::SCALE.into())
            }
            Figure::Pair { numerator, denominator } => {
                Self::new(i128::from(numerator.micros()) * times, denominator.micros().into())
            }
        }
    }

    /// The figure of a level or group; a sum has no quotient and is exact as published.
    pub fn of_aggregate(aggregate: &Aggregate) -> Option<Self> {
        let figure = aggregate.figure.ok()?;
        match aggregate.quotient {
            Some((numerator, denominator)) => Self::new(numerator, denominator),
            None => Self::of_rounded(figure),
        }
    }

    fn of_rounded(figure: Rounded) -> Option<Self> {
        Self::new(figure.scaled, 10_i128.pow(figure.decimals.into()))
    }
}

/// By cross multiplication where that fits 128 bits, else by the digits of the division: always exact.
impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        let (mut a, mut b) = (*self, *other);
        let mut turned = false;
        loop {
            let crossed = (a.numerator.checked_mul(b.denominator), b.numerator.checked_mul(a.denominator));
            if let (Some(left), Some(right)) = crossed {
                let order = left.cmp(&right);
                return if turned { order.reverse() } else { order };
            }
            let whole = a.numerator.div_euclid(a.denominator).cmp(&b.numerator.div_euclid(b.denominator));
            let rest = (a.numerator.rem_euclid(a.denominator), b.numerator.rem_euclid(b.denominator));
            let order = match (whole, rest) {
                (Ordering::Equal, (0, 0)) => Ordering::Equal,
                (Ordering::Equal, (0, _)) => Ordering::Less,
                (Ordering::Equal, (_, 0)) => Ordering::Greater,
                (Ordering::Equal, (left, right)) => {
                    // What is left over is below 1 in both: the larger has the smaller inverse.
                    a = Self { numerator: a.denominator, denominator: left };
                    b = Self { numerator: b.denominator, denominator: right };
                    turned = !turned;
                    continue;
                }
                (unequal, _) => unequal,
            };
            return if turned { order.reverse() } else { order };
        }
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Exact {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Exact {}
