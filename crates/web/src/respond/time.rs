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

/// The instant of a date and a time in Sweden, such as `2018-03-21` and `23.59`; none if there is no such day or time. Of the
/// hour that comes twice in autumn, the first.
pub fn instant(date: &str, time: &str) -> Option<Instant> {
    let date: domain::Date = date.trim().parse().ok()?;
    let (hour, minute) = time.trim().split_once(['.', ':'])?;
    let digits = |text: &str| (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(hour) || minute.len() != 2 || !digits(minute) {
        return None;
    }
    let (hour, minute): (i64, i64) = (hour.parse().ok()?, minute.parse().ok()?);
    let wanted = (date.to_string(), (hour, minute));
    let day = day_of(&date.to_string())?;
    let local_time = day * DAY + hour * HOUR + minute * 60_000_000;
    [2 * HOUR, HOUR].into_iter().map(|ahead| local_time - ahead).find(|at| local(*at) == wanted)
}

/// The first moment after a day in Sweden; none if there is no such day.
pub fn end_of_day(day: &str) -> Option<Instant> {
    let date: domain::Date = day.trim().parse().ok()?;
    let midnight = (day_of(&date.to_string())? + 1) * DAY;
    [HOUR, 2 * HOUR].into_iter().map(|ahead| midnight - ahead).find(|at| local(*at).1 == (0, 0))
}

/// Counted from the first of 1970.
fn day_of(date: &str) -> Option<i64> {
    let mut parts = date.splitn(3, '-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    // Years begin in March, as in `civil`.
    let year = if month <= 2 { year - 1 } else { year };
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(year.div_euclid(400) * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
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
            let (hour, minute) = time;
            let seconds_left = seconds % 60;
            let back = instant(date, &format!("{hour:02}.{minute:02}"));
            // Of the hour that comes twice, the first is meant.
            let back = back.map(|at| at / 1_000_000 + seconds_left);
            let twice = if case == "winter begins" { 3_600 } else { 0 };
            assert_eq!(back, Some(seconds - twice), "{case}");
        }
    }

    #[test]
    fn a_day_or_time_that_is_not_there_is_refused() {
        for (date, time) in [
            ("2018-02-30", "12.00"),
            ("2018-3-1", "12.00"),
            ("2018-03-01", "24.00"),
            ("2018-03-01", "12.60"),
            ("2018-03-01", "12"),
            ("2018-03-01", "1 2.00"),
            ("2018-03-25", "02.30"),
            ("", ""),
        ] {
            assert_eq!(instant(date, time), None, "{date} {time}");
        }
        assert_eq!(instant("2018-03-01", "9:05"), instant(" 2018-03-01 ", "09.05"));
    }
}
