//! Where a figure lies in a drawing.

use domain::Rounded;
use publication::model::{Observation, Value};

use crate::language::Language;
use crate::public::observed;

/// From where to where a drawing goes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Scale {
    low: i64,
    high: i64,
}

/// The figure of a cell; none where it has none.
pub(super) fn figure(found: &Observation) -> Option<Rounded> {
    match &found.value {
        Value::Figure(figure, _) => Some(*figure),
        Value::Category(..) | Value::Empty(..) => None,
    }
}

/// For drawing and sorting only.
pub(super) fn plain(figure: Rounded) -> f64 {
    figure.scaled as f64 / 10_f64.powi(i32::from(figure.decimals))
}

impl Scale {
    /// 0 to 100 for what is in per cent; else from 0, or the round number below the smallest, to the one above the largest.
    pub(super) fn of(percent: bool, figures: impl Iterator<Item = Rounded>) -> Self {
        let (low, high) =
            figures.map(plain).fold((0.0_f64, 0.0_f64), |(low, high), one| (low.min(one), high.max(one)));
        if percent && low >= 0.0 && high <= 100.0 {
            return Self { low: 0, high: 100 };
        }
        Self { low: -round_above(-low), high: round_above(high).max(1) }
    }

    pub(super) fn share(self, figure: Rounded) -> f64 {
        let width = (self.high - self.low) as f64;
        (plain(figure) - self.low as f64) / width
    }

    /// Both ends as they are read.
    pub(super) fn ends(self, language: Language, unit: &str) -> [String; 2] {
        [self.low, self.high].map(|end| {
            let number = observed::number(language, Rounded { scaled: i128::from(end), decimals: 0 }, false);
            if unit.is_empty() { number } else { format!("{number}\u{a0}{unit}") }
        })
    }
}

/// The least of 1, 2, 5, 10, 20 … that is not smaller; 0 for nothing.
fn round_above(number: f64) -> i64 {
    if number <= 0.0 {
        return 0;
    }
    let mut step = 1_i64;
    while step < i64::MAX / 20 {
        for factor in [1, 2, 5] {
            if (step * factor) as f64 >= number {
                return step * factor;
            }
        }
        step *= 10;
    }
    step
}

#[cfg(test)]
mod tests {
    use domain::Rounded;

    use super::Scale;

    #[test]
    fn a_scale_holds_every_figure_and_begins_at_nothing() {
        let figure = |scaled| Rounded { scaled, decimals: 1 };
        for (case, percent, figures, low, high) in [
            ("per cent", true, vec![123, 456], 0, 100),
            ("above a hundred per cent", true, vec![1230], 0, 200),
            ("hours", false, vec![12, 34], 0, 5),
            ("nothing", false, vec![], 0, 1),
            ("below nothing", false, vec![-13, 456], -2, 50),
        ] {
            let scale = Scale::of(percent, figures.into_iter().map(figure));
            assert_eq!(scale, Scale { low, high }, "{case}");
        }
        let half = Scale { low: 0, high: 100 }.share(figure(500));
        assert!((half - 0.5).abs() < 1e-9);
    }
}
