//! The mode *uncertainty* (*osäkerhet*): a ratio of persons, its Wilson interval, and a reference.
//!
//! The verdict is decided with integers: the reference share `a/b` lies within the Wilson interval of `x` in `n`
//! exactly if `(x·b − n·a)² ≤ z²·n·a·(b − a)`. Only the ends that are printed are computed in floating point.

use catalogue::model::UncertaintyMode;
use domain::{Number, Rounded};

use super::{Exact, NotHere, Verdict};

/// Whole persons above and below the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    part: i128,
    whole: i128,
}

impl Counts {
    /// From sums in millionths; none unless both are whole numbers and 0 ≤ part ≤ whole, whole > 0.
    pub fn of_micros(part: i128, whole: i128) -> Option<Self> {
        let scale = i128::from(Number::SCALE);
        let persons = part % scale == 0 && whole % scale == 0 && 0 <= part && part <= whole && whole > 0;
        persons.then(|| Self { part: part / scale, whole: whole / scale })
    }
}

/// What the mode says of counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Uncertain {
    /// Better, alike or worse than the reference.
    pub verdict: Verdict,
    /// The ends of the interval, per cent.
    pub interval: (Rounded, Rounded),
}

/// Holds counts against a reference's counts, in per cent with `decimals`.
///
/// The verdict is exact for up to 10¹⁰ persons on either side: more than there are.
///
/// # Errors
/// [`NotHere::NoInterval`] where numbers are so large that 128 bits do not hold them.
pub fn uncertainty(
    counts: Counts,
    reference: Counts,
    direction_up: bool,
    decimals: u8,
    settings: &UncertaintyMode,
) -> Result<Uncertain, NotHere> {
    let distance = distance(counts, reference).ok_or(NotHere::NoInterval)?;
    let within = is_within(distance, counts, reference, settings.z).ok_or(NotHere::NoInterval)?;
    let verdict = match (within, (distance > 0) == direction_up) {
        (true, _) => Verdict::Alike,
        (false, true) => Verdict::Better,
        (false, false) => Verdict::Worse,
    };
    let above = (!within).then_some(distance > 0);
    let interval = printed(counts, reference, above, decimals, settings.z).ok_or(NotHere::NoInterval)?;
    Ok(Uncertain { verdict, interval })
}

/// `x·b − n·a`: positive where the counts' share is above the reference's.
fn distance(counts: Counts, reference: Counts) -> Option<i128> {
    counts.part.checked_mul(reference.whole)?.checked_sub(counts.whole.checked_mul(reference.part)?)
}

/// `(x·b − n·a)² ≤ z²·n·a·(b − a)`, as `d/z ≤ z·s/d`: quotients are compared without squaring anything.
fn is_within(distance: i128, counts: Counts, reference: Counts, z: Number) -> Option<bool> {
    let (z, scale) = (i128::from(z.micros()), i128::from(Number::SCALE));
    let spread = reference.part.checked_mul(reference.whole - reference.part)?.checked_mul(counts.whole)?;
    let distance = distance.checked_abs()?.checked_mul(scale)?;
    let Some(allowed) = Exact::new(spread.checked_mul(z)?, distance) else { return Some(true) };
    // Both sides times `scale`, since z is counted in millionths.
    Some(Exact::new(distance, z)? <= allowed)
}

/// The ends as printed. Rounding must not seem to contradict the verdict: an interval that lies wholly on one side
/// of the reference is printed so, at most one unit of the last decimal from its exact end, and always holds the
/// printed figure.
fn printed(
    counts: Counts,
    reference: Counts,
    above: Option<bool>,
    decimals: u8,
    z: Number,
) -> Option<(Rounded, Rounded)> {
    let figure = Rounded::quotient(counts.part.checked_mul(100)?, counts.whole, decimals)?;
    let limit = Rounded::quotient(reference.part.checked_mul(100)?, reference.whole, decimals)?;
    let (low, high) =
        wilson(counts.part as f64, counts.whole as f64, z.micros() as f64 / Number::SCALE as f64);
    let unit = 10_f64.powi(decimals.into());
    let end = |share: f64| (share * 100.0 * unit).round() as i128;
    let (mut low, mut high) = (end(low).max(0), end(high).min(100 * unit as i128));
    match above {
        Some(true) => low = low.max(limit.scaled + 1),
        Some(false) => high = high.min(limit.scaled - 1),
        None => (low, high) = (low.min(limit.scaled), high.max(limit.scaled)),
    }
    let of = |scaled: i128| Rounded { scaled, decimals };
    Some((of(low.min(figure.scaled)), of(high.max(figure.scaled))))
}

/// The ends of the Wilson interval, as shares.
fn wilson(part: f64, whole: f64, z: f64) -> (f64, f64) {
    let (share, zz) = (part / whole, z * z);
    let middle = share + zz / (2.0 * whole);
    let half = z * (share * (1.0 - share) / whole + zz / (4.0 * whole * whole)).sqrt();
    let scale = 1.0 + zz / whole;
    ((middle - half) / scale, (middle + half) / scale)
}
