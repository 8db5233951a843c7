//! Instants as people in Sweden read them.

use std::sync::LazyLock;

use collection::fact::Instant;
use domain::Date;
use jiff::civil::Time;
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{Timestamp, Zoned};

use crate::language::Language;

/// Swedish time as its law says it: UTC and an hour, in summer two (European Union, directive 2000/84/EC: from the last
/// Sunday of March to that of October, at one o'clock UTC).
static SWEDEN: LazyLock<TimeZone> = LazyLock::new(|| {
    TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").expect("a rule of the form that POSIX gives")
});

fn zoned(at: Instant) -> Zoned {
    let furthest = if at < 0 { Timestamp::MIN } else { Timestamp::MAX };
    Timestamp::from_microsecond(at).unwrap_or(furthest).to_zoned(SWEDEN.clone())
}

/// The date and the time (hour, minute) in Sweden.
pub fn local(at: Instant) -> (String, (i64, i64)) {
    let there = zoned(at);
    (there.date().to_string(), (there.hour().into(), there.minute().into()))
}

/// A moment as files hold it, with Sweden's offset: `2018-03-21T14:32:00+01:00`.
pub fn with_offset(at: Instant) -> String {
    zoned(at).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// A moment as people read it: `2018-03-21 kl. 14.32`.
pub fn moment(language: Language, at: Instant) -> String {
    let (date, time) = (zoned(at).date(), clock(language, at));
    language.say(format!("{date} kl. {time}"), format!("{date} at {time}"))
}

/// When something was saved, for who reads it `now`: `14.32` the same day, `20 november 14.32` the same year.
pub fn since(language: Language, at: Instant, now: Instant) -> String {
    let (then, today, time) = (zoned(at).date(), zoned(now).date(), clock(language, at));
    if then == today {
        return time;
    }
    let words = publication::build::day(then);
    let mut day = words.get(language.of_catalogue()).to_owned();
    if then.year() == today.year() {
        // The year stands last, in both languages.
        day.truncate(day.rfind(' ').unwrap_or(day.len()));
    }
    format!("{day} {time}")
}

fn clock(language: Language, at: Instant) -> String {
    let there = zoned(at);
    let (hour, minute) = (there.hour(), there.minute());
    language.say(format!("{hour:02}.{minute:02}"), format!("{hour:02}:{minute:02}"))
}

/// The instant of a date and a time in Sweden, such as `2018-03-21` and `23.59`; none if there is no such day or time. Of the
/// hour that comes twice in autumn, the first.
pub fn instant(date: &str, time: &str) -> Option<Instant> {
    let date: Date = date.trim().parse().ok()?;
    let (hour, minute) = time.trim().split_once(['.', ':'])?;
    let digits = |text: &str| (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(hour) || minute.len() != 2 || !digits(minute) {
        return None;
    }
    at(date, Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()?)
}

/// The first moment after a day in Sweden; none if there is no such day.
pub fn end_of_day(day: &str) -> Option<Instant> {
    let date: Date = day.trim().parse().ok()?;
    at(date.tomorrow().ok()?, Time::midnight())
}

/// None in the hour that is left out in spring.
fn at(date: Date, time: Time) -> Option<Instant> {
    let there = SWEDEN.to_ambiguous_timestamp(date.to_datetime(time));
    match there.offset() {
        AmbiguousOffset::Gap { .. } => None,
        AmbiguousOffset::Unambiguous { .. } | AmbiguousOffset::Fold { .. } => {
            Some(there.earlier().ok()?.as_microsecond())
        }
    }
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

    #[test]
    fn what_was_saved_another_day_says_which() {
        let at = |date, time| instant(date, time).expect("a moment");
        let now = at("2018-11-22", "08.00");
        for (case, then, sv, en) in [
            ("today", at("2018-11-22", "07.05"), "07.05", "07:05"),
            ("today, after midnight in Sweden", at("2018-11-22", "00.10"), "00.10", "00:10"),
            ("yesterday", at("2018-11-21", "23.59"), "21 november 23.59", "21 November 23:59"),
            ("another year", at("2017-11-22", "08.00"), "22 november 2017 08.00", "22 November 2017 08:00"),
        ] {
            assert_eq!(since(Language::Swedish, then, now), sv, "{case}");
            assert_eq!(since(Language::English, then, now), en, "{case}");
        }
    }

    #[test]
    fn no_instant_is_too_far_away_to_be_read() {
        for at in [i64::MIN, i64::MAX] {
            assert!(!local(at).0.is_empty());
        }
    }
}
