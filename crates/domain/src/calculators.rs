//! Help calculators of the questionnaire: what respondents otherwise do on paper.

use crate::{Number, Rounded};

/// Full-time equivalents (*årsarbetare, heltider*): the sum of persons × share of full time.
///
/// `rows`: number of persons and their share, `1` for full time. `None` if the result is out of range.
///
/// # Source
/// Regionrapport 2015, Stöd i arbetet: 3 × 1,0 + 3 × 0,75 + 1 × 0,80 = 6,05.
pub fn full_time_equivalents(rows: &[(Number, Number)]) -> Option<Number> {
    let scale = i128::from(Number::SCALE);
    let sum: i128 = rows
        .iter()
        .map(|(persons, share)| i128::from(persons.micros()) * i128::from(share.micros()) / scale)
        .sum();
    Number::from_micros(sum)
}

/// Hours worked in a month as a share of full time, two decimals: `120` of `165` is 0.73.
///
/// `None` if a full month has no hours.
///
/// # Source
/// Guide 2018, Bilaga 2, Antal handläggare.
pub fn share_of_full_time(hours: Number, full_time_hours: Number) -> Option<Rounded> {
    Rounded::quotient(i128::from(hours.micros()), i128::from(full_time_hours.micros()), 2)
}

/// The class a mean falls in: the first whose upper limit is not below it; the last class has no limit.
///
/// ```
/// # use domain::{calculators::class_of, Number};
/// let n = |text: &str| text.parse::<Number>().unwrap();
/// let classes = [(Some(n("7")), "inom_4_7"), (Some(n("14")), "inom_8_14"), (None, "efter_15")];
/// assert_eq!(class_of(n("14.0"), &classes), Some(&"inom_8_14"));
/// assert_eq!(class_of(n("14.1"), &classes), Some(&"efter_15"));
/// ```
pub fn class_of<T>(mean: Number, classes: &[(Option<Number>, T)]) -> Option<&T> {
    classes.iter().find(|(upper, _)| upper.is_none_or(|upper| mean <= upper)).map(|(_, class)| class)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sources_examples_come_out() {
        let n = |text: &str| text.parse::<Number>().unwrap();
        let sum = full_time_equivalents(&[(n("3"), n("1")), (n("3"), n("0.75")), (n("1"), n("0.8"))]);
        assert_eq!(sum, Some(n("6.05")));
        assert_eq!(share_of_full_time(n("120"), n("165")).unwrap().to_string(), "0.73");
        assert_eq!(share_of_full_time(n("120"), n("0")), None);
    }
}
