//! Instants as people in Sweden read them.

use collection::fact::Instant;

const HOUR: i64 = 3_600_000_000;
const DAY: i64 = 24 * HOUR;

/// The date and the time (hour, minute) in Sweden: UTC and an hour, in summer two (European Union, directive 2000/84/EC: from the
/// last Sunday of March to that of October, at one o'clock UTC).
pub fn local(at: Instant) -> (String, (i64, i64)) {
    let (year, ..) = civil(at.div_euclid(DAY));
    let summer = last_sunday(year, 3) * DAY + HOUR..last_sunday(year, 10) * DAY + HOUR;
    let local = at.saturating_add(if summer.contains(&at) { 2 * HOUR } else { HOUR });
    let (year, month, day) = civil(local.div_euclid(DAY));
    let minutes = local.rem_euclid(DAY) / 60_000_000;
    (format!("{year:04}-{month:02}-{day:02}"), (minutes / 60, minutes % 60))
}

/// The first moment after a day in Sweden; none if there is no such day.
pub fn end_of_day(day: &str) -> Option<Instant> {
    let date: domain::Date = day.trim().parse().ok()?;
    let (year, month, day) = (i64::from(date.year()), i64::from(date.month()), i64::from(date.day()));
    let midnight = (days(year, month, day) + 1) * DAY;
    [HOUR, 2 * HOUR].into_iter().map(|ahead| midnight - ahead).find(|at| local(*at).1 == (0, 0))
}

/// The number of a day, counted from the first of 1970.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let years = if month <= 2 { year - 1 } else { year };
    let of_era = years.rem_euclid(400);
    let of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
    years.div_euclid(400) * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Year, month and day of a day counted from the first of 1970.
fn civil(day: i64) -> (i64, i64, i64) {
    // Years begin in March here, so that the leap day is the last.
    let shifted = day + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, of_year - (153 * shifted_month + 2) / 5 + 1)
}

/// The day of the last Sunday of March or October.
fn last_sunday(year: i64, month: i64) -> i64 {
    // The day number of the 31st; both months have one.
    let years = year;
    let of_era = years.rem_euclid(400);
    let of_year = (153 * (month - 3) + 2) / 5 + 30;
    let last = years.div_euclid(400) * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468;
    // The first of 1970 was a Thursday.
    last - (last + 4).rem_euclid(7)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_ends_at_midnight_in_sweden() {
        for (case, day, end) in [
            ("in winter", "2018-03-16", Some(("2018-03-17", (0, 0)))),
            ("in summer", "2018-06-30", Some(("2018-07-01", (0, 0)))),
            ("the day that summer begins", "2018-03-25", Some(("2018-03-26", (0, 0)))),
            ("the day that winter begins", "2018-10-28", Some(("2018-10-29", (0, 0)))),
            ("the last of a year", " 2018-12-31 ", Some(("2019-01-01", (0, 0)))),
            ("no day", "2018-02-30", None),
            ("no date", "i morgon", None),
        ] {
            let end = end.map(|(date, time)| (date.to_owned(), time));
            assert_eq!(end_of_day(day).map(local), end, "{case}");
        }
    }

    #[test]
    fn an_instant_is_read_in_swedish_time() {
        for (case, seconds, date, time) in [
            ("the first second", 0, "1970-01-01", (1, 0)),
            ("in winter", 1_517_443_200, "2018-02-01", (1, 0)),
            ("before midnight in Sweden", 1_521_240_720, "2018-03-16", (23, 52)),
            ("a second before summer", 1_521_939_599, "2018-03-25", (1, 59)),
            ("summer begins", 1_521_939_600, "2018-03-25", (3, 0)),
            ("a second before winter", 1_540_688_399, "2018-10-28", (2, 59)),
            ("winter begins", 1_540_688_400, "2018-10-28", (2, 0)),
            ("a leap day", 1_582_970_400, "2020-02-29", (11, 0)),
        ] {
            assert_eq!(local(seconds * 1_000_000), (date.to_owned(), time), "{case}");
        }
    }
}
