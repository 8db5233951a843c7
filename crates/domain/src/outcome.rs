//! What a unit got.

use crate::{Empty, Number, Rounded, ValueId};

/// A figure of one unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Figure {
    /// An exact number.
    Number(Number),
    /// A quotient that is kept as its pair until it is published, so that groups can pool it.
    Pair {
        /// Counted or summed above the line.
        numerator: Number,
        /// Below the line; greater than 0.
        denominator: Number,
    },
    /// A figure that others published, already rounded: its counts are unknown, so it is never pooled.
    Published(Number),
}

impl Figure {
    /// The figure as published: `times` is 100 for per cent, else 1.
    pub fn rounded(self, times: i128, decimals: u8) -> Rounded {
        match self {
            Self::Number(number) | Self::Published(number) => number.rounded(decimals),
            Self::Pair { numerator, denominator } => Rounded::quotient(
                i128::from(numerator.micros()) * times,
                i128::from(denominator.micros()),
                decimals,
            )
            .expect("the denominator of a pair is greater than 0"),
        }
    }
}

/// What one unit got on one indicator in one edition (*utfall*).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// *Ja*, *Nej*, *Delvis*, *Integrerat* … What counts as reached is the indicator's own.
    Category(ValueId),
    /// A figure in the unit that the catalogue gives the indicator.
    Figure(Figure),
    /// Neither, and why.
    Empty(Empty),
}
